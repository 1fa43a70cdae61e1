//! Lines of a page's head and foot: page numbers, running heads, and what a browser prints around a page.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::Line;

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
    /// An address, with a page number or without.
    Address,
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

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:https?|file)://\S+(?:\s+(?:Page\s+)?\d+\s*(?:/|of)\s*\d+)?$").expect("a fixed pattern"));

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}),?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s+\S.*)?$")
        .expect("a fixed pattern")
});

/// What a line looks like by itself.
pub fn look(line: &str) -> Option<Look> {
    if line.len() > LONGEST {
        return None;
    }
    if line.bytes().any(|byte| byte.is_ascii_digit()) {
        if let Some(found) = PAGE_NUMBER.captures(line) {
            let number = found["number"].parse().ok()?;
            let of = found.name("pages").and_then(|pages| pages.as_str().parse().ok());
            // A fraction or a year is no page of so many pages.
            if of.is_none_or(|of| number <= of && number > 0) {
                let framed = found.name("left").is_some() && found.name("right").is_some();
                let sure = found.name("word").is_some() || framed;
                return (number > 0 && (of.is_some() || number < 2500)).then_some(Look::PageNumber { number, of, sure });
            }
        }
        if TIME.is_match(line) {
            return Some(Look::Time);
        }
    }
    ADDRESS.is_match(line).then_some(Look::Address)
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

/// Which lines may belong to a page's head or foot, and so stand for themselves.
///
/// A line that looks like one; and what stands beside such a line or a form feed and is found so again, or is the
/// text's own headline.
pub fn candidates(text: &str, lines: &[Line]) -> Vec<bool> {
    let looks: Vec<Option<Look>> = lines.iter().map(|line| look(&text[line.range.clone()])).collect();
    let mut seams: Vec<bool> = (0..lines.len()).map(|index| is_seed(text, lines, &looks, index)).collect();
    let heads = Heads::of(text, lines, &seams);
    if heads.is_empty() {
        return seams;
    }
    for step in [1_isize, -1] {
        let mut index = if step > 0 { 0 } else { lines.len() as isize - 1 };
        while let Ok(at) = usize::try_from(index)
            && at < lines.len()
        {
            let beside = at.checked_add_signed(-step).is_some_and(|before| before < lines.len() && seams[before])
                || lines[at].feed && step > 0
                || step < 0 && lines.get(at + 1).is_some_and(|next| next.feed)
                || step < 0 && at + 1 == lines.len();
            if beside && !seams[at] && heads.has(&text[lines[at].range.clone()]) {
                seams[at] = true;
            }
            index += step;
        }
    }
    seams
}

/// Whether a line by itself or with its neighbours looks like a page's foot.
fn is_seed(text: &str, lines: &[Line], looks: &[Option<Look>], index: usize) -> bool {
    match looks[index] {
        None => false,
        Some(Look::PageNumber { of, sure, number }) => {
            // A lone number in a row of numbers is data, and so is one that its own line of text goes on from.
            let neighbour = |at: Option<usize>| at.and_then(|at| looks.get(at).copied().flatten());
            let row = [index.checked_sub(1), Some(index + 1)].into_iter().filter(|at| {
                matches!(neighbour(*at), Some(Look::PageNumber { of: None, sure: false, number: other }) if other.abs_diff(number) != 1)
            });
            sure || of.is_some() || row.count() == 0 && (stands_apart(lines, index) || cuts_a_sentence(text, lines, index))
        }
        Some(Look::Address | Look::Time) => true,
    }
}

fn stands_apart(lines: &[Line], index: usize) -> bool {
    let behind = lines.get(index + 1).is_none_or(|next| next.blanks > 0 || next.feed);
    let before = lines[index].blanks > 0 || lines[index].feed || index == 0;
    behind || before
}

fn cuts_a_sentence(text: &str, lines: &[Line], index: usize) -> bool {
    let (Some(before), Some(after)) = (index.checked_sub(1), lines.get(index + 1)) else { return false };
    super::cues::end_of(&text[lines[before].range.clone()]) != super::cues::End::Terminal
        && super::cues::start_of(&text[after.range.clone()]) == super::cues::Start::Lower
}

/// The running heads of a text: lines beside its seams that come again.
struct Heads {
    keys: HashMap<String, usize>,
    headline: String,
}

impl Heads {
    fn of(text: &str, lines: &[Line], seams: &[bool]) -> Self {
        let mut keys: HashMap<String, usize> = HashMap::new();
        for index in near_seams(lines, seams) {
            let line = &text[lines[index].range.clone()];
            if may_be_head(line) {
                *keys.entry(masked(line)).or_default() += 1;
            }
        }
        let headline = headline_of(text, lines);
        let has_seams = seams.iter().any(|seam| *seam) || lines.iter().any(|line| line.feed);
        if !has_seams {
            keys.clear();
            return Self { keys, headline: String::new() };
        }
        Self { keys, headline }
    }

    fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.headline.is_empty()
    }

    /// Whether the line is found at more than one seam, or is the headline, whole or cut off, with the outlet or without.
    fn has(&self, line: &str) -> bool {
        if !may_be_head(line) {
            return false;
        }
        if self.keys.get(&masked(line)).is_some_and(|count| *count >= 2) {
            return true;
        }
        let cut = line.trim_end_matches(['.', '…']).trim_end();
        cut.len() >= 12 && self.headline.starts_with(cut) && line.chars().any(char::is_lowercase)
    }
}

fn may_be_head(line: &str) -> bool {
    line.len() <= 200 && line.chars().any(char::is_alphabetic) && super::lists::marker(line).is_none()
}

/// The lines within three of a seam or a form feed.
fn near_seams(lines: &[Line], seams: &[bool]) -> Vec<usize> {
    const NEAR: usize = 3;
    let mut near = vec![false; lines.len()];
    let mut mark = |from: usize, to: usize| {
        for flag in &mut near[from.min(lines.len())..to.min(lines.len())] {
            *flag = true;
        }
    };
    for index in 0..lines.len() {
        if seams[index] {
            mark(index.saturating_sub(NEAR), index + NEAR + 1);
        }
        if lines[index].feed {
            mark(index.saturating_sub(NEAR), index + NEAR);
        }
    }
    mark(0, NEAR);
    mark(lines.len().saturating_sub(NEAR), lines.len());
    near.iter().enumerate().filter(|(index, near)| **near && !seams[*index]).map(|(index, _)| index).collect()
}

/// The first lines of a text as one: whatever part of them is the headline, a running head is a piece of it.
fn headline_of(text: &str, lines: &[Line]) -> String {
    lines.iter().take(1).map(|line| &text[line.range.clone()]).collect()
}
