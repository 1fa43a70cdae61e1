//! HTML to a draft: a whole page, a fragment, or what the clipboard holds.

use std::collections::HashSet;
use std::ops::Range;

use dom_query::{Document, NodeId, NodeRef};
use url::Url;

use crate::attributes;
use crate::draft::{Align, Container, Draft, Fact, Hint, Kind, Mark, MarkKind, instruction};
use crate::extract::dom::{self, attribute, name, walk};
use crate::extract::{self, Extract, Part, Selection};
use crate::limits::Watch;

mod facts;
mod source;

use source::{Places, Tags, is_dropped};

/// Containers nested deeper than this are left out; what they hold stays, in the innermost one that is kept.
const DEEPEST: usize = 64;
/// The most columns a table may have; a cell that spans more is cut.
const MOST_COLUMNS: usize = 100;

/// Reads HTML as a document: all of it but scripts, styles, and what a page hides. Never fails.
///
/// White space is collapsed as a browser does it, over the borders of inline elements too: a run of blanks is one
/// space, and it stands outside of the mark it touches. Elements that say nothing about the text (`<u>`, `<span>`)
/// leave their text. The parser tells no places; the text is found again in the source, and what can't be found comes
/// from the nearest place that can.
///
/// ```
/// let draft = copydesk::read::html::read("<h1>Rivers</h1>\n<p>The <em>Wye </em>&amp; the\nLugg.</p>");
/// assert_eq!(draft.text(), "Rivers\n\nThe Wye & the Lugg.");
/// ```
pub fn read(source: &str) -> Draft {
    read_article(source, &Extract::Never, None)
}

/// Reads a page as [`read`] does and looks for its article as `extract` says: what is no part of it stays in the text
/// and is noted as left out, with the reason. `url` is where the page was, for its relative links; failing that, they
/// are relative to what the page says.
pub fn read_article(source: &str, extract: &Extract, url: Option<&str>) -> Draft {
    read_within(source, extract, url, &Watch::none())
}

/// Reads a page as [`read_article`] does, as long as `watch` lets it: the parser is not ended, but nothing is done with
/// what it found.
pub(super) fn read_within(source: &str, extract: &Extract, url: Option<&str>, watch: &Watch) -> Draft {
    let tags = Tags::of(source);
    let mut draft = Draft::default();
    draft.note_nesting(tags.nesting);
    if watch.is_over() {
        return draft;
    }
    let document = Document::from(attributes::bounded(&tags.flattened(source)).into_owned());
    if watch.is_over() {
        return draft;
    }
    let (facts, is_paid) = facts::of(&document, url);
    let selection = match extract {
        Extract::Auto if !extract::is_whole(source) => Selection::default(),
        _ => {
            let titles = facts.iter().filter(|said| matches!(said.fact, Fact::Title | Fact::PageTitle));
            extract::article(&document, extract, &titles.map(|said| said.text.as_str()).collect::<Vec<_>>(), watch)
        }
    };
    if watch.is_over() {
        return draft;
    }
    let survey = Survey::of(&document);
    let mut reader = Reader {
        source,
        survey,
        base: base(&document, url),
        selection,
        left_out: None,
        places: Places::new(source, &tags),
        draft,
        marks: Vec::new(),
        open_marks: Vec::new(),
        containers: Vec::new(),
        blocks: Vec::new(),
        tables: Vec::new(),
        next_id: 0,
        passage: None,
        space: None,
        pictured: None,
        pre: None,
        source_end: 0,
        line: None,
    };
    walk(
        &document,
        |node, entering| {
            if entering { !watch.is_over() && reader.visit(node) } else { reader.leave(node) }
        },
    );
    reader.end_passage();
    let Reader { mut draft, marks, selection, .. } = reader;
    draft.set_marks(marks);
    for said in facts.into_iter().chain(facts::shown(&selection.header)) {
        draft.add_fact(said);
    }
    if let Some(note) = selection.note {
        draft.add_note(note);
    } else if !draft.text().contains(char::is_alphanumeric) {
        let is_frameset = document.select_single("frameset").exists();
        draft.add_note(if is_frameset { extract::FRAMESET } else { "No text was found in the page." }.to_owned());
    }
    if selection.is_made && (is_paid || selection.is_walled) {
        draft.add_note("The page asks to subscribe or to log in to read on: the text may end early.".to_owned());
    }
    if tags.has_stand_in {
        draft.add_note("What the page shows where no scripts run (`noscript`) was left out.".to_owned());
    }
    draft
}

/// What relative links are relative to: the page's `<base>`, itself relative to where the page was; where that is not
/// known, nothing.
fn base(document: &Document, url: Option<&str>) -> Option<Url> {
    let url = url.and_then(|url| Url::parse(url).ok());
    let href = document.select_single("base[href]").attr("href").filter(|href| !acts(href));
    match (href, url) {
        (Some(href), Some(url)) => url.join(&href).ok().or(Some(url)),
        (Some(href), None) => Url::parse(&href).ok(),
        (None, url) => url,
    }
}

/// Whether a cell of data never holds elements of this name.
fn lays_out(name: &str) -> bool {
    matches!(
        name,
        "article"
            | "aside"
            | "blockquote"
            | "dl"
            | "figure"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "main"
            | "nav"
            | "ol"
            | "pre"
            | "section"
            | "table"
            | "ul"
    )
}

/// Whether a figure that holds elements of this name frames them, and no picture.
fn is_framed(name: &str) -> bool {
    matches!(name, "blockquote" | "dl" | "ol" | "pre" | "table" | "ul")
}

/// What must be known of a page before its parts are read.
#[derive(Default)]
struct Survey {
    /// Tables that only lay a page out.
    layout: HashSet<NodeId>,
    /// Lists whose items hold paragraphs.
    loose: HashSet<NodeId>,
    /// Figures that frame a table, code or a quote instead of a picture.
    frames: HashSet<NodeId>,
}

impl Survey {
    fn of(document: &Document) -> Self {
        let mut survey = Self::default();
        let mut tables: Vec<NodeId> = Vec::new();
        let mut figures: Vec<NodeId> = Vec::new();
        walk(document, |node, entering| {
            let name = name(node);
            if !entering {
                match &*name {
                    "table" => drop(tables.pop()),
                    "figure" => drop(figures.pop()),
                    _ => {}
                }
                return true;
            }
            if is_framed(&name) {
                survey.frames.extend(figures.last());
            }
            if &*name == "figure" {
                figures.push(node.id);
            }
            if lays_out(&name) {
                survey.layout.extend(tables.last());
            }
            if &*name == "table" {
                if matches!(attribute(node, "role").as_str(), "presentation" | "none") {
                    survey.layout.insert(node.id);
                }
                tables.push(node.id);
            }
            if &*name == "p"
                && let Some(item) = node.parent()
                && &*self::name(&item) == "li"
                && let Some(list) = item.parent()
            {
                survey.loose.insert(list.id);
            }
            true
        });
        survey
    }
}

/// A block element that is open, and what text in it is.
struct Block {
    node: NodeId,
    kind: Kind,
    hint: Option<Hint>,
    /// Whether a container was opened for it.
    contained: bool,
}

/// A mark that is open; it starts with the first character in it.
struct OpenMark {
    node: NodeId,
    /// Its place in `marks` once it has started.
    mark: Option<usize>,
    kind: MarkKind,
}

/// A table that is open.
#[derive(Default)]
struct Table {
    /// Whether there was a head row.
    head: bool,
    /// Whether there was any row.
    rows: bool,
    column: usize,
    /// How many more rows the cell above reaches into, for each column.
    spans: Vec<usize>,
}

struct Reader<'s> {
    source: &'s str,
    survey: Survey,
    /// What relative links are relative to.
    base: Option<Url>,
    selection: Selection,
    /// The node that is being read and no part of the article, where its text began, and why.
    left_out: Option<(NodeId, usize, &'static str)>,
    places: Places<'s>,
    draft: Draft,
    marks: Vec<Mark>,
    open_marks: Vec<OpenMark>,
    containers: Vec<Container>,
    blocks: Vec<Block>,
    tables: Vec<Table>,
    next_id: u32,
    /// Where the passage begins that is being read.
    passage: Option<usize>,
    /// White space that waits for what follows.
    space: Option<Range<usize>>,
    /// Where the words end that stand for the last picture.
    pictured: Option<usize>,
    /// The code that is being read: its node and its info string.
    pre: Option<(NodeId, String)>,
    /// Where what has been read of the source ends.
    source_end: usize,
    /// What the passage is that is being read, where it is a line beside others in its block.
    line: Option<Hint>,
}

impl Reader<'_> {
    /// A reference to a footnote; the label is the one of the note it leads to.
    fn note_reference(&mut self, node: &NodeRef<'_>) {
        let label = note_label(attribute(node, "href").trim_start_matches('#')).to_owned();
        let mut place: Option<Range<usize>> = None;
        self.places
            .each(&node.text(), |_, here| place = Some(place.clone().map_or(here.clone(), |all| all.start..here.end)));
        self.start();
        let at = self.draft.text().len();
        let place = place.filter(|place| place.start <= place.end).unwrap_or(self.source_end..self.source_end);
        self.push(&label, place);
        self.marks.push(Mark { range: at..self.draft.text().len(), kind: MarkKind::FootnoteReference });
    }

    /// Enters a node, and notes if it is no part of the article.
    fn visit(&mut self, node: &NodeRef<'_>) -> bool {
        if self.left_out.is_none()
            && let Some(&why) = self.selection.left_out.get(&node.id)
        {
            if self.is_block(node, &name(node)) {
                self.end_passage();
            }
            self.left_out = Some((node.id, self.draft.text().len(), why));
        }
        let go_in = self.enter(node);
        if !go_in {
            self.end_left_out(node);
        }
        go_in
    }

    /// Notes what was read of a node that is no part of the article.
    fn end_left_out(&mut self, node: &NodeRef<'_>) {
        if let Some((_, start, why)) = self.left_out.take_if(|(left_out, ..)| *left_out == node.id) {
            self.draft.leave_out(start..self.draft.text().len(), why);
        }
    }

    /// Enters a node; answers whether to go into it.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            if let Some(part) = self.selection.header.lines.get(&node.id).copied() {
                self.end_passage();
                self.line = part.hint();
            }
            self.text(&dom::text(node));
            return false;
        }
        if node.is_comment() {
            self.comment(&node.html());
            return false;
        }
        let name = name(node);
        if &*name == "iframe" && self.selection.is_made {
            self.video(node);
        }
        if is_dropped(&name) || &*name == "head" || node.has_attr("hidden") && !self.selection.is_made {
            return false;
        }
        // The title of an alert is its kind.
        if matches!(self.containers.last(), Some(Container::Quote { .. })) && node.has_class("markdown-alert-title") {
            return false;
        }
        match &*name {
            "a" if is_note_reference(node) => {
                self.note_reference(node);
                return false;
            }
            "a" if node.has_attr("data-footnote-backref") || attribute(node, "role") == "doc-backlink" => return false,
            "br" if self.pre.is_some() => self.push("\n", self.source_end..self.source_end),
            "br" => self.line_break(),
            "wbr" => {}
            "img" | "amp-img" => self.image(node),
            "hr" => self.rule(),
            "input" => self.input(node),
            _ if self.pre.is_some() => self.code_language(node),
            _ if self.is_block(node, &name) || self.is_credit(node) => self.enter_block(node, &name),
            "q" => self.character('“', self.source_end..self.source_end),
            _ => {
                if let Some(kind) = self.mark_kind(node, &name) {
                    self.open_marks.push(OpenMark { node: node.id, mark: None, kind });
                }
            }
        }
        true
    }

    /// A comment that says something to this program stays, as a block or inside of running text.
    fn comment(&mut self, html: &str) {
        use Container::{Definitions, List, Row, Table};
        let holds_text =
            !matches!(self.containers.last(), Some(Definitions { .. } | List { .. } | Row { .. } | Table { .. }));
        if instruction(html).is_none() || self.pre.is_some() || !holds_text {
            return;
        }
        let (place, is_inline) = (self.source_end..self.source_end, self.passage.is_some());
        self.start();
        let at = self.draft.text().len();
        self.push(html, place);
        if is_inline {
            self.marks.push(Mark { range: at..self.draft.text().len(), kind: MarkKind::Html });
        } else if let Some(start) = self.passage.take() {
            self.draft.add_passage(start..self.draft.text().len(), Kind::Html, self.containers.clone());
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) -> bool {
        if self.open_marks.last().is_some_and(|open| open.node == node.id)
            && let Some(OpenMark { mark: Some(mark), .. }) = self.open_marks.pop()
        {
            self.marks[mark].range.end = self.draft.text().len();
        }
        if self.blocks.last().is_some_and(|block| block.node == node.id) {
            self.leave_block(node);
        } else if node.has_name("q") {
            self.character('”', self.source_end..self.source_end);
        }
        self.end_left_out(node);
        true
    }

    fn enter_block(&mut self, node: &NodeRef<'_>, name: &str) {
        self.end_passage();
        let container = self.container(node, name);
        let above = self.blocks.last();
        let inherited = above.map_or(Kind::Paragraph, |block| block.kind.clone());
        let kind = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading(name.as_bytes()[1] - b'0'),
            "dt" => Kind::Term,
            // Our own pages show raw HTML this way.
            "pre" if node.has_class("raw-html") => Kind::Html,
            "pre" => Kind::Code { info: String::new() },
            _ if container.is_some() => Kind::Paragraph,
            _ => inherited,
        };
        let above_hint = above.and_then(|block| block.hint);
        let part = self.selection.header.parts.get(&node.id).copied();
        let kind = match part {
            Some(Part::Headline) => Kind::Heading(1),
            // Of several headings of the first level one is the headline.
            _ if name == "h1" && self.selection.has_headline() => Kind::Heading(2),
            _ => kind,
        };
        let own_hint =
            if self.is_credit(node) { Some(Hint::Credit) } else { hint(node, name).or(part.and_then(Part::hint)) };
        // `<h2 class="standfirst">` is no subhead.
        let is_line = matches!(own_hint, Some(Hint::Kicker | Hint::Standfirst | Hint::Byline | Hint::Dateline));
        let kind = if is_line && matches!(kind, Kind::Heading(_)) { Kind::Paragraph } else { kind };
        let hint = own_hint.or(above_hint);
        if name == "pre" {
            self.pre = Some((node.id, String::new()));
            self.code_language(node);
        }
        let kept = container.is_some() && self.containers.len() < DEEPEST;
        if container.is_some() && !kept {
            self.draft.note_flattened(self.source_end);
        }
        if kept {
            self.containers.extend(container);
        }
        self.blocks.push(Block { node: node.id, kind, hint, contained: kept });
    }

    /// Whether an element stands as a block.
    fn is_block(&self, node: &NodeRef<'_>, name: &str) -> bool {
        dom::is_block(name) || self.selection.standing_alone.contains(&node.id)
    }

    /// Whether an element is the caption of a picture and stands in no figure.
    fn is_caption(&self, node: &NodeRef<'_>) -> bool {
        self.selection.header.parts.get(&node.id) == Some(&Part::Caption)
            && self.containers.iter().all(|container| {
                matches!(container, Container::Quote { .. } | Container::List { .. } | Container::Item { .. })
            })
    }

    /// Whether an element holds the credit of a picture.
    fn is_credit(&self, node: &NodeRef<'_>) -> bool {
        matches!(self.containers.last(), Some(Container::Figure { .. })) && node.has_class("credit")
    }

    fn leave_block(&mut self, node: &NodeRef<'_>) {
        // An empty cell holds its place in the row, an empty item its number or its box.
        let holds_place = match self.containers.as_slice() {
            [.., Container::Cell { .. }] | [.., Container::List { start: Some(_), .. }, Container::Item { .. }] => true,
            [.., Container::Item { checked, .. }] => checked.is_some(),
            _ => false,
        };
        let Some(block) = self.blocks.last() else { return };
        if holds_place && block.contained && self.passage.is_none() && !self.has_passage() {
            self.begin_passage();
        }
        self.end_passage();
        let Some(block) = self.blocks.pop() else { return };
        if self.pre.as_ref().is_some_and(|(pre, _)| *pre == node.id) {
            self.pre = None;
        }
        if !block.contained {
            return;
        }
        match self.containers.pop() {
            Some(Container::Cell { .. }) => self.leave_cell(node),
            Some(Container::Row { .. }) => self.spanned_cells(),
            Some(Container::Table { .. }) => {
                self.tables.pop();
            }
            _ => {}
        }
    }

    /// Whether the innermost container holds a passage already.
    fn has_passage(&self) -> bool {
        self.draft.passages().last().is_some_and(|last| {
            last.containers.len() >= self.containers.len()
                && last.containers[self.containers.len() - 1] == self.containers[self.containers.len() - 1]
        })
    }

    /// The container an element opens.
    fn container(&mut self, node: &NodeRef<'_>, name: &str) -> Option<Container> {
        let id = self.next_id;
        self.next_id += 1;
        Some(match name {
            "blockquote" => Container::Quote { id, alert: None },
            "div" if node.has_class("markdown-alert") => Container::Quote { id, alert: alert(node) },
            "ul" | "menu" | "dir" => Container::List { id, start: None, tight: !self.survey.loose.contains(&node.id) },
            "ol" if is_notes(node) => return None,
            "li" if node.parent().is_some_and(|list| is_notes(&list)) => {
                let id_of = attribute(node, "id");
                Container::Footnote { id, label: note_label(&id_of).to_owned() }
            }
            "ol" => {
                let start = attribute(node, "start").trim().parse().unwrap_or(1);
                Container::List { id, start: Some(start), tight: !self.survey.loose.contains(&node.id) }
            }
            "li" if matches!(self.containers.last(), Some(Container::List { .. })) => {
                Container::Item { id, checked: None }
            }
            "dl" => Container::Definitions { id },
            "dd" if matches!(self.containers.last(), Some(Container::Definitions { .. })) => {
                Container::Definition { id }
            }
            "figure" if !self.survey.frames.contains(&node.id) => Container::Figure { id },
            "figcaption" if node.parent().is_some_and(|parent| self.survey.frames.contains(&parent.id)) => {
                Container::Figure { id }
            }
            _ if self.is_caption(node) => Container::Figure { id },
            "table" if !self.survey.layout.contains(&node.id) && self.containers.len() + 3 <= DEEPEST => {
                self.tables.push(Table::default());
                Container::Table { id, columns: Vec::new() }
            }
            "tr" if matches!(self.containers.last(), Some(Container::Table { .. })) => self.row(node, id)?,
            "td" | "th" if matches!(self.containers.last(), Some(Container::Row { .. })) => {
                self.spanned_cells();
                Container::Cell { id }
            }
            _ => return None,
        })
    }

    fn row(&mut self, node: &NodeRef<'_>, id: u32) -> Option<Container> {
        let cells = node.element_children();
        let table = self.tables.last_mut()?;
        table.column = 0;
        let in_head = node.parent().is_some_and(|parent| parent.has_name("thead"));
        let all_head = !table.rows && !cells.is_empty() && cells.iter().all(|cell| cell.has_name("th"));
        let head = !table.head && !table.rows && (in_head || all_head);
        if !table.rows {
            let columns = cells.iter().take(MOST_COLUMNS).flat_map(|cell| {
                let span = span(cell, "colspan").min(MOST_COLUMNS);
                std::iter::repeat_n(align(cell), span)
            });
            if let Some(Container::Table { columns: known, .. }) = self.containers.last_mut() {
                *known = columns.take(MOST_COLUMNS).collect();
            }
        }
        table.rows = true;
        table.head |= head;
        Some(Container::Row { id, head })
    }

    /// Puts in the cells that a cell of a row above reaches into.
    fn spanned_cells(&mut self) {
        while let Some(table) = self.tables.last_mut()
            && let Some(rows) = table.spans.get_mut(table.column)
            && *rows > 0
        {
            *rows -= 1;
            table.column += 1;
            self.empty_cell();
        }
    }

    fn leave_cell(&mut self, node: &NodeRef<'_>) {
        let Some(table) = self.tables.last_mut() else { return };
        let columns = span(node, "colspan").min(MOST_COLUMNS.saturating_sub(table.column)).max(1);
        // Past the last column that may be, nothing reaches down: each row would make the next one longer.
        let rows = if table.column < MOST_COLUMNS { span(node, "rowspan") } else { 1 };
        let end = table.column + columns;
        if table.spans.len() < end {
            table.spans.resize(end, 0);
        }
        table.spans[table.column..end].fill(rows - 1);
        table.column = end;
        for _ in 1..columns {
            self.empty_cell();
        }
    }

    fn empty_cell(&mut self) {
        self.end_passage();
        let id = self.next_id;
        self.next_id += 1;
        self.containers.push(Container::Cell { id });
        self.begin_passage();
        self.end_passage();
        self.containers.pop();
    }

    /// Begins a passage unless one is being read, with a gap before it.
    fn begin_passage(&mut self) {
        if self.passage.is_some() {
            return;
        }
        self.space = None;
        if !self.draft.passages().is_empty() {
            self.draft.push_derived("\n\n", self.source_end..self.source_end);
        }
        self.passage = Some(self.draft.text().len());
    }

    fn end_passage(&mut self) {
        self.space = None;
        let Some(start) = self.passage.take() else { return };
        let end = self.draft.text().len();
        let block = self.blocks.last();
        let kind = match (block.map(|block| block.kind.clone()), &self.pre) {
            (Some(Kind::Html), Some(_)) => Kind::Html,
            (_, Some((_, info))) => Kind::Code { info: info.clone() },
            (kind, None) => kind.unwrap_or(Kind::Paragraph),
        };
        let hint = self.line.take().or(block.and_then(|block| block.hint));
        // A mark that goes on in the next passage goes on as another one.
        for open in &mut self.open_marks {
            if let Some(mark) = open.mark.take() {
                self.marks[mark].range.end = end;
            }
        }
        let mut containers = self.containers.clone();
        // Words of a table before its first row are its caption, which Markdown has no form for: a paragraph above it.
        if matches!(containers.last(), Some(Container::Table { .. }))
            && self.tables.last().is_some_and(|table| !table.rows)
        {
            containers.pop();
        }
        self.draft.add_passage(start..end, kind, containers);
        self.draft.hint(hint);
    }

    fn text(&mut self, text: &str) {
        let mut pieces: Vec<(&str, Range<usize>)> = Vec::new();
        self.places.each(text, |piece, place| pieces.push((piece, place)));
        for (piece, place) in pieces {
            if self.pre.is_some() {
                self.begin_passage();
                self.push(piece, place);
                continue;
            }
            // A piece that is not as it stands in the source is a single character.
            let of_part = |at: usize, length: usize| {
                if piece.len() == place.len() { place.start + at..place.start + at + length } else { place.clone() }
            };
            let mut at = 0;
            for word in piece.split_inclusive(is_blank) {
                let letters = word.strip_suffix(is_blank).unwrap_or(word);
                if !letters.is_empty() {
                    if self.pictured == Some(self.draft.text().len()) && letters.starts_with(char::is_alphanumeric) {
                        self.space.get_or_insert(self.source_end..self.source_end);
                    }
                    self.start();
                    self.push(letters, of_part(at, letters.len()));
                }
                if letters.len() < word.len() && self.space.is_none() {
                    self.space = Some(of_part(at + letters.len(), word.len() - letters.len()));
                }
                at += word.len();
            }
        }
    }

    /// A character that is no white space, with the space that waits before it.
    fn character(&mut self, character: char, place: Range<usize>) {
        self.start();
        self.push(character.encode_utf8(&mut [0; 4]), place);
    }

    /// Makes ready for text: a passage, the space before it, and the marks that begin with it.
    fn start(&mut self) {
        let space = self.space.take();
        self.begin_passage();
        let text = self.draft.text();
        if let Some(place) = space
            && Some(text.len()) != self.passage
            && !text.ends_with('\n')
        {
            self.push(" ", place);
        }
        let at = self.draft.text().len();
        for open in &mut self.open_marks {
            if open.mark.is_none() {
                open.mark = Some(self.marks.len());
                self.marks.push(Mark { range: at..at, kind: open.kind.clone() });
            }
        }
    }

    fn line_break(&mut self) {
        // A break that begins a block, or that follows another, shows nothing that a document keeps.
        let Some(passage) = self.passage else { return };
        if self.draft.text().len() == passage {
            return;
        }
        if self.draft.text().ends_with('\n') {
            return self.end_passage();
        }
        self.space = None;
        let at = self.draft.text().len();
        self.push("\n", self.source_end..self.source_end);
        self.marks.push(Mark { range: at..at + 1, kind: MarkKind::Break });
    }

    fn image(&mut self, node: &NodeRef<'_>) {
        let place = self.places.image();
        let source = ["data-src", "data-original", "data-lazy-src", "src"]
            .map(|name| attribute(node, name))
            .into_iter()
            .find(|address| !address.is_empty() && !address.starts_with("data:"));
        let alt = attribute(node, "alt");
        let alt = alt.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let Some(source) = source else { return };
        // What stands for the picture is no part of a word beside it.
        let says = alt.contains(char::is_alphanumeric);
        if says && self.passage.is_some() && self.draft.text().ends_with(char::is_alphanumeric) {
            self.space.get_or_insert(self.source_end..self.source_end);
        }
        self.start();
        let at = self.draft.text().len();
        self.push(if alt.is_empty() { "\u{fffc}" } else { &alt }, place);
        let kind = MarkKind::Image { source: self.absolute(source), title: attribute(node, "title") };
        self.marks.push(Mark { range: at..self.draft.text().len(), kind });
        self.pictured = says.then(|| self.draft.text().len());
    }

    /// A video that plays in a frame is a link to it, by the name that the frame has.
    fn video(&mut self, node: &NodeRef<'_>) {
        let source =
            ["src", "data-src"].map(|name| attribute(node, name)).into_iter().find(|address| !address.is_empty());
        let Some(address) = source.and_then(|source| extract::video(&source)) else { return };
        let title = attribute(node, "title");
        let title = title.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        self.end_passage();
        let is_framed = self.containers.iter().any(|container| matches!(container, Container::Figure { .. }));
        if !is_framed {
            self.containers.push(Container::Figure { id: self.next_id });
            self.next_id += 1;
        }
        self.start();
        let at = self.draft.text().len();
        self.push(if title.is_empty() { &address } else { &title }, self.source_end..self.source_end);
        let kind = MarkKind::Link { to: address.clone(), title: String::new() };
        self.marks.push(Mark { range: at..self.draft.text().len(), kind });
        self.end_passage();
        if !is_framed {
            self.containers.pop();
        }
    }

    /// The markup an inline element stands for.
    fn mark_kind(&self, node: &NodeRef<'_>, name: &str) -> Option<MarkKind> {
        match mark_kind(node, name) {
            // Templates link each picture to the picture, or to a page of its own.
            Some(MarkKind::Link { .. }) if self.selection.is_made && holds_picture(node) => None,
            Some(MarkKind::Link { to, title }) => Some(MarkKind::Link { to: self.absolute(to), title }),
            other => other,
        }
    }

    /// An address as a whole one, where it is known what it is relative to. A place on the page itself stays one.
    fn absolute(&self, address: String) -> String {
        match &self.base {
            Some(base) if !address.starts_with('#') => base.join(&address).map_or(address, String::from),
            _ => address,
        }
    }

    fn rule(&mut self) {
        self.end_passage();
        self.begin_passage();
        self.push("---", self.source_end..self.source_end);
        let kind = Kind::Rule;
        let Some(start) = self.passage.take() else { return };
        self.draft.add_passage(start..self.draft.text().len(), kind, self.containers.clone());
    }

    /// The box of a task.
    fn input(&mut self, node: &NodeRef<'_>) {
        if attribute(node, "type").eq_ignore_ascii_case("checkbox")
            && let Some(Container::Item { checked, .. }) = self.containers.last_mut()
        {
            *checked = Some(node.has_attr("checked"));
        }
    }

    /// The language of code, which a class of `<pre>` or of `<code>` in it names.
    fn code_language(&mut self, node: &NodeRef<'_>) {
        if let Some((_, info)) = &mut self.pre
            && info.is_empty()
        {
            let class = attribute(node, "class");
            let language = class
                .split_ascii_whitespace()
                .find_map(|one| one.strip_prefix("language-").or(one.strip_prefix("lang-")));
            language.unwrap_or("").clone_into(info);
        }
    }

    /// Text, verbatim where the source has it so.
    fn push(&mut self, text: &str, source: Range<usize>) {
        self.source_end = self.source_end.max(source.end);
        if self.source.get(source.clone()) == Some(text) {
            self.draft.push_verbatim(text, source);
        } else {
            self.draft.push_derived(text, source);
        }
    }
}

/// Whether a character is white space that HTML collapses.
fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether an address does something when it is opened, instead of leading somewhere. Browsers pass over control
/// characters and white space in its scheme.
fn acts(address: &str) -> bool {
    let scheme: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take_while(|c| *c != ':')
        .take("javascript".len() + 1)
        .flat_map(char::to_lowercase)
        .collect();
    address.contains(':') && matches!(scheme.as_str(), "javascript" | "vbscript" | "data")
}

fn mark_kind(node: &NodeRef<'_>, name: &str) -> Option<MarkKind> {
    let style = || attribute(node, "style").to_ascii_lowercase().replace(' ', "");
    match name {
        "em" | "i" | "dfn" | "var" => Some(MarkKind::Emphasis),
        // Google Docs wraps all it copies in a `<b>` that is none.
        "strong" | "b" => (!style().contains("font-weight:normal")).then_some(MarkKind::Strong),
        "del" | "s" | "strike" => Some(MarkKind::Strike),
        "sup" if node.first_element_child().is_some_and(|link| is_note_reference(&link)) => None,
        "sup" => Some(MarkKind::Superscript),
        "sub" => Some(MarkKind::Subscript),
        "code" | "kbd" | "samp" | "tt" => Some(MarkKind::Code),
        "a" => {
            let to = attribute(node, "href");
            (!to.is_empty() && !acts(&to)).then(|| MarkKind::Link { to, title: attribute(node, "title") })
        }
        "span" if node.has_attr("style") => {
            let style = style();
            let bold = ["font-weight:bold", "font-weight:600", "font-weight:700", "font-weight:800", "font-weight:900"];
            if bold.iter().any(|bold| style.contains(bold)) {
                Some(MarkKind::Strong)
            } else {
                style.contains("font-style:italic").then_some(MarkKind::Emphasis)
            }
        }
        _ => None,
    }
}

/// Whether an element holds a picture and no text.
fn holds_picture(node: &NodeRef<'_>) -> bool {
    let mut has_picture = false;
    node.descendants_it().all(|inner| {
        has_picture |= inner.has_name("img");
        !inner.is_text() || inner.text().trim().is_empty()
    }) && has_picture
}

fn is_note_reference(node: &NodeRef<'_>) -> bool {
    let says_so = node.has_attr("data-footnote-ref") || attribute(node, "role") == "doc-noteref";
    says_so && !note_label(attribute(node, "href").trim_start_matches('#')).is_empty()
}

/// Whether a list is the list of a page's footnotes.
fn is_notes(list: &NodeRef<'_>) -> bool {
    list.parent()
        .is_some_and(|section| section.has_attr("data-footnotes") || attribute(&section, "role") == "doc-endnotes")
}

/// The label of a footnote in the name of its place: `note-1`, `fn-tide`.
fn note_label(place: &str) -> &str {
    ["user-content-", "note-", "fn-", "fn:"]
        .into_iter()
        .fold(place, |label, prefix| label.strip_prefix(prefix).unwrap_or(label))
}

/// What an element or its class says of the text in it: the names our own pages use, and common ones that mean it.
fn hint(node: &NodeRef<'_>, name: &str) -> Option<Hint> {
    let class = node.attr("class").unwrap_or_default();
    let found = class.split_ascii_whitespace().find_map(|class| match class {
        "kicker" | "eyebrow" | "overline" => Some(Hint::Kicker),
        "standfirst" | "dek" => Some(Hint::Standfirst),
        "byline" => Some(Hint::Byline),
        "dateline" => Some(Hint::Dateline),
        _ => None,
    });
    let footer = name == "footer" && node.parent().is_some_and(|parent| parent.has_name("article"));
    found.or(footer.then_some(Hint::Footer))
}

/// The kind of a GFM alert, as its class says it.
fn alert(node: &NodeRef<'_>) -> Option<String> {
    let class = attribute(node, "class");
    let kind = class.split_ascii_whitespace().find_map(|class| class.strip_prefix("markdown-alert-"))?;
    matches!(kind, "note" | "tip" | "important" | "warning" | "caution").then(|| kind.to_owned())
}

fn span(node: &NodeRef<'_>, name: &str) -> usize {
    attribute(node, name).parse().unwrap_or(1).clamp(1, 1000)
}

fn align(cell: &NodeRef<'_>) -> Align {
    let style = attribute(cell, "style").to_ascii_lowercase().replace(' ', "");
    let by_style = style.split(';').find_map(|one| one.strip_prefix("text-align:")).map(str::to_owned);
    match by_style.unwrap_or_else(|| attribute(cell, "align").to_ascii_lowercase()).as_str() {
        "left" => Align::Left,
        "center" => Align::Center,
        "right" => Align::Right,
        _ => Align::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads, and holds the draft to what always holds.
    #[track_caller]
    fn check(source: &str, expected: &str) -> Draft {
        let draft = read(source);
        assert_eq!(draft.text(), expected);
        let mut end = None;
        for passage in draft.passages() {
            assert!(end.is_none_or(|end| end < passage.range.start), "passages touch: {:?}", draft.passages());
            end = Some(passage.range.end);
        }
        for mark in draft.marks() {
            assert!(!mark.range.is_empty(), "an empty mark: {mark:?}");
            assert!(draft.text().get(mark.range.clone()).is_some(), "a mark out of the text: {mark:?}");
        }
        for (at, character) in draft.text().char_indices() {
            let origin = draft.source_of(&(at..at + character.len_utf8()));
            assert!(source.get(origin.clone()).is_some(), "{character:?} is from {origin:?}");
            if character.is_alphanumeric() {
                let origin = &source[origin];
                assert!(origin.contains(character) || origin.contains('&'), "{character:?} is from {origin:?}");
            }
        }
        draft
    }

    fn marks(draft: &Draft) -> Vec<(&str, MarkKind)> {
        draft.marks().iter().map(|mark| (&draft.text()[mark.range.clone()], mark.kind.clone())).collect()
    }

    fn kinds(draft: &Draft) -> Vec<Kind> {
        draft.passages().iter().map(|passage| passage.kind.clone()).collect()
    }

    #[test]
    fn white_space_collapses_over_inline_borders() {
        let draft = check("<p> one <b> two </b> three<i> four</i>,\n five </p>", "one two three four, five");
        assert_eq!(marks(&draft), [("two", MarkKind::Strong), ("four", MarkKind::Emphasis)]);
        check("<p>a<b> </b>b<i></i>c</p>", "a bc");
        check("<p>no\u{a0}break</p>\n\n<p>\n</p>", "no\u{a0}break");
    }

    #[test]
    fn blocks_part_and_words_never_glue() {
        check("<div>one<p>two</p>three<div>four</div></div>", "one\n\ntwo\n\nthree\n\nfour");
        check("<ul><li>a</li><li>b</li></ul><table><tr><td>c</td><td>d</td></tr></table>", "a\n\nb\n\nc\n\nd");
    }

    #[test]
    fn what_says_nothing_about_the_text_leaves_it() {
        let draft =
            check("<p><u>Tai</u><font color=red>wan</font><script>x</script><style>y</style><!-- z --></p>", "Taiwan");
        assert!(draft.marks().is_empty());
        check("<title>no</title><noscript><p>no</p></noscript><template>no</template><p hidden>no<p>yes", "yes");
    }

    #[test]
    fn breaks_are_kept_once_and_two_part_a_passage() {
        let draft = check("<p><br>a<br> b<br><br>c<br></p>", "a\nb\n\n\nc\n");
        assert_eq!(draft.passages().len(), 2);
    }

    #[test]
    fn scripts_and_code_keep_what_they_say() {
        let draft = check(
            "<p>x<sup>2</sup> H<sub>2</sub>O <code>a</code></p><pre><code class=language-rust>fn  a()\n\n{}\n</code></pre>",
            "x2 H2O a\n\nfn  a()\n\n{}\n",
        );
        let expected = [("2", MarkKind::Superscript), ("2", MarkKind::Subscript), ("a", MarkKind::Code)];
        assert_eq!(marks(&draft), expected);
        assert_eq!(kinds(&draft), [Kind::Paragraph, Kind::Code { info: "rust".into() }]);
    }

    #[test]
    fn what_stands_for_a_picture_is_no_part_of_a_word() {
        check(
            "<p>The<img src=a.png alt=sea>rises <img src=a.png alt=sea>, <img src=b.png alt=☂>it said.</p>",
            "The sea rises sea, ☂it said.",
        );
    }

    #[test]
    fn pages_without_text_are_said_to_have_none() {
        let notes = |source: &str| read_article(source, &Extract::Auto, None).notes().to_vec();
        assert_eq!(notes("<html><frameset><frame src=a.html></frameset></html>"), [extract::FRAMESET]);
        assert_eq!(notes("<html><body><script>text()</script></body></html>"), ["No text was found in the page."]);
        assert!(notes("<p>The tide turns.</p>").is_empty());
    }

    #[test]
    fn images_and_links_have_their_addresses() {
        let draft = check(
            "<p><a href='/a' title=T>to <img src=data:x data-src=b.png alt='the  sea'></a><a name=x>here</a></p>",
            "to the sea here",
        );
        let expected = [
            ("to the sea", MarkKind::Link { to: "/a".into(), title: "T".into() }),
            ("the sea", MarkKind::Image { source: "b.png".into(), title: String::new() }),
        ];
        assert_eq!(marks(&draft), expected);
    }

    #[test]
    fn a_link_around_blocks_is_one_in_each() {
        let draft = check("<a href=/a><h2>one</h2><p>two</p></a>", "one\n\ntwo");
        assert_eq!(draft.marks().len(), 2);
    }

    #[test]
    fn lists_nest_and_count() {
        let draft = check("<ol start=3><li><p>a</p><ul><li><input type=checkbox checked>b</ul></ol>", "a\n\nb");
        let [a, b] = draft.passages() else { panic!("two passages") };
        assert!(matches!(
            a.containers[..],
            [Container::List { start: Some(3), tight: false, .. }, Container::Item { checked: None, .. }]
        ));
        assert!(matches!(
            b.containers[2..],
            [Container::List { start: None, tight: true, .. }, Container::Item { checked: Some(true), .. }]
        ));
    }

    #[test]
    fn cells_stand_in_their_columns() {
        let draft = check(
            "<table><tr><th>a<th align=right>b<th>c<tr><td rowspan=2>d<td colspan=2>e<tr><td>f<td></table>",
            "a\n\nb\n\nc\n\nd\n\ne\n\n\n\n\n\nf\n\n",
        );
        let (blocks, _) = crate::structure::tree::blocks(&draft, &[]);
        let [crate::document::Block::Table { columns, head, rows }] = &blocks[..] else { panic!("one table") };
        let text = |row: &Vec<Vec<crate::document::Inline>>| -> Vec<String> {
            row.iter().map(|cell| crate::document::plain_text(cell)).collect()
        };
        assert_eq!(columns, &[Align::None, Align::Right, Align::None]);
        assert_eq!(text(head), ["a", "b", "c"]);
        assert_eq!(rows.iter().map(text).collect::<Vec<_>>(), [["d", "e", ""], ["", "f", ""]]);
    }

    #[test]
    fn a_table_for_layout_is_none() {
        let draft = check("<table><tr><td><h1>T</h1><p>a</p></td><td><ul><li>b</ul></td></tr></table>", "T\n\na\n\nb");
        assert!(draft.passages()[0].containers.is_empty());
    }

    #[test]
    fn terms_have_definitions() {
        let draft = check("<dl><dt>Ebb<dd>Falling <em>water</em>.</dl>", "Ebb\n\nFalling water.");
        assert_eq!(kinds(&draft), [Kind::Term, Kind::Paragraph]);
    }

    #[test]
    fn our_own_pages_are_known_again() {
        let source = "<!DOCTYPE html><html lang=en><head><title>T</title></head><body><main><article><header>\
                      <p class=\"kicker\">Sea</p><h1>Tides</h1><p class=\"standfirst\">All.</p>\
                      <p class=\"byline\">By A</p></header>\
                      <figure><figcaption>Ebb. <span class=\"credit\">Photo: B</span></figcaption></figure>\
                      <footer><p>© C</p></footer></article></main></body></html>";
        let draft = check(source, "Sea\n\nTides\n\nAll.\n\nBy A\n\nEbb.\n\nPhoto: B\n\n© C");
        let hints: Vec<_> = draft.passages().iter().map(|passage| passage.hint).collect();
        let expected = [Hint::Kicker, Hint::Standfirst, Hint::Byline, Hint::Credit, Hint::Footer].map(Some);
        assert_eq!(hints, [expected[0], None, expected[1], expected[2], None, expected[3], expected[4]]);
    }

    #[test]
    fn footnotes_find_their_references() {
        let draft = check(
            "<p>Ebb<sup class=footnote><a href=#note-1 role=doc-noteref>1</a></sup>.</p>\
             <section class=footnotes role=doc-endnotes><ol><li id=note-1><p>Low. <a href=#r role=doc-backlink>↩</a></p></ol>",
            "Ebb1.\n\nLow.",
        );
        assert_eq!(marks(&draft), [("1", MarkKind::FootnoteReference)]);
        assert!(matches!(&draft.passages()[1].containers[..], [Container::Footnote { label, .. }] if label == "1"));
    }

    #[test]
    fn alerts_keep_their_kind() {
        let draft = check(
            "<div class=\"markdown-alert markdown-alert-tip\"><p class=markdown-alert-title>Tip</p><p>Mind.</p></div>",
            "Mind.",
        );
        let [Container::Quote { alert, .. }] = &draft.passages()[0].containers[..] else { panic!("no quote") };
        assert_eq!(alert.as_deref(), Some("tip"));
    }

    #[test]
    fn the_clipboard_weighs_its_styles() {
        let draft = check(
            "<meta charset=utf-8><b style='font-weight:normal'><p><span style='font-weight: 700'>So</span> it is</p></b>",
            "So it is",
        );
        assert_eq!(marks(&draft), [("So", MarkKind::Strong)]);
    }

    #[test]
    fn deep_nesting_costs_little_and_loses_no_text() {
        let source = format!("{}deep{}", "<div><blockquote>".repeat(20_000), "</blockquote></div>".repeat(20_000));
        let draft = check(&source, "deep");
        assert_eq!(draft.passages()[0].containers.len(), DEEPEST);
    }

    #[test]
    fn what_is_no_html_is_its_text() {
        check("", "");
        check("just\ntext & <3", "just text & <3");
        check("<p", "");
    }
}
