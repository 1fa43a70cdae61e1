//! What is promised of every text, held on articles made at random from our own sentences and the damage of the
//! catalogue. `PROPTEST_CASES` sets how many are made of each kind; they are the same ones each time, unless
//! `COPYDESK_SEED=random` asks for others.

#[path = "support/articles.rs"]
mod articles;
mod command;

use std::collections::HashSet;
use std::ops::Range;

use articles::{Article, Choices, clean_paragraphs, damaged, wrapped};
use command::Run;
use copydesk::config::Settings;
use copydesk::draft::merged;
use copydesk::golden::invariants::{Promise, broken, changes_nothing_again, first_difference};
use copydesk::golden::{Cleaned, Rendering};
use copydesk::render::{PlainOptions, plain};
use copydesk::rules::RULES;
use copydesk::{Format, Options, Outcome, Selection, clean, convert};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Holds a property on many sequences of choices.
#[track_caller]
fn check(cases: u32, property: impl Fn(&mut Choices<'_>) -> Result<(), String>) {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 4000, ..Config::default() };
    let random = std::env::var("COPYDESK_SEED").is_ok_and(|seed| seed == "random");
    let mut runner = if random {
        TestRunner::new(config)
    } else {
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    };
    let choices = proptest::collection::vec(any::<u16>(), 0..120);
    let result = runner.run(&choices, |choices| property(&mut Choices::new(&choices)).map_err(TestCaseError::fail));
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

/// Holds a property that has known gaps on all but `most` in a hundred articles. A gap is told with what shows it.
#[track_caller]
fn check_most(cases: usize, most: usize, property: impl Fn(&mut Choices<'_>) -> Result<(), String>) {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut gaps = Vec::new();
    for _ in 0..cases {
        let choices: Vec<u16> = (0..90).map(|_| random.next_u32() as u16).collect();
        gaps.extend(property(&mut Choices::new(&choices)).err());
    }
    for gap in &gaps {
        println!("{gap}\n");
    }
    assert!(
        gaps.len() * 100 <= cases * most,
        "{} of {cases}, the shortest: {:?}",
        gaps.len(),
        gaps.iter().min_by_key(|gap| gap.len())
    );
}

fn options(article: &Article) -> Options {
    Options { from: article.format, ..Options::default() }
}

fn cleaned(article: &Article) -> Cleaned {
    let settings = Settings { from: Some(article.format), ..Settings::default() };
    Cleaned::new(article.source.clone(), "article", &settings)
}

#[test]
fn the_record_replays_letters_are_kept_and_renderings_agree() {
    check(400, |choices| {
        let cleaned = cleaned(&damaged(choices));
        let lost = broken(&cleaned).into_iter().find(|broken| broken.promise != Promise::SecondRun);
        lost.map_or(Ok(()), |broken| Err(format!("{broken}\n{:?}", cleaned.source)))
    });
}

/// Plain text has no form for code and tables, so that what was protected there is not when it is read again; the
/// promise is about what keeps its form. Where all sorts of damage meet, the lines of a bare text may be read otherwise
/// once it is gone: 3 in 100 at the time of writing.
#[test]
fn a_second_run_changes_nothing() {
    check_most(200, 4, |choices| {
        let cleaned = cleaned(&damaged(choices));
        let renderings = match cleaned.format {
            Format::Text => &[Rendering::Text, Rendering::Markdown][..],
            Format::Markdown | Format::Html => &[Rendering::Markdown],
        };
        for rendering in renderings {
            changes_nothing_again(&cleaned, *rendering).map_err(|how| format!("{how}\n{:?}", cleaned.source))?;
        }
        Ok(())
    });
}

/// Each character of what comes out stands in the source where the draft says, or a repair on record put it there, or
/// the reader made it of what stands there: a reference, a line end, the gap between two blocks.
#[test]
fn every_byte_has_a_place_in_the_source_or_a_rule() {
    check(300, |choices| {
        let article = damaged(choices);
        let outcome = clean(&article.source, &options(&article));
        let as_read = convert(&article.source, &options(&article));
        let repairs = merged(outcome.record().applied.iter().map(|repair| repair.source.clone()).collect());
        let made: HashSet<Range<usize>> =
            characters(&as_read, &article).filter(|one| one.made).map(|one| one.source).collect();
        for one in characters(&outcome, &article) {
            let (character, source) = (one.character, one.source);
            if article.source.get(source.clone()).is_none() {
                return Err(format!("{character:?} is said to come from {source:?}\n{:?}", article.source));
            }
            let next = repairs.partition_point(|repair| repair.end < source.start);
            let repaired = repairs.get(next).is_some_and(|repair| repair.start <= source.end);
            if one.made && !repaired && !made.contains(&source) {
                return Err(format!("nobody answers for {character:?} at {source:?}\n{:?}", article.source));
            }
        }
        Ok(())
    });
}

/// A character of a draft.
struct Character {
    character: char,
    source: Range<usize>,
    /// Whether the source has something else there.
    made: bool,
}

fn characters<'a>(outcome: &'a Outcome, article: &'a Article) -> impl Iterator<Item = Character> + 'a {
    outcome.draft().text().char_indices().map(|(at, character)| {
        let source = outcome.draft().source_of(&(at..at + character.len_utf8()));
        let there = article.source.get(source.clone()).unwrap_or_default();
        Character { character, made: !there.chars().eq([character]), source }
    })
}

fn plain_text_of(source: &str) -> String {
    plain(clean(source, &Options::default()).document(), &PlainOptions::default())
}

#[test]
fn a_clean_article_comes_out_as_it_went_in() {
    check(150, |choices| {
        let whole = clean_paragraphs(choices).join("\n\n") + "\n";
        let text = plain_text_of(&whole);
        if text == whole { Ok(()) } else { Err(first_difference(&whole, &text)) }
    });
}

/// A sentence that ends where a line is full may end a paragraph: 3 in 100 articles of a dozen sentences at the time of
/// writing.
#[test]
fn a_clean_article_is_the_same_whatever_it_was_wrapped_at() {
    check_most(200, 4, |choices| {
        let width = 40 + choices.below(60);
        let paragraphs = clean_paragraphs(choices);
        let (whole, text) = (paragraphs.join("\n\n") + "\n", plain_text_of(&wrapped(&paragraphs, width)));
        if text == whole { Ok(()) } else { Err(format!("at {width} columns: {}", first_difference(&whole, &text))) }
    });
}

#[test]
fn a_rule_that_is_off_leaves_the_text_alone() {
    check(200, |choices| {
        let article = damaged(choices);
        let rule = RULES[choices.below(RULES.len())];
        let with = |selection| clean(&article.source, &Options { selection, ..options(&article) });
        let at_work = |outcome: &Outcome| -> Vec<&str> {
            outcome.record().applied.iter().chain(&outcome.record().found).map(|repair| repair.rule).collect()
        };
        let off = with(Selection { ignore: vec![rule.id.to_owned()], ..Selection::default() });
        if at_work(&off).contains(&rule.id) {
            return Err(format!("{} is off and was at work\n{:?}", rule.id, article.source));
        }
        let alone = with(Selection { select: Some(vec![rule.id.to_owned()]), ..Selection::default() });
        if let Some(other) = at_work(&alone).iter().find(|id| **id != rule.id) {
            return Err(format!("{other} is off and was at work\n{:?}", article.source));
        }
        let none = with(Selection { select: Some(vec!["NONE".to_owned()]), ..Selection::default() });
        if none.draft().text() != none.as_read() {
            return Err(format!("all is off and the text changed\n{:?}", article.source));
        }
        Ok(())
    });
}

/// The command gives the same bytes whatever the order of the files, however many are done at once, and one by one
/// through `stream`; and so does the library in many threads.
#[test]
fn order_and_threads_are_irrelevant_and_stream_does_what_files_do() {
    let articles = forty();
    let alone: Vec<String> = articles.iter().map(markdown).collect();
    std::thread::scope(|scope| {
        let threads: Vec<_> = articles.iter().rev().map(|article| scope.spawn(|| markdown(article))).collect();
        let at_once: Vec<String> = threads.into_iter().rev().map(|thread| thread.join().unwrap()).collect();
        assert_eq!(alone, at_once);
    });
    let mut names = Vec::new();
    let mut run = Run::new();
    for (index, article) in articles.iter().enumerate() {
        names.push(format!("{index}.{}", name_of(article.format).1));
        run = run.file(&names[index], &article.source);
    }
    for jobs in ["1", "4"] {
        let options = ["clean", "--out-dir", "out", "--force", "-t", "markdown", "-q", "-j", jobs];
        let arguments: Vec<&str> = options.into_iter().chain(names.iter().map(String::as_str)).collect();
        assert_eq!(run.run(&arguments).code, 0);
        for (index, text) in alone.iter().enumerate() {
            assert_eq!(*text, run.read(&format!("out/{index}.md")), "{index}");
        }
        names.reverse();
    }
    let lines = articles.iter().fold(String::new(), |lines, article| {
        let line = serde_json::json!({"text": article.source, "from": name_of(article.format).0});
        lines + &line.to_string() + "\n"
    });
    let ended = Run::new().input(lines).run(&["stream", "-t", "markdown", "--format-field", "from"]);
    for (line, text) in ended.out.lines().zip(&alone) {
        assert_eq!(serde_json::from_str::<serde_json::Value>(line).unwrap()["text"], *text);
    }
    assert_eq!((ended.code, ended.out.lines().count()), (0, alone.len()), "{}", ended.err);
}

fn markdown(article: &Article) -> String {
    cleaned(article).render(Rendering::Markdown)
}

/// What the command calls a format, and the ending of its files.
fn name_of(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Text => ("text", "txt"),
        Format::Markdown => ("markdown", "md"),
        Format::Html => ("html", "html"),
    }
}

/// Forty articles, always the same ones.
fn forty() -> Vec<Article> {
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut choices = || -> Vec<u16> { (0..80).map(|_| random.next_u32() as u16).collect() };
    (0..40).map(|_| damaged(&mut Choices::new(&choices()))).collect()
}
