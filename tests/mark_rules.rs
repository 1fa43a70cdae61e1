//! Every rule about encoding, markup and punctuation does with its examples what it says, and does it once.

use copydesk::rule::Example::{Keeps, Repairs};
use copydesk::rule::{Group, Rule};
use copydesk::rules::RULES;
use copydesk::{Format, Options, Selection, clean};

#[test]
fn examples_hold() {
    let groups = [Group::Encoding, Group::Markup, Group::Punctuation];
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| groups.contains(&rule.group)) {
        for example in rule.examples {
            wrong.extend(match *example {
                Repairs(before, after) => fault(rule, before, after),
                Keeps(text) => fault(rule, text, text),
                other => Some(format!("{}: a rule about marks is shown on plain text, not on {other:?}", rule.id)),
            });
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with what the rule makes of `before`: it should be `after`, a second run should change nothing, and
/// the record should replay.
fn fault(rule: &Rule, before: &str, after: &str) -> Option<String> {
    let selection = Selection { select: Some(vec![rule.id.to_owned()]), ..Selection::default() };
    let options = Options { selection, ..Options::default() };
    let outcome = clean(before, &options);
    let text = outcome.draft().text();
    if text != after {
        return Some(format!("{}: {before:?} became {text:?}, not {after:?}", rule.id));
    }
    let replayed = copydesk::repair::replay(outcome.as_read(), &outcome.record().applied);
    if replayed.as_deref() != Some(after) {
        return Some(format!("{}: the record of {before:?} replays as {replayed:?}", rule.id));
    }
    let again = clean(after, &options);
    let text = again.draft().text();
    (text != after).then(|| format!("{}: {after:?} became {text:?} when run again", rule.id))
}

/// Asserts what the text of a Markdown source is after these rules, and which marks lie over it.
#[track_caller]
fn check_markdown(source: &str, text: &str, marked: &[(&str, &str)]) {
    let groups = ["encoding", "markup", "punctuation"].map(String::from).to_vec();
    let selection = Selection { select: Some(groups), ..Selection::default() };
    let outcome = clean(source, &Options { selection, from: Format::Markdown, ..Options::default() });
    let draft = outcome.draft();
    assert_eq!(draft.text().trim_end(), text);
    let found: Vec<(&str, String)> =
        draft.marks().iter().map(|mark| (&draft.text()[mark.range.clone()], format!("{:?}", mark.kind))).collect();
    let found: Vec<(&str, &str)> =
        found.iter().map(|(text, kind)| (*text, kind.split(' ').next().unwrap_or_default())).collect();
    assert_eq!(found, marked);
}

#[test]
fn tags_of_markdown_become_marks_and_those_it_needs_stay() {
    check_markdown("a <u>survey</u> here", "a survey here", &[]);
    check_markdown("<u>We</u>alth of H<sub>2</sub>O", "Wealth of H2O", &[("2", "Subscript")]);
    check_markdown(
        "see <a href=\"https://example.org/a\">the *plan*</a>",
        "see the plan",
        &[("the plan", "Link"), ("plan", "Emphasis")],
    );
    check_markdown(
        "| a | b |\n|---|---|\n| c | the <u>pier</u> |",
        "a\n\nb\n\nc\n\nthe <u>pier</u>",
        &[("<u>", "Html"), ("</u>", "Html")],
    );
    check_markdown("press <kbd>Ctrl</kbd> now", "press <kbd>Ctrl</kbd> now", &[("<kbd>", "Html"), ("</kbd>", "Html")]);
}

#[test]
fn what_markdown_escapes_is_the_authors() {
    check_markdown("the `<u>` tag, \\<u> and &lt;u&gt;", "the <u> tag, <u> and <u>", &[("<u>", "Code")]);
    check_markdown("it\\_is and it\\\\\\_is", "it_is and it\\_is", &[]);
    check_markdown(
        "a `&amp;` and `. . .` in code",
        "a &amp; and . . . in code",
        &[("&amp;", "Code"), (". . .", "Code")],
    );
}

/// Long runs of what each rule looks for take time linear in their length: a rule that looked back or ahead without
/// bound would take hours for these.
#[test]
fn runs_of_damage_take_linear_time() {
    let units = [
        "<u>",
        "</u>",
        "<i>a</i>",
        "<br>",
        "<p>a</p>",
        "<a href=",
        "&amp;",
        "&",
        "Ã©",
        "â€",
        "a , ",
        "it was so. and ",
        "``",
        "\" ",
        "‘ a ’ ",
        "“ a ",
        "\u{200b}",
        "=C3=A9",
        "it 's ",
        "a.[1] ",
        "a\\_",
        "1 , ",
        "a.1 ",
        "( a ",
        ". . ",
        "\u{1b}]",
        "e\u{301}",
        "\u{a0}",
        "· a\n",
    ];
    for unit in units {
        let text = unit.repeat(120_000 / unit.len());
        let groups = ["encoding", "markup", "punctuation"].map(String::from).to_vec();
        let selection = Selection { select: Some(groups), suggested: true, ..Selection::default() };
        let started = std::time::Instant::now();
        clean(&text, &Options { selection, ..Options::default() });
        assert!(started.elapsed().as_secs() < 60, "{unit:?} took {:?}", started.elapsed());
    }
}
