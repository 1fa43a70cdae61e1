//! How long each step takes, and the whole way, on our own goldens blown up; `cargo bench --bench steps NAME` runs some.
//!
//! Where `COPYDESK_BENCH_TEXTS` names a folder, its `.txt` files are one more text, `given`.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use copydesk::document::Document;
use copydesk::draft::Draft;
use copydesk::lexicon::Lexicon;
use copydesk::limits::Watch;
use copydesk::page::Page;
use copydesk::protect::{self, Protection};
use copydesk::render::{self, HtmlOptions, MarkdownOptions, PlainOptions, verify};
use copydesk::repair::repair;
use copydesk::rule::Safety;
use copydesk::rules::RULES;
use copydesk::survey::Survey;
use copydesk::vocabulary::Vocabulary;
use copydesk::{Extract, Format, Options, clean, convert, decode, read, structure};
use divan::{Bencher, counter::BytesCount};

/// How large the texts are, in bytes.
const SIZE: usize = 256 * 1024;

fn main() {
    divan::main();
}

/// A text with its name.
struct Text {
    name: &'static str,
    text: String,
}

/// Clean prose, damaged text, and the user's own.
static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(|| {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut texts = vec![
        Text { name: "damaged", text: blown_up(&below(&golden, "txt", |name| !name.contains(".golden."))) },
        Text { name: "clean", text: blown_up(&below(&golden, "txt", |name| name.ends_with(".golden.txt"))) },
    ];
    let given = std::env::var_os("COPYDESK_BENCH_TEXTS");
    if let Some(text) = given.map(|folder| below(Path::new(&folder), "txt", |_| true)).filter(|text| !text.is_empty()) {
        texts.push(Text { name: "given", text: blown_up(&text) });
    }
    texts
});

/// Markdown for what reads it: the goldens.
static MARKDOWN: LazyLock<String> = LazyLock::new(|| {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    blown_up(&below(&golden, "md", |name| name.ends_with(".golden.md")))
});

/// A page of HTML, as large as pages are.
static HTML: LazyLock<String> = LazyLock::new(|| {
    let body = render::html(converted(&MARKDOWN).document(), &HtmlOptions { fragment: true, ..HtmlOptions::default() });
    format!("<!doctype html><html><head><title>Tides</title></head><body><article>{body}</article></body></html>")
});

/// The files below a folder with this ending and a fitting name, in the order of their names, a blank line between them.
fn below(folder: &Path, ending: &str, fits: impl Fn(&str) -> bool) -> String {
    let mut paths: Vec<_> = ignore::Walk::new(folder).flatten().map(ignore::DirEntry::into_path).collect();
    paths.sort();
    let named = |path: &Path| path.file_name().and_then(|name| name.to_str()).is_some_and(&fits);
    paths.retain(|path| path.extension().is_some_and(|own| own == ending) && named(path));
    paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect::<Vec<_>>().join("\n\n")
}

/// The text again and again up to [`SIZE`], cut between two lines.
fn blown_up(text: &str) -> String {
    let mut whole = text.repeat(SIZE / text.len().max(1) + 1);
    whole.truncate(whole.floor_char_boundary(SIZE));
    let end = whole.rfind('\n').map_or(whole.len(), |at| at + 1);
    whole.truncate(end);
    whole
}

fn names() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().map(|text| text.name)
}

fn text(name: &str) -> &'static str {
    TEXTS.iter().find(|text| text.name == name).map_or("", |text| &text.text)
}

fn converted(markdown: &str) -> copydesk::Outcome {
    convert(markdown, &Options { from: Format::Markdown, ..Options::default() })
}

/// A text as the rules see it first.
fn draft(text: &str) -> Draft {
    let mut draft = read::plain::read(text);
    draft.protect(protect::ranges(&draft, &Protection::default()));
    draft
}

#[divan::bench(args = names())]
fn a_decode(bencher: Bencher, name: &str) {
    let bytes = text(name).as_bytes();
    bencher.counter(BytesCount::new(bytes.len())).bench(|| decode::decode(bytes, None));
}

#[divan::bench(args = names())]
fn b_read(bencher: Bencher, name: &str) {
    let text = text(name);
    bencher.counter(BytesCount::of_str(text)).bench(|| read::plain::read(text));
}

#[divan::bench]
fn b_read_markdown(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(&*MARKDOWN)).bench(|| read::markdown::read(&MARKDOWN));
}

#[divan::bench]
fn b_read_html(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(&*HTML)).bench(|| read::draft(&HTML, Format::Html, &Extract::default(), None));
}

#[divan::bench(args = names())]
fn c_protect(bencher: Bencher, name: &str) {
    let draft = read::plain::read(text(name));
    bencher.counter(BytesCount::of_str(draft.text())).bench(|| protect::ranges(&draft, &Protection::default()));
}

#[divan::bench(args = names())]
fn d_survey(bencher: Bencher, name: &str) {
    let draft = draft(text(name));
    bencher.counter(BytesCount::of_str(draft.text())).bench(|| Survey::of(&draft));
}

/// Each rule by itself, on the damaged text as it was read.
#[divan::bench(args = RULES.iter().map(|rule| rule.id))]
fn e_rule(bencher: Bencher, id: &str) {
    let draft = draft(text("damaged"));
    let (survey, lexicon) = (Survey::of(&draft), Lexicon::default());
    let rule = RULES.iter().copied().find(|rule| rule.id == id).into_iter();
    bencher.counter(BytesCount::of_str(draft.text())).with_inputs(|| draft.clone()).bench_values(|mut draft| {
        repair(
            &mut draft,
            rule.clone().map(|rule| (0, rule, Safety::Safe)),
            &survey,
            &lexicon,
            &Watch::none(),
            &mut Vocabulary::default(),
        )
    });
}

#[divan::bench(args = names())]
fn f_structure(bencher: Bencher, name: &str) {
    let draft = draft(text(name));
    let (survey, lexicon) = (Survey::of(&draft), Lexicon::default());
    bencher
        .counter(BytesCount::of_str(draft.text()))
        .bench(|| structure::document(&Page::new(&draft, &survey, &lexicon)));
}

/// The writers, each over the document of the Markdown goldens; Markdown without reading it back is `verify` less
/// `read_back`.
#[divan::bench(args = ["verify", "read_back", "html", "plain", "json"])]
fn g_render(bencher: Bencher, writer: &str) {
    let outcome = converted(&MARKDOWN);
    let document: &Document = outcome.document();
    let markdown = MarkdownOptions::default();
    let written = render::markdown(document, &markdown);
    let bencher = bencher.counter(BytesCount::of_str(&written));
    match writer {
        "verify" => bencher.bench(|| verify::markdown(document, &markdown).text),
        "read_back" => bencher.bench(|| verify::read_back(&written, markdown.flavour, true).len()),
        "html" => bencher.bench(|| render::html(document, &HtmlOptions::default())),
        "plain" => bencher.bench(|| render::plain(document, &PlainOptions::default())),
        _ => bencher.bench(|| render::json(document, &[])),
    }
}

#[divan::bench(args = names())]
fn h_whole_way(bencher: Bencher, name: &str) {
    let text = text(name);
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| render::markdown(clean(text, &Options::default()).document(), &MarkdownOptions::default()));
}

#[divan::bench]
fn h_whole_way_of_markdown(bencher: Bencher) {
    bencher
        .counter(BytesCount::of_str(&*MARKDOWN))
        .bench(|| render::markdown(converted(&MARKDOWN).document(), &MarkdownOptions::default()));
}
