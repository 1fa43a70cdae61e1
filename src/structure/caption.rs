//! Captions: the text below a picture, known by who is credited for it or by words only captions have.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::shape::{Case, End, Shape};
use crate::credit;
use crate::glance;
use crate::pattern::Pattern;

/// A caption, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Caption {
    /// Where the credit lies in the text; nothing where none is given.
    pub credit: Option<Range<usize>>,
    /// What gave it away.
    pub reason: &'static str,
}

/// Words that only a caption has.
static POINTING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:(?i:file\ (?:photo|picture|image)|image\ (?:caption|source),)|(?:Pictured|Clockwise\ from|From\ left|
          (?:From\ )?[Ll]eft\ to\ right|Archivbild|Symbolbild|Archivfoto|Symbolfoto|
          Photo\ d’illustration|Imagen\ de\ archivo|Foto\ d’archivio)\b[:,])|
          \((?:left|right|centre|center|pictured|above|links|rechts|à\ gauche|à\ droite|izquierda|derecha|
             (?:from\ )?left\ to\ right|(?:second|third|fourth|far)\ (?:from\ )?(?:left|right)|[Ll]-[Rr])\)|
          ,\ (?:left|right|centre|center),\ |
          \bin\ (?:this|an|a)\ (?:undated|file|handout|archive)\ (?:photo(?:graph)?|picture|image)\b|
          \bin\ this\ (?:photo(?:graph)?|image|picture|still|frame\ grab)\ (?:taken|released|provided|supplied|dated|from)\b|
          ,\ pictured\ (?:here|above|in|at|on|with)\b[^,;:]*$|
          [.(]\s?(?i:file|(?:file|stock|archive)\ (?:photo|picture|image)|archivbild|archivfoto|symbolbild|symbolfoto|
             photo\ d[’']archives?|photo\ d[’']illustration|(?:imagen|foto)\ de\ archivo|foto\ d[’']archivio|archieffoto)[).]*$",
    )
});

/// Whether a text has what [`POINTING`] needs.
fn may_point(text: &str) -> bool {
    const FIRST: &[&str] = &["clockwise", "file", "foto", "from", "image", "imagen", "left", "photo", "pictured"];
    const SIDES: &[&str] = &["center", "centre", "left", "pictured", "right"];
    const IN_BRACKETS: &[&str] = &[
        "above",
        "center",
        "centre",
        "derecha",
        "far",
        "fourth",
        "from",
        "izquierda",
        "l",
        "left",
        "links",
        "pictured",
        "rechts",
        "right",
        "second",
        "third",
        "à",
    ];
    const KINDS: &[&str] = &["archive", "file", "foto", "imagen", "photo", "stock"];
    glance::words(text).any(|(marks, word)| {
        marks.contains(',') && glance::is_any(word, SIDES)
            || marks.contains('(') && glance::is_any(word, IN_BRACKETS)
            || marks.contains(['(', '.']) && glance::is_any(word, KINDS)
    }) || glance::begins_with(text, FIRST)
        || glance::has_part(text, &["archiv", "archief", "symbol"])
        || ["in this ", "in an ", "in a "].iter().any(|place| text.contains(place)) && has_picture(text)
}

fn has_picture(text: &str) -> bool {
    ["photo", "picture", "image", "still", "frame grab"].iter().any(|picture| text.contains(picture))
}

/// A thing at a place, and the year at its end: `The old ferry at her berth in Lerwick in 1962`.
static YEAR_BEHIND: Pattern = Pattern::new(|| {
    r"\s(?:at|in|on|during|outside|near|with|aboard)\s.*(?:\sin|,)\s(?:\p{Lu}\p{L}+\s)?(?:1[89]|20)\d\d\.?$".to_owned()
});

/// Words that open a title or a question, not the description of a picture.
const NO_PICTURE: &[&str] = &["How", "Why", "What", "When", "Where", "Who", "Wie", "Warum", "Was"];

/// Whether a bare line between paragraphs describes what a picture shows, with its year.
pub(super) fn is_dated(text: &str) -> bool {
    let shape = Shape::of(text);
    let first = text.split_whitespace().next().unwrap_or_default();
    (6..=20).contains(&shape.words)
        && shape.end == End::Bare
        && shape.case == Case::Sentence
        && !NO_PICTURE.contains(&first)
        && YEAR_BEHIND.is_match(text)
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a fixed pattern")
}

/// Reads a passage of so many words as a caption; nothing if neither a credit nor a pointing word is in it.
pub(super) fn parse(text: &str, words: usize) -> Option<Caption> {
    if words > 80 || words == 0 {
        return None;
    }
    if let Some(range) = credit::find(text) {
        return Some(Caption { credit: Some(range), reason: "ends in a picture credit" });
    }
    let is_short = words <= 40;
    (is_short && may_point(text) && POINTING.is_match(text))
        .then_some(Caption { credit: None, reason: "points into a picture" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<Caption> {
        super::parse(text, text.split_whitespace().count())
    }

    #[track_caller]
    fn check(text: &str) {
        let caption = parse(text).unwrap_or_else(|| panic!("no caption: {text}"));
        assert_eq!(caption, Caption { credit: None, reason: "points into a picture" });
    }

    #[test]
    fn pointing_words() {
        check("Image caption, The ferry has crossed the sound since 1931");
        check("The mayor (left) and the master of the ferry.");
        check("The mayor (second from left) with the master of the ferry.");
        check("Ada Brook, pictured at the old quay");
        check("The old ferry leaves Lund in this undated photo.");
        check("The old ferry at sea. File photo.");
        check("File photo of the old ferry");
    }

    #[test]
    fn a_credit_makes_a_caption() {
        let caption = parse("The old ferry at its berth. Photo: Jane Doe").expect("a caption");
        assert_eq!(caption.credit, Some(28..43));
    }

    #[test]
    fn no_captions() {
        for text in [
            "The photo: a ferry leaves for good, and nobody waves.",
            "She works for Getty Images in London and likes it.",
            "It is all a question of image: nothing else matters to them.",
            "© 2023 The Daily Courier",
            "He turned left (right then nobody noticed).",
            "Above all, they wanted peace.",
            "Photography is an art: it takes time.",
            "5. Acme Best for Hot Days",
            "She stood beside a photo by Jane Doe.",
            "He was shown the door by courtesy of the Harbour Board.",
            "The mayor, Ada Brook (R), wants a bridge.",
            "The mayor, pictured at the club on Friday, has resigned.",
            "We read it from left to right.",
            "She kept it on file.",
            "Below, we look at the numbers of the last Week.",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn years_date_a_picture() {
        assert!(is_dated("The old ferry at her berth in Lerwick in 1962"));
        for text in
            ["How the ferry won in Lerwick in 1962", "Lerwick in 1962", "She was in Lerwick from May to June 1962."]
        {
            assert!(!is_dated(text), "{text}");
        }
    }
}
