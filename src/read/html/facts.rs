//! What a page says about its article beside the text: its language, its site, who wrote it and when.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};
use regex::Regex;
use serde_json::Value;

use crate::draft::{Fact, Origin, Said};
use crate::extract::dom::{attribute, name, walk};
use crate::extract::{Header, people};

/// Longer data than this is no head's; it is passed over.
const LONGEST: usize = 1 << 20;

/// Data for machines that nests deeper is not looked into.
const DEEPEST: usize = 6;

/// The types of schema.org that are an article.
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "TechArticle",
    "ScholarlyArticle",
    "MedicalScholarlyArticle",
    "Report",
    "Review",
    "Recipe",
    "HowTo",
    "CreativeWork",
];

/// The types of schema.org that are the page around an article.
const PAGES: &[&str] = &["WebPage", "ItemPage", "CollectionPage", "MedicalWebPage", "FAQPage"];

/// Reads what a page says about its article, what is surest first: JSON-LD, then Open Graph, `<meta>` and Dublin Core,
/// then its address.
///
/// A page's description is none of it: it is written for those who search, not by the author. Empty values
/// and addresses that are no whole ones are left out. Answers as well whether the page says that one must pay to read it.
pub(super) fn of(document: &Document, url: Option<&str>) -> (Vec<Said>, bool) {
    let mut facts = Facts::default();
    let mut data = Vec::new();
    walk(document, |node, entering| {
        if entering && node.is_element() {
            facts.enter(node, &mut data);
        }
        // Drawings have titles of their own.
        !node.has_name("svg")
    });
    facts.data(&data);
    let address = facts.said.iter().find(|said| said.fact == Fact::Canonical).map(|said| said.text.clone());
    for address in url.map(str::to_owned).into_iter().chain(address) {
        if let Some(day) = day_of(&address) {
            facts.add(Fact::Published, &day, Origin::Address);
        }
    }
    facts.said.sort_by_key(|said| said.origin);
    (facts.said, is_paid(&data))
}

/// Whether the data of a page say that its article, or a part of it, is not free.
fn is_paid(data: &[Value]) -> bool {
    let is_no = |value: &Value| {
        value == &Value::Bool(false) || value.as_str().is_some_and(|no| no.eq_ignore_ascii_case("false"))
    };
    let entries = entries(data);
    let mut articles = entries.iter().filter(|entry| is_of_type(entry, ARTICLES));
    articles.any(|article| article.get("isAccessibleForFree").is_some_and(is_no))
}

/// What the lines beside an article say of it.
pub(super) fn shown(header: &Header) -> Vec<Said> {
    let said = |fact: Fact, texts: &[String], origin: Origin| -> Vec<Said> {
        texts.iter().map(|text| Said { fact, text: text.clone(), origin }).collect()
    };
    let mut all = said(Fact::Author, &header.authors, Origin::Beside);
    all.extend(said(Fact::Published, &header.times, Origin::Beside));
    all.extend(said(Fact::Author, &header.authors_elsewhere, Origin::Elsewhere));
    all.extend(said(Fact::Published, &header.times_elsewhere, Origin::Elsewhere));
    all
}

/// The day in an address: `/2019/11/18/`, `/2019/11/191118-ferry/`.
fn day_of(address: &str) -> Option<String> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[/-]((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:[/-]|$)")
            .expect("a fixed pattern")
    });
    /// A day in six figures behind its year and month: `/2019/11/191118-ferry/`.
    static SHORT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"/(?:19|20)(\d\d)/(0[1-9]|1[0-2])/(\d\d)(\d\d)(0[1-9]|[12]\d|3[01])[-_/]").expect("a fixed pattern")
    });
    if let Some(found) = DAY.captures(address) {
        return Some(format!("{}-{}-{}", &found[1], &found[2], &found[3]));
    }
    let found = SHORT.captures(address).filter(|found| found[1] == found[3] && found[2] == found[4])?;
    let year = &address[found.get(1)?.start() - 2..found.get(1)?.end()];
    Some(format!("{year}-{}-{}", &found[2], &found[5]))
}

#[derive(Default)]
struct Facts {
    said: Vec<Said>,
}

impl Facts {
    fn enter(&mut self, node: &NodeRef<'_>, data: &mut Vec<Value>) {
        match &*name(node) {
            "html" => self.add(Fact::Language, &attribute(node, "lang"), Origin::Head),
            "title" => self.add(Fact::PageTitle, &node.text(), Origin::Head),
            "link" if attribute(node, "rel").eq_ignore_ascii_case("canonical") => {
                self.add(Fact::Canonical, &attribute(node, "href"), Origin::Head);
            }
            "meta" => self.meta(node),
            "script" if attribute(node, "type").to_ascii_lowercase().starts_with("application/ld+json") => {
                data.extend(parsed(&node.text()));
            }
            _ => {}
        }
    }

    fn meta(&mut self, node: &NodeRef<'_>) {
        let key = ["property", "name", "itemprop"]
            .map(|key| attribute(node, key))
            .into_iter()
            .find(|key| !key.is_empty())
            .unwrap_or_default();
        let fact = match key.to_ascii_lowercase().as_str() {
            "og:title" | "twitter:title" | "dc.title" | "dcterms.title" | "parsely-title" | "sailthru.title"
            | "citation_title" => Fact::Title,
            "og:site_name" | "application-name" => Fact::Source,
            "og:url" => Fact::Canonical,
            "author"
            | "article:author"
            | "article:author_name"
            | "og:article:author"
            | "parsely-author"
            | "sailthru.author"
            | "dc.creator"
            | "dcterms.creator"
            | "dc.author"
            | "citation_author"
            | "byl"
            | "byline"
            | "cxenseparse:author" => Fact::Author,
            "article:published_time"
            | "og:published_time"
            | "og:article:published_time"
            | "parsely-pub-date"
            | "sailthru.date"
            | "dc.date"
            | "dc.date.issued"
            | "dc.date.created"
            | "dcterms.date"
            | "dcterms.created"
            | "dcterms.issued"
            | "date"
            | "pubdate"
            | "pub_date"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "publication_date"
            | "published-date"
            | "published_date"
            | "publisheddate"
            | "published"
            | "datepublished"
            | "citation_publication_date"
            | "citation_date"
            | "article.published"
            | "cxenseparse:recs:publishtime" => Fact::Published,
            _ => return,
        };
        self.add(fact, &attribute(node, "content"), Origin::Head);
    }

    /// Takes the first article in a page's JSON-LD, which may be one of a list or of a graph.
    fn data(&mut self, data: &[Value]) {
        let entries = entries(data);
        let of_type = |types: &[&str]| entries.iter().copied().find(|entry| is_of_type(entry, types));
        let page = of_type(PAGES);
        if let Some(article) = of_type(ARTICLES) {
            let text = |key: &str| article.get(key).and_then(named).unwrap_or_default();
            self.add(Fact::Title, text("headline"), Origin::Data);
            for author in article.get("author").or_else(|| article.get("creator")).into_iter().flat_map(listed) {
                let author = resolved(author, &entries);
                // An organisation writes nothing.
                let is_person = author.get("@type").is_none_or(|kind| {
                    !listed(kind)
                        .filter_map(Value::as_str)
                        .any(|kind| kind.ends_with("Organization") || kind == "Brand")
                });
                for name in author
                    .get("name")
                    .map_or_else(|| vec![author], |names| listed(names).collect())
                    .into_iter()
                    .filter(|_| is_person)
                {
                    self.add(Fact::Author, name.as_str().unwrap_or_default(), Origin::Data);
                }
            }
            let (published, changed) = (text("datePublished"), text("dateModified"));
            // Templates that write one day twice, and not as schema.org wants it, know only of the last change.
            if published != changed || published.starts_with(|c: char| c.is_ascii_digit()) {
                self.add(Fact::Published, published, Origin::Data);
            }
            let house = article.get("publisher").map(|house| resolved(house, &entries));
            self.add(Fact::Source, house.and_then(named).unwrap_or_default(), Origin::Data);
        }
        if let Some(page) = page {
            let text = |key: &str| page.get(key).and_then(named).unwrap_or_default();
            let (published, changed) = (text("datePublished"), text("dateModified"));
            // A page that is kept up is no article of one day.
            if changed.is_empty() || changed.get(..10) == published.get(..10) {
                self.add(Fact::Published, published, Origin::Data);
            }
        }
    }

    fn add(&mut self, fact: Fact, text: &str, origin: Origin) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_address = text.starts_with("https://") || text.starts_with("http://");
        let is_right = match fact {
            Fact::Canonical => is_address,
            Fact::Author => {
                let names = people(&text).into_iter().filter(|_| !is_address);
                self.said.extend(names.map(|text| Said { fact, text, origin }));
                false
            }
            Fact::Language => text
                .split('-')
                .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_alphanumeric())),
            _ => !text.is_empty(),
        };
        if is_right {
            self.said.push(Said { fact, text, origin });
        }
    }
}

/// The JSON in a script; where it is broken in a way that is common, as it was meant.
fn parsed(text: &str) -> Option<Value> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&mended(text))).ok()
}

/// JSON without comments and the frame of `CDATA`, without commas before a bracket that closes, and without line ends
/// in strings.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim_start_matches("<!--").trim_end_matches("-->");
    let mut in_string = false;
    while let Some(character) = rest.chars().next() {
        let skipped = match character {
            _ if in_string => 0,
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '<' if rest.starts_with("<![CDATA[") => "<![CDATA[".len(),
            ']' if rest.starts_with("]]>") => "]]>".len(),
            ';' => 1,
            ',' if rest[1..].trim_start().starts_with(['}', ']']) => 1,
            _ => 0,
        };
        if skipped > 0 {
            rest = &rest[skipped..];
            continue;
        }
        rest = &rest[character.len_utf8()..];
        match character {
            '"' => in_string = !in_string,
            '\\' if in_string => {
                out.push('\\');
                let Some(escaped) = rest.chars().next() else { break };
                out.push(escaped);
                rest = &rest[escaped.len_utf8()..];
                continue;
            }
            _ => {}
        }
        out.push(if in_string && character.is_control() { ' ' } else { character });
    }
    out
}

/// All that data for machines describes, whatever it lies in.
fn entries(data: &[Value]) -> Vec<&Value> {
    let mut entries = Vec::new();
    let mut open: Vec<(&Value, usize)> = data.iter().rev().map(|value| (value, 0)).collect();
    while let Some((value, depth)) = open.pop() {
        match value {
            _ if depth > DEEPEST => {}
            Value::Array(values) => open.extend(values.iter().rev().map(|value| (value, depth + 1))),
            Value::Object(object) => {
                entries.push(value);
                let inner = object.iter().filter(|(key, _)| {
                    matches!(
                        key.as_str(),
                        "@graph" | "mainEntity" | "mainEntityOfPage" | "author" | "publisher" | "hasPart"
                    )
                });
                open.extend(inner.map(|(_, value)| (value, depth + 1)).collect::<Vec<_>>().into_iter().rev());
            }
            _ => {}
        }
    }
    entries
}

fn is_of_type(entry: &Value, types: &[&str]) -> bool {
    entry.get("@type").is_some_and(|kind| listed(kind).filter_map(Value::as_str).any(|kind| types.contains(&kind)))
}

/// What is described where a value only names it by its id.
fn resolved<'v>(value: &'v Value, entries: &[&'v Value]) -> &'v Value {
    match (value.get("@id"), value.get("name")) {
        (Some(id), None) => {
            let is_it = |entry: &&&Value| entry.get("@id") == Some(id) && entry.get("name").is_some();
            entries.iter().find(is_it).copied().unwrap_or(value)
        }
        _ => value,
    }
}

/// A list's members, or the one value that stands for a list of one.
fn listed(value: &Value) -> impl Iterator<Item = &Value> {
    match value {
        Value::Array(values) => values.as_slice(),
        one => std::slice::from_ref(one),
    }
    .iter()
}

/// A text, or the name of what is described.
fn named(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("name")?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, wanted: &[(Fact, &str)]) {
        let draft = crate::read::html::read(source);
        let facts: Vec<_> = draft.facts().iter().map(|said| (said.fact, said.text.as_str())).collect();
        assert_eq!(facts, wanted);
    }

    #[test]
    fn heads_name_the_article() {
        check(
            "<html lang=en-GB><head><title>Tides | The Gull</title><meta property=og:site_name content=' The  Gull'>\
             <meta name=author content='Ada Brook'><link rel=canonical href=https://gull.example/tides>\
             <meta property=article:published_time content=2024-03-01T06:00Z><meta name=description content=Water.>",
            &[
                (Fact::Language, "en-GB"),
                (Fact::PageTitle, "Tides | The Gull"),
                (Fact::Source, "The Gull"),
                (Fact::Author, "Ada Brook"),
                (Fact::Canonical, "https://gull.example/tides"),
                (Fact::Published, "2024-03-01T06:00Z"),
            ],
        );
    }

    #[test]
    fn data_for_machines_come_first() {
        check(
            r#"<meta property=og:title content=Tides><script type="application/ld+json">{"@graph": [
               {"@type": "WebSite", "name": "Gull"}, {"@type": ["NewsArticle"], "headline": "Tides turn",
               "author": [{"@type": "Person", "name": "Ada Brook"}, {"@type": "Organization", "name": "Gull"}],
               "datePublished": "2024-03-01", "publisher": {"name": "The Gull"}}]}</script>"#,
            &[
                (Fact::Title, "Tides turn"),
                (Fact::Author, "Ada Brook"),
                (Fact::Published, "2024-03-01"),
                (Fact::Source, "The Gull"),
                (Fact::Title, "Tides"),
            ],
        );
    }

    #[test]
    fn addresses_tell_the_day() {
        assert_eq!(day_of("https://a.example/2019/11/18/ferry").as_deref(), Some("2019-11-18"));
        assert_eq!(day_of("https://a.example/sea/2019/11/191118-ferry/").as_deref(), Some("2019-11-18"));
        assert_eq!(day_of("https://a.example/sea/2019/11/201118-ferry/"), None);
        assert_eq!(day_of("https://a.example/2019/11/"), None);
    }

    #[test]
    fn pages_that_are_kept_up_are_of_no_day() {
        let page = |kind: &str, published: &str, changed: &str| {
            format!(
                r#"<script type="application/ld+json">{{"@type": "{kind}", "datePublished": "{published}",
                   "dateModified": "{changed}"}}</script>"#
            )
        };
        check(&page("WebPage", "2024-03-01", "2025-06-20"), &[]);
        check(&page("WebPage", "2024-03-01", "2024-03-01T09:00:00Z"), &[(Fact::Published, "2024-03-01")]);
        check(&page("Article", "2024-03-01", "2025-06-20"), &[(Fact::Published, "2024-03-01")]);
        // What a template fills in for both is the last change.
        check(&page("Article", "Mar 1, 2024", "Mar 1, 2024"), &[]);
        check(&page("Article", "Mar 1, 2024", "Jun 20, 2025"), &[(Fact::Published, "Mar 1, 2024")]);
    }

    #[test]
    fn what_is_empty_or_broken_is_absent() {
        check(
            "<html lang=''><title> </title><link rel=canonical href=/tides><meta name=author content=https://a.example>\
             <script type=application/ld+json>{\"@type\": </script><svg><title>Logo</title></svg>",
            &[],
        );
    }
}
