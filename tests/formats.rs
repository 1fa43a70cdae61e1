//! What each format promises: options that act, renderings that say the same, bad input that loses nothing.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use copydesk::document::{Block, Document};
use copydesk::render::{self, HtmlOptions, MarkdownOptions, PlainOptions};
use copydesk::{Format, Options};

/// What `copydesk convert` makes of a text, and what it says beside it.
#[track_caller]
fn convert(source: &str, arguments: &[&str]) -> (String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .arg("convert")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("copydesk starts");
    child.stdin.take().expect("its input is ours").write_all(source.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8(output.stderr).expect("it speaks UTF-8");
    assert!(output.status.success(), "{said}");
    (String::from_utf8(output.stdout).expect("it writes UTF-8"), said)
}

#[track_caller]
fn check(source: &str, arguments: &[&str], expected: &str) {
    assert_eq!(convert(source, arguments).0, expected);
}

#[test]
fn the_stylesheet_is_ours_or_yours_or_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("own.css");
    std::fs::write(&own, "p { color: teal }").expect("it is written");
    let page = |css: &[&str]| convert("Ebb.\n", &[&["-t", "html"], css].concat()).0;
    assert!(page(&[]).contains("prefers-color-scheme"));
    assert!(!page(&["--css", "none"]).contains("<style"));
    assert!(page(&["--css", own.to_str().expect("a name")]).contains("<style>\np { color: teal }\n</style>"));
}

#[test]
fn raw_html_is_shown_or_kept_without_what_could_act() {
    let source = "Low <kbd onclick=\"x()\">tide</kbd><script>x()</script>\n";
    let fragment = ["-f", "markdown", "-t", "html", "--fragment"];
    let shown = "<article>\n<p>Low &lt;kbd onclick=&quot;x()&quot;&gt;tide&lt;/kbd&gt;&lt;script&gt;x()&lt;/script&gt;</p>\n</article>\n";
    check(source, &fragment, shown);
    let kept = "<article>\n<p>Low <kbd>tide</kbd>&lt;script&gt;x()&lt;/script&gt;</p>\n</article>\n";
    check(source, &[&fragment[..], &["--raw-html", "keep"]].concat(), kept);
}

#[test]
fn flavours_differ_in_what_must_be_escaped() {
    let source = "Low ~~tide~~ here.\n";
    check(source, &["-f", "text", "--no-front-matter"], "Low \\~\\~tide\\~\\~ here.\n");
    check(source, &["-f", "text", "--no-front-matter", "--flavour", "commonmark"], source);
}

#[test]
fn plain_text_has_addresses_where_asked() {
    let source = "See [tides](https://example.org/t).\n";
    let plain = ["-f", "markdown", "-t", "text", "--links"];
    check(source, &[&plain[..], &["omit"]].concat(), "See tides.\n");
    check(source, &[&plain[..], &["inline"]].concat(), "See tides <https://example.org/t>.\n");
    check(source, &[&plain[..], &["footnotes"]].concat(), "See tides [1].\n\n[1] https://example.org/t\n");
}

#[test]
fn what_has_no_form_is_told() {
    let source = "<p>Ebb.<p><em>a <em><em>(three)</em></em> b</em>";
    let (written, said) = convert(source, &["-f", "html", "--no-front-matter"]);
    assert_eq!(written, "Ebb.\n\n*a (three) b*\n");
    let told = "copydesk: standard input: line 1: emphasis inside of emphasis of the same kind is left out\n";
    assert_eq!(said, told);
}

#[test]
fn what_nests_too_deep_is_told() {
    let source = format!("Ebb.\n\n{}flood\n", "> ".repeat(100));
    let (written, said) = convert(&source, &["-f", "markdown"]);
    assert!(written.ends_with(&format!("{} flood\n", ">".repeat(64).replace('>', "> ").trim_end())), "{written}");
    let told = "copydesk: standard input: line 3: nests deeper than any article; what lies deeper is kept as text\n";
    assert_eq!(said, told);
}

/// Repeats of what opens something and never closes it, and nesting without an end.
const REPEATED: &[&str] =
    &[">", "> ", "[", "*a ", "`", "a` ", "_", "<", "&", "![", "~~", "**a*", "|", "- ", "1. ", "<b>"];

#[test]
fn repeats_are_written_at_their_length() {
    for repeated in REPEATED {
        let source = repeated.repeat(if repeated.contains('<') { 5_000 } else { 50_000 });
        for from in [Format::Markdown, Format::Html, Format::Text] {
            let outcome = copydesk::convert(&source, &Options { from, ..Options::default() });
            for (format, written) in renderings(outcome.document()) {
                let most = 8 * source.len() + 8_192;
                assert!(written.len() <= most, "{repeated} from {from:?} as {format}: {} bytes", written.len());
            }
        }
    }
}

#[test]
fn nested_lists_are_written_at_their_length() {
    // The indents alone grow with the square of the depth; from the bound on they do not.
    let lists = |depth: usize| (0..depth).map(|at| "  ".repeat(at) + "- a\n").collect::<String>();
    let size = |depth: usize| {
        let options = Options { from: Format::Markdown, ..Options::default() };
        let outcome = copydesk::convert(&lists(depth), &options);
        renderings(outcome.document()).map(|(_, written)| written.len())
    };
    let (one, two) = (size(400), size(800));
    for (one, two) in one.into_iter().zip(two) {
        assert!(two <= 2 * one + two / 10, "{one} bytes and {two}");
    }
}

fn renderings(document: &Document) -> [(&'static str, String); 3] {
    [
        ("Markdown", render::markdown(document, &MarkdownOptions::default())),
        ("HTML", render::html(document, &HtmlOptions { fragment: true, ..HtmlOptions::default() })),
        ("plain text", render::plain(document, &PlainOptions::default())),
    ]
}

/// Holds a text that nobody should write to what always holds: each word of it is in each rendering, and the Markdown
/// and the HTML read back as what they say.
#[track_caller]
fn check_bad(source: &str, from: Format, words: &[&str]) -> Document {
    let outcome = copydesk::convert(source, &Options { from, ..Options::default() });
    let document = outcome.document();
    for (format, written) in renderings(document) {
        for word in words {
            assert!(written.contains(word), "{word} is not in the {format}:\n{written}");
        }
    }
    assert_eq!(render::agree(document), Ok(()));
    let options = Options { from: Format::Markdown, ..Options::default() };
    let markdown = &renderings(document)[0].1;
    let again = copydesk::convert(markdown, &options);
    assert_eq!(&renderings(again.document())[0].1, markdown, "a second pass changes nothing");
    document.clone()
}

#[test]
fn front_matter_that_is_broken_is_text() {
    for source in ["---\ntitle: Ebb\nflood\n", "---\ntitle: Ebb\n\nflood\n", "---\nno key here\n---\nEbb flood\n"] {
        let document = check_bad(source, Format::Markdown, &["flood"]);
        assert_eq!(document.meta.front_matter, None);
        assert!(render::text_of(&document).contains(if source.contains("title") { "title: Ebb" } else { "no key" }));
    }
    let odd = check_bad("---\ntitle: [Ebb\n---\n\nflood\n", Format::Markdown, &["flood"]);
    assert_eq!(odd.meta.front_matter.as_deref(), Some("---\ntitle: [Ebb\n---"));
}

#[test]
fn html_that_is_not_closed_keeps_its_words() {
    check_bad("<p>Ebb <b>and <i>flow<p>again", Format::Html, &["Ebb", "and", "flow", "again"]);
    check_bad("<table><tr><td>Ebb<td>flow</table>again", Format::Html, &["Ebb", "flow", "again"]);
    check_bad("<ul><li>Ebb<ul><li>flow<li>again", Format::Html, &["Ebb", "flow", "again"]);
    check_bad("Ebb <b flow\n\n<div>\nagain", Format::Markdown, &["Ebb", "flow", "again"]);
}

#[test]
fn odd_characters_and_line_ends_keep_the_words() {
    for from in [Format::Text, Format::Markdown, Format::Html] {
        check_bad("<p>Ebb\0flow</p>\r\n\r\n<p>neap\rspring</p>\n", from, &["Ebb", "flow", "neap", "spring"]);
    }
    // Half of a surrogate pair is no character of UTF-8; it is told of and shown as U+FFFD.
    let decoded = copydesk::decode::decode(b"Ebb \xED\xA0\xBD flow\n", None);
    assert!(!decoded.notes.is_empty());
    check_bad(&decoded.text, Format::Text, &["Ebb", "flow"]);
    let document = check_bad("Ebb &#xD83D; flow\n", Format::Markdown, &["Ebb \u{FFFD} flow"]);
    assert_eq!(document.blocks.len(), 1);
}

#[test]
fn ragged_rows_lose_no_cell() {
    let html = "<table><tr><th>Sea<th>Low</tr><tr><td>Ebb</tr><tr><td>neap<td>flow<td>spring</tr></table>";
    let document = check_bad(html, Format::Html, &["Sea", "Low", "Ebb", "neap", "flow", "spring"]);
    let [Block::Table { columns, head, rows }] = &document.blocks[..] else { panic!("no table") };
    assert_eq!((columns.len(), head.len()), (3, 3));
    assert!(rows.iter().all(|row| row.len() == 3));
    // GFM itself says that a cell too many is ignored, and shows it nowhere.
    let short = check_bad("| Sea | Low |\n|-|-|\n| Ebb |\n", Format::Markdown, &["Sea", "Low", "Ebb"]);
    assert!(matches!(&short.blocks[..], [Block::Table { rows, .. }] if rows[0].len() == 2));
}

#[test]
fn addresses_that_act_or_have_blanks_keep_the_text() {
    let document = check_bad("[Ebb](<a b.html>) and [flow](javascript:x())\n", Format::Markdown, &["Ebb", "flow"]);
    let [(_, markdown), (_, page), _] = renderings(&document);
    assert!(markdown.contains("[Ebb](<a b.html>)") && markdown.contains("[flow](javascript:x())"), "{markdown}");
    assert!(page.contains("<a href=\"a%20b.html\">Ebb</a> and flow"), "{page}");
    let document = check_bad("[Ebb](a b.html)\n", Format::Markdown, &["Ebb", "a b.html"]);
    assert!(!renderings(&document)[1].1.contains("<a "));
}

/// The golden files of our cases with this ending.
fn goldens(ending: &str) -> Vec<(PathBuf, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![top.join("golden"), top.join("examples")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().is_some_and(|name| name.ends_with(ending)) {
                let text = std::fs::read_to_string(&path).expect("a text");
                found.push((path, text));
            }
        }
    }
    assert!(found.len() > 10, "{} goldens end in {ending}", found.len());
    found
}

#[test]
fn plain_prose_needs_hardly_an_escape() {
    let (mut words, mut escapes) = (0, 0);
    for (_, source) in goldens(".golden.txt") {
        let outcome = copydesk::convert(&source, &Options { from: Format::Text, ..Options::default() });
        let options = MarkdownOptions { front_matter: false, ..MarkdownOptions::default() };
        let written = render::markdown(outcome.document(), &options);
        let count = |text: &str| text.matches('\\').count() + text.matches("&#").count();
        words += source.split_whitespace().count();
        escapes += count(&written).saturating_sub(count(&source));
    }
    println!("{escapes} escapes in {words} words");
    assert!(escapes * 1_000 <= 8 * words, "{escapes} escapes in {words} words");
}

#[test]
fn a_cleaned_news_article_has_no_escape() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let article = std::fs::read_to_string(top.join("examples/harbour-talks.golden.md")).expect("an article");
    assert!(article.split_whitespace().count() > 100 && !article.contains('\\') && !article.contains("&#"));
}

#[test]
fn pages_have_no_error_for_an_html5_parser() {
    for (path, source) in goldens(".golden.md") {
        let outcome = copydesk::convert(&source, &Options { from: Format::Markdown, ..Options::default() });
        for raw_html in [render::RawHtml::Text, render::RawHtml::Keep] {
            let page = render::html(outcome.document(), &HtmlOptions { raw_html, ..HtmlOptions::default() });
            let parsed = dom_query::Document::from(page.as_str());
            assert!(parsed.errors.borrow().is_empty(), "{}: {:?}", path.display(), parsed.errors.borrow());
        }
    }
}
