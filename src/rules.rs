//! The catalogue of repairs. Its order is the running order; the reason stands beside each entry.

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
mod bullet_glyph;
mod footnote_mark;
mod needless_escape;
mod split_emphasis;
mod stray_break;
mod stray_tag;
mod wiki_mark;

// pages
mod page_break;
mod page_number;
mod print_footer;
mod pull_quote;
mod running_head;

// furniture
mod ad_label;

// hyphen
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
mod hard_wrap;
mod inner_space;

// punctuation
mod comma_for_period;
mod doubled_mark;
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
mod run_together;
mod scanno;
mod space_lost_after_mark;
mod split_word;

/// All rules, in running order. The command line, the configuration, the documentation and the tests are made from it.
pub static RULES: &[&Rule] = &[
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
    // markup: tags part words and hide the ends of sentences from all that follows.
    // Breaks first: they part passages, and a pair of tags belongs to one.
    &stray_break::RULE,
    &stray_tag::RULE,
    // Ligatures are letters by now.
    &split_emphasis::RULE,
    &needless_escape::RULE,
    // Raised numbers are marks by now, which `stray-tag` made of `<sup>`.
    &footnote_mark::RULE,
    &wiki_mark::RULE,
    // page furniture: it stands in the cuts that `page-break` joins.
    &print_footer::RULE,
    &page_number::RULE,
    &running_head::RULE,
    // furniture: labels in a cut must be gone before the cut is joined.
    &ad_label::RULE,
    &pull_quote::RULE,
    // page break: joins paragraphs while their lines still show how full they are.
    &page_break::RULE,
    // hyphen: while line ends can still be seen; a hyphen inside a line means something else.
    // a half that stands again in full is joined with nothing.
    &repeated_fragment::RULE,
    // what an extractor joined comes before what we join: only then an overlong line tells where it did.
    &lost_hyphen::RULE,
    &lost_hyphen_pair::RULE,
    &lost_hyphen_name::RULE,
    &line_end_hyphen::RULE,
    // what line ends left inside a line, before what they took: a token is not read both ways.
    &residual_hyphen::RULE,
    // after both, so that what is left of U+00AD is neither at a line end nor before a space.
    &soft_hyphen::RULE,
    // by now a hyphen with a space beside it is no line end's.
    &spaced_hyphen::RULE,
    &hyphen_as_dash::RULE,
    // lines: now that no rule needs the line ends any more.
    &drop_cap::RULE,
    &hard_wrap::RULE,
    &inner_space::RULE,
    // words: lines and hyphens are whole.
    // marks first: a token with a mark inside is no word to the others.
    &space_lost_after_mark::RULE,
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
    &doubled_mark::RULE,
    &period_for_comma::RULE,
    &period_for_comma_weak::RULE,
    &comma_for_period::RULE,
];

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// Drops the passages that the survey holds for a kind of page furniture; unsure ones are suggested.
fn drop_page_furniture(page: &Page<'_>, edits: &mut Edits<'_>, kind: Kind) {
    use crate::rule::Safety;
    for (index, passage) in page.passages().iter().enumerate() {
        if let Some(proof) = page.survey().page_furniture(passage)
            && proof.kind == kind
        {
            let safety = if proof.sure { Safety::Safe } else { Safety::Suggested };
            edits.drop_passage_as(safety, index, proof.reason);
        }
    }
}

/// Whether a rule repairs characters only. Those run first, and the lines of a bare text are looked at once more
/// after them: a bullet that was read wrongly hides a list.
pub fn is_about_characters(rule: &Rule) -> bool {
    rule.group == Group::Encoding || rule.id == bullet_glyph::RULE.id
}
