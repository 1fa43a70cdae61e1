//! Picture credits: who took a picture, in the forms captions have it.

use std::ops::Range;

use crate::glance;
use crate::pattern::Pattern;

/// Where the credit lies in a caption's text, in bytes and its brackets with it; nothing if it has none.
///
/// A credit ends the text. A copyright line with its year is none.
pub fn find(text: &str) -> Option<Range<usize>> {
    // A credit is at the end; what comes before the last 160 characters can't be one.
    let from = text.char_indices().rev().nth(160).map_or(0, |(at, _)| at);
    let tail = &text[from..];
    // Each where the text has what it needs: most have none of it, and the pattern need not be made.
    let named = |pattern: &Pattern| {
        let found = pattern.captures(tail)?;
        are_names(&found["names"]).then(|| found.get(0).map(|all| all.range()))?
    };
    let ends_in_name = may_end_in_name(tail);
    let worded = (ends_in_name && may_be_worded(tail)).then(|| named(&WORDED)).flatten();
    let signed = (ends_in_name && may_be_signed(tail)).then(|| named(&SIGNED)).flatten();
    let in_brackets = may_be_in_brackets(tail).then(|| named(&IN_BRACKETS)).flatten();
    let found = [worded, signed, in_brackets].into_iter().flatten().min_by_key(|range| range.start);
    let for_a_paper = || {
        // The name of a paper ends it, without a full stop.
        let words = tail.split_whitespace().zip(tail.split_whitespace().skip(1));
        let may_be = tail.ends_with(char::is_alphabetic)
            && words.into_iter().any(|(one, two)| one == "for" && matches!(two, "the" | "The"));
        may_be.then(|| FOR_A_PAPER.captures(tail))??.name("credit").map(|credit| credit.range())
    };
    let agency = || {
        let bare = tail.trim_end_matches([')', '.', ']']);
        let may_be = AGENCIES.iter().any(|agency| bare.ends_with(agency));
        may_be.then(|| AGENCY.captures(tail))??.name("credit").map(|credit| credit.start()..tail.len())
    };
    let handle = || tail.contains('@').then(|| HANDLE.captures(tail))??.name("credit").map(|credit| credit.range());
    let found = found.or_else(for_a_paper).or_else(agency).or_else(handle);
    let range = found.map(|range| from + range.start..text.len())?;
    // © with a year is a copyright line, not a picture's.
    let has_year = text[range.clone()].split(|c: char| !c.is_ascii_digit()).any(|figures| figures.len() == 4);
    (!(text[range.clone()].starts_with('©') && has_year)).then_some(range)
}

/// Whether the last word of a text may be one of [`are_names`].
fn may_end_in_name(text: &str) -> bool {
    const LONGEST_SHORT: usize = 4;
    let text = text.trim_end_matches(['.', ')', ']', '"', '”']);
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let bare = last.trim_matches([',', '.', '(', ')', ';', '|']);
    is_capital_word(last) || is_small_word(bare) || bare.contains('/') || bare.chars().count() <= LONGEST_SHORT
}

fn is_capital_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "@©(|&–-/".contains(c))
}

fn is_small_word(word: &str) -> bool {
    SMALL_WORDS.contains(&word)
}

/// Whether a text has what [`WORDED`] needs.
fn may_be_worded(text: &str) -> bool {
    const PARTS: &[&str] = &[
        "photo",
        "image",
        "picture",
        "illustration",
        "graphic",
        "art",
        "crédit",
        "credit",
        "foto",
        "bild",
        "grafik",
        "imagen",
        "immagine",
        "beeld",
    ];
    [":", ";", "/", "by", "via", "courtesy"].iter().any(|sign| text.contains(sign)) && glance::has_part(text, PARTS)
}

/// Whether a text has what [`SIGNED`] needs.
fn may_be_signed(text: &str) -> bool {
    let agency = || ["REUTERS", "AP", "AFP", "EPA", "Reuters"].iter().any(|name| text.contains(name));
    ["©", "(c)", "(C)", "Courtesy", "COURTESY", "Handout"].iter().any(|sign| text.contains(sign))
        || text.contains('/') && agency()
}

/// Whether a text has what [`IN_BRACKETS`] needs.
fn may_be_in_brackets(text: &str) -> bool {
    text.contains(['(', '[']) && glance::has_part(text, &["copyright"])
}

/// A credit that opens with its word: `Photo: Jane Doe`, `Image: NASA.`, `(Foto: dpa)`, `Photograph by Jane Doe`.
///
/// With a colon the word may be small; without one a sentence has it as well (`beside a photo by Jane Doe`).
static WORDED: Pattern = Pattern::new(|| {
    let words = r"photo(?:graph|s|graphs)?|images?|pictures?|illustrations?|graphics?|art(?:work)?|crédits?(?:\s+photo)?|
        (?:file\s+photo|picture|photo|image)\s+credit|credits?|fotos?|bild(?:er)?|grafik|fotografía|imagen|fotografia|
        immagine|beeld";
    let capital = r"Photo(?:graph|s|graphs)?|Images?|Pictures?|Illustrations?|Graphics?|Art(?:work)?|Fotos?";
    format!(
        r"(?x)[(\[]?\b(?:(?i:{words})\s*[:;/]\s*|(?:{capital})\s+(?:by|via|courtesy(?:\s+of)?)\s*:?\s+)
          (?P<names>[^:]{{2,110}})$"
    )
});

/// A credit that opens with a sign: `© Jane Doe/Agency`, `(c) Agency`, `REUTERS/Jane Doe`, `AP Photo/Jane Doe`.
static SIGNED: Pattern = Pattern::new(|| {
    r"(?x)[(\[]?(?:(?:©|\([cC]\))\s?|\b(?:REUTERS|AP\ Photo|AFP\ Photo|AFP\ PHOTO|EPA|Reuters)\s?/\s?|
          \b(?:Courtesy(?:\s+of)?|COURTESY(?:\ OF)?|Handout)[:\s/]\s?)
          (?P<names>[^.:;!?]{2,80})[)\].]{0,2}$"
        .to_owned()
});

/// A credit in brackets that says who holds the rights: `(copyright Jane Doe; reprinted with permission)`.
static IN_BRACKETS: Pattern = Pattern::new(|| {
    r#"[(\[](?i:copyright)(?:\s+by)?:?\s+(?P<names>[^.:;!?()]{2,80})(?:;[^()]{2,60})?[)\]]["”.]{0,2}$"#.to_owned()
});

/// A credit that ends with an agency: `Jane Doe/Getty Images`, `Getty Images`, `Jane Doe for The Courier`.
static AGENCY: Pattern = Pattern::new(|| {
    r"(?x)(?:^|[\s(\[])(?P<credit>(?:\p{Lu}(?:\.|[\p{L}’'-]*)\s?){0,4}(?:\s?[/|]\s?(?:\p{Lu}(?:\.|[\p{L}’'-]*)\s?){1,3}){0,2}(?:\s?[/|]\s?)?
          (?:Getty\ Images|Getty|Shutterstock|iStock|Alamy(?:\ Stock\ Photo)?|Unsplash|Wikimedia\ Commons|
             (?:/|\|\s?|via\ |—\s|–\s)(?:Reuters|REUTERS|AFP|AP|EPA|dpa|DPA|ANSA|EFE|PA|Bloomberg|Magnum\ Photos?|
             AP\ Images|PA\ Wire|picture[\ -]alliance|imago|IMAGO|NurPhoto|Press\ Association|Associated\ Press)))
          [)\].]{0,2}$".to_owned()
});

/// How the agencies of [`AGENCY`] end, which is dear to make.
const AGENCIES: &[&str] = &[
    "Getty Images",
    "Getty",
    "Shutterstock",
    "iStock",
    "Alamy",
    "Alamy Stock Photo",
    "Unsplash",
    "Wikimedia Commons",
    "Reuters",
    "REUTERS",
    "AFP",
    "AP",
    "EPA",
    "dpa",
    "DPA",
    "ANSA",
    "EFE",
    "PA",
    "Bloomberg",
    "Magnum Photo",
    "Magnum Photos",
    "AP Images",
    "PA Wire",
    "picture alliance",
    "picture-alliance",
    "imago",
    "IMAGO",
    "NurPhoto",
    "Press Association",
    "Associated Press",
];

/// A photographer by the name in a network, behind a description: `The ferry at her berth by @lee`.
static HANDLE: Pattern = Pattern::new(|| r"\s(?P<credit>(?:by|via)\s@\w{2,})$".to_owned());

/// A photographer and the paper it was taken for, behind a sentence: `Jane Doe for The Courier`.
static FOR_A_PAPER: Pattern = Pattern::new(|| {
    r"\p{Ll}[.!?]\s(?P<credit>\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}.’'-]*){1,3}\sfor\s[Tt]he\s\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,3})$".to_owned()
});

/// The small words that go between the names of a credit.
const SMALL_WORDS: &[&str] = &[
    "of",
    "the",
    "for",
    "and",
    "via",
    "by",
    "de",
    "von",
    "van",
    "der",
    "di",
    "da",
    "del",
    "la",
    "le",
    "et",
    "und",
    "y",
    "courtesy",
    "under",
    "a",
    "free",
    "license",
    "licence",
    "published",
    "provided",
    "with",
    "permission",
    "from",
    "on",
    "at",
    "in",
    "al",
    "ein",
    "stock",
    "photo",
    "handout",
    "file",
    "owner",
    "owners",
    "family",
    "artist",
    "author",
];

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
            is_capital_word(word)
                || is_small_word(bare)
                || bare.contains('/')
                || (words.len() <= 2 && bare.chars().count() <= 4)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, credit: &str) {
        assert_eq!(find(text).map(|range| &text[range]), Some(credit), "{text}");
    }

    #[test]
    fn credits() {
        check("The old ferry at its berth. Photo: Jane Doe", "Photo: Jane Doe");
        check("The old ferry. Photograph: Jane Doe/The Courier", "Photograph: Jane Doe/The Courier");
        check("The old ferry in May. © Jane Doe/Agency", "© Jane Doe/Agency");
        check("The old ferry in May. (AP Photo/Jane Doe)", "(AP Photo/Jane Doe)");
        check("The old ferry in May. Jane Doe/Getty Images", "Jane Doe/Getty Images");
        check("The old ferry at her berth. Jane Doe for The Courier", "Jane Doe for The Courier");
        check("The old ferry. Getty Images", "Getty Images");
        check("The old ferry. Credit: Jane Doe for The Courier", "Credit: Jane Doe for The Courier");
        check("The old ferry image: Jane Doe.", "image: Jane Doe.");
        check("Die alte Fähre. Foto: dpa", "Foto: dpa");
        check("Die alte Fähre (Bild: Anna Meier)", "(Bild: Anna Meier)");
        check("Le vieux bac, en mai. Crédit photo : Élodie Marchand / AFP", "Crédit photo : Élodie Marchand / AFP");
        check(
            "The old ferry. Photo by Jane Doe, published under a free licence.",
            "Photo by Jane Doe, published under a free licence.",
        );
        check("Photo: Jane Doe", "Photo: Jane Doe");
        check("The ferry leaves Lund on Friday. REUTERS/Jane Doe", "REUTERS/Jane Doe");
        check("Nora Whitcombe waves from the ferry by @tomlee", "by @tomlee");
        check(
            "The old ferry. Image: Ferry Club, provided by the owners.",
            "Image: Ferry Club, provided by the owners.",
        );
        check(
            "Wreath on a gate (copyright Jane Doe; reprinted with permission)",
            "(copyright Jane Doe; reprinted with permission)",
        );
    }

    #[test]
    fn no_credits() {
        for text in [
            "The photo: a ferry leaves for good, and nobody waves.",
            "© 2023 The Daily Courier",
            "The mayor holds that (copyright is theft; nobody agrees)",
            "She stood beside a photo by Jane Doe.",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
