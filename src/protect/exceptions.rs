//! Exceptions that stand in a Markdown or HTML source itself, as comments: `<!-- copydesk off -->` and the like.

use std::ops::Range;

use memchr::memmem;

use crate::draft::{Draft, Kind, MarkKind, Passage, instruction, merged};

/// What the comments of a draft shut off, and where.
///
/// - `<!-- copydesk off -->`: no rule is at work from here to `<!-- copydesk on -->`, or to the end.
/// - `<!-- copydesk ignore RULE, GROUP -->`: these are not at work on the block that follows; inside of running text,
///   on the block around it.
///
/// The comments themselves are touched by no rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// Where nothing is at work, or none of these rules and groups.
    ranges: Vec<(Range<usize>, Option<Vec<String>>)>,
}

/// A comment that says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands in the source, in bytes.
    pub source: Range<usize>,
    /// The comment.
    pub comment: String,
    /// What is wrong with it: a name that is no rule, or nothing that may be said.
    pub matter: Matter,
}

/// What is wrong with a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// It says neither `off` nor `on` nor `ignore` with a rule.
    Unknown,
    /// No rule or group has this name.
    NoRule(String),
    /// It opens nothing, or closes what is not open.
    NotOpen,
}

/// A comment in a draft.
struct Comment<'d> {
    range: Range<usize>,
    /// What follows the name of the program.
    says: &'d str,
}

impl Exceptions {
    /// Looks for the comments of a draft. Takes time linear in the text.
    pub fn of(draft: &Draft) -> Self {
        let mut exceptions = Self::default();
        let comments = comments(draft);
        if comments.is_empty() {
            return exceptions;
        }
        let mut blocks = Blocks::of(draft);
        let mut off: Option<usize> = None;
        for comment in comments {
            let mut words = names(comment.says);
            match (words.next(), off) {
                (Some("off"), None) => off = Some(comment.range.start),
                (Some("on"), Some(start)) => {
                    exceptions.ranges.push((start..comment.range.end, None));
                    off = None;
                }
                (Some("ignore"), _) => {
                    let names: Vec<String> = words.map(str::to_owned).collect();
                    exceptions.ranges.extend(blocks.about(&comment.range).map(|block| (block, Some(names))));
                }
                _ => {}
            }
            exceptions.ranges.push((comment.range, None));
        }
        exceptions.ranges.extend(off.map(|start| (start..draft.text().len(), None)));
        exceptions
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Where a rule is not at work: sorted and without overlap.
    pub fn barred(&self, rule: &str, group: &str) -> Vec<Range<usize>> {
        let covers = |name: &String| name == rule || name == group || name == "ALL";
        let concerned =
            self.ranges.iter().filter(|(_, names)| names.as_ref().is_none_or(|names| names.iter().any(covers)));
        merged(concerned.map(|(range, _)| range.clone()).collect())
    }
}

/// The comments of a draft that say nothing, in their order. `is_rule` tells the names of rules and groups.
pub fn faults(draft: &Draft, is_rule: impl Fn(&str) -> bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut off = false;
    for comment in comments(draft) {
        let mut words = names(comment.says);
        let mut matters = Vec::new();
        match (words.next(), words.next()) {
            (Some("off"), None) => {
                matters.extend(off.then_some(Matter::NotOpen));
                off = true;
            }
            (Some("on"), None) => {
                matters.extend((!off).then_some(Matter::NotOpen));
                off = false;
            }
            (Some("ignore"), Some(first)) => {
                let unknown = std::iter::once(first).chain(words).filter(|name| !is_rule(name));
                matters.extend(unknown.map(|name| Matter::NoRule(name.to_owned())));
            }
            _ => matters.push(Matter::Unknown),
        }
        let (source, text) = (draft.source_of(&comment.range), &draft.text()[comment.range.clone()]);
        faults.extend(matters.into_iter().map(|matter| Fault {
            source: source.clone(),
            comment: text.to_owned(),
            matter,
        }));
    }
    faults
}

fn names(says: &str) -> impl Iterator<Item = &str> {
    says.split([' ', '\t', '\n', '\r', ',']).filter(|name| !name.is_empty())
}

/// The comments in raw HTML, in their order.
fn comments(draft: &Draft) -> Vec<Comment<'_>> {
    let text = draft.text();
    let mut comments = Vec::new();
    // Nearly no text has one; this alone is done for all others.
    if memmem::find(text.as_bytes(), b"copydesk").is_none() {
        return comments;
    }
    let passages = draft.passages().iter().filter(|passage| passage.kind == Kind::Html).map(|passage| &passage.range);
    let marks = draft.marks().iter().filter(|mark| mark.kind == MarkKind::Html).map(|mark| &mark.range);
    for range in passages.chain(marks) {
        let mut at = range.start;
        while let Some(start) = text[at..range.end].find("<!--").map(|found| at + found)
            && let Some(length) = text[start..range.end].find("-->")
        {
            at = start + length + "-->".len();
            comments.extend(instruction(&text[start..at]).map(|says| Comment { range: start..at, says }));
        }
    }
    comments.sort_by_key(|comment| comment.range.start);
    comments
}

/// The blocks that comments are about, looked for in the order of the comments: many of them may stand above one list.
struct Blocks<'d> {
    draft: &'d Draft,
    /// For each passage, itself or the next one that is no comment for this program.
    next: Vec<usize>,
    /// The block found last, by its first passage and by how deep the comment lies.
    last: Option<((usize, usize), Range<usize>)>,
}

impl<'d> Blocks<'d> {
    fn of(draft: &'d Draft) -> Self {
        let passages = draft.passages();
        let mut next = vec![passages.len(); passages.len() + 1];
        for (index, passage) in passages.iter().enumerate().rev() {
            let is_comment = passage.kind == Kind::Html && instruction(&draft.text()[passage.range.clone()]).is_some();
            next[index] = if is_comment { next[index + 1] } else { index };
        }
        Self { draft, next, last: None }
    }

    /// The block that follows a comment, be it a whole list or quote, or the one that the comment stands in.
    fn about(&mut self, comment: &Range<usize>) -> Option<Range<usize>> {
        let passages = self.draft.passages();
        let own = self.draft.passage_at(comment.start)?;
        if passages[own].kind != Kind::Html {
            return Some(passages[own].range.clone());
        }
        let first = self.next[own + 1];
        let (start, depth) = (passages.get(first)?.range.start, passages[own].containers.len());
        if let Some((_, range)) = self.last.as_ref().filter(|(last, _)| *last == (first, depth)) {
            return Some(range.clone());
        }
        let container = passages[first].containers.get(depth);
        let is_inside = |passage: &&Passage| container.is_some() && passage.containers.get(depth) == container;
        let end = passages[first..].iter().take_while(is_inside).last().unwrap_or(&passages[first]).range.end;
        self.last = Some(((first, depth), start..end));
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is barred for a rule of a group in a Markdown source.
    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let draft = crate::read::markdown::read(source);
        let barred = Exceptions::of(&draft).barred("scanno", "words");
        let texts: Vec<&str> = barred.iter().map(|range| &draft.text()[range.clone()]).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn off_reaches_to_on_or_to_the_end() {
        check(
            "a\n\n<!-- copydesk off -->\n\nb\n\n<!--copydesk on-->\n\nc\n",
            &["<!-- copydesk off -->\n\n\nb\n\n<!--copydesk on-->"],
        );
        check("a\n\n<!-- copydesk off -->\nb\n\nc\n", &["<!-- copydesk off -->\n\n\nb\n\nc"]);
        check("a <!-- copydesk off -->b<!-- copydesk on --> c\n", &["<!-- copydesk off -->b<!-- copydesk on -->"]);
        check("a\n\n<!-- copydesk on -->\n\nb\n", &["<!-- copydesk on -->"]);
        check("`<!-- copydesk off -->` a <!-- copydesks off --> <!-- other -->\n", &[]);
    }

    #[test]
    fn ignore_is_about_one_block_and_some_rules() {
        let one = "<!-- copydesk ignore scanno -->";
        check(&format!("{one}\n\nb\n\nc\n"), &[one, "b"]);
        check(&format!("{one}\n\n- b\n- c\n\nd\n"), &[one, "b\n\nc"]);
        check(&format!("- b\n\n  {one}\n\n  c\n- d\n"), &[one, "c"]);
        check(&format!("b {one} c\n\nd\n"), &[&format!("b {one} c")]);
        let two = "<!-- copydesk ignore hard-wrap, words -->";
        check(
            &format!("<!-- copydesk ignore hyphen -->\n{two}\n\nb\n\nc\n"),
            &["<!-- copydesk ignore hyphen -->", two, "b"],
        );
        check("<!-- copydesk ignore hyphen -->\n\nb\n", &["<!-- copydesk ignore hyphen -->"]);
    }

    #[test]
    fn what_says_nothing_is_a_fault() {
        let source = "<!-- copydesk of -->\n\n<!-- copydesk -->\n\n<!-- copydesk ignore -->\n\n<!-- copydesk on -->\n\n\
                      <!-- copydesk ignore scanno, lost-hypen -->\n\n<!-- copydesk off -->\n\n<!-- copydesk off -->\n";
        let draft = crate::read::markdown::read(source);
        let matters: Vec<Matter> =
            faults(&draft, |name| name == "scanno").into_iter().map(|fault| fault.matter).collect();
        let expected = [
            Matter::Unknown,
            Matter::Unknown,
            Matter::Unknown,
            Matter::NotOpen,
            Matter::NoRule("lost-hypen".to_owned()),
            Matter::NotOpen,
        ];
        assert_eq!(matters, expected);
    }

    #[test]
    fn many_comments_above_one_list_take_linear_time() {
        let source = format!("{}{}", "<!-- copydesk ignore scanno -->\n".repeat(20_000), "- b\n".repeat(20_000));
        let draft = crate::read::markdown::read(&source);
        let begun = std::time::Instant::now();
        let barred = Exceptions::of(&draft).barred("scanno", "words");
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
        assert_eq!(barred.len(), 20_001);
    }
}
