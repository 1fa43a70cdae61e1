//! Numbered lists in a narrow column beside the text, as of the stories read most: their items were broken into lines.

use std::ops::Range;

use super::Joint;
use super::cues::{End, Start, end_of, start_of};
use super::lines::{Line, width};

/// Joins the lines of each item of such a list. The measure of the text does not hold for them.
pub(super) fn settle(text: &str, lines: &[Line], parted: &[bool], joints: &mut [Joint]) {
    let mut at = 0;
    while at < lines.len() {
        let Some(list) = narrow_list(text, lines, parted, at) else {
            at += 1;
            continue;
        };
        for index in list.clone().take(list.len() - 1) {
            joints[index] = if lines[index + 1].marker.is_some() { Joint::Part } else { Joint::Wrap };
        }
        if let Some(last) = joints.get_mut(list.end - 1) {
            *last = Joint::Part;
        }
        at = list.end;
    }
}

/// The lines of a list whose first item stands at `first`: it counts from one, and no line of it is long.
fn narrow_list(text: &str, lines: &[Line], parted: &[bool], first: usize) -> Option<Range<usize>> {
    let number = |index: usize| lines[index].marker.and_then(|marker| marker.number);
    if number(first) != Some(1) {
        return None;
    }
    let (mut count, mut end) = (1, first + 1);
    let mut markers = vec![first];
    while end < lines.len() && lines[end].columns <= WIDEST && !parted[end - 1] && !lines[end].feed {
        if number(end) == Some(count + 1) {
            count += 1;
            markers.push(end);
        } else if lines[end].marker.is_some() || end - markers[markers.len() - 1] >= LONGEST_ITEM {
            break;
        }
        end += 1;
    }
    let last = markers.pop().filter(|_| count >= FEWEST_ITEMS && lines[first].columns <= WIDEST)?;
    let widest = lines[first..=last].iter().map(|line| line.width).fold(1.0, f32::max);
    let goes_on = |index: usize| goes_on(text, lines, index, widest);
    let inner = (first..last).filter(|index| lines[index + 1].marker.is_none());
    if !inner.clone().all(goes_on) || inner.count() == 0 {
        return None;
    }
    let rest = (last..end - 1).take_while(|index| goes_on(*index)).count();
    Some(first..last + 1 + rest)
}

/// Whether an item goes on in the next line: it has not ended, and there was no room or the line starts in lower case.
fn goes_on(text: &str, lines: &[Line], index: usize, widest: f32) -> bool {
    let (line, next) = (&text[lines[index].range.clone()], &text[lines[index + 1].range.clone()]);
    let first_word = next.split(' ').next().unwrap_or_default();
    let full = lines[index].width + width(" ") + width(first_word) > NEARLY * widest;
    end_of(line) != End::Terminal && (full || start_of(next) == Start::Lower) && lines[index + 1].width <= widest * 1.1
}

/// The lines of such a list have at most this many columns.
const WIDEST: usize = 44;
/// It has at least so many items,
const FEWEST_ITEMS: u32 = 3;
/// each of at most so many lines.
const LONGEST_ITEM: usize = 6;
/// A line is full where the next word would have come to this share of the widest line.
const NEARLY: f32 = 0.84;

#[cfg(test)]
mod tests {
    use super::super::{GroupKind, analyse};
    use crate::limits::Watch;

    /// The groups of a text, each as one line.
    fn groups(text: &str) -> Vec<String> {
        let layout = analyse(text, &Watch::none());
        let group = |group: &super::super::Group| {
            assert_ne!(group.kind, GroupKind::Verbatim);
            let lines = layout.lines[group.lines.clone()].iter().map(|line| &text[line.range.clone()]);
            lines.collect::<Vec<_>>().join(" ")
        };
        layout.groups.iter().map(group).collect()
    }

    const PROSE: &str = "The ferry to the islands is late again, and nobody in the harbour office\nis surprised by it, \
                         since the company has sold two of its boats and the\nthird one lies in the yard, where it waits \
                         for a part that has to come\nfrom the mainland by the very same ferry that cannot sail without it.\n";

    #[test]
    fn items_of_a_narrow_list_are_whole() {
        let list = "Most read\n1. A clerk found the old\nKey in the Ledger\n2. Two boats collide near the\nLighthouse\n\
                    3. The Council votes on the\nnew pier\n\n";
        let groups = groups(&format!("{list}{PROSE}"));
        assert_eq!(groups[1], "1. A clerk found the old Key in the Ledger");
        assert_eq!(groups[2], "2. Two boats collide near the Lighthouse");
        assert_eq!(groups[3], "3. The Council votes on the new pier");
    }

    #[test]
    fn items_with_lines_of_their_own_stay() {
        let list = "Shopping\n1. Flour\nTwo bags\n2. Butter\nOne pound, salted, from the market\n3. Eggs\nTwelve\n\n";
        let groups = groups(&format!("{list}{PROSE}"));
        assert!(groups.iter().any(|group| group == "2. Butter"), "{groups:?}");
    }
}
