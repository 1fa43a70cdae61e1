//! Tells what a source is written in: by the name of its file, else by what stands in it.

use std::sync::LazyLock;

use regex::Regex;

use super::Format;

/// How much of a text is looked at, in bytes: enough for any article, and little of a book.
const LOOKED_AT: usize = 1 << 18;

/// How much may stand before the mark where a fragment of the clipboard starts, in bytes: an office program's styles.
const CLIPBOARD_HEAD: usize = 1 << 16;

/// What a text is written in.
///
/// The ending of `name` decides where it says anything. Else HTML must start like a page or have its lines begin and
/// end with tags of blocks, and Markdown must show several of its signs: headings, links with their address, fences,
/// definitions of links, rows of dashes under a table's head. A stray tag or asterisk is no sign: such a text is plain.
///
/// ```
/// use copydesk::Format;
/// use copydesk::read::sniff::format_of;
/// assert_eq!(format_of("The tide is out.", Some("tide.MD")), Format::Markdown);
/// assert_eq!(format_of("The <u>tide</u> is *out.", None), Format::Text);
/// assert_eq!(format_of("<p>The tide</p>\n<p>is out.</p>", Some("tide.txt")), Format::Html);
/// ```
pub fn format_of(text: &str, name: Option<&str>) -> Format {
    let ending = name.and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("md" | "markdown" | "mdown" | "mkd") => return Format::Markdown,
        Some("html" | "htm" | "xhtml") => return Format::Html,
        _ => {}
    }
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text[..end].trim_start_matches('\u{feff}').trim();
    if is_html(text) {
        Format::Html
    } else if is_markdown(text) {
        Format::Markdown
    } else {
        Format::Text
    }
}

/// What a text is that was given as HTML and is no page; nothing if it may be one.
///
/// ```
/// use copydesk::read::sniff::no_page;
/// assert_eq!(no_page("<?xml version=\"1.0\"?><rss version=\"2.0\">"), Some("a feed"));
/// assert_eq!(no_page("{\"title\": \"Tides\"}"), Some("JSON"));
/// assert_eq!(no_page("<p>Tides"), None);
/// ```
pub fn no_page(text: &str) -> Option<&'static str> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if FEED_START.is_match(text) {
        return Some("a feed");
    }
    let is_json = text.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    is_json.then_some("JSON")
}

static FEED_START: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:<\?xml[^>]*>\s*|<\?[^>]*>\s*|<!--(?s:.*?)-->\s*)*<(?:rss|feed|rdf:rdf)[\s>]")
        .expect("a fixed pattern")
});

static PAGE_START: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:<\?xml[^>]*>\s*)?(?:<!--(?s:.*?)-->\s*)*<(?:!doctype\s+html|html|head|body|link|meta|script|style|title)[\s>]")
        .expect("a fixed pattern")
});
static BLOCK_LINE: LazyLock<Regex> = LazyLock::new(|| {
    const BLOCKS: &str = "address|article|aside|blockquote|body|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|\
                          html|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul";
    Regex::new(&format!(r"(?i)^<(?:{BLOCKS})(?:\s[^<>]*)?/?>|</(?:{BLOCKS})>$|<br\s*/?>$")).expect("a fixed pattern")
});

fn is_html(text: &str) -> bool {
    if !text.starts_with('<') && !text.starts_with("Version:") {
        return false;
    }
    // The clipboard of a browser or an office program says where its fragment starts.
    let fragment = text.find("<!--StartFragment").is_some_and(|at| at < CLIPBOARD_HEAD);
    if fragment || PAGE_START.is_match(text) {
        return true;
    }
    if !BLOCK_LINE.is_match(text.lines().next().unwrap_or("")) {
        return false;
    }
    let (mut lines, mut tagged) = (0, 0);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines += 1;
        tagged += usize::from(BLOCK_LINE.is_match(line));
    }
    text.ends_with('>') && tagged * 2 >= lines
}

/// `[text](address)`: the address may break over a line end, as html2text breaks it.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\]\(<?(?:https?:|mailto:|/|#|\.{1,2}/|[\w./-]+\.(?:html?|md|png|jpe?g|gif|svg|webp|pdf))[^()]*\)")
        .expect("a fixed pattern")
});
static DEFINITION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?mR)^ {0,3}\[[^\]\n]+\]:\s+<?(?:https?:|/|#|mailto:)\S").expect("a fixed pattern"));
static HEADING: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?mR)^#{1,6} +\p{L}").expect("a fixed pattern"));
static FENCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?mR)^ {0,3}(?:```[^`\n]*|~~~\w*)$").expect("a fixed pattern"));
static TABLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?mR)^ {0,3}\|?(?: *:?-{3,}:? *\|)+ *:?-{3,}:? *\|? *$").expect("a fixed pattern"));
static STRONG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\*\*\p{L}[^*\n]{0,200}\*\*").expect("a fixed pattern"));

fn is_markdown(text: &str) -> bool {
    // Each with what it holds: most texts have none of it, and the pattern need not be made.
    let signs: [(&LazyLock<Regex>, &[&str]); 6] = [
        (&LINK, &["]("]),
        (&DEFINITION, &["]:"]),
        (&HEADING, &["# "]),
        (&FENCE, &["```", "~~~"]),
        (&TABLE, &["---"]),
        (&STRONG, &["**"]),
    ];
    let signs = signs.map(|(sign, held)| {
        if held.iter().any(|held| text.contains(held)) { sign.find_iter(text).take(1000).count() } else { 0 }
    });
    let kinds = signs.iter().filter(|count| **count > 0).count();
    let all: usize = signs.iter().sum();
    // Strong text alone is how many people write e-mail.
    let firm = all - signs[5];
    let lines = text.lines().count();
    firm > 0 && (all >= 3 || all >= 2 && kinds >= 2) && all * 200 >= lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, format: Format) {
        assert_eq!(format_of(text, None), format);
        assert_eq!(format_of(text, Some("article.txt")), format);
        assert_eq!(format_of(text, Some("article.md")), Format::Markdown);
        assert_eq!(format_of(text, Some("article.HTM")), Format::Html);
    }

    #[test]
    fn pages_and_fragments_are_html() {
        check("<!DOCTYPE html>\n<html lang=\"en\"><p>Tides", Format::Html);
        check("\u{feff}\n<!-- saved -->\n<HTML>\n<body>Tides</body></HTML>", Format::Html);
        check("<?xml version=\"1.0\"?>\n<html xmlns=\"x\">", Format::Html);
        check("<meta charset='utf-8'><b>Tides</b> turn.", Format::Html);
        check("<script>let tide = 1;</script>\nTides", Format::Html);
        check("<article>\n<h1>Tides</h1>\n<p>They turn.</p>\n</article>\n", Format::Html);
        check("<div><!--StartFragment-->Tides<!--EndFragment--></div>", Format::Html);
    }

    #[test]
    fn several_signs_make_markdown() {
        check("# Tides\n\nSee [the table](https://example.org/tides).\n", Format::Markdown);
        check("[a](/a) and [b](/b)\n\nwith [c](https://example.org/very-\nlong)\n", Format::Markdown);
        check("# Tides\n\nHigh.\n\n## Ebb\n\nLow.\n\n## Flood\n\nRising.\n", Format::Markdown);
        check("Run\n\n```sh\nls\n```\n\n[1]: https://example.org\n", Format::Markdown);
        check("| a | b |\n|---|---|\n| **c** | d |\n", Format::Markdown);
        check("# Tides\n\nThe **spring tide** is high.\n", Format::Markdown);
    }

    #[test]
    fn prose_with_stray_signs_is_text() {
        check("", Format::Text);
        check("The tide <u>turned</u> at *noon and <p> went on. 2 * 3 * 4.", Format::Text);
        check("<u>Tides</u> turn.\n\nThey always do.", Format::Text);
        check("We are #1 and # 2.\n\n# 3 is near.\n#tide", Format::Text);
        check("As before [1](see below) and [2].\n\n[1]: the table\n", Format::Text);
        check("**Note** this.\n\n**And** that.\n\n**Also** so.", Format::Text);
        check("* * *\n\n- one\n- two\n\n> quoted\n\n---\n\nText", Format::Text);
        check("<p>A line with a tag\n\nand many\n\nwithout\n\nany at all.", Format::Text);
    }

    #[test]
    fn one_sign_in_a_long_text_is_an_accident() {
        let long = "A line of a long book.\n".repeat(2_000);
        check(&format!("{long}# One\n\n# Two\n\n# Three\n"), Format::Text);
    }
}
