//! Joins a paragraph that a page break cut in two.

use crate::credit;
use crate::draft::{Change, Kind};
use crate::edits::Edits;
use crate::evidence::{self, Decision, Verdict};
use crate::layout::cues::{self, End, Start};
use crate::layout::lines::width;
use crate::lexicon::Facts;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "page-break",
    group: Group::Pages,
    summary: "Join a paragraph that a page break cut in two",
    cause: "A paragraph goes on over a page break, and the extractor ends it there, often with a page number, a running \
            head or a label in the cut.",
    holds_back: "A first part of sixty characters or fewer, unless its last word cannot end a sentence and the second part \
                 is long; one that ends in an end mark; a second part that starts \
                 with a capital, unless other paragraphs are cut too, or with a list mark or a name written in lower case; \
                 two parts in different quotes or lists; anything between them that is not furniture; \
                 a text that begins paragraphs in lower case; a label, and the name of whoever is quoted.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "The talks in the harbour office went on for the whole of the night and\n\nended without a result.\n",
            "The talks in the harbour office went on for the whole of the night and ended without a result.\n",
        ),
        Repairs(
            "The talks in the harbour office went on for the whole of the night and\n\n12\n\nended without a result.\n",
            "The talks in the harbour office went on for the whole of the night and ended without a result.\n",
        ),
        Repairs(
            "The talks in the harbour office went on for the whole of the night, but the govern-\n\n\u{c}ment would not say so.\n",
            "The talks in the harbour office went on for the whole of the night, but the government would not say so.\n",
        ),
        Repairs(
            "The talks in the harbour office went on for the whole of the night and\n\nThe quay at noon. Photo: Ann Bell\n\nended without a result.\n",
            "The talks in the harbour office went on for the whole of the night and ended without a result.\n\nThe quay at noon. Photo: Ann Bell\n",
        ),
        Repairs(
            "The new ferry, built for the\n\nislands beyond the bar and paid for by the county, made her first crossing on Friday with nobody aboard but her crew.\n",
            "The new ferry, built for the islands beyond the bar and paid for by the county, made her first crossing on Friday with nobody aboard but her crew.\n",
        ),
        Repairs(
            "The talks in the harbour office went on for the whole of the night and\n\nended without a result.\n\nThey began \
             at noon. Nobody in the town knew of them until the old\n\nclerk told the paper.\n\nThe clerk is gone by now. In the \
             town they say that the new\n\nHarbour Commission of the county sent him away, and that he was glad to go after \
             all that had been said.\n",
            "The talks in the harbour office went on for the whole of the night and ended without a result.\n\nThey began \
             at noon. Nobody in the town knew of them until the old clerk told the paper.\n\nThe clerk is gone by now. In the \
             town they say that the new Harbour Commission of the county sent him away, and that he was glad to go after \
             all that had been said.\n",
        ),
        Repairs(
            "The clerk is gone by now. In the town they say that the new\n\nHarbour Commission of the county sent him away, and \
             that he was glad to go after all that had been said.\n",
            "The clerk is gone by now. In the town they say that the new Harbour Commission of the county sent him away, and \
             that he was glad to go after all that had been said.\n",
        ),
        Repairs(
            "The clerk is gone by now. In the town they say that he “served\n\nHarlow and its harbour for forty years” and that \
             he was glad to go after all that had been said of him.\n",
            "The clerk is gone by now. In the town they say that he “served Harlow and its harbour for forty years” and that \
             he was glad to go after all that had been said of him.\n",
        ),
        Repairs(
            "The clerk is gone by now. In the town they say that it was Mr.\n\nHolm of the county who sent him away, and \
             that he was glad to go after all that had been said of the U.S.\n\nships in the harbour and of what they brought \
             along, which nobody on the quay had ever wanted to hear.\n",
            "The clerk is gone by now. In the town they say that it was Mr. Holm of the county who sent him away, and \
             that he was glad to go after all that had been said of the U.S. ships in the harbour and of what they brought \
             along, which nobody on the quay had ever wanted to hear.\n",
        ),
        Repairs(
            "The talks in the harbour office went on for the whole of the night, but the govern-\n\n14\n\nTHE HARBOUR REVIEW\n\nment would not say so.\n",
            "The talks in the harbour office went on for the whole of the night, but the government would not say so.\n",
        ),
        Keeps(
            "The talks in the harbour office went on for the whole of the night, and it was well-\n\nA LONG NIGHT\n\nknown in the town.\n",
        ),
        Keeps(
            "The clerk is gone by now. In the town they say that the clerk asked\n\nHarbour Commission of the county sent him away, \
             and that he was glad to go after all that had been said.\n",
        ),
        Keeps(
            "The harbour was made by nobody and will be kept by nobody, as it should be. -- Ann Bell\n\nbackups are always in \
             season, and never out of date, as they said of the old clerk and his papers.\n",
        ),
        Keeps(
            "It can now show the pages of a book side by side, and it remembers where it was closed\n\ncore: the cache is smaller \
             than before, and the pages of a book that was opened once are drawn at once.\n",
        ),
        Keeps("The talks in the harbour office went on for the whole of the night.\n\nthey ended without a result.\n"),
        Keeps(
            "How the ferry is paid for\n\nnone of the islands pays for the ferry, which the county has run at a loss ever since the bridge was closed to lorries.\n",
        ),
        Keeps(
            "a ferry that takes the lorries and the cars of the whole county to the islands;\n\nthe pier that was built for it on the far side of the harbour, where nobody lives;\n",
        ),
        Keeps("What the visitors should bring along\n\nsturdy shoes and a coat.\n"),
        Keeps(
            "The makers said that the new model would go on sale before the summer and\n\niPhone owners would be first.\n",
        ),
        Keeps("The talks in the harbour office went on for the whole of the night and\n\nEnded without a result.\n"),
        Keeps(
            "“I have stood here in this harbour for the whole of the night,” she said, “and I wrote to them that\n\n• nobody came\n• nobody called\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let cuts = Cuts::of(page);
    let mut first = 0;
    // How many characters of the same paragraph this pass has joined before `first`.
    let mut joined = 0;
    while let Some(second) = next_of_article(page, first) {
        if is_finished(page.passage_text(first)) {
            (first, joined) = (second, 0);
            continue;
        }
        let length = page.passage_text(first).chars().count();
        if let Some(third) = next_of_article(page, second)
            && is_caption(page.passage_text(second))
            && let Some(Cut::Words(reason)) = Cut::of(page, first, third, joined, cuts)
        {
            move_caption_out(page, edits, [first, second, third], &reason);
            (first, joined) = (third, joined + length);
            continue;
        }
        if let Some((third, verdict)) = word_over_lines(page, first) {
            let end = page.passages()[first].range.end;
            let start = page.text()[..end].char_indices().next_back().map_or(end, |(start, _)| start);
            let reason = format!("{}, over what belongs to the page", verdict.reason);
            edits.replace(start..page.passages()[third].range.start, verdict.glue(), reason);
            (first, joined) = (third, joined + length);
            continue;
        }
        let taken = match Cut::of(page, first, second, joined, cuts) {
            Some(Cut::Hyphen(at)) => {
                let verdict = evidence::line_end(&page.text()[..at], page.passage_text(second), page);
                let start = page.text()[..at].char_indices().next_back().map_or(at, |(start, _)| start);
                let range = start..page.passages()[second].range.start;
                edits.replace(
                    range,
                    verdict.glue(),
                    format!("{}{}", verdict.reason, over_furniture(page, first, second)),
                )
            }
            Some(Cut::Words(reason)) => edits.join_passages(first, second, " ", reason),
            None => false,
        };
        joined = if taken { joined + length } else { 0 };
        first = second;
    }
}

/// Where a word goes on that a paragraph breaks off in, over one to three short lines that are no text: a page's number
/// and its head. A part of the word is no word, and the whole is one, so that nothing else can be meant.
fn word_over_lines(page: &Page<'_>, first: usize) -> Option<(usize, Verdict)> {
    let before = page.passage_text(first).strip_suffix(['-', '\u{2010}', '\u{ad}'])?;
    let left = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if !page.is_prose(first) || left.is_empty() || before.len() < SHORTEST {
        return None;
    }
    let last = (first + 1 + MOST_LINES).min(page.passages().len() - 1);
    for third in first + 1..=last {
        let text = page.passage_text(third);
        if third > first + 1 && text.starts_with(char::is_lowercase) && in_one_place(page, first, third) {
            let right = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let lexicon = page.lexicon();
            let is_fragment = !lexicon.is_word(right) && lexicon.is_word(&format!("{left}{right}"));
            let verdict = evidence::line_end(&page.text()[..page.passages()[first].range.end], text, page);
            return (is_fragment && verdict.decision == Decision::Join).then_some((third, verdict));
        }
        let is_furniture = page.is_prose(third) && text.len() <= SHORTEST && cues::end_of(text) != End::Terminal;
        if !is_furniture || text.starts_with(char::is_lowercase) || page.passages()[third].hint.is_some() {
            return None;
        }
    }
    None
}

/// So many short lines may stand in a cut.
const MOST_LINES: usize = 3;

/// What the passages of a text show of its cuts.
#[derive(Clone, Copy, Debug, Default)]
struct Cuts {
    /// How many cuts show themselves by nothing but the two parts: a page that cut one paragraph cuts others.
    ///
    /// None where more paragraphs lack an end mark before a capital: there the author sets none.
    certain: usize,
    /// Paragraphs begin in lower case behind finished ones too, as in a glossary: there a small letter is no sign.
    are_lower: bool,
}

impl Cuts {
    fn of(page: &Page<'_>) -> Self {
        let (mut cuts, mut open, mut lower, mut first) = (0, 0, 0, 0);
        while let Some(second) = next_of_article(page, first) {
            let (before, after) = (page.passage_text(first), page.passage_text(second));
            if is_finished(before) {
                lower += usize::from(after.starts_with(char::is_lowercase) && !is_brand(after));
            } else if Cut::of(page, first, second, 0, Self::default()).is_some() {
                cuts += 1;
            } else {
                open += usize::from(is_unfinished_text(before));
            }
            first = second;
        }
        Self { certain: if open > cuts { 0 } else { cuts }, are_lower: lower >= LOWER && 2 * lower >= cuts }
    }
}

/// So many paragraphs that begin in lower case behind finished ones are no slips.
const LOWER: usize = 2;

/// Whether a passage ends as a sentence does, so that nothing can go on with it, as most do.
fn is_finished(before: &str) -> bool {
    cues::end_of(before) == End::Terminal && !ends_short(before)
}

/// Joins the two parts of a paragraph and sets the caption that stood in the cut below it.
fn move_caption_out(page: &Page<'_>, edits: &mut Edits<'_>, [first, second, third]: [usize; 3], reason: &str) {
    let range = |index: usize| page.passages()[index].range.clone();
    let caption = format!("\n\n{}", page.passage_text(second));
    let changes = vec![
        Change { range: range(first).end..range(third).start, after: " ".to_owned() },
        Change { range: range(third).end..range(third).end, after: caption },
    ];
    edits.group(changes, format!("{reason}, over a caption, which now stands below"));
}

/// Whether a short passage names the maker of a picture, as captions do.
fn is_caption(text: &str) -> bool {
    text.len() <= 300 && credit::find(text).is_some()
}

/// How a paragraph goes on from one passage to another.
enum Cut {
    /// In a word, with a hyphen that ends here.
    Hyphen(usize),
    /// Between two words; with what tells.
    Words(String),
}

impl Cut {
    /// `joined` characters of the same paragraph were joined before, and `cuts` others were found in the text.
    fn of(page: &Page<'_>, first: usize, second: usize, joined: usize, cuts: Cuts) -> Option<Self> {
        if !page.is_prose(first) || !page.is_prose(second) || !in_one_place(page, first, second) {
            return None;
        }
        // A line that the source names, who wrote it or when, is whole.
        let is_named = |index: usize| page.passages()[index].hint.is_some();
        if is_caption(page.passage_text(first)) || is_named(first) || is_named(second) {
            return None;
        }
        let (before, after) = (page.passage_text(first), page.passage_text(second));
        let at_edge = at_page_edge(page, first, second);
        let is_cut_up = cuts.certain >= if at_edge { 1 } else { SHOWN };
        let shortest = if is_cut_up && is_long_rest(after) {
            SHORTEST_SHOWN
        } else if at_edge || must_go_on(before, after) || is_initials(last_word(before)) && is_long_rest(after) {
            SHORTEST_AT_EDGE
        } else {
            SHORTEST
        };
        if joined + before.chars().count() <= shortest {
            return None;
        }
        if let Some(reason) = goes_on_anyway(page, before, after) {
            return Some(Self::Words(reason));
        }
        match (cues::end_of(before), cues::start_of(after)) {
            (End::Hyphen, Start::Lower | Start::Digit) => Some(Self::Hyphen(page.passages()[first].range.end)),
            // A bracket or a quotation mark may open a passage of its own.
            (end @ (End::Open | End::Word), Start::Lower | Start::Mark)
                if !is_brand(after)
                    && (end == End::Open
                        || at_edge
                        || is_bracket_open(before)
                        || !cuts.are_lower && is_running_word(after) && !before.contains(" * "))
                    && !ends_attribution(before)
                    && (at_edge || after.starts_with(char::is_lowercase) && (is_cut_up || !ends_item(before))) =>
            {
                Some(Self::Words(format!(
                    "no end mark after `{}`, and `{}` goes on in lower case{}",
                    last_word(before),
                    first_word(after),
                    over_furniture(page, first, second)
                )))
            }
            (end @ (End::Open | End::Word), Start::Upper | Start::Digit | Start::Opening)
                if at_edge
                    && (end == End::Open || !before.contains('\n') || ends_full(before, after))
                    && !is_heading_like(before)
                    || is_cut_up
                        && is_unfinished_text(before)
                        && ends_text(after)
                        && goes_on_with_name(page, after) =>
            {
                let what = match end {
                    End::Open => "cannot end a sentence",
                    _ if before.contains('\n') => "ends a full line without an end mark",
                    _ => "has no end mark behind it",
                };
                let place = if at_edge { "at a page's edge" } else { "where other paragraphs are cut too" };
                Some(Self::Words(format!("`{}` {what} {place}", last_word(before))))
            }
            _ => None,
        }
    }
}

/// Whether a paragraph goes on in the next passage whatever case that begins in, and what tells.
fn goes_on_anyway(page: &Page<'_>, before: &str, after: &str) -> Option<String> {
    let last = last_word(before);
    let start = cues::start_of(after);
    if !ends_text(after) {
        return None;
    }
    if start == Start::Upper && TITLES.contains(&last) {
        return Some(format!("`{last}` stands before a name"));
    }
    if start == Start::Lower && is_initials(last) && is_running_word(after) {
        return Some(format!("`{}` goes on in lower case behind an abbreviation", first_word(after)));
    }
    if matches!(start, Start::Upper | Start::Digit)
        && is_running_word(after)
        && cues::end_of(before) != End::Terminal
        && is_quote_cut(before, after)
    {
        return Some("a quotation is opened in the one part and closed in the other".to_owned());
    }
    let is_open = is_running_text(before) && ends_before_name(before) && start == Start::Upper;
    (is_open && goes_on_with_name(page, after))
        .then(|| format!("`{last}` cannot end a sentence, and `{}` is a name", first_word(after)))
}

/// Titles that stand before a name only.
const TITLES: [&str; 8] = ["Dr.", "Gen.", "Gov.", "Mr.", "Mrs.", "Ms.", "Prof.", "Sen."];

/// Whether a passage ends in an abbreviation, whose full stop says nothing about its end.
fn ends_short(before: &str) -> bool {
    let last = last_word(before);
    TITLES.contains(&last) || is_initials(last)
}

/// `U.S.`: single letters with a full stop each.
fn is_initials(word: &str) -> bool {
    word.len() > 2
        && word.starts_with(char::is_uppercase)
        && word.as_bytes().chunks(2).all(|pair| pair[0].is_ascii_alphabetic() && pair.get(1) == Some(&b'.'))
}

/// Whether a quotation is open at the end of the one passage, and closed in the other before another one is opened.
fn is_quote_cut(before: &str, after: &str) -> bool {
    if before.contains('“') || after.contains('”') {
        let is_open = before.rfind('“') > before.rfind('”');
        let closed = after.find('”');
        return is_open && closed.is_some_and(|at| after.find('“').is_none_or(|opened| at < opened));
    }
    let is_odd = |text: &str| text.matches('"').count() % 2 == 1;
    let closes = || {
        after.find('"').is_some_and(|at| {
            // A mark that closes stands behind a word, and a blank or a mark behind it.
            at > 0 && !after[..at].ends_with(char::is_whitespace) && !after[at + 1..].starts_with(char::is_alphanumeric)
        })
    };
    is_odd(before) && is_odd(after) && closes()
}

/// Whether a bracket is open at the end of a passage.
fn is_bracket_open(before: &str) -> bool {
    before.rfind('(') > before.rfind(')')
}

/// Whether a passage ends in a small word that a name must follow: an article or a preposition, or an article with an
/// adjective that stands before a noun only.
fn ends_before_name(before: &str) -> bool {
    // Behind `at` or `see` an address or a formula may have stood in a passage of its own.
    const NAME_OPENERS: [&str; 16] = [
        "a", "an", "and", "between", "but", "for", "her", "his", "its", "of", "or", "our", "than", "the", "their",
        "whose",
    ];
    const ARTICLES: [&str; 6] = ["a", "an", "her", "his", "its", "the"];
    const ADJECTIVES: [&str; 9] = ["current", "entire", "first", "former", "late", "latest", "new", "next", "upcoming"];
    let mut words = before.rsplit([' ', '\n']);
    let (Some(last), Some(previous)) = (words.next(), words.next()) else { return false };
    NAME_OPENERS.binary_search(&last).is_ok() || ARTICLES.contains(&previous) && ADJECTIVES.contains(&last)
}

/// Whether a sentence ends within a passage and another one begins.
fn is_running_text(before: &str) -> bool {
    before.len() > SHORTEST
        && before.match_indices(['.', '?', '!']).any(|(at, _)| {
            let mut rest = before[at + 1..].chars();
            rest.next() == Some(' ') && rest.next().is_some_and(char::is_uppercase)
        })
}

/// A label has no more words than this.
const LABEL_WORDS: usize = 3;

/// Whether a passage begins with a word that goes on with a sentence: no label (`core:`), no letter of a list (`b.`), no
/// name of a file or a command.
fn is_running_word(after: &str) -> bool {
    if after.split([' ', '\n']).take(LABEL_WORDS).any(|word| word.ends_with(':')) {
        return false;
    }
    let word = first_word(after).trim_start_matches(['"', '“', '‘', '\'', '(', '[']);
    let core = word.trim_end_matches([',', ';', '.', '?', '!', ')', ']', '"', '”', '’', '\'']);
    let is_letter = core.len() == 1;
    core.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '‐' | '–' | '—' | '/'))
        && !(is_letter && (word.len() > 1 || core != "a"))
}

/// Whether a passage ends in the name of whoever said it: `… is lost.” -- Ann Bell`.
fn ends_attribution(before: &str) -> bool {
    let dash = ["--", "—", "―"].iter().filter_map(|dash| before.rfind(dash).map(|at| (at, dash.len()))).max();
    dash.is_some_and(|(at, length)| {
        let name = before[at + length..].trim_start();
        before[..at].trim_end().ends_with(['.', '!', '?', '"', '”', '’', ']'])
            && name.starts_with(char::is_uppercase)
            && name.len() <= LONG_REST
    })
}

/// Whether the text alone tells that a short first part goes on in the long second one: its last word cannot end a
/// sentence, or a sentence stands before it, as in no heading. Verse has no second part so long.
fn must_go_on(before: &str, after: &str) -> bool {
    let has_sentence = before.match_indices(['.', '?', '!']).any(|(at, _)| before[at + 1..].starts_with(' '));
    let unfinished = match cues::end_of(before) {
        End::Open => true,
        End::Word => has_sentence,
        End::Hyphen | End::Terminal => false,
    };
    unfinished && is_long_rest(after)
}

/// Whether a passage goes on in lower case for longer than a line of verse or a note.
fn is_long_rest(after: &str) -> bool {
    after.starts_with(char::is_lowercase) && after.chars().nth(LONG_REST).is_some()
}

/// Whether a passage is running text whose last sentence is not finished: a sentence ends in it, and a long one goes on.
fn is_unfinished_text(before: &str) -> bool {
    let mut ends = before.rmatch_indices(['.', '?', '!']).map(|(at, _)| at);
    let last =
        ends.find(|at| before[at + 1..].starts_with([' ', '\n'])).filter(|_| !before.ends_with([']', ')', '"', '”']));
    // What begins with a mark is an item of a list that was not read as one.
    before.starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '"' | '‘'))
        && cues::end_of(before) != End::Terminal
        && last.is_some_and(|at| before[at..].split_whitespace().count() > UNFINISHED_WORDS)
        && before.len() >= LONG_REST
}

/// Whether a passage ends as an item of a list without marks may: `…, in short (no more than two);`.
fn ends_item(before: &str) -> bool {
    before.ends_with([';', ')'])
}

/// Whether a passage begins with a word that may have its capital within a sentence: no article, and no common word.
fn goes_on_with_name(page: &Page<'_>, after: &str) -> bool {
    let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_common = |facts: Facts| facts.lower && !facts.proper && facts.level <= 35;
    !word.is_empty() && !page.lexicon().is_function_word(word) && !page.lexicon().facts(word).is_some_and(is_common)
}

/// Whether a passage ends as running text does.
fn ends_text(after: &str) -> bool {
    after.len() >= LONG_REST && cues::end_of(after) == End::Terminal
}

/// A sentence of so many words that has no end mark was cut.
const UNFINISHED_WORDS: usize = 3;

/// So many certain cuts show that a text is cut up.
const SHOWN: usize = 2;
/// A first part must have more characters than this in such a text, where the rest is long.
const SHORTEST_SHOWN: usize = 20;

/// The rest of a paragraph that has more characters than this is no line of verse and no note.
const LONG_REST: usize = 100;

/// The next passage that is not a page's furniture.
fn next_of_article(page: &Page<'_>, first: usize) -> Option<usize> {
    (first + 1..page.passages().len()).find(|index| page.survey().page_furniture(&page.passages()[*index]).is_none())
}

/// A first part must have more characters than this,
const SHORTEST: usize = 60;
/// or than this, where a page is known to end.
const SHORTEST_AT_EDGE: usize = 24;

/// Whether a page ends between two passages: a form feed or furniture stands there.
fn at_page_edge(page: &Page<'_>, first: usize, second: usize) -> bool {
    let passages = page.passages();
    let gap = &page.text()[passages[first].range.end..passages[second].range.start];
    page.survey().has_furniture_between(&passages[first], &passages[second]) || gap.contains('\u{c}')
}

/// Whether the last line of a wrapped passage had no room for the first word of what comes.
fn ends_full(before: &str, after: &str) -> bool {
    let mut lines: Vec<&str> = before.split('\n').map(str::trim).collect();
    let Some(last) = lines.pop() else { return false };
    let measure = lines.iter().map(|line| width(line)).fold(0.0, f32::max);
    lines.len() >= 2 && width(last) + width(" ") + width(first_word(after)) >= measure
}

/// A heading of several lines has few words, and no end mark in them.
fn is_heading_like(text: &str) -> bool {
    text.split_whitespace().count() < 12
}

/// Whether nothing begins between the two: the same quotes, the same kind; an item may go on as text without a marker.
fn in_one_place(page: &Page<'_>, first: usize, second: usize) -> bool {
    let (one, two) = (&page.passages()[first], &page.passages()[second]);
    one.kind == two.kind
        && one.kind == Kind::Paragraph
        && (one.containers == two.containers || two.containers.is_empty())
}

/// `iPhone`, `wikiHow`: a small letter that starts a name.
fn is_brand(text: &str) -> bool {
    first_word(text).chars().skip(1).any(char::is_uppercase)
}

fn last_word(text: &str) -> &str {
    text.rsplit([' ', '\n']).next().unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    text.split([' ', '\n']).next().unwrap_or_default()
}

fn over_furniture(page: &Page<'_>, first: usize, second: usize) -> &'static str {
    let gap = &page.text()[page.passages()[first].range.end..page.passages()[second].range.start];
    if second > first + 1 || gap.chars().any(char::is_alphanumeric) { ", over what belongs to the page" } else { "" }
}
