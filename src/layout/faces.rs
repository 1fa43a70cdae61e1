//! How wide the characters of common faces are, so that a full line can be told from a short one.

use super::lines::{width_of, without_padding};

/// A face in which the lines of a text may have been set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Times and the many faces cut to its widths.
    Times,
    /// Helvetica and the faces cut to its widths, Arial among them.
    Helvetica,
    /// Any other proportional face, by the rounded means of several.
    Mean,
    /// A face, or a program, in which each character takes a column.
    Columns,
}

impl Face {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Times, Self::Helvetica, Self::Mean, Self::Columns];

    /// How wide a text is: in ems, or in columns.
    pub fn width(self, text: &str) -> f32 {
        without_padding(text).map(|c| self.width_of(c)).sum()
    }

    /// How wide a character is: in ems, or in columns.
    pub fn width_of(self, c: char) -> f32 {
        let table = match self {
            Self::Times => &TIMES,
            Self::Helvetica => &HELVETICA,
            Self::Mean => return width_of(c),
            Self::Columns => return 1.0,
        };
        let thousandths = match c {
            ' '..='~' => table[c as usize - ' ' as usize],
            '\u{a0}' => table[0],
            '‘' | '’' => table[usize::from(b'`' - b' ')].min(333),
            '“' | '”' if self == Self::Times => 444,
            '“' | '”' => 333,
            'à'..='å' => table[usize::from(b'a' - b' ')],
            'è'..='ë' => table[usize::from(b'e' - b' ')],
            'ì'..='ï' => table[usize::from(b'i' - b' ')],
            'ò'..='ö' => table[usize::from(b'o' - b' ')],
            'ù'..='ü' | 'ñ' | '–' => table[usize::from(b'n' - b' ')],
            _ => return width_of(c),
        };
        f32::from(thousandths) / 1000.0
    }
}

/// The widths of the printable characters of ASCII in Times, in thousandths of an em, as Adobe's font metrics give them.
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, //
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, //
    921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, //
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, //
    333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, //
    500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541, //
];

/// The widths of the printable characters of ASCII in Helvetica, in thousandths of an em, as Adobe's font metrics give
/// them.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, //
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, //
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, //
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, //
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, //
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, //
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_word_is_narrow_where_the_face_is_proportional() {
        for face in [Face::Times, Face::Helvetica, Face::Mean] {
            assert!(face.width("illicit") < 0.6 * face.width("WOMMAW"), "{face:?}");
        }
        assert!(Face::Columns.width("illicit") > Face::Columns.width("WOMMAW"));
    }

    #[test]
    fn widths_are_those_of_the_metrics() {
        assert!((Face::Times.width("Quay") - 2.166).abs() < 0.001, "{}", Face::Times.width("Quay"));
        assert!((Face::Helvetica.width("Quay") - 2.390).abs() < 0.001, "{}", Face::Helvetica.width("Quay"));
        assert!((Face::Times.width("é’") - 0.777).abs() < 0.001, "{}", Face::Times.width("é’"));
    }
}
