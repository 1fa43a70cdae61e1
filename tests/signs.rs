//! No rule loses a repair to its signs: on texts of all kinds it asks for the same edits with them and without them.

use std::fs;
use std::path::Path;

use copydesk::draft::Draft;
use copydesk::edits::{Edit, Edits};
use copydesk::lexicon::Lexicon;
use copydesk::page::Page;
use copydesk::protect::{self, Protection};
use copydesk::rule::Example::{Keeps, KeepsPage, Repairs, RepairsPage};
use copydesk::rule::Rule;
use copydesk::rules::RULES;
use copydesk::survey::Survey;
use copydesk::{Extract, Format, read};

/// What damage is made of: put into an article at random, it makes the signs of every rule.
const DAMAGE: &[&str] = &[
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\u{c}",
    ".",
    ". .",
    ",",
    ";",
    " ,",
    " ;",
    "!",
    "-",
    "- ",
    " -",
    " -- ",
    "-\n",
    "—",
    "–",
    "\u{ad}",
    "\u{2010}",
    "¬",
    "\u{2}",
    "'",
    "’",
    "‘",
    "“",
    "”",
    "\"",
    " ’",
    "’ ",
    " n’",
    "“ ",
    " ”",
    "``",
    "''",
    "(",
    "( ",
    ")",
    "[1]",
    "[",
    "](",
    "&amp;",
    "&",
    "=E2=80=99",
    "=\n",
    "<b>",
    "</b>",
    "<br>",
    "<",
    "\\",
    "\\_",
    "**fi**",
    "_",
    "`",
    "|",
    "\u{85}",
    "\u{1b}[0m",
    "\r\n",
    "\u{feff}",
    "\u{200b}",
    "\u{200e}",
    "\u{a0}",
    "\u{2009}",
    "\u{2028}",
    "\u{fb01}",
    "\u{f0b7}",
    "\u{301}",
    "â€™",
    "Ã©",
    "é",
    "· ",
    "1",
    "¹",
    ".2",
    "I",
    "l ",
    "T",
    "a",
    "n",
    "of the the ",
    "fi ",
    "tion",
];

/// Numbers without a pattern, the same on each run: after Marsaglia.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    /// The text with one piece of damage in about each hundred characters.
    fn damaged(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() * 11 / 10);
        for c in text.chars() {
            match self.below(200) {
                0 => out.push_str(DAMAGE[self.below(DAMAGE.len())]),
                1 => {}
                2 => {
                    out.push_str(DAMAGE[self.below(DAMAGE.len())]);
                    out.push(c);
                }
                _ => out.push(c),
            }
        }
        out
    }
}

/// What a rule asks for on a page; nothing where it is not run on it.
fn asked(rule: &Rule, page: &Page<'_>, draft: &Draft) -> Vec<Edit> {
    let mut edits = Edits::new(draft, rule.safety);
    if page.signs().has(rule.signs) {
        (rule.repair)(page, &mut edits);
    }
    edits.finish()
}

#[track_caller]
fn check(source: &str, format: Format) {
    let mut draft = read::draft(source, format, &Extract::default(), None);
    let protection = Protection { markup: format != Format::Text, ..Protection::default() };
    draft.protect(protect::ranges(&draft, &protection));
    let (survey, lexicon) = (Survey::of(&draft), Lexicon::default());
    let page = Page::new(&draft, &survey, &lexicon);
    let open = Page::new(&draft, &survey, &lexicon).with_all_signs();
    for rule in RULES {
        let (held, all) = (asked(rule, &page, &draft), asked(rule, &open, &draft));
        assert_eq!(held, all, "the signs of {} hold it back on {source:?}", rule.id);
    }
}

/// The inputs of the golden cases, with their formats.
fn articles() -> Vec<(String, Format)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut articles = Vec::new();
    for entry in ignore::Walk::new(folder).map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let format = match Path::new(&name).extension().and_then(|ending| ending.to_str()) {
            Some("txt") => Format::Text,
            Some("md") => Format::Markdown,
            Some("html") => Format::Html,
            _ => continue,
        };
        if name.contains(".golden.") || name == "README.md" {
            continue;
        }
        if let Ok(text) = fs::read_to_string(entry.path()) {
            articles.push((text, format));
        }
    }
    articles
}

#[test]
fn examples_are_repaired_with_signs_as_without() {
    for example in RULES.iter().flat_map(|rule| rule.examples) {
        match *example {
            Repairs(text, _) | Keeps(text) => check(text, Format::Text),
            RepairsPage(text, _) | KeepsPage(text) => check(text, Format::Html),
        }
    }
}

#[test]
fn articles_are_repaired_with_signs_as_without() {
    let articles = articles();
    assert!(articles.len() > 100, "only {} articles", articles.len());
    for (text, format) in articles {
        check(&text, format);
    }
}

#[test]
fn damaged_articles_are_repaired_with_signs_as_without() {
    let mut random = Random(0x5eed);
    for (text, _) in articles().iter().filter(|(text, format)| *format == Format::Text && text.len() < 6000) {
        check(&random.damaged(text), Format::Text);
    }
}
