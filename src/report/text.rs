//! One text in a report: rows of before and after, what each rule did, what was left, what was taken off.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::align::{self, Stretch};
use super::escape::{escaped, named};
use super::{Tally, group_of, is_taken_off};
use crate::Outcome;
use crate::render::Positions;
use crate::repair::Repair;
use crate::rule::Safety;
use crate::rules::RULES;
use crate::visible::shortened;

/// How much of a long change a note repeats, in characters.
const LONG: usize = 60;

/// How much of the source stands on each side of a finding, in characters.
const WINDOW: usize = 48;

/// Where a text stands on its page.
pub struct Place<'p> {
    /// What its anchors begin with.
    pub prefix: &'p str,
    /// The level of its headings.
    pub level: u8,
}

impl Place<'_> {
    fn open(&self, out: &mut String, id: &str, heading: &str) {
        let (prefix, level) = (self.prefix, self.level);
        let _ = writeln!(out, "<section id=\"{prefix}{id}\">\n<h{level}>{heading}</h{level}>");
    }
}

/// The part of a page about one text.
pub fn section(source: &str, outcome: &Outcome, tally: &Tally, place: &Place<'_>) -> String {
    let applied = &outcome.record().applied;
    let stretches = align::stretches(outcome.as_read().len(), applied);
    let mut paper = Paper {
        outcome,
        positions: Positions::of(source),
        prefix: place.prefix,
        numbers: numbers(applied.len(), &stretches),
        seen: vec![false; applied.len()],
        out: String::new(),
    };
    for note in outcome.notes() {
        let _ = writeln!(paper.out, "<p>Note: {}.</p>", reason(note));
    }
    if !tally.rules.is_empty() {
        place.open(&mut paper.out, "rules", "By rule");
        paper.rules(tally);
    }
    place.open(&mut paper.out, "text", "Before and after");
    paper.rows(&stretches);
    if tally.suggested + tally.told > 0 {
        place.open(&mut paper.out, "left", "Left to you");
        paper.left(source);
    }
    if tally.taken_off > 0 {
        place.open(&mut paper.out, "off", "Taken off the page");
        paper.taken_off();
    }
    if !outcome.roles().is_empty() {
        place.open(&mut paper.out, "parts", "Parts of the article");
        paper.parts(source);
    }
    paper.out
}

/// The number of each repair: they count in the order in which they are met in the text.
fn numbers(count: usize, stretches: &[Stretch]) -> Vec<usize> {
    let (mut numbers, mut next) = (vec![0; count], 1);
    for &repair in stretches.iter().flat_map(|stretch| &stretch.repairs) {
        if numbers[repair] == 0 {
            numbers[repair] = next;
            next += 1;
        }
    }
    numbers
}

/// What the page is written on.
struct Paper<'o> {
    outcome: &'o Outcome,
    positions: Positions<'o>,
    prefix: &'o str,
    numbers: Vec<usize>,
    /// Which repairs have been met in the text.
    seen: Vec<bool>,
    out: String,
}

/// A piece of both texts, with the repairs that made one of the other.
struct Piece<'t> {
    before: &'t str,
    after: &'t str,
    repairs: &'t [usize],
}

impl Paper<'_> {
    /// What each rule did, in the order of the catalogue.
    fn rules(&mut self, tally: &Tally) {
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (repair, &number) in self.outcome.record().applied.iter().zip(&self.numbers) {
            first.entry(repair.rule).and_modify(|known| *known = number.min(*known)).or_insert(number);
        }
        self.out.push_str(
            "<div class=\"wide\"><table class=\"rules\">\n<tr><th>rule</th><th>group</th><th>what it does</th><th>repairs</th><th>left</th></tr>\n",
        );
        for rule in RULES {
            let Some((made, left)) = tally.rules.get(rule.id) else { continue };
            let (group, id) = (rule.group.name(), rule.id);
            let name = match first.get(id) {
                Some(number) => format!("<a href=\"#{}r{number}\">{id}</a>", self.prefix),
                None => id.to_owned(),
            };
            let summary = escaped(rule.summary).replace('`', "");
            let _ = writeln!(
                self.out,
                "<tr><td>{name}</td><td><span class=\"group {group}\">{group}</span></td><td>{summary}</td><td>{made}</td><td>{left}</td></tr>"
            );
        }
        self.out.push_str("</table></div>\n</section>\n");
    }

    /// Both texts side by side, a row for each passage.
    fn rows(&mut self, stretches: &[Stretch]) {
        let language = self.outcome.document().meta.language.as_deref();
        let language = language.map_or_else(String::new, |tag| format!(" lang=\"{}\"", escaped(tag)));
        let _ = writeln!(self.out, "<div class=\"rows\">");
        self.out.push_str("<div class=\"row head\"><p>Before</p><p>After</p><p>Why</p></div>\n");
        for row in rows(self.outcome, stretches) {
            self.row(&row, &language);
        }
        self.out.push_str("</div>\n</section>\n");
    }

    fn row(&mut self, row: &[Piece<'_>], language: &str) {
        let is_same = row.iter().all(|piece| piece.repairs.is_empty());
        let is_gone = !is_same && row.iter().all(|piece| piece.after.trim().is_empty());
        let class = if is_same {
            "row same"
        } else if is_gone {
            "row gone"
        } else {
            "row"
        };
        let mut new = Vec::new();
        let _ = write!(self.out, "<div class=\"{class}\"><p class=\"before\" dir=\"auto\"{language}>");
        for piece in row {
            self.before(piece, &mut new);
        }
        let _ = write!(self.out, "</p><p class=\"after\" dir=\"auto\"{language}>");
        for piece in row {
            self.after(piece);
        }
        self.out.push_str("</p>");
        if !new.is_empty() {
            self.notes(&new);
        }
        self.out.push_str("</div>\n");
    }

    fn before(&mut self, piece: &Piece<'_>, new: &mut Vec<usize>) {
        let Some(&last) = piece.repairs.last() else {
            self.out.push_str(&escaped(piece.before));
            return;
        };
        let group = group_of(self.repair(last)).name();
        // A menu of many lines takes few here; it stands in full among what was taken off.
        let is_off = piece.after.is_empty() && is_taken_off(self.repair(last));
        let shown = named(piece.before);
        let shown = if is_off { shown.replace("⏎⏎", "⏎").replace('⏎', "⏎ ") } else { in_lines(&shown) };
        // A line that was taken up ends behind the number.
        let (shown, end) = shown.strip_suffix('\n').map_or((shown.as_str(), ""), |shown| (shown, "\n"));
        let _ = match shown {
            "" => write!(self.out, "<span class=\"spot {group}\"></span>"),
            shown => write!(self.out, "<del class=\"{group}\">{shown}</del>"),
        };
        let first = piece.repairs.iter().copied().filter(|&repair| !self.seen[repair]);
        let from = new.len();
        new.extend(first);
        self.numbers(piece.repairs, &new[from..]);
        self.out.push_str(end);
        for &repair in piece.repairs {
            self.seen[repair] = true;
        }
    }

    fn after(&mut self, piece: &Piece<'_>) {
        let Some(&last) = piece.repairs.last() else {
            self.out.push_str(&escaped(piece.after));
            return;
        };
        let group = group_of(self.repair(last)).name();
        let _ = match piece.after {
            "" => write!(self.out, "<span class=\"spot {group}\"></span>"),
            after if after.trim().is_empty() => write!(self.out, "<ins class=\"{group}\">{}</ins>", escaped(after)),
            after => write!(self.out, "<ins class=\"{group}\">{}</ins>", in_lines(&named(after))),
        };
        // Where lines were joined, the numbers before are enough.
        if !(piece.before.trim().is_empty() && piece.after.trim().is_empty()) {
            self.numbers(piece.repairs, &[]);
        }
    }

    /// The numbers of repairs, each of which leads to its note; `new` are those of them that are met here first.
    fn numbers(&mut self, repairs: &[usize], new: &[usize]) {
        let mut new = new.iter().peekable();
        self.out.push_str("<sup>");
        for &repair in repairs {
            let (prefix, number) = (self.prefix, self.numbers[repair]);
            let is_new = new.next_if(|next| **next == repair).is_some();
            let id = if is_new { format!(" id=\"{prefix}b{number}\"") } else { String::new() };
            let Repair { rule, reason, .. } = self.repair(repair);
            let title = format!("{rule}: {}", named(reason));
            let _ = write!(self.out, "<a{id} href=\"#{prefix}r{number}\" title=\"{title}\">{number}</a>");
        }
        self.out.push_str("</sup>");
    }

    /// Why the repairs of a row were made; those that one rule made for one reason share a note.
    fn notes(&mut self, repairs: &[usize]) {
        let applied = &self.outcome.record().applied;
        let mut order: Vec<Vec<usize>> = Vec::new();
        let mut known: HashMap<(&str, &str), usize> = HashMap::new();
        for &repair in repairs {
            let Repair { rule, reason, .. } = &applied[repair];
            let place = *known.entry((rule, reason)).or_insert_with(|| {
                order.push(Vec::new());
                order.len() - 1
            });
            order[place].push(repair);
        }
        self.out.push_str("<ul class=\"why\">");
        for note in &order {
            self.note(note);
        }
        self.out.push_str("</ul>");
    }

    fn note(&mut self, repairs: &[usize]) {
        let applied = &self.outcome.record().applied;
        let first = &applied[repairs[0]];
        let _ = write!(self.out, "<li class=\"{}\"><span class=\"numbers\">", group_of(first).name());
        for &repair in repairs {
            let (prefix, number) = (self.prefix, self.numbers[repair]);
            let _ = write!(self.out, "<a id=\"{prefix}r{number}\" href=\"#{prefix}b{number}\">{number}</a> ");
        }
        let place = self.positions.range(first.source.clone());
        let _ = write!(
            self.out,
            "</span><b>{}</b> {}<span class=\"place\">{}:{}</span></li>",
            first.rule,
            reason(&first.reason),
            place.line,
            place.column
        );
    }

    /// What was found and left: suggestions, and what is only told.
    fn left(&mut self, source: &str) {
        let mut found: Vec<&Repair> = self.outcome.record().found.iter().collect();
        found.sort_by_key(|repair| (repair.source.start, repair.source.end));
        self.out.push_str("<ul class=\"left\">\n");
        for repair in found {
            let place = self.positions.range(repair.source.clone());
            let (head, tail) = around(source, &repair.source);
            let (group, class) = (group_of(repair).name(), repair.safety.name());
            let _ = write!(
                self.out,
                "<li class=\"{group}\"><span class=\"place\">{}:{}</span> <b>{}</b> <i>{class}</i> {}<br><q>{}",
                place.line,
                place.column,
                repair.rule,
                reason(&repair.reason),
                named(head)
            );
            if repair.safety == Safety::Report || repair.before == repair.after {
                let _ = write!(self.out, "<mark>{}</mark>", escaped(&shortened(&repair.before, LONG)));
            } else {
                self.push_change(repair);
            }
            let _ = writeln!(self.out, "{}</q></li>", named(tail));
        }
        self.out.push_str("</ul>\n</section>\n");
    }

    fn push_change(&mut self, repair: &Repair) {
        let group = group_of(repair).name();
        for (tag, text) in [("del", &repair.before), ("ins", &repair.after)] {
            if !text.is_empty() {
                let _ = write!(self.out, "<{tag} class=\"{group}\">{}</{tag}>", escaped(&shortened(text, LONG)));
            }
        }
    }

    /// The blocks that were taken off, with the reason and all of their text.
    fn taken_off(&mut self) {
        let applied = self.outcome.record().applied.iter().zip(&self.numbers);
        let mut off: Vec<(&Repair, usize)> =
            applied.filter(|(repair, _)| is_taken_off(repair)).map(|(repair, &number)| (repair, number)).collect();
        off.sort_by_key(|(_, number)| *number);
        self.out.push_str("<dl class=\"off\">\n");
        for (repair, number) in off {
            let (prefix, group) = (self.prefix, group_of(repair).name());
            let _ = writeln!(
                self.out,
                "<dt><a href=\"#{prefix}b{number}\">{number}</a> <span class=\"group {group}\">{}</span> {}</dt><dd dir=\"auto\">{}</dd>",
                repair.rule,
                reason(&repair.reason),
                escaped(repair.before.trim())
            );
        }
        self.out.push_str("</dl>\n</section>\n");
    }

    /// The roles that were recognised, and why.
    fn parts(&mut self, source: &str) {
        self.out.push_str("<div class=\"wide\"><table>\n<tr><th>part</th><th>text</th><th>why</th></tr>\n");
        for note in self.outcome.roles() {
            let text = source.get(note.source.clone()).unwrap_or_default();
            let _ = writeln!(
                self.out,
                "<tr><td>{}</td><td dir=\"auto\">{}</td><td>{}</td></tr>",
                escaped(note.role),
                escaped(&shortened(text.trim(), 2 * LONG)),
                reason(&note.reason)
            );
        }
        self.out.push_str("</table></div>\n</section>\n");
    }

    fn repair(&self, index: usize) -> &Repair {
        &self.outcome.record().applied[index]
    }
}

/// A reason, with what stands between backticks as code.
fn reason(text: &str) -> String {
    let shown = named(text);
    let mut pieces = shown.split('`');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    while let Some(quoted) = pieces.next() {
        match pieces.next() {
            Some(rest) => out.extend(["<code>", quoted, "</code>", rest]),
            None => out.extend(["`", quoted]),
        }
    }
    out
}

/// Where a line feed was changed, the line ends too.
fn in_lines(shown: &str) -> String {
    shown.replace('⏎', "⏎\n")
}

/// The pieces of both texts, parted where a passage of the repaired text ends.
fn rows<'t>(outcome: &'t Outcome, stretches: &'t [Stretch]) -> Vec<Vec<Piece<'t>>> {
    let (old, new) = (outcome.as_read(), outcome.draft().text());
    let passages = outcome.draft().passages();
    let is_between = |at: usize| {
        let next = passages.partition_point(|passage| passage.range.end <= at);
        passages.get(next).is_none_or(|passage| at < passage.range.start)
    };
    let mut rows: Vec<Vec<Piece<'t>>> = vec![Vec::new()];
    let mut push = |piece: Piece<'t>, ends: bool| {
        let Some(row) = rows.last_mut() else { return };
        if !piece.before.trim().is_empty() || !piece.after.trim().is_empty() || !piece.repairs.is_empty() {
            row.push(piece);
        }
        if ends && !row.is_empty() {
            rows.push(Vec::new());
        }
    };
    for stretch in stretches {
        let (before, after) = (&old[stretch.before.clone()], &new[stretch.after.clone()]);
        let mut ends = memchr::memchr_iter(b'\n', after.as_bytes()).filter(|at| is_between(stretch.after.start + at));
        if !stretch.repairs.is_empty() {
            push(Piece { before, after, repairs: &stretch.repairs }, ends.next_back().is_some());
            continue;
        }
        let mut start = 0;
        for end in ends {
            let text = &after[start..end];
            push(Piece { before: text, after: text, repairs: &[] }, true);
            start = end + 1;
        }
        let text = &after[start..];
        push(Piece { before: text, after: text, repairs: &[] }, false);
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// What stands around a place in its line.
fn around<'s>(source: &'s str, range: &std::ops::Range<usize>) -> (&'s str, &'s str) {
    let head = source.get(..range.start).unwrap_or_default();
    let tail = source.get(range.end..).unwrap_or_default();
    let in_line = |(_, character): &(usize, char)| *character != '\n';
    let start = head.char_indices().rev().take(WINDOW).take_while(in_line).last().map_or(head.len(), |(at, _)| at);
    let end = tail.char_indices().take(WINDOW).take_while(in_line).last();
    let end = end.map_or(0, |(at, character)| at + character.len_utf8());
    (&head[start..], &tail[..end])
}
