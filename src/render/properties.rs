//! What must hold for any document, tried on many made at random.
//!
//! The short form runs with the other tests; `COPYDESK_TRIALS` sets how many trials each property gets.

use super::markdown::Flavour;
use super::{HtmlOptions, MarkdownOptions, agree, html, json, markdown, normal, read_json, verify};
use crate::document::{Block, Document, Image, Inline, Item, Role};
use crate::draft::Align;
use std::fmt::Write as _;

#[path = "../../tests/support/canonical.rs"]
mod canonical;

use canonical::canonical;

/// A small generator of numbers, the same on every run: xorshift64*.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

fn trials(short: usize) -> usize {
    std::env::var("COPYDESK_TRIALS").ok().and_then(|count| count.parse().ok()).unwrap_or(short)
}

fn document(blocks: Vec<Block>) -> Document {
    Document { blocks, ..Document::default() }
}

fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph { role: Role::Body, content }
}

const TOKENS: &[&str] = &[
    "a",
    "b",
    "word",
    "1",
    "12",
    "1.",
    "2)",
    "10.",
    "-",
    "--",
    "---",
    "+",
    "+++",
    "*",
    "**",
    "***",
    "_",
    "__",
    "___",
    "=",
    "===",
    "#",
    "##",
    "#######",
    ">",
    "<",
    "<a",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<?",
    "?>",
    "<div>",
    "<x@y.z>",
    "<9695@host>",
    "<http://x.y>",
    "http://x.y/a_b",
    "&",
    "&amp;",
    "&#65;",
    "&copy",
    "&copy;",
    ";",
    "[",
    "]",
    "[a]",
    "[a]:",
    "[a](b)",
    "[a][b]",
    "![a](b)",
    "!",
    "(",
    ")",
    "[^1]",
    "[^1]:",
    "[ ]",
    "[x]",
    "[!NOTE]",
    "\\",
    "\\\\",
    "\\*",
    "`",
    "``",
    "```",
    "`a`",
    "~",
    "~~",
    "~~~",
    "|",
    "||",
    "| a | b |",
    "| - | - |",
    ":--",
    ":-:",
    ":",
    "::",
    "$",
    "$$",
    "@",
    "a@b.c",
    "\"",
    "'",
    "“",
    "”",
    "—",
    "…",
    "é",
    "新",
    "「",
    "」",
    "\u{A0}",
    "\u{AD}",
    "\u{200D}",
    "snake_case",
    "2*3*4",
    "f(*x)",
    "**kw",
    ".",
    ",",
    "?",
    "{",
    "}",
    "^",
    "^a^",
    "%",
    "www.x.y",
    "\t",
    "٣",
    "Ⓐ",
    "€",
];

fn literal(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(10) {
        text.push_str(random.pick(TOKENS));
        text.push_str(random.pick(&["", "", " ", " ", " ", "  ", "\n"]));
    }
    text
}

/// HTML as comrak makes it of a Markdown text; raw HTML is passed on, or shown as text.
fn comrak_html(text: &str, shown: bool) -> String {
    let mut options = comrak::Options::default();
    options.render.r#unsafe = true;
    options.render.escape = shown;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    comrak::markdown_to_html(text, &options)
}

fn pulldown_html(text: &str) -> String {
    use pulldown_cmark::{Options, Parser};
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let options = options | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, Parser::new_ext(text, options));
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// HTML as it must come out for inline content, made without any Markdown.
fn expected_html(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text(text) => out.push_str(&escaped(text)),
            Inline::Emphasis(inner) => {
                let _ = write!(out, "<em>{}</em>", expected_html(inner));
            }
            Inline::Strong(inner) => {
                let _ = write!(out, "<strong>{}</strong>", expected_html(inner));
            }
            Inline::Strike(inner) => {
                let _ = write!(out, "<del>{}</del>", expected_html(inner));
            }
            Inline::Code(text) => {
                let _ = write!(out, "<code>{}</code>", escaped(text));
            }
            Inline::Link { to, content, .. } => {
                let _ = write!(out, "<a href=\"{to}\">{}</a>", expected_html(content));
            }
            Inline::SoftBreak => out.push('\n'),
            Inline::Break => out.push_str("<br />\n"),
            other => panic!("not made here: {other:?}"),
        }
    }
    out
}

/// What goes wrong where the content is the only paragraph: both parsers must read it, at no wrap and at two widths.
fn fault(content: &[Inline]) -> Option<String> {
    let normal = normal::inlines(content);
    if normal.is_empty() {
        return None;
    }
    for wrap in [None, Some(72), Some(20)] {
        let options = MarkdownOptions { front_matter: false, wrap, flavour: Flavour::Gfm };
        let document = document(vec![paragraph(content.to_vec())]);
        let verified = verify::markdown(&document, &options);
        let text = markdown::write(&document.meta, &markdown::lowered(&document), &options, &[]);
        let mut expected = format!("<p>{}</p>\n", expected_html(&normal));
        let mut read = comrak_html(&verified.text, false);
        if wrap.is_some() {
            expected = unwrapped(&expected);
            read = unwrapped(&read);
        }
        if read != expected || !verified.notes.is_empty() {
            let pulldown = verify::read_back(&text, Flavour::Gfm, false);
            return Some(format!(
                "{wrap:?} {content:?}\n--- written\n{text}\n--- comrak\n{}--- expected\n{expected}--- pulldown\n{pulldown:?}\n",
                comrak_html(&text, false)
            ));
        }
    }
    None
}

#[track_caller]
fn check(count: usize, mut make: impl FnMut() -> Vec<Inline>) {
    let faults: Vec<String> = (0..count).filter_map(|_| fault(&make())).collect();
    let mut shortest: Vec<&String> = faults.iter().collect();
    shortest.sort_by_key(|fault| fault.len());
    shortest.truncate(8);
    for fault in shortest {
        println!("{fault}");
    }
    assert!(faults.is_empty(), "{} of {count} wrong", faults.len());
}

/// The HTML with each line end made a space, as a wrapped text has it.
fn unwrapped(html: &str) -> String {
    let mut html = html.replace("<br />\n", "<br />");
    while html.contains("\n\n") {
        html = html.replace("\n\n", "\n");
    }
    html.replace('\n', " ")
}

#[test]
fn literal_text_stays_literal() {
    let mut random = Random(0x5EED);
    check(trials(600), || vec![Inline::Text(literal(&mut random))]);
}

/// Inline content; emphasis nests twice at most, for more has no form in Markdown where it meets punctuation.
fn tree(random: &mut Random, around: &[&str]) -> Vec<Inline> {
    const TEXTS: &[&str] = &[
        "a",
        "word",
        "two words",
        "(b)",
        "“q”",
        "'s",
        ".",
        ",",
        "!",
        "—",
        "新聞",
        "「引」",
        "。",
        "\u{A0}",
        "\u{A0}c",
        "d\u{A0}",
        "…",
        "$5",
        "€9",
        "é",
        "-",
        "*",
        "_",
        "Ⓐ",
        "x y z",
        "\"",
        "&",
        "1",
        ":",
        "bold:",
        "~",
        "`",
        "[",
        "]",
    ];
    let count = |kind: &str| around.iter().filter(|&&other| other == kind).count();
    let may_nest = count("emphasis") + count("strong") < 2;
    let within = |kind| [around, &[kind]].concat();
    let mut content = Vec::new();
    for _ in 0..=random.below(4) {
        let kind = if around.len() >= 4 { random.below(4) } else { random.below(10) };
        content.push(match kind {
            3 if random.below(3) > 0 => Inline::Text(" ".to_owned()),
            3 => [Inline::SoftBreak, Inline::Break][random.below(2)].clone(),
            4 | 5 if may_nest => Inline::Emphasis(tree(random, &within("emphasis"))),
            6 | 7 if may_nest => Inline::Strong(tree(random, &within("strong"))),
            8 if count("link") == 0 => {
                Inline::Link { to: "/u".to_owned(), title: String::new(), content: tree(random, &within("link")) }
            }
            9 => Inline::Code(random.pick(&["c", "a`b", "``", " x ", " ", "*"]).to_owned()),
            _ => Inline::Text(random.pick(TEXTS).to_owned()),
        });
    }
    content
}

#[test]
fn edges_of_inline_markup_hold() {
    let mut random = Random(0xED6E);
    check(trials(600), || tree(&mut random, &[]));
}

/// How deep blocks nest in the documents that are made.
const DEPTH: usize = 3;

fn blocks(random: &mut Random, depth: usize) -> Vec<Block> {
    (0..=random.below(3)).map(|_| block(random, depth)).collect()
}

fn block(random: &mut Random, depth: usize) -> Block {
    let text = |random: &mut Random| vec![Inline::Text(literal(random).replace('\n', " "))];
    match if depth == 0 { random.below(6) } else { random.below(12) } {
        0 => Block::Heading { level: 1 + random.below(6) as u8, content: text(random) },
        1 => Block::Rule(random.pick(&["", "* * *", "---", "***", "_ _ _", "- - -"]).to_owned()),
        2 => Block::Code { info: random.pick(&["", "rust", "a`b"]).to_owned(), text: literal(random) + "\n" },
        3 => Block::Html(random.pick(&["<div>\nx\n</div>", "<!-- a\n\nb -->", "<br>"]).to_owned()),
        6 => Block::Quote {
            alert: [None, Some("note".to_owned())][random.below(2)].clone(),
            blocks: blocks(random, depth - 1),
        },
        7..=9 => {
            let mut items: Vec<Item> = (0..=random.below(3)).map(|_| item(random, depth)).collect();
            // pulldown-cmark ends an item around a quote where a loose list in that quote ends in an empty item.
            if let Some(last) = items.last_mut().filter(|last| depth < DEPTH && last.blocks.is_empty()) {
                last.blocks.push(paragraph(vec![Inline::Text("last".into())]));
            }
            let start = [None, None, Some(1), Some(7)][random.below(4)];
            Block::List { start, tight: random.below(2) == 0, items }
        }
        10 => Block::Table {
            columns: vec![Align::Left, Align::None],
            head: vec![text(random), tree(random, &["emphasis"])],
            rows: vec![vec![text(random), Vec::new()], vec![vec![Inline::Code("a|b".into())], tree(random, &[])]],
        },
        11 => Block::Figure {
            image: Some(Image { source: "a b.png".into(), title: "t\"".into(), alt: "alt".into() }),
            caption: text(random),
            credit: vec![Inline::Text("© Name".into())],
        },
        _ => paragraph(text(random)),
    }
}

fn item(random: &mut Random, depth: usize) -> Item {
    let checked = [None, None, None, Some(true)][random.below(4)];
    let blocks = if random.below(6) == 0 { Vec::new() } else { blocks(random, depth - 1) };
    Item { checked, blocks }
}

/// Whether the HTML of the document is the HTML that both parsers make of its Markdown.
///
/// Counts where they differ only in whether a list is loose: behind a quote, a rule or code that ends an item's list a
/// blank line can't be left out, and comrak doesn't see it.
fn square(document: &Document, text: &str, loose: &mut usize) -> Result<(), String> {
    let mut same = |what: &str, one: &str, two: &str| {
        let (one, two) = (canonical(one), canonical(two));
        if one == two {
            return Ok(());
        }
        let tight = |html: &str| html.replace("<p>", "").replace("</p>", "").split_whitespace().collect::<String>();
        if tight(&one) == tight(&two) && one.contains("<li>") {
            *loose += 1;
            return Ok(());
        }
        Err(format!("{what}\n{one}\n=== is not ===\n{two}"))
    };
    same("parsers differ", &comrak_html(text, false), &pulldown_html(text))?;
    // Markdown has no form for figures.
    let lowered = Document { blocks: markdown::lowered(document), ..document.clone() };
    let page = html(&lowered, &HtmlOptions { fragment: true, ..HtmlOptions::default() });
    // A cell has no other form for a line's end than a tag.
    let is_cell = |line: &str| line.starts_with("<t");
    let with_break = |line: &str| if is_cell(line) { line.replace("&lt;br&gt;", "<br>") } else { line.to_owned() };
    let shown: String = comrak_html(text, true).split_inclusive('\n').map(with_break).collect();
    same("our HTML differs", &page, &shown)
}

#[test]
fn documents_survive_every_rendering() {
    let mut random = Random(0xD0C5);
    let count = trials(300);
    let (mut faults, mut loose) = (Vec::new(), 0);
    for _ in 0..count {
        let document = document(blocks(&mut random, DEPTH));
        assert_eq!(read_json(&json(&document, &[])).unwrap().0, document);
        let options = MarkdownOptions { front_matter: false, ..MarkdownOptions::default() };
        let verified = verify::markdown(&document, &options);
        if !verified.notes.is_empty() {
            let lowered = markdown::lowered(&document);
            let text = markdown::write(&document.meta, &lowered, &options, &[]);
            let (at, read) = (verified.notes[0].block, verify::read_back(&text, Flavour::Gfm, false));
            faults.push(format!(
                "{:?}\n{text}\n--- expected\n{:?}\n--- read\n{:?}",
                verified.notes,
                lowered[at],
                read.get(at)
            ));
        } else if let Err(difference) = agree(&document).and_then(|()| square(&document, &verified.text, &mut loose)) {
            faults.push(format!("{difference}\n{}\n{document:?}", verified.text));
        }
    }
    faults.sort_by_key(String::len);
    for fault in faults.iter().take(8) {
        println!("{fault}\n");
    }
    assert!(faults.is_empty(), "{} of {count} wrong", faults.len());
    assert!(loose * 100 <= count, "in {loose} of {count} parsers differ in which list is loose");
}

/// What is written must grow with the text, however odd the text is, and be right the first time.
#[test]
fn repeated_marks_are_written_at_their_length() {
    for mark in [">", "[", "*a ", "`", "a` ", "_", "<", "&", "\\", "![", "](", "~", "**a*", "|", "[^", "<a"] {
        let text = mark.repeat(50_000);
        let document = document(vec![paragraph(vec![Inline::Text(text.clone())])]);
        let options = MarkdownOptions { front_matter: false, ..MarkdownOptions::default() };
        let verified = verify::markdown(&document, &options);
        assert!(verified.notes.is_empty(), "{mark}");
        assert!(verified.text.len() <= 2 * text.len() + 2, "{mark}");
    }
}
