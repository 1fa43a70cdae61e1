//! The one text that all renderings of a document share, and whether they do.

use super::normal;
use super::{HtmlOptions, MarkdownOptions, PlainOptions, html, plain, verify};
use crate::document::{Block, Document, Inline, plain_text};
use crate::draft::instruction;
use std::collections::HashSet;

/// The words of the document, a line for each paragraph, cell or line of its own; footnotes come last.
///
/// ```
/// use copydesk::document::{Block, Document, Inline, Role};
/// let content = vec![Inline::Emphasis(vec![Inline::Text("Rain".into())]), Inline::Text(" and wind.".into())];
/// let document = Document { blocks: vec![Block::Paragraph { role: Role::Body, content }], ..Document::default() };
/// assert_eq!(copydesk::render::text_of(&document), "Rain and wind.\n");
/// ```
pub fn text_of(document: &Document) -> String {
    let mut lines = Vec::new();
    let (blocks, footnotes) = normal::split_footnotes(normal::blocks(&document.blocks));
    for block in &blocks {
        normal::push_block_text(block, &mut lines);
    }
    for block in footnotes.iter().flat_map(|(_, blocks)| blocks) {
        normal::push_block_text(block, &mut lines);
    }
    let mut text = lines.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Whether the Markdown, the HTML and the plain text of the document say the same words in the same order.
///
/// Words are runs of letters and digits. The numbers and labels that a rendering puts before items and footnotes are
/// not the author's and do not count.
///
/// # Errors
/// Which rendering differs, and the first word that does, with what was expected.
pub fn agree(document: &Document) -> Result<(), String> {
    let options = MarkdownOptions { front_matter: false, ..MarkdownOptions::default() };
    let text = verify::markdown(document, &options).text;
    let read = verify::read_back(&text, options.flavour, false);
    let expected = shown_text(&document.blocks, is_script);
    compare("Markdown", &expected, &shown_text(&read, is_script), &HashSet::new())?;
    // A tag of a script that stands alone is text, as any other that is no mark.
    let expected = shown_text(&document.blocks, |_| false);
    let page = html(document, &HtmlOptions { fragment: true, ..HtmlOptions::default() });
    compare("HTML", &expected, &text_of_html(&page), &HashSet::new())?;
    let text = plain(document, &PlainOptions::default());
    compare("plain text", &expected, &text, &markers(&document.blocks))
}

/// The text of the blocks as a reader sees it: raw HTML as text but for the tags that `is_mark` names, an alert by its
/// name, footnotes last.
fn shown_text(blocks: &[Block], is_mark: fn(&str) -> bool) -> String {
    let (blocks, footnotes) = normal::split_footnotes(normal::blocks(blocks));
    let mut lines = Vec::new();
    push_shown(&blocks, is_mark, &mut lines);
    for (_, blocks) in &footnotes {
        push_shown(blocks, is_mark, &mut lines);
    }
    lines.join("\n")
}

fn push_shown(blocks: &[Block], is_mark: fn(&str) -> bool, lines: &mut Vec<String>) {
    let shown = |content: &[Inline]| shown(content, is_mark);
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content, .. } => lines.push(shown(content)),
            Block::Quote { alert, blocks } => {
                lines.extend(alert.clone());
                push_shown(blocks, is_mark, lines);
            }
            Block::List { items, .. } => items.iter().for_each(|item| push_shown(&item.blocks, is_mark, lines)),
            Block::Table { head, rows, .. } => {
                lines.extend(head.iter().chain(rows.iter().flatten()).map(|cell| shown(cell)));
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    lines.push(shown(&definition.term));
                    for blocks in &definition.definitions {
                        push_shown(blocks, is_mark, lines);
                    }
                }
            }
            Block::Figure { image, caption, credit } => {
                lines.extend(image.as_ref().map(|image| image.alt.clone()));
                lines.extend([shown(caption), shown(credit)]);
            }
            other => normal::push_block_text(other, lines),
        }
    }
}

/// Running text with the tags in it as the text they are, but for marks and comments for this program.
fn shown(content: &[Inline], is_mark: fn(&str) -> bool) -> String {
    let in_running_text = |inline| match inline {
        Inline::Html(html) if instruction(&html).is_some() || is_mark(&html) => Inline::Text(String::new()),
        Inline::Html(html) => Inline::Text(html),
        other => other,
    };
    // What describes a picture is text alone.
    plain_text(&normal::mapped_apart(content.to_vec(), &in_running_text, &normal::without_tag))
}

/// Whether raw HTML is what Markdown writes for a mark that it has no other form for.
fn is_script(html: &str) -> bool {
    matches!(html, "<sup>" | "</sup>" | "<sub>" | "</sub>")
}

/// The numbers and labels that plain text puts before items and footnotes.
fn markers(blocks: &[Block]) -> HashSet<String> {
    let mut markers = HashSet::new();
    normal::each_inline(blocks, &mut |inline| {
        if let Inline::FootnoteReference(label) = inline {
            markers.extend(words(label).map(str::to_owned));
        }
    });
    let (_, footnotes) = normal::split_footnotes(blocks.to_vec());
    markers.extend(footnotes.iter().flat_map(|(label, _)| words(label)).map(str::to_owned));
    markers
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Compares word by word; a word that only the rendering has may be a number, a box or one of the markers.
fn compare(name: &str, expected: &str, rendered: &str, markers: &HashSet<String>) -> Result<(), String> {
    let is_marker = |word: &str| {
        name == "plain text"
            && (markers.contains(word) || word == "x" || word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mut rendered = words(rendered).peekable();
    for word in words(expected) {
        while rendered.peek().is_some_and(|next| !next.eq_ignore_ascii_case(word) && is_marker(next)) {
            rendered.next();
        }
        match rendered.next() {
            Some(next) if next.eq_ignore_ascii_case(word) => {}
            Some(next) => return Err(format!("{name} has `{next}` where the document has `{word}`")),
            None => return Err(format!("{name} ends before `{word}`")),
        }
    }
    match rendered.find(|word| !is_marker(word)) {
        Some(word) => Err(format!("{name} goes on with `{word}` where the document ends")),
        None => Ok(()),
    }
}

/// The text of our own HTML: tags between blocks part words, tags in running text do not; footnotes come last.
fn text_of_html(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let (mut rest, mut notes) = (html.to_owned(), String::new());
    if let Some(start) = html.find("<section class=\"footnotes\"")
        && let Some(end) = html.find("</section>")
    {
        html[start..end].clone_into(&mut notes);
        rest.replace_range(start..end, "");
    }
    rest.push_str(&notes);
    let mut rest = rest.as_str();
    while let Some(at) = rest.find('<') {
        push_unescaped(&mut out, &rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("<sup class=\"footnote\"") {
            rest = rest.split_once("</sup>").map_or("", |(_, after)| after);
            continue;
        }
        // A comment for this program may stand inside of a word.
        if rest.starts_with("<!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((tag, after)) = rest.split_once('>') else { break };
        let name: String = tag
            .chars()
            .skip(1)
            .take_while(|character| character.is_ascii_alphanumeric() || *character == '/')
            .collect();
        match name.trim_matches('/') {
            "em" | "strong" | "del" | "sup" | "sub" | "code" | "a" | "span" | "time" => {}
            "img" => {
                let alt = tag.split_once(" alt=\"").and_then(|(_, alt)| alt.split_once('"')).map_or("", |(alt, _)| alt);
                push_unescaped(&mut out, alt);
            }
            _ => out.push('\n'),
        }
        rest = after;
    }
    push_unescaped(&mut out, rest);
    out
}

fn push_unescaped(out: &mut String, text: &str) {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    out.push_str(&text.replace("&amp;", "&"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &str, rendered: &str, result: Result<(), &str>) {
        let markers = HashSet::from(["note".to_owned()]);
        assert_eq!(compare(name, expected, rendered, &markers), result.map_err(str::to_owned));
    }

    #[test]
    fn tells_the_first_word_that_differs() {
        check("HTML", "Rain and wind.", "Rain—and\nwind", Ok(()));
        check("HTML", "Rain and wind.", "Rain or wind.", Err("HTML has `or` where the document has `and`"));
        check("HTML", "Rain and wind.", "Rain and", Err("HTML ends before `wind`"));
        check("HTML", "Rain", "Rain 1", Err("HTML goes on with `1` where the document ends"));
    }

    #[test]
    fn numbers_of_plain_text_are_not_the_authors() {
        check("plain text", "one two 3", "1. one\n2. two [note] 3", Ok(()));
        check("plain text", "one", "one two", Err("plain text goes on with `two` where the document ends"));
    }

    #[test]
    fn marks_that_are_no_text_make_no_difference() {
        let text = |text: &str| Inline::Text(text.to_owned());
        let html = |html: &str| Inline::Html(html.to_owned());
        let image = |alt| Inline::Image { source: "gull.png".to_owned(), title: String::new(), alt };
        for content in [
            vec![text("to teach "), Inline::Superscript(vec![text("2")]), text("a child")],
            vec![text("of th"), html("<!-- copydesk off -->"), text("e tide")],
            vec![text("a tag "), html("<sup>"), text("alone")],
            vec![image(vec![text("a gull"), html("<script>")]), text(" at sea")],
        ] {
            let blocks = vec![Block::Paragraph { role: crate::document::Role::Body, content: content.clone() }];
            assert_eq!(agree(&Document { blocks, ..Document::default() }), Ok(()), "{content:?}");
            let figure = Block::Figure { image: None, caption: content.clone(), credit: Vec::new() };
            assert_eq!(agree(&Document { blocks: vec![figure], ..Document::default() }), Ok(()), "{content:?}");
        }
    }

    #[test]
    fn reads_our_own_html() {
        let page = "<p>A&amp;B<em>C</em><img src=\"x\" alt=\"D\"> <sup class=\"footnote\"><a>1</a></sup></p>";
        assert_eq!(text_of_html(page).trim(), "A&BCD");
    }
}
