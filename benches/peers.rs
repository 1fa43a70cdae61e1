//! One program for the crates that `compare.sh` compares with, and for ourselves: `peers WHAT FILE` prints the time of one
//! of many runs over the file's text, in seconds of this thread's processor time.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use copydesk::read::sniff::format_of;
use copydesk::render::{self, MarkdownOptions};
use copydesk::{Options, clean, convert};

/// How long one thing is run again and again.
const LONG_ENOUGH: Duration = Duration::from_secs(2);
/// It is run at least so many times.
const RUNS: u32 = 3;

fn main() {
    // `cargo bench` runs every bench with this flag, and there is nothing to compare with then.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [what, file] = arguments.as_slice() else {
        println!(
            "usage: peers copy|clean|repair|convert|comrak|pulldown-cmark|pulldown-cmark-to-cmark|dom_smoothie FILE"
        );
        return;
    };
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{file}: {error}");
            std::process::exit(2);
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    let options = Options { from: format_of(&text, Some(&*Path::new(file).to_string_lossy())), ..Options::default() };
    let markdown =
        |outcome: &copydesk::Outcome| render::markdown(outcome.document(), &MarkdownOptions::default()).len();
    let seconds = match what.as_str() {
        "copy" => mean(|| std::str::from_utf8(&bytes).map_or(0, |text| black_box(text.to_owned()).len())),
        "clean" => mean(|| markdown(&clean(&text, &options))),
        "repair" => mean(|| clean(&text, &options).draft().text().len()),
        "convert" => mean(|| markdown(&convert(&text, &options))),
        "comrak" => mean(|| through_comrak(&text)),
        "pulldown-cmark" => mean(|| pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::all()).count()),
        "pulldown-cmark-to-cmark" => mean(|| {
            let mut out = String::with_capacity(text.len());
            let events = pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::all());
            pulldown_cmark_to_cmark::cmark(events, &mut out).map_or(0, |_| out.len())
        }),
        "dom_smoothie" => mean(|| {
            let page = dom_smoothie::Readability::new(&*text, None, None);
            page.ok().and_then(|mut page| page.parse().ok()).map_or(0, |article| article.content.len())
        }),
        _ => {
            eprintln!("{what}: no such peer");
            std::process::exit(2);
        }
    };
    println!("{seconds:.9}");
}

fn through_comrak(text: &str) -> usize {
    let arena = comrak::Arena::new();
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    let root = comrak::parse_document(&arena, text, &options);
    let mut out = String::with_capacity(text.len());
    comrak::format_commonmark(root, &options, &mut out).map_or(0, |()| out.len())
}

/// The time of one run, after one that is not counted. Linux counts in steps, so that single runs can't be told.
fn mean(run: impl Fn() -> usize) -> f64 {
    black_box(run());
    let (begun, before) = (Instant::now(), processor_time());
    let mut runs = 0_u32;
    while runs < RUNS || begun.elapsed() < LONG_ENOUGH {
        black_box(run());
        runs += 1;
    }
    (processor_time() - before) / f64::from(runs)
}

/// The processor time of this thread in seconds, where Linux tells it; else the time on the clock.
fn processor_time() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|told| told.split(' ').next()?.parse::<u64>().ok());
    told.map_or_else(|| since_start().as_secs_f64(), |nanoseconds| nanoseconds as f64 / 1e9)
}

fn since_start() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
