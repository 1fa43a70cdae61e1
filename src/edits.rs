//! What a rule asks for: edits with reasons. Rules ask, the engine edits.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::draft::{Change, Draft, MarkKind};
use crate::limits::Watch;
use crate::rule::Safety;

/// The edits a rule asks for in one pass over a draft.
///
/// Edits that touch a protected range are refused, and so is one that overlaps an earlier one: the edits of a pass are
/// disjoint.
pub struct Edits<'d> {
    draft: &'d Draft,
    safety: Safety,
    /// Where the author of the source has shut the rule off: sorted and without overlap.
    barred: Vec<Range<usize>>,
    watch: Option<&'d Watch>,
    edits: Vec<Edit>,
}

/// One edit: one or more changes with one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The changes, sorted and disjoint, at least one.
    pub changes: Vec<Change>,
    /// Markup put over the text between the first and the last change, as a range of the old text.
    pub mark: Option<(Range<usize>, MarkKind)>,
    /// In a few words, what decided.
    pub reason: Cow<'static, str>,
    /// How sure it is.
    pub safety: Safety,
}

impl Edit {
    /// From the first byte changed to the last.
    pub fn hull(&self) -> Range<usize> {
        let start = self.changes.first().map_or(0, |change| change.range.start);
        let end = self.changes.last().map_or(0, |change| change.range.end);
        start..end
    }
}

impl<'d> Edits<'d> {
    /// No edits yet; those to come are as sure as `safety`.
    pub fn new(draft: &'d Draft, safety: Safety) -> Self {
        Self { draft, safety, barred: Vec::new(), watch: None, edits: Vec::new() }
    }

    /// Refuses all edits that touch one of these ranges, which are sorted and without overlap, be it in a whole passage
    /// or in the gap between two.
    #[must_use]
    pub fn barring(mut self, ranges: Vec<Range<usize>>) -> Self {
        self.barred = ranges;
        self
    }

    /// Refuses all edits once a limit is met.
    #[must_use]
    pub fn within(mut self, watch: &'d Watch) -> Self {
        self.watch = Some(watch);
        self
    }

    fn is_barred(&self, hull: &Range<usize>) -> bool {
        let first = self.barred.partition_point(|barred| barred.end <= hull.start);
        // What is put in at the edge lies outside.
        self.barred
            .get(first)
            .is_some_and(|barred| if hull.is_empty() { barred.start < hull.start } else { barred.start < hull.end })
    }

    /// Asks to put `after` in the place of `range`. Answers whether the edit was taken.
    pub fn replace(
        &mut self,
        range: Range<usize>,
        after: impl Into<String>,
        reason: impl Into<Cow<'static, str>>,
    ) -> bool {
        let safety = self.safety;
        self.replace_as(safety, range, after, reason)
    }

    /// Like [`Edits::replace`], with a safety of its own, for rules whose evidence differs from case to case.
    pub fn replace_as(
        &mut self,
        safety: Safety,
        range: Range<usize>,
        after: impl Into<String>,
        reason: impl Into<Cow<'static, str>>,
    ) -> bool {
        self.group_as(safety, vec![Change { range, after: after.into() }], reason)
    }

    /// Asks to take `range` out.
    pub fn delete(&mut self, range: Range<usize>, reason: impl Into<Cow<'static, str>>) -> bool {
        self.replace(range, "", reason)
    }

    /// Asks to put `text` in at `at`.
    pub fn insert(&mut self, at: usize, text: &str, reason: impl Into<Cow<'static, str>>) -> bool {
        self.replace(at..at, text, reason)
    }

    /// Asks for several changes that stand or fall together, as the two tags of a pair do: one repair on record.
    pub fn group(&mut self, changes: Vec<Change>, reason: impl Into<Cow<'static, str>>) -> bool {
        let safety = self.safety;
        self.group_as(safety, changes, reason)
    }

    /// Like [`Edits::group`], with a safety of its own.
    pub fn group_as(&mut self, safety: Safety, mut changes: Vec<Change>, reason: impl Into<Cow<'static, str>>) -> bool {
        changes.sort_by_key(|change| (change.range.start, change.range.end));
        if changes.is_empty() || changes.iter().any(|change| self.draft.is_protected(&change.range)) {
            return false;
        }
        self.take(Edit { changes, mark: None, reason: reason.into(), safety })
    }

    /// Asks to put a hard break in the place of `range`: a line feed that is the author's.
    pub fn line_break(&mut self, range: Range<usize>, reason: impl Into<Cow<'static, str>>) -> bool {
        if range.is_empty() || self.draft.is_protected(&range) {
            return false;
        }
        let changes = vec![Change { range: range.clone(), after: "\n".to_owned() }];
        let safety = self.safety;
        self.take(Edit { changes, mark: Some((range, MarkKind::Break)), reason: reason.into(), safety })
    }

    /// Asks to take two tags out and to put markup over what stands between them: `<i>so</i>` becomes emphasis.
    ///
    /// White space at the edges of what stands between stays outside of the markup.
    pub fn mark(
        &mut self,
        open: Range<usize>,
        close: Range<usize>,
        kind: MarkKind,
        reason: impl Into<Cow<'static, str>>,
    ) -> bool {
        let between = &self.draft.text()[open.end..close.start];
        let start = open.end + (between.len() - between.trim_start().len());
        let content = start..start.max(open.end + between.trim_end().len());
        let changes = vec![Change { range: open, after: String::new() }, Change { range: close, after: String::new() }];
        if changes.iter().any(|change| self.draft.is_protected(&change.range)) {
            return false;
        }
        let safety = self.safety;
        self.take(Edit { changes, mark: Some((content, kind)), reason: reason.into(), safety })
    }

    /// Asks to make a link to `to` of what stands between two parts of a link's markup, which are taken out.
    ///
    /// The address in the markup may be protected: it goes into the link and is not lost.
    pub fn link(
        &mut self,
        open: Range<usize>,
        close: Range<usize>,
        to: String,
        reason: impl Into<Cow<'static, str>>,
    ) -> bool {
        let content = open.end..close.start;
        let changes = vec![Change { range: open, after: String::new() }, Change { range: close, after: String::new() }];
        let kind = MarkKind::Link { to, title: String::new() };
        let safety = self.safety;
        self.take(Edit { changes, mark: Some((content, kind)), reason: reason.into(), safety })
    }

    /// Asks to take a whole passage off the page, addresses and all; the record keeps it.
    pub fn drop_passage(&mut self, index: usize, reason: impl Into<Cow<'static, str>>) -> bool {
        let safety = self.safety;
        self.drop_passage_as(safety, index, reason)
    }

    /// Like [`Edits::drop_passage`], with a safety of its own.
    pub fn drop_passage_as(&mut self, safety: Safety, index: usize, reason: impl Into<Cow<'static, str>>) -> bool {
        let range = self.draft.passages()[index].range.clone();
        let changes = vec![Change { range, after: String::new() }];
        self.take(Edit { changes, mark: None, reason: reason.into(), safety })
    }

    /// Asks to take a part of the page off the text, addresses and all; the record keeps it.
    pub fn drop_part(&mut self, range: Range<usize>, glue: &str, reason: impl Into<Cow<'static, str>>) -> bool {
        let safety = self.safety;
        let changes = vec![Change { range, after: glue.to_owned() }];
        self.take(Edit { changes, mark: None, reason: reason.into(), safety })
    }

    /// Asks to join two passages with `glue` in the place of all that lies between them, which may be furniture.
    pub fn join_passages(
        &mut self,
        first: usize,
        second: usize,
        glue: &str,
        reason: impl Into<Cow<'static, str>>,
    ) -> bool {
        let passages = self.draft.passages();
        let range = passages[first].range.end..passages[second].range.start;
        let safety = self.safety;
        let changes = vec![Change { range, after: glue.to_owned() }];
        self.take(Edit { changes, mark: None, reason: reason.into(), safety })
    }

    /// How many edits were taken so far.
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// Whether none was taken so far.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The edits, sorted, no change of one overlapping a change of another: of two that do, the one asked for first stays.
    pub fn finish(self) -> Vec<Edit> {
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        let mut edits = Vec::with_capacity(self.edits.len());
        for edit in self.edits {
            let clashes = edit.changes.iter().any(|change| {
                let before = taken.range(..=change.range.start).next_back();
                let after = taken.range(change.range.start..).next();
                before.is_some_and(|(&start, &end)| end > change.range.start || start == change.range.start)
                    || after.is_some_and(|(&start, _)| start < change.range.end)
            });
            if !clashes {
                taken.extend(edit.changes.iter().map(|change| (change.range.start, change.range.end)));
                edits.push(edit);
            }
        }
        edits.sort_by_key(|edit| (edit.hull().start, edit.hull().end));
        edits
    }

    fn take(&mut self, edit: Edit) -> bool {
        debug_assert!(edit.changes.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
        let hull = edit.hull();
        if !self.draft.text().is_char_boundary(hull.start) || !self.draft.text().is_char_boundary(hull.end) {
            debug_assert!(false, "an edit cuts a character");
            return false;
        }
        if self.is_barred(&hull) || self.watch.is_some_and(|watch| !watch.count_repair()) {
            return false;
        }
        self.edits.push(edit);
        true
    }
}
