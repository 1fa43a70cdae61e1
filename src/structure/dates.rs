//! Dates as newspapers write them, in seven languages, and what they are in ISO 8601.
//!
//! Only what is certain becomes ISO 8601: `03/04/2021` is two days to two readers, so it stays as found unless the
//! language settles the order.

mod worded;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::{Captures, Regex};

use crate::survey::Language;

/// A date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it lies: the date, a weekday before it and a time beside it, in bytes.
    pub range: Range<usize>,
    /// In ISO 8601: a day (`2021-03-03`), a local time (`2021-03-03T10:15`), or a time with its offset
    /// (`2021-03-03T10:15+01:00`, `…Z`); absent where the order of day and month can't be known.
    pub iso: Option<String>,
}

/// The names of the months and their usual short forms in English, German, French, Spanish, Italian, Portuguese and
/// Dutch; no form names different months in two of them.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari", "janv", "jan", "ene", "gen"],
    &[
        "february",
        "februar",
        "feber",
        "février",
        "fevrier",
        "febrero",
        "febbraio",
        "fevereiro",
        "februari",
        "févr",
        "fév",
        "feb",
        "fev",
    ],
    &["march", "märz", "maerz", "mars", "marzo", "março", "marco", "maart", "mar", "mrt", "mär"],
    &["april", "avril", "abril", "aprile", "apr", "avr", "abr"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "mag"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "jun", "giu"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "juil", "jul", "lug"],
    &["august", "août", "aout", "agosto", "augustus", "aug", "ago"],
    &["september", "septembre", "septiembre", "setiembre", "settembre", "setembro", "sept", "sep", "set"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro", "oct", "okt", "ott", "out"],
    &["november", "novembre", "noviembre", "novembro", "nov"],
    &["december", "dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro", "dec", "dez", "déc", "dic"],
];

/// Weekdays in the same languages.
const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
];

/// `2021-03-03`, with or without a time; a fraction of a second is dropped.
static ISO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?\b",
    )
});

/// `2015/09/25`, `2015.9.25`, `2015年9月25日`.
static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?P<year>(?:19|20)\d{2})(?:(?P<mark>[./])|年)(?P<month>\d{1,2})(?:(?P<again>[./])|月)(?P<day>\d{1,2})(?:日|\b)",
    )
});

/// `25/09/2015`, `25.9.2015`, `25-09-2015`.
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:WEEKDAYS)\b\.?,?\s+)?(?P<one>\d{1,2})(?P<mark>[./-])(?P<two>\d{1,2})(?P<again>[./-])(?P<year>\d{4})\b"
            .replace("WEEKDAYS", &WEEKDAYS.join("|"))
            .as_str(),
    )
});

/// A time of day at the start of a text: `10:15 BST`, `9.30pm`, `14h05`, `18.00 Uhr`, `8 p.m. EDT`.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?P<hour>\d{1,2})(?:(?:[:.]|\s?h\s?|時)(?P<minute>\d{2})分?(?::(?P<second>\d{2}))?)?\s*(?P<half>[ap]\.?m\b\.?)?(?:\s*(?P<clock>uhr|hrs|uur|h)\b)?(?:\s*\(?(?P<zone>UTC|GMT|BST|CET|CEST|MEZ|MESZ|EST|EDT|MST|MDT|PST|PDT|ET|CT|PT|IST|AEST|Z|[+-]\d{2}:?\d{2})\b\)?)?",
    )
});

/// What may stand between a date and its time.
static JOINT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:\s*[,|·•–—-]\s*|\s+)(?:(?:at|um|à|alle(?: ore)?|ore|a las|às|om|kl\.?)\s+)?"));

/// How long ago: `3 HOURS AGO`, `vor 3 Stunden`, `il y a 2 jours`, `hace 5 minutos`, `3 ore fa`, `2 uur geleden`.
static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^(?:
          (?:about\s|over\s|almost\s)?(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s*
            (?:secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?|[smhdw])\s+ago
        | just\snow | moments?\sago
        | vor\s(?:\d+|einer|einem|zwei|drei)\s(?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)
        | il\sy\sa\s(?:\d+|une?)\s(?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)
        | hace\s(?:\d+|una?)\s(?:segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?)
        | há\s(?:\d+|uma?)\s(?:segundos?|minutos?|horas?|dias?|semanas?|mês|meses|anos?)
        | (?:\d+|un'?|una|uno)\s?(?:second[oi]|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi])\sfa
        | (?:\d+|een)\s(?:seconden?|minut(?:en)?|minuut|uur|uren|dag(?:en)?|we(?:ek|ken)|maand(?:en)?|jaar)\sgeleden
        )\b",
    )
});

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a fixed pattern")
}

/// The first full date in a text: day, month and year, with a weekday before it and a time beside it where they stand.
///
/// `language` settles the order of day and month in figures; [`Language::English`] and [`Language::Unknown`] leave it
/// open unless one of the two is above 12.
///
/// ```
/// use copydesk::structure::dates::find;
/// use copydesk::survey::Language;
/// let found = find("Updated Wednesday, 3 March 2021 at 10:15 GMT", Language::English).unwrap();
/// assert_eq!(found.iso.as_deref(), Some("2021-03-03T10:15Z"));
/// assert_eq!(found.range, 8..44);
/// assert_eq!(find("03/04/2021", Language::English).unwrap().iso, None);
/// ```
pub fn find(text: &str, language: Language) -> Option<Found> {
    if !has_year(text) {
        return None;
    }
    // Dates in figures alone have a mark between figures; the patterns are dear to make.
    let is_mark = |byte: u8| matches!(byte, b'.' | b'/' | b'-');
    let mut parts = text.as_bytes().windows(3);
    let in_figures = parts.any(|part| part[0].is_ascii_digit() && is_mark(part[1]) && part[2].is_ascii_digit());
    let of_figures = [(&ISO, in_figures), (&YEAR_FIRST, in_figures || text.contains('年')), (&NUMERIC, in_figures)];
    of_figures
        .into_iter()
        .filter_map(|(pattern, may_be)| may_be.then(|| pattern.captures(text)).flatten())
        .filter_map(|captures| dated(text, &captures, language))
        .chain(worded::all(text).into_iter().flatten().filter_map(|date| dated_in_words(text, date)))
        .min_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end)))
}

/// A date with the month's name as found, if there is such a day.
fn dated_in_words(text: &str, date: worded::Date) -> Option<Found> {
    let worded::Date { range, year, month, day } = date;
    is_day(year, month, day).then(|| timed(text, range, Some(iso_day(year, month, day))))
}

/// Whether there are four figures in a row: no date is without its year, and most texts without one need no pattern.
pub(super) fn has_year(text: &str) -> bool {
    let mut figures = 0;
    text.bytes().any(|byte| {
        figures = if byte.is_ascii_digit() { figures + 1 } else { 0 };
        figures == 4
    })
}

/// Whether a text has a word that [`relative`] needs: a line without it and without a year says no time.
pub(super) fn may_be_relative(text: &str) -> bool {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = ["ago", "now", "moment", "moments", "vor", "il", "hace", "há", "hÁ", "fa", "geleden"];
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(words).expect("fixed words")
    });
    WORDS.find_iter(text).any(|found| {
        let before = text[..found.start()].chars().next_back();
        let after = text[found.end()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

/// How long ago a text says something was, if it starts so (`3 hours ago`): the length of that start in bytes.
///
/// ```
/// assert_eq!(copydesk::structure::dates::relative("3 HOURS AGO"), Some(11));
/// assert_eq!(copydesk::structure::dates::relative("Hours ago"), None);
/// ```
pub fn relative(text: &str) -> Option<usize> {
    if !may_be_relative(text) {
        return None;
    }
    RELATIVE.find(text).map(|found| found.end())
}

/// The number of a month by its name or short form in any of the seven languages, without regard to capitals.
pub fn month(name: &str) -> Option<u8> {
    let name = name.trim_end_matches('.').to_lowercase();
    MONTHS.iter().position(|names| names.contains(&name.as_str())).map(|index| index as u8 + 1)
}

/// A time of day at the start of `text`: its length in bytes. A bare number is none.
pub(super) fn time(text: &str) -> Option<usize> {
    Time::at_start(text).map(|time| time.length)
}

fn dated(text: &str, captures: &Captures<'_>, language: Language) -> Option<Found> {
    let range = captures.get(0)?.range();
    let number = |name: &str| captures.name(name).and_then(|number| number.as_str().parse::<u32>().ok());
    let year = number("year")?;
    let marks = ["mark", "again"].map(|name| captures.name(name).map(|mark| mark.as_str()));
    if marks[0] != marks[1] || (marks[0].is_some() && is_longer_number(text, &range)) {
        return None;
    }
    if let (Some(mark), true) = (marks[0], captures.name("one").is_some()) {
        let (one, two) = (number("one")?, number("two")?);
        let day = numeric_order(one, two, mark, language);
        if day.is_none() && !(is_day(year, one, two) || is_day(year, two, one)) {
            return None;
        }
        let day = day.filter(|&(month, day)| is_day(year, month, day)).map(|(month, day)| iso_day(year, month, day));
        return Some(timed(text, range, day));
    }
    let month = number("month")?;
    let day = number("day")?;
    if !is_day(year, month, day) {
        return None;
    }
    let iso = iso_day(year, month, day);
    let Some(hour) = number("hour") else { return Some(timed(text, range, Some(iso))) };
    let time = Time {
        length: 0,
        hour,
        minute: number("minute")?,
        second: number("second"),
        offset: captures.name("zone").and_then(|zone| offset(zone.as_str())),
    };
    Some(Found { range, iso: time.is_valid().then(|| format!("{iso}T{}", time.iso())) })
}

/// Whether the figures go on, as in a version number.
fn is_longer_number(text: &str, range: &Range<usize>) -> bool {
    let is_figure = |c: char| c.is_alphanumeric();
    let joint = ['.', '/', '-'];
    let behind = text[range.end..].strip_prefix(joint).is_some_and(|rest| rest.starts_with(is_figure));
    let before = text[..range.start].strip_suffix(joint).is_some_and(|rest| rest.ends_with(is_figure));
    behind || before
}

/// Month and day of a date in figures, where their order can be known.
fn numeric_order(one: u32, two: u32, mark: &str, language: Language) -> Option<(u32, u32)> {
    match (one > 12, two > 12) {
        (true, _) => Some((two, one)),
        (_, true) => Some((one, two)),
        // Full stops between the figures are a habit of places that put the day first.
        _ if mark == "." || !matches!(language, Language::English | Language::Unknown) => Some((two, one)),
        _ => None,
    }
}

/// The date with the time that stands behind or before it.
fn timed(text: &str, range: Range<usize>, day: Option<String>) -> Found {
    let goes_on = text[range.end..].contains(|c: char| c.is_numeric());
    let behind = goes_on.then(|| JOINT.find(&text[range.end..])).flatten().and_then(|joint| {
        let at = range.end + joint.end();
        Time::at_start(&text[at..]).map(|time| (range.start..at + time.length, time))
    });
    let Some((range, time)) = behind.or_else(|| time_before(text, &range)) else { return Found { range, iso: day } };
    Found { range, iso: day.map(|day| format!("{day}T{}", time.iso())) }
}

/// The time that stands right before a date: `10:15 BST, 3 March 2021`.
fn time_before(text: &str, range: &Range<usize>) -> Option<(Range<usize>, Time)> {
    let before = &text[..range.start];
    let trimmed = before.trim_end_matches([',', ' ', '|', '·', '•', '–', '—']);
    // A time has at most three words: `8:05 p.m. EDT`.
    let starts = trimmed.rmatch_indices(' ').map(|(at, _)| at + 1).chain([0]);
    starts.take(3).find_map(|start| {
        let time = Time::at_start(&trimmed[start..])?;
        (start + time.length == trimmed.len()).then_some((start..range.end, time))
    })
}

/// A time of day as found.
struct Time {
    length: usize,
    hour: u32,
    minute: u32,
    second: Option<u32>,
    offset: Option<String>,
}

impl Time {
    fn at_start(text: &str) -> Option<Self> {
        if !text.starts_with(char::is_numeric) {
            return None;
        }
        let captures = TIME.captures(text)?;
        let number = |name: &str| captures.name(name).and_then(|number| number.as_str().parse::<u32>().ok());
        let half = captures.name("half").map(|half| half.as_str().starts_with(['p', 'P']));
        if captures.name("minute").is_none() && half.is_none() && captures.name("clock").is_none() {
            return None;
        }
        let hour = number("hour")?;
        let hour = match half {
            Some(_) if hour > 12 || hour == 0 => return None,
            Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
            None => hour,
        };
        let time = Self {
            length: captures.get(0)?.as_str().trim_end().len(),
            hour,
            minute: number("minute").unwrap_or(0),
            second: number("second"),
            offset: captures.name("zone").and_then(|zone| offset(zone.as_str())),
        };
        // A figure that goes on is no time: `10.155`.
        let goes_on = text[time.length..].starts_with(|c: char| c.is_alphanumeric());
        (time.is_valid() && !goes_on).then_some(time)
    }

    fn is_valid(&self) -> bool {
        self.hour < 24 && self.minute < 60 && self.second.is_none_or(|second| second < 60)
    }

    fn iso(&self) -> String {
        let second = self.second.map(|second| format!(":{second:02}")).unwrap_or_default();
        let offset = self.offset.as_deref().unwrap_or_default();
        format!("{:02}:{:02}{second}{offset}", self.hour, self.minute)
    }
}

/// The offset from UTC of a zone whose name means one thing only: `IST` is three, `ET` depends on the season.
fn offset(zone: &str) -> Option<String> {
    let fixed = match zone.to_ascii_uppercase().as_str() {
        "UTC" | "GMT" | "Z" => "Z",
        "BST" | "CET" | "MEZ" => "+01:00",
        "CEST" | "MESZ" => "+02:00",
        "EDT" => "-04:00",
        "EST" => "-05:00",
        "MDT" => "-06:00",
        "MST" | "PDT" => "-07:00",
        "PST" => "-08:00",
        "AEST" => "+10:00",
        given if given.starts_with(['+', '-']) => {
            let figures: String = given.chars().filter(char::is_ascii_digit).collect();
            return Some(format!("{}{}:{}", &given[..1], &figures[..2], &figures[2..]));
        }
        _ => return None,
    };
    Some(fixed.to_owned())
}

fn iso_day(year: u32, month: u32, day: u32) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// Whether there is such a day in the Gregorian calendar, in the years articles are from.
fn is_day(year: u32, month: u32, day: u32) -> bool {
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => return false,
    };
    (1600..=2199).contains(&year) && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, text: &str, found: &str, iso: Option<&str>) {
        let date = find(text, language).unwrap_or_else(|| panic!("no date in {text:?}"));
        assert_eq!((&text[date.range], date.iso.as_deref()), (found, iso));
    }

    #[track_caller]
    fn check_whole(language: Language, text: &str, iso: &str) {
        check(language, text, text, Some(iso));
    }

    #[test]
    fn english_has_two_orders() {
        check_whole(Language::English, "September 25, 2015", "2015-09-25");
        check_whole(Language::English, "Sept. 25, 2015", "2015-09-25");
        check_whole(Language::English, "19 June 2023", "2023-06-19");
        check_whole(Language::English, "Saturday, October 19, 2013", "2013-10-19");
        check_whole(Language::English, "Mon 1st May 2017", "2017-05-01");
        check_whole(Language::English, "the 4th of July 2020", "2020-07-04");
        check(Language::English, "LONDON, 3 March 2021", "3 March 2021", Some("2021-03-03"));
    }

    #[test]
    fn other_languages_have_their_own_months() {
        check_whole(Language::German, "Mittwoch, 3. März 2021", "2021-03-03");
        check_whole(Language::German, "den 12. Jänner 2020", "2020-01-12");
        check_whole(Language::French, "mardi 1er août 2023", "2023-08-01");
        check_whole(Language::Spanish, "3 de septiembre de 2019", "2019-09-03");
        check_whole(Language::Italian, "venerdì 8 dicembre 2017", "2017-12-08");
        check_whole(Language::Portuguese, "7 de março de 2022", "2022-03-07");
        check_whole(Language::Dutch, "zaterdag 9 mei 2020", "2020-05-09");
    }

    #[test]
    fn figures_need_a_known_order() {
        check_whole(Language::English, "2015-09-25", "2015-09-25");
        check_whole(Language::English, "2015/09/25", "2015-09-25");
        check_whole(Language::Unknown, "2015.9.25 10:15", "2015-09-25T10:15");
        check_whole(Language::Unknown, "2015年9月25日 08時00分", "2015-09-25T08:00");
        check_whole(Language::English, "25/09/2015", "2015-09-25");
        check_whole(Language::English, "09/25/2015", "2015-09-25");
        check(Language::English, "03/04/2021", "03/04/2021", None);
        check_whole(Language::French, "03/04/2021", "2021-04-03");
        check_whole(Language::Unknown, "3.4.2021", "2021-04-03");
    }

    #[test]
    fn times_stand_on_either_side() {
        check_whole(Language::English, "2021-03-03T10:15:30+0100", "2021-03-03T10:15:30+01:00");
        check_whole(Language::English, "3 March 2021 at 10:15 BST", "2021-03-03T10:15+01:00");
        check_whole(Language::English, "March 3, 2021, 9:05 p.m. EST", "2021-03-03T21:05-05:00");
        check_whole(Language::English, "10:15 GMT, 3 March 2021", "2021-03-03T10:15Z");
        check_whole(Language::English, "March 3, 2021 | 12am", "2021-03-03T00:00");
        check_whole(Language::German, "3. März 2021, 18.00 Uhr", "2021-03-03T18:00");
        check_whole(Language::French, "3 mars 2021 à 14h05", "2021-03-03T14:05");
        check(Language::English, "March 3, 2021 2 min read", "March 3, 2021", Some("2021-03-03"));
        check(Language::English, "3 March 2021 at 10:15 ET", "3 March 2021 at 10:15 ET", Some("2021-03-03T10:15"));
    }

    #[test]
    fn what_is_no_day_is_no_date() {
        for text in [
            "31 April 2021",
            "February 29, 2021",
            "3 March",
            "13/13/2021",
            "12-10/2020",
            "version 1.2.2021.4a",
            "2021.4.3.1",
            "2021/4.3",
        ] {
            assert_eq!(find(text, Language::English).filter(|found| found.iso.is_some()), None, "{text}");
        }
        assert!(find("29 February 2024", Language::English).is_some());
    }

    #[test]
    fn relative_times() {
        for text in [
            "3 HOURS AGO",
            "an hour ago",
            "5h ago",
            "vor 3 Stunden",
            "il y a 2 jours",
            "hace 5 minutos",
            "3 ore fa",
            "2 uur geleden",
        ] {
            assert_eq!(relative(text), Some(text.len()), "{text}");
        }
        for text in ["hours ago", "3 hours", "Long ago", "a sort of thing"] {
            assert_eq!(relative(text), None, "{text}");
        }
    }
}
