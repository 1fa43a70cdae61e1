//! Datelines: where and when, as a line of its own or at the head of the first paragraph.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{byline, dates};
use crate::document::Published;
use crate::glance;
use crate::pattern::Pattern;
use crate::survey::Language;

/// A line that says when, and perhaps where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// When it was published, as found, without the word before it.
    pub published: Published,
    /// The place, where one stands there.
    pub place: Option<String>,
}

/// The start of a story that names its place or its agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The place, with the agency if one is named with it, as found: `LONDON (Reuters)`.
    pub text: String,
    /// The agency.
    pub agency: Option<String>,
    /// The date in it.
    pub published: Option<Published>,
}

/// Words before a date, and what may stand between dates.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^(?:(?:first|originally|last|date|story)?\s*
          (?:published|posted|updated|modified|created|issued|released|revised|filed|date|release\s+date|time)(?:\s+on|\s+at)?
        | on | as\s+of
        | veröffentlicht(?:\s+am)? | aktualisiert(?:\s+am)? | stand | erschienen(?:\s+am)? | zuletzt\s+aktualisiert | am | vom
        | publiée?(?:\s+le)? | mis(?:e)?\s+à\s+jour(?:\s+le)? | modifiée?(?:\s+le)? | posté(?:\s+le)? | le
        | publicado(?:\s+el|\s+em)? | actualizado(?:\s+el)? | atualizado(?:\s+em)? | fecha
        | pubblicato(?:\s+il)? | aggiornato(?:\s+il)? | data
        | gepubliceerd(?:\s+op)? | bijgewerkt(?:\s+op)? | laatst\s+bijgewerkt
        | at | um | à | alle(?:\s+ore)? | às | a\s+las | om | UTC | GMT | BST | CET | CEST | ET | EST | EDT | PST | PDT
        | \(?\d+\s+min(?:ute)?s?\s+read\)? | \d+\s+min(?:uten)?\s+lesezeit
        )\s*:?(?:\s|$)",
    )
});

/// A place before a date: `LONDON, `, `New York, N.Y. – `, `São Paulo | `.
static PLACE: Pattern = Pattern::new(|| {
    r"(?x)^(?P<place>\p{Lu}[\p{L}.’'-]*(?:[\s/](?:de|do|la|le|of|am|an|\p{Lu}[\p{L}.’'-]*)){0,4}
          (?:,\s\p{Lu}[\p{L}.]*(?:\s\p{Lu}[\p{L}.]*)?)?)\s*(?:,|–|—|-|\||:|\(|,?\s(?:den|le|il|on))\s*"
        .to_owned()
});

/// The head of a wire story: a place in capitals with what belongs to it, or any place with its agency, and a dash.
static HEAD: Pattern = Pattern::new(|| {
    r"(?x)^(?:
          (?P<place>\p{Lu}[\p{L}.’'-]+(?:[\s/-]+(?:de|del|la|los|upon|am|\p{Lu}[\p{L}.’'-]*)){0,4}
             (?:,\s(?:\p{Lu}\p{L}*\.?\s?){1,3})?)
          (?:,?\s(?P<date>[^()—–-]{3,30}?))?
          (?:,?\s?[(/](?P<agency>\p{L}[\p{L}\ .,&/-]+?)[)/])?
        | \((?P<only>Reuters|AP|AFP|UPI|dpa|DPA|ANSA|EFE|AAP|PTI|Bloomberg|Xinhua|TASS|Associated\ Press)\)
        )\s?(?P<dash>—|–|--?|:)(?:\s?--?)?\s?"
        .to_owned()
});

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a fixed pattern")
}

/// No line of time and place has more bytes.
pub(super) const LONGEST: usize = 200;

/// Reads a passage as a line of time and place: all of it must be date, time, place and the words that go with them.
pub(super) fn parse(text: &str, language: Language) -> Option<Line> {
    if text.len() > LONGEST || !(dates::has_year(text) || dates::may_be_relative(text)) {
        return None;
    }
    let mut line = Progress { text, at: 0, place: None, published: None, updated: false, language };
    while line.at < text.len() {
        if !line.step() {
            return None;
        }
    }
    let (range, iso) = line.published?;
    Some(Line { published: Published { text: text[range].to_owned(), iso }, place: line.place })
}

/// Reads when a line that the source itself calls a dateline says that the article was published, whatever else stands
/// in it. What is in a language whose dates are not known is taken as it stands.
pub(super) fn parse_named(text: &str, language: Language) -> Option<Line> {
    let line = |text: &str, iso| Some(Line { published: Published { text: text.to_owned(), iso }, place: None });
    if let Some(found) = parse(text, language) {
        return Some(found);
    }
    if text.len() > LONGEST {
        return None;
    }
    if let Some(found) = dates::find(text, language) {
        return line(&text[found.range], found.iso);
    }
    let is_short = text.split_whitespace().count() <= 8;
    (is_short && text.chars().filter(char::is_ascii_digit).count() >= 3).then(|| line(text, None))?
}

/// How far a line has been read.
struct Progress<'t> {
    text: &'t str,
    at: usize,
    place: Option<String>,
    published: Option<(Range<usize>, Option<String>)>,
    updated: bool,
    language: Language,
}

impl Progress<'_> {
    /// Reads the next piece; `false` if there is one that belongs in no dateline.
    fn step(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let mark =
            rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || ",|·•–—-/()[].:;".contains(c)).len();
        if mark > 0 {
            self.at += mark;
            return true;
        }
        if may_have_label(rest)
            && let Some(label) = LABEL.find(rest)
        {
            let word = label.as_str().to_lowercase();
            self.updated = ["updat", "aktual", "jour", "actual", "atual", "aggior", "bijge", "modif", "revis"]
                .iter()
                .any(|part| word.contains(part));
            self.at += label.end();
            return true;
        }
        if let Some(found) = dates::find(rest, self.language).filter(|found| found.range.start == 0) {
            self.take(found.range.end, found.iso);
            return true;
        }
        if let Some(length) = dates::relative(rest) {
            self.take(length, None);
            return true;
        }
        if let Some(length) = dates::time(rest) {
            // A time before its date belongs to it, and is read with it.
            let with_date = dates::find(rest, self.language).filter(|found| found.range.start == 0);
            self.at += with_date.map_or(length, |found| found.range.end);
            return true;
        }
        self.place()
    }

    /// Takes a date; of several the one that is no update counts.
    fn take(&mut self, length: usize, iso: Option<String>) {
        let range = self.at..self.at + length;
        if self.published.is_none() {
            self.published = Some((range.clone(), iso));
        }
        self.at = range.end;
        self.updated = false;
    }

    fn place(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let Some(found) = PLACE.captures(rest) else { return false };
        let place = found["place"].trim_end().to_owned();
        // A month without its day, a weekday alone, who wrote it: no place.
        if byline::is_opened(&place)
            || self.place.is_some()
            || self.published.is_some()
            || place.split_whitespace().any(is_calendar_word)
        {
            return false;
        }
        self.at += found[0].len();
        self.place = Some(place);
        true
    }
}

/// How the wordings of [`LABEL`] begin, but for figures.
const LABELS: &[&str] = &[
    "a",
    "actualizado",
    "aggiornato",
    "aktualisiert",
    "alle",
    "am",
    "as",
    "at",
    "atualizado",
    "bijgewerkt",
    "bst",
    "cest",
    "cet",
    "created",
    "data",
    "date",
    "edt",
    "erschienen",
    "est",
    "et",
    "fecha",
    "filed",
    "first",
    "gepubliceerd",
    "gmt",
    "issued",
    "laatst",
    "last",
    "le",
    "mis",
    "mise",
    "modified",
    "modifié",
    "modifiée",
    "om",
    "on",
    "originally",
    "pdt",
    "posted",
    "posté",
    "pst",
    "pubblicato",
    "publicado",
    "published",
    "publié",
    "publiée",
    "release",
    "released",
    "revised",
    "stand",
    "story",
    "time",
    "um",
    "updated",
    "utc",
    "veröffentlicht",
    "vom",
    "zuletzt",
    "à",
    "às",
];

fn may_have_label(text: &str) -> bool {
    let first = glance::first_word(text);
    let in_minutes = || glance::has_part(text, &["min"]);
    glance::is_any(first, LABELS) || first.starts_with(char::is_numeric) && in_minutes()
}

fn is_calendar_word(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']);
    dates::month(word).is_some() || word.ends_with("day") || word.ends_with("tag")
}

/// Whether a dash, a colon or a bracket stands near enough to the first words for [`HEAD`], which is dear to make:
/// behind words with a capital, small words of names, and at most a date.
fn may_have_head(text: &str) -> bool {
    const SMALL: [&str; 7] = ["de", "del", "la", "los", "upon", "am", ""];
    // A date has thirty characters at most; a few more are blanks and commas.
    const DATE: usize = 40;
    let is_mark = |c: char| matches!(c, '—' | '–' | '-' | ':' | '(' | '/');
    let mut end = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if word.contains(is_mark) {
            return true;
        }
        let bare = word.trim_end().trim_end_matches([',', '.']);
        if !bare.starts_with(char::is_uppercase) && !SMALL.contains(&bare) {
            break;
        }
        end += word.len();
    }
    text[end..].chars().take(DATE).any(is_mark)
}

/// Reads the head of a story's first paragraph: `BEIJING —`, `London (Reuters) –`, `PARIS, March 3 (AFP) -`.
pub(super) fn head(text: &str, language: Language) -> Option<Head> {
    if !may_have_head(text) {
        return None;
    }
    let found = HEAD.captures(text)?;
    let dash = found.name("dash")?;
    let behind = text[found.get(0)?.end()..].chars().next()?;
    if let Some(only) = found.name("only") {
        let agency = Some(only.as_str().to_owned());
        return (dash.as_str() != ":").then(|| Head { text: text[..=only.end()].to_owned(), agency, published: None });
    }
    let (mut place, mut date) = (found.name("place")?.range(), found.name("date").map(|date| date.range()));
    // `PARIS, March 3`: the month looks like a part of the place.
    if let Some(comma) = text[place.clone()].rfind(", ")
        && text[place.start + comma..place.end].split_whitespace().any(is_calendar_word)
    {
        date = Some(place.start + comma + 2..date.map_or(place.end, |date| date.end));
        place.end = place.start + comma;
    }
    let place = text[place].trim_end_matches(|c: char| c == ',' || c.is_whitespace());
    let date = date.map(|date| text[date].trim_matches([',', ' ']));
    let agency = found.name("agency").map(|agency| agency.as_str().trim().to_owned());
    let is_capitals = !place.split(',').next()?.chars().any(char::is_lowercase);
    let is_dated = date.is_some_and(|date| date.split_whitespace().any(|word| dates::month(word).is_some()));
    let is_wire = agency.as_deref().is_some_and(is_agency);
    let is_sure = is_wire || (is_capitals && is_dated);
    if (date.is_some() && !is_dated) || (agency.is_some() && !is_wire) || (dash.as_str() == ":" && !is_sure) {
        return None;
    }
    // A lone hyphen is as often an aside; it needs an agency or a date beside it.
    if !is_sure && dash.as_str() == "-" {
        return None;
    }
    let is_alone = is_capitals && is_place_in_capitals(place) && !has_second_dash(text, dash.end(), dash.as_str());
    if !is_sure && !is_alone {
        return None;
    }
    if !(behind.is_uppercase() || behind.is_numeric() || "“\"‘'«„¿¡[($€£".contains(behind)) {
        return None;
    }
    // A hyphen without a space before it joins a compound.
    if dash.as_str() == "-" && !text[..dash.start()].ends_with([' ', ')', '/']) {
        return None;
    }
    let published = date.and_then(|date| dates::find(date, language).map(|found| (date, found)));
    let published = published.map(|(date, found)| Published { text: date[found.range].to_owned(), iso: found.iso });
    let end = found.name("agency").map_or(place.len(), |agency| agency.end() + 1);
    let text = match (&agency, date) {
        (Some(agency), Some(_)) => format!("{place} ({agency})"),
        _ => text[..end].to_owned(),
    };
    Some(Head { text, agency, published })
}

/// Names of agencies, and what looks like one: `Reuters`, `AFP`, `PRNewswire`.
fn is_agency(text: &str) -> bool {
    let first = text.split([' ', '/', ',']).next().unwrap_or_default();
    is_named_as_agency(text)
        || matches!(
            first.to_lowercase().as_str(),
            "reuters"
                | "ap"
                | "afp"
                | "dpa"
                | "upi"
                | "ansa"
                | "efe"
                | "aap"
                | "pti"
                | "ians"
                | "ani"
                | "bloomberg"
                | "xinhua"
                | "tass"
                | "associated"
                | "agence"
                | "prnewswire"
                | "globe"
                | "business"
                | "cnn"
                | "bbc"
                | "pa"
                | "apa"
                | "sda"
                | "anp"
                | "belga"
                | "lusa"
                | "kyodo"
                | "yonhap"
                | "cp"
                | "sid"
                | "epd"
                | "kna"
                | "adnkronos"
                | "agi"
                | "accesswire"
                | "kna/dpa"
        )
}

/// Two to four words with capitals, the last one what agencies and papers call themselves.
fn is_named_as_agency(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let calls = ["Press", "News", "Agency", "Wire", "Newswire", "Presse", "Prensa", "Nachrichten", "Media", "Post"];
    (2..=4).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
        && words.last().is_some_and(|last| calls.contains(last))
}

/// A place in capitals, not an organisation's initials: the shortest have a vowel among four letters.
fn is_place_in_capitals(place: &str) -> bool {
    let name = place.split(',').next().unwrap_or_default();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let vowels = name.chars().filter(|c| "AEIOUYÄÖÜÉÈÁÍÓÚÃÅØ".contains(*c)).count();
    let is_organisation = matches!(
        name,
        "UNESCO" | "UNICEF" | "ASEAN" | "FIFA" | "UEFA" | "OPEC" | "NATO" | "NASA" | "OECD" | "IAEA" | "HAMAS" | "OSCE"
    );
    !is_organisation && letters >= 4 && vowels >= 2 && name.split_whitespace().count() <= 4
}

/// Whether the sentence has another dash of the kind: then both set off an aside.
fn has_second_dash(text: &str, from: usize, dash: &str) -> bool {
    let sentence = text[from..].split_once(". ").map_or(&text[from..], |(sentence, _)| sentence);
    let spaced = format!(" {dash} ");
    if dash == "—" { sentence.contains('—') } else { sentence.contains(&spaced) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_line(text: &str, published: &str, iso: Option<&str>, place: Option<&str>) {
        let line = parse(text, Language::English).unwrap_or_else(|| panic!("no dateline: {text}"));
        assert_eq!(
            (line.published.text.as_str(), line.published.iso.as_deref(), line.place.as_deref()),
            (published, iso, place)
        );
    }

    #[test]
    fn lines() {
        check_line("September 25, 2015", "September 25, 2015", Some("2015-09-25"), None);
        check_line("Published 3 hours ago", "3 hours ago", None, None);
        check_line("LONDON, 3 March 2021", "3 March 2021", Some("2021-03-03"), Some("LONDON"));
        check_line("Updated: 2015-09-25", "2015-09-25", Some("2015-09-25"), None);
        check_line(
            "Published 3 March 2021 | Updated 4 March 2021, 10:15 BST",
            "3 March 2021",
            Some("2021-03-03"),
            None,
        );
        check_line("March 3, 2021 · 5 min read", "March 3, 2021", Some("2021-03-03"), None);
        check_line("New York, N.Y. – March 3, 2021", "March 3, 2021", Some("2021-03-03"), Some("New York, N.Y."));
        check_line(
            "Veröffentlicht am 3. März 2021, 18:05 Uhr",
            "3. März 2021, 18:05 Uhr",
            Some("2021-03-03T18:05"),
            None,
        );
        check_line("March 3, 2021 GMT", "March 3, 2021", Some("2021-03-03"), None);
        check_line(
            "Publié le 3 mars 2021 à 14h05, mis à jour à 17h00",
            "3 mars 2021 à 14h05",
            Some("2021-03-03T14:05"),
            None,
        );
        check_line("Publié le 3 mars 2021 à 14h05", "3 mars 2021 à 14h05", Some("2021-03-03T14:05"), None);
    }

    #[test]
    fn lines_that_the_source_calls_datelines() {
        for (text, published, iso) in [
            ("The ferry desk, 3 March 2021, in the evening", "3 March 2021", Some("2021-03-03")),
            ("14 במרץ 2023", "14 במרץ 2023", None),
        ] {
            let line = parse_named(text, Language::English).unwrap_or_else(|| panic!("no line: {text}"));
            assert_eq!((line.published.text.as_str(), line.published.iso.as_deref()), (published, iso));
        }
        assert_eq!(parse_named("The day after", Language::English), None);
    }

    #[test]
    fn no_lines() {
        for text in
            ["March 2021", "The treaty of 3 March 2021", "On 3 March 2021 she left", "Monday", "10:15", "London"]
        {
            assert_eq!(parse(text, Language::English), None, "{text}");
        }
    }

    #[track_caller]
    fn check_head(text: &str, dateline: &str, agency: Option<&str>) {
        let head = head(text, Language::English).unwrap_or_else(|| panic!("no dateline: {text}"));
        assert_eq!((head.text.as_str(), head.agency.as_deref()), (dateline, agency));
    }

    #[test]
    fn heads() {
        check_head("BEIJING — The port reopened.", "BEIJING", None);
        check_head("London (Reuters) – Shares rose.", "London (Reuters)", Some("Reuters"));
        check_head("COLD SPRING, Vt.\u{a0}— The hall was full.", "COLD SPRING, Vt.", None);
        check_head("PARIS, March 3 (AFP) - Rail workers", "PARIS (AFP)", Some("AFP"));
        check_head("NEW YORK, March 3, 2021 /PRNewswire/ -- Acme", "NEW YORK (PRNewswire)", Some("PRNewswire"));
        check_head("(Reuters) - Shares rose.", "(Reuters)", Some("Reuters"));
        check_head("SÃO PAULO, Brazil — The", "SÃO PAULO, Brazil", None);
        check_head("LERWICK (Island Press) — The", "LERWICK (Island Press)", Some("Island Press"));
        check_head("Berlin (dpa) - Der Senat", "Berlin (dpa)", Some("dpa"));
    }

    #[test]
    fn no_heads() {
        for text in [
            "NASA — the American agency — said so.",
            "WARNING: Do not open.",
            "Spain — long the favourite — lost.",
            "RAIN — and more rain.",
            "He left — and she stayed.",
            "UNESCO - Paris",
            "The verdict (Stop Press) – was",
            "The committee (of nine) – They met.",
        ] {
            assert_eq!(head(text, Language::English), None, "{text}");
        }
    }
}
