//! Lines of a page's head and foot: page numbers, running heads, and what a browser prints around a page.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::Line;
use super::{cues, lists, series, single};
use crate::furniture::TITLE_MARKS;

/// What a line looks like that may belong to a page's head or foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// `41`, `- 2 -`, `Page 3 of 9`, `3/5`.
    PageNumber {
        /// The number.
        number: u32,
        /// The number of pages, where it is named.
        of: Option<u32>,
        /// Whether only a page number looks like this.
        sure: bool,
    },
    /// A page number with a name beside it: `Weekly Courier 41`, `42 AUTUMN 2004`.
    Folio(u32),
    /// An address, with a page number or without.
    Address,
    /// What OCR made of an address: the part behind its last slash may still tell whose it is.
    Slug,
    /// A date with a time, as browsers print it, with the page's title or without.
    Time,
}

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?i:(?P<word>page|pg\.|p\.|seite|s\.|pagina|página|pág\.|blz\.)\s*)?",
        r"(?P<left>[-–—|\[(<·•]\s*)?(?P<number>\d{1,4})(?P<right>\s*[-–—|\])>·•])?",
        r"(?:\s*(?P<of>of|/|von|de|sur|di|van)\s*(?P<pages>\d{1,4}))?$"
    ))
    .expect("a fixed pattern")
});

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    // OCR puts a blank behind a dot.
    Regex::new(r"^(?:https?|file)://(?:www\. )?\S+(?:\s+(?:Page\s+)?\d+\s*(?:/|of)\s*\d+)?$").expect("a fixed pattern")
});

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}),?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s+\S.*)?$",
    )
    .expect("a fixed pattern")
});

/// What a line looks like by itself.
pub fn look(line: &str) -> Option<Look> {
    if line.len() > LONGEST {
        return None;
    }
    if line.bytes().any(|byte| byte.is_ascii_digit()) {
        if may_be_page_number(line)
            && let Some(found) = PAGE_NUMBER.captures(line)
        {
            let number = found["number"].parse().ok()?;
            let of = found.name("pages").and_then(|pages| pages.as_str().parse().ok());
            // A fraction or a year is no page of so many pages.
            if of.is_none_or(|of| number <= of && number > 0) {
                let framed = found.name("left").is_some() && found.name("right").is_some();
                let sure = found.name("word").is_some() || framed;
                return (of.is_some() || number < 2500).then_some(Look::PageNumber { number, of, sure });
            }
        }
        if line.starts_with(char::is_numeric) && TIME.is_match(line) {
            return Some(Look::Time);
        }
        if let Some(number) = folio(line) {
            return Some(Look::Folio(number));
        }
    }
    if line.starts_with(['h', 'f']) && ADDRESS.is_match(line) {
        return Some(Look::Address);
    }
    is_slug(line).then_some(Look::Slug)
}

/// Whether a line ends in a figure or a mark behind one, and begins as a page number does: what [`PAGE_NUMBER`] needs.
fn may_be_page_number(line: &str) -> bool {
    const WORDS: &[&str] = &["blz", "p", "pag", "page", "pagina", "pg", "pág", "página", "s", "seite"];
    let ends = line.ends_with(|c: char| c.is_numeric() || "-–—|])>·•".contains(c));
    let first = &line[..line.find(|c: char| !c.is_alphabetic()).unwrap_or(line.len())];
    let begins = line.starts_with(|c: char| c.is_numeric() || "-–—|[(<·•".contains(c));
    ends && (begins || WORDS.contains(&first.to_lowercase().as_str()))
}

/// Whether a line looks like an address with letters misread: `hittp:/hwww.courier.example/2015/the-ferry-is-late.htmi`.
fn is_slug(line: &str) -> bool {
    let Some((_, slug)) = line.rsplit_once('/') else { return false };
    line.contains('.')
        && line.split_whitespace().count() <= 3
        && slug.matches('-').count() >= 3
        && line.matches('/').count() >= 2
}

/// The page number that stands before or behind a name.
fn folio(line: &str) -> Option<u32> {
    if line.len() > 60 {
        return None;
    }
    let number = |digits: &str| digits.parse().ok().filter(|number| (1..1900).contains(number));
    let before = line.split_once(char::is_whitespace).map(|(number, name)| (number, name.trim()));
    let behind = line.rsplit_once(char::is_whitespace).map(|(name, number)| (number, name.trim()));
    [before, behind].into_iter().flatten().find_map(|(digits, name)| {
        let named = is_name(name) && name.chars().filter(|c| c.is_alphabetic()).count() >= 4;
        (named && lists::marker(line).is_none()).then(|| number(digits)).flatten()
    })
}

/// A line of a page's head or foot is no longer than this, in bytes.
const LONGEST: usize = 400;

/// A line with its digits masked and its white space evened out: what repeats from page to page.
pub fn masked(line: &str) -> String {
    let mut key = String::with_capacity(line.len());
    let mut digits = false;
    for word in line.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        for c in word.chars() {
            if c.is_ascii_digit() {
                if !digits {
                    key.push('#');
                }
                digits = true;
            } else {
                digits = false;
                key.push(c);
            }
        }
        digits = false;
    }
    key
}

/// What stands at a place of a page: a line, or a passage of one line.
#[derive(Clone, Copy, Debug)]
pub struct Item<'t> {
    /// The text, without white space at its ends.
    pub text: &'t str,
    /// Whether a blank line stands before it.
    pub blank: bool,
    /// Whether a form feed stands before it.
    pub feed: bool,
}

/// Why something belongs to a page and not to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// What it is.
    pub kind: Kind,
    /// Whether it is sure without looking at the sentence it may cut.
    pub sure: bool,
    /// In a few words, what tells.
    pub reason: &'static str,
}

/// What belongs to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page number.
    PageNumber,
    /// A running head or foot.
    RunningHead,
    /// What a browser prints around a page: address, date and time.
    PrintFooter,
}

/// Tells which items belong to a page's head or foot, or may.
///
/// A page number shows itself by its form, by counting on from another, or by its place at a form feed. A running head
/// stands beside such a thing or a form feed, and comes again or is the text's own headline, whole or cut off.
///
/// `feeds` says whether the text has form feeds at all; one behind the last item cannot be seen in the items.
pub fn prove(items: &[Item<'_>], feeds: bool) -> Vec<Option<Proof>> {
    let looks: Vec<Option<Look>> = items.iter().map(|item| look(item.text)).collect();
    let addresses = Addresses::of(items, &looks);
    let broken = has_broken_words(items);
    let at_edge = |index: usize| items[index].feed || items.get(index + 1).is_none_or(|next| next.feed);
    let mut proofs: Vec<Option<Proof>> = (0..items.len())
        .map(|index| match looks[index]? {
            Look::PageNumber { .. } if broken && ends_text_below_name(items, index) => Some(Proof {
                kind: Kind::PageNumber,
                sure: true,
                reason: "a page number below a name as the last line of a set text",
            }),
            Look::PageNumber { number, of, sure } => {
                page_number(items, &looks, index, (number, of, sure), feeds && at_edge(index))
            }
            Look::Folio(number) => folio_proof(items, &looks, index, number, feeds.then(|| at_edge(index)))
                .or_else(|| folio_apart(items, &looks, index, number, broken)),
            Look::Slug => addresses.names_the_headline(items[index].text).then_some(Proof {
                kind: Kind::PrintFooter,
                sure: true,
                reason: "the article's own address, misread, made of the headline's words",
            }),
            Look::Address | Look::Time => printed(items, &looks, &addresses, index, feeds && at_edge(index)),
        })
        .collect();
    let is_set = single::is_set(items);
    for (proof, reason) in proofs.iter_mut().zip(series::find(items, is_set)) {
        if let Some(reason) = reason
            && proof.is_none_or(|proof| !proof.sure)
        {
            *proof = Some(Proof { kind: Kind::RunningHead, sure: true, reason });
        }
    }
    // Before what comes once is told: a line that does on one page may come again on another.
    let heads = Heads::of(items, &proofs, feeds);
    for (index, kind, reason) in if is_set { single::find(items) } else { Vec::new() } {
        if proofs[index].is_none_or(|proof| !proof.sure) {
            proofs[index] = Some(Proof { kind, sure: true, reason });
        }
    }
    heads.prove_numbers(items, &mut proofs);
    heads.prove(items, &mut proofs);
    // Last, so that the headline below is no line beside it.
    if let (Some(first), Some(reason), true) = (proofs.first_mut(), single::head_above_headline(items), is_set) {
        first.get_or_insert(Proof { kind: Kind::RunningHead, sure: true, reason });
    }
    proofs
}

fn page_number(
    items: &[Item<'_>],
    looks: &[Option<Look>],
    index: usize,
    (number, of, framed): (u32, Option<u32>, bool),
    at_edge: bool,
) -> Option<Proof> {
    let proof = |sure, reason| Some(Proof { kind: Kind::PageNumber, sure, reason });
    let beside_print = [index.checked_sub(1), Some(index + 1)]
        .into_iter()
        .flatten()
        .any(|at| matches!(looks.get(at), Some(Some(Look::Address | Look::Time))));
    if at_edge {
        return proof(true, "a page number at a form feed");
    }
    if counts_on(looks, index, number, of) {
        return proof(true, "page numbers that count on");
    }
    if beside_print {
        return proof(true, "a page number beside a printed address or time");
    }
    if framed || of.is_some_and(|of| of > 1 && items[index].text.chars().any(char::is_alphabetic)) {
        return proof(framed && of.is_some(), "the form of a page number");
    }
    let alone = |at: usize| !matches!(looks.get(at), Some(Some(Look::PageNumber { .. })));
    let apart = items[index].blank || items.get(index + 1).is_none_or(|next| next.blank);
    let in_no_row = alone(index + 1) && index.checked_sub(1).is_none_or(alone);
    let is_year = (1900..2100).contains(&number);
    (in_no_row && !is_year && of.is_none() && (apart || cuts_a_sentence(items, index))).then_some(Proof {
        kind: Kind::PageNumber,
        sure: false,
        reason: "a lone number",
    })
}

/// A name with a page number at a page's foot, or two that count, one of them at the text's end.
///
/// `at_edge` is absent in a text without form feeds.
fn folio_proof(
    items: &[Item<'_>],
    looks: &[Option<Look>],
    index: usize,
    number: u32,
    at_edge: Option<bool>,
) -> Option<Proof> {
    let at_foot = items.get(index + 1).is_none_or(|next| next.feed);
    let reason = if at_edge == Some(true) && (at_foot || counts_on(looks, index, number, None)) {
        "a name with a page number at a page's foot"
    } else if at_edge.is_none()
        && counts_on(looks, index, number, None)
        && matches!(looks.last(), Some(Some(Look::Folio(_))))
    {
        "names with page numbers that count on"
    } else {
        return None;
    };
    Some(Proof { kind: Kind::RunningHead, sure: true, reason })
}

/// Whether another page number, some lines away, is the next or the last but a few.
fn counts_on(looks: &[Option<Look>], index: usize, number: u32, of: Option<u32>) -> bool {
    let counts = |(other, other_of): (u32, Option<u32>), up: bool| {
        let step = if up { other.checked_sub(number) } else { number.checked_sub(other) };
        other_of == of && step.is_some_and(|step| (1..=3).contains(&step))
    };
    let nearest = |range: &mut dyn Iterator<Item = usize>, up: bool| {
        range
            .filter_map(|at| match looks[at] {
                Some(Look::PageNumber { number, of, .. }) => Some((at, (number, of))),
                Some(Look::Folio(number)) => Some((at, (number, None))),
                _ => None,
            })
            .take(3)
            .any(|(at, other)| at.abs_diff(index) > 1 && counts(other, up))
    };
    nearest(&mut (index + 1..looks.len()), true) || nearest(&mut (0..index).rev(), false)
}

/// A name with a page number anywhere in a set text: as its last line, as the date of an issue, or counting on.
fn folio_apart(items: &[Item<'_>], looks: &[Option<Look>], index: usize, number: u32, broken: bool) -> Option<Proof> {
    let next = items.get(index + 1);
    let apart = items[index].blank || next.is_none_or(|next| next.blank);
    let name = items[index].text.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let before = index.checked_sub(1).map_or("", |before| items[before].text);
    let ends = cues::end_of(before) == cues::End::Terminal;
    let reason = if !apart || !broken {
        return None;
    } else if number > LAST_DAY
        && is_issue_date(items[index].text.trim_start_matches(|c: char| c.is_ascii_digit()).trim())
    {
        "the date of an issue with a page number"
    } else if counts_on(looks, index, number, None) && name.contains(' ') {
        "names with page numbers that count on"
    } else if next.is_none() && ends && name.contains(' ') {
        "a name with a page number as the last line of a set text"
    } else {
        return None;
    };
    Some(Proof { kind: Kind::RunningHead, sure: true, reason })
}

/// Up to this number, `14 March 2024` is a day.
const LAST_DAY: u32 = 31;

/// Whether a set text ends in this line and a name above it that stands apart.
fn ends_text_below_name(items: &[Item<'_>], index: usize) -> bool {
    let (Some(name), Some(before)) = (index.checked_sub(1), index.checked_sub(2)) else { return false };
    index + 1 == items.len()
        && items[name].blank
        && is_name(items[name].text)
        && items[name].text.contains(' ')
        && cues::end_of(items[before].text) == cues::End::Terminal
}

/// Whether words are broken at line ends, as typesetters break them.
fn has_broken_words(items: &[Item<'_>]) -> bool {
    let breaks = |item: &Item<'_>| {
        item.text.lines().filter(|line| line.trim_end().ends_with(['-', '\u{ad}', '\u{2010}'])).count()
    };
    items.iter().map(breaks).sum::<usize>() >= BROKEN_WORDS
}

/// So many lines that end in a hyphen show a set text.
const BROKEN_WORDS: usize = 2;

static ISSUE_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?i:spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|",
        r"november|december)(?:[ /–-]\p{L}+)? (?:19|20)\d\d$"
    ))
    .expect("a fixed pattern")
});

/// Whether a line is the date of an issue: `AUTUMN 2004`.
fn is_issue_date(line: &str) -> bool {
    line.len() <= 40 && ISSUE_DATE.is_match(line)
}

fn cuts_a_sentence(items: &[Item<'_>], index: usize) -> bool {
    let (Some(before), Some(after)) = (index.checked_sub(1), items.get(index + 1)) else { return false };
    cues::end_of(items[before].text) != cues::End::Terminal && cues::start_of(after.text) == cues::Start::Lower
}

/// The addresses that stand on lines of their own, and the words the text opens with.
struct Addresses<'t> {
    counts: HashMap<&'t str, usize>,
    opening: HashSet<String>,
    /// Whether a title with an outlet behind it stands at the top, as beside the time a browser prints.
    opens_with_title: bool,
}

impl<'t> Addresses<'t> {
    fn of(items: &[Item<'t>], looks: &[Option<Look>]) -> Self {
        let mut counts = HashMap::new();
        for (item, _) in items.iter().zip(looks).filter(|(_, look)| **look == Some(Look::Address)) {
            *counts.entry(item.text).or_default() += 1;
        }
        let near = items.iter().take(OPENING).filter(|item| item.text.len() <= 200);
        let words = near.flat_map(|item| item.text.split(|c: char| !c.is_alphanumeric()));
        let opening = words.filter(|word| word.len() > 2).map(str::to_lowercase).collect();
        let opens_with_title = items.iter().take(TOP).any(|item| {
            let parts = TITLE_MARKS.iter().filter_map(|mark| item.text.rsplit_once(mark));
            parts.map(|(_, outlet)| outlet).any(is_name)
        });
        Self { counts, opening, opens_with_title }
    }

    /// Whether the last part of an address is made of the words the text opens with, as that of an article is.
    fn names_the_headline(&self, address: &str) -> bool {
        let parts = address.split_whitespace().filter(|part| !part.ends_with('.'));
        let slug = parts.max_by_key(|part| part.len()).unwrap_or_default().trim_end_matches('/');
        let slug = slug.rsplit('/').next().unwrap_or_default();
        let words: Vec<String> =
            slug.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_lowercase).collect();
        let known = words.iter().filter(|word| self.opening.contains(*word)).count();
        known >= 4 && known * 4 >= words.len() * 3
    }
}

/// Whether two addresses begin alike behind the scheme; a program may have misread the rest.
fn are_of_one_site(one: &str, other: &str) -> bool {
    const ALIKE: usize = 4;
    let host = |address: &str| {
        let address: String = address.chars().filter(|c| !c.is_whitespace()).collect();
        let behind = address.split_once("//").map_or(address.as_str(), |(_, rest)| rest);
        behind.strip_prefix("www.").unwrap_or(behind).to_owned()
    };
    let (one, other) = (host(one), host(other));
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count() >= ALIKE
}

/// An address or a time, which a browser prints at each page's edge.
fn printed(
    items: &[Item<'_>],
    looks: &[Option<Look>],
    addresses: &Addresses<'_>,
    index: usize,
    at_edge: bool,
) -> Option<Proof> {
    let text = items[index].text;
    let is_address = looks[index] == Some(Look::Address);
    let near = index.saturating_sub(2)..(index + 3).min(items.len());
    let company = near
        .filter(|at| *at != index)
        .filter(|at| looks[*at].is_some_and(|look| !matches!(look, Look::Folio(_) | Look::Slug)))
        // A page has one address: different ones are a list of the author's.
        .any(|at| looks[at] != Some(Look::Address) || !is_address || are_of_one_site(text, items[at].text));
    let reason = if is_address && text.replacen("www. ", "www.", 1).contains(' ') {
        "an address with a page number behind it"
    } else if company {
        "a printed address or time beside another"
    } else if at_edge {
        "a printed address or time at a form feed"
    } else if is_address && addresses.counts.get(text).is_some_and(|count| *count >= 2) {
        "the same address on more than one page"
    } else if is_address && addresses.names_the_headline(text) {
        "the article's own address, made of the headline's words"
    } else if !is_address && index < TOP && addresses.opens_with_title {
        "a printed time beside the page's title"
    } else {
        return None;
    };
    Some(Proof { kind: Kind::PrintFooter, sure: true, reason })
}

/// The running heads of a text.
struct Heads {
    /// How often each line near a seam comes, its digits masked, and where it came first.
    keys: HashMap<String, (usize, usize)>,
    /// The first items, where the headline stands.
    opening: Vec<String>,
    /// How many bytes stand before each item.
    before: Vec<usize>,
    feeds: bool,
    printed: bool,
    /// The lines that read as page titles do and come more than once.
    titles: HashSet<String>,
}

impl Heads {
    fn of(items: &[Item<'_>], proofs: &[Option<Proof>], feeds: bool) -> Self {
        let mut keys = HashMap::new();
        // One line may lie near two edges where little stands on a page.
        let mut counted = HashSet::new();
        for seam in seams(items, proofs) {
            // Where the text begins, a head is above all else; what comes later is the article's.
            let below =
                if seam.end == 0 && !items.first().is_some_and(|first| first.feed) { FIRST_LINES } else { NEAR };
            let near = seam.start.saturating_sub(NEAR)..(seam.end + below).min(items.len());
            let mut here: Vec<(String, usize)> = near
                .filter(|index| proofs[*index].is_none() && may_be_head(items[*index].text))
                .map(|index| (masked(items[index].text), index))
                .collect();
            here.sort();
            here.dedup_by(|one, two| one.0 == two.0);
            for (key, index) in here {
                let found = counted.insert(index);
                keys.entry(key).or_insert((0, index)).0 += usize::from(found);
            }
        }
        let opening = (0..items.len().min(OPENING)).map(|first| {
            let near = items[first..].iter().take(OPENING).map(|item| item.text).take_while(|text| text.len() <= 200);
            near.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
        });
        Self {
            keys,
            opening: opening.collect(),
            before: items
                .iter()
                .scan(0, |sum, item| {
                    let before = *sum;
                    *sum += item.text.len();
                    Some(before)
                })
                .collect(),
            feeds,
            titles: titles_again(items),
            printed: proofs.iter().flatten().any(|proof| proof.kind == Kind::PrintFooter),
        }
    }

    /// Proves the page numbers that stand above the headline once more: `-1-`, `Ferry late`.
    fn prove_numbers(&self, items: &[Item<'_>], proofs: &mut [Option<Proof>]) {
        for index in 0..proofs.len().saturating_sub(1) {
            let later = self.before.get(index).is_some_and(|bytes| *bytes >= FIRST_PAGE);
            let unsure = |proof: &Proof| proof.kind == Kind::PageNumber && !proof.sure;
            let title = items[index + 1].text;
            if let Some(proof) = proofs[index].as_mut().filter(|proof| later && unsure(proof))
                && may_be_head(title)
                && self.opening.iter().any(|opening| title.len() >= 12 && opening.starts_with(title))
            {
                (proof.sure, proof.reason) = (true, "a page number above the headline once more");
            }
        }
    }

    /// Proves the running heads from the seams outwards, down and then up.
    fn prove(&self, items: &[Item<'_>], proofs: &mut [Option<Proof>]) {
        if !self.feeds && proofs.iter().all(Option::is_none) {
            return;
        }
        for (item, proof) in items.iter().zip(proofs.iter_mut()) {
            let reason = if proof.is_some() {
                continue;
            } else if self.is_page_title(item.text) {
                "the page's title: headline and outlet"
            } else if self.printed && self.titles.contains(item.text) {
                "the page's title on more than one page that a browser printed"
            } else {
                continue;
            };
            *proof = Some(Proof { kind: Kind::RunningHead, sure: true, reason });
        }
        let count = items.len();
        for index in 0..count {
            let below = index > 0 && proofs[index - 1].is_some_and(|proof| proof.sure);
            if proofs[index].is_none() && (below || items[index].feed) {
                self.prove_top(items, proofs, index, below);
            }
        }
        for index in (0..count).rev() {
            let above = proofs.get(index + 1).copied().flatten().is_some_and(|proof| proof.sure);
            let at_feed = items.get(index + 1).map_or(self.feeds, |next| next.feed);
            if proofs[index].is_some() {
                continue;
            }
            if (above || at_feed || index + 1 == count) && is_torn_off(items, index) {
                let reason = "bullets away from their items, at a page's end";
                proofs[index] = Some(Proof { kind: Kind::RunningHead, sure: true, reason });
            } else if above || at_feed {
                proofs[index] = self.head(items, index, above, false);
            }
        }
        // Last, so that the headline below is no line beside it.
        if self.opens_with_head(items, proofs)
            && let Some(first) = proofs.first_mut()
        {
            let reason = "the running head above the headline, which says the same";
            first.get_or_insert(Proof { kind: Kind::RunningHead, sure: true, reason });
        }
    }

    /// Whether the text's first line is a running head that comes again, and the headline below it says the same.
    fn opens_with_head(&self, items: &[Item<'_>], proofs: &[Option<Proof>]) -> bool {
        let Some((first, rest)) = items.split_first() else { return false };
        let is_headline = |(item, proof): &(&Item<'_>, &Option<Proof>)| item.text == first.text && proof.is_none();
        let is_repeated = || rest.iter().zip(&proofs[1..]).take(OPENING).filter(is_headline).count() == 1;
        let at_edges = || self.keys.get(&masked(first.text)).is_some_and(|(count, at)| *count >= 3 && *at == 0);
        may_be_head(first.text) && is_repeated() && at_edges()
    }

    /// Whether the line is the headline with the outlet behind it, as pages are titled: `Ferry late again | Courier`.
    fn is_page_title(&self, text: &str) -> bool {
        may_be_head(text)
            && TITLE_MARKS.iter().filter_map(|mark| text.rsplit_once(mark)).any(|(headline, outlet)| {
                let twice = |opening: &String| opening.starts_with(headline) && !opening.starts_with(text);
                headline.len() >= 12 && is_name(outlet) && self.opening.iter().any(twice)
            })
    }

    /// Proves the head at a page's top: all from the edge down to the last line that is found again.
    fn prove_top(&self, items: &[Item<'_>], proofs: &mut [Option<Proof>], first: usize, below: bool) {
        let last = (first..items.len().min(first + NEAR))
            .take_while(|index| may_be_head(items[*index].text))
            .filter(|index| proofs[*index].is_some() || self.head(items, *index, below, true).is_some())
            .last();
        let Some(last) = last else { return };
        for index in first..=last {
            let beside = || Proof { kind: Kind::RunningHead, sure: true, reason: "a line beside the running head" };
            let found = proofs[index].or_else(|| self.head(items, index, below, true));
            let is_short = is_name(items[index].text);
            if found.is_none() && !is_short {
                break;
            }
            proofs[index] = found.or_else(|| Some(beside()));
        }
    }

    fn head(&self, items: &[Item<'_>], index: usize, beside: bool, top: bool) -> Option<Proof> {
        let text = items[index].text;
        // A line in small letters that ends a sentence is one of the text, however often it comes.
        let ends_sentence = cues::start_of(text) == cues::Start::Lower && cues::end_of(text) == cues::End::Terminal;
        if !may_be_head(text) || ends_sentence {
            return None;
        }
        let proof = |reason| Some(Proof { kind: Kind::RunningHead, sure: true, reason });
        let (repeats, first) = self.keys.get(&masked(text)).copied().unwrap_or((0, index));
        // The first one may be the headline itself, unless it stands at what a browser prints.
        if repeats >= 2 && (index > first || beside) {
            return proof("the same line at more than one page's edge");
        }
        let cut = text.trim_end_matches(['.', '…']).trim_end();
        let repeats_opening =
            |opening: &String| cut.len() >= 12 && opening.starts_with(cut) || ends_in_headline(cut, opening);
        // What stands on the first page itself is no repeat of it.
        let later = self.before.get(index).is_some_and(|bytes| *bytes >= FIRST_PAGE);
        if later && self.opening[..self.opening.len().min(index)].iter().any(repeats_opening) {
            return proof("the headline again at a page's edge");
        }
        if beside && later && is_issue_date(text) {
            return proof("the date of an issue beside a page number");
        }
        if self.printed {
            return None;
        }
        let unlike_prose = cues::end_of(text) != cues::End::Terminal && cues::start_of(text) != cues::Start::Lower;
        // At a set page's foot no heading stands: the setter would have moved it to the page after. A browser does not.
        let apart = items[index].blank
            || self.feeds && (is_shorter_than_before(items, index) || stands_behind_sentence(items, index));
        let at_foot = beside && if top { self.ends_page(items, index) } else { apart };
        let folio = |at: Option<usize>| {
            at.and_then(|at| items.get(at)).is_some_and(|item| item.text.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let beside_folio = folio(index.checked_sub(1)) || folio(Some(index + 1));
        // At the text's end no form feed stands: `Weekly Courier | Essays`, and the last page's number below.
        let ended = index.checked_sub(1).is_some_and(|above| cues::end_of(items[above].text) == cues::End::Terminal);
        let at_end =
            || beside && ended && index + 2 == items.len() && TITLE_MARKS.iter().any(|mark| text.contains(mark));
        (unlike_prose && (at_foot || at_end()) && beside_folio && is_name(text)).then_some(Proof {
            kind: Kind::RunningHead,
            sure: true,
            reason: "a short line beside the page number at a page's foot",
        })
    }

    fn ends_page(&self, items: &[Item<'_>], index: usize) -> bool {
        items.get(index + 1).map_or(self.feeds || items.len() > NEAR, |next| next.feed)
    }
}

/// The lines that read as a page's title, `Ferry late again | Courier`, and stand at more than one place.
///
/// An extractor may set them in the midst of the text, where the page's first line stood.
fn titles_again(items: &[Item<'_>]) -> HashSet<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for item in items.iter().filter(|item| may_be_head(item.text)) {
        let titled = |(headline, outlet): (&str, &str)| headline.len() >= 12 && is_name(outlet);
        if TITLE_MARKS.iter().filter_map(|mark| item.text.rsplit_once(mark)).any(titled) {
            *counts.entry(item.text).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count >= 2).map(|(title, _)| title.to_owned()).collect()
}

/// A second page begins behind this many bytes at the earliest.
pub(super) const FIRST_PAGE: usize = 600;
/// What a browser prints at the top of the first page stands among this many items.
const TOP: usize = 5;
/// The headline may stand among this many items at the text's head.
pub(super) const OPENING: usize = 8;
/// Whether a short line could be the name of an outlet, a section or an issue: `Weekly Courier`, `AUTUMN 2004`.
pub(super) fn is_name(text: &str) -> bool {
    // What has a comma before anything but a number is a piece of a sentence: `Anna Lind, Peter`.
    let dated = |at: usize| text[at..].trim_start_matches([',', ' ']).starts_with(|c: char| c.is_numeric());
    text.len() <= 50
        && text.match_indices(',').all(|(at, _)| dated(at))
        && text.split_whitespace().all(|word| {
            word.chars().next().is_some_and(|c| !c.is_lowercase())
                || matches!(word, "of" | "the" | "and" | "de" | "der")
        })
}

/// Whether an item is nothing but bullets, and stands in a row of such: an extractor read them behind the page's text.
fn is_torn_off(items: &[Item<'_>], index: usize) -> bool {
    let is_bare = |at: usize| {
        let text = items.get(at).map_or("", |item| item.text);
        !text.is_empty() && text.chars().all(|c| c.is_whitespace() || lists::is_glyph(c))
    };
    is_bare(index) && (index.checked_sub(1).is_some_and(is_bare) || is_bare(index + 1))
}

/// Whether a line is clearly shorter than the one before it, so that no sentence goes on in it.
fn is_shorter_than_before(items: &[Item<'_>], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| items[before].text.lines().next_back()).unwrap_or_default();
    items[index].text.chars().count() * 10 < before.chars().count() * 7
}

/// Whether the line before ends a sentence.
fn stands_behind_sentence(items: &[Item<'_>], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| items[before].text.lines().next_back());
    before.is_some_and(|line| cues::end_of(line) == cues::End::Terminal)
}

/// Whether a line is a name with the headline behind it: `Weekly Courier Ferry late again`.
fn ends_in_headline(line: &str, opening: &str) -> bool {
    line.match_indices(' ')
        .map(|(at, _)| (&line[..at], &line[at + 1..]))
        .any(|(name, rest)| rest.len() >= 15 && opening.starts_with(rest) && is_name(name))
}

pub(super) fn may_be_head(text: &str) -> bool {
    text.len() <= 200 && !text.contains('\n') && text.chars().any(char::is_alphabetic) && lists::marker(text).is_none()
}

/// The places where a page ends and the next begins, as ranges of items; proofs and form feeds close by are one place.
fn seams(items: &[Item<'_>], proofs: &[Option<Proof>]) -> Vec<Range<usize>> {
    let mut seams: Vec<Range<usize>> = Vec::new();
    for index in 0..=items.len() {
        let edge = index == 0 || index == items.len() || items[index].feed;
        let proven = proofs.get(index).is_some_and(Option::is_some);
        if !edge && !proven {
            continue;
        }
        let end = index + usize::from(proven);
        match seams.last_mut() {
            Some(last) if last.end + NEAR > index => last.end = end,
            _ => seams.push(index..end),
        }
    }
    seams
}

/// On the first page it is one of the first lines.
const FIRST_LINES: usize = 2;
/// A running head stands within this many items of a page's edge.
const NEAR: usize = 3;

/// Which lines of a text stand for themselves, as they belong to a page's head or foot or may.
pub fn candidates(text: &str, lines: &[Line]) -> Vec<bool> {
    let items: Vec<Item<'_>> = lines
        .iter()
        .map(|line| Item { text: &text[line.range.clone()], blank: line.blanks > 0, feed: line.feed })
        .collect();
    prove(&items, memchr::memchr(0x0c, text.as_bytes()).is_some()).iter().map(Option::is_some).collect()
}
