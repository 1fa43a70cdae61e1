//! What a character is to the rules of Markdown about emphasis.

/// Whether Markdown takes the character for white space; at the edge of a text it does.
pub fn is_space(character: Option<char>) -> bool {
    character.is_none_or(char::is_whitespace)
}

/// Whether every parser takes the character for punctuation.
///
/// The parsers differ in how much of Unicode's symbols they count, so only what all of them count is counted here.
pub fn is_surely_punctuation(character: char) -> bool {
    character.is_ascii_punctuation()
        || matches!(character,
            '¡' | '§' | '«' | '¶' | '·' | '»' | '¿'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{FF01}'..='\u{FF03}'
            | '\u{FF0C}'..='\u{FF0F}' | '\u{FF1A}' | '\u{FF1B}' | '\u{FF1F}')
}

/// Whether no parser takes the character for punctuation or white space.
pub fn is_surely_word(character: char) -> bool {
    // Circled and squared letters are letters to Unicode and symbols besides.
    character.is_alphanumeric()
        && !matches!(character, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F149}' | '\u{1F150}'..='\u{1F189}')
}

/// Whether some parser could take the character for punctuation.
pub fn is_maybe_punctuation(character: char) -> bool {
    !character.is_whitespace() && !is_surely_word(character)
}
