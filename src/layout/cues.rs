//! The cues at a line's end, and what each means in this document.

use super::lines::Line;
use super::measure::Measure;
use super::rhythm::{self, Rhythm};
use super::{Joint, header, items};

/// What can be seen between a line and the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Boundary {
    /// How the line ends.
    pub end: End,
    /// Whether nothing can end there: behind a hyphen in a word, an article, a preposition.
    pub unfinished: bool,
    /// How the next one starts.
    pub start: Start,
    /// How many blank lines stand between.
    pub blanks: usize,
    /// Whether a form feed stands between.
    pub feed: bool,
    /// Whether a blank stands at the line's end.
    pub trailing_blank: bool,
    /// How the next line's indent stands to the line's.
    pub indent: Indent,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With the end of a sentence, or of a heading's colon.
    Terminal,
    /// With a hyphen behind a letter.
    Hyphen,
    /// With a word that cannot end a sentence (`the`, `of`), a comma or an open bracket.
    Open,
    /// With any other word.
    Word,
}

/// How a line starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With a lower-case letter.
    Lower,
    /// With a capital.
    Upper,
    /// With a digit.
    Digit,
    /// With a quotation mark or a bracket that opens.
    Opening,
    /// With a mark that belongs to what stands before it: `,` `)` `”`.
    Mark,
    /// With a list marker.
    Marker,
    /// With anything else.
    Other,
}

/// How a line's indent stands to that of the line before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indent {
    /// The same, or within a column of it.
    Same,
    /// Deeper by two to ten columns, as a paragraph's first line.
    Deeper,
    /// Deeper by more.
    Far,
    /// Less deep.
    Less,
}

impl Boundary {
    /// The boundary behind the line `index`, which must not be the last.
    pub fn of(text: &str, lines: &[Line], index: usize) -> Self {
        let (line, next) = (&lines[index], &lines[index + 1]);
        let end = end_of(&text[line.range.clone()]);
        Self {
            end,
            unfinished: end == End::Hyphen || end == End::Open && is_open_word(&text[line.range.clone()]),
            start: if next.marker.is_some_and(|marker| marker.number.is_none()) {
                Start::Marker
            } else {
                start_of(&text[next.range.clone()])
            },
            blanks: next.blanks,
            feed: next.feed,
            trailing_blank: line.trailing_blank,
            indent: indent_between(text, line, next),
        }
    }

    /// A line end that can only be a wrap.
    fn is_certain_wrap(&self) -> bool {
        !self.feed
            && matches!(self.start, Start::Lower)
            && matches!(self.end, End::Hyphen | End::Word | End::Open)
            && self.indent != Indent::Far
    }
}

/// How a line ends.
pub fn end_of(line: &str) -> End {
    let closed = line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '*', '_']);
    let Some(last) = closed.chars().next_back() else { return End::Terminal };
    match last {
        '.' if closed.len() == line.len() && names_on(closed) => End::Open,
        '.' | '?' | '!' | '…' | ':' | '。' | '؟' | '।' => End::Terminal,
        '-' | '\u{ad}' | '\u{2010}' | '\u{2011}' => {
            let before = closed[..closed.len() - last.len_utf8()].chars().next_back();
            if before.is_some_and(char::is_alphanumeric) { End::Hyphen } else { End::Open }
        }
        ',' | '(' | '[' | '–' | '—' | '/' | '&' => End::Open,
        _ if is_open_word(closed) => End::Open,
        _ => End::Word,
    }
}

/// Whether a line ends within a name: behind a title (`Mr.`), or an initial behind another name (`George W.`).
fn names_on(line: &str) -> bool {
    let mut words = line.rsplit([' ', '\u{a0}']);
    let word = words.next().unwrap_or(line);
    let mut letters = word.trim_end_matches('.').chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    // `Vitamin C.` ends a sentence as well: a name of which nothing else is known must be near.
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphabetic);
    TITLES.binary_search(&word).is_ok() || is_initial && word != "I." && words.next().is_some_and(is_name)
}

/// What stands before a name, and ends no sentence.
const TITLES: [&str; 16] = [
    "Capt.", "Col.", "Dr.", "Gen.", "Gov.", "Hon.", "Lt.", "Mme.", "Mr.", "Mrs.", "Ms.", "Prof.", "Rep.", "Rev.",
    "Sen.", "Sgt.",
];

/// Whether the last word of a line cannot end a sentence or a heading: articles, prepositions, conjunctions.
fn is_open_word(line: &str) -> bool {
    let word = line.rsplit([' ', '\u{a0}']).next().unwrap_or(line);
    // A sentence of one word is no sentence: `… a bit. After` goes on as well.
    OPEN_WORDS.binary_search(&word.to_lowercase().as_str()).is_ok()
}

/// Lower-case words a sentence or heading hardly ever ends with; English with the commonest of its neighbours.
const OPEN_WORDS: [&str; 87] = [
    "a", "after", "als", "although", "am", "an", "and", "are", "as", "at", "au", "auf", "aus", "because", "before",
    "between", "but", "by", "como", "con", "da", "dans", "das", "de", "dem", "den", "der", "des", "di", "die", "du",
    "during", "een", "ein", "eine", "el", "en", "et", "every", "for", "from", "het", "if", "il", "im", "into", "is",
    "its", "la", "las", "le", "les", "los", "mit", "my", "nor", "o", "of", "on", "or", "os", "our", "para", "pour",
    "que", "than", "that", "the", "their", "through", "to", "und", "une", "unless", "until", "van", "via", "von",
    "was", "when", "whether", "which", "while", "whose", "with", "without", "your",
];

/// How a line starts; the line comes without its indent.
pub fn start_of(line: &str) -> Start {
    let Some(first) = line.chars().next() else { return Start::Other };
    match first {
        '“' | '‘' | '"' | '\'' | '(' | '[' | '«' | '„' | '¿' | '¡' => {
            let inner = line.trim_start_matches(['“', '‘', '"', '\'', '(', '[', '«', '„', '¿', '¡', '\u{a0}', ' ']);
            if inner.chars().next().is_some_and(char::is_lowercase) { Start::Lower } else { Start::Opening }
        }
        ',' | '.' | ';' | ':' | ')' | ']' | '”' | '’' | '»' | '?' | '!' | '%' => Start::Mark,
        c if c.is_lowercase() => Start::Lower,
        c if c.is_uppercase() => Start::Upper,
        c if c.is_numeric() => Start::Digit,
        _ => Start::Other,
    }
}

fn indent_between(text: &str, line: &Line, next: &Line) -> Indent {
    // The text of an item stands behind its marker; the lines after the first often stand under it.
    let own = line.indent + line.marker.map_or(0, |marker| text[line.range.clone()][..marker.length].chars().count());
    let nearest = if next.indent.abs_diff(own) < next.indent.abs_diff(line.indent) { own } else { line.indent };
    match next.indent {
        indent if indent.abs_diff(nearest) <= 1 => Indent::Same,
        indent if indent > nearest + 10 => Indent::Far,
        indent if indent > nearest => Indent::Deeper,
        _ => Indent::Less,
    }
}

/// Whether the paragraphs of a text are broken into lines: enough line ends can only be wraps, at lines that are full.
pub fn is_wrapped(lines: &[Line], text: &str) -> bool {
    let measure = Measure::of_lines(lines);
    let (mut wraps, mut ragged, mut open, mut inner) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut in_item = false;
    for index in 0..lines.len().saturating_sub(1) {
        let boundary = Boundary::of(text, lines, index);
        in_item = lines[index].marker.is_some() || in_item && item_goes_on(text, &lines[index]);
        if boundary.feed || boundary.start == Start::Marker {
            continue;
        }
        // Menus and headings of a page dump say nothing about its paragraphs.
        if lines[index].columns < SHORTEST_PROSE {
            continue;
        }
        inner += 1;
        let full = measure.fill(text, lines, index) >= NEARLY_FULL;
        // A list beside the text, of stories read most or the like, has a narrower column of its own.
        open += usize::from(boundary.end != End::Terminal && boundary.blanks == 0 && full && !in_item);
        if boundary.is_certain_wrap() && lines[index].columns <= LONGEST_WRAP {
            // A word that was parted is a sign by itself, wherever its line ends.
            if boundary.end == End::Hyphen || full {
                wraps += 1;
            } else {
                ragged += usize::from(!in_item);
            }
        }
    }
    // Verse goes on in lower case too, but its lines end where the poet says; a dump of links is cut where a link is.
    let verse = ragged * LEAST_RAGGED > wraps && is_in_stanzas(lines);
    let even = wraps >= 6 * ragged || wraps >= MANY_WRAPS && wraps >= 4 * ragged;
    wraps >= 2 && wraps * 5 >= inner && even && wraps * 5 >= 2 * open.min(inner) && !verse
        || wraps >= 1 && ragged == 0 && inner <= 2
}

/// Whether a line may be part of the item before it.
fn item_goes_on(text: &str, line: &Line) -> bool {
    !line.feed && (line.blanks == 0 || start_of(&text[line.range.clone()]) == Start::Lower)
}

/// So many wraps outweigh a headline in several lines or two.
const MANY_WRAPS: usize = 12;
/// Of the lines of verse that go on in lower case, more than one in so many ends early.
const LEAST_RAGGED: usize = 9;

/// Whether a text stands in stanzas: three or more blocks of several lines each, all of as many lines.
///
/// The lines of verse are short. Longer ones in twos are paragraphs that an extractor parted at every second line.
fn is_in_stanzas(lines: &[Line]) -> bool {
    let blocks: Vec<&[Line]> = lines.chunk_by(|_, next| next.blanks == 0 && !next.feed).collect();
    let several: Vec<&&[Line]> = blocks.iter().filter(|block| block.len() > 1).collect();
    let Some(first) = several.first() else { return false };
    let columns: usize = several.iter().flat_map(|block| block.iter()).map(|line| line.columns).sum();
    several.len() >= 3
        && first.len() <= LONGEST_STANZA
        && several.iter().all(|block| block.len() == first.len())
        && columns <= LONGEST_VERSE * first.len() * several.len()
}

/// The lines of verse have at most this many columns on average.
const LONGEST_VERSE: usize = 56;
/// A stanza has at most this many lines.
const LONGEST_STANZA: usize = 14;
/// A line with fewer columns tells nothing about how paragraphs are set.
const SHORTEST_PROSE: usize = 20;
/// Wraps at more columns than this are lines of their own.
const LONGEST_WRAP: usize = 160;
/// From here on a line may be full: the next word would have stood out over the measure or nearly so.
const NEARLY_FULL: f32 = 0.92;

/// How often each value of a cue goes with a wrap, and with the end of a passage.
struct Table<const N: usize> {
    wrap: [f32; N],
    part: [f32; N],
}

impl<const N: usize> Table<N> {
    fn odds(&self, value: usize) -> f32 {
        (self.wrap[value] / self.part[value]).ln()
    }

    /// The table learnt from how sure each boundary is a wrap, the general one worth `weight` boundaries.
    fn learnt(&self, weight: f32, seen: impl Iterator<Item = (usize, f32)>) -> Self {
        let mut table =
            Self { wrap: self.wrap.map(|share| share * weight), part: self.part.map(|share| share * weight) };
        for (value, wrap) in seen {
            table.wrap[value] += wrap;
            table.part[value] += 1.0 - wrap;
        }
        let (wraps, parts): (f32, f32) = (table.wrap.iter().sum(), table.part.iter().sum());
        Self { wrap: table.wrap.map(|count| count / wraps), part: table.part.map(|count| count / parts) }
    }
}

/// How many boundaries of a document outweigh what is generally so.
const WEIGHT: f32 = 3.0;
/// The same for how full lines are, which differs less from text to text and has more values.
const FILL_WEIGHT: f32 = 32.0;

/// What the cues say in general: shares among wraps, and among ends of passages.
///
/// Rounded from the extractions of twelve tools over six layouts; all but [`FILLS`] and the sentences are replaced by
/// what the document at hand shows.
const BLANKS: Table<3> = Table { wrap: [0.93, 0.06, 0.01], part: [0.40, 0.45, 0.15] };
const INDENTS: Table<4> = Table { wrap: [0.90, 0.04, 0.02, 0.04], part: [0.62, 0.18, 0.06, 0.14] };
const TRAILING: Table<2> = Table { wrap: [0.5, 0.5], part: [0.5, 0.5] };
/// No text says of itself whether its lines are spread: only what it shows counts.
const SPREADS: Table<2> = Table { wrap: [0.5, 0.5], part: [0.5, 0.5] };
const FILLS: Table<6> =
    Table { wrap: [0.012, 0.006, 0.022, 0.040, 0.220, 0.700], part: [0.700, 0.080, 0.050, 0.030, 0.040, 0.100] };
/// The same where the measure is known from the wraps around the line.
const EXACT_FILLS: Table<6> =
    Table { wrap: [0.020, 0.015, 0.030, 0.035, 0.160, 0.740], part: [0.720, 0.090, 0.035, 0.020, 0.035, 0.100] };
/// How the line ends and how the next one starts, together: after an end mark a capital says nothing.
const WRAPPED: [f32; 16] = [
    0.003, 0.035, 0.002, 0.002, // after an end mark: lower case, capital, digit, other
    0.160, 0.006, 0.001, 0.001, // after a hyphen
    0.235, 0.038, 0.004, 0.005, // after an open word
    0.435, 0.064, 0.006, 0.006, // after any other word
];
/// The end of a paragraph.
const PROSE_SENTENCES: Table<16> = Table {
    wrap: WRAPPED,
    part: [
        0.004, 0.800, 0.030, 0.070, //
        0.002, 0.0003, 0.001, 0.001, //
        0.002, 0.008, 0.001, 0.003, //
        0.010, 0.050, 0.006, 0.011, //
    ],
};
/// The end of a line that nothing went on into: a heading that fills its line, or a paragraph of one line.
const FIRST_SENTENCES: Table<16> = Table {
    wrap: WRAPPED,
    part: [
        0.003, 0.600, 0.028, 0.055, //
        0.002, 0.0003, 0.001, 0.001, //
        0.002, 0.013, 0.001, 0.003, //
        0.013, 0.250, 0.013, 0.014, //
    ],
};
/// The end of a heading, or of a label.
const OTHER_SENTENCES: Table<16> = Table {
    wrap: WRAPPED,
    part: [
        0.002, 0.400, 0.025, 0.040, //
        0.002, 0.0003, 0.001, 0.001, //
        0.002, 0.018, 0.001, 0.003, //
        0.016, 0.450, 0.020, 0.018, //
    ],
};
/// Wraps are this many times as frequent as ends of passages.
const PRIOR: f32 = 4.0;

fn blanks_value(boundary: &Boundary) -> usize {
    boundary.blanks.min(2)
}

fn indent_value(boundary: &Boundary) -> usize {
    match boundary.indent {
        Indent::Same => 0,
        Indent::Deeper => 1,
        Indent::Far => 2,
        Indent::Less => 3,
    }
}

/// How full a line is with the next line's first word, in six steps, and whether the measure is known exactly.
#[derive(Clone, Copy)]
struct Fill {
    step: usize,
    exact: bool,
}

impl Fill {
    /// Whether the next word had no room in a line of a measure that is known.
    fn is_full(self) -> bool {
        self.exact && self.step >= JUST_FULL
    }

    fn of(measure: &Measure, text: &str, lines: &[Line], index: usize) -> Self {
        let exact = measure.is_exact(index);
        let steps = if exact { [0.9, 0.95, 0.98, 1.0, 1.02] } else { [0.84, 0.92, 0.97, 1.0, 1.04] };
        let fill = measure.fill(text, lines, index);
        Self { step: steps.iter().filter(|step| fill >= **step).count(), exact }
    }
}

/// What the gaps of a line say where others of the text were spread over the column: the last line of a paragraph is
/// not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spread {
    /// It was spread.
    Wide,
    /// It was not, though there was room for it.
    Narrow,
}

impl Spread {
    /// What the gaps of each line say, if anything.
    ///
    /// An extractor puts two blanks where a gap is clearly wider than one; how wide, the text's own lines show.
    fn of(measure: &Measure, lines: &[Line]) -> Vec<Option<Self>> {
        let exact = |index: &usize| measure.is_exact(*index);
        let slack = |index: usize| measure.slack(&lines[index], index);
        let mut slacks: Vec<f32> =
            (0..lines.len()).filter(|index| lines[*index].spread).filter(exact).map(slack).collect();
        slacks.sort_by(f32::total_cmp);
        // Below this, some gaps are too narrow for two blanks.
        let least = slacks.get(slacks.len() / NARROWEST).copied().filter(|_| slacks.len() >= FEWEST_SPREAD);
        let of = |index: usize| {
            let has_room = || least.is_some_and(|least| exact(&index) && slack(index) > least);
            if lines[index].spread { Some(Self::Wide) } else { has_room().then_some(Self::Narrow) }
        };
        (0..lines.len()).map(of).collect()
    }
}

/// So many spread lines show how wide the gaps are that take two blanks,
const FEWEST_SPREAD: usize = 5;
/// by the one among so many whose gaps are narrowest.
const NARROWEST: usize = 5;

fn sentence_value(end: End, start: Start) -> usize {
    let end = match end {
        End::Terminal => 0,
        End::Hyphen => 1,
        End::Open => 2,
        End::Word => 3,
    };
    let start = match start {
        Start::Lower | Start::Mark => 0,
        Start::Upper => 1,
        Start::Digit => 2,
        Start::Opening | Start::Other | Start::Marker => 3,
    };
    end * 4 + start
}

/// Tells the joints of a wrapped text.
pub fn joins(text: &str, lines: &[Line], seams: &[bool]) -> Vec<Joint> {
    let count = lines.len().saturating_sub(1);
    let boundaries: Vec<Boundary> = (0..count).map(|index| Boundary::of(text, lines, index)).collect();
    let columns = SHORTEST_PROSE..=LONGEST_WRAP;
    let certain = |index: &usize| boundaries[*index].is_certain_wrap() && columns.contains(&lines[*index].columns);
    let wraps: Vec<usize> = (0..count).filter(certain).collect();
    let measure = Measure::of_wraps(text, lines, &wraps);
    let fills: Vec<Fill> = (0..count).map(|index| Fill::of(&measure, text, lines, index)).collect();
    let spreads = Spread::of(&measure, lines);
    // What is known for certain, before any cue is weighed.
    let parted: Vec<bool> = (0..count)
        .map(|index| {
            let boundary = &boundaries[index];
            seams[index] || seams[index + 1] || boundary.feed || boundary.start == Start::Marker
        })
        .collect();
    let visible: Vec<bool> = (0..count)
        .map(|index| {
            let boundary = &boundaries[index];
            boundary.start == Start::Marker || fills[index].step <= 1 && rhythm::is_open_question(boundary)
        })
        .collect();
    let rhythm = Rhythm::of(text, lines, &boundaries, &visible);
    let (mut prose, mut other) = (Cues::in_general(), Cues::in_general());
    let mut sure = vec![0.0_f32; count];
    for _ in 0..ROUNDS {
        let mut in_prose = Vec::with_capacity(count);
        let mut length = 0;
        for index in 0..count {
            // What follows a wrap, or fills a line, is running text. Headings and labels end in other ways.
            let goes_on = index > 0 && sure[index - 1] >= 0.5;
            let is_sentence = fills[index].is_full() && end_of(&text[lines[index + 1].range.clone()]) == End::Terminal;
            in_prose.push(goes_on || measure.share(index) >= PROSE_SHARE || is_sentence);
            let (cues, sentences) = match (in_prose[index], goes_on) {
                (true, true) => (&prose, &PROSE_SENTENCES),
                (true, false) => (&prose, &FIRST_SENTENCES),
                (false, _) => (&other, &OTHER_SENTENCES),
            };
            length = if goes_on { length + 1 } else { 1 };
            let (boundary, fill) = (&boundaries[index], fills[index]);
            let words = if fill.step >= JUST_FULL && rhythm::is_open_question(boundary) {
                -rhythm.odds_of_part(text, lines, index, length, fill.step > JUST_FULL)
            } else {
                cues.of_words(boundary, fill, sentences)
            };
            let place = cues.of_place(boundary, spreads[index]);
            sure[index] = if parted[index] { 0.0 } else { 1.0 / (1.0 + (-words - place).exp()) };
        }
        let seen = |wanted: bool| {
            let taught = (0..count).filter(|index| !parted[*index] && in_prose[*index] == wanted);
            let seen = |index: usize| Seen {
                boundary: &boundaries[index],
                fill: fills[index],
                spread: spreads[index],
                wrap: sure[index],
            };
            taught.map(seen).collect::<Vec<_>>()
        };
        (prose, other) = (Cues::learnt(&seen(true)), Cues::learnt(&seen(false)));
    }
    let mut joints: Vec<Joint> = sure.iter().map(|sure| if *sure >= 0.5 { Joint::Wrap } else { Joint::Part }).collect();
    header::settle(text, lines, &boundaries, &measure, &parted, &mut joints);
    let seams: Vec<bool> = (0..count).map(|index| seams[index] || seams[index + 1]).collect();
    items::settle(text, lines, &seams, &mut joints);
    keep_verse(lines, &boundaries, &fills, &mut joints, prose.blanks.part[0]);
    joints
}

/// What each cue means in one kind of text of this document.
struct Cues {
    blanks: Table<3>,
    indents: Table<4>,
    trailing: Table<2>,
    spreads: Table<2>,
    exact: Table<6>,
    prior: f32,
}

/// A line end with how sure it is a wrap.
struct Seen<'b> {
    boundary: &'b Boundary,
    fill: Fill,
    spread: Option<Spread>,
    wrap: f32,
}

impl Cues {
    /// What the cues say in general.
    fn in_general() -> Self {
        Self {
            blanks: BLANKS,
            indents: INDENTS,
            trailing: TRAILING,
            spreads: SPREADS,
            exact: EXACT_FILLS,
            prior: PRIOR,
        }
    }

    /// The logarithm of the odds that a line end is a wrap, by how full the line is and how it ends.
    fn of_words(&self, boundary: &Boundary, fill: Fill, sentences: &Table<16>) -> f32 {
        self.prior.ln()
            + if fill.exact { self.exact.odds(fill.step) } else { FILLS.odds(fill.step) }
            + sentences.odds(sentence_value(boundary.end, boundary.start))
            + if boundary.unfinished { UNFINISHED } else { 0.0 }
    }

    /// The same by the white space around it.
    fn of_place(&self, boundary: &Boundary, spread: Option<Spread>) -> f32 {
        spread.map_or(0.0, |spread| self.spreads.odds(spread as usize))
            + self.blanks.odds(blanks_value(boundary))
            + self.indents.odds(indent_value(boundary))
            + self.trailing.odds(usize::from(boundary.trailing_blank))
    }

    /// The cues learnt from how sure each line end of this kind is a wrap.
    fn learnt(seen: &[Seen<'_>]) -> Self {
        let by = |value: &dyn Fn(&Boundary) -> usize| -> Vec<(usize, f32)> {
            seen.iter().map(|seen| (value(seen.boundary), seen.wrap)).collect()
        };
        let exact = seen.iter().filter(|seen| seen.fill.exact).map(|seen| (seen.fill.step, seen.wrap));
        let spreads = seen.iter().filter_map(|seen| Some((seen.spread? as usize, seen.wrap)));
        let wraps: f32 = seen.iter().map(|seen| seen.wrap).sum();
        let parts = seen.len() as f32 - wraps;
        Self {
            blanks: BLANKS.learnt(WEIGHT, by(&blanks_value).into_iter()),
            indents: INDENTS.learnt(WEIGHT, by(&indent_value).into_iter()),
            trailing: TRAILING.learnt(WEIGHT, by(&|boundary| usize::from(boundary.trailing_blank)).into_iter()),
            spreads: SPREADS.learnt(WEIGHT, spreads),
            exact: EXACT_FILLS.learnt(FILL_WEIGHT, exact),
            prior: (wraps + WEIGHT * PRIOR / (1.0 + PRIOR)) / (parts + WEIGHT / (1.0 + PRIOR)),
        }
    }
}

/// What a line that cannot end so adds to the odds of a wrap, however short it is: columns differ in width.
const UNFINISHED: f32 = 2.5;
/// The step of a fill from which on no visible room was left for the next word.
const JUST_FULL: usize = 4;
/// From this share of the measure on a line is running text.
const PROSE_SHARE: f32 = 0.8;

/// How often the tables are learnt anew; they settle in three rounds.
const ROUNDS: usize = 4;

/// Lines that all end early, in a text whose paragraphs are parted by blank lines, are the author's.
fn keep_verse(lines: &[Line], boundaries: &[Boundary], fills: &[Fill], joints: &mut [Joint], tight_parts: f32) {
    if tight_parts > MOST_TIGHT {
        return;
    }
    let mut start = 0;
    for index in 0..=boundaries.len() {
        let inside = index < boundaries.len() && boundaries[index].blanks == 0 && !boundaries[index].feed;
        if inside {
            continue;
        }
        let block = start..index;
        let verse = block.len() >= 3
            && block.clone().all(|at| fills[at].step <= 1 && joints[at] == Joint::Part && lines[at].marker.is_none())
            && block.clone().filter(|at| boundaries[*at].end != End::Terminal).count() * 3 >= block.len();
        if verse {
            joints[block].fill(Joint::LineEnd);
        }
        start = index + 1;
    }
}

/// At most this share of passages may end without a blank line for a text whose blank lines can be trusted.
const MOST_TIGHT: f32 = 0.25;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_or_an_initial_ends_no_sentence() {
        for line in ["said nothing of the proposal by Mr.", "by John-Christian G.", "under George W."] {
            assert_eq!(end_of(line), End::Open, "{line}");
        }
        for line in ["they gave him vitamin C.", "So did I.", "in the U.S.", "and nothing of Dr.”", "The end."] {
            assert_eq!(end_of(line), End::Terminal, "{line}");
        }
    }

    #[test]
    fn titles_are_sorted() {
        assert!(TITLES.is_sorted(), "{TITLES:?}");
    }
}
