//! The draft: one flat text with side tables, which is what every repair works on.
//!
//! Text is the truth until the last repair. Where passages, marks and protected ranges lie, and where each stretch of
//! the text came from in the source, is kept beside the text and moved along with each change.

use std::ops::Range;

/// A text under repair, with what is known about it.
///
/// All ranges but those called `source` are byte ranges of [`Draft::text`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    text: String,
    passages: Vec<Passage>,
    marks: Vec<Mark>,
    runs: Vec<Run>,
    protected: Vec<Range<usize>>,
    front_matter: Option<String>,
    next_id: u32,
}

/// A block of text: a paragraph, a heading, a line of verse, a table cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it lies in the text.
    pub range: Range<usize>,
    /// Names the passage for as long as it lives, whatever moves around it.
    pub id: u32,
    /// What kind of block the source says it is.
    pub kind: Kind,
    /// The containers it lies in, outermost first.
    pub containers: Vec<Container>,
}

/// What kind of block the source says a passage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Running text, or a line that stands for itself; a line end in it is a soft break.
    Paragraph,
    /// Lines that are the author's: verse, an address, a list without bullets; a line end in it stays.
    Lines,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Code; `info` is what stands behind the fence.
    Code {
        /// The info string.
        info: String,
    },
    /// Raw HTML kept as such.
    Html,
    /// A thematic break or scene break; the text is what stood there (`* * *`).
    Rule,
    /// A term of a definition list.
    Term,
}

/// A container a passage lies in. Passages with the same id lie in the same container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Container {
    /// A block quote; `alert` is the kind of a GFM alert (`note`, `tip` …).
    Quote {
        /// Names the container.
        id: u32,
        /// The kind of a GFM alert, in lower case.
        alert: Option<String>,
    },
    /// A list; ordered ones have the number of their first item.
    List {
        /// Names the container.
        id: u32,
        /// The first number of an ordered list.
        start: Option<u64>,
        /// No blank lines between the items.
        tight: bool,
    },
    /// An item of the list around it.
    Item {
        /// Names the container.
        id: u32,
        /// The box of a task list item.
        checked: Option<bool>,
    },
    /// The text of a footnote.
    Footnote {
        /// Names the container.
        id: u32,
        /// The footnote's label.
        label: String,
    },
    /// A table.
    Table {
        /// Names the container.
        id: u32,
        /// The alignment of each column.
        columns: Vec<Align>,
    },
    /// A row of the table around it.
    Row {
        /// Names the container.
        id: u32,
        /// The head row.
        head: bool,
    },
    /// A cell of the row around it.
    Cell {
        /// Names the container.
        id: u32,
    },
    /// A definition list.
    Definitions {
        /// Names the container.
        id: u32,
    },
    /// A definition in the definition list around it.
    Definition {
        /// Names the container.
        id: u32,
    },
    /// A figure: its image and its caption.
    Figure {
        /// Names the container.
        id: u32,
    },
}

/// How a column of a table is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// As the reader's program likes.
    None,
    /// To the left.
    Left,
    /// Centred.
    Center,
    /// To the right.
    Right,
}

/// Markup over a range of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it covers.
    pub range: Range<usize>,
    /// What it says.
    pub kind: MarkKind,
}

/// What a mark says. Of two marks over the same range the earlier in the table is the outer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Emphasis, `<em>`.
    Emphasis,
    /// Strong emphasis, `<strong>`.
    Strong,
    /// Struck out, `<del>`.
    Strike,
    /// Superscript.
    Superscript,
    /// Subscript.
    Subscript,
    /// Code.
    Code,
    /// A link.
    Link {
        /// The address.
        to: String,
        /// The title, empty if there is none.
        title: String,
    },
    /// An image; what it covers is the alternative text, or one U+FFFC where there is none.
    Image {
        /// The address.
        source: String,
        /// The title, empty if there is none.
        title: String,
    },
    /// A reference to a footnote; covers the label.
    FootnoteReference,
    /// A hard break; covers one line feed.
    Break,
    /// An inline tag of raw HTML; covers the tag.
    Html,
}

/// Where a stretch of the text came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where the stretch begins in the text; it goes on to the next run.
    pub at: usize,
    /// The source bytes it stands for.
    pub source: Range<usize>,
    /// Byte for byte as in the source; else the whole stretch stands for the whole of `source`.
    pub verbatim: bool,
}

/// One change of the text; the engine makes them from a rule's edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What goes.
    pub range: Range<usize>,
    /// What comes in its place; a blank line in it parts the passage in two.
    pub after: String,
}

impl Draft {
    /// A draft of `source` as it stands, without passages.
    pub fn verbatim(source: &str) -> Self {
        let mut draft = Self { text: source.to_owned(), ..Self::default() };
        if !source.is_empty() {
            draft.runs.push(Run { at: 0, source: 0..source.len(), verbatim: true });
        }
        draft
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The passages, in order, without overlap and with at least one byte between them.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The marks, by their start, outer ones first.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The ranges no rule may touch, sorted and without overlap.
    pub fn protected(&self) -> &[Range<usize>] {
        &self.protected
    }

    /// The front matter of a Markdown source, without its fences' line ends changed.
    pub fn front_matter(&self) -> Option<&str> {
        self.front_matter.as_deref()
    }

    /// Keeps the front matter of the source with the draft.
    pub fn set_front_matter(&mut self, front_matter: String) {
        self.front_matter = Some(front_matter);
    }

    /// Appends a passage over `range`; passages must be added in order.
    pub fn add_passage(&mut self, range: Range<usize>, kind: Kind, containers: Vec<Container>) -> u32 {
        debug_assert!(self.passages.last().is_none_or(|last| last.range.end <= range.start));
        let id = self.next_id;
        self.next_id += 1;
        self.passages.push(Passage { range, id, kind, containers });
        id
    }

    /// Forgets the passages, so that the text can be parted anew.
    pub fn forget_passages(&mut self) {
        self.passages.clear();
    }

    /// Appends text that stands byte for byte at `source`.
    pub fn push_verbatim(&mut self, text: &str, source: Range<usize>) {
        debug_assert_eq!(text.len(), source.len());
        self.push(text, source, true);
    }

    /// Appends text the reader made from `source`: an entity, a gap between blocks.
    pub fn push_derived(&mut self, text: &str, source: Range<usize>) {
        self.push(text, source, false);
    }

    fn push(&mut self, text: &str, source: Range<usize>, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        push_run(&mut self.runs, Run { at: self.text.len(), source, verbatim });
        self.text.push_str(text);
    }

    /// Adds a mark and keeps the table in order; of marks over one range the one added first is the outer one.
    pub fn add_mark(&mut self, range: Range<usize>, kind: MarkKind) {
        self.marks.push(Mark { range, kind });
        sort_marks(&mut self.marks);
    }

    /// Takes these marks for the draft's; they need not be in order.
    pub fn set_marks(&mut self, marks: Vec<Mark>) {
        self.marks = marks;
        sort_marks(&mut self.marks);
    }

    /// Sets the ranges no rule may touch; they need not be in order.
    pub fn protect(&mut self, mut ranges: Vec<Range<usize>>) {
        ranges.retain(|range| !range.is_empty());
        ranges.sort_by_key(|range| (range.start, range.end));
        self.protected.clear();
        for range in ranges {
            match self.protected.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => self.protected.push(range),
            }
        }
    }

    /// Whether `range` has a byte in common with a protected range, or is an insertion inside of one.
    pub fn is_protected(&self, range: &Range<usize>) -> bool {
        let first = self.protected.partition_point(|protected| protected.end <= range.start);
        self.protected.get(first).is_some_and(|protected| {
            if range.is_empty() {
                protected.start < range.start && range.start < protected.end
            } else {
                protected.start < range.end
            }
        })
    }

    /// Where `range` of the text came from: from the origin of its first byte to the end of the origin of its last.
    ///
    /// An empty range has an empty origin.
    pub fn source_of(&self, range: &Range<usize>) -> Range<usize> {
        if range.is_empty() {
            let at = self.source_at(range.start);
            return at..at;
        }
        let start = self.origin(range.start).start;
        let end = self.origin(range.end - 1).end;
        start.min(end)..end.max(start)
    }

    fn source_at(&self, at: usize) -> usize {
        if at < self.text.len() {
            self.origin(at).start
        } else if at == 0 {
            0
        } else {
            self.origin(at - 1).end
        }
    }

    /// The source bytes of the byte at `at`.
    fn origin(&self, at: usize) -> Range<usize> {
        let next = self.runs.partition_point(|run| run.at <= at);
        let Some(run) = next.checked_sub(1).map(|index| &self.runs[index]) else { return 0..0 };
        if run.verbatim {
            let start = run.source.start + (at - run.at);
            start..start + 1
        } else {
            run.source.clone()
        }
    }

    /// The index of the passage that holds the byte at `at`.
    pub fn passage_at(&self, at: usize) -> Option<usize> {
        let index = self.passages.partition_point(|passage| passage.range.end <= at);
        self.passages.get(index).filter(|passage| passage.range.start <= at).map(|_| index)
    }

    /// Makes the changes, which must be sorted and disjoint, and moves all side tables along.
    ///
    /// A passage whose whole range goes is gone. A change that covers the gap between two passages joins them; a blank
    /// line in what comes parts a passage. What is put in across a mark's edge stays outside of it; an empty mark goes.
    pub fn apply(&mut self, changes: &[Change]) {
        if changes.is_empty() {
            return;
        }
        let shift = Shift::new(changes);
        self.runs = self.moved_runs(changes);
        self.passages = self.moved_passages(changes, &shift);
        self.marks = moved_marks(&self.marks, changes, &shift);
        self.protected = self
            .protected
            .iter()
            .map(|range| shift.start(range.start)..shift.end(range.end))
            .filter(|range| !range.is_empty())
            .collect();
        self.text = changed(&self.text, changes);
    }

    fn moved_runs(&self, changes: &[Change]) -> Vec<Run> {
        let mut runs = Vec::with_capacity(self.runs.len() + 2 * changes.len());
        let mut moved = Moved { runs: &self.runs, next: 0, length: self.text.len() };
        let (mut from, mut at) = (0, 0);
        for change in changes {
            at = moved.copy(from..change.range.start, at, &mut runs);
            if !change.after.is_empty() {
                push_run(&mut runs, Run { at, source: self.source_of(&change.range), verbatim: false });
                at += change.after.len();
            }
            from = change.range.end;
        }
        moved.copy(from..self.text.len(), at, &mut runs);
        runs
    }

    fn moved_passages(&mut self, changes: &[Change], shift: &Shift<'_>) -> Vec<Passage> {
        let mut moved: Vec<Passage> = Vec::with_capacity(self.passages.len());
        let mut previous_end = None;
        for passage in std::mem::take(&mut self.passages) {
            let Range { start, end } = passage.range;
            let range = shift.passage_start(start)..shift.passage_end(end);
            let joined = previous_end.is_some_and(|previous| covers_gap(changes, previous, start));
            if joined && let Some(last) = moved.last_mut() {
                last.range.end = range.end.max(last.range.end);
                previous_end = Some(end);
                continue;
            }
            if range.start >= range.end && start < end {
                continue;
            }
            previous_end = Some(end);
            moved.push(Passage { range, ..passage });
        }
        self.parted(moved, changes, shift)
    }

    /// Parts passages at the blank lines that changes put into them.
    fn parted(&mut self, passages: Vec<Passage>, changes: &[Change], shift: &Shift<'_>) -> Vec<Passage> {
        let mut cuts = Vec::new();
        for (index, change) in changes.iter().enumerate() {
            for (at, gap) in change.after.match_indices("\n\n") {
                let start = shift.starts[index] + at;
                cuts.push(start..start + gap.len());
            }
        }
        if cuts.is_empty() {
            return passages;
        }
        let mut parted = Vec::with_capacity(passages.len() + cuts.len());
        let mut cuts = cuts.into_iter().peekable();
        for mut passage in passages {
            while let Some(cut) = cuts.next_if(|cut| cut.start < passage.range.end) {
                if cut.start > passage.range.start && cut.end < passage.range.end {
                    let head = Passage { range: passage.range.start..cut.start, ..passage.clone() };
                    parted.push(head);
                    passage.range.start = cut.end;
                    passage.id = self.next_id;
                    self.next_id += 1;
                }
            }
            parted.push(passage);
        }
        parted
    }
}

/// The text with the changes made, which must be sorted and disjoint.
pub fn changed(text: &str, changes: &[Change]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for change in changes {
        out.push_str(&text[from..change.range.start]);
        out.push_str(&change.after);
        from = change.range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// Copies runs into their new places, going forward only.
struct Moved<'a> {
    runs: &'a [Run],
    next: usize,
    length: usize,
}

impl Moved<'_> {
    /// Copies the runs of `range` to `at` and returns where they end.
    fn copy(&mut self, range: Range<usize>, at: usize, out: &mut Vec<Run>) -> usize {
        if range.is_empty() {
            return at;
        }
        while self.run_end(self.next) <= range.start {
            self.next += 1;
        }
        let mut index = self.next;
        while index < self.runs.len() && self.runs[index].at < range.end {
            let run = &self.runs[index];
            let start = run.at.max(range.start);
            let end = self.run_end(index).min(range.end);
            let source = if run.verbatim {
                run.source.start + (start - run.at)..run.source.start + (end - run.at)
            } else {
                run.source.clone()
            };
            push_run(out, Run { at: at + (start - range.start), source, verbatim: run.verbatim });
            index += 1;
        }
        at + range.len()
    }

    fn run_end(&self, index: usize) -> usize {
        self.runs.get(index + 1).map_or(self.length, |run| run.at)
    }
}

/// Appends a run, or lengthens the last one where both are one stretch of the source.
fn push_run(runs: &mut Vec<Run>, run: Run) {
    if let Some(last) = runs.last_mut()
        && last.verbatim
        && run.verbatim
        && last.source.end == run.source.start
    {
        last.source.end = run.source.end;
        return;
    }
    runs.push(run);
}

/// Whether one change covers the whole gap between two passages and keeps them one passage.
fn covers_gap(changes: &[Change], end: usize, start: usize) -> bool {
    let index = changes.partition_point(|change| change.range.end < start);
    changes
        .get(index)
        .is_some_and(|change| change.range.start <= end && start <= change.range.end && !change.after.contains("\n\n"))
}

fn moved_marks(marks: &[Mark], changes: &[Change], shift: &Shift<'_>) -> Vec<Mark> {
    let mut moved = Vec::with_capacity(marks.len());
    for mark in marks {
        let range = shift.start(mark.range.start)..shift.end(mark.range.end);
        let gone = range.start >= range.end
            || changes.get(changes.partition_point(|change| change.range.end < mark.range.end)).is_some_and(|change| {
                // What comes in the place of a tag is no tag.
                change.range.start <= mark.range.start && (change.after.is_empty() || mark.kind == MarkKind::Html)
            });
        if !gone {
            moved.push(Mark { range, kind: mark.kind.clone() });
        }
    }
    sort_marks(&mut moved);
    moved
}

fn sort_marks(marks: &mut [Mark]) {
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
}

/// Where offsets of the old text lie in the new one.
struct Shift<'a> {
    changes: &'a [Change],
    /// Where what each change puts in begins in the new text.
    starts: Vec<usize>,
}

impl<'a> Shift<'a> {
    fn new(changes: &'a [Change]) -> Self {
        let mut starts = Vec::with_capacity(changes.len());
        let (mut from, mut at) = (0, 0);
        for change in changes {
            at += change.range.start - from;
            starts.push(at);
            at += change.after.len();
            from = change.range.end;
        }
        Self { changes, starts }
    }

    /// The new place of an offset that lies in no change.
    fn plain(&self, at: usize) -> usize {
        match self.changes.partition_point(|change| change.range.end <= at).checked_sub(1) {
            None => at,
            Some(index) => {
                let change = &self.changes[index];
                self.starts[index] + change.after.len() + (at - change.range.end)
            }
        }
    }

    /// The change that `at` lies in or at whose edge it lies, seen from the right of it.
    fn at_start(&self, at: usize) -> Option<usize> {
        let index = self.changes.partition_point(|change| change.range.end < at);
        self.changes.get(index).filter(|change| change.range.start <= at && at <= change.range.end).map(|_| index)
    }

    /// The new start of a mark that began at `at`: what is put in at its edge stays outside.
    fn start(&self, at: usize) -> usize {
        let index = self.changes.partition_point(|change| change.range.end <= at);
        match self.changes.get(index) {
            Some(change) if change.range.start < at => self.starts[index] + change.after.len(),
            _ => self.plain(at),
        }
    }

    /// The new end of a mark that ended at `at`.
    fn end(&self, at: usize) -> usize {
        let index = self.changes.partition_point(|change| change.range.end < at);
        match self.changes.get(index) {
            Some(change) if change.range.start < at && at < change.range.end => self.starts[index],
            Some(change) if change.range.is_empty() && change.range.start == at => self.starts[index],
            Some(change) if change.range.end == at && !change.range.is_empty() => {
                self.starts[index] + change.after.len()
            }
            Some(change) if change.range.start == at => self.starts[index],
            _ => self.plain(at),
        }
    }

    /// The new start of a passage that began at `at`: what is put in at its edge belongs to it.
    fn passage_start(&self, at: usize) -> usize {
        match self.at_start(at) {
            Some(index) if self.changes[index].range.start == at => self.starts[index],
            Some(index) => self.starts[index] + self.changes[index].after.len(),
            None => self.plain(at),
        }
    }

    /// The new end of a passage that ended at `at`.
    fn passage_end(&self, at: usize) -> usize {
        // Of a change that ends here and one that begins here the later one counts.
        let index = self.changes.partition_point(|change| change.range.start <= at);
        match index.checked_sub(1).map(|index| (index, &self.changes[index])) {
            Some((index, change)) if change.range.end == at => self.starts[index] + change.after.len(),
            Some((index, change)) if change.range.end > at => self.starts[index],
            _ => self.plain(at),
        }
    }
}
