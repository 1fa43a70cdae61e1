//! The page around what was done to one text or to several.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Section;
use super::escape::escaped;
use super::index::{self, Entry};
use crate::rule::Group;

const STYLESHEET: &str = include_str!("style.css");

/// What no page of ours may do, even if a text found a way to ask for it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// A page about one text or several; several come with a table of them.
pub fn page(sections: &[Section]) -> String {
    let mut body = String::new();
    if let [one] = sections {
        push_tally(one, &mut body);
        push_links(one, &mut body);
        body.push_str(&choices(sections));
        let _ = writeln!(body, "<main>\n{}</main>", one.html);
        return framed(&one.name, &body);
    }
    let entries: Vec<Entry<'_>> =
        sections.iter().map(|section| Entry::new(&section.name, &section.anchor(), &section.tally)).collect();
    body.push_str(&index::table(&entries));
    body.push_str(&choices(sections));
    body.push_str("<main>\n");
    for section in sections {
        let (id, name) = (section.anchor(), escaped(&section.name));
        let _ = write!(body, "<article id=\"{}\">\n<h2>{name}</h2>\n", &id[1..]);
        push_tally(section, &mut body);
        let _ = writeln!(body, "{}</article>", section.html);
    }
    body.push_str("</main>\n");
    framed(&super::counted(sections.len(), "text"), &body)
}

/// A whole page with this title and body.
///
/// ```
/// let page = copydesk::report::framed("a & b", "<main></main>");
/// assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<h1>a &amp; b</h1>"));
/// ```
pub fn framed(title: &str, body: &str) -> String {
    let (title, css, version) = (escaped(title), STYLESHEET.trim(), env!("CARGO_PKG_VERSION"));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} – copydesk</title>\n<style>\n{css}\n</style>\n</head>\n<body>\n\
         <header><h1>{title}</h1></header>\n{body}<footer>Made by copydesk {version}.</footer>\n</body>\n</html>\n"
    )
}

impl Section {
    /// Where the text begins on a page of several.
    fn anchor(&self) -> String {
        format!("#{}", self.prefix.trim_end_matches('-'))
    }
}

fn push_tally(section: &Section, body: &mut String) {
    let _ = writeln!(body, "<p class=\"tally\">{}.</p>", escaped(&section.tally.sentence()));
}

/// Links to the parts of a page about one text.
fn push_links(section: &Section, body: &mut String) {
    let parts = [
        ("rules", "By rule"),
        ("text", "Before and after"),
        ("left", "Left to you"),
        ("off", "Taken off the page"),
        ("parts", "Parts of the article"),
    ];
    body.push_str("<nav aria-label=\"Parts of this page\"><ul>");
    for (id, name) in parts {
        if section.html.contains(&format!("<section id=\"{id}\">")) {
            let _ = write!(body, "<li><a href=\"#{id}\">{name}</a></li>");
        }
    }
    body.push_str("</ul></nav>\n");
}

/// Boxes that show and hide, by the stylesheet alone.
fn choices(sections: &[Section]) -> String {
    let rules = sections.iter().flat_map(|section| section.tally.rules.iter());
    let groups: BTreeSet<Group> = rules
        .filter(|(_, (made, _))| *made > 0)
        .filter_map(|(id, _)| crate::rules::find(id))
        .map(|rule| rule.group)
        .collect();
    if groups.is_empty() {
        return String::new();
    }
    let mut out = String::from("<fieldset class=\"choices\"><legend>Show</legend>");
    for group in groups {
        let name = group.name();
        let _ = write!(
            out,
            "<label class=\"group {name}\"><input type=\"checkbox\" id=\"show-{name}\" checked> {name}</label> "
        );
    }
    out.push_str("<label><input type=\"checkbox\" id=\"show-same\" checked> text without repairs</label></fieldset>\n");
    out
}
