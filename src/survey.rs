//! What a whole document does before any rule looks at a place in it. No edits; no offsets: it outlives them.

mod words;

use std::collections::HashMap;
use std::ops::Range;

use crate::draft::{Container, Draft, Kind, Passage};
use crate::furniture::{self, outline};
use crate::layout::seams::{self, Proof};
use crate::lexicon::filter::{self, Hash};
use crate::lexicon::key;
use crate::limits::Watch;

use words::WordCounts;
pub use words::{SoftHyphen, is_hyphen};

/// What a document does as a whole.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The document's language.
    pub language: Language,
    /// The language's BCP 47 tag, where it is given or can be told for sure.
    pub language_tag: Option<&'static str>,
    words: WordCounts,
    pages: HashMap<u32, Proof>,
    surroundings: HashMap<u32, Vec<Surrounding>>,
    /// No passage that was seen has an id as high as this.
    next_id: u32,
    spaces: u32,
    fixed_spaces: u32,
}

/// A passage, or lines of it, that surround the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surrounding {
    /// The lines, without white space at their ends; all of the passage where absent.
    pub lines: Option<Vec<String>>,
    /// What they are.
    pub finding: outline::Finding,
}

/// A language the rules know something about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Italian.
    Italian,
    /// Portuguese.
    Portuguese,
    /// Dutch.
    Dutch,
    /// Any other language, or none that could be told.
    Unknown,
}

impl Language {
    /// The BCP 47 tag.
    pub const fn tag(self) -> Option<&'static str> {
        match self {
            Self::English => Some("en"),
            Self::German => Some("de"),
            Self::French => Some("fr"),
            Self::Spanish => Some("es"),
            Self::Italian => Some("it"),
            Self::Portuguese => Some("pt"),
            Self::Dutch => Some("nl"),
            Self::Unknown => None,
        }
    }

    /// The language with this primary tag; unknown if the rules know nothing about it.
    pub fn of_tag(tag: &str) -> Self {
        const KNOWN: [Language; 7] = [
            Language::English,
            Language::German,
            Language::French,
            Language::Spanish,
            Language::Italian,
            Language::Portuguese,
            Language::Dutch,
        ];
        KNOWN.into_iter().find(|language| language.tag() == Some(tag)).unwrap_or(Self::Unknown)
    }
}

impl Survey {
    /// Looks the draft over.
    pub fn of(draft: &Draft) -> Self {
        Self::in_language(draft, None)
    }

    /// Looks the draft over; its language is told from the text where it is not given.
    pub fn in_language(draft: &Draft, language: Option<Language>) -> Self {
        Self::within(draft, language, &Watch::none())
    }

    /// Looks the draft over as [`Survey::in_language`] does, as long as `watch` lets it: once a limit is met, what comes
    /// back is a part, to be thrown away.
    pub fn within(draft: &Draft, language: Option<Language>, watch: &Watch) -> Self {
        let mut survey = Self::of_language(draft, language);
        survey.words = WordCounts::of(draft);
        if watch.is_over() {
            return survey;
        }
        survey.pages = page_furniture(draft);
        if watch.is_over() {
            return survey;
        }
        survey.surroundings = surroundings(draft, &survey.pages);
        survey.next_id = draft.passages().iter().map(|passage| passage.id + 1).max().unwrap_or_default();
        for passage in draft.passages() {
            let text = &draft.text()[passage.range.clone()];
            survey.spaces += text.bytes().map(|byte| u32::from(byte == b' ')).sum::<u32>();
            survey.fixed_spaces += memchr::memmem::find_iter(text.as_bytes(), "\u{a0}").count() as u32;
        }
        survey
    }

    /// Tells the language of the draft, where it is not given, and nothing else: all that a text needs that no rule looks
    /// at.
    pub fn of_language(draft: &Draft, language: Option<Language>) -> Self {
        let (language, language_tag) = match language {
            Some(language) => (language, language.tag()),
            None => language_of(draft.text()),
        };
        Self { language, language_tag, ..Self::default() }
    }

    /// How often the document has this word, without regard to capitals and possessives; line ends are no evidence.
    pub fn count(&self, word: &str) -> u32 {
        self.words.plain.get(key(word).as_ref()).copied().unwrap_or(0)
    }

    /// Whether the document may have the word with this hash, in the form under which words are counted; most often
    /// `false` where it has not.
    pub fn may_have(&self, word: Hash) -> bool {
        filter::may_have(&self.words.filter, word)
    }

    /// How often the document has this hyphenated compound inside a line, without regard to capitals.
    pub fn count_hyphenated(&self, word: &str) -> u32 {
        self.words.hyphenated.get(key(word).as_ref()).copied().unwrap_or(0)
    }

    /// How many different compounds of the document begin with this part.
    pub fn compounds_with(&self, first: &str) -> u32 {
        self.words.first_parts.get(key(first).as_ref()).copied().unwrap_or(0)
    }

    /// How often the document has this word with a capital where no sentence begins.
    pub fn count_name(&self, word: &str) -> u32 {
        self.words.names.get(key(word).as_ref()).copied().unwrap_or(0)
    }

    /// Whether the document has this word, with a capital inside, as it stands.
    pub fn has_camel(&self, word: &str) -> bool {
        self.words.camel.contains(word)
    }

    /// How many words the document has.
    pub fn total(&self) -> u32 {
        self.words.total
    }

    /// What the soft hyphens inside the lines are.
    pub fn soft_hyphen(&self) -> SoftHyphen {
        self.words.soft_hyphen
    }

    /// Whether the dashes inside the lines stand between words without spaces, by the most of them.
    pub fn has_close_dashes(&self) -> bool {
        self.words.close_dashes > 0
    }

    /// How many characters a line of running text has at most, but for one in five; nothing where lines are few.
    pub fn column(&self) -> Option<usize> {
        self.words.column
    }

    /// Whether words were broken at line ends at all: of many lines hardly any ends in a hyphen, and no hyphen at a line
    /// end parts what is certainly one word. Then the hyphens at line ends are the author's.
    pub fn breaks_no_words(&self) -> bool {
        self.words.broken_words == 0
            && self.words.line_ends >= 20
            && self.words.line_end_hyphens * 40 < self.words.line_ends
    }

    /// British spellings of the document less American ones; nothing where it has neither or as many.
    pub fn british(&self) -> i32 {
        self.words.british
    }

    /// Why a passage belongs to a page's head or foot and not to the article, if it does or may.
    pub fn page_furniture(&self, passage: &Passage) -> Option<Proof> {
        self.pages.get(&passage.id).copied()
    }

    /// Whether what belongs to a page stood between two passages when the draft was looked over.
    pub fn has_furniture_between(&self, before: &Passage, after: &Passage) -> bool {
        self.has_seen(before)
            && self.has_seen(after)
            && (before.id + 1..after.id).any(|id| self.pages.contains_key(&id))
    }

    /// Whether the passage was there when the draft was looked over.
    pub fn has_seen(&self, passage: &Passage) -> bool {
        passage.id < self.next_id
    }

    /// What of a passage surrounds the article and does not belong to it.
    pub fn surroundings(&self, passage: &Passage) -> &[Surrounding] {
        self.surroundings.get(&passage.id).map_or(&[], Vec::as_slice)
    }

    /// Whether the no-break space is this document's ordinary space: it has more of them than of the other.
    pub fn uses_fixed_spaces(&self) -> bool {
        self.fixed_spaces > self.spaces
    }

    /// The language of a passage.
    pub fn language_of(&self, _passage: &Passage) -> Language {
        self.language
    }
}

/// Which passages belong to a page's head or foot, or may, by their ids.
fn page_furniture(draft: &Draft) -> HashMap<u32, Proof> {
    let text = draft.text();
    let mut end = 0;
    let items: Vec<seams::Item<'_>> = draft
        .passages()
        .iter()
        .map(|passage| {
            let gap = &text[end..passage.range.start];
            end = passage.range.end;
            let blank = gap.bytes().filter(|byte| *byte == b'\n').count() > 1;
            seams::Item { text: &text[passage.range.clone()], blank, feed: gap.contains('\u{c}') }
        })
        .collect();
    let proofs = seams::prove(&items, text.contains('\u{c}'));
    // A table's last row may be a day and a number, and is the author's.
    let in_table =
        |passage: &Passage| passage.containers.iter().any(|container| matches!(container, Container::Cell { .. }));
    let found = draft.passages().iter().zip(proofs).filter(|(passage, _)| !in_table(passage));
    found.filter_map(|(passage, proof)| Some((passage.id, proof?))).collect()
}

/// What surrounds the article, by the ids of the passages.
fn surroundings(draft: &Draft, pages: &HashMap<u32, Proof>) -> HashMap<u32, Vec<Surrounding>> {
    let mut items = Vec::new();
    let mut places = Vec::new();
    for passage in draft.passages() {
        let text = &draft.text()[passage.range.clone()];
        // A button that is printed on each page is both a line of the page and a sign of what stands before it.
        let is_label = || {
            let labels = furniture::row(text);
            !labels.is_empty() && labels.iter().all(|label| !label.is_empty())
        };
        if pages.get(&passage.id).is_some_and(|proof| proof.sure) && !is_label() {
            continue;
        }
        let list = passage.containers.iter().rev().find_map(|container| match container {
            Container::List { id, .. } => Some(*id),
            _ => None,
        });
        let closed = is_closed(passage);
        let indented = matches!(passage.kind, Kind::Code { .. }) && passage.containers.is_empty();
        let heading = matches!(passage.kind, Kind::Heading(_));
        let parts = if closed { vec![text] } else { outline::parts(text) };
        let whole = parts.len() == 1;
        for part in parts {
            items.push(outline::Item { text: part, list, heading, closed, indented });
            places.push((passage.id, (!whole).then_some(part)));
        }
    }
    let mut surroundings: HashMap<u32, Vec<Surrounding>> = HashMap::new();
    for ((id, part), finding) in places.into_iter().zip(outline::find(&items)) {
        let Some(finding) = finding else { continue };
        let lines = part.map(|part| part.lines().map(|line| line.trim().to_owned()).collect());
        surroundings.entry(id).or_default().push(Surrounding { lines, finding });
    }
    surroundings
}

/// Whether a passage may not be taken for furniture: code, tables, quotes and notes are somebody's text.
fn is_closed(passage: &Passage) -> bool {
    matches!(passage.kind, Kind::Code { .. } | Kind::Html | Kind::Rule | Kind::Term)
        || passage.containers.iter().any(|container| {
            matches!(
                container,
                Container::Quote { .. }
                    | Container::Footnote { .. }
                    | Container::Table { .. }
                    | Container::Definition { .. }
                    | Container::Figure { .. }
            )
        })
}

/// Tells the language of a text by its letters in threes, as the crate `whatlang` does, and its tag where that is sure.
///
/// Short texts are mistaken easily: where nothing is sure, the commonest words of English decide whether it is English.
fn language_of(text: &str) -> (Language, Option<&'static str>) {
    // A few thousand letters tell as much as all of them.
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
    let sample = &text[..end];
    let unsure = if looks_english(sample) { Language::English } else { Language::Unknown };
    let Some(found) = whatlang::detect(sample) else { return (unsure, None) };
    let tag = tag_of(found.lang().code());
    let language = tag.map_or(Language::Unknown, Language::of_tag);
    if found.is_reliable() {
        return (language, tag);
    }
    if unsure == Language::Unknown && has_words_of(language, sample) { (language, tag) } else { (unsure, None) }
}

/// Whether a text has English function words, or too few words to tell by.
fn looks_english(text: &str) -> bool {
    const COMMON: [&str; 16] =
        ["a", "and", "at", "for", "he", "in", "is", "it", "not", "of", "on", "that", "the", "to", "was", "with"];
    let (mut all, mut english) = (0_usize, 0_usize);
    for range in words(text).take(2000) {
        all += 1;
        english += usize::from(COMMON.contains(&text[range].to_lowercase().as_str()));
    }
    all < 12 || english * 10 >= all
}

/// Whether one word in four is among the commonest of a language, and there are enough to tell.
fn has_words_of(language: Language, text: &str) -> bool {
    let common = match language {
        Language::German => {
            "auf das dass dem den der des die ein eine es für ich im in ist mit nicht sich sie und von war zu"
        }
        Language::French => "au avec ce dans de des du elle en est et il la le les ne pas pour qu que qui sur un une",
        Language::Spanish => "con de del el en es la las lo los no para por que se su un una y",
        Language::Italian => "che con da dei del della di e è gli i il in la le lo non per si un una",
        Language::Portuguese => "a as com da de do dos e é em na no não o os para por que se um uma",
        Language::Dutch => "aan dat de die een en er het in is met niet op te van voor was zijn zou",
        Language::English | Language::Unknown => return false,
    };
    let common: Vec<&str> = common.split(' ').collect();
    let (mut all, mut found) = (0_usize, 0_usize);
    for range in words(text).take(2000) {
        all += 1;
        found += usize::from(common.contains(&text[range].to_lowercase().as_str()));
    }
    found >= 6 && found * 4 >= all
}

/// The BCP 47 tag of a language of ISO 639-3, for those whose texts are met most.
fn tag_of(code: &str) -> Option<&'static str> {
    const TAGS: [(&str, &str); 33] = [
        ("eng", "en"),
        ("deu", "de"),
        ("fra", "fr"),
        ("spa", "es"),
        ("ita", "it"),
        ("por", "pt"),
        ("nld", "nl"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "nb"),
        ("fin", "fi"),
        ("est", "et"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("pol", "pl"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("hun", "hu"),
        ("ron", "ro"),
        ("bul", "bg"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("ell", "el"),
        ("tur", "tr"),
        ("heb", "he"),
        ("ara", "ar"),
        ("pes", "fa"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("cmn", "zh"),
    ];
    TAGS.iter().find(|(long, _)| *long == code).map(|(_, tag)| *tag)
}

/// How many characters of a text are looked at to tell its language.
const SAMPLE: usize = 20_000;

/// The words of a text: letters and digits, with apostrophes and hyphens between them.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        let mut start = from;
        while let Some(byte) = bytes.get(start)
            && !byte.is_ascii_alphanumeric()
        {
            let c = text[start..].chars().next()?;
            if c.is_alphanumeric() {
                break;
            }
            start += c.len_utf8();
        }
        bytes.get(start)?;
        // Most words are of ASCII: they are gone through byte by byte.
        let mut end = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let goes_on = |byte: &u8| !byte.is_ascii() || matches!(byte, b'\'' | b'-' | 2);
        if !bytes.get(end).is_some_and(goes_on) {
            from = end;
            return Some(start..end);
        }
        let (run, mut joint) = (end, false);
        for (at, c) in text[run..].char_indices() {
            if c.is_alphanumeric() {
                end = run + at + c.len_utf8();
                joint = false;
            } else if !joint && (matches!(c, '\'' | '’') || is_hyphen(c)) {
                joint = true;
            } else {
                break;
            }
        }
        from = end;
        Some(start..end)
    })
}
