//! A table of many texts, each with what was done to it.

use std::fmt::Write as _;

use super::Tally;
use super::escape::escaped;
use super::frame::framed;

/// A line of the table.
#[derive(Clone, Debug)]
pub struct Entry<'e> {
    name: &'e str,
    link: String,
    tally: &'e Tally,
}

impl<'e> Entry<'e> {
    /// A text of this name whose report is at `link`, which is an anchor or a path relative to the page.
    pub fn new(name: &'e str, link: &str, tally: &'e Tally) -> Self {
        Self { name, link: link.to_owned(), tally }
    }
}

/// How many rules a line of the table names.
const NAMED: usize = 4;

/// A page with a line for each text, for reports that are pages of their own.
///
/// ```
/// use copydesk::report::{Entry, Tally, index};
/// let outcome = copydesk::clean("They met . . . and left.\n", &copydesk::Options::default());
/// let tally = Tally::of(&outcome);
/// let html = index(&[Entry::new("tide.txt", "tide.html", &tally)]);
/// assert!(html.contains("<a href=\"tide.html\">tide.txt</a>") && html.contains("spaced-ellipsis"));
/// ```
pub fn index(entries: &[Entry<'_>]) -> String {
    framed(&super::counted(entries.len(), "text"), &format!("<main>\n{}</main>\n", table(entries)))
}

/// The table alone.
pub fn table(entries: &[Entry<'_>]) -> String {
    let mut out = String::from(
        "<nav aria-label=\"Texts\"><div class=\"wide\"><table>\n<tr><th>text</th><th>repairs</th><th>taken off</th><th>left to you</th><th>most by</th></tr>\n",
    );
    for Entry { name, link, tally } in entries {
        let _ = writeln!(
            out,
            "<tr><td><a href=\"{}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(link),
            escaped(name),
            tally.repairs,
            tally.taken_off,
            tally.suggested + tally.told,
            most(tally)
        );
    }
    let sum = |count: fn(&Tally) -> usize| entries.iter().map(|entry| count(entry.tally)).sum::<usize>();
    let (repairs, off, left) =
        (sum(|tally| tally.repairs), sum(|tally| tally.taken_off), sum(|tally| tally.suggested + tally.told));
    let _ = write!(
        out,
        "<tr class=\"sum\"><td>all</td><td>{repairs}</td><td>{off}</td><td>{left}</td><td></td></tr>\n</table></div></nav>\n"
    );
    out
}

/// The rules that did most.
fn most(tally: &Tally) -> String {
    let mut rules: Vec<(&str, usize)> =
        tally.rules.iter().filter(|(_, (made, _))| *made > 0).map(|(id, (made, _))| (*id, *made)).collect();
    rules.sort_by_key(|(id, made)| (std::cmp::Reverse(*made), *id));
    let named: Vec<String> = rules.iter().take(NAMED).map(|(id, made)| format!("{id} ({made})")).collect();
    let more = if rules.len() > NAMED { " …" } else { "" };
    format!("{}{more}", named.join(", "))
}
