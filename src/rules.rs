//! The catalogue of repairs. Its order is the running order; the reason stands beside each entry.

use std::ops::Range;

use crate::draft::Container;
use crate::edits::Edits;
use crate::layout::seams::Kind;
use crate::page::Page;
use crate::rule::{Group, Rule};

// encoding
mod c1_control;
mod control_char;
mod decomposed;
mod html_entity;
mod ligature_char;
mod mojibake;
mod private_glyph;
mod quoted_printable;
mod space_char;
mod zero_width;

// markup
mod broken_link;
mod bullet_glyph;
mod footnote_mark;
mod needless_escape;
mod split_emphasis;
mod stray_break;
mod stray_quote;
mod stray_tag;
mod wiki_mark;

// pages
mod duplicate_line;
mod duplicate_word_at_seam;
mod page_break;
mod page_number;
mod print_footer;
mod pull_quote;
mod running_head;

// furniture
mod ad_label;
mod author_note;
mod comment_count;
mod comment_section;
mod cookie_label;
mod login_label;
mod navigation;
mod newsletter_label;
mod overprinted_note;
mod page_chrome;
mod page_title;
mod read_more_label;
mod reading_time;
mod related_stories;
mod share_label;
mod skip_link;
mod topic_row;

// hyphen
mod halved_dash;
mod hyphen_as_dash;
mod line_end_hyphen;
mod lost_hyphen;
mod lost_hyphen_name;
mod lost_hyphen_pair;
mod repeated_fragment;
mod residual_hyphen;
mod soft_hyphen;
mod spaced_hyphen;

// lines
mod drop_cap;
mod glued_line;
mod hard_wrap;
mod inner_space;

// punctuation
mod comma_for_period;
mod doubled_mark;
mod misread_quote;
mod period_for_comma;
mod period_for_comma_weak;
mod space_before_mark;
mod spaced_apostrophe;
mod spaced_ellipsis;
mod spaced_number;
mod spaced_quote;
mod tex_quotes;

// words
mod doubled_word;
mod letter_spaced;
mod ligature_dropped;
mod ligature_space;
mod misread_capital_i;
mod run_together;
mod scanno;
mod space_lost_after_mark;
mod split_word;

/// All rules, in running order. The command line, the configuration, the documentation and the tests are made from it.
pub static RULES: &[&Rule] = &[
    // the page around an article: before all, since what is no part of the article is no evidence for anything in it.
    &page_chrome::RULE,
    // encoding: first, since every other rule reads letters.
    // Bytes before characters: what the escapes of e-mail hold may itself be encoded.
    &quoted_printable::RULE,
    // References before mojibake: `&acirc;&euro;&trade;` is an apostrophe read wrongly, and `&lt;u&gt;` a tag.
    &html_entity::RULE,
    // Before controls are read or taken out: they are bytes of UTF-8 here.
    &mojibake::RULE,
    // Before controls are taken out: a byte that was read wrongly is a character.
    &c1_control::RULE,
    &control_char::RULE,
    // After mojibake, which makes ligatures and accents of bytes.
    &ligature_char::RULE,
    &decomposed::RULE,
    &private_glyph::RULE,
    // After references: `&nbsp;` and `&#8203;` are decoded by now.
    &zero_width::RULE,
    &space_char::RULE,
    // Last before the lines are looked at, which know lists by their bullets; private glyphs are bullets by now.
    &bullet_glyph::RULE,
    // Beside it for the same reason: what was glued to a headline is a line of its own.
    &glued_line::RULE,
    // Words by where they stand are no lines.
    &overprinted_note::RULE,
    // markup: tags part words and hide the ends of sentences from all that follows.
    // Breaks first: they part passages, and a pair of tags belongs to one.
    &stray_break::RULE,
    // An address in pieces looks like text to whatever comes later.
    &broken_link::RULE,
    &stray_tag::RULE,
    // Ligatures are letters by now.
    &split_emphasis::RULE,
    &needless_escape::RULE,
    // Raised numbers are marks by now, which `stray-tag` made of `<sup>`.
    &footnote_mark::RULE,
    &wiki_mark::RULE,
    // page furniture: it stands in the cuts that `page-break` joins.
    // While heads and numbers still show where a page ends.
    &duplicate_line::RULE,
    &duplicate_word_at_seam::RULE,
    &print_footer::RULE,
    &page_number::RULE,
    &running_head::RULE,
    // furniture: labels in a cut must be gone before the cut is joined. All of it was found by the survey of the whole
    // page, so one rule's work does not hide the evidence of the next.
    &page_title::RULE,
    &navigation::RULE,
    &skip_link::RULE,
    &login_label::RULE,
    &cookie_label::RULE,
    &newsletter_label::RULE,
    &related_stories::RULE,
    &comment_section::RULE,
    &comment_count::RULE,
    &share_label::RULE,
    &topic_row::RULE,
    &author_note::RULE,
    &reading_time::RULE,
    &read_more_label::RULE,
    &ad_label::RULE,
    &pull_quote::RULE,
    // page break: joins paragraphs while their lines still show how full they are.
    &page_break::RULE,
    // hyphen: while line ends can still be seen; a hyphen inside a line means something else.
    // a half that stands again in full is joined with nothing.
    &repeated_fragment::RULE,
    // what an extractor joined comes before what we join: only then an overlong line tells where it did.
    // Pairs before chains, which show that a document has lost hyphens.
    &lost_hyphen_pair::RULE,
    &lost_hyphen::RULE,
    &lost_hyphen_name::RULE,
    &line_end_hyphen::RULE,
    // what line ends left inside a line, before what they took: a token is not read both ways.
    &residual_hyphen::RULE,
    // after both, so that what is left of U+00AD is neither at a line end nor before a space.
    &soft_hyphen::RULE,
    // by now a hyphen with a space beside it is no line end's.
    &spaced_hyphen::RULE,
    &hyphen_as_dash::RULE,
    &halved_dash::RULE,
    // lines: now that no rule needs the line ends any more.
    &drop_cap::RULE,
    &stray_quote::RULE,
    &hard_wrap::RULE,
    &inner_space::RULE,
    // words: lines and hyphens are whole.
    // marks first: a token with a mark inside is no word to the others.
    &space_lost_after_mark::RULE,
    // words of one letter before pieces: `| am` is no split word, and `Iam` no name.
    &misread_capital_i::RULE,
    // pieces before run-together words: what is split is no word to be parted.
    &letter_spaced::RULE,
    &ligature_space::RULE,
    &ligature_dropped::RULE,
    &split_word::RULE,
    &run_together::RULE,
    // whole words last.
    &scanno::RULE,
    &doubled_word::RULE,
    // punctuation: last, on sentences that are whole.
    // Dots that stand apart are no full stops, and a blank before a dot may be part of an ellipsis.
    &spaced_ellipsis::RULE,
    // Before blanks at marks are taken out: both marks of a number have blanks.
    &spaced_number::RULE,
    &spaced_apostrophe::RULE,
    &tex_quotes::RULE,
    &spaced_quote::RULE,
    &space_before_mark::RULE,
    // Marks stand at their words by now.
    &misread_quote::RULE,
    &doubled_mark::RULE,
    // The weak one first: what it sees is the evidence that a document's commas were misread.
    &period_for_comma_weak::RULE,
    &period_for_comma::RULE,
    &comma_for_period::RULE,
];

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// Whether a rule takes off what surrounds the article of a scraped page, which is done before the text is surveyed.
pub fn is_about_chrome(rule: &Rule) -> bool {
    rule.id == page_chrome::RULE.id
}

/// Whether a rule mends what print and scanners leave in a text: running heads, cut paragraphs, lines that were joined,
/// marks that were misread.
pub fn is_about_print(rule: &Rule) -> bool {
    let is_of_pages = rule.group == crate::rule::Group::Pages && rule.id != pull_quote::RULE.id;
    let others = [
        lost_hyphen::RULE.id,
        lost_hyphen_name::RULE.id,
        lost_hyphen_pair::RULE.id,
        comma_for_period::RULE.id,
        period_for_comma::RULE.id,
        period_for_comma_weak::RULE.id,
    ];
    is_of_pages || others.contains(&rule.id)
}

/// Drops the passages and lines that the survey holds for a kind of what surrounds an article.
fn drop_surroundings(page: &Page<'_>, edits: &mut Edits<'_>, kind: crate::furniture::outline::Kind) {
    use crate::rule::Safety;
    let mut origin = None;
    for (index, passage) in page.passages().iter().enumerate() {
        // A passage that an earlier rule parted off has what was found of the one it was part of.
        if page.survey().has_seen(passage) {
            origin = Some(passage);
        }
        let text = page.passage_text(index);
        let found = origin.map_or(&[][..], |origin| page.survey().surroundings(origin));
        for safety in [Safety::Safe, Safety::Suggested] {
            let found =
                found.iter().filter(|one| one.finding.kind == kind && one.finding.sure == (safety == Safety::Safe));
            let mut stretches = Vec::new();
            let mut reason = "";
            for surrounding in found {
                reason = surrounding.finding.reason;
                match &surrounding.lines {
                    None if page.survey().has_seen(passage) => {
                        edits.drop_passage_as(safety, index, reason);
                    }
                    None => {}
                    Some(lines) => stretches.extend(stretches_of(text, lines)),
                }
            }
            for range in joined(text, stretches) {
                let (range, after) = closed_gap(text, range);
                let start = passage.range.start;
                edits.replace_as(safety, start + range.start..start + range.end, after, reason);
            }
        }
    }
}

/// The stretches in order, those with only white space between them as one.
fn joined(text: &str, mut stretches: Vec<Range<usize>>) -> Vec<Range<usize>> {
    stretches.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in stretches {
        match joined.last_mut() {
            Some(last) if range.start <= last.end || text[last.end..range.start].trim().is_empty() => {
                last.end = last.end.max(range.end);
            }
            _ => joined.push(range),
        }
    }
    joined
}

/// Where these lines stand one after another in the text, from the first one's start to the last one's end.
fn stretches_of(text: &str, lines: &[String]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut next, mut start) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if lines.get(next).is_none_or(|wanted| wanted != trimmed) {
            next = 0;
        }
        if lines.get(next).is_some_and(|wanted| wanted == trimmed) {
            if next == 0 {
                start = at;
            }
            next += 1;
            if next == lines.len() {
                found.push(start..at + line.trim_end().len());
                next = 0;
            }
        }
        at += line.len();
    }
    found
}

/// What to take out with a stretch of lines, and what to put there: a new passage, unless the sentence before goes on.
fn closed_gap(text: &str, range: Range<usize>) -> (Range<usize>, &'static str) {
    let before = text[..range.start].trim_end();
    let rest = &text[range.end..];
    let after = rest.trim_start();
    if before.is_empty() {
        return (0..text.len() - after.len(), "");
    }
    if after.is_empty() {
        return (before.len()..text.len(), "");
    }
    let goes_on = !before.ends_with(['.', '!', '?', '…', '”', '"', ':']) && after.starts_with(char::is_lowercase);
    (before.len()..text.len() - after.len(), if goes_on { "\n" } else { "\n\n" })
}

/// Drops the passages that the survey holds for a kind of page furniture; unsure ones are suggested.
fn drop_page_furniture(page: &Page<'_>, edits: &mut Edits<'_>, kind: Kind) {
    use crate::rule::Safety;
    for (index, passage) in page.passages().iter().enumerate() {
        // What the source sets in a figure is of the picture: a photographer's name comes again below each.
        let is_of_figure = passage.containers.iter().any(|one| matches!(one, Container::Figure { .. }));
        if let Some(proof) = page.survey().page_furniture(passage)
            && proof.kind == kind
            && !is_of_figure
        {
            let safety = if proof.sure { Safety::Safe } else { Safety::Suggested };
            edits.drop_passage_as(safety, index, proof.reason);
        }
    }
}

/// Whether a rule repairs what the lines are told by: characters, bullets, lines that were glued, rows of words by where
/// they stand. Those run first, and the lines of a bare text are looked at once more after them: a bullet that was read
/// wrongly hides a list.
pub fn is_about_characters(rule: &Rule) -> bool {
    let others = [bullet_glyph::RULE.id, glued_line::RULE.id, overprinted_note::RULE.id];
    rule.group == Group::Encoding || others.contains(&rule.id)
}
