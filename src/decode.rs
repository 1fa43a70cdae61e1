//! Bytes to text: which encoding they are in, and what was done where they are in none.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name of the encoding, as the Encoding Standard has it.
    pub encoding: &'static str,
    /// What was uncertain or had to be mended, a sentence each.
    pub notes: Vec<String>,
    /// What the bytes are, where they are no text (`a PNG image`, `binary data`).
    pub binary: Option<&'static str>,
}

/// Decodes a text and never fails: bytes that are no text come out with replacement characters, and `binary` says so.
///
/// The order: the encoding asked for; a byte order mark; UTF-16, which shows itself; valid UTF-8; UTF-8 with few bad
/// bytes, which are read as Windows-1252; the guess of `chardetng`.
///
/// ```
/// let decoded = copydesk::decode::decode(b"caf\xe9 in the harbour", None);
/// assert_eq!((decoded.text.as_str(), decoded.encoding), ("café in the harbour", "windows-1252"));
/// ```
pub fn decode(bytes: &[u8], encoding: Option<&'static Encoding>) -> Decoded {
    let binary = binary(bytes);
    if let Some(encoding) = encoding {
        let marked = Encoding::for_bom(bytes).filter(|(marked, _)| *marked == encoding);
        return with(encoding, &bytes[marked.map_or(0, |(_, length)| length)..], binary);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let binary = binary.filter(|_| encoding == UTF_8);
        return with(encoding, &bytes[length..], binary);
    }
    // Text in UTF-16 is valid UTF-8 besides, with a zero in every other place.
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return with(encoding, bytes, None);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), encoding: UTF_8.name(), notes: Vec::new(), binary };
    }
    if let Some(decoded) = mostly_utf_8(bytes, binary) {
        return decoded;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    let mut decoded = with(guess, bytes, binary);
    decoded.notes.push(format!("The bytes are no UTF-8; they were read as {}.", guess.name()));
    decoded
}

/// The encoding a label of the Encoding Standard names (`latin1`, `windows-1251`), if there is one.
pub fn encoding_named(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.as_bytes())
}

fn with(encoding: &'static Encoding, bytes: &[u8], binary: Option<&'static str>) -> Decoded {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let notes = if malformed {
        vec![format!("Some bytes are not valid in {}; they became U+FFFD.", encoding.name())]
    } else {
        Vec::new()
    };
    Decoded { text: text.into_owned(), encoding: encoding.name(), notes, binary }
}

/// UTF-16 shows itself by a zero in every other byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(2048) & !1];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if pairs < 4 {
        None
    } else if odd * 10 > pairs * 7 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 7 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// At most one bad sequence in this many good ones is mended rather than taken for another encoding.
const GOOD_FOR_ONE_BAD: usize = 10;

/// UTF-8 in which few sequences are bad; those are read as Windows-1252.
fn mostly_utf_8(bytes: &[u8], binary: Option<&'static str>) -> Option<Decoded> {
    let (mut text, mut good, mut bad) = (String::with_capacity(bytes.len()), 0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            bad += 1;
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    (good >= GOOD_FOR_ONE_BAD * bad).then(|| Decoded {
        text,
        encoding: UTF_8.name(),
        notes: vec![format!("{bad} bad byte sequences in UTF-8 were read as windows-1252.")],
        binary,
    })
}

/// What bytes are that are no text, told by their first ones and by zeros.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 10] = [
        (b"%PDF-", "a PDF file"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x7fELF", "a program"),
        (b"{\\rtf", "an RTF document"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"RIFF", "a sound, video or image file"),
    ];
    if let Some((_, what)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(what);
    }
    let sample = &bytes[..bytes.len().min(8192)];
    (memchr::memchr(0, sample).is_some() && utf_16_without_mark(bytes).is_none()).then_some("binary data")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let decoded = decode(bytes, None);
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
        assert_eq!(decoded.binary, None);
    }

    #[test]
    fn takes_each_encoding_for_what_it_is() {
        check(b"", "", "UTF-8");
        check("naïve".as_bytes(), "naïve", "UTF-8");
        check(b"\xef\xbb\xbfplain", "plain", "UTF-8");
        check(b"\xff\xfeh\0i\0", "hi", "UTF-16LE");
        check(b"h\0e\0l\0l\0o\0 \0w\0o\0", "hello wo", "UTF-16LE");
        check(b"\0h\0e\0l\0l\0o\0 \0w\0o", "hello wo", "UTF-16BE");
        check(b"the caf\xe9 \x93quoted\x94 in the harbour", "the café “quoted” in the harbour", "windows-1252");
    }

    #[test]
    fn mends_few_bad_bytes_in_utf_8() {
        let mut bytes = "“ä” “ö” “ü” “ß” “é” ".as_bytes().to_vec();
        bytes.push(0x96);
        let decoded = decode(&bytes, None);
        assert!(decoded.text.ends_with('–'), "{}", decoded.text);
        assert_eq!(decoded.notes.len(), 1);
    }

    #[test]
    fn a_byte_order_mark_is_no_text_where_the_encoding_is_named_either() {
        assert_eq!(decode(b"\xef\xbb\xbftide", Some(UTF_8)).text, "tide");
        assert_eq!(decode(b"\xff\xfet\0", Some(UTF_16LE)).text, "t");
        assert_eq!(decode(b"\xef\xbb\xbft", Some(WINDOWS_1252)).text, "ï»¿t");
    }

    #[test]
    fn knows_what_is_no_text() {
        assert_eq!(decode(b"%PDF-1.7\n", None).binary, Some("a PDF file"));
        assert_eq!(decode(b"ab\0cd\0\0\0xyz", None).binary, Some("binary data"));
    }
}
