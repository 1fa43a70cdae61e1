//! Every rule about hyphens and words does with its examples what it says.

use copydesk::rule::Example::{Keeps, Repairs};
use copydesk::rule::{Group, Rule};
use copydesk::rules::RULES;
use copydesk::survey::Language;
use copydesk::{Options, Selection, clean};

#[test]
fn examples_hold() {
    for rule in RULES.iter().filter(|rule| matches!(rule.group, Group::Hyphen | Group::Words)) {
        for example in rule.examples {
            match *example {
                Repairs(before, after) => check(rule, before, after),
                Keeps(text) => check(rule, text, text),
                other => panic!("{}: a rule about words is shown on plain text, not on {other:?}", rule.id),
            }
        }
    }
}

#[track_caller]
fn check(rule: &Rule, before: &str, after: &str) {
    let selection = Selection { select: Some(vec![rule.id.to_owned()]), ..Selection::default() };
    let outcome = clean(before, &Options { selection, ..Options::default() });
    assert_eq!(outcome.draft().text(), after, "{}", rule.id);
}

/// Damage in great numbers, each time in a text that reads as English, takes a time that grows with the text.
#[test]
fn runs_of_damage_take_linear_time() {
    let units = [
        "Bahrainbased ",
        "BahrainbasedBahrainbased",
        "face-toface ",
        "a-ofa-",
        "24year-old ",
        "It was late, They left it. ",
        "the end of it, The ",
        "It was late. they left it. ",
        "| think it was | am ",
        "Ithink it was ",
        "Tt was late. ",
        "AI and Al is here ",
        "“It was,’ he said. ",
        "It was -And so it -- was -- ",
        "was,it was,it.The ",
        "and it was the same line for all of them\n",
        "of the\nthe end of it\n",
    ];
    for unit in units {
        let text = unit.repeat(60_000 / unit.len());
        let groups = ["pages", "hyphen", "words", "punctuation"].map(String::from).to_vec();
        let selection = Selection { select: Some(groups), suggested: true, ..Selection::default() };
        let started = std::time::Instant::now();
        clean(&text, &Options { selection, language: Some(Language::English), ..Options::default() });
        assert!(started.elapsed().as_secs() < 20, "{unit:?} took {:?}", started.elapsed());
    }
}

/// What one case does not show, several do; and what several show is not told of a text that has but one.
#[test]
fn several_cases_show_what_one_does_not() {
    let clean_text =
        "The ferry left the harbour at noon. It was a long-term plan. They came back late. Nobody minded. ";
    let comma = "The pilot knew the harbour well, They came by the first boat. ";
    assert_eq!(repaired(&[clean_text, comma]), [clean_text, comma].concat().trim_end());
    let twice = [clean_text, comma, "It was late in the evening, This is what counts. "];
    assert!(!repaired(&twice).contains(", T"), "{}", repaired(&twice));

    let pair = "It was a longterm plan of the town. ";
    assert_eq!(repaired(&[pair]), pair.trim_end());
    let with_certain = [pair, "The Bahrainbased firm left. "];
    assert_eq!(repaired(&with_certain), "It was a long-term plan of the town. The Bahrain-based firm left.");
}

/// What is left of these pieces after all safe repairs.
fn repaired(pieces: &[&str]) -> String {
    let options = Options { language: Some(Language::English), ..Options::default() };
    clean(&pieces.concat(), &options).draft().text().trim_end().to_owned()
}
