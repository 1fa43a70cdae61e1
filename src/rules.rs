//! The catalogue of repairs. Its order is the running order; the reason stands beside each entry.

use crate::rule::Rule;

mod spaced_ellipsis;

/// All rules, in running order. The command line, the configuration, the documentation and the tests are made from it.
pub static RULES: &[&Rule] = &[
    // Punctuation last: by now words and lines are whole.
    &spaced_ellipsis::RULE,
];

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}
