//! What a rule sees of a draft: text, lines, words, gaps, and what the survey and the lexicon know.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use crate::draft::{Draft, Kind, Mark, MarkKind, Passage, merged};
use crate::lexicon::Lexicon;
use crate::signs::Signs;
use crate::survey::{Language, Survey};
use crate::tokens::Token;
use crate::vocabulary::{Form, Joint, Vocabulary};

/// A draft as rules see it. The views are made once and kept over passes without an edit.
pub struct Page<'d> {
    draft: &'d Draft,
    survey: &'d Survey,
    lexicon: &'d Lexicon,
    lines: OnceCell<Vec<Line>>,
    words: OnceCell<Vec<Word>>,
    code: OnceCell<Vec<Range<usize>>>,
    vocabulary: OnceCell<Vocabulary>,
    joints: OnceCell<Vec<Joint>>,
    signs: OnceCell<PageSigns>,
    mended: Vec<(&'static str, usize)>,
    /// The vocabulary before the last edit.
    before: RefCell<Vocabulary>,
}

/// The signs of a page, of each passage and of all of the text.
#[derive(Clone, Debug)]
struct PageSigns {
    of_passages: Vec<Signs>,
    of_text: Signs,
}

impl PageSigns {
    fn of(draft: &Draft) -> Self {
        let text = draft.text();
        let mut of_passages = Vec::with_capacity(draft.passages().len());
        let (mut of_text, mut end) = (Signs::NONE, 0);
        for passage in draft.passages() {
            let signs = Signs::of(&text[passage.range.clone()]);
            of_text = of_text.or(signs).or(Signs::of(around(text, end..passage.range.start)));
            of_passages.push(signs);
            end = passage.range.end;
        }
        Self { of_passages, of_text: of_text.or(Signs::of(around(text, end..text.len()))) }
    }
}

/// A gap with the characters beside it, with which it may be a sign.
fn around(text: &str, gap: Range<usize>) -> &str {
    let start = text.floor_char_boundary(gap.start.saturating_sub(1));
    &text[start..text.ceil_char_boundary(text.len().min(gap.end + 1))]
}

/// A line of a passage, without its line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it lies, white space at its ends left out.
    pub range: Range<usize>,
    /// The index of its passage.
    pub passage: usize,
}

/// A word: letters and digits, and apostrophes and hyphens between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it lies.
    pub range: Range<usize>,
    /// The index of its passage.
    pub passage: usize,
}

/// The stretch between two passages that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Where it lies.
    pub range: Range<usize>,
    /// The index of the passage before it.
    pub before: usize,
}

impl<'d> Page<'d> {
    /// A page of `draft`.
    pub fn new(draft: &'d Draft, survey: &'d Survey, lexicon: &'d Lexicon) -> Self {
        let (lines, words, code) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        let (vocabulary, joints) = (OnceCell::new(), OnceCell::new());
        let signs = OnceCell::new();
        let (mended, before) = (Vec::new(), RefCell::default());
        Self { draft, survey, lexicon, lines, words, code, vocabulary, joints, signs, mended, before }
    }

    /// The same page, with the vocabulary that the text had before an edit: what is known of passages that stayed as they
    /// are need not be found again.
    #[must_use]
    pub fn remembering(self, vocabulary: Vocabulary) -> Self {
        Self { before: RefCell::new(vocabulary), ..self }
    }

    /// The page's vocabulary, for a page of the same text after an edit.
    pub fn into_vocabulary(self) -> Vocabulary {
        self.vocabulary.into_inner().unwrap_or(self.before.into_inner())
    }

    /// The same page, after rules with these ids have repaired it in so many places.
    #[must_use]
    pub fn after(self, mended: &[(&'static str, usize)]) -> Self {
        Self { mended: mended.to_vec(), ..self }
    }

    /// Whether these rules have repaired the text by now, once in a thousand words or more: a damaged document is damaged
    /// throughout.
    pub fn was_mended_by(&self, rules: &[&str]) -> bool {
        let places: usize = self.mended.iter().filter(|(rule, _)| rules.contains(rule)).map(|(_, places)| places).sum();
        places > 0 && 1000 * places >= self.survey.total() as usize
    }

    /// The same page as if every passage had every sign: no rule leaves one out that it would look at but for its signs.
    /// For tests, which compare what rules find on the two.
    #[must_use]
    pub fn with_all_signs(self) -> Self {
        let of_passages = vec![Signs::ANY; self.passages().len()];
        Self { signs: OnceCell::from(PageSigns { of_passages, of_text: Signs::ANY }), ..self }
    }

    /// What stands anywhere in the text that repairs begin with.
    pub fn signs(&self) -> Signs {
        self.page_signs().of_text
    }

    /// What stands in a passage that repairs begin with.
    pub fn signs_of(&self, passage: usize) -> Signs {
        self.page_signs().of_passages[passage]
    }

    /// The passages that have one of these signs, with their indices.
    pub fn passages_with(&self, signs: Signs) -> impl Iterator<Item = (usize, &'d Passage)> + '_ {
        self.passages().iter().enumerate().filter(move |(index, _)| self.signs_of(*index).has(signs))
    }

    fn page_signs(&self) -> &PageSigns {
        self.signs.get_or_init(|| PageSigns::of(self.draft))
    }

    /// The draft, for what makes a document of it.
    pub(crate) fn draft(&self) -> &'d Draft {
        self.draft
    }

    /// The text.
    pub fn text(&self) -> &'d str {
        self.draft.text()
    }

    /// The parts of the text that belong to no article, and why each does not.
    pub fn left_out(&self) -> &'d [(Range<usize>, &'static str)] {
        self.draft.left_out()
    }

    /// The text of a passage.
    pub fn passage_text(&self, index: usize) -> &'d str {
        &self.text()[self.draft.passages()[index].range.clone()]
    }

    /// The passages.
    pub fn passages(&self) -> &'d [Passage] {
        self.draft.passages()
    }

    /// The index of the passage that holds the byte at `at`.
    pub fn passage_at(&self, at: usize) -> Option<usize> {
        self.draft.passage_at(at)
    }

    /// Where a passage is in the source, in bytes.
    pub fn source_of(&self, passage: usize) -> Range<usize> {
        self.draft.source_of(&self.draft.passages()[passage].range)
    }

    /// The marks.
    pub fn marks(&self) -> &'d [Mark] {
        self.draft.marks()
    }

    /// What the document does as a whole.
    pub fn survey(&self) -> &'d Survey {
        self.survey
    }

    /// What is known about words.
    pub fn lexicon(&self) -> &'d Lexicon {
        self.lexicon
    }

    /// Whether an edit of `range` would be refused.
    pub fn is_protected(&self, range: &Range<usize>) -> bool {
        self.draft.is_protected(range)
    }

    /// The language of a passage.
    pub fn language(&self, passage: usize) -> Language {
        self.survey.language_of(&self.draft.passages()[passage])
    }

    /// Whether a passage is running text that rules may read as sentences: no code, no raw HTML, no rule.
    pub fn is_prose(&self, passage: usize) -> bool {
        matches!(self.draft.passages()[passage].kind, Kind::Paragraph | Kind::Lines | Kind::Heading(_) | Kind::Term)
    }

    /// Whether the line feed at `at` is a hard break, the author's.
    pub fn is_hard_break(&self, at: usize) -> bool {
        let marks = self.draft.marks();
        let from = marks.partition_point(|mark| mark.range.start < at);
        marks[from..].iter().take_while(|mark| mark.range.start == at).any(|mark| mark.kind == MarkKind::Break)
    }

    /// Whether the byte at `at` is code.
    pub fn is_code(&self, at: usize) -> bool {
        let code = self.code.get_or_init(|| code_of(self.draft));
        let next = code.partition_point(|range| range.end <= at);
        code.get(next).is_some_and(|range| range.start <= at)
    }

    /// The passages of English prose; a foreign quotation in an English text is none.
    pub fn english_prose(&self) -> &[usize] {
        &self.vocabulary().passages
    }

    /// The tokens of each of the passages of English prose.
    pub fn english_tokens(&self) -> &[Rc<Vec<Token>>] {
        &self.vocabulary().tokens
    }

    /// The different words that these tokens have: [`Token::form`] is an index of them.
    pub fn forms(&self) -> &[Form] {
        &self.vocabulary().forms
    }

    /// The word of a token of English prose.
    pub fn form(&self, token: &Token) -> &Form {
        self.vocabulary().form(token)
    }

    /// Where pieces of English prose may be one word that spaces split.
    pub fn joints(&self) -> &[Joint] {
        self.joints.get_or_init(|| self.vocabulary().joints(self.survey, self.lexicon))
    }

    fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| {
            let passages = 0..self.passages().len();
            let passages = passages.filter(|&index| self.is_prose(index) && self.language(index) == Language::English);
            let before = self.before.take();
            Vocabulary::of(before, passages.map(|index| (index, self.passage_text(index))), self.lexicon)
        })
    }

    /// The lines of all passages of prose.
    pub fn lines(&self) -> &[Line] {
        self.lines.get_or_init(|| {
            let mut lines = Vec::new();
            for (index, passage) in self.passages().iter().enumerate() {
                if !self.is_prose(index) {
                    continue;
                }
                let mut at = passage.range.start;
                for line in self.text()[passage.range.clone()].split('\n') {
                    let start = at + (line.len() - line.trim_start().len());
                    let end = (at + line.trim_end().len()).max(start);
                    lines.push(Line { range: start..end, passage: index });
                    at += line.len() + 1;
                }
            }
            lines
        })
    }

    /// The words of all passages of prose, in order.
    pub fn words(&self) -> &[Word] {
        self.words.get_or_init(|| {
            let mut words = Vec::new();
            for (index, passage) in self.passages().iter().enumerate() {
                if self.is_prose(index) {
                    let start = passage.range.start;
                    words.extend(
                        crate::survey::words(self.passage_text(index))
                            .map(|range| Word { range: start + range.start..start + range.end, passage: index }),
                    );
                }
            }
            words
        })
    }

    /// The gaps between passages that follow one another.
    pub fn gaps(&self) -> impl Iterator<Item = Gap> + '_ {
        self.passages()
            .windows(2)
            .enumerate()
            .map(|(before, pair)| Gap { range: pair[0].range.end..pair[1].range.start, before })
    }
}

/// Where there is code, in passages or inside of them: sorted and without overlap.
fn code_of(draft: &Draft) -> Vec<Range<usize>> {
    let passages = draft.passages().iter().filter(|passage| matches!(passage.kind, Kind::Code { .. }));
    let marks = draft.marks().iter().filter(|mark| mark.kind == MarkKind::Code);
    merged(passages.map(|passage| passage.range.clone()).chain(marks.map(|mark| mark.range.clone())).collect())
}
