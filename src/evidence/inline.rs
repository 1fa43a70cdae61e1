//! Readings of damaged words inside a line: a hyphen lost or left, a word split, two words run together.
//!
//! Each reading has log-odds against the text as it stands. What is worth acting on, a [`Gate`] says: a damaged document
//! is damaged throughout, so that many certain cases lower the bar for the rest, and on a clean one it stays high.

use std::borrow::Cow;
use std::collections::HashSet;

use super::candidates::Place;
use super::{CERTAIN, Decision, Evidence, Seam};
use crate::lexicon::{COUNTED_WORDS, Facts, key};

/// A reading that the evidence prefers to the text as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What the author wrote.
    pub text: String,
    /// The natural logarithm of the odds of this reading against the text as it stands.
    pub log_odds: f64,
    /// In a few words, what decided.
    pub reason: String,
}

/// When a reading is acted on.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    /// The least log-odds in a document that shows nothing.
    pub always: f64,
    /// The least log-odds in a document that is shown to be damaged.
    pub damaged: f64,
    /// Log-odds of a case that shows the damage.
    pub strong: f64,
    /// How many different such cases show it.
    pub cases: usize,
    /// How many such cases in a thousand words show it.
    pub per_thousand: f64,
}

impl Gate {
    /// Whether these cases, each with its text and its log-odds, show that a document of so many words is damaged.
    pub fn is_damaged<'t>(&self, cases: impl Iterator<Item = (&'t str, f64)>, words: u32) -> bool {
        let strong: HashSet<&str> =
            cases.filter(|(_, log_odds)| *log_odds >= self.strong).map(|(text, _)| text).collect();
        strong.len() >= self.cases && 1000.0 * strong.len() as f64 >= self.per_thousand * f64::from(words)
    }

    /// The least log-odds to act on.
    pub fn least(&self, damaged: bool) -> f64 {
        if damaged { self.damaged } else { self.always }
    }
}

/// A word that is expected more often than this is meant as it stands.
pub const EXPECTED: f64 = 1.5;

/// What an unseen word is expected to count.
const UNSEEN: f64 = 0.003;

/// How months and days of the week begin: before one of them a line end was lost, not a hyphen.
const DATES: [&str; 19] = [
    "January", "Februar", "March", "April", "May", "June", "July", "August", "Septem", "October", "Novem", "Decem",
    "Monday", "Tuesd", "Wednesd", "Thursd", "Friday", "Saturd", "Sunday",
];

/// The log-odds that a seam adds, besides those of the decision at a line end.
const AT_SEAM: f64 = 4.0;

/// What a link at the head of the damaged part adds: in six million words of clean text no compound has one.
const LINKED: f64 = 3.0;

/// A part that is seen less often than this, and so many times less often than the whole, is a fragment.
const RARE: f64 = 20.0;

/// A compound that is expected so often stands against a joined form that the document has three times.
const COMMON: f64 = 4.0;

/// A chain of more parts than this is no compound.
const MOST_PARTS: usize = 4;

/// A word longer than this, in bytes, is none; the cost of looking at splits must not grow with it.
pub(super) const LONGEST_WORD: usize = 48;

impl Evidence<'_> {
    /// Reads a token as one whose hyphen is lost: `face-toface`, `wellknown`.
    pub fn lost_hyphen(&self, token: &str, starts_sentence: bool) -> Option<Reading> {
        let parts: Vec<&str> = token.split('-').collect();
        let chain = parts.len() > 1;
        if token.len() > LONGEST_WORD || parts.len() > MOST_PARTS || !parts.iter().all(|part| is_word_like(part)) {
            return None;
        }
        if chain && (self.compound(token) > 0.0 || self.survey.count_hyphenated(token) > 1) {
            return None;
        }
        if chain && self.residual_hyphen(token).is_some_and(|reading| reading.log_odds > 0.0) {
            return None;
        }
        if let Some(reading) = self.lost_before_article(&parts) {
            return Some(reading);
        }
        let mut best: Option<Reading> = None;
        for (index, part) in parts.iter().enumerate() {
            let first_capital = index == 0 && starts_sentence && self.survey.count_name(part) == 0;
            if part.len() < 3 || !is_lower(part, first_capital) {
                continue;
            }
            let expected = self.closed(part);
            let seen_here = self.survey.count(part);
            if expected > EXPECTED {
                continue;
            }
            let odds_of_part = expected + UNSEEN * if seen_here > 1 { 20.0 } else { 1.0 };
            for (at, _) in part.char_indices().skip(1) {
                let whole = with_hyphen(&parts, index, at);
                let (left, right) = (&part[..at], &part[at..]);
                let linked = index > 0 && self.lexicon.is_function_word(left)
                    || index + 1 < parts.len() && self.lexicon.is_function_word(right);
                let expected_split = self.expected_split(&whole, left, right, linked, expected);
                let held = if chain {
                    expected > 0.3 && self.compound(&whole) <= 0.0
                } else {
                    seen_here > 2 && self.compound(&whole) < COMMON
                };
                if expected_split <= 0.0 || held {
                    continue;
                }
                let attested = self.compound(&whole) > 0.0 || self.survey.count_hyphenated(&whole) > 0;
                let log_odds = (expected_split / odds_of_part).ln()
                    + if chain && (linked || attested) { 3.5 } else { 0.0 }
                    + if index > 0 && self.is_linked_behind(left, right, part) { LINKED } else { 0.0 };
                if best.as_ref().is_none_or(|best| log_odds > best.log_odds) {
                    let reason = self.reason_for_split(&whole, part, left, right);
                    best = Some(Reading { text: whole, log_odds, reason });
                }
            }
        }
        best
    }

    /// Reads a part inside of a chain that is a link and an article: `one-ofa-kind`, `state-ofthe-art`.
    fn lost_before_article(&self, parts: &[&str]) -> Option<Reading> {
        let inner = 1..parts.len().max(2) - 1;
        inner.into_iter().find_map(|index| {
            let (link, article) =
                ["the", "an", "a"].iter().find_map(|article| Some((parts[index].strip_suffix(article)?, *article)))?;
            let reason = format!("`{link}` and `{article}` between words of a compound");
            (self.lexicon.is_link(link) && !matches!(link, "a" | "as")).then(|| Reading {
                text: with_hyphen(parts, index, link.len()),
                log_odds: CERTAIN,
                reason,
            })
        })
    }

    /// Whether the last part of a chain is a link and a word, `toface`, and nobody has the two as one.
    fn is_linked_behind(&self, link: &str, word: &str, part: &str) -> bool {
        self.lexicon.is_link(link)
            && word.chars().nth(2).is_some()
            && self.lower_level(word) <= 50
            && self.lexicon.facts(part).is_none()
    }

    /// How often the compound with its hyphen put back is to be expected; `linked` says that one of the parts is a
    /// function word within a chain.
    fn expected_split(&self, whole: &str, left: &str, right: &str, linked: bool, closed: f64) -> f64 {
        let known = self.compound(whole) + 20.0 * f64::from(self.survey.count_hyphenated(whole).min(1));
        if known > 0.0 {
            return known;
        }
        let (left, right) = (key(left), key(right));
        let letters = (left.chars().count(), right.chars().count());
        let levels = (self.lower_level(&left), self.lower_level(&right));
        let by_chance = || self.by_chance(&left, &right).min(0.5);
        if letters.0 >= 2
            && letters.1 >= 3
            && levels.0.max(levels.1) <= 60
            && self.lexicon.part(&left).first >= 2
            && self.lexicon.part(&right).last >= 2
        {
            by_chance()
        } else if linked && letters.0.min(letters.1) >= 2 && levels.0.max(levels.1) <= 50 {
            by_chance() + 0.01
        } else if matches!(&*left, "non" | "anti" | "self" | "ex") && levels.1 <= 60 && closed <= 0.0 {
            0.02
        } else {
            0.0
        }
    }

    fn reason_for_split(&self, whole: &str, part: &str, left: &str, right: &str) -> String {
        if self.survey.count_hyphenated(whole) > 0 {
            format!("`{whole}` stands elsewhere in this text, `{part}` is no word")
        } else if self.compound(whole) > 0.0 {
            format!("`{whole}` known, `{part}` no word")
        } else {
            format!("`{left}` and `{right}` make compounds, `{part}` is no word")
        }
    }

    /// Reads a token where two lines were joined as one whose hyphen was lost with the line end: there it is a question
    /// of the decision at line ends, for each place where the token falls into two words.
    pub fn lost_hyphen_at_seam(&self, token: &str) -> Option<Reading> {
        let alphabetic = token.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'));
        if token.len() > LONGEST_WORD || !alphabetic || self.survey.count(token) > 1 || self.closed(token) > 0.0 {
            return None;
        }
        let mut best: Option<Reading> = None;
        for (at, _) in token.char_indices().skip(1) {
            let (left, right) = token.split_at(at);
            let words = right.chars().nth(2).is_some() && self.lexicon.is_word(left) && self.lexicon.is_word(right);
            // A name falls into shorter words by chance: `Snowe`.
            let by_chance =
                at <= 2 && left.starts_with(char::is_uppercase) && left.chars().skip(1).all(char::is_lowercase);
            if !words || by_chance || right.starts_with(char::is_uppercase) {
                continue;
            }
            let verdict = self.line_end(left, right);
            let log_odds = if verdict.log_odds <= -CERTAIN { 2.0 } else { -verdict.log_odds } + AT_SEAM;
            if verdict.decision == Decision::Keep && best.as_ref().is_none_or(|best| log_odds > best.log_odds) {
                let reason = format!("two lines were joined here; {}", verdict.reason);
                best = Some(Reading { text: format!("{left}-{right}"), log_odds, reason });
            }
        }
        best
    }

    /// Reads a token with a capital inside as one whose hyphen is lost: `JeanLuc`, `nonEuropean`.
    pub fn lost_hyphen_name(&self, token: &str, place: Place) -> Option<Reading> {
        if token.len() > LONGEST_WORD || self.lexicon.is_camel(token) || !token.chars().all(char::is_alphanumeric) {
            return None;
        }
        let at = capital_inside(token).or_else(|| digits_at_end(token))?;
        let (left, right) = token.split_at(at);
        let whole = format!("{left}-{right}");
        let in_document = self.survey.count_hyphenated(&whole);
        if in_document > 0 {
            let reason = format!("`{whole}` stands elsewhere in this text");
            return Some(Reading { text: whole, log_odds: 10.0, reason });
        }
        let known = self.lexicon.hyphenated(&whole).map_or(0, |compound| compound.count);
        let name =
            |word: &str| self.lexicon.facts(word).is_some_and(|facts| facts.proper) && self.lower_level(word) > 60;
        if self.lexicon.name_with_hyphen(token).is_some() {
            let reason = format!("`{whole}` is a name with a hyphen");
            return Some(Reading { text: whole, log_odds: CERTAIN, reason });
        }
        if known >= 2 && (name(left) || name(right)) {
            let reason = format!("`{whole}` known");
            return Some(Reading { text: whole, log_odds: 7.0 + f64::from(known).ln(), reason });
        }
        let words = self.lexicon.is_word(left) && self.lexicon.is_word(right) && left.chars().nth(1).is_some();
        let common = self.lower_level(left) <= 60 && self.lower_level(right) <= 60;
        let date = DATES.iter().any(|prefix| right.starts_with(prefix));
        // `DigitalGov`: the second part of a name like that of a firm is often an abbreviation.
        let clipped = self.lexicon.is_abbreviation(right);
        if place.at_seam && words && !common && !date && !clipped && self.survey.count(token) < 2 {
            let reason = format!("two lines were joined here, and `{left}` and `{right}` are words");
            return Some(Reading { text: whole, log_odds: 7.0, reason });
        }
        let prefix = matches!(&*key(left), "non" | "anti" | "pre" | "post" | "pro" | "mid" | "trans" | "neo" | "pan");
        if prefix && left.chars().all(char::is_lowercase) && name(right) && self.survey.count(token) < 2 {
            let reason = format!("`{right}` is a name and `{left}-` a prefix");
            return Some(Reading { text: whole, log_odds: 8.0, reason });
        }
        None
    }

    /// Reads a token with a hyphen as a word with a hyphen left from a line end: `rela-tions`.
    pub fn residual_hyphen(&self, token: &str) -> Option<Reading> {
        let parts: Vec<&str> = token.split('-').collect();
        let count = parts.len();
        if token.len() > LONGEST_WORD || !(2..=MOST_PARTS).contains(&count) {
            return None;
        }
        if !parts.iter().all(|part| is_word_like(part)) || self.compound(token) > 0.4 {
            return None;
        }
        let listed = |word: &str| self.lexicon.hyphenated(word).is_some_and(|compound| compound.listed);
        if listed(token) {
            return None;
        }
        let mut best: Option<Reading> = None;
        for index in 0..count - 1 {
            let (left, right) = (parts[index], parts[index + 1]);
            let shouted = left.chars().all(char::is_uppercase);
            if left.len() < 2 || right.len() < 2 || right.starts_with(char::is_uppercase) || shouted {
                continue;
            }
            // Not every typesetter keeps three letters behind the hyphen: `anoth-er`.
            let broken = Self::is_break_point_within(left, right, hypher::Lang::English, (2, 2));
            if listed(&format!("{left}-{right}")) || !broken {
                continue;
            }
            let Some(log_odds) = self.residual_odds(token, left, right) else { continue };
            if best.as_ref().is_none_or(|best| log_odds > best.log_odds) {
                let joined = format!("{left}{right}");
                let reason = format!("`{joined}` is a word, `{left}-{right}` not known");
                best = Some(Reading { text: without_hyphen(&parts, index), log_odds, reason });
            }
        }
        best
    }

    /// Whether a part of a token with a hyphen is no word, or hardly one beside the word that the two make: `be-tween`.
    /// A compound has no such part, however rare it is.
    pub fn has_fragment(&self, token: &str) -> bool {
        let parts: Vec<&str> = token.split('-').collect();
        parts.windows(2).any(|pair| {
            let joined = self.closed(&key(&pair.concat()));
            pair.iter().any(|part| {
                let part = key(part);
                !self.lexicon.is_prefix(&part)
                    && (!self.lexicon.is_word(&part)
                        || RARE * (self.seen(&part) + 0.5) < joined && self.seen(&part) < RARE)
            })
        })
    }

    /// The log-odds of the joined form of two parts of a token against their compound.
    fn residual_odds(&self, token: &str, left: &str, right: &str) -> Option<f64> {
        let (left, right) = (key(left), key(right));
        let (joined, pair) = (format!("{left}{right}"), format!("{left}-{right}"));
        let here = self.survey.count(&joined);
        let with_hyphen = self.survey.count_hyphenated(token).max(self.survey.count_hyphenated(&pair));
        let expected_closed = self.closed(&joined);
        // `avahi-daemon` where `AvahiDaemon` stands too: names that no list has are the document's own.
        if expected_closed <= 0.1 && here <= with_hyphen {
            return None;
        }
        let closed = expected_closed + if here > 0 { 5.0 } else { 0.0 };
        if closed <= 0.1 {
            return None;
        }
        let prefix = self.lexicon.is_prefix(&left);
        let fragment = |word: &str| self.is_unknown(word) || self.lower_level(word) > 60;
        let (left_fragment, right_fragment) = (fragment(&left) && !prefix, fragment(&right));
        let repeated = self.survey.count_hyphenated(token) > 1 || self.survey.count_hyphenated(&pair) > 1;
        if repeated && here == 0 && !left_fragment && !right_fragment {
            return None;
        }
        let seen = |word: &str| self.lexicon.hyphenated(word).map_or(0.0, |compound| f64::from(compound.count));
        let expected = 0.004
            + 0.4 * seen(&pair).max(seen(token))
            + self.by_chance(&left, &right).min(3.0)
            + if prefix { 0.15 } else { 0.0 };
        let suffix = matches!(&*right, "like" | "style" | "wide" | "based");
        Some(
            (closed / expected).ln()
                + 2.5 * (f64::from(left_fragment) + f64::from(right_fragment))
                - if suffix { 3.0 } else { 0.0 }
                // A stutter: `st-stammer`.
                - if right.starts_with(&*left) { 4.0 } else { 0.0 },
        )
    }

    /// Reads two tokens with a hyphen and a space between them, of which `left` ends in the hyphen: `rela- tions` is
    /// joined, `well- known` keeps its hyphen.
    pub fn hyphen_and_space(&self, left: &str, right: &str) -> Option<(Decision, Reading)> {
        let seam = Seam::new(left, right);
        let (first, second) = (seam.left, seam.right);
        let suspended = matches!(
            &*second.to_lowercase(),
            "and" | "or" | "to" | "nor" | "und" | "but" | "through" | "rather" | "as" | "versus" | "vs" | "oder" | "et"
        );
        if first.is_empty() || second.is_empty() || first.chars().nth(1).is_none() {
            return None;
        }
        let joined = format!("{}{}", key(first), key(second));
        if suspended && self.closed(&joined) < 0.2 || second.starts_with(char::is_numeric) {
            return None;
        }
        let keep = |log_odds: f64, reason: String| {
            let text = format!("{first}-{second}");
            Some((Decision::Keep, Reading { text, log_odds, reason }))
        };
        let (hyphenated, chain) = (seam.hyphenated(), seam.chain());
        let here = self.survey.count_hyphenated(&chain).max(self.survey.count_hyphenated(&hyphenated));
        if first.ends_with(char::is_numeric) {
            let known = self.lexicon.part(second).last >= 3;
            return keep(if known { 4.0 } else { 1.0 }, "a number before the hyphen".to_owned());
        }
        let known = self.compound(&chain) + self.compound(&hyphenated);
        if second.starts_with(char::is_uppercase) {
            let seen = known + 3.0 * f64::from(here);
            return keep(if seen > 0.0 { 4.0 + seen.ln_1p() } else { 1.0 }, format!("`{hyphenated}` is a name"));
        }
        let alphabetic = |word: &str| word.chars().all(char::is_alphabetic);
        if !alphabetic(first) || !alphabetic(second) {
            return None;
        }
        let verdict = self.weighed(&seam);
        if verdict.log_odds >= 0.4 && self.closed(&joined) > 0.0 || self.survey.count(&joined) > 0 {
            let text = format!("{first}{second}");
            let reading = Reading { text, log_odds: verdict.log_odds, reason: self.reason(&seam, Decision::Join) };
            return Some((Decision::Join, reading));
        }
        let seen = known + f64::from(here);
        let parts = self.lexicon.part(first).first >= 3 && self.lexicon.part(second).last >= 3;
        let log_odds = if seen > 0.0 || parts { 2.0 + ((seen + 0.05) / 0.05).ln() } else { 1.0 };
        keep(log_odds, self.reason(&seam, Decision::Keep))
    }

    /// Reads two or three tokens as one word split by spaces: `gov ernment`, `T he`, `in vestiga tive`. The last may have
    /// an apostrophe.
    pub fn split_word(&self, pieces: &[&str], starts_sentence: bool) -> Option<Reading> {
        let (first, text) = (*pieces.first()?, pieces.concat());
        if text.len() > LONGEST_WORD || !text.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’')) {
            return None;
        }
        let keys: Vec<_> = pieces.iter().map(|piece| key(piece)).collect();
        let joined = key(&text).into_owned();
        let here = self.survey.count(&joined);
        let facts = self.lexicon.facts(&joined);
        let level = match facts {
            Some(facts) if first.starts_with(char::is_uppercase) => facts.level,
            Some(facts) => facts.lower_level(),
            None => Facts::UNLISTED,
        };
        if level > 60 && here == 0 || self.are_words_apart(pieces, &keys) {
            return None;
        }
        let apart = self.odds_of_words_apart(pieces, &keys, starts_sentence);
        let closed = self.closed(&joined) + 2.0 * f64::from(here);
        if self.lexicon.is_particle(&keys[0]) && self.is_unknown(&keys[1]) && closed < 3.0 {
            return None;
        }
        // The words by chance side by side: the product of their rates.
        let rates = pieces.iter().zip(&keys).map(|(piece, key)| (self.seen_alone(piece, key) + 0.05) / COUNTED_WORDS);
        let log_odds = (closed / COUNTED_WORDS).ln() - rates.map(f64::ln).sum::<f64>() - apart;
        let reason = format!("`{text}` is a word, `{}` is none", pieces.join(" "));
        Some(Reading { text, log_odds, reason })
    }

    /// Whether tokens are words of their own for sure: a known pair, an article before a word.
    fn are_words_apart(&self, pieces: &[&str], keys: &[Cow<'_, str>]) -> bool {
        keys.windows(2).any(|pair| pair[0] == pair[1] || self.lexicon.is_open_pair(&pair[0], &pair[1]))
            || is_article(pieces[0]) && !self.is_rare(&keys[keys.len() - 1])
    }

    /// Whether a word is in no list, or in one and hardly ever seen: `witter`.
    fn is_rare(&self, word: &str) -> bool {
        self.is_unknown(word) || word.len() > 2 && self.lower_level(word) > 50 && self.seen(word) < 3.0
    }

    /// What it takes off the log-odds that tokens may be words of their own: each stands alone elsewhere, or the first is
    /// an initial or a name.
    fn odds_of_words_apart(&self, pieces: &[&str], keys: &[Cow<'_, str>], starts_sentence: bool) -> f64 {
        const BOTH_WORDS: f64 = 8.0;
        const A_NAME: f64 = 6.0;
        let first = pieces[0];
        let alone = |(piece, key): &(&&str, &Cow<'_, str>)| {
            is_article(piece) || !is_single(piece) && (self.lower_level(key) <= 70 || self.seen(key) >= 20.0)
        };
        let initial = is_single(first) && first.starts_with(char::is_uppercase) && !starts_sentence;
        let words =
            pieces.iter().zip(keys).filter(alone).count() > 1 || initial && !self.is_rare(&keys[keys.len() - 1]);
        let name = first.starts_with(char::is_uppercase)
            && !is_single(first)
            && !starts_sentence
            && self.survey.count_name(first) > 1;
        BOTH_WORDS * f64::from(words) + A_NAME * f64::from(name)
    }

    /// How often a piece of a split word is to be expected on its own.
    fn seen_alone(&self, piece: &str, key: &str) -> f64 {
        let single = piece.chars().nth(1).is_none();
        let mut seen = self.seen(key);
        if single && !matches!(piece, "a" | "A" | "I") {
            seen = seen.min(40.0);
        }
        if self.is_unknown(key) {
            seen = seen.min(0.05);
        }
        if self.lower_level(key) > 60 && !single {
            seen = seen.min(3.0) + 0.05;
        }
        seen
    }

    /// Reads a token as two words without their space: `themeeting`, `theUS`.
    pub fn run_together(&self, token: &str, starts_sentence: bool) -> Option<Reading> {
        if token.len() > LONGEST_WORD || !token.chars().all(char::is_alphabetic) {
            return None;
        }
        if let Some(at) = capital_inside(token) {
            return self.run_into_name(token, at);
        }
        if !is_lower(token, starts_sentence && self.survey.count_name(token) == 0) {
            return None;
        }
        let word = key(token);
        let facts = self.lexicon.facts(&word);
        let level = facts.map_or(Facts::UNLISTED, |facts| facts.level);
        let closed = self.closed(&word);
        let here = self.survey.count(&word);
        if level <= 60 || closed > EXPECTED || here > 2 {
            return None;
        }
        let mut best: Option<Reading> = None;
        for (at, _) in token.char_indices().skip(1) {
            let (left, right) = (key(&token[..at]), key(&token[at..]));
            let both = self.is_common(&left) && self.is_common(&right);
            if !(both || level > 95 && (self.is_common(&left) || self.is_common(&right))) {
                continue;
            }
            let single = left.len() < 2 && *left != *"a" || right.len() < 2;
            if single || self.lower_level(&left).max(self.lower_level(&right)) > 50 {
                continue;
            }
            let expected = (self.seen(&left) + 0.05) * (self.seen(&right) + 0.05) / COUNTED_WORDS;
            let ending = right.len() <= 2 && left.len() > 3 && !self.is_common(&left);
            let log_odds = (expected / (closed + UNSEEN * if here > 1 { 20.0 } else { 1.0 })).ln()
                - if ending { 3.0 } else { 0.0 }
                - if *left == *"a" { 1.2 } else { 0.0 };
            if best.as_ref().is_none_or(|best| log_odds > best.log_odds) {
                let text = format!("{} {}", &token[..at], &token[at..]);
                let reason = format!("`{token}` is no word, `{left}` and `{right}` are common ones");
                best = Some(Reading { text, log_odds, reason });
            }
        }
        best
    }

    /// `theUS`, `inChina`: a function word run into a name.
    fn run_into_name(&self, token: &str, at: usize) -> Option<Reading> {
        let (left, right) = token.split_at(at);
        let proper = self.lexicon.facts(right).is_some_and(|facts| facts.proper) && self.lower_level(right) > 60;
        let acronym = right.chars().count() <= 5 && right.chars().all(char::is_uppercase);
        let name = proper || acronym || self.survey.count_name(right) > 1;
        if left.len() < 2
            || !self.is_common(left)
            || !left.chars().all(char::is_lowercase)
            || !name
            || self.survey.count(token) > 2
        {
            return None;
        }
        let reason = format!("`{left}` is a word and `{right}` a name");
        Some(Reading { text: format!("{left} {right}"), log_odds: 12.0, reason })
    }

    /// Whether this is one of the commonest function words.
    fn is_common(&self, word: &str) -> bool {
        self.lexicon.is_function_word(word) && self.seen(word) >= 2000.0
    }

    fn seen(&self, word: &str) -> f64 {
        self.lexicon.facts(word).map_or(0.0, |facts| f64::from(facts.count))
    }
}

/// The words of one letter.
fn is_article(piece: &str) -> bool {
    matches!(piece, "a" | "A" | "I")
}

fn is_single(piece: &str) -> bool {
    piece.chars().nth(1).is_none()
}

/// Letters and digits, with an apostrophe between letters.
fn is_word_like(part: &str) -> bool {
    !part.is_empty()
        && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'))
        && part.starts_with(char::is_alphanumeric)
        && part.ends_with(char::is_alphanumeric)
}

/// Whether a word is in lower case; the first letter may be a capital where `first_capital` says so.
fn is_lower(word: &str, first_capital: bool) -> bool {
    word.chars().enumerate().all(|(index, c)| {
        c.is_lowercase() || matches!(c, '\'' | '’') || index == 0 && first_capital && c.is_uppercase()
    })
}

/// Where the one capital inside a word stands that follows a small letter.
fn capital_inside(token: &str) -> Option<usize> {
    let mut found = None;
    let mut before = None;
    for (at, c) in token.char_indices() {
        if c.is_uppercase() && before.is_some_and(char::is_lowercase) {
            if found.is_some() {
                return None;
            }
            found = Some(at);
        }
        before = Some(c);
    }
    found
}

/// Where the digits at the end of a word begin: `COVID19`.
fn digits_at_end(token: &str) -> Option<usize> {
    let letters = token.trim_end_matches(char::is_numeric);
    (letters.len() < token.len() && letters.len() > 1 && letters.chars().all(char::is_alphabetic))
        .then_some(letters.len())
}

/// The parts with their hyphens, and one more at `at` of the part with this index.
fn with_hyphen(parts: &[&str], index: usize, at: usize) -> String {
    let (left, right) = parts[index].split_at(at);
    let mut whole = parts[..index].join("-");
    if index > 0 {
        whole.push('-');
    }
    whole.push_str(left);
    whole.push('-');
    whole.push_str(right);
    for part in &parts[index + 1..] {
        whole.push('-');
        whole.push_str(part);
    }
    whole
}

/// The parts with their hyphens, but for the one behind the part with this index.
fn without_hyphen(parts: &[&str], index: usize) -> String {
    let mut whole = String::new();
    for (place, part) in parts.iter().enumerate() {
        if place > 0 && place != index + 1 {
            whole.push('-');
        }
        whole.push_str(part);
    }
    whole
}
