//! How unlikely a text is: the sequences in it that no language writes.
//!
//! The categories of characters and the sequences are those of ftfy 6.3.1, `ftfy/badness.py`.

use std::sync::LazyLock;

use regex::Regex;

/// How many sequences of `text` no language writes.
pub fn badness(text: &str) -> usize {
    if may_be_bad(text) { BAD.find_iter(text).count() } else { 0 }
}

/// Whether `text` holds a sequence that no language writes.
pub fn is_bad(text: &str) -> bool {
    may_be_bad(text) && BAD.is_match(text)
}

/// Whether a text has other characters than those of plain prose, quotes and dashes with it: no sequence is made of these
/// alone.
fn may_be_bad(text: &str) -> bool {
    text.chars().any(|c| !(c.is_ascii() || matches!(c, '’' | '‘' | '“' | '”' | '–' | '—' | '…' | '\u{a0}')))
}

/// The characters that mojibake of UTF-8 is made of, by what else they are used for: in ranges as of a pattern.
const CATEGORIES: [(&str, &str); 14] = [
    ("common", "\u{a0}\u{ad}·´–—―…’"),
    ("c1", "\u{80}-\u{9f}"),
    ("bad", "¦¤¨¬¯¸ƒ\u{2c6}\u{2c7}\u{2d8}\u{2db}\u{2dc}†‡‰⌐◊\u{fffd}ªº"),
    ("law", "¶§"),
    ("currency", "¢£¥₧€"),
    ("start_punctuation", "¡«¿©\u{384}\u{385}‘‚“„•‹\u{f8ff}"),
    ("end_punctuation", "®»\u{2dd}”›™"),
    ("numeric", "²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№"),
    ("kaomoji", "Ò-ÖÙ-Üò-öø-üŐŌŪŲ°"),
    ("upper_accented", "À-ÑØÜÝĂĀĄĆČĎĐĘĚĒĖĞĢİĪĶĹĽŁĻŃŇŅŒŘŚŞŠŢŤŮŰŸŹŻŽҐ"),
    ("lower_accented", "ßà-ñăąāćčďđęěēėğģįīķĺľłļœŕśşšťüźżžґﬁﬂ"),
    ("upper_common", "ÞΑ-ΩΆΈΉΊΌΎΏΪΫЁ-Я"),
    ("lower_common", "α-ωάέήίΰа-џ"),
    ("box", "│┌┐┘├┤┬┼═-╬▀▄█▌▐░▒▓"),
];

/// Sequences of those categories, and single ones, that mojibake has and languages have not.
const SEQUENCES: [&str; 37] = [
    // Controls have no use outside of mojibake.
    r"[{c1}]",
    r"[{bad}{lower_accented}{upper_accented}{box}{start_punctuation}{end_punctuation}{currency}{numeric}{law}][{bad}]",
    r"[a-zA-Z][{lower_common}{upper_common}][{bad}]",
    r"[{bad}][{lower_accented}{upper_accented}{box}{start_punctuation}{end_punctuation}{currency}{numeric}{law}]",
    r"[{lower_accented}{lower_common}{box}{end_punctuation}{currency}{numeric}][{upper_accented}]",
    r"[{box}{end_punctuation}{currency}{numeric}][{lower_accented}]",
    r"[{lower_accented}{box}{end_punctuation}][{currency}]",
    r"\s[{upper_accented}][{currency}]",
    r"[{upper_accented}{box}][{numeric}{law}]",
    r"[{lower_accented}{upper_accented}{box}{currency}{end_punctuation}][{start_punctuation}][{numeric}]",
    r"[{lower_accented}{upper_accented}{currency}{numeric}{box}{law}][{end_punctuation}][{start_punctuation}]",
    r"[{currency}{numeric}{box}][{start_punctuation}]",
    r"[a-z][{upper_accented}][{start_punctuation}{currency}]",
    r"[{box}][{kaomoji}]",
    r"[{lower_accented}{upper_accented}{currency}{numeric}{start_punctuation}{end_punctuation}{law}][{box}]",
    r"[{box}][{end_punctuation}]",
    r"[{lower_accented}{upper_accented}][{start_punctuation}{end_punctuation}]\w",
    // The ligature œ before what is no plain letter.
    r"[Œœ][^A-Za-z]",
    r"[{upper_accented}]°",
    // Two characters of windows-1252 that the cases above do not cover.
    r"[ÂÃÎÐ][€œŠš¢£Ÿž\xa0\xad®©°·»{start_punctuation}{end_punctuation}–—´]",
    r"×[²³]",
    // Arabic: its marks are common ones, so four characters are asked for.
    r"[ØÙ][{common}{currency}{bad}{numeric}{start_punctuation}ŸŠ®°µ»][ØÙ][{common}{currency}{bad}{numeric}{start_punctuation}ŸŠ®°µ»]",
    // The first of three characters of South Asian scripts.
    r"à[²µ¹¼½¾]",
    // Mac Roman.
    r"√[±∂†≠®™´≤≥¥µø]",
    r"≈[°¢]",
    r"‚Ä[ìîïòôúùû†°¢π]",
    r"‚[âó][àä°ê]",
    // Windows-1251: dashes and quotes, then letters, which are common by twos.
    r"вЂ",
    r"[ВГРС][{c1}{bad}{start_punctuation}{end_punctuation}{currency}°µ][ВГРС]",
    // Windows-1251 over ISO 8859-1 over windows-1252.
    r"ГўВЂВ.[A-Za-z ]",
    // Windows-1252 for à, á and the no-break space.
    r"Ã[\xa0¡]",
    r"[a-z]\s?[ÃÂ][ ]",
    r"^[ÃÂ][ ]",
    // Â before the very character it is part of.
    r"[a-z.,?!{end_punctuation}]Â[ {start_punctuation}{end_punctuation}]",
    // Windows-1253: dashes and quotes, then letters.
    r"β€[™\xa0Ά\xad®°]",
    r"[ΒΓΞΟ][{c1}{bad}{start_punctuation}{end_punctuation}{currency}°][ΒΓΞΟ]",
    // Windows-1257.
    r"ā€",
];

static BAD: LazyLock<Regex> = LazyLock::new(|| {
    let mut pattern = SEQUENCES.join("|");
    for (name, characters) in CATEGORIES {
        pattern = pattern.replace(&format!("{{{name}}}"), characters);
    }
    Regex::new(&pattern).expect("a fixed pattern")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_not_bad_and_mojibake_is() {
        for good in ["naïve café", "ÅNGSTRÖM", "Łódź", "Привет", "«Ελλάδα»", "l’œuvre", "5 × 10³ ± 2 °C", "日本語"]
        {
            assert!(!is_bad(good), "{good}");
        }
        assert_eq!(badness("cafÃ© and quayâ€™s"), 2);
    }
}
