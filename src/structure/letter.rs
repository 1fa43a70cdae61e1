//! Letters: what stands above the salutation is an address and a date, not a header.

use super::byline::Form;
use super::passage::{Known, Passage};
use super::shape::End;
use crate::draft::Hint;

/// How many passages may stand above a salutation.
const ADDRESS: usize = 10;

/// The words a salutation opens with, in small letters.
const OPENINGS: &[&str] = &[
    "dear ",
    "my dear ",
    "my dearest ",
    "dearest ",
    "my darling ",
    "my own ",
    "sehr geehrte",
    "liebe ",
    "lieber ",
    "mein lieber ",
    "meine liebe ",
    "cher ",
    "chère ",
    "chers ",
    "mon cher ",
    "ma chère ",
    "querido ",
    "querida ",
    "estimado ",
    "estimada ",
    "muy señor",
    "caro ",
    "cara ",
    "gentile ",
    "egregio ",
    "geachte ",
    "beste ",
    "lieve ",
    "prezado ",
    "prezada ",
];

/// The passage that is the salutation of a letter; nothing if the text is none.
///
/// Above it stand short lines at most: an address, a date. A byline there is an article's, and so is a headline that
/// the source marks; a headline without a date above the salutation is left to the search for the header.
pub(super) fn salutation(passages: &[Passage]) -> Option<usize> {
    let index = passages.iter().take(ADDRESS + 1).position(|passage| is_salutation(&passage.text))?;
    let above = &passages[..index];
    let is_address = |passage: &Passage| {
        let is_article = match &passage.known {
            Known::Byline(byline) => byline.form == Form::Named,
            Known::Caption(_) => true,
            _ => false,
        };
        !is_article && passage.level.is_none() && passage.hint != Some(Hint::Byline) && passage.shape.words <= 20
    };
    let is_dated = |passage: &Passage| {
        matches!(passage.known, Known::Dateline(_))
            || passage.text.split(|c: char| !c.is_ascii_digit()).any(|figures| figures.len() == 4)
    };
    (above.iter().all(is_address) && (above.is_empty() || above.iter().any(is_dated))).then_some(index)
}

/// Whether a text is a salutation and nothing else: `My dear Arthur,`, `Dear Sir or Madam:`.
fn is_salutation(text: &str) -> bool {
    let small = text.to_lowercase();
    let shape = super::shape::Shape::of(text);
    shape.words <= 8
        && text.starts_with(char::is_uppercase)
        && (shape.end == End::Open || shape.end == End::Exclamation)
        && OPENINGS.iter().any(|opening| small.starts_with(opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salutations() {
        for text in ["My dear Arthur,", "Dear Sir or Madam:", "Sehr geehrte Frau Roth,", "Chère Anne,"] {
            assert!(is_salutation(text), "{text}");
        }
        for text in ["Dear Old Lerwick", "Dear life, she said, was all that she held on to.", "dear Tom,", "Cara"] {
            assert!(!is_salutation(text), "{text}");
        }
    }
}
