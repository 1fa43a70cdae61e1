//! Times what opens something and never closes it, 50,000 times over: each must be read, cleaned and written in a second.
//!
//! `repeats [COUNT]` prints the milliseconds of each step and the bytes of the longest rendering. It fails where cleaning
//! and any one rendering together take more than a second, and where a rendering is longer than twelve times its text and
//! a page's frame. JSON says of each block what it lies in, up to 64 containers; it has two seconds, and is not measured.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use copydesk::render::{HtmlOptions, MarkdownOptions, PlainOptions, html, json, markdown, plain};
use copydesk::{Format, Options};

/// What is repeated, and what it is written in.
const REPEATED: &[(&str, Format)] = &[
    (">", Format::Markdown),
    ("> ", Format::Markdown),
    ("[", Format::Markdown),
    ("![", Format::Markdown),
    ("[a](", Format::Markdown),
    ("*a ", Format::Markdown),
    ("**a*", Format::Markdown),
    ("_", Format::Markdown),
    ("~~", Format::Markdown),
    ("`", Format::Markdown),
    ("a` ", Format::Markdown),
    ("```\n", Format::Markdown),
    ("- ", Format::Markdown),
    ("1. ", Format::Markdown),
    ("- a\n", Format::Markdown),
    ("|", Format::Markdown),
    ("|a|\n", Format::Markdown),
    ("&", Format::Markdown),
    ("<", Format::Markdown),
    ("<b>", Format::Markdown),
    ("<b>", Format::Html),
    ("<div>", Format::Html),
    ("<ul><li>a", Format::Html),
    ("<blockquote>a", Format::Html),
    ("> ", Format::Text),
    ("*a ", Format::Text),
    ("`", Format::Text),
    ("- a\n", Format::Text),
];

fn main() -> ExitCode {
    let count = std::env::args().nth(1).map_or(Ok(50_000), |text| text.parse());
    let Ok(count) = count else {
        eprintln!("usage: repeats [COUNT]");
        return ExitCode::from(2);
    };
    println!("{:16} {:>8} {:>8} {:>8} {:>8} {:>8} {:>9}", "", "clean", "Markdown", "HTML", "plain", "JSON", "bytes");
    let mut wrong = 0;
    for (repeated, from) in REPEATED {
        let source = repeated.repeat(count);
        let options = Options { from: *from, ..Options::default() };
        let (outcome, cleaning) = timed(|| copydesk::clean(&source, &options));
        let document = outcome.document();
        let steps = [
            timed(|| markdown(document, &MarkdownOptions::default())),
            timed(|| html(document, &HtmlOptions::default())),
            timed(|| plain(document, &PlainOptions::default())),
            timed(|| json(document, &[])),
        ];
        let [renderings @ .., (_, storing)] = &steps;
        let longest = renderings.iter().map(|(text, _)| text.len()).max().unwrap_or_default();
        let slowest = renderings.iter().map(|(_, time)| *time).max().unwrap_or_default();
        let is_slow = cleaning + slowest > Duration::from_secs(1) || *storing > Duration::from_secs(2);
        let fails = is_slow || longest > 12 * source.len() + 16_384;
        wrong += usize::from(fails);
        print!("{:16} {:>8}", format!("{repeated:?} {from:?}"), cleaning.as_millis());
        for (_, time) in &steps {
            print!(" {:>8}", time.as_millis());
        }
        println!(" {longest:>9}{}", if fails { "  too much" } else { "" });
    }
    println!("{} texts of {count} repeats, {wrong} too slow or too long", REPEATED.len());
    ExitCode::from(u8::from(wrong > 0))
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let made = work();
    (made, begun.elapsed())
}
