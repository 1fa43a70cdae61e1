//! Takes off tags that were left in the text, and makes markup of those that mean something.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::draft::{Change, Container, MarkKind};
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "stray-tag",
    group: Group::Markup,
    summary: "Take off stray tags such as `<u>` and `<span>`; make markup of `<i>`, `<b>`, `<sup>`, `<a href>`",
    cause: "A page was taken apart as text, and its tags inside of sentences stayed in.",
    holds_back: "Names that are no tag of HTML; texts that write about tags; what reads as a comparison or a type; \
                 cells of tables; code; in Markdown, tags that it has no other way to write.",
    safety: Safety::Safe,
    signs: Signs::ANGLE,
    examples: &[
        Repairs("a <u>survey published in June</u>, which\n", "a survey published in June, which\n"),
        Repairs("<u>We</u>alth and h<span id=\"x\">ealth</span>\n", "Wealth and health\n"),
        Repairs("<i>Well</i>, <strong>she <em>said</em></strong> 10<sup>3</sup>\n", "Well, she said 103\n"),
        Repairs("<font color=red>Red</font> <ins>new</ins><o:p></o:p>\n", "Red new\n"),
        Repairs(
            "See <a href=\"https://example.org/a\">the plan</a> and <a name=\"x\">more</a>\n",
            "See the plan and more\n",
        ),
        Repairs("<b>crossing <i>tags</b> here</i>\n", "crossing tags here\n"),
        Repairs("an end </u> alone, a <span class=\"a\">start alone\n", "an end  alone, a start alone\n"),
        Repairs("<q>So</q> it<!-- a remark --> is\n", "“So” it is\n"),
        Keeps("if a < b and c > d then a <b or c> d\n"),
        Keeps("<Name>, your <email> and <your text here>\n"),
        Keeps("a Vec<String> of List<a> and Box<T>\n"),
        Keeps("The <b> tag is for bold text, and <i> for italics.\n"),
        Keeps("Write <https://example.org> or <someone@example.org>\n"),
        Keeps("<script>kept</script> <table><tr><td>kept</td></tr></table>\n"),
        Keeps("I <3 you, and x <= y >= z, <- so ->\n"),
    ],
    repair,
};

/// A tag with attributes as HTML has them, or a comment.
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"<(/?)([A-Za-z][A-Za-z0-9]*(?::[A-Za-z0-9]+)?)",
        r#"((?:\s+[A-Za-z_:][A-Za-z0-9_:.-]*\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*)\s*/?>"#,
        r"|<!--[^<>]*-->",
    ))
    .expect("a fixed pattern")
});

/// What is to be done with a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// It goes.
    Off,
    /// It goes, and what it covers is marked.
    Mark,
    /// It becomes a quotation mark.
    Quote,
    /// It goes where the source is bare text; Markdown has no other way to write it.
    OffInText,
    /// The same, with a mark.
    MarkInText,
}

fn way(name: &str) -> Option<Way> {
    Some(match name {
        "u" | "span" | "font" | "ins" | "big" | "small" | "nobr" | "acronym" | "o:p" | "label" | "bdi" | "data" => {
            Way::Off
        }
        "i" | "em" | "b" | "strong" | "s" | "del" | "strike" | "sup" | "sub" | "a" | "code" | "tt" => Way::Mark,
        "q" => Way::Quote,
        // A comment is a tag without a name.
        "mark" | "abbr" | "time" | "bdo" | "wbr" | "" => Way::OffInText,
        "cite" | "dfn" | "var" | "kbd" | "samp" => Way::MarkInText,
        _ => return None,
    })
}

fn mark(name: &str, attributes: &str) -> Option<MarkKind> {
    Some(match name {
        "i" | "em" | "cite" | "dfn" | "var" => MarkKind::Emphasis,
        "b" | "strong" => MarkKind::Strong,
        "s" | "del" | "strike" => MarkKind::Strike,
        "sup" => MarkKind::Superscript,
        "sub" => MarkKind::Subscript,
        "code" | "tt" | "kbd" | "samp" => MarkKind::Code,
        "a" => MarkKind::Link {
            to: attribute(attributes, "href")?,
            title: attribute(attributes, "title").unwrap_or_default(),
        },
        _ => return None,
    })
}

/// The value of an attribute, without its quotes.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    static PAIR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"([A-Za-z_:][A-Za-z0-9_:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))"#).expect("a fixed pattern")
    });
    PAIR.captures_iter(attributes).find_map(|pair| {
        let value = pair.get(2).or_else(|| pair.get(3)).or_else(|| pair.get(4))?;
        pair.get(1).filter(|found| found.as_str().eq_ignore_ascii_case(name))?;
        Some(value.as_str().to_owned()).filter(|value| !value.is_empty())
    })
}

/// A tag in the text.
struct Tag<'t> {
    range: Range<usize>,
    name: String,
    closes: bool,
    attributes: &'t str,
    way: Way,
}

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    if memchr::memchr(b'<', text.as_bytes()).is_none() {
        return;
    }
    for (index, passage) in page.passages().iter().enumerate() {
        // In a cell of a table a tag is how its author writes what a table can't hold.
        let in_cell = passage.containers.iter().any(|container| matches!(container, Container::Cell { .. }));
        if page.is_prose(index) && !in_cell {
            let tags = tags(page, passage.range.clone());
            pair_up(page, &tags, edits);
        }
    }
}

/// The tags of a passage that are ours to take off.
fn tags<'t>(page: &Page<'t>, passage: Range<usize>) -> Vec<Tag<'t>> {
    let text = &page.text()[passage.clone()];
    let mut tags = Vec::new();
    for found in TAG.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let range = passage.start + whole.start()..passage.start + whole.end();
        let name = found.get(2).map_or("", |name| name.as_str()).to_ascii_lowercase();
        let Some(way) = way(&name) else { continue };
        let in_text_only = matches!(way, Way::OffInText | Way::MarkInText);
        if page.is_protected(&range) || (in_text_only && is_marked(page, &range)) {
            continue;
        }
        let closes = found.get(1).is_some_and(|slash| !slash.is_empty());
        let attributes = found.get(3).map_or("", |attributes| attributes.as_str());
        tags.push(Tag { range, name, closes, attributes, way });
    }
    tags
}

/// Whether the reader saw a tag here: then the source is Markdown or HTML.
fn is_marked(page: &Page<'_>, range: &Range<usize>) -> bool {
    let from = page.marks().partition_point(|mark| mark.range.start < range.start);
    page.marks()[from..]
        .iter()
        .take_while(|mark| mark.range.start == range.start)
        .any(|mark| mark.kind == MarkKind::Html)
}

/// Deeper than this no tag finds its partner; each goes for itself. It bounds what a record of pairs may come to.
const DEPTH: usize = 16;

/// Asks for one repair a pair, and for one each where a tag has no partner.
fn pair_up(page: &Page<'_>, tags: &[Tag<'_>], edits: &mut Edits<'_>) {
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut partner: Vec<Option<usize>> = vec![None; tags.len()];
    let mut depth = 0;
    for (index, tag) in tags.iter().enumerate() {
        let stack = open.entry(tag.name.as_str()).or_default();
        if tag.name.is_empty() || tag.name == "wbr" {
            // These stand alone.
        } else if !tag.closes && depth < DEPTH {
            stack.push(index);
            depth += 1;
        } else if tag.closes
            && let Some(start) = stack.pop()
        {
            depth -= 1;
            partner[start] = Some(index);
            partner[index] = Some(start);
        }
    }
    // Of pairs that cross, the one that began first keeps its mark.
    let mut marked_to: Vec<usize> = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        marked_to.retain(|end| *end > index);
        match partner[index] {
            Some(end) if end > index => {
                let crosses = marked_to.iter().any(|outer| *outer < end);
                if ask_pair(tag, &tags[end], crosses, edits) {
                    marked_to.push(end);
                }
            }
            Some(_) => {}
            None => ask_one(page, tag, edits),
        }
    }
}

/// Asks to take a pair off. Answers whether it left a mark.
fn ask_pair(open: &Tag<'_>, close: &Tag<'_>, crosses: bool, edits: &mut Edits<'_>) -> bool {
    let kind = mark(&open.name, open.attributes).filter(|_| !crosses);
    if let Some(kind) = kind {
        return edits.mark(open.range.clone(), close.range.clone(), kind, format!("<{}> is markup", open.name));
    }
    let quotes = if open.way == Way::Quote { ("“", "”") } else { ("", "") };
    let changes = vec![
        Change { range: open.range.clone(), after: quotes.0.to_owned() },
        Change { range: close.range.clone(), after: quotes.1.to_owned() },
    ];
    edits.group(changes, format!("a pair of <{}> left in the text", open.name));
    false
}

fn ask_one(page: &Page<'_>, tag: &Tag<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    if !tag.closes && tag.attributes.is_empty() && !tag.name.is_empty() {
        let before = &text[..tag.range.start];
        // `List<a>` is a type, and `the <b> tag` is written about.
        let is_type = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if is_type || is_written_about(before, &text[tag.range.end..]) {
            return;
        }
    }
    edits.delete(tag.range.clone(), if tag.name.is_empty() { "a comment" } else { "a tag without its partner" });
}

/// Whether the text speaks of the tag.
fn is_written_about(before: &str, after: &str) -> bool {
    let after = after.trim_start();
    let noun = ["tag", "element", "attribute", "for ", "and ", "or "].iter().any(|noun| after.starts_with(noun));
    let before = before.trim_end();
    let article = [" the", " a", " an", "The", "A", "An"].iter().any(|article| before.ends_with(article));
    noun || article
}
