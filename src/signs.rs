//! Signs: what stands in a text that a repair may begin with, all told in one look at it.
//!
//! A sign is a character (`&`, a soft hyphen), two that stand side by side (a blank before a mark), or three. Characters
//! fall into classes, and a table holds for each pair of classes the signs that it is: one look-up a character tells all.

/// A set of signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u64);

impl Signs {
    /// No sign: nothing begins with it.
    pub const NONE: Self = Self(0);
    /// What every text has: for rules that go by other evidence than characters.
    pub const ANY: Self = Self(SIGNS);
    /// `&`
    pub const AMPERSAND: Self = Self::number(0);
    /// `=`
    pub const EQUALS: Self = Self::number(1);
    /// `<`
    pub const ANGLE: Self = Self::number(2);
    /// `[`
    pub const SQUARE: Self = Self::number(3);
    /// `\`
    pub const BACKSLASH: Self = Self::number(4);
    /// `*` or `_`
    pub const EMPHASIS: Self = Self::number(5);
    /// Two backticks.
    pub const BACKTICKS: Self = Self::number(6);
    /// A control other than white space, the byte order mark, or U+001E and its like.
    pub const CONTROL: Self = Self::number(7);
    /// U+00AD
    pub const SOFT_HYPHEN: Self = Self::number(8);
    /// A space of Unicode other than the ordinary one, or a separator of lines or paragraphs.
    pub const ODD_SPACE: Self = Self::number(9);
    /// A ligature as one character.
    pub const LIGATURE: Self = Self::number(10);
    /// A character for private use.
    pub const PRIVATE: Self = Self::number(11);
    /// A combining mark of U+0300 to U+036F.
    pub const COMBINING: Self = Self::number(12);
    /// A character without width, or one that sets the direction of writing.
    pub const FORMAT: Self = Self::number(13);
    /// Another character than those of ASCII, no-break spaces, and the quotes, dashes and ellipses of plain prose.
    pub const FOREIGN: Self = Self::number(14);
    /// A hyphen of any kind; see [`crate::survey::is_hyphen`].
    pub const HYPHEN: Self = Self::number(15);
    /// A hyphen-minus behind white space.
    pub const HYPHEN_BEHIND_BLANK: Self = Self::number(16);
    /// A hyphen-minus before a space or a line end.
    pub const HYPHEN_BEFORE_BLANK: Self = Self::number(17);
    /// Two hyphens behind a blank.
    pub const DASH_OF_HYPHENS: Self = Self::number(18);
    /// `—` between letters.
    pub const DASH_IN_WORD: Self = Self::number(19);
    /// A line feed.
    pub const LINE_FEED: Self = Self::number(20);
    /// Two blanks side by side, or a tab.
    pub const BLANKS: Self = Self::number(21);
    /// A blank before a comma, stop, colon, semicolon, or question or exclamation mark.
    pub const BLANK_BEFORE_MARK: Self = Self::number(22);
    /// A blank behind `(`.
    pub const BLANK_IN_BRACKET: Self = Self::number(23);
    /// Two commas, stops or semicolons side by side.
    pub const DOUBLED_MARK: Self = Self::number(24);
    /// A letter right behind a comma, stop, semicolon, or question or exclamation mark.
    pub const LETTER_BEHIND_MARK: Self = Self::number(25);
    /// A figure, a raised one with it, right behind a mark of punctuation, a quote or a bracket.
    pub const FIGURE_BEHIND_MARK: Self = Self::number(26);
    /// A stop, a blank and a letter that is no capital.
    pub const SMALL_BEHIND_STOP: Self = Self::number(27);
    /// An apostrophe beside a blank, or behind an `n` that stands behind a blank.
    pub const PARTED_APOSTROPHE: Self = Self::number(28);
    /// `"`, or a curled quote with a blank at its inner side.
    pub const QUOTE: Self = Self::number(29);
    /// A single quote or apostrophe behind a line end or at the start.
    pub const QUOTE_AT_LINE: Self = Self::number(30);
    /// An apostrophe or single quote between a mark of punctuation and a blank or line end.
    pub const CLOSED_SINGLE: Self = Self::number(31);

    const fn number(number: u32) -> Self {
        Self(1 << number)
    }

    /// The signs of both sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one of these signs is in the set; [`Signs::ANY`] is in each.
    pub const fn has(self, any_of: Self) -> bool {
        self.0 & any_of.0 != 0 || any_of.0 == SIGNS
    }

    /// The signs of a text, which begins and ends as lines do.
    ///
    /// ```
    /// use copydesk::signs::Signs;
    /// let signs = Signs::of("They left , or so they say.");
    /// assert!(signs.has(Signs::BLANK_BEFORE_MARK) && !signs.has(Signs::AMPERSAND.or(Signs::HYPHEN)));
    /// ```
    pub fn of(text: &str) -> Self {
        let mut look = Look::default();
        let mut rest = text.as_bytes();
        while let Some((&byte, behind)) = rest.split_first() {
            // Most characters are of ASCII, and need not be put together.
            if byte < 0x80 {
                look = look.and(CLASSES[byte as usize]);
                rest = behind;
            } else {
                let at = text.len() - rest.len();
                let Some(c) = text[at..].chars().next() else { break };
                look = look.and(class(c));
                rest = &rest[c.len_utf8()..];
            }
        }
        look.and(Edge as u8).signs()
    }
}

/// What characters are, as far as signs are told by it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Other,
    /// Where the text begins or ends.
    Edge,
    Small,
    /// `n`, of which an apostrophe takes the vowel behind it.
    SmallN,
    Capital,
    CapitalN,
    Figure,
    RaisedFigure,
    Blank,
    Tab,
    LineFeed,
    FormFeed,
    Control,
    Stop,
    Comma,
    Semicolon,
    Colon,
    EndMark,
    Hyphen,
    SoftHyphen,
    OtherHyphen,
    Dash,
    PlainMark,
    Apostrophe,
    OpeningSingle,
    OpeningDouble,
    ClosingDouble,
    StraightDouble,
    OpeningBracket,
    ClosingBracket,
    Square,
    Ampersand,
    Equals,
    Angle,
    Backslash,
    Emphasis,
    Backtick,
    NoBreakSpace,
    OddSpace,
    Ligature,
    Private,
    Combining,
    Format,
    ByteOrderMark,
    ForeignLetter,
    Foreign,
}

use Class::{
    Ampersand, Angle, Apostrophe, Backslash, Backtick, Blank, ByteOrderMark, Capital, CapitalN, ClosingBracket,
    ClosingDouble, Colon, Combining, Comma, Control, Dash, Edge, Emphasis, EndMark, Equals, Figure, Foreign,
    ForeignLetter, FormFeed, Format, Hyphen, Ligature, LineFeed, NoBreakSpace, OddSpace, OpeningBracket, OpeningDouble,
    OpeningSingle, Other, OtherHyphen, PlainMark, Private, RaisedFigure, Semicolon, Small, SmallN, SoftHyphen, Square,
    Stop, StraightDouble, Tab,
};

const ALL: [Class; 46] = [
    Other,
    Edge,
    Small,
    SmallN,
    Capital,
    CapitalN,
    Figure,
    RaisedFigure,
    Blank,
    Tab,
    LineFeed,
    FormFeed,
    Control,
    Stop,
    Comma,
    Semicolon,
    Colon,
    EndMark,
    Hyphen,
    SoftHyphen,
    OtherHyphen,
    Dash,
    PlainMark,
    Apostrophe,
    OpeningSingle,
    OpeningDouble,
    ClosingDouble,
    StraightDouble,
    OpeningBracket,
    ClosingBracket,
    Square,
    Ampersand,
    Equals,
    Angle,
    Backslash,
    Emphasis,
    Backtick,
    NoBreakSpace,
    OddSpace,
    Ligature,
    Private,
    Combining,
    Format,
    ByteOrderMark,
    ForeignLetter,
    Foreign,
];

/// The class of a character that is not of ASCII.
fn class(c: char) -> u8 {
    let class = match c {
        '’' => Apostrophe,
        '‘' => OpeningSingle,
        '“' => OpeningDouble,
        '”' => ClosingDouble,
        '—' => Dash,
        '–' | '…' => PlainMark,
        '\u{a0}' => NoBreakSpace,
        '\u{80}'..='\u{9f}' => Control,
        '\u{ad}' => SoftHyphen,
        '\u{2010}' | '\u{2011}' | '¬' | '\u{fffe}' => OtherHyphen,
        '¹' | '²' | '³' | '⁰'..='⁹' => RaisedFigure,
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' => OddSpace,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => Format,
        '\u{feff}' => ByteOrderMark,
        '\u{300}'..='\u{36f}' => Combining,
        '\u{fb00}'..='\u{fb06}' => Ligature,
        '\u{e000}'..='\u{f8ff}' => Private,
        c if c.is_alphabetic() => ForeignLetter,
        _ => Foreign,
    };
    class as u8
}

/// The classes of the characters of ASCII.
static CLASSES: [u8; 128] = {
    let mut classes = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        let class = match byte as u8 {
            b'n' => SmallN,
            b'N' => CapitalN,
            b'a'..=b'z' => Small,
            b'A'..=b'Z' => Capital,
            b'0'..=b'9' => Figure,
            b' ' => Blank,
            b'\t' => Tab,
            b'\n' => LineFeed,
            0x0c => FormFeed,
            0x02 => OtherHyphen,
            0..=0x1f | 0x7f => Control,
            b'.' => Stop,
            b',' => Comma,
            b';' => Semicolon,
            b':' => Colon,
            b'!' | b'?' => EndMark,
            b'-' => Hyphen,
            b'\'' => Apostrophe,
            b'"' => StraightDouble,
            b'(' => OpeningBracket,
            b')' => ClosingBracket,
            b'[' => Square,
            b'&' => Ampersand,
            b'=' => Equals,
            b'<' => Angle,
            b'\\' => Backslash,
            b'*' | b'_' => Emphasis,
            b'`' => Backtick,
            _ => Other,
        };
        classes[byte] = class as u8;
        byte += 1;
    }
    classes
};

/// The bits of an entry that are signs; above them are eight for the first halves of signs of three characters, and eight
/// for the second ones.
const SIGNS: u64 = (1 << FIRST) - 1;
const FIRST: u32 = 48;
const SECOND: u32 = 56;

/// The signs of three characters, in the order of their halves.
const OF_THREE: [Signs; 5] = [
    Signs::DASH_OF_HYPHENS,
    Signs::SMALL_BEHIND_STOP,
    Signs::PARTED_APOSTROPHE,
    Signs::DASH_IN_WORD,
    Signs::CLOSED_SINGLE,
];

/// The halves of these that a pair is.
const fn halves(before: Class, after: Class) -> u64 {
    let first = [
        is_blank(before) && matches!(after, Hyphen),
        matches!(before, Stop) && is_blank(after),
        is_blank(before) && matches!(after, SmallN | CapitalN),
        is_letter(before) && matches!(after, Dash),
        matches!(before, Comma | Stop | EndMark) && matches!(after, Apostrophe),
    ];
    let second = [
        matches!(before, Hyphen) && matches!(after, Hyphen),
        is_blank(before) && matches!(after, Small | SmallN | ForeignLetter),
        matches!(before, SmallN | CapitalN) && matches!(after, Apostrophe),
        matches!(before, Dash) && is_letter(after),
        matches!(before, Apostrophe) && (is_blank(after) || is_line_end(after)),
    ];
    let mut halves = 0;
    let mut sign = 0;
    while sign < OF_THREE.len() {
        halves |= (first[sign] as u64) << (FIRST as usize + sign) | (second[sign] as u64) << (SECOND as usize + sign);
        sign += 1;
    }
    halves
}

/// The signs that a character is by itself.
const fn signs_of(class: Class) -> Signs {
    match class {
        Ampersand => Signs::AMPERSAND,
        Equals => Signs::EQUALS,
        Angle => Signs::ANGLE,
        Square => Signs::SQUARE,
        Backslash => Signs::BACKSLASH,
        Emphasis => Signs::EMPHASIS,
        Control => Signs::CONTROL.or(Signs::FOREIGN),
        SoftHyphen => Signs::SOFT_HYPHEN.or(Signs::HYPHEN).or(Signs::FOREIGN),
        Hyphen => Signs::HYPHEN,
        OtherHyphen => Signs::HYPHEN.or(Signs::FOREIGN),
        NoBreakSpace => Signs::ODD_SPACE,
        OddSpace => Signs::ODD_SPACE.or(Signs::FOREIGN),
        Ligature => Signs::LIGATURE.or(Signs::FOREIGN),
        Private => Signs::PRIVATE.or(Signs::FOREIGN),
        Combining => Signs::COMBINING.or(Signs::FOREIGN),
        Format => Signs::FORMAT.or(Signs::FOREIGN),
        ByteOrderMark => Signs::FORMAT.or(Signs::FOREIGN).or(Signs::CONTROL),
        ForeignLetter | Foreign | RaisedFigure => Signs::FOREIGN,
        LineFeed => Signs::LINE_FEED,
        Tab => Signs::BLANKS,
        StraightDouble => Signs::QUOTE,
        _ => Signs::NONE,
    }
}

/// The signs that two characters are side by side.
const fn signs_of_pair(before: Class, after: Class) -> Signs {
    let is_mark_of_clause = matches!(before, Comma | Stop | Semicolon | EndMark);
    let is_mark_or_quote =
        is_mark_of_clause || matches!(before, Colon | ClosingBracket | Apostrophe | StraightDouble | ClosingDouble);
    let is_curled_quote_inside = matches!(before, OpeningDouble | OpeningSingle) && is_blank(after)
        || is_blank(before) && matches!(after, ClosingDouble | Apostrophe);
    let signs = [
        (matches!(before, Backtick) && matches!(after, Backtick), Signs::BACKTICKS),
        ((is_blank(before) || is_line_end(before)) && matches!(after, Hyphen), Signs::HYPHEN_BEHIND_BLANK),
        (matches!(before, Hyphen) && (is_blank(after) || is_line_end(after)), Signs::HYPHEN_BEFORE_BLANK),
        (matches!((before, after), (Blank | Tab, Blank | Tab)), Signs::BLANKS),
        (is_blank(before) && matches!(after, Comma | Stop | Semicolon | Colon | EndMark), Signs::BLANK_BEFORE_MARK),
        (matches!(before, OpeningBracket) && is_blank(after), Signs::BLANK_IN_BRACKET),
        (matches!((before, after), (Comma, Comma) | (Stop, Stop) | (Semicolon, Semicolon)), Signs::DOUBLED_MARK),
        (is_mark_of_clause && is_letter(after), Signs::LETTER_BEHIND_MARK),
        (is_mark_or_quote && matches!(after, Figure | RaisedFigure), Signs::FIGURE_BEHIND_MARK),
        (matches!((before, after), (Apostrophe, Blank) | (Blank, Apostrophe)), Signs::PARTED_APOSTROPHE),
        (is_curled_quote_inside, Signs::QUOTE),
        (is_line_end(before) && matches!(after, OpeningSingle | Apostrophe), Signs::QUOTE_AT_LINE),
    ];
    let (mut found, mut index) = (Signs::NONE, 0);
    while index < signs.len() {
        if signs[index].0 {
            found = found.or(signs[index].1);
        }
        index += 1;
    }
    found
}

const fn is_letter(class: Class) -> bool {
    matches!(class, Small | SmallN | Capital | CapitalN | ForeignLetter | Ligature | Combining)
}

const fn is_line_end(class: Class) -> bool {
    matches!(class, LineFeed | Edge)
}

const fn is_blank(class: Class) -> bool {
    matches!(class, Blank | Tab | NoBreakSpace | OddSpace)
}

/// There is room for so many classes: a power of two, so that no index needs a look at the bounds.
const ROOM: usize = 64;

/// For each pair of classes the signs that the second one is by itself, those that the two are, and the halves.
static PAIRS: [u64; ROOM * ROOM] = {
    let mut pairs = [0; ROOM * ROOM];
    let mut before = 0;
    while before < ALL.len() {
        let mut after = 0;
        while after < ALL.len() {
            let (one, two) = (ALL[before], ALL[after]);
            let signs = signs_of(two).or(signs_of_pair(one, two));
            pairs[one as usize * ROOM + two as usize] = signs.0 | halves(one, two);
            after += 1;
        }
        before += 1;
    }
    pairs
};

/// How far a look has come.
#[derive(Clone, Copy)]
struct Look {
    /// The class of the character before.
    before: u8,
    /// What the last pair is.
    pair: u64,
    /// What was found so far.
    found: u64,
    /// The halves that followed their first ones.
    of_three: u64,
}

impl Default for Look {
    fn default() -> Self {
        Self { before: Edge as u8, pair: 0, found: 0, of_three: 0 }
    }
}

impl Look {
    /// The look with one character more.
    #[inline]
    fn and(self, class: u8) -> Self {
        let pair = PAIRS[(usize::from(self.before) * ROOM + usize::from(class)) % (ROOM * ROOM)];
        let whole = (self.pair << (SECOND - FIRST)) & pair;
        Self { before: class, pair, found: self.found | pair, of_three: self.of_three | whole }
    }

    fn signs(self) -> Signs {
        let of_three = OF_THREE.iter().enumerate().filter(|(number, _)| self.of_three >> SECOND & 1 << number != 0);
        of_three.fold(Signs(self.found & SIGNS), |signs, (_, sign)| signs.or(*sign))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, sign: Signs) {
        assert!(Signs::of(text).has(sign), "{text}");
    }

    #[test]
    fn plain_prose_has_hardly_a_sign() {
        let signs = Signs::of("“It’s late,” they said – or so we hear: the ferry, built in 1962, won’t sail… We left.");
        assert_eq!(signs, Signs::NONE);
        assert_eq!(Signs::of(""), Signs::NONE);
        assert_eq!(Signs::of("Two\nlines"), Signs::LINE_FEED);
    }

    #[test]
    fn each_sign_is_seen() {
        check("a & b", Signs::AMPERSAND);
        check("``so''", Signs::BACKTICKS);
        check("a\u{85}b", Signs::CONTROL);
        check("a\u{feff}b", Signs::FORMAT);
        check("10\u{a0}km", Signs::ODD_SPACE);
        check("o\u{301}", Signs::COMBINING);
        check("caf\u{e9}", Signs::FOREIGN);
        check("co-op", Signs::HYPHEN);
        check("the ex -wife", Signs::HYPHEN_BEHIND_BLANK);
        check("the gov-", Signs::HYPHEN_BEFORE_BLANK);
        check("so -- it", Signs::DASH_OF_HYPHENS);
        check("re—elect", Signs::DASH_IN_WORD);
        check("a  b", Signs::BLANKS);
        check("a\tb", Signs::BLANKS);
        check("so , it", Signs::BLANK_BEFORE_MARK);
        check("( so )", Signs::BLANK_IN_BRACKET);
        check("so,, it", Signs::DOUBLED_MARK);
        check("so.It", Signs::LETTER_BEHIND_MARK);
        check("so.”3 It", Signs::FIGURE_BEHIND_MARK);
        check("so.⁴ It", Signs::FIGURE_BEHIND_MARK);
        check("so. it", Signs::SMALL_BEHIND_STOP);
        check("so. émile", Signs::SMALL_BEHIND_STOP);
        check("do n’t", Signs::PARTED_APOSTROPHE);
        check("it' s", Signs::PARTED_APOSTROPHE);
        check("“ so”", Signs::QUOTE);
        check("a\n'b", Signs::QUOTE_AT_LINE);
        check("so,’ they", Signs::CLOSED_SINGLE);
    }
}
