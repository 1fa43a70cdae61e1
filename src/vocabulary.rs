//! The words of the English prose of a page: each different one is looked up once, however often it stands there and
//! however many rules ask for it.

use std::collections::HashMap;
use std::rc::Rc;

use crate::lexicon::filter::Hash;
use crate::lexicon::{self, Facts, Lexicon};
use crate::survey::Survey;
use crate::tokens::{Token, tokens};

/// The tokens of English prose, and what is known about their different words.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The passages of English prose; a foreign quotation in an English text is none.
    pub passages: Vec<usize>,
    /// The tokens of each of these passages.
    pub tokens: Vec<Rc<Vec<Token>>>,
    /// The different words: [`Token::form`] is an index of them. Some may stand in the text no more.
    pub forms: Vec<Form>,
    /// The numbers of the forms.
    numbers: HashMap<Rc<str>, u32>,
    /// The tokens of all passages by their texts, those of foreign prose too.
    by_text: HashMap<Box<str>, Rc<Vec<Token>>>,
}

/// A word as it is written somewhere in the text, without the marks around it.
#[derive(Clone, Debug)]
pub struct Form {
    /// The word.
    pub text: Rc<str>,
    /// What the lexicon knows about it.
    pub facts: Option<Facts>,
    /// It is a word as it stands; see [`Lexicon::is_word`].
    pub is_word: bool,
    /// All of its characters are small letters.
    pub is_small: bool,
    /// All of its characters are letters of ASCII.
    is_plain: bool,
}

impl Form {
    fn of(text: Rc<str>, lexicon: &Lexicon) -> Self {
        let facts = lexicon.facts(&text);
        let is_word = lexicon.is_own(&text) || facts.is_some_and(|facts| facts.is_word(&text));
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_small = text.chars().all(char::is_lowercase);
        Self { text, facts, is_word, is_small, is_plain }
    }

    /// What stands behind its last hyphen.
    fn last_part(&self) -> &str {
        if self.is_plain { &self.text } else { self.text.rsplit('-').next().unwrap_or_default() }
    }

    /// What stands before its first hyphen.
    fn first_part(&self) -> &str {
        if self.is_plain { &self.text } else { self.text.split('-').next().unwrap_or_default() }
    }

    /// The size of the smallest list that has the word, whatever its capitals; see [`Facts::level`].
    pub fn level(&self) -> u8 {
        self.facts.map_or(Facts::UNLISTED, |facts| facts.level)
    }
}

/// Tokens that follow one another with a space between them and may be one word that the spaces split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joint {
    /// Which of the passages of English prose has them.
    pub passage: usize,
    /// The first token.
    pub first: usize,
    /// How many tokens there are: two or three.
    pub count: usize,
}

/// How many words of late are kept where they can be found without the table of all: most words come again soon.
const KEPT: usize = 4096;

impl Vocabulary {
    /// The words of these passages, which come with their texts; those that are no English prose are left out.
    ///
    /// `before` is the vocabulary of the same text before an edit: what is known about the passages that stayed as they
    /// are is taken over.
    pub fn of<'t>(before: Self, passages: impl Iterator<Item = (usize, &'t str)>, lexicon: &Lexicon) -> Self {
        let Self { forms, numbers, by_text: mut known, .. } = before;
        let mut vocabulary = Self { forms, numbers, ..Self::default() };
        let mut recent = vec![u32::MAX; KEPT];
        for (index, text) in passages {
            let again = vocabulary.by_text.get(text).map(Rc::clone);
            let tokens = again.unwrap_or_else(|| {
                let (text, tokens) = known.remove_entry(text).unwrap_or_else(|| {
                    let mut tokens = tokens(text, lexicon);
                    vocabulary.number(text, &mut tokens, &mut recent, lexicon);
                    (text.into(), Rc::new(tokens))
                });
                vocabulary.by_text.insert(text, Rc::clone(&tokens));
                tokens
            });
            if vocabulary.is_english(&tokens) {
                vocabulary.passages.push(index);
                vocabulary.tokens.push(tokens);
            }
        }
        vocabulary
    }

    /// Gives each token the number of its form.
    fn number(&mut self, text: &str, tokens: &mut [Token], recent: &mut [u32], lexicon: &Lexicon) {
        for token in tokens {
            let word = token.core_of(text);
            let place = &mut recent[Hash::of(word.as_bytes()).mixed() % KEPT];
            if self.forms.get(*place as usize).is_none_or(|form| &*form.text != word) {
                *place = self.numbers.get(word).copied().unwrap_or_else(|| {
                    let (word, number) = (Rc::<str>::from(word), self.forms.len() as u32);
                    self.numbers.insert(Rc::clone(&word), number);
                    self.forms.push(Form::of(word, lexicon));
                    number
                });
            }
            token.form = *place;
        }
    }

    /// The word of a token.
    pub fn form(&self, token: &Token) -> &Form {
        &self.forms[token.form as usize]
    }

    /// Whether enough words of a passage are known; a foreign quotation in an English text has few that are.
    fn is_english(&self, tokens: &[Token]) -> bool {
        let (mut words, mut known) = (0, 0);
        for form in tokens.iter().take(SAMPLE).map(|token| self.form(token)) {
            if form.text.len() > 3 && form.text.starts_with(char::is_lowercase) {
                words += 1;
                known += usize::from(form.is_word);
                if known >= ENOUGH {
                    return true;
                }
            }
        }
        words < FEW || 5 * known >= 2 * words
    }

    /// Where pieces are one word of the lexicon or of the document that spaces split, by themselves or with what stands
    /// before or behind a hyphen left out.
    pub fn joints(&self, survey: &Survey, lexicon: &Lexicon) -> Vec<Joint> {
        let is_word = |pieces: &Pieces, words: &[&str]| {
            // Few that are none are put together for the look at the tables.
            let may_be_listed = pieces.needs_closer_look || lexicon.has_own() || lexicon::may_be_word(pieces.hash);
            let may_be_here = pieces.needs_closer_look || survey.may_have(pieces.hash);
            (may_be_listed || may_be_here) && {
                let word = words.concat();
                may_be_listed && lexicon.facts(&word).is_some() || may_be_here && survey.count(&word) > 0
            }
        };
        let mut joints = Vec::new();
        for (passage, tokens) in self.tokens.iter().enumerate() {
            for (first, pair) in tokens.windows(2).enumerate() {
                if !pair[0].has_neighbour || pair[1].is_opened() {
                    continue;
                }
                let (one, two) = (self.form(&pair[0]), self.form(&pair[1]));
                let Some(start) = Pieces::default().and(one.last_part(), one.is_plain) else { continue };
                let pieces = start.and(two.first_part(), two.is_plain);
                if pieces.is_some_and(|pieces| is_word(&pieces, &[one.last_part(), two.first_part()])) {
                    joints.push(Joint { passage, first, count: 2 });
                }
                let last = tokens.get(first + 2).filter(|last| pair[1].has_neighbour && !last.is_opened());
                let Some(three) = last.map(|last| self.form(last)) else { continue };
                let pieces = if two.is_plain { pieces } else { start.and(&two.text, false) };
                let pieces = pieces.and_then(|pieces| pieces.and(three.first_part(), three.is_plain));
                if pieces.is_some_and(|pieces| is_word(&pieces, &[one.last_part(), &two.text, three.first_part()])) {
                    joints.push(Joint { passage, first, count: 3 });
                }
            }
        }
        joints
    }
}

/// Pieces that stand one after another, as the word that they would be without the spaces.
#[derive(Clone, Copy, Debug)]
struct Pieces {
    /// The hash of the word in small letters.
    hash: Hash,
    /// It has other letters than those of ASCII, or apostrophes, which are folded or cut off.
    needs_closer_look: bool,
}

impl Default for Pieces {
    fn default() -> Self {
        Self { hash: Hash::EMPTY, needs_closer_look: false }
    }
}

/// The bit by which a small letter of ASCII differs from its capital.
const CAPITAL: u8 = b'a' ^ b'A';

impl Pieces {
    /// The same with one piece more, which is of letters of ASCII only where `is_plain` says so; nothing where it can be
    /// no part of a word.
    fn and(mut self, piece: &str, is_plain: bool) -> Option<Self> {
        if !is_plain {
            let is_word_like = piece.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'));
            if piece.is_empty() || !is_word_like {
                return None;
            }
            self.needs_closer_look |= piece.bytes().any(|byte| !byte.is_ascii_alphabetic());
        }
        self.hash = piece.bytes().fold(self.hash, |hash, byte| hash.and(byte | CAPITAL));
        Some(self)
    }
}

/// How many tokens of a passage are looked at to tell whether it is English.
const SAMPLE: usize = 60;

/// So many known words are enough, whatever the rest of the sample is.
const ENOUGH: usize = SAMPLE * 2 / 5;

/// Fewer words than this say nothing about the language.
const FEW: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;

    fn vocabulary(text: &str) -> Vocabulary {
        Vocabulary::of(Vocabulary::default(), std::iter::once((0, text)), &Lexicon::default())
    }

    #[test]
    fn each_different_word_is_known_once() {
        let text = "The ferry, the old Ferry; the zornfn.";
        let vocabulary = vocabulary(text);
        let forms: Vec<_> = vocabulary.forms.iter().map(|form| (&*form.text, form.is_word, form.is_small)).collect();
        let wanted = [
            ("The", true, false),
            ("ferry", true, true),
            ("the", true, true),
            ("old", true, true),
            ("Ferry", true, false),
            ("zornfn", false, true),
        ];
        assert_eq!(forms, wanted);
        assert_eq!(vocabulary.tokens[0].iter().map(|token| token.form).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 2, 5]);
    }

    #[test]
    fn what_is_known_of_passages_that_stay_is_taken_over() {
        let lexicon = Lexicon::default();
        let passages = |texts: [&'static str; 3]| texts.into_iter().enumerate();
        let before = [("The old ferry."), "A new pier.", "The old ferry."];
        let after = ["The new pier.", "The old ferry.", "An old pier."];
        let changed = Vocabulary::of(
            Vocabulary::of(Vocabulary::default(), passages(before), &lexicon),
            passages(after),
            &lexicon,
        );
        let anew = Vocabulary::of(Vocabulary::default(), passages(after), &lexicon);
        let words = |vocabulary: &Vocabulary| -> Vec<(std::ops::Range<usize>, String)> {
            let tokens = vocabulary.tokens.iter().flat_map(|tokens| tokens.iter());
            tokens.map(|token| (token.core.clone(), vocabulary.form(token).text.to_string())).collect()
        };
        assert_eq!(words(&changed), words(&anew));
        assert_eq!(changed.passages, anew.passages);
        assert_eq!(changed.by_text.len(), 3);
    }

    #[test]
    fn foreign_prose_is_left_out() {
        let german = "und das alte boot fuhr jeden morgen über den fluss zwischen beiden städten";
        assert!(vocabulary(german).passages.is_empty());
        assert_eq!(vocabulary("and the old boat sailed over the river every morning between both").passages, [0]);
    }

    #[test]
    fn joints_are_where_pieces_are_a_word() {
        let text = "The gov ernment, an in vestiga tive (gov ernment) re- port of the well-kno wn l00 ps, zornx fn.";
        let vocabulary = vocabulary(text);
        let survey = Survey::of(&Draft::default());
        let found = vocabulary.joints(&survey, &Lexicon::default());
        let words: Vec<String> = found
            .iter()
            .map(|joint| {
                let tokens = &vocabulary.tokens[joint.passage][joint.first..joint.first + joint.count];
                tokens.iter().map(|token| token.core_of(text)).collect()
            })
            .collect();
        for word in ["government", "investigative", "well-known"] {
            assert!(words.iter().any(|found| found == word), "{word} in {words:?}");
        }
        assert!(!words.iter().any(|found| ["l00ps", "re-port", "zornxfn"].contains(&found.as_str())), "{words:?}");
    }
}
