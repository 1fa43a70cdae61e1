//! Whether a page holds back a part of its article from those who do not pay or have not logged in.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::outline::Outline;

/// Words that ask to subscribe or to log in to read on, in lower case.
const ASKS: &[&str] = &[
    "to continue reading",
    "continue reading with",
    "to keep reading",
    "to read the full",
    "to read the rest",
    "to unlock this",
    "subscribe to read",
    "log in to read",
    "log in to continue",
    "sign in to read",
    "sign in to continue",
    "already a subscriber",
    "for subscribers only",
    "exclusive to subscribers",
    "um weiterzulesen",
    "weiterlesen mit",
    "jetzt weiterlesen",
    "nur für abonnenten",
    "réservé aux abonnés",
    "pour lire la suite",
    "la suite est réservée",
    "para seguir leyendo",
    "solo para suscriptores",
    "para continuar lendo",
    "exclusivo para assinantes",
    "per continuare a leggere",
    "riservato agli abbonati",
    "om verder te lezen",
    "alleen voor abonnees",
];

static FINDER: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(ASKS).expect("fixed patterns"));

/// Such a line has at most so many letters.
const LONGEST: usize = 240;

/// And no fewer than this.
const SHORTEST: usize = 12;

/// Whether a line that is no part of the article asks to pay or to log in to read on.
pub fn is_there(outline: &Outline) -> bool {
    (0..outline.blocks.len()).any(|block| {
        (SHORTEST..=LONGEST).contains(&outline.blocks[block].letters)
            && !outline.is_kept(block)
            && asks(&outline.text_of(block))
    })
}

/// Whether a line asks to subscribe or to log in to read on.
pub fn asks(text: &str) -> bool {
    if text.is_ascii() { FINDER.is_match(text) } else { FINDER.is_match(&text.to_lowercase()) }
}
