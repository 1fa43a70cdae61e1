//! Times scraped pages, side by side with the library that makes the first choice of their article, in one process.
//!
//! `pages FILE...` prints the median milliseconds of a page for `dom_smoothie` alone, from the page's text to the text
//! of its article, and for all of copydesk, from the page's text to Markdown; and how many times longer that is.
//! `pages -` reads one page from standard input and prints the text that `dom_smoothie` alone finds in it, for a
//! comparison of what the two find.

use std::error::Error;
use std::hint::black_box;
use std::io::Read;
use std::time::{Duration, Instant};

use copydesk::render::{MarkdownOptions, markdown};
use copydesk::{Format, Options};
use dom_smoothie::{Readability, ReadabilityError};

/// How often each page is read; the fastest time counts, as the one that was disturbed least.
const TIMES: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files == ["-"] {
        let mut page = Vec::new();
        std::io::stdin().read_to_end(&mut page)?;
        println!("{}", alone(&String::from_utf8_lossy(&page)).unwrap_or_default());
        return Ok(());
    }
    let (mut of_alone, mut of_all, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for file in &files {
        let page = String::from_utf8_lossy(&std::fs::read(file)?).into_owned();
        let alone = fastest(|| drop(black_box(alone(black_box(&page)))));
        let all = fastest(|| drop(black_box(all(black_box(&page)))));
        ratios.push(all.as_secs_f64() / alone.as_secs_f64());
        of_alone.push(alone.as_secs_f64() * 1000.0);
        of_all.push(all.as_secs_f64() * 1000.0);
    }
    let sums = (of_alone.iter().sum::<f64>(), of_all.iter().sum::<f64>());
    println!("{} pages", files.len());
    println!("dom_smoothie alone  {:.2} ms a page", median(of_alone));
    println!("copydesk            {:.2} ms a page", median(of_all));
    println!("times longer        {:.2} for a page, {:.2} for all pages together", median(ratios), sums.1 / sums.0);
    Ok(())
}

/// The text of the article that the library finds, by itself.
fn alone(page: &str) -> Result<String, ReadabilityError> {
    let article = Readability::new(page, None, None)?.parse()?;
    Ok(article.text_content.to_string())
}

/// The article in Markdown, cleaned.
fn all(page: &str) -> String {
    let outcome = copydesk::clean(page, &Options { from: Format::Html, ..Options::default() });
    markdown(outcome.document(), &MarkdownOptions::default())
}

fn fastest(mut run: impl FnMut()) -> Duration {
    let times = (0..TIMES).map(|_| {
        let begun = Instant::now();
        run();
        begun.elapsed()
    });
    times.min().unwrap_or_default()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
