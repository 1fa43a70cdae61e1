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
    let short = check_bad("| Sea | Low |\n|-|-|\n| Ebb |\n", Format::Markdown, &["Sea", "Low", "Ebb"]);
    assert!(matches!(&short.blocks[..], [Block::Table { rows, .. }] if rows[0].len() == 2));
}

#[test]
fn the_caption_of_a_table_stands_above_it() {
    let rows = "<tr><th>Sea<th>Low</tr><tr><td>Ebb<td>flow</tr></table><p>after";
    let html = format!("<p>before<table><caption>Tides <em>now</em></caption>{rows}");
    let document = check_bad(&html, Format::Html, &["before", "Tides", "now", "Sea", "flow", "after"]);
    let [_, Block::Paragraph { content, .. }, Block::Table { rows, .. }, _] = &document.blocks[..] else {
        panic!("{:?}", document.blocks);
    };
    assert_eq!((copydesk::document::plain_text(content).as_str(), rows.len()), ("Tides now", 1));
    check_bad("<table><caption>Tides</caption></table>", Format::Html, &["Tides"]);
}

/// A table of two columns with cells too many, which GFM shows nowhere.
const TOO_MANY: &str = "| Sea | Low |\n|-|-|\n| Ebb | flow | *neap* |\n| a | b |\n| c | d | e | f |\n";

#[test]
fn cells_past_the_last_column_are_told() {
    let (written, said) = convert(TOO_MANY, &["-f", "markdown"]);
    assert!(written.contains("Ebb") && !written.contains("neap"), "{written}");
    let told = |line: usize, cells: &str| {
        format!(
            "copydesk: standard input: line {line}: cells past the last column of their table are left out, as GFM asks: {cells}\n"
        )
    };
    assert_eq!(said, told(3, "*neap*") + &told(5, "e | f"));
}

#[test]
fn cells_past_the_last_column_are_in_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let (source, log) = (folder.path().join("a.md"), folder.path().join("a.jsonl"));
    std::fs::write(&source, TOO_MANY).expect("it is written");
    let program =
        Command::new(env!("CARGO_BIN_EXE_copydesk")).arg("clean").arg(&source).arg("--log").arg(&log).output();
    assert!(program.expect("copydesk starts").status.success());
    let log = std::fs::read_to_string(&log).expect("a log");
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let omitted: Vec<_> = lines.iter().filter_map(|line| line.get("omitted")).collect();
    assert_eq!(omitted.len(), 2, "{log}");
    assert_eq!(
        (&omitted[1]["text"], &omitted[1]["source"]["line"]),
        (&serde_json::json!("e | f"), &serde_json::json!(5))
    );
}

/// A document with one of many kinds of block.
const MIXED: &str = "---\ntitle: Tides\nodd: [1]\n---\n\n# Tides\n\nThe *Wye* and **Lugg**[^1] [rise](/r \"R\").\n\n\
    > [!NOTE]\n> - [x] ebb\n>   1. flow\n\n| Sea | Low |\n|:-|-:|\n| a | `b` |\n\n```sh\nls\n```\n\n* * *\n\n\
    <div>raw</div>\n\nNeap\n: Half moon.\n\n[^1]: Note.\n";

#[test]
fn a_document_in_json_is_read_as_it_was_written() {
    let (stored, _) = convert(MIXED, &["-f", "markdown", "-t", "json"]);
    check(&stored, &["-f", "json", "-t", "json"], &stored);
    for to in ["html", "markdown", "text"] {
        check(&stored, &["-f", "json", "-t", to], &convert(MIXED, &["-f", "markdown", "-t", to]).0);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tides.json");
    std::fs::write(&path, &stored).expect("it is written");
    let path = path.to_str().expect("a name");
    check("", &[path], &convert(MIXED, &["-f", "markdown"]).0);
}

#[test]
fn repairs_in_json_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let (source, stored) = (folder.path().join("a.txt"), folder.path().join("a.json"));
    std::fs::write(&source, "The tide was high , and the harbour closed.\n").expect("it is written");
    let arguments = [source.as_os_str(), "-o".as_ref(), stored.as_os_str()];
    let program = Command::new(env!("CARGO_BIN_EXE_copydesk")).arg("clean").args(arguments).output();
    assert!(program.expect("copydesk starts").status.success());
    let stored = std::fs::read_to_string(&stored).expect("a document");
    assert!(stored.contains("\"rule\""), "{stored}");
    check(&stored, &["-f", "json", "-t", "json"], &stored);
}

/// Reads a text as a document in JSON, and compares what the command says of it.
#[track_caller]
fn check_refused(command: &str, source: &str, expected: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.json");
    std::fs::write(&path, source).expect("it is written");
    let mut program = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    let output = program.current_dir(&folder).args([command, "--from", "json", "a.json"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&output.stderr), format!("copydesk: {expected}\n"));
    assert!(output.stdout.is_empty());
}

#[test]
fn what_is_no_document_in_json_is_refused() {
    let advice = "; give what `--to json` wrote";
    let refused = |source: &str, why: &str| check_refused("convert", source, &format!("a.json: {why}{advice}"));
    refused("Ebb.\n", "not a document in JSON: expected value at line 1 column 1");
    refused("{}", "not a document in JSON: missing field `version` at line 1 column 2");
    refused("{\"version\": 9}", "version 9 of the schema is not known, only 1");
    refused("{\"version\": 1}", "not a document in JSON: missing field `blocks` at line 1 column 14");
    refused("{\"version\": 1, \"blocks\": [{\"type\": \"song\", \"text\": \"\"}]}", "no block is of the type `song`");
    let why = "--from json: a document in JSON is no text to repair; `copydesk convert` reads it";
    check_refused("clean", "{}", why);
    check_refused("check", "{}", why);
}

/// Raw HTML that would act in a page, or load something into it.
const ACTING: &[&str] = &[
    "<script>x()</script>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<scr<script>ipt>x()</scr</script>ipt>",
    "<script/x>x()</script >",
    "<img src=x onerror=x()>",
    "<img src=x oNeRrOr = \"x()\">",
    "<img/src=x/onerror=x()>",
    "<img src=\"javascript:x()\">",
    "<img src=\"data:image/svg+xml;base64,PHN2Zz4=\">",
    "<svg onload=x()><circle r=1></svg>",
    "<svg><script>x()</script></svg>",
    "<svg><a xlink:href=\"javascript:x()\"><text>t</text></a></svg>",
    "<math><mi xlink:href=\"javascript:x()\">t</mi></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=x()></style></mglyph></table></mtext></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=x()>\">t</p></noscript>",
    "<iframe src=\"javascript:x()\"></iframe>",
    "<iframe srcdoc=\"&lt;script&gt;x()&lt;/script&gt;\"></iframe>",
    "<object data=\"javascript:x()\"></object>",
    "<embed src=\"https://example.org/x.swf\">",
    "<applet code=x></applet>",
    "<form action=\"javascript:x()\"><button formaction=\"javascript:x()\">t</button></form>",
    "<input type=image src=x onfocus=x() autofocus>",
    "<video src=x onerror=x()><source onerror=x()></video>",
    "<audio src=x onloadstart=x()></audio>",
    "<details open ontoggle=x()>t</details>",
    "<body onload=x()>t</body>",
    "<a href=\"javascript:x()\">t</a>",
    "<a href=\"JaVa&#x9;ScRiPt:x()\">t</a>",
    "<a href=\"&#1;javascript:x()\">t</a>",
    "<a href=\"java\nscript:x()\">t</a>",
    "<a href=\"vbscript:x()\">t</a>",
    "<a href=\"data:text/html,<script>x()</script>\">t</a>",
    "<a href=\"https://example.org/\" onclick=\"x()\">t</a>",
    "<p style=\"background: url(javascript:x())\">t</p>",
    "<p style=\"position: fixed; text-align: left\">t</p>",
    "<style>p { background: url(//example.org/) }</style>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<meta http-equiv=refresh content=\"0;url=javascript:x()\">",
    "<base href=\"https://example.org/\">",
    "<template><img src=x onerror=x()></template>",
    "<textarea></textarea><img src=x onerror=x()>",
    "<!--><img src=x onerror=x()>-->",
    "<xmp><img src=x onerror=x()></xmp>",
    "<table background=\"javascript:x()\"><tr><td>t</td></tr></table>",
    "<x-tag onclick=x()>t</x-tag>",
    "<p id=\"a\" onmouseover\n=\nx()>t</p>",
];

/// Holds a page to what no page of ours has: elements that act or load, handlers, addresses of other schemes.
#[track_caller]
fn check_harmless(page: &str, of: &str) {
    let parsed = dom_query::Document::from(page);
    let acts = "script, style, iframe, object, embed, applet, form, button, link, meta, base, svg, math, template, video, \
        audio, source, noscript, xmp, textarea, frame, frameset";
    assert!(!parsed.select(acts).exists(), "{of}\n{page}");
    for node in parsed.select("*").nodes() {
        for attribute in node.attrs() {
            let (name, value): (&str, &str) = (&attribute.name.local, &attribute.value);
            assert!(!name.starts_with("on") && !matches!(name, "srcdoc" | "formaction" | "background"), "{of}\n{page}");
            let mut styles = value.split(';').filter(|_| name == "style");
            assert!(styles.all(|style| style.is_empty() || style.starts_with("text-align:")), "{of}\n{page}");
            if matches!(name, "href" | "src" | "cite" | "action" | "data" | "longdesc") {
                let scheme = value.split(['/', '?', '#']).next().and_then(|start| start.split_once(':'));
                let is_known = scheme.is_none_or(|(scheme, _)| matches!(scheme, "http" | "https" | "mailto"));
                assert!(is_known, "{of}\n{page}");
            }
        }
    }
}

#[test]
fn no_raw_html_acts() {
    let html = |source: &str, from: Format, raw_html: render::RawHtml| {
        let outcome = copydesk::convert(source, &Options { from, ..Options::default() });
        render::html(outcome.document(), &HtmlOptions { fragment: true, raw_html, ..HtmlOptions::default() })
    };
    for vector in ACTING {
        for raw_html in [render::RawHtml::Text, render::RawHtml::Keep] {
            for source in [format!("{vector}\n"), format!("<div>\n{vector}\n</div>\n"), format!("Ebb {vector} flow.\n")]
            {
                check_harmless(&html(&source, Format::Markdown, raw_html), &source);
                check_harmless(&html(&source, Format::Html, raw_html), &source);
            }
        }
    }
    // The check itself sees what is not sanitised.
    for vector in ["<img src=x onerror=x()>", "<script>x()</script>", "<a href=\"javascript:x()\">t</a>"] {
        assert!(std::panic::catch_unwind(|| check_harmless(vector, vector)).is_err(), "{vector}");
    }
}

#[test]
fn raw_html_that_is_harmless_is_kept() {
    let keep = ["-f", "markdown", "-t", "html", "--fragment", "--raw-html", "keep"];
    for kept in ["<kbd>t</kbd>", "<a href=\"mailto:a@example.org\">t</a>", "<img src=\"/a.png\" alt=\"t\">"] {
        let (page, _) = convert(&format!("Ebb {kept} flow.\n"), &keep);
        assert!(page.contains(kept), "{page}");
    }
}

#[test]
fn links_are_of_four_kinds() {
    let kept = [
        "http://example.org/",
        "HTTPS://example.org/a",
        "mailto:a@example.org",
        "/a",
        "a.html",
        "../a",
        "#a",
        "?a=b:c",
        "//example.org/a",
        "./a:b",
    ];
    let text = [
        "javascript:x()",
        "vbscript:x()",
        "data:text/html,x",
        "file:///a",
        "ftp://example.org/",
        "tel:+44",
        "blob:a",
        "about:blank",
        "a:b",
        "view-source:a",
    ];
    let page = |address: &str, form: &str| {
        let source = format!("{form}[t](<{address}>)\n");
        convert(&source, &["-f", "markdown", "-t", "html", "--fragment"]).0
    };
    for address in kept {
        assert!(page(address, "").contains("<a href"), "{address}");
        assert!(page(address, "!").contains("<img"), "{address}");
    }
    for address in text {
        assert!(!page(address, "").contains("<a ") && page(address, "").contains('t'), "{address}");
        assert!(!page(address, "!").contains("<img"), "{address}");
    }
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
