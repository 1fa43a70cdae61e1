//! How a product differs from its source: a patch for `git apply` and `patch -p1`, or words in colours for a terminal.

use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use anstyle::{AnsiColor, Style};
use copydesk::golden::diff::{LONG, changes};
use copydesk::visible::{shortened, visible};
use similar::TextDiff;
use unicode_width::UnicodeWidthStr;

use crate::terminal;
use crate::trouble::name_of;

/// The difference as a patch; nothing where there is none.
///
/// There is no line `diff --git`: without it `git apply` takes the names from the folder it is called in, as `patch`
/// does, and not from the top of the repository.
pub fn patch(path: &Path, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let name = patched_name(path, &std::env::current_dir().unwrap_or_default());
    let (old, new) = (quoted(&format!("a/{name}")), quoted(&format!("b/{name}")));
    TextDiff::from_lines(before, after).unified_diff().header(&old, &new).to_string()
}

/// The path below the current folder, parted by `/`; a file that lies elsewhere has its path from the root.
fn patched_name(path: &Path, current: &Path) -> String {
    if path == Path::new("-") {
        return "standard-input".to_owned();
    }
    let mut whole = PathBuf::new();
    for part in current.join(path).components() {
        match part {
            Component::ParentDir => {
                whole.pop();
            }
            Component::CurDir => {}
            part => whole.push(part),
        }
    }
    let below = whole.strip_prefix(current).unwrap_or(&whole);
    let names = below.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    names.collect::<Vec<_>>().join("/")
}

/// A name as it stands in the head of a patch: quoted as in C where it must be; behind one with blanks goes a tab.
fn quoted(name: &str) -> String {
    if !name.contains(['"', '\\']) && !name.contains(char::is_control) {
        return if name.contains(' ') { format!("{name}\t") } else { name.to_owned() };
    }
    let mut out = String::from("\"");
    for c in name.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(out, "\\{byte:03o}");
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// What stands before the line of a change.
pub const INDENT: &str = "  ";

/// The difference word by word, each change in its window, with colours; nothing where there is none.
pub fn words(path: &Path, before: &str, after: &str) -> String {
    let bold = Style::new().bold();
    let columns = terminal::width().map(|width| width.saturating_sub(INDENT.len()));
    let mut out = String::new();
    for change in changes(before, after) {
        let _ = writeln!(out, "{bold}{}:{}:{}{bold:#}", name_of(path), change.line, change.column);
        let shown = shown(&change.before, &change.expected, &change.actual, &change.after, columns);
        let _ = writeln!(out, "{INDENT}{shown}");
    }
    out
}

/// A change in its line, what goes in red and what comes in green, with everything invisible made visible. Where there
/// is a terminal of so many columns, as much of the line is shown as fits.
pub fn shown(left: &str, before: &str, after: &str, right: &str, columns: Option<usize>) -> String {
    let (dim, red, green) =
        (Style::new().dimmed(), AnsiColor::Red.on_default().strikethrough(), AnsiColor::Green.on_default());
    let longest = columns.map_or(LONG, |columns| columns / 3);
    let bracketed = |sign: char, text: &str| {
        if text.is_empty() { String::new() } else { format!("[{sign}{}{sign}]", shortened(text, longest)) }
    };
    let (before, after) = (bracketed('-', before), bracketed('+', after));
    let (mut left, mut right) = (visible(left), visible(right));
    if let Some(columns) = columns {
        let room = columns.saturating_sub(before.width() + after.width());
        let half = room.saturating_sub(right.width()).max(room / 2);
        left = terminal::last(&left, half);
        right = terminal::first(&right, room.saturating_sub(left.width()));
    }
    format!("{dim}{left}{dim:#}{red}{before}{red:#}{green}{after}{green:#}{dim}{right}{dim:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_the_current_folder() {
        let name = |path: &str| patched_name(Path::new(path), Path::new("/press/desk"));
        assert_eq!(name("a.txt"), "a.txt");
        assert_eq!(name("./in/../a.txt"), "a.txt");
        assert_eq!(name("/press/desk/in/a.txt"), "in/a.txt");
        assert_eq!(name("../b.txt"), "press/b.txt");
        assert_eq!(name("-"), "standard-input");
    }

    #[test]
    fn odd_names_are_quoted() {
        assert_eq!(quoted("a/tide.txt"), "a/tide.txt");
        assert_eq!(quoted("a/high tide.txt"), "a/high tide.txt\t");
        assert_eq!(quoted("a/\"high\"\u{7}\n"), "\"a/\\\"high\\\"\\007\\n\"");
    }

    #[test]
    fn words_stand_in_their_window() {
        let shown = anstream::adapter::strip_str(&words(Path::new("a.txt"), "The tide is in.\n", "The tide is out.\n"))
            .to_string();
        assert_eq!(shown, "a.txt:1:13\n  The tide is [-in-][+out+].\n");
        assert_eq!(words(Path::new("a.txt"), "same\n", "same\n"), "");
    }

    #[test]
    fn a_change_fits_the_terminal() {
        let shown =
            |left: &str, right: &str| anstream::adapter::strip_str(&shown(left, ".", ",", right, Some(30))).to_string();
        assert_eq!(shown("the harbour boards have foundered", " with both sides"), "…foundered[-.-][+,+] with bot…");
        assert_eq!(shown("so", " with the two sides unable"), "so[-.-][+,+] with the two sid…");
        assert_eq!(shown("the harbour boards have foundered", ""), "…ards have foundered[-.-][+,+]");
        assert_eq!(shown("so", ""), "so[-.-][+,+]");
    }
}
