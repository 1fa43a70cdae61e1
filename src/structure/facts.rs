//! What a page says about the article beside its text, weighed against what the text itself says.

use std::sync::LazyLock;

use regex::Regex;

use super::dates;
use crate::document::{Meta, Published};
use crate::draft::{Draft, Fact, Hint, Origin, Said};
use crate::survey::Language;

/// Where something that is known about the article comes from, and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactNote {
    /// What is known, by the name it has in JSON: `title`, `authors`, `published`.
    pub field: &'static str,
    /// What it is.
    pub value: String,
    /// The places that say so, the surest first: `text`, `json-ld`, `head`, `page`, `address`.
    pub origins: Vec<&'static str>,
    /// `sure` where two places agree, `likely` where one says so that is made for it, else `unsure`.
    pub confidence: &'static str,
}

/// Fills what the text left open, and sets right what the page says better. Tells where each value comes from.
pub(super) fn fill(meta: &mut Meta, draft: &Draft, language: Language) -> Vec<FactNote> {
    let fact = |fact: Fact| draft.fact(fact).map(str::to_owned);
    let site = draft.fact(Fact::Source);
    meta.language = fact(Fact::Language);
    meta.canonical = fact(Fact::Canonical);
    if meta.source.is_none() {
        meta.source = fact(Fact::Source);
    }
    if meta.title.is_none() {
        let page_title = draft.fact(Fact::PageTitle).map(|title| without_site(title, site));
        meta.title = fact(Fact::Title).or_else(|| page_title.map(str::to_owned));
    }
    let of_text = std::mem::take(&mut meta.authors);
    meta.authors = authors(draft, site, &of_text);
    let day_of_text = meta.published.as_ref().and_then(|known| known.iso.clone());
    let known = meta.published.take().filter(|known| !is_kept_up(draft, known));
    meta.published = published(draft, known, language);
    let mut notes = Vec::new();
    if let Some(title) = &meta.title {
        let says = |said: &Said| {
            matches!(said.fact, Fact::Title | Fact::PageTitle) && plain(&said.text).contains(&plain(title))
        };
        notes.push(note("title", title, draft, says, true));
    }
    for author in &meta.authors {
        let says = |said: &Said| said.fact == Fact::Author && plain(&said.text) == plain(author);
        notes.push(note("authors", author, draft, says, of_text.contains(author)));
    }
    if let Some(known) = &meta.published {
        let day = known.iso.as_deref().and_then(|iso| iso.get(..10));
        let says = |said: &Said| {
            said.fact == Fact::Published
                && day.is_some()
                && iso(said, language).as_deref().and_then(|iso| iso.get(..10)) == day
        };
        let in_text = day_of_text.as_deref().and_then(|iso| iso.get(..10)) == day;
        notes.push(note("published", &known.text, draft, says, in_text));
    }
    notes
}

/// Where a value is said, and how sure that makes it.
fn note(field: &'static str, value: &str, draft: &Draft, says: impl Fn(&Said) -> bool, in_text: bool) -> FactNote {
    let mut origins: Vec<&'static str> = Vec::new();
    if in_text {
        origins.push("text");
    }
    for said in draft.facts().iter().filter(|said| says(said)) {
        let name = name_of(said.origin);
        if !origins.contains(&name) {
            origins.push(name);
        }
    }
    let confidence = match origins[..] {
        [_, _, ..] => "sure",
        ["text" | "json-ld" | "head"] => "likely",
        _ => "unsure",
    };
    FactNote { field, value: value.to_owned(), origins, confidence }
}

fn name_of(origin: Origin) -> &'static str {
    match origin {
        Origin::Data => "json-ld",
        Origin::Head => "head",
        Origin::Beside | Origin::Elsewhere => "page",
        Origin::Address => "address",
    }
}

/// The authors: as data for machines name them; else as lines beside the text do, or the text itself, unless the head
/// of the page names the same; else as the head does, or a line elsewhere. The site is nobody's author.
fn authors(draft: &Draft, site: Option<&str>, of_text: &[String]) -> Vec<String> {
    let is_site = |name: &str| {
        let name = plain(name);
        site.map(plain).is_some_and(|site| site == name || name.len() >= 6 && site.contains(&name))
    };
    let from = |origin: Origin| -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for said in draft.facts().iter().filter(|said| said.fact == Fact::Author && said.origin == origin) {
            if !is_site(&said.text) && !names.iter().any(|name| plain(name) == plain(&said.text)) {
                names.push(said.text.clone());
            }
        }
        names
    };
    // A name in a line and again in the line's portrait is one name.
    let of_text: Vec<String> = of_text.iter().map(|name| once(name)).collect();
    let beside = from(Origin::Beside);
    let shown = if beside.is_empty() { of_text } else { beside };
    let data = from(Origin::Data);
    if !data.is_empty() {
        return data;
    }
    let head = from(Origin::Head);
    let agree = head.iter().any(|name| shown.iter().any(|other| plain(other) == plain(name)));
    if agree || shown.is_empty() && !head.is_empty() {
        head
    } else if shown.is_empty() {
        from(Origin::Elsewhere)
    } else {
        shown
    }
}

/// A name without its repetition: `Ada Brook` of `Ada Brook Ada Brook`.
fn once(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let (first, second) = words.split_at(words.len() / 2);
    if first == second { first.join(" ") } else { name.to_owned() }
}

/// When the article was published: as the text says, on the day that the data of the page say where they differ.
fn published(draft: &Draft, of_text: Option<Published>, language: Language) -> Option<Published> {
    let from = |origins: &[Origin]| {
        let mut times =
            draft.facts().iter().filter(|said| said.fact == Fact::Published && origins.contains(&said.origin));
        times.find_map(|said| Some((said.text.clone(), iso(said, language)?)))
    };
    let data = from(&[Origin::Data]).or_else(|| from(&[Origin::Head]));
    // A line beside the text keeps apart what the text runs together.
    let data = data.or_else(|| from(&[Origin::Beside]));
    match (of_text, data) {
        // Of two days the earlier one is that of the publication; the other one is that of a change.
        (Some(known), Some((_, iso)))
            if known.iso.as_deref().is_none_or(|shown| shown.get(..10) > iso.get(..10) && !is_near(shown, &iso)) =>
        {
            Some(Published { text: known.text, iso: Some(iso) })
        }
        (Some(known), _) if known.iso.is_some() => Some(known),
        (known, data) => {
            let other = data.or_else(|| from(&[Origin::Address])).or_else(|| from(&[Origin::Elsewhere]));
            match (known, other) {
                (Some(known), Some((_, iso))) => Some(Published { text: known.text, iso: Some(iso) }),
                (known, None) => known,
                (None, Some((text, iso))) => Some(Published { text, iso: Some(iso) }),
            }
        }
    }
}

/// Whether a page says of a day only that it was changed then, and at no hour: it is kept up, and is of no day.
fn is_kept_up(draft: &Draft, known: &Published) -> bool {
    let is_day = known.iso.as_ref().is_some_and(|iso| iso.len() == "2024-03-01".len());
    is_day
        && draft.passages().iter().filter(|passage| passage.hint == Some(Hint::Dateline)).any(|passage| {
            let text = &draft.text()[passage.range.clone()];
            is_changed(text) && text.contains(&known.text)
        })
}

/// Whether two times are on one day or on days next to each other, as they are in other parts of the world.
fn is_near(one: &str, two: &str) -> bool {
    let day = |iso: &str| -> Option<i32> {
        let part = |range: std::ops::Range<usize>| iso.get(range)?.parse::<i32>().ok();
        Some(part(0..4)? * 372 + part(5..7)? * 31 + part(8..10)?)
    };
    match (day(one), day(two)) {
        (Some(one), Some(two)) => (one - two).abs() <= 1,
        _ => false,
    }
}

/// A year, a month and a day in figures, as machines and East Asian pages write them.
static FIGURES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})").expect("a fixed pattern")
});

/// What a page says of a time, in ISO 8601; nothing if it does not say a day. Clocks that were never set are no time.
fn iso(said: &Said, language: Language) -> Option<String> {
    let text = said.text.trim();
    if is_changed(text) || is_span(text) {
        return None;
    }
    let is_iso = text.get(..10).is_some_and(|day| {
        day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
    });
    let found = if is_iso && matches!(text.as_bytes().get(10), None | Some(b'T' | b' ')) {
        text.split_whitespace().take(2).collect::<Vec<_>>().join("T")
    } else if let Some(found) = FIGURES.captures(text) {
        let (month, day) = (found[2].parse::<u8>().ok()?, found[3].parse::<u8>().ok()?);
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        format!("{}-{month:02}-{day:02}", &found[1])
    } else {
        dates::find(before_change(text), language)?.iso?
    };
    (found.get(..4)? > "1990").then_some(found)
}

/// Whether a text says first of all when something was changed.
fn is_changed(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["updated", "last updated", "last modified", "modified", "aktualisiert", "actualizado", "atualizado"]
        .iter()
        .any(|says| lower.starts_with(says))
}

/// Whether a text names the first and the last day of something, which is no day of publication.
fn is_span(text: &str) -> bool {
    let mut days = FIGURES.find_iter(text);
    let (Some(first), Some(second)) = (days.next(), days.next()) else { return false };
    matches!(text[first.end()..second.start()].trim(), "-" | "–" | "—" | "to" | "~")
}

/// What stands before a text says when something was changed.
fn before_change(text: &str) -> &str {
    ["Updated", "updated", "UPDATED", "Modified"]
        .iter()
        .filter_map(|says| text.find(says))
        .min()
        .map_or(text, |at| &text[..at])
}

/// Letters and digits only, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The title of a page without the site's name behind or before it.
fn without_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    let marks: &[char] = &['|', '-', '–', '—', '·', ':'];
    let Some(site) = site else { return title };
    let behind = title.strip_suffix(site).map(str::trim_end).and_then(|rest| rest.strip_suffix(marks));
    let before = || title.strip_prefix(site).map(str::trim_start).and_then(|rest| rest.strip_prefix(marks));
    match behind.or_else(before).map(str::trim) {
        Some(rest) if !rest.is_empty() => rest,
        _ => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta_of(source: &str) -> Meta {
        let options = crate::Options { from: crate::Format::Html, ..crate::Options::default() };
        crate::convert(source, &options).document().meta.clone()
    }

    const HEAD: &str = "<html lang=en-GB><head><title>Tides turn | The Gull</title>\
                        <meta property=og:site_name content='The Gull'><meta name=author content='The Gull'>\
                        <meta name=author content='Ada Brook and Tom Lee'>\
                        <link rel=canonical href=https://gull.example/tides>\
                        <meta property=article:published_time content=2024-03-01T06:00:00Z></head>";

    #[test]
    fn the_head_fills_what_the_text_leaves_open() {
        let meta = meta_of(&format!("{HEAD}<p>They turn twice a day, and nobody has found out who asked them to.</p>"));
        assert_eq!(meta.title.as_deref(), Some("Tides turn"));
        assert_eq!(meta.authors, ["Ada Brook", "Tom Lee"]);
        assert_eq!(meta.source.as_deref(), Some("The Gull"));
        assert_eq!(meta.language.as_deref(), Some("en-GB"));
        assert_eq!(meta.canonical.as_deref(), Some("https://gull.example/tides"));
        assert_eq!(meta.published.and_then(|time| time.iso).as_deref(), Some("2024-03-01T06:00:00Z"));
    }

    #[test]
    fn the_text_comes_first() {
        let meta = meta_of(&format!(
            "{HEAD}<h1>The tide turns</h1><p class=byline>By Nora Whitcombe</p><p class=dateline>2 March 2024</p>\
             <p>It turns twice a day, and nobody has found out who asked it to.</p>"
        ));
        assert_eq!(meta.title.as_deref(), Some("The tide turns"));
        assert_eq!(meta.authors, ["Nora Whitcombe"]);
        assert_eq!(meta.published.and_then(|time| time.iso).as_deref(), Some("2024-03-02"));
    }

    const LONG: &str = "The old ferry across the sound will make its last crossing on Friday, after the harbour board \
                        found that its hull can no longer be repaired at a price that the town could ever bear.";

    /// What a scraped page says.
    fn page_of(source: &str) -> Meta {
        let options = crate::Options { from: crate::Format::Html, ..crate::Options::default() };
        crate::clean(source, &options).document().meta.clone()
    }

    /// What a page says whose article has this between its headline and its text.
    fn meta_below(lines: &str) -> Meta {
        let text = format!("<p>{LONG}</p>").repeat(4);
        page_of(&format!(
            "<html><body><nav><a href=/>Home</a></nav><form><input></form><article><header><h1>Ferry makes last crossing</h1>{lines}\
             </header><div>{text}</div></article></body></html>"
        ))
    }

    #[test]
    fn desks_sign_where_no_person_does() {
        let authors = |lines: &str| meta_below(lines).authors;
        assert_eq!(authors("<p class=byline>By <a href=/author/desk>Harbour News Desk</a></p>"), ["Harbour News Desk"]);
        assert_eq!(authors("<p class=byline>by <a href=/author/gull>gull</a></p>"), ["gull"]);
        assert_eq!(authors("<p class=byline>By <a href=/author/april>April Brook</a></p>"), ["April Brook"]);
        assert_eq!(authors("<p>The staff desk moved</p>"), [""; 0]);
        assert_eq!(authors("<p><i>1 May 2024</i> <i class=writer>Ada Brook</i> <i>Old Harbour</i></p>"), ["Ada Brook"]);
    }

    #[test]
    fn days_of_other_things_are_not_the_day_of_publication() {
        let day = |lines: &str| meta_below(lines).published.and_then(|time| time.iso);
        assert_eq!(day("<p>Harbour</p><p>Last updated:</p><div>Feb 4, 2025 5 min</div>"), None);
        let span = "DATE: 2025-12-12 - 2025-12-17".to_owned();
        let said = Said { fact: Fact::Published, text: span, origin: Origin::Beside };
        assert_eq!(iso(&said, Language::English), None);
        assert_eq!(day("<ul><li><a href=/other>The harbour board meets</a> <i>31.03.2019</i></li></ul>"), None);
        assert_eq!(day("<p><a href=/author/ada>Ada Brook</a> <i>31.03.2019</i></p>").as_deref(), Some("2019-03-31"));
    }

    #[test]
    fn a_line_alone_with_the_headline_is_its_standfirst() {
        let source = format!(
            "<html><body><nav><a href=/>Home</a></nav><form><input></form><article><div><h1>Ferry makes last crossing\
             </h1><div>The harbour board found no money for a new hull.</div></div><p class=byline>By Ada Brook</p><div>{}</div></article>",
            format!("<p>{LONG}</p>").repeat(4)
        );
        let standfirst = page_of(&source).standfirst;
        assert_eq!(standfirst.as_deref(), Some("The harbour board found no money for a new hull."));
    }

    #[test]
    fn what_is_absent_stays_absent() {
        let meta = meta_of("<html><head><meta property=article:published_time content=yesterday></head><p>Text.</p>");
        assert_eq!((meta.title, meta.published, meta.source, meta.canonical), (None, None, None, None));
    }
}
