//! Captions: the text below a picture, known by who is credited for it or by words only captions have.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::shape::{Case, End, Shape};

/// A caption, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Caption {
    /// Where the credit lies in the text; nothing where none is given.
    pub credit: Option<Range<usize>>,
    /// What gave it away.
    pub reason: &'static str,
}

/// A credit that opens with its word: `Photo: Jane Doe`, `Image: NASA.`, `(Foto: dpa)`, `Photograph by Jane Doe`.
///
/// With a colon the word may be small; without one a sentence has it as well (`beside a photo by Jane Doe`).
static WORDED: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"photo(?:graph|s|graphs)?|images?|pictures?|illustrations?|graphics?|art(?:work)?|crédits?(?:\s+photo)?|
        (?:file\s+photo|picture|photo|image)\s+credit|credits?|fotos?|bild(?:er)?|grafik|fotografía|imagen|fotografia|
        immagine|beeld";
    let capital = r"Photo(?:graph|s|graphs)?|Images?|Pictures?|Illustrations?|Graphics?|Art(?:work)?|Fotos?";
    pattern(&format!(
        r"(?x)[(\[]?\b(?:(?i:{words})\s*[:;/]\s*|(?:{capital})\s+(?:by|via|courtesy(?:\s+of)?)\s*:?\s+)
          (?P<names>[^:]{{2,110}})$"
    ))
});

/// A credit that opens with a sign: `© Jane Doe/Agency`, `(c) Agency`, `REUTERS/Jane Doe`, `AP Photo/Jane Doe`.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)[(\[]?(?:(?:©|\([cC]\))\s?|\b(?:REUTERS|AP\ Photo|AFP\ Photo|AFP\ PHOTO|EPA|Reuters)\s?/\s?|
          \b(?:Courtesy(?:\s+of)?|COURTESY(?:\ OF)?|Handout)[:\s/]\s?)
          (?P<names>[^.:;!?]{2,80})[)\].]{0,2}$",
    )
});

/// A credit that ends with an agency: `Jane Doe/Getty Images`, `Getty Images`, `Jane Doe for The Courier`.
static AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)(?:^|[\s(\[])(?P<credit>(?:\p{Lu}(?:\.|[\p{L}’'-]*)\s?){0,4}(?:\s?[/|]\s?(?:\p{Lu}(?:\.|[\p{L}’'-]*)\s?){1,3}){0,2}(?:\s?[/|]\s?)?
          (?:Getty\ Images|Getty|Shutterstock|iStock|Alamy(?:\ Stock\ Photo)?|Unsplash|Wikimedia\ Commons|
             (?:/|\|\s?|via\ |—\s|–\s)(?:Reuters|REUTERS|AFP|AP|EPA|dpa|DPA|ANSA|EFE|PA|Bloomberg|Magnum\ Photos?|
             AP\ Images|PA\ Wire|picture[\ -]alliance|imago|IMAGO|NurPhoto|Press\ Association|Associated\ Press)))
          [)\].]{0,2}$",
    )
});

/// A photographer by the name in a network, behind a description: `The ferry at her berth by @lee`.
static HANDLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s(?P<credit>(?:by|via)\s@\w{2,})$"));

/// A photographer and the paper it was taken for, behind a sentence: `Jane Doe for The Courier`.
static FOR_A_PAPER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\p{Ll}[.!?]\s(?P<credit>\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}.’'-]*){1,3}\sfor\s[Tt]he\s\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,3})$",
    )
});

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

/// A thing at a place, and the year at its end: `The old ferry at her berth in Lerwick in 1962`.
static YEAR_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\s(?:at|in|on|during|outside|near|with|aboard)\s.*(?:\sin|,)\s(?:\p{Lu}\p{L}+\s)?(?:1[89]|20)\d\d\.?$")
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

/// Reads a passage as a caption; nothing if neither a credit nor a pointing word is in it.
pub(super) fn parse(text: &str) -> Option<Caption> {
    let shape = Shape::of(text);
    if shape.words > 80 || shape.words == 0 {
        return None;
    }
    if let Some(range) = credit(text) {
        return Some(Caption { credit: Some(range), reason: "ends in a picture credit" });
    }
    let is_short = shape.words <= 40;
    (is_short && POINTING.is_match(text)).then_some(Caption { credit: None, reason: "points into a picture" })
}

/// Where the credit lies in a caption's text, its brackets with it.
pub(super) fn credit(text: &str) -> Option<Range<usize>> {
    // A credit is at the end; what comes before the last 160 characters can't be one.
    let from = text.char_indices().rev().nth(160).map_or(0, |(at, _)| at);
    let tail = &text[from..];
    let found = [&WORDED, &SIGNED].into_iter().filter_map(|pattern| {
        let found = pattern.captures(tail)?;
        are_names(&found["names"]).then(|| found.get(0).map(|all| all.range()))?
    });
    let found = found.min_by_key(|range| range.start);
    let found = found.or_else(|| FOR_A_PAPER.captures(tail)?.name("credit").map(|credit| credit.range()));
    let found = found.or_else(|| AGENCY.captures(tail)?.name("credit").map(|credit| credit.start()..tail.len()));
    let found = found.or_else(|| HANDLE.captures(tail)?.name("credit").map(|credit| credit.range()));
    let range = found.map(|range| from + range.start..text.len())?;
    // © with a year is a copyright line, not a picture's.
    let has_year = text[range.clone()].split(|c: char| !c.is_ascii_digit()).any(|figures| figures.len() == 4);
    (!(text[range.clone()].starts_with('©') && has_year)).then_some(range)
}

/// The small words that go between the names of a credit.
const SMALL_WORDS: &str = "of the for and via by de von van der di da del la le et und y courtesy under a free license licence \
    published provided with permission from on at in al ein stock photo handout file \
    owner owners family artist author";

/// Agencies that write themselves small.
const SMALL_AGENCIES: &[&str] = &["dpa", "imago", "epd", "sid", "picture", "iStock"];

/// Names of people and agencies, with the words that go between them; a sentence is none.
fn are_names(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ')', ']', '"', '”']);
    let words: Vec<&str> = text.split_whitespace().collect();
    let named = words.iter().filter(|word| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "@©(".contains(c))
            || word.contains('/')
            || SMALL_AGENCIES.contains(word)
    });
    let named = named.count();
    words.len() <= 14
        && named > 0
        && words.iter().all(|word| {
            let bare = word.trim_matches([',', '.', '(', ')', ';', '|']);
            word.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "@©(|&–-/".contains(c))
                || SMALL_WORDS.split(' ').any(|small| small == bare)
                || bare.contains('/')
                || (words.len() <= 2 && bare.chars().count() <= 4)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, credit: Option<&str>) {
        let caption = parse(text).unwrap_or_else(|| panic!("no caption: {text}"));
        assert_eq!(caption.credit.map(|range| &text[range]), credit);
    }

    #[test]
    fn credits() {
        check("The old ferry at its berth. Photo: Jane Doe", Some("Photo: Jane Doe"));
        check("The old ferry. Photograph: Jane Doe/The Courier", Some("Photograph: Jane Doe/The Courier"));
        check("The old ferry in May. © Jane Doe/Agency", Some("© Jane Doe/Agency"));
        check("The old ferry in May. (AP Photo/Jane Doe)", Some("(AP Photo/Jane Doe)"));
        check("The old ferry in May. Jane Doe/Getty Images", Some("Jane Doe/Getty Images"));
        check("The old ferry at her berth. Jane Doe for The Courier", Some("Jane Doe for The Courier"));
        check("Image caption, The ferry has crossed the sound since 1931", None);
        check("The old ferry. Getty Images", Some("Getty Images"));
        check("The old ferry. Credit: Jane Doe for The Courier", Some("Credit: Jane Doe for The Courier"));
        check("The old ferry image: Jane Doe.", Some("image: Jane Doe."));
        check("Die alte Fähre. Foto: dpa", Some("Foto: dpa"));
        check("Die alte Fähre (Bild: Anna Meier)", Some("(Bild: Anna Meier)"));
        check(
            "Le vieux bac, en mai. Crédit photo : Élodie Marchand / AFP",
            Some("Crédit photo : Élodie Marchand / AFP"),
        );
        check(
            "The old ferry. Photo by Jane Doe, published under a free licence.",
            Some("Photo by Jane Doe, published under a free licence."),
        );
        check("Photo: Jane Doe", Some("Photo: Jane Doe"));
        check("The ferry leaves Lund on Friday. REUTERS/Jane Doe", Some("REUTERS/Jane Doe"));
        check("The mayor (left) and the master of the ferry.", None);
        check("The mayor (second from left) with the master of the ferry.", None);
        check("Ada Brook, pictured at the old quay", None);
        check("The old ferry leaves Lund in this undated photo.", None);
        check("The old ferry at sea. File photo.", None);
        check("Nora Whitcombe waves from the ferry by @tomlee", Some("by @tomlee"));
        check(
            "The old ferry. Image: Ferry Club, provided by the owners.",
            Some("Image: Ferry Club, provided by the owners."),
        );
        check("File photo of the old ferry", None);
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
