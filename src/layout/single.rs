//! Heads, feet and page numbers that come only once, as in a text of a page or two.
//!
//! Nothing comes again there and no number counts on. What tells is the place, in a text that was set: the lines of its
//! paragraphs are wrapped, and the lines that are not are few.

use std::sync::LazyLock;

use regex::Regex;

use super::cues::{self, End, Start};
use super::seams::{FIRST_PAGE, Item, Kind, Look, is_name, look, may_be_head};
use super::series::is_issue;

/// What belongs to a page of a set text, by the items that do, each with its kind and with what tells.
pub(super) fn find(items: &[Item<'_>]) -> Vec<(usize, Kind, &'static str)> {
    let mut found = Vec::new();
    found.extend(headline_at_end(items));
    found.extend(numbers_beside_names(items));
    found.extend(issue(items));
    found.extend(
        (0..items.len())
            .filter(|at| is_volume(items[*at].text))
            .map(|at| (at, Kind::RunningHead, "a volume and an issue with a page number")),
    );
    found.extend(last_number(items));
    found
}

/// Whether many lines of a text can only have been wrapped.
pub(super) fn is_set(items: &[Item<'_>]) -> bool {
    let lines = || items.iter().flat_map(|item| item.text.lines()).map(str::trim).filter(|line| !line.is_empty());
    let is_wrap = |(line, next): &(&str, &str)| {
        line.len() >= SHORTEST_WRAP && cues::end_of(line) != End::Terminal && cues::start_of(next) == Start::Lower
    };
    lines().zip(lines().skip(1)).filter(is_wrap).take(FEWEST_WRAPS).count() == FEWEST_WRAPS
}

/// A line that was wrapped has at least so many bytes,
const SHORTEST_WRAP: usize = 25;
/// and a set text so many of them.
const FEWEST_WRAPS: usize = 8;

/// The first line, if the headline below it begins with the same words: `Ferry late aga`, `Ferry late again`.
pub(super) fn head_above_headline(items: &[Item<'_>]) -> Option<&'static str> {
    let first = items.first().filter(|first| may_be_head(first.text) && first.text.len() >= SHORTEST_HEAD)?;
    let stands_again = (1..=FIRST_LINES).any(|at| opening_at(items, at).starts_with(first.text));
    stands_again.then_some("the headline, whole or cut off, above itself")
}

/// The headline once more among the last lines, whole or cut off, where the text has ended: the head of the only page.
fn headline_at_end(items: &[Item<'_>]) -> Option<(usize, Kind, &'static str)> {
    let length: usize = items.iter().map(|item| item.text.len()).sum();
    let last = items.len().saturating_sub(LAST_LINES)..items.len();
    let is_head = |at: &usize| {
        let text = items[*at].text;
        let ended = at.checked_sub(1).is_some_and(|above| cues::end_of(items[above].text) == End::Terminal);
        ended
            && may_be_head(text)
            && text.len() >= SHORTEST_HEAD
            && text.contains(' ')
            && (0..FIRST_LINES).any(|first| opening_at(items, first).starts_with(text))
    };
    let index = last.into_iter().find(is_head).filter(|_| length >= FIRST_PAGE)?;
    Some((index, Kind::RunningHead, "the headline once more behind the text"))
}

/// The words from an item on, of as many as a headline may take.
fn opening_at(items: &[Item<'_>], first: usize) -> String {
    let near = items.iter().skip(first).take(LONGEST_HEADLINE);
    let words = near.flat_map(|item| item.text.split_whitespace()).take(MOST_WORDS);
    words.collect::<Vec<_>>().join(" ")
}

/// A headline repeated in a head has at least so many bytes.
const SHORTEST_HEAD: usize = 16;
/// It stands among this many items at the text's head,
const FIRST_LINES: usize = 3;
/// or this many at its end,
const LAST_LINES: usize = 4;
/// and takes at most so many lines,
const LONGEST_HEADLINE: usize = 4;
/// and so many words.
const MOST_WORDS: usize = 40;

/// Page numbers on a line above or below a name with its section: `17`, `Weekly Courier | Essays`.
fn numbers_beside_names(items: &[Item<'_>]) -> Vec<(usize, Kind, &'static str)> {
    let mut found = Vec::new();
    for (at, pair) in items.windows(2).enumerate() {
        let [number, name] = if is_number(pair[0].text) { [at, at + 1] } else { [at + 1, at] };
        if !is_number(items[number].text) {
            continue;
        }
        let reasons = if is_named_section(items[name].text) {
            ["a page number beside a name with its section", "a name with its section beside a page number"]
        } else if number < name && is_next_page(items[number].text, items[name].text) {
            ["a page number above the next page's", "a name with the number of the next page"]
        } else if is_name(items[name].text) && may_be_head(items[name].text) && cut_a_sentence(items, at) {
            ["a page number beside a name in the midst of a sentence", "a name beside a page number in a sentence"]
        } else {
            continue;
        };
        found.push((number, Kind::PageNumber, reasons[0]));
        found.push((name, Kind::RunningHead, reasons[1]));
    }
    for (at, three) in items.windows(3).enumerate() {
        let Some(name) = name_beside_two_numbers(three.iter().map(|item| item.text)) else { continue };
        for index in at..at + 3 {
            found.push(if index == at + name {
                (index, Kind::RunningHead, "a name between a page number and the text of the next page")
            } else {
                (index, Kind::PageNumber, "a page number beside the next page's")
            });
        }
    }
    found
}

/// Which of three lines is the name of the next page's head: `16`, `17`, `Weekly Courier`, or the last two the other way.
fn name_beside_two_numbers<'t>(mut lines: impl Iterator<Item = &'t str>) -> Option<usize> {
    let [first, second, third] = [lines.next()?, lines.next()?, lines.next()?];
    let number: u32 = first.parse().ok()?;
    let is_next = |line: &str| line.parse() == Ok(number + 1) && number > 0;
    let is_head = |line: &str| is_name(line) && line.contains(' ') && may_be_head(line);
    match (second, third) {
        (next, name) if is_next(next) && is_head(name) => Some(2),
        (name, next) if is_next(next) && is_head(name) => Some(1),
        _ => None,
    }
}

/// Whether a line is a name with the page number behind this one: `16`, `17 Weekly Courier`.
fn is_next_page(number: &str, line: &str) -> bool {
    let Ok(number) = number.parse::<u32>() else { return false };
    let before = line.split_once(' ').map(|(digits, name)| (digits, name.trim()));
    let behind = line.rsplit_once(' ').map(|(name, digits)| (digits, name.trim()));
    let is_next =
        |(digits, name): (&str, &str)| digits.parse() == Ok(number + 1) && is_name(name) && name.contains(' ');
    before.is_some_and(is_next) || behind.is_some_and(is_next)
}

/// Whether a sentence goes on from the line above two items to the one below them.
fn cut_a_sentence(items: &[Item<'_>], first: usize) -> bool {
    let (Some(above), Some(below)) = (first.checked_sub(1), items.get(first + 2)) else { return false };
    let above = items[above].text;
    cues::end_of(above) != End::Terminal && above.len() >= SHORTEST_WRAP && cues::start_of(below.text) == Start::Lower
}

static VOLUME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:.*[^\p{L}])?(?i:vol(?:ume|\.)|tome|tomo|jahrgang|band|jaargang)\s?(?:\d+|[IVXLC]+)\b",
        r".*\b(?i:no\.|nr\.|n[°º]\.?|núm\.|num\.|issue|heft|nummer)\s?\d+\s?(?:[|·•–—]\s?|\s)\d{1,4}$"
    ))
    .expect("a fixed pattern")
});

/// Whether a line names a volume and an issue and has a page number behind: `Weekly Courier, Vol. 3, No. 2 | 17`.
fn is_volume(line: &str) -> bool {
    line.len() <= 120 && line.ends_with(|c: char| c.is_ascii_digit()) && may_be_head(line) && VOLUME.is_match(line)
}

/// Whether a line names an outlet and what is in it: two names with a mark between them that stands in no sentence.
fn is_named_section(line: &str) -> bool {
    let mut parts = 0;
    for part in line.split(SECTION_MARKS) {
        if part.trim().is_empty() || !is_name(part.trim()) {
            return false;
        }
        parts += 1;
    }
    parts >= 2 && may_be_head(line) && cues::end_of(line) != End::Terminal
}

/// Marks between names; a dash stands in sentences too.
const SECTION_MARKS: [char; 4] = ['|', '·', '•', '¦'];

/// The name of an issue with its date and section, where the text has only one: `COURIER — 14 March 2020 — Section A`.
///
/// Lines of this form that differ are a list of dates.
fn issue(items: &[Item<'_>]) -> Vec<(usize, Kind, &'static str)> {
    let in_parts = |text: &str| ISSUE_MARKS.iter().any(|mark| text.matches(mark).count() >= 2) && is_issue(text);
    let places: Vec<usize> = (FIRST_LINES..items.len()).filter(|at| in_parts(items[*at].text)).collect();
    let Some(first) = places.first() else { return Vec::new() };
    // The page's number may stand behind: `Section A A1`.
    let name =
        |at: usize| items[at].text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() && !c.is_lowercase()).trim();
    if places.iter().any(|at| name(*at) != name(*first)) {
        return Vec::new();
    }
    let of_pages = |at: &usize| (*at, Kind::RunningHead, "an issue's name with its date and section");
    let mut found: Vec<_> = places.iter().map(of_pages).collect();
    for at in
        places.iter().map(|at| at + 1).filter(|at| items.get(*at).is_some_and(|item| is_section_number(item.text)))
    {
        found.push((at, Kind::PageNumber, "a page number beside an issue's name"));
    }
    found
}

/// What parts the name of an issue from its date and section.
const ISSUE_MARKS: [&str; 4] = [" — ", " – ", " | ", " · "];

/// A page number as the last line, behind a sentence that ends, and the numbered name between them: `Papers No. 14`, `1`.
fn last_number(items: &[Item<'_>]) -> Vec<(usize, Kind, &'static str)> {
    let Some(last) = items.len().checked_sub(1) else { return Vec::new() };
    let ends = |at: usize| cues::end_of(items[at].text) == End::Terminal && items[at].text.len() >= SHORTEST_WRAP;
    if !is_number(items[last].text) && !is_section_number(items[last].text) {
        return Vec::new();
    }
    let number = (last, Kind::PageNumber, "a page number as the last line of a set text");
    let is_numbered_name = |at: usize| {
        is_name(items[at].text) && items[at].text.contains(|c: char| c.is_ascii_digit()) && may_be_head(items[at].text)
    };
    match last {
        _ if last >= 1 && ends(last - 1) => vec![number],
        _ if last >= 2 && is_numbered_name(last - 1) => {
            vec![number, (last - 1, Kind::RunningHead, "a numbered name above the last page number")]
        }
        _ => Vec::new(),
    }
}

/// `17`, `- 17 -`, `Page 1 of 3`; no year.
fn is_number(line: &str) -> bool {
    matches!(look(line), Some(Look::PageNumber { number, .. }) if number < 1000)
}

/// `A1`, as the pages of a newspaper are counted.
fn is_section_number(line: &str) -> bool {
    let Some(digits) = line.strip_prefix(|c: char| c.is_ascii_uppercase()) else { return false };
    (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "The ferry to the islands is late again, and nobody in the\nharbour office is surprised by it, since \
                        the company has\nsold two of its boats and the third one lies in the yard,\nwhere it waits for a \
                        part that has to come from the shore\nby the very same ferry that cannot sail without it. The\n\
                        office says that all of it will be better in the spring,\nwhen a boat is lent by the other \
                        company, which has\nthree of them and runs no line in the winter, and that\nthe fares will not \
                        go up before that, whatever is said on\nthe quay. Nobody on the quay had said anything about the\n\
                        fares until then, as the clerk told the paper.";

    /// The lines that are told, of a text with one item on each line.
    #[track_caller]
    fn check(text: &str, told: &[&str]) {
        let items: Vec<Item<'_>> = text.lines().map(|text| Item { text, blank: false, feed: false }).collect();
        let found = if is_set(&items) { find(&items) } else { Vec::new() };
        let mut places: Vec<usize> = found.into_iter().map(|(at, ..)| at).collect();
        places.extend(head_above_headline(&items).map(|_| 0));
        places.sort_unstable();
        places.dedup();
        let found: Vec<&str> = places.into_iter().map(|at| items[at].text).collect();
        assert_eq!(found, told);
    }

    #[test]
    fn a_head_above_the_headline_is_told_by_it() {
        check(
            &format!("No ferry to the islands before spr\nNo ferry to the islands\nbefore spring\n{BODY}"),
            &["No ferry to the islands before spr"],
        );
        check(&format!("No ferry to the islands\nThe company waits for a part\n{BODY}"), &[]);
    }

    #[test]
    fn the_headline_behind_the_text_is_the_pages() {
        let text = format!("No ferry to the islands\n{BODY}\nNo ferry to the isl\n© Courier");
        check(&text, &["No ferry to the isl"]);
        check(&format!("No ferry to the islands\n{BODY}\nNo ferry sails on Sundays"), &[]);
    }

    #[test]
    fn a_page_number_beside_a_name_with_its_section() {
        check(&format!("{BODY}\n4\nWeekly Courier | Essays\n{BODY}"), &["4", "Weekly Courier | Essays"]);
        check(&format!("{BODY}\nWeekly Courier\n{BODY}\n4\nAnna and the others\n{BODY}"), &[]);
        check(&format!("{BODY}\nAnna | Clerk of the office\n{BODY}"), &[]);
    }

    #[test]
    fn a_page_number_above_the_next_pages() {
        check(&format!("{BODY}\n16\n17 Weekly Courier\n{BODY}"), &["16", "17 Weekly Courier"]);
        check(&format!("{BODY}\n16\n18 Angry Men\n{BODY}"), &[]);
        check(&format!("{BODY}\n16\n17\nWeekly Courier\n{BODY}"), &["16", "17", "Weekly Courier"]);
        check(&format!("{BODY}\n16\nWeekly Courier\n17\n{BODY}"), &["16", "Weekly Courier", "17"]);
        check(&format!("{BODY}\n16\n18\nWeekly Courier\n{BODY}"), &[]);
    }

    #[test]
    fn a_name_beside_a_page_number_in_a_sentence() {
        check(
            &format!("{BODY}\nIt was known in the town that\n2\nWeekly Courier\nnobody had asked. {BODY}"),
            &["2", "Weekly Courier"],
        );
        check(&format!("{BODY}\n2\nWeekly Courier\nNobody had asked. {BODY}"), &[]);
    }

    #[test]
    fn a_volume_with_a_page_number() {
        check(&format!("{BODY}\nWeekly Courier, Vol. 3, No. 2 | 17\n{BODY}"), &["Weekly Courier, Vol. 3, No. 2 | 17"]);
        check(&format!("{BODY}\nA. Bell, Weekly Courier, Vol. 3, No. 2, pp. 17\n{BODY}"), &[]);
    }

    #[test]
    fn an_issue_with_its_section() {
        let issue = "WEEKLY COURIER — Saturday, 14 March 2020 — Section A";
        check(&format!("The ferry\nis late\n{BODY}\n{issue}\n{BODY}\n{issue}\nA1"), &[issue, issue, "A1"]);
        check(
            &format!(
                "The tour\nof the band\n{BODY}\nLeeds — 14 March 2020 — Town Hall\nYork — 15 March 2020 — Old Barn"
            ),
            &[],
        );
    }

    #[test]
    fn a_number_as_the_last_line() {
        check(&format!("{BODY}\n1"), &["1"]);
        check(&format!("{BODY}\nA1"), &["A1"]);
        check(&format!("{BODY}\nHarbour Papers No. 14\n1"), &["Harbour Papers No. 14", "1"]);
        check(&format!("{BODY}\nAnna Lind\n1"), &[]);
        check(&format!("{BODY}\n1984"), &[]);
        check("The number of boats that are left.\n1", &[]);
    }
}
