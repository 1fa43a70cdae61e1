//! What fits a terminal: how wide it is, and lines broken and cut to that width.

use std::io::IsTerminal;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns standard output has, where it is a terminal.
pub fn width() -> Option<usize> {
    let (_, columns) = console::Term::stdout().size_checked()?;
    std::io::stdout().is_terminal().then_some(usize::from(columns))
}

/// A text broken at its blanks, each line but the first behind `indent` blanks; as it is where there is no width.
pub fn wrapped(text: &str, width: Option<usize>, indent: usize) -> String {
    let Some(width) = width else { return text.to_owned() };
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for word in text.split(' ') {
        let length = word.width();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else if !out.is_empty() {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

/// The end of a text in so many columns, with `…` where something is left out.
pub fn last(text: &str, columns: usize) -> String {
    let reversed: String = text.chars().rev().collect();
    first(&reversed, columns).chars().rev().collect()
}

/// The beginning of a text in so many columns, with `…` where something is left out.
pub fn first(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut column = 1;
    for c in text.chars() {
        column += c.width().unwrap_or(0);
        if column > columns {
            break;
        }
        out.push(c);
    }
    if columns > 0 {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_at_blanks_only() {
        assert_eq!(wrapped("the tide is out again", Some(11), 2), "the tide is\n  out again");
        assert_eq!(wrapped("the tide is out", None, 2), "the tide is out");
        assert_eq!(wrapped("breakwater is", Some(4), 0), "breakwater\nis");
    }

    #[test]
    fn cuts_to_columns() {
        assert_eq!((first("the tide", 5).as_str(), last("the tide", 5).as_str()), ("the …", "…tide"));
        assert_eq!((first("tide", 4).as_str(), first("tide", 0).as_str()), ("tide", ""));
        assert_eq!(first("潮汐表", 5), "潮汐…");
    }
}
