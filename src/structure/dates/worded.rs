//! Dates with the month's name: `3 March 2021`, `March 3, 2021`, and their like in seven languages.
//!
//! Read from the month on, to both sides: a pattern of all names of months and weekdays is dear to make.

use std::ops::Range;

use super::{WEEKDAYS, month};
use crate::glance::is_any;

/// A date with the month's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Date {
    /// Where it lies, with the weekday before it.
    pub range: Range<usize>,
    pub year: u32,
    pub month: u32,
    pub day: u32,
}

/// The first date with the day before the month, and the first with the day behind it.
pub(super) fn all(text: &str) -> [Option<Date>; 2] {
    let mut found = [None, None];
    for name in words(text) {
        // The day or the year follows, perhaps behind `de`.
        let next = text[name.end..].trim_start_matches(|c: char| matches!(c, '.' | ',') || c.is_whitespace());
        if name.len() > LONGEST_NAME || !next.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'd' | 'D')) {
            continue;
        }
        let Some(number) = month(&text[name.clone()]) else { continue };
        if found[0].is_none() {
            found[0] = day_first(text, &name, u32::from(number));
        }
        if found[1].is_none() {
            found[1] = month_first(text, &name, u32::from(number));
        }
    }
    found
}

/// The longest name of a month, in bytes.
const LONGEST_NAME: usize = 12;

/// The words of a text: letters, digits and low lines.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_of_word)?;
        let end = text[start..].find(|c| !is_of_word(c)).map_or(text.len(), |length| start + length);
        at = end;
        Some(start..end)
    })
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// `3 March 2021`, `den 3. März 2021`, `1er mars 2021`, `3 de marzo de 2021`.
fn day_first(text: &str, name: &Range<usize>, month: u32) -> Option<Date> {
    const ORDINALS: [&str; 5] = ["st", "nd", "rd", "th", "er"];
    let before = behind_blank(&text[..name.start])?;
    let before = match last_word(before) {
        of if is_any(of, &["of", "de"]) => behind_blank(&before[..before.len() - of.len()])?,
        _ => before,
    };
    let bare = before.strip_suffix(['º', '°', '.']).unwrap_or_else(|| {
        let ordinal = before.len().checked_sub(2).and_then(|at| before.get(at..)).filter(|end| is_any(end, &ORDINALS));
        &before[..before.len() - ordinal.map_or(0, str::len)]
    });
    let (day, start) = day_before(bare)?;
    let article = behind_blank(&text[..start]).map(last_word).unwrap_or_default();
    let start = if is_any(article, &["the", "den", "dem", "der", "le", "el", "il"]) {
        text[..start].trim_end().len() - article.len()
    } else {
        start
    };
    // Between the month and the year: `March 2021`, `März. 2021`, `March, 2021`, `marzo de 2021`.
    let rest = text[name.end..].strip_prefix('.').unwrap_or(&text[name.end..]);
    let rest = without_blank(rest.strip_prefix(',').unwrap_or(rest))?;
    let (year, rest) = match without_small_word(rest).and_then(year_at) {
        Some(found) => found,
        None => year_at(rest)?,
    };
    Some(Date { range: weekday_before(text, start)..text.len() - rest.len(), year, month, day })
}

/// The text behind `de` or `del` and a blank.
fn without_small_word(text: &str) -> Option<&str> {
    let end = text.find(|c| !is_of_word(c))?;
    if is_any(&text[..end], &["de", "del"]) { without_blank(&text[end..]) } else { None }
}

/// `March 3, 2021`, `Wed., Mar. 3rd, 2021`.
fn month_first(text: &str, name: &Range<usize>, month: u32) -> Option<Date> {
    let rest = text[name.end..].strip_prefix('.').unwrap_or(&text[name.end..]);
    let rest = without_blank(rest)?;
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let day = rest[..figures].parse().ok().filter(|_| figures <= 2)?;
    let rest = &rest[figures..];
    let ordinal = rest.get(..2).filter(|end| is_any(end, &["st", "nd", "rd", "th"]));
    let rest = &rest[ordinal.map_or(0, str::len)..];
    let rest = without_blank(rest.strip_prefix(',').unwrap_or(rest))?;
    let (year, rest) = year_at(rest)?;
    Some(Date { range: weekday_before(text, name.start)..text.len() - rest.len(), year, month, day })
}

/// The year at the start of a text, and what follows it.
fn year_at(text: &str) -> Option<(u32, &str)> {
    let figures = text.get(..4).filter(|figures| figures.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = &text[4..];
    (!rest.starts_with(is_of_word)).then_some((figures.parse().ok()?, rest))
}

/// The day at the end of a text, and where it begins.
fn day_before(text: &str) -> Option<(u32, usize)> {
    let figures = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let start = text.len() - figures;
    let alone = !text[..start].ends_with(is_of_word);
    let day = text[start..].parse().ok()?;
    ((1..=2).contains(&figures) && alone).then_some((day, start))
}

/// Where a date begins with the weekday that stands before it, if one does.
fn weekday_before(text: &str, start: usize) -> usize {
    let Some(before) = behind_blank(&text[..start]) else { return start };
    let before = before.strip_suffix(',').unwrap_or(before);
    let before = before.strip_suffix('.').unwrap_or(before);
    let word = before.len() - before.chars().rev().take_while(|&c| is_of_word(c)).map(char::len_utf8).sum::<usize>();
    // `segunda-feira` is one name.
    let whole = match before[..word].strip_suffix('-') {
        Some(first) => first.len() - last_word(first).len(),
        None => word,
    };
    [whole, word].into_iter().find(|at| is_any(&before[*at..], WEEKDAYS)).unwrap_or(start)
}

/// The letters and digits that a text ends in.
fn last_word(text: &str) -> &str {
    &text[text.trim_end_matches(is_of_word).len()..]
}

/// The text without the blank at its end; nothing where there is none.
fn behind_blank(text: &str) -> Option<&str> {
    Some(text.trim_end()).filter(|bare| bare.len() < text.len())
}

/// The text without the blank at its start; nothing where there is none.
fn without_blank(text: &str) -> Option<&str> {
    Some(text.trim_start()).filter(|bare| bare.len() < text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, found: &str, day: (u32, u32, u32)) {
        let date = all(text).into_iter().flatten().next().unwrap_or_else(|| panic!("no date: {text}"));
        assert_eq!((&text[date.range.clone()], (date.year, date.month, date.day)), (found, day), "{text}");
    }

    #[test]
    fn dates_are_read_to_both_sides_of_the_month() {
        check("Updated Wednesday, 3 March 2021 at 10", "Wednesday, 3 March 2021", (2021, 3, 3));
        check("am Mittwoch, den 3. März 2021.", "Mittwoch, den 3. März 2021", (2021, 3, 3));
        check("le 1er mars 2021", "le 1er mars 2021", (2021, 3, 1));
        check("segunda-feira, 3 de março de 2021", "segunda-feira, 3 de março de 2021", (2021, 3, 3));
        check("xthe 3rd of Mar., 2021", "3rd of Mar., 2021", (2021, 3, 3));
        check("Wed., Mar. 3rd, 2021", "Wed., Mar. 3rd, 2021", (2021, 3, 3));
        check("SUNDAY MAY 2 2021", "SUNDAY MAY 2 2021", (2021, 5, 2));
    }

    #[test]
    fn what_goes_on_is_no_date() {
        for text in
            ["123 March 2021", "March 2021", "3 March 20210", "3 Marching 2021", "March 321, 2021", "a3 March 2021"]
        {
            assert_eq!(all(text), [None, None], "{text}");
        }
    }
}
