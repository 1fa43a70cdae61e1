//! Lines that come again from page to page, told where no form feed shows the pages' edges.
//!
//! A heading may come again too, and may be numbered: `Part 1`, `Part 2`. But no author puts a heading in the midst of a
//! sentence. So what comes again belongs to the pages where it cuts a sentence at least once, a page's length apart.

use std::collections::{HashMap, HashSet};

use super::cues::{self, End, Start};
use super::seams::{FIRST_PAGE, Item, OPENING, is_name, may_be_head};
use crate::pattern::Pattern;

/// A page number at one end of a line, with what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Numbered<'t> {
    /// The line without the number and what frames it.
    name: &'t str,
    /// Whether the number stands behind the name.
    behind: bool,
    /// The letter before the number, of a section of the paper.
    letter: &'t str,
    number: u32,
    /// Whether only a page number looks like this: `Page 3 of 9`.
    sure: bool,
    /// Whether no heading is numbered so: the number stands before the name, or behind a mark that parts them.
    apart: bool,
}

/// `Weekly Courier | 41`, `Weekly Courier Page 3 of 9`, `A12`.
static BEHIND: Pattern = Pattern::new(|| {
    concat!(
        r"^(?P<name>.*?)(?:^|\s|\s?[|·•–—/,]\s?)(?P<word>(?i:page|pg\.|p\.|seite|pagina|página|pág\.|blz\.)\s?)?",
        r"(?P<letter>[A-Z]?)(?P<number>[1-9]\d{0,3})(?:\s?(?P<of>of|/|von|de|sur|di|van)\s?(?P<pages>\d{1,4}))?$"
    )
    .to_owned()
});

/// `42 | AUTUMN 2004`, `Page 3 of 9 Weekly Courier`.
static BEFORE: Pattern = Pattern::new(|| {
    concat!(
        r"^(?P<word>(?i:page|pg\.|p\.|seite|pagina|página|pág\.|blz\.)\s?)?(?P<letter>[A-Z]?)(?P<number>[1-9]\d{0,3})",
        r"(?:\s?(?P<of>of|/|von|de|sur|di|van)\s?(?P<pages>\d{1,4}))?(?:\s|\s?[|·•–—/]\s?)(?P<name>\D.*)$"
    )
    .to_owned()
});

/// A page number before a name begins within so many bytes: behind its word, a blank and a letter.
const LONGEST_BEFORE: usize = 16;

impl<'t> Numbered<'t> {
    /// What is the same on each page.
    fn key(&self) -> (&'t str, bool, &'t str) {
        (self.name, self.behind, self.letter)
    }

    /// The page numbers that a line may have, behind the name and before it.
    fn of(line: &'t str) -> impl Iterator<Item = Self> {
        let behind = line.ends_with(|c: char| c.is_ascii_digit()).then_some((&BEHIND, true));
        let before = line.starts_with(|c: char| c.is_ascii_alphanumeric())
            && line.bytes().take(LONGEST_BEFORE).any(|b| b.is_ascii_digit());
        let before = before.then_some((&BEFORE, false));
        [behind, before].into_iter().flatten().filter_map(move |(pattern, behind)| {
            let found = pattern.captures(line)?;
            let text = |group: &str| found.name(group).map_or("", |found| found.as_str());
            let (name, letter) = (text("name").trim(), text("letter"));
            let number: u32 = text("number").parse().ok()?;
            let pages = text("pages").parse::<u32>().ok();
            let is_worded = !text("word").is_empty();
            let is_bare = name.is_empty() && letter.is_empty();
            // Years count on too, in a chronicle's headings; a bare number is told elsewhere.
            if is_bare || pages.is_some_and(|pages| pages < number) || number >= 1900 && !is_worded {
                return None;
            }
            let mark = line.get(name.len()..).unwrap_or_default().trim_start();
            let apart = !name.is_empty() && (!behind || mark.starts_with(['|', '·', '•']));
            Some(Self { name, behind, letter, number, sure: is_worded && pages.is_some(), apart })
        })
    }
}

/// Why each item belongs to the pages and not to the article, where it does.
///
/// `is_set` tells that the lines of the text are wrapped.
pub(super) fn find(items: &[Item<'_>], is_set: bool) -> Vec<Option<&'static str>> {
    Series::of(items, is_set).prove()
}

struct Series<'i, 't> {
    items: &'i [Item<'t>],
    /// How many bytes stand before each item.
    before: Vec<usize>,
    /// The page numbers that stand in lines, in the order of the text.
    numbered: Vec<(usize, Numbered<'t>)>,
    /// Where each short line stands, if it comes more than once, in the order of the text.
    same: Vec<Vec<usize>>,
    /// Whether an item may be part of a page's head or foot: it comes again, or has a number that counts on.
    may_be: Vec<bool>,
    /// Whether the lines of the text are wrapped.
    is_set: bool,
}

impl<'i, 't> Series<'i, 't> {
    fn of(items: &'i [Item<'t>], is_set: bool) -> Self {
        let mut before = Vec::with_capacity(items.len());
        let mut bytes = 0;
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut numbered = Vec::new();
        for (index, item) in items.iter().enumerate() {
            before.push(bytes);
            bytes += item.text.len();
            if item.text.len() > LONGEST || !may_be_head(item.text) {
                continue;
            }
            numbered.extend(Numbered::of(item.text).map(|found| (index, found)));
            if is_telling(item.text) {
                places.entry(item.text).or_default().push(index);
            }
        }
        let mut same: Vec<Vec<usize>> = places.into_values().filter(|places| places.len() > 1).collect();
        same.sort_unstable();
        let mut may_be = vec![false; items.len()];
        for index in same.iter().flatten().chain(numbered.iter().map(|(index, _)| index)) {
            may_be[*index] = true;
        }
        Self { items, before, numbered, same, may_be, is_set }
    }

    fn prove(&self) -> Vec<Option<&'static str>> {
        let mut proofs = vec![None; self.items.len()];
        let mut set = |places: &[usize], reason: &'static str| {
            for place in places {
                proofs[*place].get_or_insert(reason);
            }
        };
        for places in self.counting_on() {
            set(&places, "a line with a page number that counts on");
        }
        set(&self.alternating(), "names with page numbers that count on");
        set(&self.headlines(), "the headline again, with a page number");
        set(&self.issues(), "an issue's name and date in the midst of a sentence");
        for places in &self.same {
            if self.is_of_pages(places) {
                set(self.without_heading(places), "the same line a page further on, in the midst of a sentence");
            }
        }
        proofs
    }

    /// The places of lines that are the same but for a number, which grows from page to page.
    fn counting_on(&self) -> Vec<Vec<usize>> {
        let mut by_key: HashMap<_, Vec<(usize, u32, bool)>> = HashMap::new();
        let mut apart = HashSet::new();
        for (index, found) in &self.numbered {
            by_key.entry(found.key()).or_default().push((*index, found.number, found.sure));
            apart.extend((self.is_set && found.apart && is_telling(found.name)).then(|| found.key()));
        }
        let counts = |(key, members): &(&_, &Vec<(usize, u32, bool)>)| {
            let grows = members.windows(2).all(|pair| (1..=4).contains(&pair[1].1.saturating_sub(pair[0].1)));
            let places: Vec<usize> = members.iter().map(|member| member.0).collect();
            let is_sure = members.iter().all(|member| member.2) && (members.len() > 1 || self.is_last(places[0]));
            let is_like_none = || apart.contains(*key) || self.cuts(&places) > 0;
            grows && (is_sure || members.len() > 1 && self.are_apart(&places) && is_like_none())
        };
        let found = by_key.iter().filter(counts);
        found.map(|(_, members)| members.iter().map(|member| member.0).collect()).collect()
    }

    /// The places of names with page numbers, one name on the left pages and another on the right ones.
    fn alternating(&self) -> Vec<usize> {
        let mut places: Vec<usize> = Vec::new();
        let mut chain: Vec<(usize, u32)> = Vec::new();
        let mut close = |chain: &mut Vec<(usize, u32)>| {
            let members: Vec<usize> = chain.drain(..).map(|member| member.0).collect();
            let cuts = self.cuts(&members);
            let at_ends = members.iter().filter(|place| self.is_at_end(**place)).count();
            if cuts > 0 && members.len() > 1 && (members.len() > 2 || cuts + at_ends > 1) {
                places.extend(members);
            }
        };
        let named = |found: &Numbered<'_>| is_name(found.name) && is_telling(found.name);
        for (index, found) in self.numbered.iter().filter(|(_, found)| named(found)) {
            match chain.last() {
                Some((last, number))
                    if (1..=2).contains(&found.number.saturating_sub(*number)) && self.are_apart(&[*last, *index]) =>
                {
                    chain.push((*index, found.number));
                }
                // A line may have a number at both ends.
                Some((last, _)) if last == index => {}
                _ => {
                    close(&mut chain);
                    chain.push((*index, found.number));
                }
            }
        }
        close(&mut chain);
        places
    }

    /// The places where the text's own headline stands again with a number, whole or cut off, in whatever case.
    fn headlines(&self) -> Vec<usize> {
        let opening: Vec<String> = (0..self.items.len().min(OPENING))
            .map(|first| {
                let near =
                    self.items[first..].iter().take(3).map(|item| item.text).take_while(|text| text.len() <= 200);
                near.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ").to_lowercase()
            })
            .collect();
        let repeats = |(index, found): &(usize, Numbered<'_>)| {
            let on_later_page = self.is_set && self.before[*index] >= FIRST_PAGE;
            let at_end = on_later_page || self.is_at_end(*index) || self.cuts_a_sentence(*index);
            let name = found.name.trim_end_matches(['.', '…']).trim_end().to_lowercase();
            let stands_again = |(at, opening): (usize, &String)| at != *index && opening.starts_with(&name);
            at_end && name.len() >= 12 && opening.iter().enumerate().any(stands_again)
        };
        self.numbered.iter().filter(|one| repeats(one)).map(|(index, _)| *index).collect()
    }

    /// The places of lines that name an issue with its date, and stand where a sentence goes on, or at the text's end with
    /// a page number.
    fn issues(&self) -> Vec<usize> {
        let unended = |index: &usize| {
            let above = index.checked_sub(1).map(|above| cues::end_of(self.items[above].text));
            above.is_some_and(|end| end != End::Terminal) && (above != Some(End::Word) || self.cuts_a_sentence(*index))
        };
        let places = (0..self.items.len()).filter(|index| is_issue(self.items[*index].text));
        // On a text's only page nothing is cut, and the number tells: `Weekly Courier — 14 March 2020 — A1`.
        let numbered = self.numbered.iter().filter(|(index, found)| self.is_at_end(*index) && is_issue(found.name));
        places.filter(unended).chain(numbered.map(|(index, _)| *index)).collect()
    }

    /// Whether equal lines belong to the pages.
    fn is_of_pages(&self, places: &[usize]) -> bool {
        let cuts = self.cuts(places);
        let at_ends = places.iter().filter(|place| self.is_at_end(**place)).count();
        let is_like_a_head = || self.is_like_a_head(self.items[places[0]].text);
        cuts > 0
            && cuts + at_ends > 1
            && places.len() <= 2 * cuts + at_ends
            && self.are_apart(places)
            && is_like_a_head()
    }

    /// Whether a line reads as a head does, and not as a line of running text that comes again: it is a name, has a mark
    /// or a figure, or most of its words are in the headline, however some of them were misread.
    fn is_like_a_head(&self, text: &str) -> bool {
        let opening = self.items.iter().enumerate().take(HEADLINE_LINES);
        let opening = opening.filter(|(at, _)| !self.cuts_a_sentence(*at)).map(|(_, item)| item.text);
        let known: HashSet<&str> =
            opening.filter(|text| text.len() <= LONGEST).flat_map(str::split_whitespace).collect();
        let (all, again) = text
            .split_whitespace()
            .fold((0, 0), |(all, again), word| (all + 1, again + usize::from(known.contains(word))));
        is_name(text)
            || text.contains(['|', '©', '·', '•'])
            || text.bytes().any(|byte| byte.is_ascii_digit())
            || again * 3 >= all * 2
    }

    /// All equal lines but the one that is the headline itself: of those at the text's head that cut nothing, the last.
    fn without_heading<'p>(&self, places: &'p [usize]) -> &'p [usize] {
        let heading = places.iter().take_while(|place| **place < OPENING && !self.cuts_a_sentence(**place)).count();
        // Lines are apart, so that at most one of them stands at the head.
        &places[heading..]
    }

    /// Whether a line stands at one end of the text, where no sentence can be cut.
    fn is_at_end(&self, index: usize) -> bool {
        index == 0 || self.is_last(index)
    }

    fn is_last(&self, index: usize) -> bool {
        self.items.len() - index <= 2
    }

    /// Whether at least a page's text lies between each two.
    fn are_apart(&self, places: &[usize]) -> bool {
        places.windows(2).all(|pair| self.before[pair[1]] - self.before[pair[0]] >= FIRST_PAGE)
    }

    /// How many of the lines stand in the midst of a sentence.
    fn cuts(&self, places: &[usize]) -> usize {
        places.iter().filter(|place| self.cuts_a_sentence(**place)).count()
    }

    fn cuts_a_sentence(&self, index: usize) -> bool {
        let near = index.saturating_sub(FURNITURE_LINES)..index;
        let above = near.rev().find(|at| !self.may_be[*at]);
        let below = (index + 1..self.items.len().min(index + 1 + FURNITURE_LINES)).find(|at| !self.may_be[*at]);
        let (Some(above), Some(below)) = (above, below) else { return false };
        cues::end_of(self.items[above].text) != End::Terminal
            && cues::start_of(self.items[below].text) == Start::Lower
            && cues::start_of(self.items[index].text) != Start::Lower
    }
}

/// Whether a line is an issue's name with its date: `Weekly Courier — Saturday, 14 March 2020 — Section A`.
///
/// All words but the date's are names, as they are not in a sentence that tells when something happens.
pub(super) fn is_issue(line: &str) -> bool {
    let has_figure = || line.bytes().any(|byte| byte.is_ascii_digit());
    let has_mark = || ISSUE_MARKS.iter().any(|mark| line.contains(mark));
    if line.len() > LONGEST
        || !has_figure()
        || !has_mark()
        || !may_be_head(line)
        || cues::start_of(line) != Start::Upper
    {
        return false;
    }
    let Some(date) = DATE.find(line) else { return false };
    let is_named = |part: &str| part.split([',', ' ']).all(|word| word.is_empty() || is_name(word));
    is_named(&line[..date.start()]) && is_named(&line[date.end()..])
}

/// What parts the name, the date and the section in such a line.
const ISSUE_MARKS: [&str; 5] = [" — ", " – ", " | ", " · ", " • "];

/// A day, a month's name and a year, in the order of any of our languages.
static DATE: Pattern = Pattern::new(|| {
    r"\b(?:\p{L}+,? )?(?:\d{1,2}\.?(?: de)? \p{L}{3,10}\.?(?: de)?|\p{L}{3,10}\.? \d{1,2},?) (?:1[5-9]|20)\d\d\b"
        .to_owned()
});

/// A line of a page's head or foot is no longer than this, in bytes.
const LONGEST: usize = 160;
/// The headline stands among so many of a text's first lines.
const HEADLINE_LINES: usize = 4;
/// A page's foot and the next one's head have no more lines than this together.
const FURNITURE_LINES: usize = 4;

/// Whether a line has letters enough to be told from others by them.
fn is_telling(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).take(TELLING).count() == TELLING
}

/// This many letters are no initials and no cell of a table.
const TELLING: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that are told, of a text with one item on each line.
    #[track_caller]
    fn check(text: &str, told: &[&str]) {
        let line = |text| Item { text, blank: false, feed: false };
        let items: Vec<Item<'_>> = text.lines().map(line).collect();
        let found: Vec<&str> = items
            .iter()
            .zip(find(&items, false))
            .filter(|(_, proof)| proof.is_some())
            .map(|(item, _)| item.text)
            .collect();
        assert_eq!(found, told);
    }

    /// A page of running text that ends in mid-sentence, with `head` in the cut.
    fn pages(heads: &[&str]) -> String {
        let half =
            "the harbour office kept its doors shut through the whole of the afternoon and nobody said why. ".repeat(8);
        let page = |head: &&str| format!("{half}It was known that\n{head}\n");
        heads.iter().map(page).collect::<String>() + &half
    }

    #[test]
    fn a_number_that_counts_on_tells_a_running_head() {
        check(&pages(&["Weekly Courier | 41", "Weekly Courier | 42"]), &["Weekly Courier | 41", "Weekly Courier | 42"]);
        check(
            &pages(&["© Courier Page 1 of 3", "© Courier Page 2 of 3"]),
            &["© Courier Page 1 of 3", "© Courier Page 2 of 3"],
        );
        check(&pages(&["12 Weekly Courier", "THE FERRY 13"]), &["12 Weekly Courier", "THE FERRY 13"]);
        check(&pages(&["A4", "A5"]), &["A4", "A5"]);
    }

    #[test]
    fn a_line_that_comes_again_in_the_midst_of_sentences_is_of_the_pages() {
        check(&pages(&["Weekly Courier", "Weekly Courier"]), &["Weekly Courier", "Weekly Courier"]);
        check(&pages(&["Weekly Courier", "Harbour News"]), &[]);
        check(&pages(&["weekly courier", "weekly courier"]), &[]);
        check(&pages(&["Nobody from the office wanted", "Nobody from the office wanted"]), &[]);
    }

    #[test]
    fn numbered_headings_are_the_authors() {
        let part = "The harbour office kept its doors shut through the whole of the afternoon. ".repeat(10);
        check(&format!("Part 1\n{part}\nPart 2\n{part}\nPart 3\n{part}"), &[]);
        check(&format!("Yes, always\n{part}\nYes, always\n{part}\nYes, always\n{part}"), &[]);
    }

    #[test]
    fn a_refrain_is_the_authors() {
        let verse = "the tide was out, the boats lay still,\nNobody sang at all\nand on the quay the lamps were lit,\n";
        check(&verse.repeat(4), &[]);
    }

    #[test]
    fn an_issue_is_told_by_its_date() {
        let issue = "WEEKLY COURIER — Saturday, 14 March 2020 — Section A";
        check(&pages(&[issue]), &[issue]);
        check(&pages(&["Saturday, 14 March 2020 from nine – ten in the hall"]), &[]);
        check(
            "The ferry is late.\nAnd so it goes.\nWEEKLY COURIER — 14 March 2020 — Section A A1",
            &["WEEKLY COURIER — 14 March 2020 — Section A A1"],
        );
        check("The ferry is late.\nAnd so it goes.\nWEEKLY COURIER — 14 March 2020", &[]);
    }

    #[test]
    fn the_headline_with_a_number_is_told_at_the_end() {
        let text = pages(&["and"]);
        check(&format!("The ferry is late again\n{text}\nTHE FERRY IS LATE AGAIN 1"), &["THE FERRY IS LATE AGAIN 1"]);
    }
}
