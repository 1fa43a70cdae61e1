//! Cost grows with the text and no faster, whatever the text is made of.
//!
//! Each text is cleaned at one and at eight times its length; three doublings may cost 2.2 times each. What is measured is
//! processor time, so that a busy machine does no harm; `benches/growth.sh` counts instructions at 1, 2, 4 and 8 times.

use std::time::Instant;

use copydesk::render::{self, MarkdownOptions};
use copydesk::{Format, Options, clean, convert};

/// The longer text is so many times the shorter one.
const TIMES: usize = 8;
/// So many times its cost it may have: 2.2 for each of three doublings.
const MOST: f64 = 2.2 * 2.2 * 2.2;
/// The shorter text, in bytes: long enough for what is made once to count for little.
const SHORTER: usize = 4 * 1024;
/// A time in seconds that is too short for the clock to tell anything by.
const TICK: f64 = 0.02;
/// A time that is too long is measured so many times before it counts.
const TRIALS: usize = 3;

/// Holds that the repeats of each unit cost no more than they should, and names all that do.
#[track_caller]
fn check(units: &[&str], from: Format) {
    let faults: Vec<String> = units.iter().filter_map(|unit| fault(unit, from)).collect();
    assert!(faults.is_empty(), "{TIMES} times the text costs\n{}", faults.join("\n"));
}

/// What the repeats of a unit cost, where it is too much.
fn fault(unit: &str, from: Format) -> Option<String> {
    let options = Options { from, ..Options::default() };
    let run = |text: &str| {
        let begun = processor_time();
        let outcome = if from == Format::Text { clean(text, &options) } else { convert(text, &options) };
        let written = render::markdown(outcome.document(), &MarkdownOptions::default());
        std::hint::black_box(written.len());
        processor_time() - begun
    };
    let shorter = unit.repeat(SHORTER / unit.len() + 1);
    let longer = shorter.repeat(TIMES);
    // Patterns and tables are made once, and not counted.
    run(&shorter);
    let mut growth = f64::INFINITY;
    for _ in 0..TRIALS {
        // The clock of a processor has a coarse tick: the shorter text is cleaned as often as the longer one is long.
        let all: f64 = (0..TIMES).map(|_| run(&shorter)).sum();
        let longest = run(&longer);
        growth = growth.min(if longest < TICK { 0.0 } else { TIMES as f64 * longest / all });
        if growth <= MOST {
            return None;
        }
    }
    Some(format!("{growth:.1} times as much: {unit:?}"))
}

/// The processor time of this thread in seconds, where Linux tells it; else the time on the clock.
fn processor_time() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|told| told.split(' ').next()?.parse::<u64>().ok());
    told.map_or_else(|| since_start().elapsed().as_secs_f64(), |nanoseconds| nanoseconds as f64 / 1e9)
}

fn since_start() -> &'static Instant {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now)
}

/// A paragraph or two with damage of several kinds.
const DAMAGED: &str = "The harbour board met on Friday and de-\ncided that the old ferry , which has crossed the sound since\n\
    1931, will stay. “It is a well-\nknown sight . . . and it pays,” said Nora Whitcombe.\n\nThe gov ernment wants a bridge.\n\
    12\n\nNobody asked the master of the ferry, who hasn't been paid for a month &amp; more.\n\n";

#[test]
fn plain_text() {
    let units = [
        DAMAGED,
        "The ferry left at nine and nobody minded the rain. ",
        "The ferry left at nine and nobody minded the rain\n",
        "A ferry leaves\n\n",
        "12\n\nThe ferry left.\n\u{c}",
    ];
    check(&units, Format::Text);
}

#[test]
fn hostile_repeats() {
    let units = [
        "-", ". ", "- ", "a-", "a.", "\"", "“", "‘", "'", "(", "[", "<", "<b>", "&amp;", "=41", "*", "_", "`", "|",
        "\\", "#", "> ", "1. ", "\u{ad}", "Ã©", "\u{1b}[", "a b c d ", "A, A ", "by ", "I am ", "the the ", "www.",
        "http:", "a@", "\n", " ", "\u{c}", "ﬁ",
    ];
    check(&units, Format::Text);
}

#[test]
fn markdown() {
    let units = [
        "# Tides\n\nThe *old* ferry, [here](https://example.org/a).\n\n- one\n- two\n\n",
        "*a ",
        "**",
        "[a](",
        "> ",
        "`a",
        "| a ",
        "[^a]",
        "<b>",
        "![",
        "\\*",
        "- ",
    ];
    check(&units, Format::Markdown);
}

/// Elements that are never closed are left out: the parser of HTML looks through all that are open, and how deep a page
/// may nest is a limit of its own.
#[test]
fn html() {
    let units = [
        "<p>The <em>old</em> ferry left at nine, and <a href=\"/a\">nobody</a> minded.</p>\n",
        "<p>",
        "<b>a",
        "</p>",
        "<a href=x>",
        "<table><tr><td>a",
        "&lt;",
        "<!--",
    ];
    check(&units, Format::Html);
}
