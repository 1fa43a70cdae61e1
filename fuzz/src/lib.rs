//! What the fuzz targets assert, as functions of bytes: each ends the run where a promise of copydesk is broken.
//!
//! `cargo fuzz run TARGET` calls them from a fuzzer, `cargo test` here with what was found before and with bounded, always
//! equal mutations of the golden articles.

mod act;
#[path = "../../tests/support/articles.rs"]
mod articles;
mod documents;
pub mod mutate;
mod sound;
mod streams;

use std::cell::RefCell;
use std::fs;

use arbitrary::Unstructured;
use articles::{Choices, damaged};
use copydesk::config::{Config, NAME, Settings};
use copydesk::decode::{decode as decode_bytes, encoding_named};
use copydesk::golden::invariants::{Promise, broken};
use copydesk::golden::{Cleaned, Corpus, diff};
use copydesk::render::verify::{Remedy, markdown, read_back};
use copydesk::render::{HtmlOptions, MarkdownOptions, PlainOptions, agree, html, json, plain, read_json, text_of};
use copydesk::{Extract, Format, Options, convert, read};

pub use streams::stream;

/// A target: its name and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("decode", decode),
    ("read_plain", read_plain),
    ("read_markdown", read_markdown),
    ("read_html", read_html),
    ("repair", repair),
    ("article", article),
    ("render", render),
    ("verify", verify),
    ("document", document),
    ("config", config),
    ("stream", stream),
    ("golden", golden),
];

/// Larger inputs say no more and take longer.
const LARGEST: usize = 16 << 10;

/// The bytes as text, bad ones replaced; the first byte, which chooses, is left out.
fn text_of_bytes(data: &[u8]) -> (u8, String) {
    let (first, rest) = data.split_first().unwrap_or((&0, &[]));
    (*first, String::from_utf8_lossy(&rest[..rest.len().min(LARGEST)]).into_owned())
}

fn format_of(choice: u8) -> Format {
    match choice % 3 {
        0 => Format::Text,
        1 => Format::Markdown,
        _ => Format::Html,
    }
}

fn cleaned(source: String, format: Format) -> Cleaned {
    Cleaned::new(source, "article", &Settings { from: Some(format), ..Settings::default() })
}

/// Bytes become text in every encoding, and what is UTF-8 stays what it is.
pub fn decode(data: &[u8]) {
    const LABELS: [&str; 8] =
        ["utf-8", "windows-1252", "utf-16le", "utf-16be", "gbk", "shift_jis", "iso-2022-jp", "x-user-defined"];
    let (choice, bytes) = data.split_first().unwrap_or((&0, &[]));
    let named = LABELS.get(usize::from(*choice)).and_then(|label| encoding_named(label));
    let decoded = decode_bytes(bytes, named);
    assert!(encoding_named(decoded.encoding).is_some(), "no encoding is called {}", decoded.encoding);
    let again = decode_bytes(decoded.text.as_bytes(), Some(encoding_rs::UTF_8));
    // A mark that is in the text besides is told from the one before it by nobody.
    assert_eq!(again.text, decoded.text.strip_prefix('\u{feff}').unwrap_or(&decoded.text));
    if let (None, Ok(text)) = (named, str::from_utf8(bytes))
        && !bytes.contains(&0)
        && text.chars().any(|c| !c.is_ascii())
        && decoded.encoding == "UTF-8"
    {
        assert_eq!(decoded.text, text.strip_prefix('\u{feff}').unwrap_or(text));
    }
}

/// Plain text is read whole: the draft is the source with line feeds as line ends, and its tables fit it.
pub fn read_plain(data: &[u8]) {
    let (_, source) = text_of_bytes(data);
    let draft = read::draft(&source, Format::Text, &Extract::Auto, None);
    assert_eq!(draft.text(), source.replace("\r\n", "\n"));
    sound::check(&draft, &source);
}

/// Markdown is read, and the tables of the draft fit its text and the source.
pub fn read_markdown(data: &[u8]) {
    let (_, source) = text_of_bytes(data);
    sound::check(&read::draft(&source, Format::Markdown, &Extract::Auto, None), &source);
}

/// HTML is read, as a page or a fragment, and the tables of the draft fit its text and the source.
pub fn read_html(data: &[u8]) {
    let (choice, source) = text_of_bytes(data);
    let extract = if choice % 2 == 0 { Extract::Auto } else { Extract::Always };
    let url = (choice & 2 == 2).then_some("https://gull.example/sea/");
    sound::check(&read::draft(&source, Format::Html, &extract, url), &source);
}

/// The record replays, no letter is lost, and every byte has a place in the source.
pub fn repair(data: &[u8]) {
    let (choice, source) = text_of_bytes(data);
    keeps_promises(&cleaned(source, format_of(choice)));
}

/// As [`repair`], on articles made of sentences and damage.
pub fn article(data: &[u8]) {
    let choices: Vec<u16> =
        data.chunks(2).take(400).map(|pair| u16::from_le_bytes([pair[0], *pair.last().unwrap_or(&0)])).collect();
    let article = damaged(&mut Choices::new(&choices));
    let cleaned = cleaned(article.source, article.format);
    keeps_promises(&cleaned);
    all_renderings(cleaned.outcome.document());
}

fn keeps_promises(cleaned: &Cleaned) {
    let promises = broken(cleaned).into_iter().filter(|broken| broken.promise != Promise::SecondRun);
    let told: Vec<String> = promises.map(|broken| broken.to_string()).collect();
    assert!(told.is_empty(), "{}\n{:?}\n{:?}", told.join("\n"), cleaned.format, cleaned.source);
    sound::check(cleaned.outcome.draft(), &cleaned.source);
    for repair in cleaned.outcome.record().applied.iter().chain(&cleaned.outcome.record().found) {
        assert!(cleaned.source.get(repair.source.clone()).is_some(), "{repair:?} has no place in {:?}", cleaned.source);
    }
}

/// The renderings of a source agree, nothing in the HTML acts, and JSON reads back.
pub fn render(data: &[u8]) {
    let (choice, source) = text_of_bytes(data);
    all_renderings(convert(&source, &Options { from: format_of(choice), ..Options::default() }).document());
}

fn all_renderings(document: &copydesk::document::Document) {
    // What Markdown has no form for is told in a note.
    let known = markdown(document, &MarkdownOptions::default()).notes.iter().any(|note| note.what == Remedy::Differs);
    if let (false, Err(how)) = (known, agree(document)) {
        panic!("{how}\n{document:?}");
    }
    for raw_html in [copydesk::render::RawHtml::Text, copydesk::render::RawHtml::Keep] {
        let page = html(document, &HtmlOptions { raw_html, ..HtmlOptions::default() });
        act::check(&page);
    }
    let stored = json(document, &[]);
    let (again, _) = read_json(&stored).unwrap_or_else(|error| panic!("{error}\n{stored}"));
    assert_eq!(json(&again, &[]), stored);
    let wrapped = PlainOptions { wrap: Some(40), ..PlainOptions::default() };
    let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    assert_eq!(words(&plain(document, &wrapped)), words(&plain(document, &PlainOptions::default())));
}

/// Markdown that was written reads back as the document, or the note says which block does not.
pub fn verify(data: &[u8]) {
    let (choice, source) = text_of_bytes(data);
    let outcome = convert(&source, &Options { from: format_of(choice), ..Options::default() });
    reads_back(outcome.document(), Some([20, 48, 72][usize::from(choice / 3) % 3]));
}

/// Wrapped Markdown reads back as unwrapped does, which `agree` looks at.
fn reads_back(document: &copydesk::document::Document, wrap: Option<usize>) {
    let text = |wrap: Option<usize>| {
        let options = MarkdownOptions { front_matter: false, wrap, ..MarkdownOptions::default() };
        let verified = markdown(document, &options);
        if verified.notes.iter().any(|note| note.what != Remedy::Escaped) {
            return None;
        }
        let blocks = read_back(&verified.text, options.flavour, false);
        let again = copydesk::document::Document { blocks, ..Default::default() };
        Some((verified.text, text_of(&again).split_whitespace().collect::<String>()))
    };
    if let (Some((long, meant)), Some((short, read))) = (text(None), text(wrap)) {
        assert_eq!(meant, read, "{long:?} and {short:?}");
    }
}

/// A document of a shape that sources have renders: its renderings agree, read back, and do nothing.
pub fn document(data: &[u8]) {
    let Ok(document) = documents::document(&mut Unstructured::new(data)) else { return };
    all_renderings(&document);
    reads_back(&document, Some(30));
}

thread_local! {
    /// A folder for what must be a file.
    static FOLDER: RefCell<tempfile::TempDir> = RefCell::new(tempfile::tempdir().expect("a folder"));
}

/// A configuration is read or refused with its file's name and, where the matter has a line, with that.
pub fn config(data: &[u8]) {
    let (_, text) = text_of_bytes(data);
    FOLDER.with_borrow(|folder| {
        let path = folder.path().join(NAME);
        fs::write(&path, &text).expect("a file");
        match Config::read(&path) {
            Ok(config) => {
                let settings = config.layer_for(&folder.path().join("a.txt")).settings();
                assert!(settings.wrap != Some(0));
            }
            Err(why) => assert!(why.contains(NAME), "{why}"),
        }
    });
}

/// A case with any input and any golden is judged, and the differences are told without raw controls.
pub fn golden(data: &[u8]) {
    let (choice, text) = text_of_bytes(data);
    let (input, expected) = text.split_once('\u{0}').unwrap_or((&text, ""));
    let told = diff::explain(expected, input, 3);
    assert!(!told.chars().any(|c| c.is_control() && c != '\n'), "{told:?}");
    assert_eq!(diff::only_white_space(input, input), None);
    FOLDER.with_borrow(|folder| {
        let ending = ["txt", "md", "html"][usize::from(choice) % 3];
        let (file, golden) = (folder.path().join(format!("case.{ending}")), folder.path().join("case.golden.md"));
        fs::write(&file, input).expect("a file");
        fs::write(&golden, expected).expect("a file");
        for case in Corpus::find(&file).cases {
            let parts = case.run();
            assert_eq!(parts.len(), case.parts().len());
        }
        fs::remove_file(&file).expect("the file");
    });
}
