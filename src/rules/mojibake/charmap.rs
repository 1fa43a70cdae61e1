//! The encodings of one byte a character as which UTF-8 gets read, in the order in which they are tried.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::Encoding;

/// An encoding whose lower half is ASCII.
pub struct Charmap {
    /// The characters of the bytes from 0x80 on.
    upper: [char; 128],
    bytes: HashMap<char, u8>,
    /// Byte 0x1A stands for U+FFFD: a byte that was lost when the text was read.
    pub lossy: bool,
    /// A blank may have been a no-break space; not in Mac Roman, where the same bytes are a dash and a blank.
    pub blanks: bool,
}

impl Charmap {
    /// The byte for a character, if the encoding has it.
    pub fn byte(&self, character: char) -> Option<u8> {
        match character {
            '\u{fffd}' if self.lossy => Some(SUBSTITUTE),
            '\u{1a}' if self.lossy => None,
            character if character.is_ascii() => Some(character as u8),
            character => self.bytes.get(&character).copied(),
        }
    }

    fn new(upper: &[char; 128], lossy: bool, blanks: bool) -> Self {
        let bytes = (0x80..=0xFF_u8).zip(*upper).map(|(byte, character)| (character, byte)).collect();
        Self { upper: *upper, bytes, lossy, blanks }
    }
}

/// The byte that stands for a lost one.
pub const SUBSTITUTE: u8 = 0x1A;

/// The encodings, in the order of ftfy: the likely ones first.
pub static CHARMAPS: LazyLock<[Charmap; 10]> = LazyLock::new(|| {
    let latin_1 = std::array::from_fn(|index| char::from(0x80 + index as u8));
    let windows = |encoding| Charmap::new(&upper_half(encoding), true, true);
    [
        Charmap::new(&latin_1, false, true),
        windows(encoding_rs::WINDOWS_1252),
        windows(encoding_rs::WINDOWS_1251),
        windows(encoding_rs::WINDOWS_1250),
        windows(encoding_rs::WINDOWS_1253),
        windows(encoding_rs::WINDOWS_1254),
        windows(encoding_rs::WINDOWS_1257),
        Charmap::new(&upper_half(encoding_rs::ISO_8859_2), false, true),
        Charmap::new(&upper_half(encoding_rs::MACINTOSH), false, false),
        Charmap::new(&codepage_437(), false, true),
    ]
});

/// Bytes without a character stand for the control or letter of ISO 8859-1 with their number.
fn upper_half(encoding: &'static Encoding) -> [char; 128] {
    std::array::from_fn(|index| {
        let byte = 0x80 + index as u8;
        let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
        text.chars().next().filter(|character| *character != '\u{fffd}').unwrap_or(char::from(byte))
    })
}

/// The upper half of code page 437, the characters of the first PCs.
const CODEPAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
                            αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

fn codepage_437() -> [char; 128] {
    let mut characters = CODEPAGE_437.chars();
    std::array::from_fn(|_| characters.next().unwrap_or('\u{a0}'))
}

/// What a character may have been in UTF-8 before it was read wrongly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clue {
    /// The length of the sequence that it may begin; 0 if none.
    pub length: u8,
    /// It may be one of the bytes after the first.
    pub continues: bool,
    /// The same, and it is no mark of ordinary text such as a dash or a quote.
    pub strictly: bool,
}

/// What `character` may have been, by the encodings that are like ISO 8859-1.
pub fn clue(character: char) -> Clue {
    static CLUES: LazyLock<HashMap<char, Clue>> = LazyLock::new(clues);
    CLUES.get(&character).copied().unwrap_or_default()
}

fn clues() -> HashMap<char, Clue> {
    let mut clues: HashMap<char, Clue> = HashMap::new();
    // The last three are no kin of ISO 8859-1, or add nothing to it.
    for charmap in &CHARMAPS[..7] {
        for (byte, character) in (0x80..=0xFF_u8).zip(charmap.upper) {
            let clue = clues.entry(character).or_default();
            match byte {
                0x80..=0xBF => {
                    clue.continues = true;
                    clue.strictly = !"‚„…‘’“”•–—―".contains(character);
                }
                0xC2..=0xDF => clue.length = 2,
                0xE0..=0xEF => clue.length = 3,
                0xF0 | 0xF3 => clue.length = 4,
                _ => {}
            }
        }
    }
    // A blank may have been a no-break space.
    clues.insert(' ', Clue { continues: true, ..Clue::default() });
    clues
}
