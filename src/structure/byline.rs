//! Bylines: who wrote it, in the forms papers use, and the names in them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::shape::{self, End};
use super::{dateline, dates, furniture};
use crate::glance;
use crate::pattern::Pattern;
use crate::survey::Language;

/// A byline, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Byline {
    /// The names, one each, without titles, degrees, roles and places.
    pub authors: Vec<String>,
    /// The agency or desk that stands in a name's place.
    pub agency: Option<String>,
    /// The time that stands behind the names.
    pub published: Option<Range<usize>>,
    /// How sure the form alone makes it.
    pub form: Form,
}

/// The form of a byline, the surest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// A name and nothing else: needs a place where only a byline stands.
    Name,
    /// A name with a place or a position: `Jane Doe in London`.
    Placed,
    /// A word says so: `By Jane Doe`.
    Named,
}

/// The words that open a byline. Each needs white space or a colon behind it.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^(?:
          (?:(?:written|reported|reporting|posted|story|words|text|interview|review|report|analysis|article|compiled|
             review|opinion|comment)\s+)?by(?:\s*:\s*|\s+)
        | (?:words|text|author|authors|writer|interview|autor|autorin|auteur|autore|autora|tekst|texte|texto|testo)\s*:\s*
        | (?:ein\s+(?:kommentar|gastbeitrag|interview|bericht)\s+von|aus\s+\S+\s+berichtet|von|par|por|di|door)\s+
        | propos\s+recueillis\s+par\s+ | a\s+cura\s+di\s+ | texto\s+de\s+ | (?:מאת|بقلم)\s*:?\s+
        | (?:words|text|story)\s+(?:and|&)\s+(?:photo(?:graph)?s?|photography|pictures|illustrations?)\s+by\s+
        | (?:photo(?:graph)?s?|photography|pictures|illustrations?)\s+(?:and|&)\s+(?:words|text|story)\s+by\s+
        )",
    )
});

/// A place at the end: `in Beijing`, `in New York and Paris`, `à Rome`, `en Madrid`, `aus Kairo`.
static PLACE: Pattern = Pattern::new(|| {
    r"(?x)[\s,]+(?:in|at|from|reporting\ from|aus|à|en|au|da|a|te|IN)\s+
          (?:the\s+|la\s+|den\s+)?
          \p{Lu}[\p{L}.’'-]+(?:\s+(?:de|del|la|el|am|an|der|upon|on|and|und|et|y|e|of)|,?\s+\p{Lu}[\p{L}.’'-]*){0,7}$"
        .to_owned()
});

/// Whether one of the words stands there that [`PLACE`] begins with, which is dear to make.
fn has_preposition(text: &str) -> bool {
    const WORDS: [&str; 11] = ["in", "at", "from", "aus", "à", "en", "au", "da", "a", "te", "IN"];
    text.split(|c: char| c.is_whitespace() || c == ',').any(|word| WORDS.contains(&word))
}

/// A place that has no name, behind names that a word opens: `By Jane Doe on the quay`.
static SPOT: Pattern = Pattern::new(|| {
    r"(?x)[\s,]+(?:(?:in|at|on|from|aboard|outside|inside|near)\s+(?:the|a|an|board)|(?:auf|an|in|vor)\s+(?:der|dem)|
          (?:am|im|sur|dans|à|en)\s+(?:le|la)|(?:en|desde)\s+(?:el|la)|(?:op|bij)\s+(?:de|het))
          (?:\s+[\p{L}’'-]+){1,4}$"
        .to_owned()
});

/// A position of someone who writes for a paper.
static POSITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?:correspondents?|editors?|reporters?|writers?|columnists?|staff|journalists?|bureau|desk|critic|
          producer|commentator|analyst|fellow|professor|director|contributor|intern|newsroom|
          redakteur(?:in)?|korrespondent(?:in)?|reporter(?:in)?|
          correspondante?|envoyée?\s+spéciale?|journaliste|rédact(?:eur|rice)|
          corresponsal|enviad[oa]\s+especial|redact(?:or|ora)|periodista|inviat[oa]|corrispondente|giornalista|
          correspondent|verslaggever|redacteur)\b",
    )
});

/// A paper, agency or desk in a name's place.
static AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?i:the\s+)?(?:Reuters|AFP|AP|PA|UPI|AAP|ANSA|EFE|DPA|dpa|Xinhua|Bloomberg|TASS|PTI|ANI|IANS|
          Associated\ Press|Press\ Association|Agence\ France-Presse|BBC(?:\ News|\ Sport)?|CNN|Agencies|
          (?i:onze\s+(?:redactie|verslaggever|correspondent)|(?:la\s+|unsere\s+|de\s+)?(?:rédaction|redacción|redazione|redaktion|redactie))|
          (?i:(?:our\s+|special\s+|web\s+|news\s+)?(?:staff|correspondents?|news\s+desk|editorial\s+board|editors?|newsroom))
          (?i:\s+(?:reporters?|writers?|correspondents?|report))?|
          \p{Lu}\p{L}+\ (?:News|staff|Staff|Press|Media|Agency|Times|Post|Herald))$",
    )
});

/// The word between a name and its time.
static JOINT_BEFORE_TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)[\s,|·•–—]+(?:(?:posted|published|updated|last\s+updated|veröffentlicht|aktualisiert|publiée?|publicado|
          pubblicato|gepubliceerd)\s*:?\s*)?(?:\s*\b(?:on|am|vom|le|el|il|op|em))?$",
    )
});

/// What a page sets behind a name, and has lost the space before it: `Jane DoeCEO`, `Jane Doe@jdoe`.
static GLUED: Pattern = Pattern::new(|| r"\p{Ll}(?P<title>\p{Lu}{2,5}$|@\w)".to_owned());

/// See [`is_degree`].
static DEGREE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:ph\.?\s?d\.?|m\.?d\.?|m\.?a\.?|b\.?a\.?|mba|ll\.?m\.?|jd|esq\.?|cfa|rn|cpa|mp|obe|cbe)$")
});

/// What parts one name from the next.
static AND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\s*[,;]\s*(?:(?:and|und|et|y|e|en|&)\s+)?|\s+(?:and|AND|&|und|et|y|e|en|with|mit)\s+"));

/// The word that opens a byline in the midst of a line.
static BY_INSIDE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\s+[|·•–—,])?\s+(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor)\s"));

/// What stands behind the names and is neither name nor time: the outlet, the pictures, an address.
static BEHIND: Pattern = Pattern::new(|| {
    r"(?ix)\s+(?:[|/•·–—]|-\s|for\s+\p{Lu}|of\s+the\s+\p{Lu}|@\w|\S+@\S+\.\S+)|
          [.,;|/]?\s+(?:photographs?|photos?|pictures?|illustrations?|video|fotos?|bilder)(?:\s+by)?\s*:|\s*\(\s*(?:AP|Reuters|AFP|dpa)\s*\)".to_owned()
});

/// What follows a `by` that names no author.
const NO_NAMES: &[&str] = &[
    "a",
    "accident",
    "air",
    "all",
    "an",
    "any",
    "appointment",
    "april",
    "august",
    "boat",
    "bus",
    "chance",
    "contrast",
    "day",
    "december",
    "default",
    "definition",
    "demand",
    "design",
    "far",
    "february",
    "foot",
    "friday",
    "hand",
    "heart",
    "his",
    "her",
    "invitation",
    "its",
    "january",
    "july",
    "june",
    "land",
    "law",
    "march",
    "may",
    "means",
    "monday",
    "my",
    "night",
    "november",
    "numbers",
    "october",
    "order",
    "our",
    "popular",
    "request",
    "road",
    "saturday",
    "sea",
    "september",
    "sunday",
    "that",
    "the",
    "their",
    "then",
    "this",
    "thursday",
    "train",
    "tuesday",
    "turns",
    "wednesday",
    "what",
    "when",
    "your",
    "zero",
];

/// Small words inside of names.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "el", "al", "bin", "ibn", "ben",
    "van", "von", "vom", "der", "den", "ter", "ten", "zu", "zur", "y", "af", "av",
];

/// Titles before a name that are not part of it.
const TITLES: &[&str] =
    &["dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "mr", "mrs", "ms", "dott", "doctor"];

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a fixed pattern")
}

/// How the wordings of [`OPENING`] begin.
const OPENINGS: &[&str] = &[
    "a",
    "analysis",
    "article",
    "aus",
    "author",
    "authors",
    "auteur",
    "autor",
    "autora",
    "autore",
    "autorin",
    "by",
    "comment",
    "compiled",
    "di",
    "door",
    "ein",
    "illustration",
    "illustrations",
    "interview",
    "opinion",
    "par",
    "photo",
    "photograph",
    "photographs",
    "photography",
    "photos",
    "pictures",
    "por",
    "posted",
    "propos",
    "report",
    "reported",
    "reporting",
    "review",
    "story",
    "tekst",
    "testo",
    "text",
    "texte",
    "texto",
    "von",
    "words",
    "writer",
    "written",
    "מאת",
    "بقلم",
];

/// The end of the words that open a byline, where a text begins with them.
fn opening(text: &str) -> Option<usize> {
    let first = &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())];
    if first.eq_ignore_ascii_case("by") {
        // The commonest of all, for which no pattern need be made.
        let rest = &text[first.len()..];
        let behind = rest.trim_start();
        let behind = match behind.strip_prefix(':') {
            Some(behind) => Some(behind.trim_start()),
            None => Some(behind).filter(|behind| behind.len() < rest.len()),
        };
        return behind.map(|behind| text.len() - behind.len());
    }
    // Many texts begin with an article.
    let is_article = first.eq_ignore_ascii_case("a") && !glance::begins_with(&text[first.len()..], &["cura"]);
    if is_article || !glance::is_any(first, OPENINGS) {
        return None;
    }
    OPENING.find(text).map(|opening| opening.end())
}

/// Parts of the words of [`POSITION`].
const POSITIONS: &[&str] = &[
    "analyst",
    "bureau",
    "columnist",
    "commentator",
    "contributor",
    "correspond",
    "corrispondente",
    "corresponsal",
    "critic",
    "desk",
    "director",
    "editor",
    "enviad",
    "envoy",
    "fellow",
    "giornalista",
    "intern",
    "inviat",
    "journalist",
    "korrespondent",
    "newsroom",
    "periodista",
    "producer",
    "professor",
    "redac",
    "redakteur",
    "reporter",
    "rédact",
    "staff",
    "verslaggever",
    "writer",
];

fn has_position(text: &str) -> bool {
    glance::has_part(text, POSITIONS) && POSITION.is_match(text)
}

/// Whether something may stand there that [`BEHIND`] begins with or needs.
fn has_something_behind(text: &str) -> bool {
    text.contains(['|', '/', '•', '·', '–', '—', '-', '@', ':', '(']) || glance::has_word(text, &["for", "of"])
}

/// Words of which [`SPOT`] needs one.
const SPOTS: &[&str] = &[
    "aboard", "am", "an", "at", "auf", "bij", "dans", "desde", "en", "from", "im", "in", "inside", "near", "on", "op",
    "outside", "sur", "vor", "à",
];

/// The wire agencies that stand on lines of their own.
const WIRES: &[&str] = &[
    "Reuters",
    "REUTERS",
    "AFP",
    "dpa",
    "DPA",
    "ANSA",
    "EFE",
    "UPI",
    "Xinhua",
    "The Associated Press",
    "Associated Press",
    "Agence France-Presse",
    "Press Association",
    "PA Media",
];

/// Parts of the wordings of [`AGENCY`], in small letters.
const AGENCY_PARTS: &[&str] = &[
    "agenc",
    "bloomberg",
    "correspondent",
    "desk",
    "editor",
    "herald",
    "media",
    "news",
    "post",
    "press",
    "redac",
    "redak",
    "redaz",
    "reuters",
    "rédac",
    "staff",
    "times",
    "verslaggever",
    "xinhua",
];

/// Words of the wordings of [`AGENCY`], in small letters.
const AGENCY_WORDS: &[&str] =
    &["aap", "afp", "ani", "ansa", "ap", "bbc", "cnn", "dpa", "efe", "ians", "pa", "pti", "tass", "upi"];

fn is_agency(text: &str) -> bool {
    (glance::has_word(text, AGENCY_WORDS) || glance::has_part(text, AGENCY_PARTS)) && AGENCY.is_match(text)
}

/// Words and degrees behind a name that are no name: `PhD`, `M.D.`, `CFA`.
fn is_degree(text: &str) -> bool {
    const LONGEST: usize = 8;
    text.len() <= LONGEST
        && text.starts_with(|c: char| "pmbljecro".contains(c.to_ascii_lowercase()))
        && DEGREE.is_match(text)
}

/// The parts of a text between what parts one name from the next.
fn names(text: &str) -> Vec<&str> {
    let is_several =
        text.contains([',', ';', '&']) || glance::has_word(text, &["and", "und", "et", "y", "e", "en", "with", "mit"]);
    if is_several { AND.split(text).collect() } else { vec![text] }
}

/// Where the title begins that a page has set against a name; see [`GLUED`].
fn glued_title(text: &str) -> Option<usize> {
    let is_glued = text.contains('@') || text.chars().rev().take(2).filter(|c| c.is_uppercase()).count() == 2;
    let found = is_glued.then(|| GLUED.captures(text)).flatten()?;
    found.name("title").map(|title| title.start())
}

/// Reads a passage as a byline; nothing if it has none of the forms.
pub(super) fn parse(text: &str, language: Language) -> Option<Byline> {
    parse_names(text, language).or_else(|| parse_time_first(text, language, false))
}

/// Whether a text opens as bylines do: `By Jane Doe in London`.
pub(super) fn is_opened(text: &str) -> bool {
    opening(text).is_some()
}

/// Reads what it can of a line that the source itself calls a byline, whatever else stands in it.
pub(super) fn parse_named(text: &str, language: Language) -> Option<Byline> {
    if let Some(byline) = parse(text, language).or_else(|| parse_time_first(text, language, true)) {
        return Some(byline);
    }
    if text.len() > 400 {
        return None;
    }
    let published = dates::find(text, language).map(|date| date.range);
    let mut parts = text.split(['|', '•', '·', '–', '—', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let named = parts.find_map(|part| parse_names(part, language));
    let people =
        named.map(|byline| (byline.authors, byline.agency)).or_else(|| alone(text).map(|name| (vec![name], None)));
    let (authors, agency) = match (people, &published) {
        (Some(people), _) => people,
        (None, Some(_)) => (Vec::new(), None),
        (None, None) => return None,
    };
    Some(Byline { authors, agency, published, form: Form::Named })
}

/// Who wrote it where a word opens the line and what follows has not the form of a name: `By tidewatcher`.
fn alone(text: &str) -> Option<String> {
    let name = trim(&text[opening(text)?..]);
    let mut words = name.split_whitespace();
    let is_right = words.clone().count() <= 3
        && words.all(|word| {
            word.starts_with(char::is_alphabetic) && word.chars().all(|c| c.is_alphanumeric() || "-_.’'".contains(c))
        });
    (is_right && !name.is_empty() && !is_no_name(name) && !has_position(name)).then(|| name.to_owned())
}

/// A byline behind its time: `Posted on 3 March 2021 by Jane Doe`, `3 HOURS AGO | By Jane Doe`.
/// In a line that the source calls a byline any word behind `by` may name who wrote it.
fn parse_time_first(text: &str, language: Language, is_byline: bool) -> Option<Byline> {
    let head = &text[..end_of_time(text)];
    let has_time = dates::has_year(head) || dates::may_be_relative(head);
    if !has_time || !glance::has_word(head, &["by", "von", "par", "por", "di", "door"]) {
        return None;
    }
    let by = BY_INSIDE.find(text)?;
    let line = dateline::parse(&text[..by.start()], language)?;
    let at = text.find(&line.published.text)?;
    let behind = text[by.start()..].trim_start_matches([' ', '|', '·', '•', '–', '—', ',']);
    let byline = parse_names(behind, language).or_else(|| {
        let authors = vec![alone(behind).filter(|_| is_byline)?];
        Some(Byline { authors, agency: None, published: None, form: Form::Named })
    })?;
    (byline.form == Form::Named && byline.published.is_none())
        .then_some(Byline { published: Some(at..at + line.published.text.len()), ..byline })
}

/// Where the word stands at the latest, and ends, that opens a byline behind its time: no time of a byline is longer.
fn end_of_time(text: &str) -> usize {
    const LONGEST_WORD: usize = 8;
    let at = text.ceil_char_boundary(text.len().min(dateline::LONGEST));
    let marks = text[at..].find(|c: char| c.is_alphanumeric()).unwrap_or(0);
    text.ceil_char_boundary(text.len().min(at + marks + LONGEST_WORD))
}

/// A name without a word that opens it has no more words before its time, with what belongs to it.
const LONGEST_BARE: usize = 14;

fn parse_names(text: &str, language: Language) -> Option<Byline> {
    let opening = opening(text);
    // Most passages are sentences.
    if opening.is_none() && shape::end(text) == End::Stop {
        return None;
    }
    if text.len() > 400 || text.split_whitespace().count() > 40 {
        return None;
    }
    let mut end = text.len();
    let published = time_behind(text, language);
    if let Some(time) = &published {
        end = time.start;
    }
    // A bare name that goes on at length, or ends as a sentence does, begins a sentence.
    if opening.is_none() && text[..end].split_whitespace().nth(LONGEST_BARE).is_some() {
        return None;
    }
    let start = opening.unwrap_or(0);
    if start >= end {
        return None;
    }
    let mut people = trim(&text[start..end]);
    let mut placed = published.is_some();
    if placed && let Some(joint) = JOINT_BEFORE_TIME.find(people) {
        people = trim(&people[..joint.start()]);
    }
    if let Some(title) = glued_title(people) {
        people = &people[..title];
        placed = true;
    }
    if has_something_behind(people)
        && let Some(behind) = BEHIND.find(people)
    {
        people = trim(&people[..behind.start()]);
        placed = true;
    }
    if has_preposition(people)
        && let Some(place) = PLACE.find(people)
    {
        people = trim(&people[..place.start()]);
        placed = true;
    }
    if opening.is_some()
        && glance::has_word(people, SPOTS)
        && let Some(spot) = SPOT.find(people)
    {
        people = trim(&people[..spot.start()]);
    }
    if WIRES.contains(&people) && opening.is_none() {
        return Some(Byline { authors: Vec::new(), agency: Some(people.to_owned()), published, form: Form::Placed });
    }
    let alone = people.starts_with(char::is_uppercase) && is_place(people) && !people.contains(' ');
    if opening.is_some() && published.is_some() && alone {
        // A time beside it shows that a lone word is a name: `Posted by Nora on 3 March 2021`.
        return Some(Byline { authors: vec![people.to_owned()], agency: None, published, form: Form::Named });
    }
    let (authors, agency, position) = people_in(people, opening.is_some())?;
    let form = match opening {
        Some(_) => Form::Named,
        None if placed || position => Form::Placed,
        None => Form::Name,
    };
    // A desk without a word that opens a byline is a label like any other.
    (opening.is_some() || !authors.is_empty()).then_some(Byline { authors, agency, published, form })
}

fn trim(text: &str) -> &str {
    text.trim().trim_matches([',', '|', '·', '•', '–', '—', '/', ':', ';', '-']).trim()
}

/// The time at the end of a byline: `3 HOURS AGO`, `| March 3, 2021, 9:05 p.m.`
fn time_behind(text: &str, language: Language) -> Option<Range<usize>> {
    if let Some(date) = dates::find(text, language) {
        let rest = trim(&text[date.range.end..]).trim_start_matches('.').trim_start();
        // What a page sets behind the time: how long it takes to read, how many comments there are, an update.
        let is_end = rest.is_empty() || furniture::is_furniture(rest) || dateline::parse(rest, language).is_some();
        return (is_end && date.range.start > 0).then_some(date.range);
    }
    if !dates::may_be_relative(text) {
        return None;
    }
    let starts = text.match_indices(char::is_whitespace).map(|(at, space)| at + space.len());
    starts
        .filter_map(|at| dates::relative(&text[at..]).map(|length| at..at + length))
        .find(|range| text[range.end..].trim().is_empty())
}

/// The names, the agency, and whether a position stands with them; nothing if any part is none of these.
fn people_in(text: &str, opened: bool) -> Option<(Vec<String>, Option<String>, bool)> {
    let (mut authors, mut agency, mut position) = (Vec::new(), None, false);
    let parts: Vec<&str> = names(text).into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    for (index, part) in parts.iter().enumerate() {
        let is_position = has_position(part);
        if is_position && !authors.is_empty() {
            position = true;
        } else if let Some(author) = name_before_position(part) {
            authors.push(author);
            position = true;
        } else if is_agency(part) {
            agency = Some((*part).to_owned());
            position = true;
        } else if !authors.is_empty() && is_degree(part) {
            // `PhD` belongs to the name before it.
        } else if is_position {
            // A position stands in a name's place.
            return None;
        } else if let Some(name) = name(part, opened) {
            authors.push(name);
        } else if index > 0 && index + 1 == parts.len() && is_place(part) {
            position = true;
        } else {
            return None;
        }
    }
    (!authors.is_empty() || agency.is_some()).then_some((authors, agency, position))
}

/// The name in `Jane Doe Transport correspondent`: without a comma only a common given name shows where it begins.
fn name_before_position(text: &str) -> Option<String> {
    let (given, rest) = text.split_once(' ')?;
    let (surname, position) = rest.split_once(' ')?;
    let name = name(&format!("{given} {surname}"), false)?;
    (has_position(position) && !has_position(&name) && is_given_name(given)).then_some(name)
}

/// One to three words with capitals behind the last name: a place or an outlet.
fn is_place(text: &str) -> bool {
    text.split_whitespace().count() <= 3
        && text.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-'))
        })
        && !is_no_name(text)
}

fn is_no_name(text: &str) -> bool {
    text.split_whitespace().any(|word| NO_NAMES.contains(&word.to_lowercase().as_str()))
}

/// The name in a text of two to six words, without a title before it; nothing if it is no name. In scripts without
/// capitals only a word before it, which `opened` tells of, shows that it is one.
fn name(text: &str, opened: bool) -> Option<String> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while words.first().is_some_and(|word| TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str())) {
        words.remove(0);
    }
    while words.len() > 2 && words.last().is_some_and(|word| is_degree(word)) {
        words.pop();
    }
    if !(2..=6).contains(&words.len()) || is_no_name(text) {
        return None;
    }
    let last = words.len() - 1;
    let is_right = words.iter().enumerate().all(|(index, word)| {
        let may_be_small = index != last && (index > 0 || words.len() > 2);
        is_name_word(word) || (may_be_small && PARTICLES.contains(word)) || (opened && has_no_capitals(word))
    });
    // Initials alone name nobody.
    let has_surname = words.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    (is_right && has_surname).then(|| words.join(" "))
}

/// Whether a word is of a script that has no capitals.
fn has_no_capitals(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
}

/// A word with a capital and nothing in it but letters, points, apostrophes and hyphens.
fn is_name_word(word: &str) -> bool {
    let upper = word.starts_with(char::is_uppercase)
        || ["d’", "d'", "al-", "el-", "o’", "ter-"].iter().any(|start| word.starts_with(start));
    let point = word.find('.');
    upper
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‘'))
        // A point only behind an initial or in `Jr.`, `St.`
        && point.is_none_or(|at| word[..at].chars().count() <= 2)
}

/// Given names that are common in the languages papers are written in. A bare name line with one of these is a byline
/// where only a byline can stand; any other bare line stays a paragraph.
const GIVEN_NAMES: &str = " aaron adam adrian agnes ahmed alan alberto alejandro alessandro alex alexander alexandra \
    alfred ali alice alison amanda amelia amy ana andrea andreas andrew angela anita ann anna anne annette antoine \
    anthony antonio arthur barbara beatrice ben benjamin bernard bernd bill bob brian bruno camille carla carlo carlos \
    carmen caroline catherine cecilia charles charlotte chiara chris christian christina christine christoph \
    christopher claire clara claudia claudio colin craig dan daniel daniela daniele david deborah dennis diana diego \
    dominic donald donna dorothy edward elena elisabeth elizabeth ellen emily emma eric erik eva fatima federico \
    felix fernando florian francesca francesco francis francisco frank franziska frederick friedrich gabriel gary \
    george gerald gianni giorgio giovanni giulia giuseppe grace graham greg guillaume hannah hans harry heather \
    heinrich helen helena henri henry hugh ian ines ingrid irene isabel isabelle ivan jack jacob jacques james jan jane \
    janet jason javier jean jeff jennifer jenny jens jeremy jessica jim joan joanna joao joe johanna johannes john \
    jonas jonathan jorge jose joseph juan judith julia julian julie jürgen karen karin karl katharina kate katherine \
    kathleen katie keith kenneth kevin klaus larry laura lauren laurent lea lena leo leonard linda lisa lorenzo louis \
    louise luca lucas lucia lucy luis luisa lukas luke manuel marc marco margaret maria marie mark markus marta martin \
    martina mary mathieu matt matthew matthias max melissa michael michel michele michelle miguel mohammed monica \
    monika nancy natalie nathan nicholas nick nicola nicolas nicole nina nora olga oliver olivia olivier oscar pablo \
    paola paolo pascal patricia patrick paul paula pedro peter petra philip philipp philippe pierre rachel ralf raúl \
    rebecca richard rita robert roberto roger roland rosa ruth ryan sabine sally sam samantha samuel sandra sara sarah \
    scott sean sebastian sergio sharon silvia simon simone sofia sophia sophie stefan stefania stefano stephan \
    stephanie stephen steve steven stuart susan susanne sylvia tanja tanya teresa thomas tim timothy tobias tom tony \
    ulrich ursula valentina vera veronica victor victoria vincent virginia walter wendy werner william wolfgang yves ";

/// Whether a bare line is a name that begins with a common given name, or an agency's.
pub(super) fn is_likely_name(byline: &Byline) -> bool {
    let mut given = byline.authors.iter().filter_map(|author| author.split_whitespace().next());
    given.any(is_given_name) || (byline.authors.is_empty() && byline.agency.is_some())
}

fn is_given_name(word: &str) -> bool {
    let given = word.split('-').next().unwrap_or(word).to_lowercase();
    GIVEN_NAMES.contains(&format!(" {given} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, form: Form, authors: &[&str]) {
        let byline = parse(text, Language::English).unwrap_or_else(|| panic!("no byline: {text}"));
        assert_eq!((byline.form, byline.authors), (form, authors.iter().map(|name| (*name).to_owned()).collect()));
    }

    #[test]
    fn opened_by_a_word() {
        check("By Jane Doe", Form::Named, &["Jane Doe"]);
        check("BY JANE DOE AND RICHARD ROE", Form::Named, &["JANE DOE", "RICHARD ROE"]);
        check("By Ada Brook, Carl Dean and Eve Ford in Beijing", Form::Named, &["Ada Brook", "Carl Dean", "Eve Ford"]);
        check("By Ada Brook, PhD, Carl Dean and Eve Ford, M.D.", Form::Named, &["Ada Brook", "Carl Dean", "Eve Ford"]);
        check("By Dr. Lena van der Berg", Form::Named, &["Lena van der Berg"]);
        check("Words: Mary-Ann O’Hara | Photographs: Tom Lee", Form::Named, &["Mary-Ann O’Hara"]);
        check("By J.P. Marsh, Chief Sports Writer", Form::Named, &["J.P. Marsh"]);
        check("By Jane Doe, Reuters", Form::Named, &["Jane Doe"]);
        check("Von Anna Meier und Uwe Krahl, Berlin", Form::Named, &["Anna Meier", "Uwe Krahl"]);
        check("Par Élodie Marchand, envoyée spéciale à Lille", Form::Named, &["Élodie Marchand"]);
        check("Por Lucía Ferrer", Form::Named, &["Lucía Ferrer"]);
        check("di Marta Bellini", Form::Named, &["Marta Bellini"]);
        check("Door Pieter de Groot", Form::Named, &["Pieter de Groot"]);
        check("By Jane Doe on the sea wall", Form::Named, &["Jane Doe"]);
        check("By Reuters", Form::Named, &[]);
    }

    #[test]
    fn with_a_time_behind() {
        let text = "By Jane Doe 3 HOURS AGO";
        let byline = parse(text, Language::English).unwrap();
        assert_eq!(byline.authors, ["Jane Doe"]);
        assert_eq!(byline.published.map(|time| &text[time]), Some("3 HOURS AGO"));
        check("By Jane Doe | March 3, 2021, 9:05 p.m.", Form::Named, &["Jane Doe"]);
        check("Posted by Jane on March 3, 2021", Form::Named, &["Jane"]);
        let text = "Posted on 3 March 2021 by Jane Doe";
        let byline = parse(text, Language::English).unwrap();
        assert_eq!(byline.authors, ["Jane Doe"]);
        assert_eq!(byline.published.map(|time| &text[time]), Some("3 March 2021"));
    }

    #[test]
    fn bare_names() {
        check("Jane Doe in London", Form::Placed, &["Jane Doe"]);
        check("Jane Doe, Correspondent", Form::Placed, &["Jane Doe"]);
        check("Jane Doe", Form::Name, &["Jane Doe"]);
        assert!(is_likely_name(&parse("Jane Doe", Language::English).unwrap()));
        check("Jane Doe Transport correspondent", Form::Placed, &["Jane Doe"]);
        check("Reuters", Form::Placed, &[]);
        assert!(!is_likely_name(&parse("Border Lives", Language::English).unwrap()));
    }

    #[test]
    fn what_pages_set_beside_a_name() {
        check("Gina MarloweCEO", Form::Placed, &["Gina Marlowe"]);
        check("by Ada Brook@adabrook Dec 15, 2016, 1:55pm EST", Form::Named, &["Ada Brook"]);
        check("By Ada Brook on\u{a0}December 13, 2016", Form::Named, &["Ada Brook"]);
        check("By Ada Brook 3 March 2021 · 5 min read", Form::Named, &["Ada Brook"]);
        check("Written by Ada Brook in Lerwick on 3 March 2021 at 08:34 PM. 51 Comments", Form::Named, &["Ada Brook"]);
        check(
            "Ada Brook · Posted: Mar 3, 2021 9:27 AM ET | Last Updated: 24 minutes ago",
            Form::Placed,
            &["Ada Brook"],
        );
        check("Photographs and text by Ada Brook", Form::Named, &["Ada Brook"]);
        check("מאת עדה ברוק", Form::Named, &["עדה ברוק"]);
    }

    #[test]
    fn lines_that_the_source_calls_bylines() {
        for (text, authors, published) in [
            ("By tidewatcher", &["tidewatcher"][..], None),
            ("Posted on 13 April 2019 by tidewatcher", &["tidewatcher"], Some("13 April 2019")),
            ("Ferry desk – Ada Brook – 12 replies", &["Ada Brook"], None),
            ("Ferry Staff 3 March 2021", &[], Some("3 March 2021")),
        ] {
            let byline = parse_named(text, Language::English).unwrap_or_else(|| panic!("no byline: {text}"));
            assert_eq!(byline.authors, authors);
            assert_eq!(byline.published.map(|range| &text[range]), published);
        }
        for text in ["View all of them", "By the sea", "By a member of our staff"] {
            assert_eq!(parse_named(text, Language::English), None, "{text}");
        }
    }

    #[test]
    fn no_bylines() {
        for text in [
            "By the river",
            "By Rivers on the Moor",
            "By night on the sea wall",
            "By Monday morning",
            "By Popular Demand",
            "By Design",
            "By road, rail and sea",
            "Von Anfang an",
            "Von Berlin nach Hamburg",
            "By 2030",
            "Rain in Spain",
            "By Jane Doe is the best book of the year.",
            "Par ici la sortie",
            "On 3 March 2021 by ferry",
        ] {
            assert_eq!(parse(text, Language::English), None, "{text}");
        }
    }
}
