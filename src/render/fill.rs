//! Filling of lines: greedy, by display width, broken only where it is allowed.

use unicode_width::UnicodeWidthStr;

/// How many columns a text takes on a terminal.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// Breaks each line of the text at the last allowed space within `columns`; a word that is longer stays whole.
///
/// `breaks` are the bytes of the spaces at which a line may end, in order; each such space becomes the line end.
pub fn fill(text: &str, breaks: &[usize], columns: usize) -> String {
    let mut out = text.as_bytes().to_vec();
    let mut breaks = breaks.iter().copied().peekable();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let mut used = 0;
        let mut from = start;
        let mut last_break = None;
        loop {
            let at = breaks.next_if(|&at| at < end).unwrap_or(end);
            let piece = width(text[from..at].trim_end_matches('\n'));
            if used + piece > columns
                && let Some(last) = last_break
            {
                out[last] = b'\n';
                // The space that became the line end is no longer counted.
                used = piece - 1;
            } else {
                used += piece;
            }
            if at == end {
                break;
            }
            last_break = Some(at);
            from = at;
        }
        start = end;
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// The single spaces of a text: where a line of running text may end.
pub fn single_spaces(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let blank = |byte: Option<&u8>| byte.is_none_or(|byte| b" \t\n".contains(byte));
    memchr::memchr_iter(b' ', bytes)
        .filter(|&at| at > 0 && !blank(bytes.get(at - 1)) && !blank(bytes.get(at + 1)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, columns: usize, filled: &str) {
        assert_eq!(fill(text, &single_spaces(text), columns), filled);
    }

    #[test]
    fn breaks_at_spaces_only() {
        check("one two three", 7, "one two\nthree");
        check("a face-to-face talk", 8, "a\nface-to-face\ntalk");
        check("ten\u{A0}percent of it", 5, "ten\u{A0}percent\nof it");
    }

    #[test]
    fn keeps_runs_of_spaces_and_line_ends() {
        check("one  two three", 4, "one  two\nthree");
        check("one\ntwo three", 20, "one\ntwo three");
    }

    #[test]
    fn counts_columns_not_characters() {
        check("新聞 記者 報道", 9, "新聞 記者\n報道");
    }
}
