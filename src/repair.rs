//! The engine: runs the rules in order, applies their edits, and keeps the record.

use crate::draft::{Change, Draft, Mark};
use crate::edits::{Edit, Edits};
use crate::lexicon::Lexicon;
use crate::limits::Watch;
use crate::page::Page;
use crate::protect::Exceptions;
use crate::rule::{Rule, Safety};
use crate::survey::Survey;
use crate::vocabulary::Vocabulary;
use std::ops::Range;

/// One repair on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The id of the rule.
    pub rule: &'static str,
    /// The pass: the rule's place in the catalogue, counted on when the text is looked over again.
    pub pass: usize,
    /// Where it is in the source, in bytes.
    pub source: Range<usize>,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// The changes one by one, for [`replay`]: a pair of tags has two.
    pub parts: Vec<Part>,
    /// In a few words, what decided.
    pub reason: String,
    /// How sure it is.
    pub safety: Safety,
}

/// One change of a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it is in the text that the pass saw, in bytes.
    pub at: usize,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// What the repairs of a draft came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// What was applied, in the order of application.
    pub applied: Vec<Repair>,
    /// What was found and left: suggestions, and what is only told.
    pub found: Vec<Repair>,
}

/// Runs `rules` over the draft in their order, each with the least safety at which its edits are applied.
///
/// `vocabulary` is that of an earlier run over the draft, and of this one at its end.
/// `rules` come with their place in the catalogue. Once a limit is met that `watch` holds, no rule is run any more, and
/// what comes back is to be thrown away.
pub fn repair(
    draft: &mut Draft,
    rules: impl Iterator<Item = (usize, &'static Rule, Safety)>,
    survey: &Survey,
    lexicon: &Lexicon,
    watch: &Watch,
    vocabulary: &mut Vocabulary,
) -> Record {
    let mut record = Record::default();
    let mut mended: Vec<(&'static str, usize)> = Vec::new();
    let mut rules = rules.peekable();
    while rules.peek().is_some() && !watch.is_over() {
        let edits = {
            let exceptions = Exceptions::of(draft);
            let page = Page::new(draft, survey, lexicon).after(&mended).remembering(std::mem::take(vocabulary));
            let mut edits = Vec::new();
            let mut at_work = None;
            while edits.is_empty()
                && !watch.is_over()
                && let Some((pass, rule, least)) = rules.next()
            {
                if !page.signs().has(rule.signs) {
                    continue;
                }
                let barred = exceptions.barred(rule.id, rule.group.name());
                let mut asked = Edits::new(draft, rule.safety).barring(barred).within(watch);
                (rule.repair)(&page, &mut asked);
                let (applied, found): (Vec<_>, Vec<_>) =
                    asked.finish().into_iter().partition(|edit| edit.safety >= least);
                record.found.extend(found.iter().map(|edit| repair_of(draft, rule, pass, edit)));
                record.applied.extend(applied.iter().map(|edit| repair_of(draft, rule, pass, edit)));
                edits = applied;
                at_work = Some(rule);
            }
            debug_assert!(edits.is_empty() || at_work.is_some());
            *vocabulary = page.into_vocabulary();
            mended.extend(at_work.filter(|_| !edits.is_empty()).map(|rule| (rule.id, edits.len())));
            edits
        };
        apply(draft, edits);
    }
    record
}

fn apply(draft: &mut Draft, edits: Vec<Edit>) {
    let mut marks = draft.marks().to_vec();
    let known = marks.len();
    let asked = edits.iter().filter_map(|edit| edit.mark.clone());
    marks.extend(asked.filter(|(range, _)| !range.is_empty()).map(|(range, kind)| Mark { range, kind }));
    if marks.len() > known {
        draft.set_marks(marks);
    }
    let mut changes: Vec<Change> = edits.into_iter().flat_map(|edit| edit.changes).collect();
    changes.sort_by_key(|change| (change.range.start, change.range.end));
    draft.apply(&changes);
}

fn repair_of(draft: &Draft, rule: &Rule, pass: usize, edit: &Edit) -> Repair {
    let hull = edit.hull();
    let before = &draft.text()[hull.clone()];
    let changes: Vec<Change> = edit
        .changes
        .iter()
        .map(|change| Change {
            range: change.range.start - hull.start..change.range.end - hull.start,
            after: change.after.clone(),
        })
        .collect();
    let parts = edit
        .changes
        .iter()
        .map(|change| Part {
            at: change.range.start,
            before: draft.text()[change.range.clone()].to_owned(),
            after: change.after.clone(),
        })
        .collect();
    Repair {
        rule: rule.id,
        pass,
        source: draft.source_of(&hull),
        before: before.to_owned(),
        after: crate::draft::changed(before, &changes),
        parts,
        reason: edit.reason.clone().into_owned(),
        safety: edit.safety,
    }
}

/// Rebuilds the repaired text from the text as read and the applied repairs.
///
/// Nothing comes back where the record does not fit the text: that is a bug of ours, or another text.
///
/// ```
/// let outcome = copydesk::clean("He paused . . . then left.\n", &copydesk::Options::default());
/// let text = copydesk::repair::replay(outcome.as_read(), &outcome.record().applied).unwrap();
/// assert_eq!(text, outcome.draft().text());
/// ```
pub fn replay(as_read: &str, applied: &[Repair]) -> Option<String> {
    let mut text = as_read.to_owned();
    for pass in applied.chunk_by(|one, two| one.pass == two.pass) {
        let mut changes = Vec::with_capacity(pass.len());
        for part in pass.iter().flat_map(|repair| &repair.parts) {
            let range = part.at..part.at + part.before.len();
            if text.get(range.clone()) != Some(part.before.as_str()) {
                return None;
            }
            changes.push(Change { range, after: part.after.clone() });
        }
        changes.sort_by_key(|change| (change.range.start, change.range.end));
        text = crate::draft::changed(&text, &changes);
    }
    Some(text)
}
