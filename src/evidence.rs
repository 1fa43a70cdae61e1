//! The one decision about a hyphen: joined, kept, or kept with a space, and why.
//!
//! Certain rules come first (a digit, a capital, a suspended hyphen); then the log-odds of the joined form against the
//! hyphenated one, from what the document does elsewhere, what the lexicon knows, and where the word may be broken. All
//! rules about hyphens and the one that joins paragraphs over a page break ask here, so that they never disagree.

pub mod candidates;
mod inline;
mod odds;
mod pairs;

use std::borrow::Cow;

use hypher::Lang;

use crate::lexicon::{Facts, Lexicon, key};
use crate::page::Page;
use crate::pattern::Pattern;
use crate::survey::{Language, Survey, is_hyphen};

pub use crate::tokens::{Token, tokens};
pub use inline::{EXPECTED, Gate, Reading};
pub use pairs::Rank;

/// What to do with a hyphen at a line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Take the hyphen and the line end out: `gov-⏎ernment`.
    Join,
    /// Keep the hyphen, take the line end out: `well-⏎known`.
    Keep,
    /// Keep the hyphen, the line end becomes a space: `short-⏎and long-term`.
    KeepAndSpace,
    /// Nothing speaks clearly for the one or the other.
    Unsure,
}

/// A decision with its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// What to do.
    pub decision: Decision,
    /// In a few words, what decided.
    pub reason: Cow<'static, str>,
    /// The natural logarithm of the odds of the joined form against the hyphenated one; ±[`CERTAIN`] from a certain
    /// rule.
    pub log_odds: f64,
}

/// The log-odds of a certain rule.
pub const CERTAIN: f64 = 20.0;

/// What it takes off the log-odds of the joined form that a document breaks no words at its line ends.
const UNBROKEN: f64 = 3.0;

/// Log-odds nearer to nothing than this are no evidence.
const UNSURE: f64 = 0.2;

impl Verdict {
    fn certain(decision: Decision, reason: impl Into<Cow<'static, str>>) -> Self {
        let log_odds = if decision == Decision::Join { CERTAIN } else { -CERTAIN };
        Self { decision, reason: reason.into(), log_odds }
    }

    /// What stands between the two parts once the line end is gone; of two readings that nothing speaks for, the likelier.
    pub fn glue(&self) -> &'static str {
        match self.decision {
            Decision::Join => "",
            Decision::Unsure if self.log_odds > 0.0 => "",
            Decision::Keep | Decision::Unsure => "-",
            Decision::KeepAndSpace => "- ",
        }
    }
}

/// Decides about a hyphen at a line end.
///
/// `left` is text up to the hyphen and with it, `right` the text behind the line end; only the last token of the one
/// and the first of the other are looked at. White space at the seam does not count.
///
/// ```
/// use copydesk::evidence::{Decision, line_end};
/// # use copydesk::{draft::Draft, lexicon::Lexicon, page::Page, survey::Survey};
/// # let (draft, lexicon) = (Draft::default(), Lexicon::default());
/// # let survey = Survey::of(&draft);
/// # let page = Page::new(&draft, &survey, &lexicon);
/// assert_eq!(line_end("the gov-", "ernment said", &page).decision, Decision::Join);
/// assert_eq!(line_end("talks face-to-", "face in May", &page).decision, Decision::Keep);
/// assert_eq!(line_end("short-", "and long-term", &page).decision, Decision::KeepAndSpace);
/// ```
pub fn line_end(left: &str, right: &str, page: &Page<'_>) -> Verdict {
    Evidence::of(page).line_end(left, right)
}

/// What a document and the lexicon say about words.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    survey: &'a Survey,
    lexicon: &'a Lexicon,
}

/// The two tokens at a hyphen and the parts of words next to it.
#[derive(Clone, Copy, Debug)]
struct Seam<'t> {
    /// The token before the left one.
    previous: &'t str,
    /// The last token before the hyphen, without it.
    left_token: &'t str,
    /// The first token behind it.
    right_token: &'t str,
    /// The last part of the left token: letters, digits and apostrophes.
    left: &'t str,
    /// The first part of the right token.
    right: &'t str,
}

impl<'t> Seam<'t> {
    fn new(left: &'t str, right: &'t str) -> Self {
        let left = left.trim_end();
        let left = left.strip_suffix(is_hyphen).unwrap_or(left);
        let (left, right) = (tail(left), head(right.trim_start()));
        let mut tokens = left.rsplit(char::is_whitespace);
        let left_token = tokens.next().unwrap_or("");
        let previous = tokens.next().unwrap_or("");
        let right_token = right.split_whitespace().next().unwrap_or("");
        Self { previous, left_token, right_token, left: last_part(left_token), right: first_part(right_token) }
    }

    fn joined(&self) -> String {
        format!("{}{}", self.left, self.right)
    }

    fn hyphenated(&self) -> String {
        format!("{}-{}", self.left, self.right)
    }

    /// The whole compound the hyphen lies in: all parts of both tokens.
    fn chain(&self) -> String {
        let parts = |token: &str| {
            token
                .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("-")
        };
        format!("{}-{}", parts(self.left_token), parts(self.right_token))
    }
}

/// Second parts that stand behind a hyphen and end no word that a typesetter breaks before them: the days of the week of
/// Portuguese, `lui-même`, `peut-être`.
const COMPOUND_ENDS: [(Language, &[&str]); 2] =
    [(Language::Portuguese, &["feira", "feiras"]), (Language::French, &["même", "mêmes", "être", "là"])];

/// Whether this is the second part of a compound in a language whose words are not known.
fn ends_compound(language: Language, right: &str) -> bool {
    COMPOUND_ENDS.iter().any(|(of, ends)| *of == language && ends.contains(&right))
}

/// The longest token that is looked at, in bytes; a longer one is no word, and cost must not grow with it.
const LONGEST_TOKEN: usize = 120;

/// The end of a text, long enough for a token.
fn tail(text: &str) -> &str {
    let mut start = text.len().saturating_sub(LONGEST_TOKEN);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The beginning of a text, long enough for a token.
fn head(text: &str) -> &str {
    let mut end = text.len().min(LONGEST_TOKEN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The part of a word that a token ends in, or nothing if it ends in a mark.
fn last_part(token: &str) -> &str {
    if !token.ends_with(char::is_alphanumeric) {
        return "";
    }
    let start =
        token.rfind(|c: char| !is_part(c)).map_or(0, |at| at + token[at..].chars().next().map_or(0, char::len_utf8));
    token[start..].trim_start_matches(['\'', '’'])
}

/// The part of a word that a token begins with, or nothing if it begins with a mark.
fn first_part(token: &str) -> &str {
    if !token.starts_with(char::is_alphanumeric) {
        return "";
    }
    let end = token.find(|c: char| !is_part(c)).unwrap_or(token.len());
    token[..end].trim_end_matches(['\'', '’'])
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’')
}

static ADDRESS: Pattern = Pattern::new(|| r"://|www\.|\w@\w".to_owned());
static IDENTIFIER: Pattern = Pattern::new(|| r"[/=_<>{}|@]|(?:^|\s)--?\w|\w\.\w".to_owned());

impl<'a> Evidence<'a> {
    /// The evidence for the words of a page.
    pub fn of(page: &Page<'a>) -> Self {
        Self { survey: page.survey(), lexicon: page.lexicon() }
    }

    /// Decides about a hyphen at a line end; see [`line_end`].
    pub fn line_end(&self, left: &str, right: &str) -> Verdict {
        let seam = Seam::new(left, right);
        if self.survey.language != Language::English {
            return self.certain(&seam).unwrap_or_else(|| self.foreign(&seam));
        }
        self.certain(&seam).or_else(|| self.by_split(&seam)).unwrap_or_else(|| self.weighed(&seam))
    }

    /// Decides in a language whose words are not known: the text itself, and where its typesetters may break a word.
    fn foreign(&self, seam: &Seam<'_>) -> Verdict {
        let (joined, hyphenated) = (seam.joined(), seam.hyphenated());
        let counts = (self.survey.count(&joined), self.survey.count_hyphenated(&hyphenated));
        let (decision, reason) = match counts {
            (0, 0) if ends_compound(self.survey.language, seam.right) => {
                (Decision::Keep, format!("`{}` stands behind a hyphen", seam.right))
            }
            (0, 0) => match Self::language_of_breaks(self.survey.language) {
                Some(language) if Self::is_break_point(seam.left, seam.right, language) => {
                    (Decision::Join, format!("`{joined}` may be broken there"))
                }
                Some(_) => (Decision::Keep, format!("`{joined}` may not be broken there")),
                None => (Decision::Unsure, format!("`{joined}` or `{hyphenated}`: no evidence for either")),
            },
            (plain, compound) if plain >= compound => (Decision::Join, format!("`{joined}` stands in this text")),
            _ => (Decision::Keep, format!("`{hyphenated}` stands in this text")),
        };
        let log_odds = match decision {
            Decision::Join => 1.0,
            Decision::Keep | Decision::KeepAndSpace => -1.0,
            Decision::Unsure => 0.0,
        };
        Verdict { decision, reason: reason.into(), log_odds }
    }

    /// The language whose rules of breaking words are known.
    fn language_of_breaks(language: Language) -> Option<Lang> {
        match language {
            Language::English => Some(Lang::English),
            Language::German => Some(Lang::German),
            Language::French => Some(Lang::French),
            Language::Spanish => Some(Lang::Spanish),
            Language::Italian => Some(Lang::Italian),
            Language::Portuguese => Some(Lang::Portuguese),
            Language::Dutch => Some(Lang::Dutch),
            Language::Unknown => None,
        }
    }

    /// The rules that need no weighing.
    fn certain(&self, seam: &Seam<'_>) -> Option<Verdict> {
        let Seam { left, right, left_token, right_token, .. } = *seam;
        let keep = |reason: &'static str| Some(Verdict::certain(Decision::Keep, reason));
        let first = right.chars().next()?;
        if left.is_empty() {
            return Some(if left_token.is_empty() {
                Verdict::certain(Decision::KeepAndSpace, "the hyphen stands for a dash")
            } else {
                Verdict::certain(Decision::Keep, "no word before the hyphen")
            });
        }
        if left_token.starts_with(['@', '#']) {
            return Some(Verdict::certain(Decision::Join, "handles and hashtags have no hyphens"));
        }
        let both = format!("{left_token} {right_token}");
        let slashes = both.bytes().filter(|&byte| byte == b'/').count();
        let technical = ADDRESS.is_match(&both) || slashes > 1 || IDENTIFIER.is_match(&both);
        if technical && !self.is_broken_word(seam) {
            return keep("part of an address or an identifier");
        }
        if left.ends_with(char::is_numeric) || first.is_numeric() {
            return keep("a digit beside the hyphen");
        }
        self.by_capitals(seam).or_else(|| self.by_prefix(seam)).or_else(|| self.by_suspension(seam))
    }

    /// One of the parts is no word, and joined they are one, or at least make no compound.
    fn is_broken_word(&self, seam: &Seam<'_>) -> bool {
        let capital = seam.right.starts_with(char::is_uppercase);
        !capital && (!self.is_listed(seam.left) || !self.is_listed(seam.right)) && self.log_odds(seam) > 0.0
    }

    fn by_capitals(&self, seam: &Seam<'_>) -> Option<Verdict> {
        let Seam { left, right, .. } = *seam;
        let shouted = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_uppercase);
        if right.starts_with(char::is_uppercase) {
            if shouted(left) && shouted(right) {
                return None;
            }
            let joined = seam.joined();
            if self.survey.has_camel(&joined) || self.lexicon.is_camel(&joined) {
                return Some(Verdict::certain(Decision::Join, format!("`{joined}` is a name")));
            }
            if matches!(left, "Mc" | "Mac") {
                return Some(Verdict::certain(Decision::Join, "a surname"));
            }
            if self.survey.count(&joined) > 0 && self.survey.count_hyphenated(&seam.hyphenated()) == 0 {
                return Some(Verdict::certain(Decision::Join, format!("`{joined}` stands elsewhere in this text")));
            }
            return Some(Verdict::certain(Decision::Keep, "a capital behind the hyphen"));
        }
        if shouted(left) && right.chars().all(|c| !c.is_uppercase()) {
            return Some(Verdict::certain(Decision::Keep, format!("`{left}` is an acronym")));
        }
        None
    }

    fn by_prefix(&self, seam: &Seam<'_>) -> Option<Verdict> {
        let Seam { left, right, .. } = *seam;
        let before_vowel = matches!(&*key(left), "re" | "pre") && right.starts_with('e');
        if before_vowel && right.len() > 3 && self.lower_level(right) <= 60 {
            return Some(Verdict::certain(Decision::Keep, format!("`{left}-` before a vowel")));
        }
        let apart = right.starts_with("op") || right.starts_with("ord");
        if key(left) == "co" && apart && self.survey.british() >= 0 {
            return Some(Verdict::certain(Decision::Keep, format!("`{left}-` before a vowel")));
        }
        None
    }

    fn by_suspension(&self, seam: &Seam<'_>) -> Option<Verdict> {
        let suspended = matches!(seam.right_token, "and" | "or" | "to" | "nor");
        (suspended && self.lower_level(&seam.joined()) > 60)
            .then(|| Verdict::certain(Decision::KeepAndSpace, "a suspended hyphen"))
    }

    /// `v er-⏎sion`: a space splits the word besides.
    fn by_split(&self, seam: &Seam<'_>) -> Option<Verdict> {
        let Seam { previous, left, right, left_token, .. } = *seam;
        let piece = !previous.is_empty()
            && left == left_token
            && previous.chars().all(char::is_alphabetic)
            && left.starts_with(char::is_lowercase)
            && (self.is_unknown(previous) || previous.chars().nth(1).is_none() || self.is_unknown(left));
        let whole = format!("{previous}{left}{right}");
        if !piece || self.compound(&seam.hyphenated()) > 0.0 {
            return None;
        }
        (self.lower_level(&whole) <= 60 && self.closed(&whole) > 20.0 * self.closed(&seam.joined()))
            .then(|| Verdict::certain(Decision::Join, format!("`{whole}` is a word that a space splits besides")))
    }

    /// The log-odds, and the decision they come to.
    fn weighed(&self, seam: &Seam<'_>) -> Verdict {
        let log_odds = self.log_odds(seam) - if self.survey.breaks_no_words() { UNBROKEN } else { 0.0 };
        let decision = if log_odds > UNSURE {
            Decision::Join
        } else if log_odds < -UNSURE {
            Decision::Keep
        } else {
            Decision::Unsure
        };
        Verdict { decision, reason: self.reason(seam, decision).into(), log_odds }
    }

    /// The facts that weighed most, in words.
    fn reason(&self, seam: &Seam<'_>, decision: Decision) -> String {
        let (joined, hyphenated) = (seam.joined(), seam.hyphenated());
        let chain = seam.chain();
        let in_text = |count: u32| if count == 1 { "once".to_owned() } else { format!("{count} times") };
        let compound = if self.compound(&chain) > self.compound(&hyphenated) { &chain } else { &hyphenated };
        let joined_known = self.closed(&joined) > 0.0;
        match decision {
            Decision::Join => match self.survey.count(&joined) {
                0 if joined_known => format!("`{joined}` is a word, `{hyphenated}` not known"),
                0 => format!("`{}` or `{}` is no word", seam.left, seam.right),
                count => format!("`{joined}` stands {} in this text", in_text(count)),
            },
            Decision::Keep | Decision::KeepAndSpace => {
                let count = self.survey.count_hyphenated(&chain).max(self.survey.count_hyphenated(&hyphenated));
                if count > 0 {
                    format!("`{compound}` stands {} in this text", in_text(count))
                } else if self.compound(compound) > 0.0 {
                    format!("`{compound}` known, `{joined}` {}", if joined_known { "rarer" } else { "no word" })
                } else if joined_known {
                    format!("`{}` and `{}` are words, `{joined}` is rare", seam.left, seam.right)
                } else {
                    format!("`{}` and `{}` are words, `{joined}` is none", seam.left, seam.right)
                }
            }
            Decision::Unsure => format!("`{joined}` or `{hyphenated}`: no evidence for either"),
        }
    }

    /// The level of a word in lower case.
    fn lower_level(&self, word: &str) -> u8 {
        self.lexicon.facts(word).map_or(Facts::UNLISTED, |facts| facts.lower_level())
    }

    /// Whether a word is in a list, or was seen more than once.
    fn is_listed(&self, word: &str) -> bool {
        self.lexicon.facts(word).is_some_and(|facts| facts.level <= 60 || facts.count >= 2)
    }

    /// Whether a word is in no list and was seen once at most.
    fn is_unknown(&self, word: &str) -> bool {
        self.lexicon.facts(word).is_none_or(|facts| facts.level > 80 && facts.count < 2)
    }

    /// Whether a typesetter may break the joined word at the seam, after Knuth and Liang.
    fn is_break_point(left: &str, right: &str, language: Lang) -> bool {
        let (least_left, least_right) = language.bounds();
        Self::is_break_point_within(left, right, language, (least_left, least_right))
    }

    /// The same, with at least so many letters before and behind it.
    fn is_break_point_within(left: &str, right: &str, language: Lang, least: (usize, usize)) -> bool {
        let start = left
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |at| at + left[at..].chars().next().map_or(0, char::len_utf8));
        let end = right.find(|c: char| !c.is_alphabetic()).unwrap_or(right.len());
        let (left, right) = (&left[start..], &right[..end]);
        if left.is_empty() || right.is_empty() || left.len() + right.len() > 64 {
            return false;
        }
        let word = format!("{left}{right}").to_lowercase();
        let mut at = 0;
        hypher::hyphenate_bounded(&word, language, least.0, least.1).any(|syllable| {
            at += syllable.len();
            at == left.len() && at < word.len()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, line_end};
    use crate::lexicon::Lexicon;
    use crate::page::Page;
    use crate::survey::Survey;

    #[track_caller]
    fn check(document: &str, left: &str, right: &str, decision: Decision) {
        let draft = crate::read::plain::read(document);
        let (survey, lexicon) = (Survey::of(&draft), Lexicon::default());
        let verdict = line_end(left, right, &Page::new(&draft, &survey, &lexicon));
        assert_eq!(verdict.decision, decision, "{verdict:?}");
        assert!(!verdict.reason.is_empty());
    }

    #[test]
    fn certain_cases_need_no_weighing() {
        check("", "in 10-", "20 boats", Decision::Keep);
        check("", "the NATO-", "led fleet", Decision::Keep);
        check("", "Saint-", "Denis", Decision::Keep);
        check("", "Mc-", "Carthy sailed", Decision::Join);
        check("", "a You-", "Tube film", Decision::Join);
        check("", "to re-", "elect him", Decision::Keep);
        check("", "short-", "and long-term", Decision::KeepAndSpace);
        check("", "see https://example.org/a-", "b", Decision::Keep);
        check("", "ask @har-", "bourmaster", Decision::Join);
    }

    #[test]
    fn words_are_weighed_by_what_is_known_of_them() {
        check("", "the gov-", "ernment", Decision::Join);
        check("", "the gov\u{2010}", "ernment’s", Decision::Join);
        check("", "well-", "known", Decision::Keep);
        check("", "face-to-", "face", Decision::Keep);
        check("", "a domes-", "tic v er-", Decision::Join);
        check("", "a domestic v er-", "sion", Decision::Join);
    }

    #[test]
    fn the_document_is_its_own_dictionary() {
        check("The Zornbeck mill. Old Zornbeck.", "near Zorn-", "beck", Decision::Join);
        check("The zorn-beck mill. An old zorn-beck.", "a zorn-", "beck", Decision::Keep);
    }

    #[test]
    fn what_was_cut_at_line_ends_is_no_evidence() {
        let draft = crate::read::plain::read("The harbour of the old town gov-\nernment was closed on that day.\n");
        let survey = Survey::of(&draft);
        assert_eq!((survey.count("gov"), survey.count("ernment"), survey.count("harbour")), (0, 0, 1));
    }

    #[test]
    fn a_long_token_costs_no_more_than_a_short_one() {
        let long = "a-".repeat(200_000);
        check("", &long, &long, Decision::Keep);
    }
}
