//! What a page's head says about the article, taken where the article's own text does not say it.

use super::{byline, dates};
use crate::document::{Meta, Published};
use crate::draft::{Draft, Fact};
use crate::survey::Language;

/// Fills what the text left open.
pub(super) fn fill(meta: &mut Meta, draft: &Draft) {
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
    if meta.authors.is_empty() {
        meta.authors = authors(draft, site);
    }
    let published = draft.fact(Fact::Published).and_then(published);
    match &mut meta.published {
        Some(known) if known.iso.is_none() => known.iso = published.and_then(|published| published.iso),
        Some(_) => {}
        unknown => *unknown = published,
    }
}

/// The authors that the first of the page's sources names. The site is nobody's author.
fn authors(draft: &Draft, site: Option<&str>) -> Vec<String> {
    let named = draft.facts().iter().filter(|(fact, _)| *fact == Fact::Author);
    let mut authors: Vec<String> = Vec::new();
    for (_, text) in named.filter(|(_, text)| Some(text.as_str()) != site) {
        let opened = if text.to_lowercase().starts_with("by ") { text.clone() } else { format!("By {text}") };
        for author in byline::parse(&opened, Language::English).map(|byline| byline.authors).unwrap_or_default() {
            if !authors.contains(&author) {
                authors.push(author);
            }
        }
    }
    authors
}

/// A time as data for machines have it; nothing if it does not begin with a date.
fn published(text: &str) -> Option<Published> {
    let day = text.get(..10)?;
    let is_iso = dates::find(day, Language::English)?.iso.as_deref() == Some(day)
        && matches!(text.as_bytes().get(10), None | Some(b'T' | b' '));
    is_iso.then(|| Published { text: text.to_owned(), iso: Some(text.replacen(' ', "T", 1)) })
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

    #[test]
    fn what_is_absent_stays_absent() {
        let meta = meta_of("<html><head><meta property=article:published_time content=yesterday></head><p>Text.</p>");
        assert_eq!((meta.title, meta.published, meta.source, meta.canonical), (None, None, None, None));
    }
}
