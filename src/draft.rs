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
    facts: Vec<Said>,
    /// Where in the source the first container begins that nests too deep to be kept.
    flattened: Option<usize>,
    /// How deep the containers or elements of the source nest.
    nesting: usize,
    /// What the source has and its format shows nowhere.
    omitted: Vec<Range<usize>>,
    left_out: Vec<(Range<usize>, &'static str)>,
    notes: Vec<String>,
    next_id: u32,
}

/// What a source says about the article beside its text; only the head of an HTML page says such things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The headline.
    Title,
    /// The title of the page, which may have the site's name in it.
    PageTitle,
    /// Who wrote it; one for each author, but several names may stand in one.
    Author,
    /// When it was published.
    Published,
    /// The outlet.
    Source,
    /// The language as a BCP 47 tag.
    Language,
    /// The page's own address.
    Canonical,
}

/// What a source says about the article, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it says something of.
    pub fact: Fact,
    /// What it says.
    pub text: String,
    /// Where it says so.
    pub origin: Origin,
}

/// Where a source says something about the article; what is surer comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// In data for machines: JSON-LD.
    Data,
    /// In the head of the page: Open Graph, `<meta>`, Dublin Core, `<title>`.
    Head,
    /// In a line beside the text.
    Beside,
    /// In a line elsewhere on the page.
    Elsewhere,
    /// In the page's own address.
    Address,
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
    /// What the source says it is in the article.
    pub hint: Option<Hint>,
}

/// What a source says a passage is in the article, by a class or an element; only HTML says such things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The line above the headline.
    Kicker,
    /// The summary below the headline.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// Where and when it was written or published.
    Dateline,
    /// Below the article.
    Footer,
    /// Who is to be credited for the picture of the figure around it.
    Credit,
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

/// What a comment in raw HTML says to this program, `off` of `<!-- copydesk off -->`; nothing if `html` is anything else
/// than one such comment.
///
/// ```
/// use copydesk::draft::instruction;
/// assert_eq!(instruction("<!-- copydesk ignore scanno -->"), Some("ignore scanno"));
/// assert_eq!(instruction("<!-- saved from the web -->"), None);
/// assert_eq!(instruction("<!-- copydesk off --!><script> -->"), None);
/// ```
pub fn instruction(html: &str) -> Option<&str> {
    let inside = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let says = inside.strip_prefix("copydesk")?;
    let is_whole = says.is_empty() || says.starts_with(char::is_whitespace);
    // Nothing that could end a comment (`--!>` does too) or begin a tag: these are written as they stand.
    let is_plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, ',' | '-' | '_');
    (is_whole && says.chars().all(is_plain) && !says.contains("--")).then(|| says.trim())
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

    /// What the source says about the article beside its text, what is surest first.
    pub fn facts(&self) -> &[Said] {
        &self.facts
    }

    /// The first that the source says of this kind.
    pub fn fact(&self, fact: Fact) -> Option<&str> {
        self.facts.iter().find(|said| said.fact == fact).map(|said| said.text.as_str())
    }

    /// Where in the source the first container begins that nests too deep to be kept, in bytes; what it holds is text of
    /// the innermost one that is kept.
    pub fn flattened(&self) -> Option<usize> {
        self.flattened
    }

    /// How deep the containers of Markdown or the elements of HTML nest in the source.
    pub fn nesting(&self) -> usize {
        self.nesting
    }

    /// Notes that something in the source nests this deep.
    pub fn note_nesting(&mut self, deep: usize) {
        self.nesting = self.nesting.max(deep);
    }

    /// Notes that a container of the source that begins at `source` is not kept.
    pub fn note_flattened(&mut self, source: usize) {
        self.flattened.get_or_insert(source);
    }

    /// Where in the source, in bytes, words stand that its format shows nowhere: the cells of a row of Markdown past the
    /// last column of its table. In order.
    pub fn omitted(&self) -> &[Range<usize>] {
        &self.omitted
    }

    /// Notes a range of the source that is not in the text.
    pub fn note_omitted(&mut self, source: Range<usize>) {
        self.omitted.push(source);
    }

    /// Notes what the source says about the article.
    pub fn add_fact(&mut self, said: Said) {
        self.facts.push(said);
    }

    /// What is in the text and no part of the article, in order and without overlap, and why each is not.
    pub fn left_out(&self) -> &[(Range<usize>, &'static str)] {
        &self.left_out
    }

    /// Notes that a range of the text, which comes after all that was noted so far, is no part of the article.
    pub fn leave_out(&mut self, range: Range<usize>, why: &'static str) {
        debug_assert!(self.left_out.last().is_none_or(|(last, _)| last.end <= range.start));
        if !range.is_empty() {
            self.left_out.push((range, why));
        }
    }

    /// What was uncertain in reading the source, a sentence each.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Notes what was uncertain in reading the source.
    pub fn add_note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// Appends a passage over `range`; passages must be added in order.
    pub fn add_passage(&mut self, range: Range<usize>, kind: Kind, containers: Vec<Container>) -> u32 {
        debug_assert!(self.passages.last().is_none_or(|last| last.range.end <= range.start));
        let id = self.next_id;
        self.next_id += 1;
        self.passages.push(Passage { range, id, kind, containers, hint: None });
        id
    }

    /// Forgets the passages, so that the text can be parted anew.
    pub fn forget_passages(&mut self) {
        self.passages.clear();
    }

    /// Notes what the source says of the passage added last.
    pub fn hint(&mut self, hint: Option<Hint>) {
        if let Some(last) = self.passages.last_mut() {
            last.hint = hint;
        }
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

    /// Takes paragraphs all of whose line ends are hard breaks for what they are: verse, an address.
    pub fn take_broken_paragraphs_for_lines(&mut self) {
        let breaks: Vec<usize> =
            self.marks.iter().filter(|mark| mark.kind == MarkKind::Break).map(|mark| mark.range.start).collect();
        for passage in &mut self.passages {
            let text = &self.text[passage.range.clone()];
            let mut ends = text.match_indices('\n').map(|(at, _)| passage.range.start + at).peekable();
            let broken = ends.peek().is_some() && ends.all(|at| breaks.binary_search(&at).is_ok());
            if passage.kind == Kind::Paragraph && broken {
                passage.kind = Kind::Lines;
            }
        }
    }

    /// Makes one list of those without numbers that stand right below one another: what parted the lists of a bare text
    /// was furniture, and is gone.
    pub fn join_lists(&mut self) {
        let mut above: Option<Container> = None;
        for passage in &mut self.passages {
            match (passage.containers.first_mut(), &above) {
                (Some(list @ Container::List { start: None, .. }), Some(above)) => *list = above.clone(),
                (Some(list @ Container::List { start: None, .. }), None) => above = Some(list.clone()),
                _ => above = None,
            }
        }
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
        self.protected = merged(ranges);
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
    /// A passage whose whole range goes is gone; a table's cell only if more goes than itself. A change that covers the
    /// gap between two passages joins them; a blank line in what comes parts a passage. What is put in across a mark's edge stays outside of it; an empty mark goes.
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
        self.left_out = std::mem::take(&mut self.left_out)
            .into_iter()
            .map(|(range, why)| (shift.start(range.start)..shift.end(range.end), why))
            .filter(|(range, _)| !range.is_empty())
            .collect();
        self.text = changed(&self.text, changes);
        // What is one line by now is running text like any other.
        for passage in self.passages.iter_mut().filter(|passage| passage.kind == Kind::Lines) {
            if !self.text[passage.range.clone()].contains('\n') {
                passage.kind = Kind::Paragraph;
            }
        }
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
        let mut previous = None;
        let mut passages = std::mem::take(&mut self.passages).into_iter().peekable();
        while let Some(passage) = passages.next() {
            let Range { start, end } = passage.range;
            let next = passages.peek().map(|next| next.range.start);
            let range = shift.passage_start(start, previous)..shift.passage_end(end, next);
            // A cell without text still holds its place in the row.
            let cell = matches!(passage.containers.last(), Some(Container::Cell { .. }));
            let gone = range.start >= range.end && start < end && !cell || is_swallowed(changes, start..end);
            let joined = previous.is_some_and(|previous| covers_gap(changes, previous, start));
            match moved.last_mut() {
                // Where nothing is left between two passages they are one.
                Some(last) if joined || (!gone && range.start <= last.range.end) => {
                    last.range.end = range.end.max(last.range.end);
                    previous = Some(end);
                }
                _ if gone => {}
                _ => {
                    previous = Some(end);
                    moved.push(Passage { range: range.start..range.end.max(range.start), ..passage });
                }
            }
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

/// The ranges in order, those that touch or overlap as one.
pub fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
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

/// Whether one change takes out more than a passage, and all of it.
fn is_swallowed(changes: &[Change], passage: Range<usize>) -> bool {
    let index = changes.partition_point(|change| change.range.end < passage.end);
    changes.get(index).is_some_and(|change| {
        change.after.is_empty() && change.range.start <= passage.start && change.range.len() > passage.len()
    })
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

    /// The new start of a passage that began at `at`, where the one before ended at `previous`.
    ///
    /// What is put in at its edge belongs to it, and so does what comes in the place of its first bytes, but for what
    /// stands before a blank line and belongs to the passage before.
    fn passage_start(&self, at: usize, previous: Option<usize>) -> usize {
        let Some(index) = self.at_start(at) else { return self.plain(at) };
        let Change { range, after } = &self.changes[index];
        if range.start == at {
            return self.starts[index];
        }
        let taken = match after.find("\n\n") {
            Some(blank) if previous.is_some_and(|previous| range.start <= previous) => blank + 2,
            _ if range.end > at => 0,
            _ => after.len(),
        };
        let blanks = after[taken..].len() - after[taken..].trim_start().len();
        self.starts[index] + taken + blanks
    }

    /// The new end of a passage that ended at `at`, where the next one begins at `next`; the twin of
    /// [`Shift::passage_start`].
    fn passage_end(&self, at: usize, next: Option<usize>) -> usize {
        // Of a change that ends here and one that begins here the later one counts.
        let index = self.changes.partition_point(|change| change.range.start <= at);
        let Some(index) = index.checked_sub(1) else { return at };
        let Change { range, after } = &self.changes[index];
        if range.end < at {
            return self.plain(at);
        }
        if range.end == at {
            return self.starts[index] + after.len();
        }
        let kept = match after.find("\n\n") {
            Some(blank) if next.is_some_and(|next| next <= range.end) => blank,
            _ if range.start < at => after.len(),
            _ => 0,
        };
        self.starts[index] + after[..kept].trim_end().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(range: Range<usize>, after: &str) -> Change {
        Change { range, after: after.to_owned() }
    }

    /// A draft of `source` with a passage for each stretch between blank lines.
    fn draft(source: &str) -> Draft {
        let mut draft = Draft::verbatim(source);
        let mut at = 0;
        for paragraph in source.split("\n\n") {
            draft.add_passage(at..at + paragraph.len(), Kind::Paragraph, Vec::new());
            at += paragraph.len() + 2;
        }
        draft
    }

    #[test]
    fn lists_without_numbers_are_joined_where_nothing_parts_them() {
        let list = |id, start| vec![Container::List { id, start, tight: id == 1 }];
        let mut lists = Draft::verbatim("a\n\nb\n\nc\n\nd\n\ne\n\nf");
        let containers = [list(1, None), list(2, None), list(3, Some(1)), list(4, None), Vec::new(), list(5, None)];
        for (index, containers) in containers.into_iter().enumerate() {
            lists.add_passage(3 * index..3 * index + 1, Kind::Paragraph, containers);
        }
        lists.join_lists();
        let joined: Vec<_> = lists.passages().iter().map(|passage| passage.containers.clone()).collect();
        assert_eq!(joined, [list(1, None), list(1, None), list(3, Some(1)), list(4, None), Vec::new(), list(5, None)]);
    }

    /// Applies the changes, and holds the draft to what always holds.
    #[track_caller]
    fn check(before: &Draft, source: &str, changes: &[Change]) -> Draft {
        let mut after = before.clone();
        after.apply(changes);
        assert_eq!(after.text, changed(&before.text, changes));
        sound(&after, source);
        // What was not changed keeps its origin.
        let (mut old, mut new) = (0, 0);
        for change in changes.iter().chain([&change(before.text.len()..before.text.len(), "")]) {
            while old < change.range.start {
                let origin = before.source_of(&(old..old + 1));
                assert_eq!(after.source_of(&(new..new + 1)), origin, "the origin of the byte at {old}, now at {new}");
                (old, new) = (old + 1, new + 1);
            }
            if !change.after.is_empty() && !change.range.is_empty() {
                let origin = before.source_of(&change.range);
                assert_eq!(after.source_of(&(new..new + change.after.len())), origin, "the origin of {change:?}");
            }
            old = change.range.end;
            new += change.after.len();
        }
        after
    }

    #[track_caller]
    fn sound(draft: &Draft, source: &str) {
        let length = draft.text.len();
        assert!(draft.text.is_empty() || draft.runs.first().is_some_and(|run| run.at == 0), "no run at the start");
        for (index, run) in draft.runs.iter().enumerate() {
            let end = draft.runs.get(index + 1).map_or(length, |next| next.at);
            assert!(run.at < end, "a run of no length: {:?}", draft.runs);
            if run.verbatim {
                assert_eq!(draft.text.get(run.at..end), source.get(run.source.clone()), "{run:?}");
            }
        }
        let mut end = None;
        let mut ids = std::collections::HashSet::new();
        for Passage { range, id, .. } in &draft.passages {
            assert!(range.start <= range.end && range.end <= length, "{range:?} of {length}");
            assert!(draft.text.get(range.clone()).is_some(), "{range:?} cuts a character");
            assert!(end.is_none_or(|end| end < range.start), "passages touch: {:?}", draft.passages);
            assert!(ids.insert(*id), "two passages have one id");
            end = Some(range.end);
        }
        for pair in draft.marks.windows(2) {
            let [one, two] = pair else { continue };
            let key = |mark: &Mark| (mark.range.start, std::cmp::Reverse(mark.range.end));
            assert!(key(one) <= key(two), "marks out of order");
        }
        for mark in &draft.marks {
            assert!(draft.text.get(mark.range.clone()).is_some_and(|text| !text.is_empty()), "{mark:?}");
        }
        for pair in draft.protected.windows(2) {
            assert!(pair[0].end <= pair[1].start, "protected ranges overlap");
        }
        for range in &draft.protected {
            assert!(draft.text.get(range.clone()).is_some_and(|text| !text.is_empty()), "{range:?}");
        }
    }

    fn texts(draft: &Draft) -> Vec<&str> {
        draft.passages.iter().map(|passage| &draft.text[passage.range.clone()]).collect()
    }

    #[track_caller]
    fn marked(source: &str, mark: Range<usize>, changes: &[Change]) -> Option<String> {
        let mut draft = draft(source);
        draft.add_mark(mark, MarkKind::Emphasis);
        let after = check(&draft, source, changes);
        after.marks.first().map(|mark| after.text[mark.range.clone()].to_owned())
    }

    #[test]
    fn what_is_put_in_comes_from_what_went() {
        let source = "They met . . . and left.";
        let after = check(&draft(source), source, &[change(8..14, "…")]);
        assert_eq!(after.source_of(&(8..11)), 8..14);
        assert_eq!(after.source_of(&(0..after.text.len())), 0..source.len());
    }

    #[test]
    fn an_insertion_has_a_place_and_no_bytes() {
        let source = "one two";
        let after = check(&draft(source), source, &[change(3..3, ",")]);
        assert_eq!(after.source_of(&(3..4)), 3..3);
    }

    #[test]
    fn changes_of_changes_keep_the_first_origin() {
        let source = "a - - b";
        let once = check(&draft(source), source, &[change(2..5, "--")]);
        let twice = check(&once, source, &[change(2..4, "—")]);
        assert_eq!(twice.source_of(&(2..5)), 2..5);
        let half = check(&once, source, &[change(2..3, "")]);
        assert_eq!(half.source_of(&(2..3)), 2..5);
    }

    #[test]
    fn passages_join_over_their_gap() {
        let source = "one\n\ntwo\n\nthree";
        let joined = check(&draft(source), source, &[change(3..5, " ")]);
        assert_eq!(texts(&joined), ["one two", "three"]);
        let furniture = check(&draft(source), source, &[change(3..10, " ")]);
        assert_eq!(texts(&furniture), ["one three"]);
        let all = check(&draft(source), source, &[change(3..5, " "), change(8..10, "")]);
        assert_eq!(texts(&all), ["one twothree"]);
    }

    #[test]
    fn a_hyphen_goes_with_the_gap_behind_it() {
        let source = "repre-\n\nsent";
        assert_eq!(texts(&check(&draft(source), source, &[change(5..8, "")])), ["represent"]);
    }

    #[test]
    fn a_passage_that_goes_is_gone_and_its_gaps_part() {
        let source = "one\n\ntwo\n\nthree";
        assert_eq!(texts(&check(&draft(source), source, &[change(5..8, "")])), ["one", "three"]);
        assert_eq!(texts(&check(&draft(source), source, &[change(0..3, "")])), ["two", "three"]);
        assert_eq!(texts(&check(&draft(source), source, &[change(3..8, "\n\n")])), ["one", "three"]);
    }

    #[test]
    fn a_blank_line_parts_a_passage() {
        let source = "one two three";
        let after = check(&draft(source), source, &[change(3..4, "\n\n"), change(7..8, "\n\n")]);
        assert_eq!(texts(&after), ["one", "two", "three"]);
        let ids: Vec<_> = after.passages.iter().map(|passage| passage.id).collect();
        assert_eq!(ids, [0, 1, 2]);
    }

    #[test]
    fn a_blank_line_at_the_edge_of_a_passage_stays_outside() {
        let source = "one\n\ntwo";
        for at in [0, 3, 5, 8] {
            let after = check(&draft(source), source, &[change(at..at, "\n\n")]);
            assert!(texts(&after).iter().all(|text| !text.trim().is_empty()), "{:?}", texts(&after));
        }
    }

    #[test]
    fn no_letter_falls_into_a_gap() {
        let source = "one\n\ntwo\n\nthree";
        assert_eq!(texts(&check(&draft(source), source, &[change(2..6, "X\n\nY")])), ["onX", "Ywo", "three"]);
        assert_eq!(texts(&check(&draft(source), source, &[change(3..5, "x\n\ny")])), ["onex", "ytwo", "three"]);
        assert_eq!(texts(&check(&draft(source), source, &[change(2..4, "X ")])), ["onX", "two", "three"]);
        assert_eq!(texts(&check(&draft(source), source, &[change(4..6, "\nT")])), ["one", "Two", "three"]);
    }

    #[test]
    fn passages_without_a_gap_are_one() {
        let source = "one\n\ntwo";
        assert_eq!(texts(&check(&draft(source), source, &[change(3..4, ""), change(4..5, "")])), ["onetwo"]);
    }

    #[test]
    fn what_is_put_in_at_a_passages_edge_belongs_to_it() {
        let source = "one\n\ntwo";
        let after = check(&draft(source), source, &[change(0..0, "“"), change(3..3, "”"), change(5..5, "‘")]);
        assert_eq!(texts(&after), ["“one”", "‘two"]);
    }

    #[test]
    fn a_cell_without_text_keeps_its_place() {
        let source = "one\n\ntwo";
        let mut draft = Draft::verbatim(source);
        for (id, range) in [(1, 0..3), (2, 5..8)] {
            draft.add_passage(
                range,
                Kind::Paragraph,
                vec![Container::Row { id: 0, head: false }, Container::Cell { id }],
            );
        }
        assert_eq!(texts(&check(&draft, source, &[change(0..3, "")])), ["", "two"]);
    }

    #[test]
    fn an_empty_passage_lives_on() {
        let source = "one\n\n\n\ntwo";
        let after = check(&draft(source), source, &[change(1..1, "x"), change(7..10, "2")]);
        assert_eq!(texts(&after), ["oxne", "", "2"]);
    }

    #[test]
    fn marks_keep_what_they_cover() {
        assert_eq!(marked("one two three", 4..7, &[change(0..3, "four")]).as_deref(), Some("two"));
        assert_eq!(marked("one two three", 4..7, &[change(5..6, "")]).as_deref(), Some("to"));
        assert_eq!(marked("one two three", 4..7, &[change(4..7, "2")]).as_deref(), Some("2"));
        assert_eq!(marked("one two three", 4..7, &[change(4..5, "T")]).as_deref(), Some("Two"));
        assert_eq!(marked("one two three", 4..7, &[change(6..7, "O")]).as_deref(), Some("twO"));
    }

    #[test]
    fn what_comes_in_over_a_marks_edge_stays_outside() {
        assert_eq!(marked("one two three", 4..7, &[change(4..4, "x")]).as_deref(), Some("two"));
        assert_eq!(marked("one two three", 4..7, &[change(7..7, "x")]).as_deref(), Some("two"));
        assert_eq!(marked("one two three", 4..7, &[change(3..5, "T")]).as_deref(), Some("wo"));
        assert_eq!(marked("one two three", 4..7, &[change(6..8, "O ")]).as_deref(), Some("tw"));
    }

    #[test]
    fn a_mark_around_nothing_goes() {
        assert_eq!(marked("one two three", 4..7, &[change(4..7, "")]), None);
        assert_eq!(marked("one two three", 4..7, &[change(3..8, " ")]), None);
        assert_eq!(marked("one two three", 4..7, &[change(4..5, ""), change(5..7, "")]), None);
    }

    #[test]
    fn a_tag_that_is_replaced_is_no_tag() {
        let mut draft = draft("so <b>it</b>");
        draft.add_mark(3..6, MarkKind::Html);
        assert!(check(&draft, "so <b>it</b>", &[change(3..6, "*")]).marks.is_empty());
    }

    #[test]
    fn protected_ranges_move_along() {
        let source = "see example.org for it";
        let mut draft = draft(source);
        draft.protect(vec![4..8, 8..15]);
        let after = check(&draft, source, &[change(0..3, "Look at"), change(15..15, "!")]);
        assert_eq!(&after.text[after.protected[0].clone()], "example.org");
        assert!(after.is_protected(&(8..9)) && !after.is_protected(&(8..8)));
    }

    /// Numbers that look random and are the same in every run (xorshift).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, bound: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % bound.max(1) as u64) as usize
        }

        fn range(&mut self, bounds: &[usize]) -> Range<usize> {
            let (one, two) = (self.below(bounds.len()), self.below(bounds.len()));
            bounds[one.min(two)]..bounds[one.max(two)]
        }

        fn changes(&mut self, bounds: &[usize]) -> Vec<Change> {
            const AFTER: &[&str] = &["", "", " ", "x", "é—", "\n", "\n\n", "a\n\nb", "\n\n\n"];
            let mut changes = Vec::new();
            let mut at = 0;
            while at < bounds.len() {
                let start = at + self.below(6);
                let end = start + self.below(5);
                if end >= bounds.len() {
                    break;
                }
                changes.push(change(bounds[start]..bounds[end], AFTER[self.below(AFTER.len())]));
                at = end + 1 + self.below(4);
            }
            changes
        }
    }

    /// What the texts of the test below are made of.
    const PIECES: &[&str] = &["a", "bc", " ", "é", "—", "\n", "\n\n", "\n\n", "word "];

    #[test]
    fn any_changes_leave_a_sound_draft() {
        for seed in 1..4_000 {
            let mut numbers = Numbers(seed);
            let source: String = (0..numbers.below(40)).map(|_| PIECES[numbers.below(PIECES.len())]).collect();
            let mut now = Draft::verbatim(&source);
            let mut at = 0;
            for paragraph in source.split("\n\n") {
                if !paragraph.is_empty() {
                    now.add_passage(at..at + paragraph.len(), Kind::Paragraph, Vec::new());
                }
                at += paragraph.len() + 2;
            }
            let bounds: Vec<usize> = (0..=source.len()).filter(|at| source.is_char_boundary(*at)).collect();
            for _ in 0..3 {
                let range = numbers.range(&bounds);
                if !range.is_empty() {
                    now.add_mark(range, MarkKind::Strong);
                }
            }
            now.protect(vec![numbers.range(&bounds)]);
            for _ in 0..3 {
                let bounds: Vec<usize> = (0..=now.text.len()).filter(|at| now.text.is_char_boundary(*at)).collect();
                let changes = numbers.changes(&bounds);
                now = check(&now, &source, &changes);
            }
        }
    }

    #[test]
    fn lines_that_were_made_one_are_running_text() {
        let mut draft = Draft::verbatim("T\nhe tide\nis out");
        draft.add_passage(0..16, Kind::Lines, Vec::new());
        draft.apply(&[change(1..2, "")]);
        assert_eq!(draft.passages()[0].kind, Kind::Lines);
        draft.apply(&[change(8..9, " ")]);
        assert_eq!((draft.text(), &draft.passages()[0].kind), ("The tide is out", &Kind::Paragraph));
    }
}
