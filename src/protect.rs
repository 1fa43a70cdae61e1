//! What no rule may touch: addresses, file names, figures with units, code, and whatever the user names.
//!
//! Found once, right after reading; the engine moves the ranges along with every edit.

mod exceptions;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::{memchr, memchr_iter, memchr2, memchr2_iter};
use regex::Regex;

pub use exceptions::{Exceptions, Fault, Matter, faults};

use crate::draft::{Draft, Kind, MarkKind};

/// What the user wants protected, and what the source is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Protection<'a> {
    /// The source was Markdown or HTML: a tag or an escape that still stands in
    /// the text is one the author writes about.
    pub markup: bool,
    /// Words that stay as they are.
    pub words: &'a [String],
    /// Phrases that stay as they are, made by [`phrases`].
    pub phrases: Option<&'a Regex>,
    /// Whatever one of these covers stays as it is.
    pub patterns: &'a [Regex],
}

/// The ranges of the draft's text that no rule may touch, in no order, perhaps overlapping.
///
/// They are: URLs, hosts under a known top-level domain, e-mail addresses, file names with a known ending, hashes,
/// @handles, #tags, numbers with units, times and versions, code, raw HTML blocks, and what `protection` names. What
/// lies inside a tag is left out: the tag as a whole may be taken off. Takes time linear in the text.
pub fn ranges(draft: &Draft, protection: &Protection<'_>) -> Vec<Range<usize>> {
    let text = draft.text();
    let mut ranges = Vec::new();
    addresses(text, &mut ranges);
    names(text, &mut ranges);
    figures(text, &mut ranges);
    let mut tags: Vec<Range<usize>> = match memchr(b'<', text.as_bytes()) {
        Some(_) => TAG.find_iter(text).map(|tag| tag.range()).collect(),
        None => Vec::new(),
    };
    ranges.retain(|range| !lies_in(&tags, range));
    if protection.markup {
        tags.retain(|tag| !is_marked(draft, tag));
        ranges.append(&mut tags);
        if memchr(b'\\', text.as_bytes()).is_some() {
            ranges.extend(ESCAPE.find_iter(text).map(|found| found.range()));
        }
    }
    code(draft, &mut ranges);
    words(text, protection.words, &mut ranges);
    if let Some(pattern) = protection.phrases {
        in_phrases(text, pattern, &mut ranges);
    }
    for pattern in protection.patterns {
        ranges.extend(pattern.find_iter(text).map(|found| found.range()));
    }
    ranges
}

/// What has the shape of a tag. An address in angle brackets has not: a colon or an at sign follows the name.
static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>").expect("a fixed pattern"));

/// A backslash that a reader of markup left stands for itself.
static ESCAPE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\[[:punct:]]").expect("a fixed pattern"));

/// Whether `range` lies in one of `tags`, which are sorted and disjoint.
fn lies_in(tags: &[Range<usize>], range: &Range<usize>) -> bool {
    let index = tags.partition_point(|tag| tag.end <= range.start);
    tags.get(index).is_some_and(|tag| tag.start <= range.start)
}

fn is_marked(draft: &Draft, tag: &Range<usize>) -> bool {
    let from = draft.marks().partition_point(|mark| mark.range.start < tag.start);
    let at_tag = draft.marks()[from..].iter().take_while(|mark| mark.range.start == tag.start);
    at_tag.into_iter().any(|mark| mark.kind == MarkKind::Html)
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)(?-u:\b)(?:(?:https?|ftps?|file|feed)://|mailto:|doi:\s?10\.|www\.[a-z0-9-])[^\s<>"“”„«»]*"#)
        .expect("a fixed pattern")
});
/// The parts before the `@` are bounded so that a long run without one is not read again and again.
static MAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+").expect("a fixed pattern"));
static HANDLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u:\B)(?:@[A-Za-z0-9_]+|#\w*[A-Za-z_]\w*)").expect("a fixed pattern"));

fn addresses(text: &str, ranges: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    if may_have_address(bytes) {
        for found in ADDRESS.find_iter(text) {
            ranges.push(found.start()..found.start() + address_length(found.as_str()));
        }
    }
    if memchr2(b'@', b'#', bytes).is_some() {
        ranges.extend(MAIL.find_iter(text).map(|found| found.range()));
        // `&#x2019;` is a character reference.
        let handles = HANDLE.find_iter(text).filter(|found| !text[..found.start()].ends_with('&'));
        ranges.extend(handles.map(|found| found.range()));
    }
}

/// Whether a text has what [`ADDRESS`] begins with, which is dear to make.
fn may_have_address(text: &[u8]) -> bool {
    let ends = |at: usize, end: &[u8]| {
        at.checked_sub(end.len()).is_some_and(|start| text[start..at].eq_ignore_ascii_case(end))
    };
    memchr2_iter(b':', b'.', text).any(|at| match text[at] {
        b'.' => ends(at, b"www"),
        _ => text[at + 1..].starts_with(b"//") || ends(at, b"mailto") || ends(at, b"doi"),
    })
}

/// How much of what looks like an address is one: the marks of the sentence around it are not.
fn address_length(address: &str) -> usize {
    let mut opened = address.matches('(').count();
    let mut closed = address.matches(')').count();
    let mut end = address.len();
    while let Some(last) = address[..end].chars().next_back() {
        match last {
            ')' if closed > opened => closed -= 1,
            '(' => opened -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '…' | ']' | '}' | '*' | '|' => {}
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}

/// Top-level domains that are no word of a language: a host under them needs no other sign.
const DOMAINS: &str = "com|org|net|edu|gov|mil|int|io|ai|app|dev|tv|fm|cc|eu|uk|de|fr|es|pt|nl|ch|se|dk|fi|pl|cz|ru|ua|jp|\
                       cn|kr|hk|tw|sg|nz|za|au|ca|br|mx|cl|ie|gr|tr|il|hu|ro|bg|rs|sk|lt|lv|ee|biz|gl|ly|vn|ph|th";
/// Endings by which a file is known.
const FILES: &str = "pdf|docx?|xlsx?|pptx?|odt|rtf|txt|csv|tsv|json|xml|ya?ml|toml|html?|php|aspx?|css|js|ts|jsx|tsx|py|rs|cpp|\
                     java|rb|sh|exe|dll|zip|gz|tgz|tar|rar|7z|iso|dmg|apk|jpe?g|png|gif|svg|webp|tiff?|bmp|ico|mp3|mp4|mov|\
                     avi|mkv|wav|flac|ogg|epub|mobi|tex|bib|log|ini|cfg|conf|bak|sql|db|md";

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(r"(?-u:\b)(?:[A-Za-z0-9_-]+\.)+(?:{DOMAINS}|{FILES})(?-u:\b)(?:/[^\s<>“”„«»]*)?");
    Regex::new(&pattern).expect("a fixed pattern")
});
/// A host under any domain is one if a path follows.
static PATH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:[A-Za-z0-9-]+\.)+[a-z]{2,12}/[A-Za-z0-9~_-][^\s<>“”„«»]*").expect("a fixed pattern")
});

fn names(text: &str, ranges: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let is_inner = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        before.is_some_and(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
            && bytes.get(at + 1).is_some_and(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    if !memchr_iter(b'.', bytes).any(is_inner) {
        return;
    }
    for pattern in [&NAME, &PATH] {
        for found in pattern.find_iter(text) {
            // A name of one letter is an initial or a list mark: `J.de` is not a host.
            let first = found.as_str().split('.').next().unwrap_or_default();
            if first.len() > 1 || found.as_str().contains('/') {
                ranges.push(found.start()..found.start() + address_length(found.as_str()));
            }
        }
    }
}

/// Numbers with parts (`1.2.3`, `10:30`, `1,000.5`), with raised digits (`10³`, `m²`), and with units after them.
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?-u:\b)v?[0-9]+(?:[.,:][0-9]+)*
            (?:[\ ]?(?:km/h|km|cm|mm|m|kg|mg|g|lbs?|oz|mph|kph|GHz|MHz|kHz|Hz|[KMGT]B|kWh|MWh|GWh|kW|MW|GW|ml|ha|px|pt
                |am|pm)(?-u:\b)|[\ ]?[ap]\.m\.|[\ ]?[°%‰][CF]?|[⁰¹²³⁴-⁹]+)?
        |(?-u:\b)[A-Za-z]{1,3}[²³⁴-⁹]+",
    )
    .expect("a fixed pattern")
});
static HASH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-f]{7,}|[0-9A-F]{7,})(?-u:\b)")
        .expect("a fixed pattern")
});

/// The units of [`FIGURE`] that are letters.
const UNITS: [&str; 31] = [
    "GB", "GHz", "GW", "GWh", "Hz", "KB", "MB", "MHz", "MW", "MWh", "TB", "a", "am", "cm", "g", "ha", "kHz", "kW",
    "kWh", "kg", "km", "kph", "lb", "lbs", "m", "mg", "ml", "mm", "mph", "oz", "p",
];

/// No hash has fewer signs.
const SHORTEST_HASH: usize = 7;

/// Whether a text has more than bare whole numbers: the pattern is dear to make.
fn may_have_figure(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(length) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + length;
        let end = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let versioned = start > 0 && bytes[start - 1] == b'v';
        let goes_on = bytes.get(end).is_some_and(|byte| b".,:".contains(byte))
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        let rest = bytes.get(end..).unwrap_or_default();
        let rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let letters = &rest[..rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()];
        let has_unit = rest.first().is_some_and(|byte| *byte == b'%' || *byte >= 0x80)
            || UNITS.iter().chain(&["pm", "px", "pt"]).any(|unit| unit.as_bytes() == letters);
        if versioned || goes_on || has_unit {
            return true;
        }
        at = end;
    }
    text.contains(|c| matches!(c, '²' | '³' | '⁴'..='⁹'))
}

fn figures(text: &str, ranges: &mut Vec<Range<usize>>) {
    let figures = may_have_figure(text).then(|| FIGURE.find_iter(text));
    for found in figures.into_iter().flatten() {
        // A bare whole number is no figure that a rule could mistake; digits are often damage themselves. A code for a
        // terminal (`[31m`) is no length.
        if !text[..found.start()].ends_with(['[', ';']) && !found.as_str().bytes().all(|byte| byte.is_ascii_digit()) {
            let end = found.as_str().trim_end_matches(['.', ',']).len();
            ranges.push(found.start()..found.start() + end);
        }
    }
    let is_hexadecimal = |run: &[u8]| run.len() >= SHORTEST_HASH && run.iter().all(u8::is_ascii_hexdigit);
    if !text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).any(is_hexadecimal) {
        return;
    }
    for found in HASH.find_iter(text) {
        let digits = found.as_str().bytes().filter(u8::is_ascii_digit).count();
        if digits >= 2 && digits < found.len() {
            ranges.push(found.range());
        }
    }
}

fn code(draft: &Draft, ranges: &mut Vec<Range<usize>>) {
    let kept = |kind: &Kind| matches!(kind, Kind::Code { .. } | Kind::Html | Kind::Rule);
    ranges.extend(draft.passages().iter().filter(|passage| kept(&passage.kind)).map(|passage| passage.range.clone()));
    let kept = |kind: &MarkKind| matches!(kind, MarkKind::Code | MarkKind::FootnoteReference);
    ranges.extend(draft.marks().iter().filter(|mark| kept(&mark.kind)).map(|mark| mark.range.clone()));
}

/// The user's words, where they stand as words.
fn words(text: &str, words: &[String], ranges: &mut Vec<Range<usize>>) {
    let words = words.iter().filter(|word| !word.is_empty());
    let Ok(words) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words) else { return };
    for found in words.find_iter(text) {
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = text[..found.start()].chars().next_back();
        if !inside(before) && !inside(text[found.end()..].chars().next()) {
            ranges.push(found.range());
        }
    }
}

/// One pattern for all of the user's phrases, where there are any: a blank stands for any white space.
pub fn phrases(phrases: &[String]) -> Option<Regex> {
    let words = |phrase: &str| phrase.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+");
    let mut patterns: Vec<String> = phrases.iter().map(|phrase| words(phrase)).filter(|one| !one.is_empty()).collect();
    // Of two that begin alike, the longer one is looked for first.
    patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.len()));
    if patterns.is_empty() { None } else { Regex::new(&patterns.join("|")).ok() }
}

/// The user's phrases, where they begin and end as words do. A line end in one is no part of it: the words on its two
/// sides stay, and the lines may still be joined.
fn in_phrases(text: &str, pattern: &Regex, ranges: &mut Vec<Range<usize>>) {
    for found in pattern.find_iter(text) {
        let mut at = found.start();
        if !stands_apart(text, &found.range()) {
            continue;
        }
        for line in found.as_str().split('\n') {
            let start = at + (line.len() - line.trim_start().len());
            let end = at + line.trim_end().len();
            if start < end {
                ranges.push(start..end);
            }
            at += line.len() + 1;
        }
    }
}

/// Whether no letter or digit goes on at either end.
fn stands_apart(text: &str, range: &Range<usize>) -> bool {
    let inside = |one: Option<char>, two: Option<char>| {
        one.is_some_and(char::is_alphanumeric) && two.is_some_and(char::is_alphanumeric)
    };
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let own = &text[range.clone()];
    !inside(before.chars().next_back(), own.chars().next()) && !inside(own.chars().next_back(), after.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut draft = Draft::verbatim(text);
        draft.protect(ranges(&draft, &Protection::default()));
        let found: Vec<&str> = draft.protected().iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn addresses_are_protected_without_the_marks_of_the_sentence() {
        check("See https://example.org/a_(b)?c=d. Then", &["https://example.org/a_(b)?c=d"]);
        check("(see https://example.org/a).", &["https://example.org/a"]);
        check("Go to www.example.com/x, or mail a.b@example.co.uk.", &["www.example.com/x", "a.b@example.co.uk"]);
        check("Ask @some_one about #thatDay, not #1 or a@b.", &["@some_one", "#thatDay"]);
        check("doi:10.1000/182 is it", &["doi:10.1000/182"]);
    }

    #[test]
    fn hosts_and_files_are_protected_and_lost_spaces_are_not_hosts() {
        check("Amazon.com and index.html, bit.ly/3x", &["Amazon.com", "index.html", "bit.ly/3x"]);
        check("He said.The end.Next it.is, said.in time.", &[]);
        check("youtu.be/abc but so.be it", &["youtu.be/abc"]);
        check("by J.de Vries", &[]);
    }

    #[test]
    fn figures_are_protected_and_bare_numbers_are_not() {
        check("3.5 km at 10:30 in 1.2.3, 10³ m²", &["3.5 km", "10:30", "1.2.3", "10³", "m²"]);
        check("12 men, page 3 of 9. In 1999, 7 more", &[]);
        check("It cost 1,000. Then 5 °C", &["1,000", "5 °C"]);
        check("in d41d8cd98f00b204 and facade", &["d41d8cd98f00b204"]);
    }

    #[test]
    fn what_lies_in_a_tag_is_not_protected_but_an_address_in_angle_brackets_is() {
        check(r#"<a href="https://example.org/x">x</a> <https://example.org>"#, &["https://example.org"]);
    }

    #[test]
    fn unmarked_tags_of_a_markup_source_are_protected() {
        let text = "the <b> tag and <u>so</u>";
        let mut draft = Draft::verbatim(text);
        draft.add_mark(16..19, MarkKind::Html);
        draft.add_mark(21..25, MarkKind::Html);
        let protection = Protection { markup: true, ..Protection::default() };
        assert_eq!(ranges(&draft, &protection), vec![std::ops::Range { start: 4, end: 7 }]);
    }

    #[test]
    fn the_users_words_and_patterns_are_protected() {
        let pattern = Regex::new("A-[0-9]+").expect("a fixed pattern");
        let draft = Draft::verbatim("ﬁdo, ﬁdos, A-12");
        let words = ["ﬁdo".to_owned()];
        let protection = Protection { words: &words, patterns: &[pattern], ..Protection::default() };
        assert_eq!(ranges(&draft, &protection), [0..5, 15..19]);
    }

    #[test]
    fn the_users_phrases_are_protected_over_line_ends() {
        let pattern = phrases(&["the The".to_owned(), "so  so".to_owned(), "(sic)".to_owned()]);
        let text = "the The and the\n  The, the Theme, so so (sic)";
        let draft = Draft::verbatim(text);
        let protection = Protection { phrases: pattern.as_ref(), ..Protection::default() };
        let found: Vec<&str> = ranges(&draft, &protection).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["the The", "the", "The", "so so", "(sic)"]);
        assert!(phrases(&[" ".to_owned()]).is_none());
    }

    #[test]
    fn adversarial_runs_take_linear_time() {
        for unit in ["a.", "a@", "<a ", "a.com+", "1.", "www.", "(", "a.com/", "#", "f0", "http:"] {
            let text = unit.repeat(200_000 / unit.len());
            let draft = Draft::verbatim(&text);
            let started = std::time::Instant::now();
            ranges(&draft, &Protection::default());
            assert!(started.elapsed().as_secs() < 5, "{unit} took {:?}", started.elapsed());
        }
    }
}
