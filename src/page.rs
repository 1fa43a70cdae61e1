//! What a rule sees of a draft: text, lines, words, gaps, and what the survey and the lexicon know.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::ops::Range;

use crate::draft::{Draft, Kind, Mark, MarkKind, Passage, merged};
use crate::lexicon::Lexicon;
use crate::survey::{Language, Survey};
use crate::tokens::{Token, tokens};

/// A draft as rules see it. The views are made once and kept over passes without an edit.
pub struct Page<'d> {
    draft: &'d Draft,
    survey: &'d Survey,
    lexicon: &'d Lexicon,
    lines: OnceCell<Vec<Line>>,
    words: OnceCell<Vec<Word>>,
    code: OnceCell<Vec<Range<usize>>>,
    english: OnceCell<Vec<usize>>,
    tokens: OnceCell<Tokens>,
    mended: Vec<(&'static str, usize)>,
}

/// The tokens of English prose, and their different words.
#[derive(Clone, Debug, Default)]
struct Tokens {
    of_passages: Vec<Vec<Token>>,
    /// Of each different word whether the lexicon has it, once that was asked.
    known: Vec<Cell<Option<bool>>>,
}

impl Tokens {
    fn of<'t>(passages: impl Iterator<Item = &'t str>, lexicon: &Lexicon) -> Self {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let of_passages = passages
            .map(|text| {
                let mut tokens = tokens(text, lexicon);
                for token in &mut tokens {
                    let next = numbers.len() as u32;
                    token.form = *numbers.entry(token.core_of(text)).or_insert(next);
                }
                tokens
            })
            .collect();
        Self { of_passages, known: vec![Cell::new(None); numbers.len()] }
    }
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
        let (english, tokens) = (OnceCell::new(), OnceCell::new());
        Self { draft, survey, lexicon, lines, words, code, english, tokens, mended: Vec::new() }
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
        self.english.get_or_init(|| {
            let passages = 0..self.passages().len();
            let passages = passages.filter(|&index| self.is_prose(index) && self.language(index) == Language::English);
            passages.filter(|&index| is_english(self.passage_text(index), self.lexicon)).collect()
        })
    }

    /// The tokens of each of the passages of English prose.
    pub fn english_tokens(&self) -> &[Vec<Token>] {
        &self.tokens().of_passages
    }

    /// How many different words these tokens have: [`Token::form`] is below it.
    pub fn english_forms(&self) -> usize {
        self.tokens().known.len()
    }

    /// Whether a token of English prose, whose core this is, is a word; see [`Lexicon::is_word`].
    pub fn is_word(&self, token: &Token, core: &str) -> bool {
        let known = &self.tokens().known[token.form as usize];
        let is_word = known.get().unwrap_or_else(|| self.lexicon.is_word(core));
        known.set(Some(is_word));
        is_word
    }

    fn tokens(&self) -> &Tokens {
        self.tokens.get_or_init(|| {
            Tokens::of(self.english_prose().iter().map(|&index| self.passage_text(index)), self.lexicon)
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

/// Whether enough words of a passage are known; a foreign quotation in an English text has few that are.
fn is_english(text: &str, lexicon: &Lexicon) -> bool {
    let (mut words, mut known) = (0, 0);
    for token in text.split_whitespace().take(SAMPLE) {
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        if word.starts_with(char::is_lowercase) && word.len() > 3 {
            words += 1;
            known += usize::from(lexicon.is_word(word));
            if known >= ENOUGH {
                return true;
            }
        }
    }
    words < FEW || 5 * known >= 2 * words
}

/// How many tokens of a passage are looked at to tell whether it is English.
const SAMPLE: usize = 60;

/// So many known words are enough, whatever the rest of the sample is.
const ENOUGH: usize = SAMPLE * 2 / 5;

/// Fewer words than this say nothing about the language.
const FEW: usize = 8;
