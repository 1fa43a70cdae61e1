//! What the head of a page says about the article: its language, its site, who wrote it and when.

use dom_query::{Document, NodeRef};
use serde_json::Value;

use crate::draft::Fact;
use crate::extract::dom::{attribute, name, walk};

/// Longer data than this is no head's; it is passed over.
const LONGEST: usize = 1 << 20;

/// The types of schema.org that are an article.
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "TechArticle",
    "ScholarlyArticle",
    "Report",
];

/// Reads what a page says about its article, what is surest first: JSON-LD, then Open Graph and `<meta>`.
///
/// A page's description is none of it: it is written for those who search, not by the author. Empty values
/// and addresses that are no whole ones are left out.
pub(super) fn of(document: &Document) -> Vec<(Fact, String)> {
    let mut facts = Facts::default();
    walk(document, |node, entering| {
        if entering {
            facts.enter(node);
        }
        // Drawings have titles of their own.
        !node.has_name("svg")
    });
    let Facts { mut sure, named } = facts;
    sure.extend(named);
    sure
}

#[derive(Default)]
struct Facts {
    /// From the page's JSON-LD.
    sure: Vec<(Fact, String)>,
    /// From its `<meta>`, `<link>` and `<title>`.
    named: Vec<(Fact, String)>,
}

impl Facts {
    fn enter(&mut self, node: &NodeRef<'_>) {
        if !node.is_element() {
            return;
        }
        match &*name(node) {
            "html" => add(&mut self.named, Fact::Language, &attribute(node, "lang")),
            "title" => add(&mut self.named, Fact::PageTitle, &node.text()),
            "link" if attribute(node, "rel").eq_ignore_ascii_case("canonical") => {
                add(&mut self.named, Fact::Canonical, &attribute(node, "href"));
            }
            "meta" => self.meta(node),
            "script" if attribute(node, "type").eq_ignore_ascii_case("application/ld+json") => {
                let text = node.text();
                if text.len() <= LONGEST
                    && let Ok(value) = serde_json::from_str(text.trim())
                {
                    self.data(&value);
                }
            }
            _ => {}
        }
    }

    fn meta(&mut self, node: &NodeRef<'_>) {
        let property = attribute(node, "property");
        let property = if property.is_empty() { attribute(node, "name") } else { property };
        let fact = match property.to_ascii_lowercase().as_str() {
            "og:title" => Fact::Title,
            "og:site_name" => Fact::Source,
            "og:url" => Fact::Canonical,
            "author" | "article:author" => Fact::Author,
            "article:published_time" => Fact::Published,
            _ => return,
        };
        add(&mut self.named, fact, &attribute(node, "content"));
    }

    /// Takes the first article in a page's JSON-LD, which may be one of a list or of a graph.
    fn data(&mut self, value: &Value) {
        let mut entries: Vec<&Value> = listed(value).collect();
        if let Some(graph) = value.get("@graph") {
            entries.extend(listed(graph));
        }
        let is_article = |entry: &&Value| {
            entry
                .get("@type")
                .is_some_and(|kind| listed(kind).filter_map(Value::as_str).any(|kind| ARTICLES.contains(&kind)))
        };
        let Some(article) = entries.into_iter().find(is_article) else { return };
        if !self.sure.is_empty() {
            return;
        }
        let text = |key: &str| article.get(key).and_then(named).unwrap_or_default();
        add(&mut self.sure, Fact::Title, text("headline"));
        for author in article.get("author").into_iter().flat_map(listed) {
            // An organisation writes nothing.
            if author.get("@type").and_then(Value::as_str) != Some("Organization") {
                add(&mut self.sure, Fact::Author, named(author).unwrap_or_default());
            }
        }
        add(&mut self.sure, Fact::Published, text("datePublished"));
        add(&mut self.sure, Fact::Source, text("publisher"));
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

fn add(facts: &mut Vec<(Fact, String)>, fact: Fact, text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let is_right = match fact {
        Fact::Canonical => is_address,
        Fact::Author => !text.is_empty() && !is_address,
        Fact::Language => {
            text.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_alphanumeric()))
        }
        _ => !text.is_empty(),
    };
    if is_right {
        facts.push((fact, text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, wanted: &[(Fact, &str)]) {
        let draft = crate::read::html::read(source);
        let facts: Vec<_> = draft.facts().iter().map(|(fact, text)| (*fact, text.as_str())).collect();
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
    fn what_is_empty_or_broken_is_absent() {
        check(
            "<html lang=''><title> </title><link rel=canonical href=/tides><meta name=author content=https://a.example>\
             <script type=application/ld+json>{\"@type\": </script><svg><title>Logo</title></svg>",
            &[],
        );
    }
}
