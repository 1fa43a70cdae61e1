//! How far a run has come, on a terminal, and what it came to in the end.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::arguments::Voice;

/// So many rules are named in a summary; all of them where much is to be told.
const NAMED: usize = 10;

/// A bar for so many files.
pub fn files(count: usize) -> ProgressBar {
    if count < 2 {
        return ProgressBar::hidden();
    }
    bar(count as u64, "{bar:30} {human_pos}/{human_len} files, {rate}, {eta} left")
}

/// A bar for so many bytes of files.
pub fn bytes(count: u64) -> ProgressBar {
    bar(count, "{bar:30} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left")
}

/// A bar that shows itself only on a terminal, and after a second.
fn bar(length: u64, template: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.with_key("rate", rate));
    }
    let (begun, shown) = (Instant::now(), bar.clone());
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(1).saturating_sub(begun.elapsed()));
        if !shown.is_finished() {
            shown.set_draw_target(ProgressDrawTarget::stderr());
        }
    });
    bar
}

/// How many are done in a second: `0.4/s`, `22/s`.
fn rate(state: &ProgressState, written: &mut dyn std::fmt::Write) {
    let rate = state.per_sec();
    let digits = usize::from(rate < 10.0);
    // A bar that can't be written is nobody's trouble.
    let _ = write!(written, "{rate:.digits$}/s");
}

/// How often each rule repaired something.
#[derive(Debug, Default)]
pub struct Tally(HashMap<&'static str, usize>);

impl Tally {
    /// Counts repairs, each by its rule.
    pub fn add(&mut self, rules: impl IntoIterator<Item = &'static str>) {
        for rule in rules {
            *self.0.entry(rule).or_default() += 1;
        }
    }

    /// How many repairs there were.
    pub fn repairs(&self) -> usize {
        self.0.values().sum()
    }

    /// A line for each rule, the most frequent first.
    pub fn lines(&self, voice: Voice) -> String {
        let mut rules: Vec<(&str, usize)> = self.0.iter().map(|(rule, count)| (*rule, *count)).collect();
        rules.sort_by_key(|(rule, count)| (usize::MAX - count, *rule));
        let named = if voice == Voice::Verbose { rules.len() } else { NAMED.min(rules.len()) };
        let mut lines = String::new();
        for (rule, count) in &rules[..named] {
            let _ = write!(lines, "\n{count:>8}  {rule}");
        }
        if named < rules.len() {
            let _ = write!(lines, "\n          and {} more rules; --verbose names them all", rules.len() - named);
        }
        lines
    }
}

/// What became of so many files: how many were done, and how many were not, and why.
pub fn summary(files: usize, done: usize, rest: &[(usize, &str)]) -> String {
    let mut told = format!("{}: {done} done", counted(files, "file"));
    for (count, what) in rest.iter().filter(|(count, _)| *count > 0) {
        let _ = write!(told, ", {count} {what}");
    }
    told
}

/// `1 file`, `2 files`.
pub fn counted(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_rule_comes_first() {
        let mut tally = Tally::default();
        tally.add(["scanno", "hard-wrap", "hard-wrap", "gap"]);
        assert_eq!(tally.repairs(), 4);
        assert_eq!(tally.lines(Voice::Normal), "\n       2  hard-wrap\n       1  gap\n       1  scanno");
    }

    #[test]
    fn many_rules_are_named_only_on_request() {
        let mut tally = Tally::default();
        tally.add(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"]);
        assert!(tally.lines(Voice::Normal).ends_with("and 2 more rules; --verbose names them all"));
        assert!(tally.lines(Voice::Verbose).ends_with("\n       1  l"));
    }
}
