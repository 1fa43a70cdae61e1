//! Lays the repaired text beside the text as read: which stretch became which, and by which repairs.

use std::ops::Range;

use crate::repair::Repair;

/// A stretch of the text as read with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it lies in the text as read.
    pub before: Range<usize>,
    /// Where it lies in the repaired text.
    pub after: Range<usize>,
    /// The repairs that made one of the other, as places in the record; none where both are the same.
    pub repairs: Vec<usize>,
}

/// The stretches of a text as read of this length, in order; together they are both texts.
///
/// The passes are composed one after the other, each in a single walk, so that the cost is that of the passes.
pub fn stretches(length: usize, applied: &[Repair]) -> Vec<Stretch> {
    let mut pieces = vec![Piece { before: 0..length, length, repairs: Vec::new(), changed: false, tied: false }];
    let mut first = 0;
    for pass in applied.chunk_by(|one, two| one.pass == two.pass) {
        let mut changes: Vec<Change> = pass
            .iter()
            .enumerate()
            .flat_map(|(index, repair)| repair.parts.iter().map(move |part| (first + index, part)))
            .map(|(repair, part)| Change {
                range: part.at..part.at + part.before.len(),
                length: part.after.len(),
                repair,
            })
            .collect();
        changes.sort_by_key(|change| (change.range.start, change.range.end));
        pieces = composed(pieces, &changes);
        first += pass.len();
    }
    joined(pieces)
}

/// One change of a pass.
struct Change {
    range: Range<usize>,
    length: usize,
    repair: usize,
}

/// A stretch while the passes are composed.
#[derive(Clone, Debug)]
struct Piece {
    before: Range<usize>,
    /// In the text after the passes so far, in bytes.
    length: usize,
    repairs: Vec<usize>,
    changed: bool,
    /// Nobody can tell where it and the piece before it part in the text as read.
    tied: bool,
}

impl Piece {
    /// Cuts the piece; what comes back is the part before `at`. What was changed stays with it as a whole.
    fn cut(&mut self, at: usize) -> Self {
        let border = if self.changed { self.before.end } else { self.before.start + at };
        let head = Self { before: self.before.start..border, length: at, ..self.clone() };
        let tied = self.changed;
        *self = Self { before: border..self.before.end, length: self.length - at, tied, ..self.clone() };
        head
    }
}

/// The pieces after one more pass.
fn composed(pieces: Vec<Piece>, changes: &[Change]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len() + 2 * changes.len());
    let mut rest = pieces.into_iter();
    let mut current = rest.next();
    let mut at = 0;
    for change in changes {
        // What stands before the change, and what was taken out right before it.
        while let Some(mut piece) = current.take() {
            if at + piece.length <= change.range.start {
                at += piece.length;
                current = rest.next();
                out.push(piece);
            } else {
                if at < change.range.start {
                    out.push(piece.cut(change.range.start - at));
                    at = change.range.start;
                }
                current = Some(piece);
                break;
            }
        }
        let border = current.as_ref().map(|piece| piece.before.start);
        let start = border.or_else(|| out.last().map(|piece| piece.before.end)).unwrap_or(0);
        let tied = current.as_ref().is_some_and(|piece| piece.tied);
        let (before, length) = (start..start, change.length);
        let mut made = Piece { before, length, repairs: Vec::new(), changed: true, tied };
        while at < change.range.end
            && let Some(mut piece) = current.take()
        {
            let left = change.range.end - at;
            let gone = if piece.length > left {
                let head = piece.cut(left);
                current = Some(piece);
                head
            } else {
                current = rest.next();
                piece
            };
            at += gone.length;
            made.before.end = gone.before.end;
            made.repairs.extend(gone.repairs);
        }
        made.repairs.push(change.repair);
        out.push(made);
    }
    out.extend(current);
    out.extend(rest);
    out
}

/// The pieces as stretches: those that are tied together are one.
fn joined(pieces: Vec<Piece>) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    for piece in pieces {
        let after = at..at + piece.length;
        at = after.end;
        match stretches.last_mut() {
            Some(last) if piece.tied => {
                (last.before.end, last.after.end) = (piece.before.end, after.end);
                last.repairs.extend(piece.repairs);
            }
            _ => stretches.push(Stretch { before: piece.before, after, repairs: piece.repairs }),
        }
    }
    for stretch in &mut stretches {
        stretch.repairs.sort_unstable();
        stretch.repairs.dedup();
    }
    stretches.retain(|stretch| !stretch.before.is_empty() || !stretch.repairs.is_empty());
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::Part;
    use crate::rule::Safety;
    use crate::{Options, clean};

    fn repair(pass: usize, parts: &[(usize, &str, &str)]) -> Repair {
        let part = |&(at, before, after): &(usize, &str, &str)| Part {
            at,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        Repair {
            rule: "hard-wrap",
            pass,
            source: 0..0,
            before: String::new(),
            after: String::new(),
            parts: parts.iter().map(part).collect(),
            reason: String::new(),
            safety: Safety::Safe,
        }
    }

    /// Asserts which pieces of both texts are told to differ: `before>after` with the repairs.
    #[track_caller]
    fn check(as_read: &str, applied: &[Repair], expected: &[&str]) {
        let after = crate::repair::replay(as_read, applied).unwrap();
        let stretches = stretches(as_read.len(), applied);
        let both = |range: fn(&Stretch) -> Range<usize>, text: &str| -> String {
            stretches.iter().map(|stretch| text[range(stretch)].to_owned()).collect()
        };
        assert_eq!(both(|stretch| stretch.before.clone(), as_read), as_read);
        assert_eq!(both(|stretch| stretch.after.clone(), &after), after);
        let told: Vec<String> = stretches
            .iter()
            .filter_map(|stretch| {
                let (one, two) = (&as_read[stretch.before.clone()], &after[stretch.after.clone()]);
                if stretch.repairs.is_empty() {
                    assert_eq!(one, two);
                    return None;
                }
                Some(format!("{one}>{two} {:?}", stretch.repairs))
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn composes_passes_that_meet() {
        check("abcdef", &[repair(0, &[(1, "b", "BB")]), repair(0, &[(4, "e", "")])], &["b>BB [0]", "e> [1]"]);
        // A change inside of what an earlier pass put in, and over its edge.
        check("abcdef", &[repair(0, &[(1, "b", "xyz")]), repair(1, &[(2, "y", "")])], &["b>xz [0, 1]"]);
        check("abcdef", &[repair(0, &[(1, "b", "xyz")]), repair(1, &[(3, "zc", "!")])], &["bc>xy! [0, 1]"]);
        check("abcdef", &[repair(0, &[(3, "de", "xyz")]), repair(1, &[(2, "cx", "")])], &["cde>yz [0, 1]"]);
        // An insertion inside, and one at the very end.
        check(
            "ab",
            &[repair(0, &[(0, "a", "xy")]), repair(1, &[(1, "", "-"), (3, "", ".")])],
            &["a>x-y [0, 1]", ">. [1]"],
        );
        // A whole that swallows what was done inside of it, and what was taken out before.
        check("a1b2c", &[repair(0, &[(1, "1", "")]), repair(1, &[(0, "ab2", "")])], &["a1b2> [0, 1]"]);
        check("abc", &[repair(0, &[(0, "a", "")]), repair(1, &[(0, "b", "B")])], &["a> [0]", "b>B [1]"]);
    }

    #[test]
    fn both_texts_of_a_cleaned_article_are_there_in_full() {
        let source = "Face-toface talks have found-\nered. with the two <u>sides</u> . . . un-\nable to agree, and\n\n1\n\nthey went home.\n";
        let outcome = clean(source, &Options::default());
        let stretches = stretches(outcome.as_read().len(), &outcome.record().applied);
        let after: String = stretches.iter().map(|stretch| &outcome.draft().text()[stretch.after.clone()]).collect();
        assert_eq!(after, outcome.draft().text());
        for stretch in stretches.iter().filter(|stretch| stretch.repairs.is_empty()) {
            assert_eq!(outcome.as_read()[stretch.before.clone()], outcome.draft().text()[stretch.after.clone()]);
        }
    }
}
