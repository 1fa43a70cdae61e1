//! Plain text to a draft, whatever rhythm of lines and blank lines an extractor gave it.

use crate::draft::{Container, Draft, Kind};
use crate::layout::{self, Group, GroupKind, Layout, lists::Marker};
use crate::limits::Watch;

/// Reads plain text. Line ends become line feeds; all else stays, and the passages are ranges of it.
pub fn read(source: &str) -> Draft {
    read_within(source, &Watch::none())
}

/// Reads plain text as [`read`] does, as long as `watch` lets it.
pub(super) fn read_within(source: &str, watch: &Watch) -> Draft {
    let mut draft = Draft::default();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let end = at + line.len();
        if let Some(body) = line.strip_suffix("\r\n") {
            draft.push_verbatim(body, at..at + body.len());
            draft.push_derived("\n", at + body.len()..end);
        } else {
            draft.push_verbatim(line, at..end);
        }
        at = end;
    }
    lay_out(&mut draft, watch);
    draft
}

/// Parts the text of a draft into passages by its lines, as if it had just been read; earlier passages are forgotten. Once a limit
/// is met that `watch` holds, it has none.
pub fn lay_out(draft: &mut Draft, watch: &Watch) {
    draft.forget_passages();
    let text = draft.text().to_owned();
    let layout = layout::analyse(&text, watch);
    let mut lists = Lists::default();
    for (index, group) in layout.groups.iter().enumerate() {
        let lines = &layout.lines[group.lines.clone()];
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { continue };
        let mut range = first.range.start..last.range.end;
        let mut containers = Vec::new();
        let kind = match group.kind {
            GroupKind::Item(marker) => {
                range.start += marker.length;
                containers = lists.item(&layout.groups, index, marker, is_tight(&layout, index));
                Kind::Paragraph
            }
            GroupKind::Paragraph | GroupKind::Seam => Kind::Paragraph,
            GroupKind::Lines => Kind::Lines,
            GroupKind::Verbatim => Kind::Code { info: String::new() },
            GroupKind::Rule => Kind::Rule,
        };
        if group.kind == GroupKind::Verbatim {
            // Columns are no bytes: a tab is several columns.
            range.start = text[..range.start].trim_end_matches(is_indent).len();
        }
        draft.add_passage(range, kind, containers);
    }
}

/// White space that does not end a line.
fn is_indent(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\u{c}')
}

/// Whether the next item of a list stands right below this one; a list of one item is tight.
fn is_tight(layout: &Layout, index: usize) -> bool {
    match layout.groups.get(index + 1) {
        Some(Group { lines, kind: GroupKind::Item(_) }) => layout.lines[lines.start].blanks == 0,
        _ => true,
    }
}

/// The lists met so far.
#[derive(Default)]
struct Lists {
    next_id: u32,
    open: Option<Open>,
}

/// A list that may go on.
struct Open {
    id: u32,
    start: Option<u64>,
    tight: bool,
    sign: char,
    number: Option<u32>,
    group: usize,
}

impl Lists {
    /// The containers of an item: of the list before it, if it goes on from there.
    fn item(&mut self, groups: &[Group], index: usize, marker: Marker, tight: bool) -> Vec<Container> {
        let goes_on = |open: &Open| {
            let counts = match (open.number, marker.number) {
                (None, None) => open.sign == marker.sign,
                (Some(before), Some(now)) => before + 1 == now,
                _ => false,
            };
            counts && groups[open.group + 1..index].iter().all(|group| group.kind == GroupKind::Seam)
        };
        let open = self.open.take().filter(goes_on);
        let (id, start, tight) = match open {
            Some(open) => (open.id, open.start, open.tight),
            None => (self.new_id(), marker.number.map(u64::from), tight),
        };
        self.open = Some(Open { id, start, tight, sign: marker.sign, number: marker.number, group: index });
        let item = self.new_id();
        vec![Container::List { id, start, tight }, Container::Item { id: item, checked: None }]
    }

    fn new_id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbatim_lines_keep_their_indent_whether_blanks_or_tabs() {
        for indent in ["\t", "    ", "\t\t", " \t", "\u{a0}\u{a0}\u{a0}\u{a0}"] {
            let source = format!("The log says this.\n\n{indent}08:00   tide   1.2\n{indent}09:00   tide   1.4\n");
            let draft = read(&source);
            let passages: Vec<&str> =
                draft.passages().iter().map(|passage| &draft.text()[passage.range.clone()]).collect();
            let log = format!("{indent}08:00   tide   1.2\n{indent}09:00   tide   1.4");
            assert_eq!(passages, ["The log says this.", &log]);
        }
    }
}
