//! The log-odds of a joined word against a hyphenated compound.
//!
//! A logistic regression over the features below, fitted on line-end hyphens whose truth is known, in public texts in
//! 23 kinds of edited English. What was measured stands in `docs/design.md`.

use super::{Evidence, Seam};
use crate::lexicon::{COUNTED_HYPHENS, COUNTED_WORDS, key};

/// The weight of each feature, in natural log-odds of the joined form.
mod weight {
    /// Before anything is known.
    pub(super) const BIAS: f64 = -3.345;
    /// The logarithm of the count of the joined form.
    pub(super) const CLOSED: f64 = 0.734;
    /// The joined form is not known.
    pub(super) const CLOSED_UNKNOWN: f64 = -4.263;
    /// The logarithm of the count of the compound.
    pub(super) const COMPOUND: f64 = -0.517;
    /// The logarithm of the count the compound would have if its parts met by chance.
    pub(super) const PARTS: f64 = -0.236;
    /// The left part is no word.
    pub(super) const LEFT_UNKNOWN: f64 = 1.845;
    /// The right part is no word.
    pub(super) const RIGHT_UNKNOWN: f64 = 2.46;
    /// A part is no word and the joined form is one.
    pub(super) const FRAGMENT: f64 = 1.206;
    /// The document has the joined form elsewhere, once or twice.
    pub(super) const IN_DOCUMENT: f64 = 1.667;
    /// The document has the compound elsewhere, once or twice.
    pub(super) const COMPOUND_IN_DOCUMENT: f64 = -1.611;
    /// The document has other compounds with the same first part, one or two.
    pub(super) const FIRST_IN_DOCUMENT: f64 = -0.699;
    /// A typesetter may break the joined form here.
    pub(super) const BREAK_POINT: f64 = 1.313;
    /// The left part has a capital.
    pub(super) const CAPITAL: f64 = 0.733;
    /// The same, and the right part is known behind hyphens.
    pub(super) const CAPITAL_COMPOUND: f64 = -0.715;
    /// The same, and the joined form is not known.
    pub(super) const CAPITAL_UNKNOWN: f64 = 0.578;
    /// A part has one or two letters.
    pub(super) const SHORT: f64 = 0.286;
    /// The left token has a hyphen already.
    pub(super) const CHAIN: f64 = -1.472;
    /// A British document, and the joined form is known; then also behind a prefix.
    pub(super) const BRITISH: f64 = 0.209;
    /// See [`BRITISH`].
    pub(super) const BRITISH_PREFIX: f64 = -0.468;
    /// An American document, and the joined form is known; then also behind a prefix.
    pub(super) const AMERICAN: f64 = 0.079;
    /// See [`AMERICAN`].
    pub(super) const AMERICAN_PREFIX: f64 = -0.207;
}

impl Evidence<'_> {
    /// How often the joined form is to be expected: its count, and what its list says where it was hardly seen.
    pub(super) fn closed(&self, word: &str) -> f64 {
        self.lexicon.facts(word).map_or(0.0, |facts| facts.expected())
    }

    /// How often the compound is to be expected.
    pub(super) fn compound(&self, compound: &str) -> f64 {
        self.lexicon
            .hyphenated(compound)
            .map_or(0.0, |known| 0.4 * f64::from(known.count) + if known.listed { 0.44 } else { 0.0 })
    }

    /// How often the compound would be seen if its parts met by chance.
    pub(super) fn by_chance(&self, first: &str, last: &str) -> f64 {
        let seen = |word: &str| self.lexicon.facts(word).map_or(0.0, |facts| f64::from(facts.count)) / COUNTED_WORDS;
        let first_rate = 0.65 * f64::from(self.lexicon.part(first).first) / COUNTED_HYPHENS + 0.35 * seen(first);
        let last_rate = 0.65 * f64::from(self.lexicon.part(last).last) / COUNTED_HYPHENS + 0.35 * seen(last);
        7000.0 * first_rate * last_rate
    }

    /// The log-odds of the joined form against the compound.
    pub(super) fn log_odds(&self, seam: &Seam<'_>) -> f64 {
        let (left, right) = (key(seam.left), key(seam.right));
        let joined = format!("{left}{right}");
        let (hyphenated, chain) = (format!("{left}-{right}"), seam.chain());
        let closed = self.closed(&joined);
        let known = closed > 0.0;
        let flag = f64::from;
        let few = |count: u32| f64::from(count.min(2));
        let (left_unknown, right_unknown) = (self.is_unknown(&left), self.is_unknown(&right));
        let capital = seam.left.starts_with(char::is_uppercase);
        let short = left.chars().count().min(right.chars().count()) < 3;
        let compound = self.compound(&hyphenated).max(self.compound(&chain));
        let in_document = self.survey.count_hyphenated(&hyphenated).max(self.survey.count_hyphenated(&chain));
        let (british, prefix) = (self.survey.british(), self.lexicon.is_prefix(&left));

        weight::BIAS
            + if known { weight::CLOSED * (closed + 0.003).ln() } else { weight::CLOSED_UNKNOWN }
            + weight::COMPOUND * (compound + 0.01).ln()
            + weight::PARTS * (self.by_chance(&left, &right) + 1e-5).ln()
            + weight::LEFT_UNKNOWN * flag(left_unknown)
            + weight::RIGHT_UNKNOWN * flag(right_unknown)
            + weight::FRAGMENT * flag(known && (left_unknown || right_unknown))
            + weight::IN_DOCUMENT * few(self.survey.count(&joined))
            + weight::COMPOUND_IN_DOCUMENT * few(in_document)
            + weight::FIRST_IN_DOCUMENT * few(self.survey.compounds_with(&left))
            + weight::BREAK_POINT * flag(Self::is_break_point(seam.left, seam.right, hypher::Lang::English))
            + weight::CAPITAL * flag(capital)
            + weight::CAPITAL_COMPOUND * flag(capital && self.lexicon.part(&right).last >= 3)
            + weight::CAPITAL_UNKNOWN * flag(capital && !known)
            + weight::SHORT * flag(short)
            + weight::CHAIN * flag(seam.left_token.contains('-'))
            + weight::BRITISH * flag(british > 0 && known)
            + weight::BRITISH_PREFIX * flag(british > 0 && known && prefix)
            + weight::AMERICAN * flag(british < 0 && known)
            + weight::AMERICAN_PREFIX * flag(british < 0 && known && prefix)
    }
}
