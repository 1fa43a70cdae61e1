//! How sure it is that a word is two which lost the hyphen between them.
//!
//! Measured on five million words of clean text: what [`Rank::Certain`] asks for was found in none of its prose, and what
//! [`Rank::Shown`] asks for in one word of a hundred thousand, never in a document with a certain case.

use super::inline::Reading;
use super::{CERTAIN, Evidence};
use crate::lexicon::{Compound, key};

/// How sure a pair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The odds say so, and nothing else.
    Likely,
    /// The compound is known or stands elsewhere: enough in a document that is shown to have lost hyphens.
    Shown,
    /// No author writes it so.
    Certain,
}

/// A joined form that stands more often than this is the author's, unless the compound is a common one.
const MOST_HERE: u32 = 2;

/// A compound seen so often is a common one.
const COMMON: u32 = 10;

/// A document of more words than this is long.
const LONG: u32 = 50_000;

/// Short names that are no other words make too many by chance: `Osborn`.
const SHORTEST_NAME: usize = 4;

impl Evidence<'_> {
    /// How sure it is that `joined` was written as `compound`, which has one hyphen more.
    pub fn rank_of_pair(&self, joined: &str, compound: &str) -> Rank {
        let Some((left, right)) = compound.split_once('-') else { return Rank::Likely };
        let here = self.survey.count(joined);
        let in_document = self.survey.count_hyphenated(compound);
        let known = self.lexicon.hyphenated(compound).unwrap_or(Compound { count: 0, listed: false });
        let attested = known.count >= 2 || known.listed;
        let Some(facts) = self.lexicon.facts(joined) else {
            return self.rank_of_unknown(left, right, here, in_document, known);
        };
        // `longterm` is in a large list, `long-term` in every newspaper.
        let rarer = facts.level >= 50 && facts.count <= 2 && (known.count >= COMMON || in_document > here.max(1));
        let style = facts.level >= 80 && facts.count <= 2 && self.survey.compounds_with(left) > 0;
        let shown = if self.is_fusing_prefix(left) { style } else { rarer && attested };
        if shown { Rank::Shown } else { Rank::Likely }
    }

    /// Whether a compound is one that everybody writes with its hyphen.
    pub fn is_common_compound(&self, compound: &str) -> bool {
        let known = self.lexicon.hyphenated(compound).unwrap_or(Compound { count: 0, listed: false });
        let prefix = compound.split_once('-').is_some_and(|(left, _)| self.lexicon.is_prefix(left));
        !prefix && known.count >= if known.listed { 2 } else { COMMON }
    }

    /// The rank of a pair whose joined form nobody has.
    fn rank_of_unknown(&self, left: &str, right: &str, here: u32, in_document: u32, known: Compound) -> Rank {
        let attested = known.count >= 2 || known.listed;
        if self.is_fusing_prefix(left) {
            // The document shows how it writes this prefix.
            let style = self.survey.compounds_with(left) > 0;
            return if known.count >= COMMON / 2 || style { Rank::Shown } else { Rank::Likely };
        }
        let letters = left.chars().count();
        let last = self.lower_level(right) <= 60 || self.lexicon.part(right).last >= COMMON / 2;
        let words = self.lower_level(left) <= 50 && last && letters > 2;
        let rare = here <= MOST_HERE || known.count >= COMMON && here <= 3 * MOST_HERE;
        // The longer a text, the more often its author is of two minds.
        let long = self.survey.total() > LONG;
        let unfused = self.lexicon.is_unfused_part(right);
        let free = self.lexicon.is_free_part(right);
        let certain = words
            && rare
            && (unfused && (attested || self.lexicon.is_number(left) && self.lexicon.is_measure(right))
                || free && letters > 3
                || known.count >= COMMON && known.listed && right.chars().count() > 2
                || in_document > 1 && here <= in_document && (attested || known.count > 0 && !long)
                || in_document > 0 && known.count >= COMMON / 2);
        if certain || self.is_behind_name(left, right, here) {
            Rank::Certain
        } else if attested || in_document > 0 {
            Rank::Shown
        } else {
            Rank::Likely
        }
    }

    /// Whether words with this first part are written closed as often as not: `re`, `non`, `micro`.
    fn is_fusing_prefix(&self, left: &str) -> bool {
        self.lexicon.is_prefix(left) && !matches!(&*key(left), "cross" | "half" | "self" | "vice" | "well")
    }

    /// `Bahrainbased`: a name before a part that fuses with none.
    fn is_behind_name(&self, left: &str, right: &str, here: u32) -> bool {
        if here > MOST_HERE || !left.starts_with(char::is_uppercase) || left.chars().count() < SHORTEST_NAME {
            return false;
        }
        let facts = self.lexicon.facts(left);
        let proper = facts.is_some_and(|facts| facts.proper);
        let name = proper && self.lower_level(left) > 60 || self.survey.count_name(left) > 0;
        let capitals = left.chars().skip(1).any(char::is_uppercase);
        // `DownloadFailed` is the name of a thing in a program.
        if capitals && !left.ends_with(char::is_uppercase) && !self.lexicon.is_camel(left) {
            return false;
        }
        if self.lexicon.is_free_part(right) {
            // `Dhabibased`: nothing but a compound ends so.
            let plain = right == "based" || facts.is_some() && self.lexicon.is_plain_part(right);
            return name || proper || capitals || plain;
        }
        name && matches!(right, "born" | "style")
    }

    /// Reads a token that begins with a name as one whose hyphen is lost: `Bahrainbased`, `FedRAMPauthorized`.
    pub fn lost_hyphen_behind_name(&self, token: &str, starts_sentence: bool) -> Option<Reading> {
        let capital = token.starts_with(char::is_uppercase) && !starts_sentence;
        if !capital || token.len() > super::inline::LONGEST_WORD || !token.chars().all(char::is_alphabetic) {
            return None;
        }
        if self.lexicon.facts(token).is_some() {
            return None;
        }
        let here = self.survey.count(token);
        token.char_indices().skip(SHORTEST_NAME).find_map(|(at, _)| {
            let (left, right) = token.split_at(at);
            let lower = right.chars().all(char::is_lowercase);
            (lower && self.is_behind_name(left, right, here)).then(|| {
                let reason = format!("`{left}` is a name, and `{right}` stands behind a hyphen");
                Reading { text: format!("{left}-{right}"), log_odds: CERTAIN, reason }
            })
        })
    }

    /// Reads a name in which a small letter follows the hyphen as one that lost it: `Kimoon`, where `Ki-moon` stands
    /// elsewhere.
    pub fn lost_hyphen_in_name(&self, token: &str) -> Option<Reading> {
        let capital = token.starts_with(char::is_uppercase);
        if !capital || token.len() > super::inline::LONGEST_WORD || !token.chars().all(char::is_alphabetic) {
            return None;
        }
        if self.lexicon.facts(token).is_some() {
            return None;
        }
        if let Some(whole) = self.lexicon.name_with_hyphen(token) {
            let reason = format!("`{whole}` is a name with a hyphen");
            return Some(Reading { text: whole.to_owned(), log_odds: CERTAIN, reason });
        }
        let here = self.survey.count(token);
        if self.survey.count_name(token) < here {
            return None;
        }
        token.char_indices().skip(2).find_map(|(at, _)| {
            let (left, right) = token.split_at(at);
            let whole = format!("{left}-{right}");
            let elsewhere = self.survey.count_hyphenated(&whole);
            (elsewhere > 1 && elsewhere >= here && right.chars().all(char::is_lowercase)).then(|| {
                let reason = format!("`{whole}` stands elsewhere in this text");
                Reading { text: whole, log_odds: CERTAIN, reason }
            })
        })
    }
}
