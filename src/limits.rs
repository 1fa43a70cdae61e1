//! How much of a text is taken on: its size, lines, nesting and repairs, and the time that it may take.

use std::cell::Cell;
use std::fmt;
use std::time::{Duration, Instant};

/// What a text may come to before it is given up.
///
/// ```
/// use copydesk::{Exceeded, Limits, Options, clean_within};
///
/// let limits = Limits { repairs: 1, ..Limits::default() };
/// let text = "They met . . . and left . . . at dawn.\n";
/// assert_eq!(clean_within(text, &Options::default(), &limits).unwrap_err(), Exceeded::Repairs(1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest source, in bytes.
    pub size: usize,
    /// The longest line of plain text and Markdown, in bytes; in HTML line ends mean nothing.
    pub line: usize,
    /// How deep quotes, lists and elements may nest in Markdown and HTML. What nests deeper than 64 is text of the
    /// innermost container that is kept, whatever this says.
    pub nesting: usize,
    /// The most repairs, those that are only told included.
    pub repairs: usize,
    /// The time that reading, repairing and structuring may take. It is looked at between and in steps and wherever a
    /// repair is asked for, so that a text is given up a little later than this: by a tenth of what all of it takes.
    pub time: Option<Duration>,
}

impl Limits {
    /// No limits.
    pub const NONE: Self =
        Self { size: usize::MAX, line: usize::MAX, nesting: usize::MAX, repairs: usize::MAX, time: None };
}

impl Default for Limits {
    /// 64 MiB, lines of 4 MiB, 10,000 elements deep, a million repairs, five minutes: far more than any article, and less
    /// than what would fill the memory or hold up a queue.
    fn default() -> Self {
        Self { size: 64 << 20, line: 4 << 20, nesting: 10_000, repairs: 1_000_000, time: Some(Duration::from_mins(5)) }
    }
}

/// Which limit a text is over, with the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exceeded {
    /// It is larger than this many bytes.
    Size(usize),
    /// It has a line of more than this many bytes.
    Line(usize),
    /// It nests deeper than this.
    Nesting(usize),
    /// It asks for more repairs than this.
    Repairs(usize),
    /// It takes longer than this.
    Time(Duration),
}

impl fmt::Display for Exceeded {
    /// What is the matter with the text, to stand behind its name: `is larger than 64 MiB`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size(bytes) => write!(formatter, "is larger than {}", Bytes(*bytes)),
            Self::Line(bytes) => write!(formatter, "has a line of more than {}", Bytes(*bytes)),
            Self::Nesting(deep) => write!(formatter, "nests deeper than {deep} elements"),
            Self::Repairs(count) => write!(formatter, "asks for more than {count} repairs"),
            Self::Time(time) => write!(formatter, "takes longer than {} s", time.as_secs_f64()),
        }
    }
}

impl std::error::Error for Exceeded {}

/// A number of bytes in the largest unit that it is a multiple of.
struct Bytes(usize);

impl fmt::Display for Bytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bytes if bytes > 0 && bytes % (1 << 20) == 0 => write!(formatter, "{} MiB", bytes >> 20),
            bytes if bytes > 0 && bytes % (1 << 10) == 0 => write!(formatter, "{} KiB", bytes >> 10),
            bytes => write!(formatter, "{bytes} bytes"),
        }
    }
}

/// Watches over the limits while one text is worked on; its time begins when it is made.
///
/// Whoever works asks it now and then and stops by itself: no thread is ended from outside. The first limit that a text
/// is over stays.
#[derive(Debug)]
pub struct Watch {
    limits: Limits,
    end: Option<Instant>,
    repairs: Cell<usize>,
    exceeded: Cell<Option<Exceeded>>,
}

impl Watch {
    /// A watch over `limits`, from now on.
    pub fn new(limits: &Limits) -> Self {
        // A time beyond what the clock can tell is none.
        let end = limits.time.and_then(|time| Instant::now().checked_add(time));
        Self { limits: *limits, end, repairs: Cell::new(0), exceeded: Cell::new(None) }
    }

    /// A watch that never stops anything.
    pub fn none() -> Self {
        Self::new(&Limits::NONE)
    }

    /// Looks at the size of a source and, where `by_lines` says that its lines mean something, at their lengths.
    pub fn look_at(&self, source: &str, by_lines: bool) {
        if source.len() > self.limits.size {
            self.note(Exceeded::Size(self.limits.size));
        }
        if by_lines && source.len() > self.limits.line && longest_line(source) > self.limits.line {
            self.note(Exceeded::Line(self.limits.line));
        }
    }

    /// Notes how deep a source nests.
    pub fn look_at_nesting(&self, deep: usize) {
        if deep > self.limits.nesting {
            self.note(Exceeded::Nesting(self.limits.nesting));
        }
    }

    /// Counts a repair that is asked for. Answers whether it is still to be taken.
    pub fn count_repair(&self) -> bool {
        self.repairs.set(self.repairs.get().saturating_add(1));
        if self.repairs.get() > self.limits.repairs {
            self.note(Exceeded::Repairs(self.limits.repairs));
        }
        !self.is_over()
    }

    /// Whether the work is to be stopped: a limit was met, or the time is over.
    pub fn is_over(&self) -> bool {
        if self.exceeded.get().is_none()
            && let (Some(end), Some(time)) = (self.end, self.limits.time)
            && Instant::now() >= end
        {
            self.note(Exceeded::Time(time));
        }
        self.exceeded.get().is_some()
    }

    /// Ends the work with `?` where it is to be stopped.
    ///
    /// # Errors
    /// The limit that was met first.
    pub fn check(&self) -> Result<(), Exceeded> {
        self.is_over();
        self.exceeded.get().map_or(Ok(()), Err)
    }

    fn note(&self, exceeded: Exceeded) {
        if self.exceeded.get().is_none() {
            self.exceeded.set(Some(exceeded));
        }
    }
}

/// The length of the longest line, in bytes.
fn longest_line(text: &str) -> usize {
    let (mut longest, mut start) = (0, 0);
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        longest = longest.max(end - start);
        start = end + 1;
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Extract;
    use crate::survey::Survey;
    use crate::{Format, Options, clean_within, convert_within};

    #[track_caller]
    fn check(source: &str, from: Format, limits: Limits, expected: Option<Exceeded>) {
        let options = Options { from, ..Options::default() };
        assert_eq!(clean_within(source, &options, &limits).err(), expected);
    }

    #[test]
    fn each_limit_holds_at_its_edge() {
        let none = Limits::NONE;
        let text = "The tide.\nIs out.\n";
        check(text, Format::Text, Limits { size: 18, ..none }, None);
        check(text, Format::Text, Limits { size: 17, ..none }, Some(Exceeded::Size(17)));
        check(text, Format::Text, Limits { line: 9, ..none }, None);
        check(text, Format::Text, Limits { line: 8, ..none }, Some(Exceeded::Line(8)));
        check("<p>\nThe tide is out.", Format::Html, Limits { line: 8, ..none }, None);
        check("> > > Tide.\n", Format::Markdown, Limits { nesting: 3, ..none }, None);
        check("> > > Tide.\n", Format::Markdown, Limits { nesting: 2, ..none }, Some(Exceeded::Nesting(2)));
        check("<div><div><p>Tide.", Format::Html, Limits { nesting: 2, ..none }, None);
        check("<div><div><p>Tide.", Format::Html, Limits { nesting: 1, ..none }, Some(Exceeded::Nesting(1)));
        let two = "They met . . . and left . . . at dawn.\n";
        check(two, Format::Text, Limits { repairs: 2, ..none }, None);
        check(two, Format::Text, Limits { repairs: 1, ..none }, Some(Exceeded::Repairs(1)));
        let no_time = Limits { time: Some(Duration::ZERO), ..none };
        check(text, Format::Text, no_time, Some(Exceeded::Time(Duration::ZERO)));
        check(text, Format::Text, Limits { time: Some(Duration::MAX), ..none }, None);
    }

    #[test]
    fn within_the_limits_the_result_is_the_same() {
        let source = "They met . . . and the com-\nmittee left.\n";
        let (options, limits) = (Options::default(), Limits::default());
        let within = clean_within(source, &options, &limits).unwrap();
        let without = crate::clean(source, &options);
        assert_eq!((within.record(), within.document()), (without.record(), without.document()));
        assert_eq!(convert_within(source, &options, &limits).unwrap().draft().text(), source);
    }

    #[test]
    fn the_time_ends_the_work_soon() {
        let source = "The harbour , they said . . . is well known , and the com-\nmittee met there .\n".repeat(400);
        let limits = Limits { time: Some(Duration::from_millis(20)), ..Limits::NONE };
        let begun = Instant::now();
        let exceeded = clean_within(&source, &Options::default(), &limits).unwrap_err();
        assert_eq!(exceeded, Exceeded::Time(Duration::from_millis(20)));
        let stopped = begun.elapsed();
        let begun = Instant::now();
        crate::clean(&source, &Options::default());
        let whole = begun.elapsed();
        assert!(stopped < whole / 2, "stopped after {stopped:?} of {whole:?}");
    }

    /// Steps that ask for no repair look at the watch by themselves.
    #[test]
    fn once_the_time_is_over_nothing_more_is_read_or_surveyed() {
        let over = Watch::new(&Limits { time: Some(Duration::ZERO), ..Limits::NONE });
        let sources = [
            (Format::Text, "The tide is out.\n\nNobody minds.\n"),
            (Format::Markdown, "# Tide\n\nNobody minds.\n"),
            (Format::Html, "<nav><a href=/>Home</a></nav><article><h1>Tide</h1><p>Nobody minds.</article>"),
        ];
        for (format, source) in sources {
            let read = |watch: &Watch| crate::read::draft_within(source, format, &Extract::Always, None, watch);
            let in_time = read(&Watch::none());
            assert!(in_time.passages().len() >= 2 && read(&over).passages().is_empty(), "{source}");
            let words = Survey::within(&in_time, None, &Watch::none());
            let furniture = Survey::within(&in_time, None, &over);
            assert!(words.has_seen(&in_time.passages()[0]) && !furniture.has_seen(&in_time.passages()[0]), "{source}");
        }
    }

    #[test]
    fn says_the_limit_in_its_unit() {
        let said = [Exceeded::Size(64 << 20), Exceeded::Line(3 << 10), Exceeded::Size(1000), Exceeded::Size(0)];
        let expected = [
            "is larger than 64 MiB",
            "has a line of more than 3 KiB",
            "is larger than 1000 bytes",
            "is larger than 0 bytes",
        ];
        assert_eq!(said.map(|exceeded| exceeded.to_string()), expected);
        assert_eq!(Exceeded::Time(Duration::from_millis(1500)).to_string(), "takes longer than 1.5 s");
    }
}
