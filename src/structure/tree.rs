//! A repaired draft to the tree of a document: containers become blocks in blocks, marks become inlines in inlines.
//!
//! Goes over the passages once and keeps the open containers on a stack, so that its cost is linear and its depth
//! bounded whatever the source nests.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::ops::Range;

use super::Assigned;
use crate::document::{Block, Definition, Image, Inline, Item, Role};
use crate::draft::{Align, Container, Draft, Hint, Kind, Mark, MarkKind, Passage};

/// Containers and marks nested deeper than this are left out of the tree; their text stays.
pub const DEEPEST: usize = 64;

/// Makes the blocks of a draft, each with where it came from in the source.
///
/// `assigned` says of each passage what it is in the article, as far as the source does not say so itself.
pub fn blocks(draft: &Draft, assigned: &[Assigned]) -> (Vec<Block>, Vec<Range<usize>>) {
    let mut tree = Tree { open: Vec::new(), blocks: Vec::new(), sources: Vec::new() };
    let whole = whole_marks(draft);
    let mut marks = whole.as_slice();
    let mixed = mixed_lists(draft);
    for (index, passage) in draft.passages().iter().enumerate() {
        let assigned = assigned.get(index).copied().unwrap_or_default();
        // Marks that end before this passage are done with; those that reach into it stay.
        let done = marks.iter().take_while(|mark| mark.range.end <= passage.range.start).count();
        marks = &marks[done..];
        tree.enter(containers(passage, assigned, &mixed));
        tree.cover(draft.source_of(&passage.range));
        let text = Text { draft, marks, lines: passage.kind == Kind::Lines };
        tree.add(&text, passage, assigned);
    }
    tree.leave(0);
    (tree.blocks, tree.sources)
}

/// The outermost lists that hold more than figures, by their ids.
fn mixed_lists(draft: &Draft) -> HashSet<u32> {
    let mixed = draft.passages().iter().filter_map(|passage| match passage.containers[..] {
        [Container::List { .. }, Container::Item { .. }, Container::Figure { .. }, ..] => None,
        [Container::List { id, .. }, ..] => Some(id),
        _ => None,
    });
    mixed.collect()
}

/// The containers that a passage lies in as a reader of the article sees them.
///
/// A page may set the lines of its header, and the pictures of a gallery, as the items of a list: that is how they are
/// laid out, not what they are.
fn containers<'p>(passage: &'p Passage, assigned: Assigned, mixed: &HashSet<u32>) -> &'p [Container] {
    let all = passage.containers.as_slice();
    let is_list = |one: &Container| matches!(one, Container::List { .. } | Container::Item { .. });
    match all {
        [Container::List { id, .. }, Container::Item { .. }, rest @ ..] if !mixed.contains(id) => rest,
        _ if is_of_header(assigned) && all.iter().all(is_list) => &[],
        _ => all,
    }
}

fn is_of_header(assigned: Assigned) -> bool {
    matches!(assigned, Assigned::Role(Role::Kicker | Role::Standfirst | Role::Byline | Role::Dateline))
}

/// The marks of a draft, those of emphasis whole again where a join of lines or pages brought their parts together.
///
/// Such a join shows in the white space between the parts: it stands for something else in the source, while a space
/// the author wrote stands for itself.
fn whole_marks(draft: &Draft) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::with_capacity(draft.marks().len());
    let (mut emphasis, mut strong) = (None, None);
    for mark in draft.marks() {
        let last: &mut Option<usize> = match mark.kind {
            MarkKind::Emphasis => &mut emphasis,
            MarkKind::Strong => &mut strong,
            _ => {
                marks.push(mark.clone());
                continue;
            }
        };
        match *last {
            Some(last) if is_join(draft, marks[last].range.end..mark.range.start) => {
                marks[last].range.end = mark.range.end.max(marks[last].range.end);
            }
            _ => {
                *last = Some(marks.len());
                marks.push(mark.clone());
            }
        }
    }
    marks
}

/// Whether a range is the one space that a repair put in the place of a gap.
fn is_join(draft: &Draft, range: Range<usize>) -> bool {
    range.start < range.end && &draft.text()[range.clone()] == " " && draft.source_of(&range).len() != 1
}

/// A container that is still open.
enum Open {
    Quote(Option<String>, Vec<Block>),
    List(Option<u64>, bool, Vec<Item>),
    Item(Item),
    Footnote(String, Vec<Block>),
    Table(Vec<Align>, Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>),
    Row(bool, Vec<Vec<Inline>>),
    Cell(Vec<Inline>),
    Definitions(Vec<Definition>),
    Definition(Vec<Block>),
    Figure(Option<Image>, Vec<Inline>, Vec<Inline>),
}

struct Tree {
    open: Vec<(u32, Open)>,
    blocks: Vec<Block>,
    sources: Vec<Range<usize>>,
}

impl Tree {
    /// Opens and closes containers until those of a passage are open.
    fn enter(&mut self, containers: &[Container]) {
        let containers = &containers[..containers.len().min(DEEPEST)];
        let shared = self.open.iter().zip(containers).take_while(|(open, container)| open.0 == id(container)).count();
        self.leave(shared);
        for container in &containers[shared..] {
            self.open.push((id(container), opened(container)));
        }
    }

    /// Closes all containers but the outermost `keep`.
    fn leave(&mut self, keep: usize) {
        while self.open.len() > keep {
            let Some((_, open)) = self.open.pop() else { return };
            match (open, self.open.last_mut().map(|(_, open)| open)) {
                (Open::Item(item), Some(Open::List(_, _, items))) => items.push(item),
                (Open::Cell(content), Some(Open::Row(_, cells))) => cells.push(content),
                (Open::Row(true, cells), Some(Open::Table(_, head, _))) => *head = cells,
                (Open::Row(false, cells), Some(Open::Table(_, _, rows))) => rows.push(cells),
                (Open::Definition(blocks), Some(Open::Definitions(list))) => match list.last_mut() {
                    Some(definition) => definition.definitions.push(blocks),
                    None => list.push(Definition { term: Vec::new(), definitions: vec![blocks] }),
                },
                (open, _) => closed(open).into_iter().for_each(|block| self.push(block)),
            }
        }
    }

    /// Adds to where the block that is being made comes from.
    fn cover(&mut self, source: Range<usize>) {
        match self.sources.get_mut(self.blocks.len()) {
            Some(covered) => *covered = covered.start.min(source.start)..covered.end.max(source.end),
            None => self.sources.push(source),
        }
    }

    fn push(&mut self, block: Block) {
        match self.open.last_mut().map(|(_, open)| open) {
            None => self.blocks.push(block),
            Some(Open::Quote(_, blocks) | Open::Footnote(_, blocks) | Open::Definition(blocks)) => blocks.push(block),
            Some(Open::Item(item)) => item.blocks.push(block),
            Some(Open::List(_, _, items)) => items.push(Item { checked: None, blocks: vec![block] }),
            Some(Open::Definitions(list)) => {
                list.push(Definition { term: Vec::new(), definitions: vec![vec![block]] });
            }
            // A table's cell and a caption hold no blocks; what the source puts there counts as its text.
            Some(Open::Cell(content) | Open::Figure(_, content, _)) => joined(content, inlines_of(block)),
            Some(Open::Row(_, cells)) => cells.push(inlines_of(block)),
            Some(Open::Table(_, _, rows)) => rows.push(vec![inlines_of(block)]),
        }
    }

    fn add(&mut self, text: &Text<'_>, passage: &Passage, assigned: Assigned) {
        let range = passage.range.clone();
        let content = |range: Range<usize>| text.inlines(range);
        let block = match (&passage.kind, assigned) {
            (Kind::Paragraph | Kind::Lines | Kind::Heading(_), Assigned::Heading(level)) => {
                Block::Heading { level: level.clamp(1, 6), content: content(range) }
            }
            (Kind::Paragraph | Kind::Lines, Assigned::Role(role)) => Block::Paragraph { role, content: content(range) },
            (Kind::Paragraph | Kind::Lines, Assigned::Caption { credit }) => {
                let (caption, credit) = text.split(range, credit);
                // The source itself has a figure around it.
                if let Some((_, Open::Figure(_, of_figure, of_picture))) = self.open.last_mut() {
                    joined(of_figure, caption);
                    return joined(of_picture, credit);
                }
                Block::Figure { image: self.image_above(), caption, credit }
            }
            (Kind::Paragraph | Kind::Lines, Assigned::AsRead) => return self.add_text(content(range), passage.hint),
            (Kind::Heading(level), _) => {
                let content = content(range);
                match picture(&content) {
                    Some(picture) => picture,
                    None => Block::Heading { level: (*level).clamp(1, 6), content },
                }
            }
            (Kind::Code { info }, _) => Block::Code { info: info.clone(), text: ended(&text.draft.text()[range]) },
            (Kind::Html, _) => Block::Html(text.draft.text()[range].to_owned()),
            (Kind::Rule, _) => scene_break(text.draft, range),
            (Kind::Term, _) => {
                let term = content(range);
                if let Some((_, Open::Definitions(list))) = self.open.last_mut() {
                    list.push(Definition { term, definitions: Vec::new() });
                    return;
                }
                Block::Paragraph { role: Role::Body, content: term }
            }
        };
        self.push(block);
    }

    /// Takes the picture that stands alone in the paragraph above, of which a caption is the caption.
    fn image_above(&mut self) -> Option<Image> {
        let is_picture = |block: &mut Block| matches!(block, Block::Figure { image: Some(_), caption, credit } if caption.is_empty() && credit.is_empty());
        if !self.open.is_empty() {
            return None;
        }
        let Block::Figure { image, .. } = self.blocks.pop_if(is_picture)? else { return None };
        // The caption's source is noted already; the figure's is both.
        if let Some(caption) = self.sources.pop()
            && let Some(figure) = self.sources.last_mut()
        {
            figure.end = caption.end.max(figure.end);
        }
        image
    }

    /// Adds running text where it belongs: a paragraph, a cell's content, a figure's image or caption.
    fn add_text(&mut self, mut content: Vec<Inline>, hint: Option<Hint>) {
        match self.open.last_mut().map(|(_, open)| open) {
            // What was two passages is two lines in the cell, not one word.
            Some(Open::Cell(cell)) => {
                if !cell.is_empty() && !content.is_empty() {
                    cell.push(Inline::Break);
                }
                cell.append(&mut content);
            }
            Some(Open::Figure(_, _, credit)) if hint == Some(Hint::Credit) => joined(credit, content),
            Some(Open::Figure(image, caption, _)) => match picture(&content) {
                Some(Block::Figure { image: shown, .. }) if image.is_none() => *image = shown,
                _ => joined(caption, content),
            },
            _ if content.is_empty() => {}
            _ => {
                let block = picture(&content).unwrap_or(Block::Paragraph { role: Role::Body, content });
                self.push(block);
            }
        }
    }
}

/// A picture that stands alone in its paragraph or heading: what it shows is no text of the article.
fn picture(content: &[Inline]) -> Option<Block> {
    let [Inline::Image { source, title, alt }] = content else { return None };
    let image = Image { source: source.clone(), title: title.clone(), alt: crate::document::plain_text(alt) };
    Some(Block::Figure { image: Some(image), caption: Vec::new(), credit: Vec::new() })
}

/// Adds running text behind other running text.
fn joined(text: &mut Vec<Inline>, mut more: Vec<Inline>) {
    if !text.is_empty() && !more.is_empty() {
        text.push(Inline::SoftBreak);
    }
    text.append(&mut more);
}

fn id(container: &Container) -> u32 {
    match container {
        Container::Quote { id, .. }
        | Container::List { id, .. }
        | Container::Item { id, .. }
        | Container::Footnote { id, .. }
        | Container::Table { id, .. }
        | Container::Row { id, .. }
        | Container::Cell { id }
        | Container::Definitions { id }
        | Container::Definition { id }
        | Container::Figure { id } => *id,
    }
}

fn opened(container: &Container) -> Open {
    match container {
        Container::Quote { alert, .. } => Open::Quote(alert.clone(), Vec::new()),
        Container::List { start, tight, .. } => Open::List(*start, *tight, Vec::new()),
        Container::Item { checked, .. } => Open::Item(Item { checked: *checked, blocks: Vec::new() }),
        Container::Footnote { label, .. } => Open::Footnote(label.clone(), Vec::new()),
        Container::Table { columns, .. } => Open::Table(columns.clone(), Vec::new(), Vec::new()),
        Container::Row { head, .. } => Open::Row(*head, Vec::new()),
        Container::Cell { .. } => Open::Cell(Vec::new()),
        Container::Definitions { .. } => Open::Definitions(Vec::new()),
        Container::Definition { .. } => Open::Definition(Vec::new()),
        Container::Figure { .. } => Open::Figure(None, Vec::new(), Vec::new()),
    }
}

/// The block a closed container makes; an item or a cell outside of a list or table leaves what it holds.
fn closed(open: Open) -> Vec<Block> {
    let block = match open {
        Open::Quote(alert, blocks) => Block::Quote { alert, blocks },
        Open::List(start, tight, items) => Block::List { start, tight, items },
        Open::Footnote(label, blocks) => Block::Footnote { label, blocks },
        Open::Table(columns, head, rows) => table(columns, head, rows),
        Open::Definitions(list) => Block::Definitions(list),
        Open::Figure(image, caption, credit) => Block::Figure { image, caption, credit },
        Open::Item(Item { blocks, .. }) | Open::Definition(blocks) => return blocks,
        Open::Row(_, cells) => {
            return cells.into_iter().map(|content| Block::Paragraph { role: Role::Body, content }).collect();
        }
        Open::Cell(content) => Block::Paragraph { role: Role::Body, content },
    };
    vec![block]
}

/// A table whose rows all have as many cells as there are columns; a row that has more lengthens the others.
fn table(mut columns: Vec<Align>, mut head: Vec<Vec<Inline>>, mut rows: Vec<Vec<Vec<Inline>>>) -> Block {
    let width = rows.iter().map(Vec::len).chain([columns.len(), head.len()]).max().unwrap_or(0);
    columns.resize(width, Align::None);
    head.resize(width, Vec::new());
    for row in &mut rows {
        row.resize(width, Vec::new());
    }
    Block::Table { columns, head, rows }
}

/// The running text of a block that stands where only running text may.
fn inlines_of(block: Block) -> Vec<Inline> {
    match block {
        Block::Paragraph { content, .. } | Block::Heading { content, .. } => content,
        Block::Code { text, .. } => vec![Inline::Code(text.trim_end().to_owned())],
        Block::Html(html) => vec![Inline::Html(html)],
        Block::Figure { image: Some(image), caption, .. } => {
            let alt = vec![Inline::Text(image.alt)];
            let mut content = vec![Inline::Image { source: image.source, title: image.title, alt }];
            joined(&mut content, caption);
            content
        }
        Block::Figure { image: None, caption, .. } => caption,
        Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => lines_of(blocks),
        Block::List { items, .. } => lines_of(items.into_iter().flat_map(|item| item.blocks)),
        Block::Definitions(_) | Block::Table { .. } | Block::Rule(_) => Vec::new(),
    }
}

/// The running text of blocks, each on a line of its own.
fn lines_of(blocks: impl IntoIterator<Item = Block>) -> Vec<Inline> {
    let mut lines = Vec::new();
    for block in blocks {
        joined(&mut lines, inlines_of(block));
    }
    lines
}

fn ended(code: &str) -> String {
    if code.is_empty() || code.ends_with('\n') { code.to_owned() } else { format!("{code}\n") }
}

/// A scene break is a rule where that is what a rule looks like in Markdown too; else what stands there is kept as the
/// line it is. Where a tag says it there is nothing to keep.
fn scene_break(draft: &Draft, range: Range<usize>) -> Block {
    let text = draft.text()[range.clone()].trim();
    let first = text.chars().next();
    let is_rule = first.is_none_or(|first| {
        matches!(first, '*' | '-' | '_')
            && text.chars().all(|character| character == first || character == ' ' || character == '\t')
    });
    if !is_rule {
        return Block::Paragraph { role: Role::Body, content: vec![Inline::Text(text.to_owned())] };
    }
    let written = draft.source_of(&range).len() == range.len();
    Block::Rule(if written { text.to_owned() } else { String::new() })
}

/// The text of a passage with the marks that may lie over it.
struct Text<'d> {
    draft: &'d Draft,
    /// From the first mark that reaches into the passage on.
    marks: &'d [Mark],
    /// Whether line ends are the author's.
    lines: bool,
}

/// Inline content that is still open.
struct Frame<'d> {
    mark: Option<&'d MarkKind>,
    end: usize,
    content: Vec<Inline>,
}

impl<'d> Text<'d> {
    /// Splits a caption's text where the credit begins.
    fn split(&self, range: Range<usize>, credit: Option<usize>) -> (Vec<Inline>, Vec<Inline>) {
        let Some(at) = credit.map(|at| range.start + at).filter(|at| range.contains(at)) else {
            return (self.inlines(range), Vec::new());
        };
        let caption = self.draft.text()[range.start..at].trim_end().len();
        (self.inlines(range.start..range.start + caption), self.inlines(at..range.end))
    }

    /// The inline content of a range; marks that cross are parted where they do.
    fn inlines(&self, range: Range<usize>) -> Vec<Inline> {
        let mut waiting: BinaryHeap<Reverse<(usize, Reverse<usize>, usize)>> = BinaryHeap::new();
        for (index, mark) in self.marks.iter().enumerate().take_while(|(_, mark)| mark.range.start < range.end) {
            let (start, end) = (mark.range.start.max(range.start), mark.range.end.min(range.end));
            if start < end {
                waiting.push(Reverse((start, Reverse(end), index)));
            }
        }
        let mut frames = vec![Frame { mark: None, end: range.end, content: Vec::new() }];
        let mut at = range.start;
        while let Some(Reverse((start, Reverse(end), index))) = waiting.pop() {
            self.close(&mut frames, &mut at, start);
            if start < at || frames.len() > DEEPEST {
                continue;
            }
            let Some(top) = frames.last_mut() else { break };
            let (top_end, mark) = (top.end, &self.marks[index].kind);
            self.push_text(&mut top.content, at..start);
            at = start;
            if end > top_end {
                waiting.push(Reverse((top_end, Reverse(end), index)));
            }
            let end = end.min(top_end);
            if let Some(leaf) = self.leaf(mark, start..end) {
                top.content.push(leaf);
                at = end;
            } else {
                frames.push(Frame { mark: Some(mark), end, content: Vec::new() });
            }
        }
        self.close(&mut frames, &mut at, usize::MAX);
        frames.pop().map(|frame| frame.content).unwrap_or_default()
    }

    /// Closes what ends at or before `until`, but not the outermost.
    fn close(&self, frames: &mut Vec<Frame<'d>>, at: &mut usize, until: usize) {
        while let Some(frame) = frames.last_mut() {
            if frame.end > until && until != usize::MAX {
                return;
            }
            let end = frame.end;
            self.push_text(&mut frame.content, *at..end);
            *at = end.max(*at);
            if frames.len() == 1 {
                return;
            }
            if let Some(Frame { mark: Some(mark), content, .. }) = frames.pop()
                && let Some(outer) = frames.last_mut()
            {
                outer.content.push(wrapped(mark, content));
            }
        }
    }

    /// What a mark makes that holds nothing but text.
    fn leaf(&self, mark: &MarkKind, range: Range<usize>) -> Option<Inline> {
        let text = &self.draft.text()[range];
        match mark {
            MarkKind::Code => Some(Inline::Code(text.to_owned())),
            MarkKind::FootnoteReference => Some(Inline::FootnoteReference(text.to_owned())),
            MarkKind::Break => Some(Inline::Break),
            MarkKind::Html => Some(Inline::Html(text.to_owned())),
            MarkKind::Image { source, title } if text == "\u{fffc}" => {
                Some(Inline::Image { source: source.clone(), title: title.clone(), alt: Vec::new() })
            }
            _ => None,
        }
    }

    /// Adds plain text; blanks at a line end are none of it.
    fn push_text(&self, content: &mut Vec<Inline>, range: Range<usize>) {
        if range.start >= range.end {
            return;
        }
        let text = &self.draft.text()[range];
        let count = text.matches('\n').count();
        for (index, line) in text.split('\n').enumerate() {
            let line = if index > 0 { line.trim_start_matches([' ', '\t']) } else { line };
            let line = if index < count { line.trim_end_matches([' ', '\t']) } else { line };
            if index > 0 {
                content.push(if self.lines { Inline::Break } else { Inline::SoftBreak });
            }
            match content.last_mut() {
                _ if line.is_empty() => {}
                Some(Inline::Text(text)) => text.push_str(line),
                _ => content.push(Inline::Text(line.to_owned())),
            }
        }
    }
}

fn wrapped(mark: &MarkKind, mut content: Vec<Inline>) -> Inline {
    // A reader puts one U+FFFC where markup has no text of its own.
    if matches!(mark, MarkKind::Link { .. }) && content == [Inline::Text("\u{fffc}".to_owned())] {
        content.clear();
    }
    match mark {
        MarkKind::Emphasis => Inline::Emphasis(content),
        MarkKind::Strong => Inline::Strong(content),
        MarkKind::Strike => Inline::Strike(content),
        MarkKind::Superscript => Inline::Superscript(content),
        MarkKind::Subscript => Inline::Subscript(content),
        MarkKind::Link { to, title } => Inline::Link { to: to.clone(), title: title.clone(), content },
        MarkKind::Image { source, title } => {
            Inline::Image { source: source.clone(), title: title.clone(), alt: content }
        }
        MarkKind::Code | MarkKind::FootnoteReference | MarkKind::Break | MarkKind::Html => {
            Inline::Text(crate::document::plain_text(&content))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::plain_text;
    use crate::read::markdown;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    fn paragraph(content: Vec<Inline>) -> Block {
        Block::Paragraph { role: Role::Body, content }
    }

    /// A draft of one paragraph with these marks.
    fn draft(text: &str, marks: &[(Range<usize>, MarkKind)]) -> Draft {
        let mut draft = Draft::verbatim(text);
        draft.add_passage(0..text.len(), Kind::Paragraph, Vec::new());
        draft.set_marks(marks.iter().map(|(range, kind)| Mark { range: range.clone(), kind: kind.clone() }).collect());
        draft
    }

    #[track_caller]
    fn check(draft: &Draft, assigned: &[Assigned], expected: &[Block]) {
        let (found, sources) = blocks(draft, assigned);
        assert_eq!(found, expected);
        assert_eq!(sources.len(), found.len(), "each block has one source");
    }

    #[track_caller]
    fn content(draft: &Draft) -> Vec<Inline> {
        match blocks(draft, &[]).0.pop() {
            Some(Block::Paragraph { content, .. }) => content,
            other => panic!("no paragraph: {other:?}"),
        }
    }

    #[test]
    fn marks_that_cross_are_parted() {
        let found = content(&draft("one two three", &[(0..7, MarkKind::Emphasis), (4..13, MarkKind::Strong)]));
        let expected = [
            Inline::Emphasis(vec![text("one "), Inline::Strong(vec![text("two")])]),
            Inline::Strong(vec![text(" three")]),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn any_marks_keep_the_text() {
        let kinds = [MarkKind::Emphasis, MarkKind::Strong, MarkKind::Code, MarkKind::Strike];
        let mut number = 7_u64;
        let mut below = |bound: usize| {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (number >> 33) as usize % bound
        };
        for _ in 0..2_000 {
            let marks: Vec<_> = (0..below(8))
                .map(|_| {
                    let start = below(12);
                    (start..start + 1 + below(13 - start), kinds[below(4)].clone())
                })
                .collect();
            assert_eq!(plain_text(&content(&draft("one two three", &marks))), "one two three", "{marks:?}");
        }
    }

    #[test]
    fn line_ends_are_breaks_of_their_kind() {
        let found = content(&draft("one \n two\nthree", &[(9..10, MarkKind::Break)]));
        assert_eq!(found, [text("one"), Inline::SoftBreak, text("two"), Inline::Break, text("three")]);
        let mut lines = Draft::verbatim("one\ntwo");
        lines.add_passage(0..7, Kind::Lines, Vec::new());
        assert_eq!(content(&lines), [text("one"), Inline::Break, text("two")]);
    }

    #[test]
    fn containers_nest() {
        let item = |blocks| Item { checked: None, blocks };
        let inner = Block::List { start: Some(1), tight: true, items: vec![item(vec![paragraph(vec![text("b")])])] };
        let items = vec![item(vec![paragraph(vec![text("a")]), inner]), item(Vec::new())];
        check(
            &markdown::read("- a\n  1. b\n-\n\n> c\n"),
            &[],
            &[
                Block::List { start: None, tight: true, items },
                Block::Quote { alert: None, blocks: vec![paragraph(vec![text("c")])] },
            ],
        );
    }

    #[test]
    fn rows_have_as_many_cells_as_columns() {
        let cell = |content: &str| if content.is_empty() { Vec::new() } else { vec![text(content)] };
        check(
            &markdown::read("|a|b|\n|:-|-|\n|c|\n||d|\n"),
            &[],
            &[Block::Table {
                columns: vec![Align::Left, Align::None],
                head: vec![cell("a"), cell("b")],
                rows: vec![vec![cell("c"), cell("")], vec![cell(""), cell("d")]],
            }],
        );
    }

    #[test]
    fn definitions_follow_their_term() {
        let definitions = vec![vec![paragraph(vec![text("Falling.")])], vec![paragraph(vec![text("Low.")])]];
        let expected = Block::Definitions(vec![Definition { term: vec![text("Ebb")], definitions }]);
        check(&markdown::read("Ebb\n: Falling.\n: Low.\n"), &[], &[expected]);
    }

    #[test]
    fn a_caption_takes_the_image_above_and_leaves_its_credit() {
        let draft = markdown::read("![Sea](a.png)\n\nLow water. Photo: B\n\nText.\n");
        let caption = Assigned::Caption { credit: Some(11) };
        let image = Image { source: "a.png".into(), title: String::new(), alt: "Sea".into() };
        let figure =
            Block::Figure { image: Some(image), caption: vec![text("Low water.")], credit: vec![text("Photo: B")] };
        check(&draft, &[Assigned::AsRead, caption, Assigned::AsRead], &[figure, paragraph(vec![text("Text.")])]);
    }

    #[test]
    fn what_was_assigned_counts_for_paragraphs() {
        let draft = markdown::read("Sea\n\nTides\n\n```\ncode\n```\n");
        check(
            &draft,
            &[Assigned::Role(Role::Kicker), Assigned::Heading(1), Assigned::Role(Role::Footer)],
            &[
                Block::Paragraph { role: Role::Kicker, content: vec![text("Sea")] },
                Block::Heading { level: 1, content: vec![text("Tides")] },
                Block::Code { info: String::new(), text: "code\n".into() },
            ],
        );
    }

    #[test]
    fn a_link_around_nothing_is_empty() {
        let link = Inline::Link { to: "a".into(), title: String::new(), content: Vec::new() };
        assert_eq!(content(&markdown::read("[](a)")), [link]);
    }

    #[test]
    fn depth_is_bounded_and_text_kept() {
        let mut deep = Draft::verbatim("deep");
        let containers = (0..10_000).map(|id| Container::Quote { id, alert: None }).collect();
        deep.add_passage(0..4, Kind::Paragraph, containers);
        let (mut blocks, _) = blocks(&deep, &[]);
        let mut depth = 0;
        while let [Block::Quote { blocks: inner, .. }] = &mut blocks[..] {
            blocks = std::mem::take(inner);
            depth += 1;
        }
        assert_eq!((depth, blocks), (DEEPEST, vec![paragraph(vec![text("deep")])]));
        let marks: Vec<_> = (0..10_000).map(|_| (0..4, MarkKind::Emphasis)).collect();
        assert_eq!(plain_text(&content(&draft("deep", &marks))), "deep");
    }

    #[test]
    fn a_source_covers_the_whole_block() {
        let source = "- one\n- two\n\nthree\n";
        let (_, sources) = blocks(&markdown::read(source), &[]);
        assert_eq!(sources.iter().map(|range| &source[range.clone()]).collect::<Vec<_>>(), ["one\n- two", "three"]);
    }

    #[test]
    fn cut_emphasis_is_whole_again() {
        for kind in [MarkKind::Emphasis, MarkKind::Strong] {
            let mut draft = Draft::verbatim("given to the\n\nheirs for good");
            draft.add_passage(0..12, Kind::Paragraph, Vec::new());
            draft.add_passage(14..28, Kind::Paragraph, Vec::new());
            draft.set_marks([6..12, 14..19].map(|range| Mark { range, kind: kind.clone() }).to_vec());
            draft.apply(&[crate::draft::Change { range: 12..14, after: " ".to_owned() }]);
            let expected = [text("given "), wrapped(&kind, vec![text("to the heirs")]), text(" for good")];
            assert_eq!(content(&draft), expected);
        }
    }

    #[test]
    fn emphasis_that_the_author_parted_stays_apart() {
        let marks = [(0..3, MarkKind::Emphasis), (4..7, MarkKind::Emphasis)];
        let em = |word: &str| Inline::Emphasis(vec![text(word)]);
        assert_eq!(content(&draft("one two", &marks)), [em("one"), text(" "), em("two")]);
        assert_eq!(content(&draft("one\ntwo", &marks)), [em("one"), Inline::SoftBreak, em("two")]);
    }

    #[test]
    fn a_credit_in_a_figure_is_set_off() {
        let options = crate::Options { from: crate::Format::Html, ..crate::Options::default() };
        let figure = |caption: &str| {
            let source = format!("<figure><img src=a.jpg alt=Ferry><figcaption>{caption}</figcaption></figure>");
            let outcome = crate::convert(&source, &options);
            let [Block::Figure { image: Some(_), caption, credit }] = &outcome.document().blocks[..] else {
                panic!("no figure")
            };
            (crate::document::plain_text(caption), crate::document::plain_text(credit))
        };
        let wanted = ("Her last crossing.".to_owned(), "Photo: Tom Lee".to_owned());
        assert_eq!(figure("Her last crossing. Photo: Tom Lee"), wanted);
        assert_eq!(figure("Her last crossing. <span class=credit>Photo: Tom Lee</span>"), wanted);
        assert_eq!(figure("Her last crossing."), (wanted.0, String::new()));
    }

    #[test]
    fn lists_that_only_lay_out_are_none() {
        let kinds = |source: &str| -> Vec<&str> {
            let options = crate::Options { from: crate::Format::Html, ..crate::Options::default() };
            let outcome = crate::convert(source, &options);
            let blocks = outcome.document().blocks.iter();
            blocks
                .map(|block| match block {
                    Block::Paragraph { role: Role::Byline, .. } => "byline",
                    Block::Paragraph { role: Role::Dateline, .. } => "dateline",
                    Block::Figure { .. } => "figure",
                    Block::List { .. } => "list",
                    _ => "other",
                })
                .collect()
        };
        let figure = "<li><figure><img src=a.jpg alt=Ferry><figcaption>Her last crossing.</figcaption></figure>";
        let lines = "<li class=byline>By Ada Brook<li class=dateline>3 March 2021";
        assert_eq!(kinds(&format!("<ul>{figure}{figure}</ul>")), ["figure", "figure"]);
        assert_eq!(kinds(&format!("<ul>{lines}</ul>")), ["byline", "dateline"]);
        assert_eq!(kinds(&format!("<ul>{figure}<li>A line.</ul>")), ["list"]);
    }
}
