//! Paragraphs that were wrapped in any rhythm are found again.

use std::fs;
use std::path::Path;

use copydesk::read::plain;

/// The paragraphs of a golden article, without headings, lists and short lines.
fn paragraphs(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a golden text");
    text.split("\n\n")
        .map(|block| block.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|block| block.len() > 150 && block.ends_with('.') && !block.starts_with("- "))
        .collect()
}

/// The golden articles that have enough running text.
fn articles() -> Vec<Vec<String>> {
    let mut articles = Vec::new();
    for group in ["hyphens", "lines", "markup", "pages", "punctuation", "whole"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(group);
        let mut paths: Vec<_> = fs::read_dir(&folder)
            .expect("a folder of goldens")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.to_string_lossy().ends_with(".golden.txt"))
            .collect();
        paths.sort();
        articles.extend(paths.iter().map(|path| paragraphs(path)).filter(|article| article.len() >= 4));
    }
    assert!(articles.len() >= 15, "only {} articles", articles.len());
    articles
}

/// Breaks a paragraph into lines of at most `columns`, the first one indented.
fn wrapped(paragraph: &str, columns: usize, indent: usize) -> Vec<String> {
    let mut lines = vec![" ".repeat(indent)];
    for word in paragraph.split(' ') {
        let last = lines.last_mut().expect("at least one line");
        if last.trim().is_empty() {
            last.push_str(word);
        } else if last.chars().count() + 1 + word.chars().count() <= columns {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// The share of paragraphs that are found again when each article is set by `set`.
#[track_caller]
fn check(least: f64, set: &dyn Fn(&[String]) -> String) {
    let (mut found, mut all) = (0, 0);
    let mut first_missed = None;
    for article in articles() {
        let source = set(&article);
        let draft = plain::read(&source);
        let passages: Vec<String> = draft
            .passages()
            .iter()
            .map(|passage| draft.text()[passage.range.clone()].split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        for paragraph in &article {
            all += 1;
            if passages.contains(paragraph) {
                found += 1;
            } else {
                first_missed.get_or_insert_with(|| paragraph.clone());
            }
        }
    }
    let share = f64::from(found) / f64::from(all);
    assert!(share >= least, "{found} of {all} paragraphs found; the first one missed: {first_missed:?}");
}

fn set(article: &[String], columns: usize, indent: usize, between: &str, line_end: &str) -> String {
    let blocks: Vec<String> = article.iter().map(|text| wrapped(text, columns, indent).join(line_end)).collect();
    blocks.join(between) + "\n"
}

#[test]
fn blank_line_after_each_paragraph() {
    for columns in [38, 50, 65, 72, 100] {
        check(0.99, &|article| set(article, columns, 0, "\n\n", "\n"));
    }
}

#[test]
fn indents_and_no_blank_lines() {
    for columns in [45, 60, 78] {
        check(0.93, &|article| set(article, columns, 3, "\n", "\n"));
    }
}

/// Where a paragraph's last line is full by chance nothing tells that it ends, and its neighbour is lost with it.
#[test]
fn only_the_short_last_line_tells() {
    for columns in [50, 65, 72] {
        check(0.75, &|article| set(article, columns, 0, "\n", "\n"));
    }
}

#[test]
fn lines_that_were_spread_over_the_column() {
    check(0.88, &|article| {
        let spread = |paragraph: &String| {
            let mut lines = wrapped(paragraph, 44, 0);
            let last = lines.len() - 1;
            for line in lines[..last].iter_mut().filter(|line| line.chars().count() < 43) {
                *line = line.replace(' ', "  ");
            }
            lines.join("\n") + "\n"
        };
        article.iter().map(spread).collect()
    });
}

#[test]
fn blank_line_after_each_line() {
    for columns in [50, 72] {
        check(0.75, &|article| set(article, columns, 0, "\n\n", "\n\n"));
        check(0.93, &|article| set(article, columns, 0, "\n\n\n", "\n\n"));
    }
}

#[test]
fn blank_line_after_each_second_line() {
    let beside =
        "Most read\n\n1. The ferry to the islands is\nlate again\n\n2. A clerk found the key in the\nledger\n\n";
    check(0.85, &|article| {
        let lines: Vec<String> = article.iter().flat_map(|paragraph| wrapped(paragraph, 68, 0)).collect();
        let pairs: Vec<String> = lines.chunks(2).map(|pair| pair.join("\n")).collect();
        format!("{beside}{}\n", pairs.join("\n\n"))
    });
}

#[test]
fn blank_at_the_end_of_each_wrapped_line() {
    check(0.95, &|article| set(article, 65, 0, "\n", " \n"));
}

#[test]
fn carriage_returns() {
    check(0.99, &|article| set(article, 65, 0, "\r\n\r\n", "\r\n"));
}

#[test]
fn a_paragraph_on_each_line() {
    check(1.0, &|article| article.join("\n\n") + "\n");
    check(1.0, &|article| article.join("\n") + "\n");
}
