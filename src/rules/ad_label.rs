//! Takes the label of an advertisement out of the text.

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};

/// The rule.
pub static RULE: Rule = Rule {
    id: "ad-label",
    group: Group::Furniture,
    summary: "Take the labels of advertisements out of the text",
    cause: "A page labels the place of an advertisement, and the extractor reads the label as a paragraph.",
    holds_back: "A label inside a longer passage; a heading or the first passage, which may be what the text is about; a \
                 label without running text beside it, which is only suggested.",
    safety: Safety::Safe,
    examples: &[
        Repairs(
            "The ferry was late again on Monday, and nobody on the pier was at all surprised by it.\n\nAdvertisement\n\nOn \
             Tuesday it did not come at all, and the baker lent the passengers his van.\n",
            "The ferry was late again on Monday, and nobody on the pier was at all surprised by it.\n\nOn Tuesday it did not \
             come at all, and the baker lent the passengers his van.\n",
        ),
        Keeps("Advertisement\n\nWanted: a boat with a dry cabin and a quiet owner, by the end of the month.\n"),
        Keeps("The advertisement ran for three weeks in the Gazette before anybody answered it at all.\n"),
        Keeps("Advertisement\n\nBox office\n\nCloakroom\n"),
    ],
    repair,
};

/// Whole passages that only label an advertisement, in lower case, in seven languages.
const LABELS: [&str; 31] = [
    "ad",
    "ad feature",
    "advert",
    "advertisement",
    "advertisement - continue reading below",
    "advertisement · scroll to continue",
    "advertising",
    "annonce",
    "anuncio",
    "anúncio",
    "anzeige",
    "article continues after advertisement",
    "article continues below",
    "article continues below advertisement",
    "continue reading below",
    "contenuto sponsorizzato",
    "advertentie",
    "continua após a publicidade",
    "paid content",
    "patrocinado",
    "promoted content",
    "pubblicità",
    "publicidad",
    "publicidade",
    "publicité",
    "sponsored",
    "sponsored content",
    "sponsored links",
    "story continues below",
    "story continues below advertisement",
    "werbung",
];

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for index in 1..page.passages().len() {
        let text = page.passage_text(index);
        if !page.is_prose(index) || !page.passages()[index].containers.is_empty() {
            continue;
        }
        if is_label(text) {
            // Labels stand in rows: `Advertisement`, `Story continues below`.
            let before = (0..index).rev().find(|at| !is_label(page.passage_text(*at)));
            let after = (index + 1..page.passages().len()).find(|at| !is_label(page.passage_text(*at)));
            let beside_prose = before.is_some_and(|at| is_running_text(page, at)) && after.is_some()
                || after.is_some_and(|at| is_running_text(page, at)) && before.is_some();
            let safety = if beside_prose { Safety::Safe } else { Safety::Suggested };
            edits.drop_passage_as(safety, index, "a label of an advertisement");
        }
    }
}

fn is_label(text: &str) -> bool {
    text.len() <= 60 && LABELS.contains(&text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
}

/// Whether a passage is long enough to be running text.
fn is_running_text(page: &Page<'_>, index: usize) -> bool {
    page.passage_text(index).chars().count() >= 60
}
