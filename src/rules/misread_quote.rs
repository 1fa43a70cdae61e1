//! Closes a quotation with the mark that opened it, where OCR saw half of it.

use crate::draft::Kind;
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "misread-quote",
    group: Group::Punctuation,
    summary: "Close a quotation with a double mark where it was opened with one and a single one stands",
    cause: "OCR saw one of the two strokes of a closing quotation mark.",
    holds_back: "Languages other than English. The single mark must stand behind a comma or a full stop and before a blank, \
                 a double one must be open and no single one, and with the change all quotations of the paragraph are closed.",
    safety: Safety::Safe,
    signs: Signs::CLOSED_SINGLE,
    examples: &[
        Repairs(
            "“There were not enough boats or water,’ she said to the man in the harbour. “We saw them.”\n",
            "“There were not enough boats or water,” she said to the man in the harbour. “We saw them.”\n",
        ),
        Repairs("\"It is the harbour,' he said, and left.\n", "\"It is the harbour,\" he said, and left.\n"),
        Keeps("“He told me ‘no,’ and left,” she said.\n"),
        Keeps("‘It is the harbour,’ he said. “So it is.”\n"),
        Keeps("“I sat with the pilots,’ she wrote, “and ‘nobody came.\n"),
        Keeps("“The boats’ crews came, the captains’ too.”\n"),
        Keeps("He said ‘It is late,’ and so it was.\n"),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for (index, passage) in page.passages_with(RULE.signs) {
        if !page.is_prose(index) || passage.kind == Kind::Lines || page.language(index) != Language::English {
            continue;
        }
        for (at, mark, double) in half_closed(page.passage_text(index)).unwrap_or_default() {
            let start = passage.range.start + at;
            let reason = "a double quotation mark is open, and no single one";
            edits.replace(start..start + mark.len_utf8(), double, reason);
        }
    }
}

/// What quotation is open.
#[derive(Clone, Copy, Default)]
struct Open {
    /// The double mark that opened one.
    double: Option<char>,
    /// A single one is open besides.
    single: bool,
}

/// The single marks that close double quotations: where, which, and what is to stand there. Nothing where the quotations
/// of the text do not come out even.
fn half_closed(text: &str) -> Option<Vec<(usize, char, &'static str)>> {
    let mut found = Vec::new();
    if !text.contains(['“', '"']) {
        // No double quotation is open anywhere.
        return None;
    }
    let mut open = Open::default();
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let after = characters.peek().map(|&(_, c)| c);
        let opens = before
            .is_none_or(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '“' | '"' | '‘'))
            && after.is_some_and(|c| !c.is_whitespace());
        let ends = after.is_none_or(char::is_whitespace);
        match c {
            '“' => open_double(&mut open, '“')?,
            '"' if opens => open_double(&mut open, '"')?,
            '”' | '"' => {
                open.double.take()?;
                open.single = false;
            }
            '‘' | '`' => open.single = true,
            '\'' if opens => open.single = true,
            '\'' | '’' if ends && matches!(before, Some(',' | '.' | '!' | '?')) => match (open.double, open.single) {
                (Some(double), false) => {
                    found.push((at, c, if double == '“' { "”" } else { "\"" }));
                    open.double = None;
                }
                _ => open.single = false,
            },
            _ => {}
        }
        before = Some(c);
    }
    (open.double.is_none() && !open.single).then_some(found)
}

/// Opens a double quotation; one within another is none that can be followed.
fn open_double(open: &mut Open, mark: char) -> Option<()> {
    if open.double.is_some() {
        return None;
    }
    open.double = Some(mark);
    Some(())
}
