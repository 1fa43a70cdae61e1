//! Lines that surround an article and are never a part of it: buttons, labels, menus, reading times.

use crate::glance;
use crate::pattern::Pattern;

/// Buttons and labels, of which several may stand in one line.
static LABELS: Pattern = Pattern::new(|| {
    let label = r"advertisement | advertising | advertisment | sponsored(?:\s+content)? | anzeige | werbung | publicité | publicidad
        | pubblicità | advertentie | share(?:\s+(?:this|on|via)(?:\s+\w+)?)? | tweet | e-?mail | print | save | copy\s+link
        | bookmark | follow(?:\s+us)? | facebook | twitter | whatsapp | linkedin | pinterest | reddit | telegram | x
        | skip\s+to\s+(?:main\s+|the\s+)?content | menu | more | search | home | log\s?in | sign\s+(?:in|up) | subscribe(?:\s+now)?
        | close | open\s+menu | accept(?:\s+all)? | reject\s+all | manage\s+preferences | cookie\s+settings | privacy\s+policy
        | terms(?:\s+of\s+(?:use|service))? | about(?:\s+us)? | contact(?:\s+us)? | careers | advertise(?:\s+with\s+us)?
        | site\s?map | reply | report | (?:view\s+|show\s+)?comments(?:\s*\(?\d+\)?)? | leave\s+a\s+comment | \d+\s+(?:comments?|shares?)
        | listen(?:\s+to\s+(?:this\s+)?(?:article|story))? | read\s+(?:more|later|aloud) | \d+[\s-]*min(?:ute)?s?(?:\s+read)?
        | \(?button\)? | _{3,} | teilen | drucken | merken | partager | imprimer | compartir | imprimir | condividi | stampa | delen";
    format!(r"(?ix)^\W*(?:(?:{label})(?:[\s|·•,/()\[\]]+|\W*$))+$")
});

/// The words of [`LABELS`]; figures and low lines stand in them too.
const LABEL_WORDS: &[&str] = &[
    "about",
    "accept",
    "advertise",
    "advertisement",
    "advertisment",
    "advertising",
    "advertentie",
    "all",
    "aloud",
    "anzeige",
    "article",
    "bookmark",
    "button",
    "careers",
    "close",
    "comment",
    "comments",
    "compartir",
    "condividi",
    "contact",
    "content",
    "cookie",
    "copy",
    "delen",
    "drucken",
    "e",
    "email",
    "facebook",
    "follow",
    "home",
    "imprimer",
    "imprimir",
    "in",
    "later",
    "leave",
    "link",
    "linkedin",
    "listen",
    "log",
    "login",
    "mail",
    "main",
    "manage",
    "map",
    "menu",
    "merken",
    "min",
    "mins",
    "minute",
    "minutes",
    "more",
    "now",
    "of",
    "on",
    "open",
    "partager",
    "pinterest",
    "policy",
    "preferences",
    "print",
    "privacy",
    "pubblicità",
    "publicidad",
    "publicité",
    "read",
    "reddit",
    "reject",
    "reply",
    "report",
    "save",
    "search",
    "service",
    "settings",
    "share",
    "shares",
    "show",
    "sign",
    "site",
    "sitemap",
    "skip",
    "sponsored",
    "stampa",
    "story",
    "subscribe",
    "teilen",
    "telegram",
    "terms",
    "the",
    "this",
    "to",
    "tweet",
    "twitter",
    "up",
    "us",
    "use",
    "via",
    "view",
    "werbung",
    "whatsapp",
    "with",
    "x",
    "a",
];

/// Whether the words of a text may be those of [`LABELS`], which is dear to make: `share` takes any one word behind it.
fn may_be_labels(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let mut free = 0_usize;
    words.filter(|word| !word.trim_matches('_').is_empty()).all(|word| {
        free += usize::from(word.eq_ignore_ascii_case("share"));
        // A number may be written close to its unit: `5min`.
        let known = word.starts_with(char::is_numeric) || glance::is_any(word, LABEL_WORDS);
        known || free.checked_sub(1).map(|left| free = left).is_some()
    })
}

/// Labels that stand alone.
static ALONE: Pattern = Pattern::new(|| {
    r"(?ix)^\W*(?:
          (?:follow\s+us|share)\s+(?:on|via|to|this)\b.{0,40} | reading\s+time:?\s+\d+\s+min.{0,8}
        | (?:read\s+more|see\s+also|also\s+read|lire\s+aussi|lesen\s+sie\s+auch|leggi\s+anche|lees\s+ook|lea\s+también)\s*:.{3,150}
        | for\s+immediate\s+release | press\s+release | media\s+release | news\s+release | embargoed\s+until.{0,60}
        | pressemitteilung | communiqué\s+de\s+presse | nota\s+de\s+prensa | comunicato\s+stampa | persbericht
        | this\s+article\s+is\s+more\s+than\s+.{1,20}\s+old
        | (?:first\s+|last\s+)?(?:published|updated) | temps\s+de\s+lecture.{0,12} | lesezeit.{0,12}
        | tiempo\s+de\s+lectura.{0,12} | tempo\s+di\s+lettura.{0,12}
        | (?:story|article)\s+continues\s+below(?:\s+advertisement)? | please\s+log\s+in\s+to\s+(?:leave\s+a\s+)?comment
        | sign\s+up\s+(?:for|to)\s+(?:our|the)\s+.{0,30}newsletter.{0,20} | we\s+use\s+cookies\b.{0,400} | .{0,200}\buse\s+of\s+cookies\b.{0,60}
        )\W*$".to_owned()
});

/// What stands over other stories and readers' comments: the article ends above it.
static AFTERWARDS: Pattern = Pattern::new(|| {
    r"(?ix)^\W*(?:
          most\s+(?:read|popular|viewed|shared) | trending(?:\s+now)? | you\s+(?:may|might)\s+also\s+like | recommended(?:\s+for\s+you)?
        | related(?:\s+(?:articles?|stories|content|topics?|links?))? | more\s+(?:on|from)\s+this\s+story | more\s+stories
        | read\s+next | (?:\d+\s+)?comments(?:\s*\(?\d+\)?)? | 1\s+comment | leave\s+a\s+(?:comment|reply) | around\s+the\s+web
        | topics(?:\s+\p{Ll}+){1,6} | tags:.{0,80}
        | mehr\s+zum\s+thema | meistgelesen | das\s+könnte\s+sie\s+auch\s+interessieren | à\s+lire\s+aussi | les\s+plus\s+lus
        | lo\s+más\s+leído | te\s+puede\s+interesar | leggi\s+anche | i\s+più\s+letti | lees\s+ook | meest\s+gelezen
        )\W*$".to_owned()
});

/// A site's copyright line: `© 2021 The Daily Courier. All rights reserved.`
static COPYRIGHT: Pattern = Pattern::new(|| {
    r"^(?:©|[Cc]opyright(?:\s+©)?)\s*(?:\d{4}(?:\s?[–-]\s?\d{4})?,?\s+)(?P<name>\p{Lu}[^.,|©]{2,40}?)\s*(?:[.,|].*)?$"
        .to_owned()
});

/// Whether a passage is certainly furniture: all of it is such labels.
pub(super) fn is_furniture(text: &str) -> bool {
    text.len() <= 500
        && (may_be_labels(text) && LABELS.is_match(text)
            || ((begins(text, ALONE_BEGINS) || names_cookies(text)) && ALONE.is_match(text))
            || is_afterwards_label(text))
}

fn is_afterwards_label(text: &str) -> bool {
    begins(text, AFTERWARDS_BEGINS) && AFTERWARDS.is_match(text)
}

/// Whether a text may speak of cookies, whatever its capitals.
fn names_cookies(text: &str) -> bool {
    let ends = memchr::memchr2_iter(b'k', b'K', text.as_bytes());
    ends.filter_map(|at| text.as_bytes().get(at.checked_sub(3)?..at + 3))
        .any(|word| word.eq_ignore_ascii_case(b"cookie"))
}

/// Whether a text begins with one of these words, whatever signs and figures stand before them: what a pattern needs that
/// is dear to make. Capitals and the width of blanks count for nothing.
fn begins(text: &str, words: &[&str]) -> bool {
    let first = text.trim_start_matches(|c: char| !c.is_alphabetic()).bytes().next();
    let may_begin = |word: &&str| match (first, word.bytes().next()) {
        (Some(first), Some(wanted)) => !first.is_ascii() || first.eq_ignore_ascii_case(&wanted),
        _ => false,
    };
    if !words.iter().any(may_begin) {
        return false;
    }
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let head: Vec<&str> = text.split_whitespace().take(MOST_WORDS).collect();
    let head = head.join(" ").replace('ſ', "s").to_lowercase();
    words.iter().any(|word| head.starts_with(word))
}

/// No beginning of a label has as many words, or needs more of the text.
const MOST_WORDS: usize = 8;

/// How the labels of [`ALONE`] begin.
const ALONE_BEGINS: &[&str] = &[
    "follow us ",
    "share ",
    "reading time",
    "read more",
    "see also",
    "also read",
    "lire aussi",
    "lesen sie auch",
    "leggi anche",
    "lees ook",
    "lea también",
    "for immediate release",
    "press release",
    "media release",
    "news release",
    "embargoed until",
    "pressemitteilung",
    "communiqué de presse",
    "nota de prensa",
    "comunicato stampa",
    "persbericht",
    "this article is more than",
    "first published",
    "first updated",
    "last published",
    "last updated",
    "published",
    "updated",
    "temps de lecture",
    "lesezeit",
    "tiempo de lectura",
    "tempo di lettura",
    "story continues below",
    "article continues below",
    "please log in",
    "sign up ",
    "we use cookies",
];

/// How the labels of [`AFTERWARDS`] begin.
const AFTERWARDS_BEGINS: &[&str] = &[
    "most ",
    "trending",
    "you may also like",
    "you might also like",
    "recommended",
    "related",
    "more on this story",
    "more from this story",
    "more stories",
    "read next",
    "comment",
    "leave a ",
    "around the web",
    "topics ",
    "tags:",
    "mehr zum thema",
    "meistgelesen",
    "das könnte sie auch interessieren",
    "à lire aussi",
    "les plus lus",
    "lo más leído",
    "te puede interesar",
    "leggi anche",
    "i più letti",
    "lees ook",
    "meest gelezen",
];

/// The name of the site in its copyright line.
pub(super) fn site_name(text: &str) -> Option<&str> {
    if text.len() > 200 || !text.starts_with(['©', 'C', 'c']) {
        return None;
    }
    COPYRIGHT.captures(text)?.name("name").map(|name| name.as_str())
}

/// Whether a passage is the label of what follows articles: other stories, readers' comments.
pub(super) fn is_afterwards(text: &str) -> bool {
    text.len() <= 100 && is_afterwards_label(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_nothing_longer() {
        for text in [
            "Advertisement",
            "Share on Facebook",
            "5 min read",
            "FOR IMMEDIATE RELEASE",
            "Comments (12)",
            "Teilen",
            "Share Email Twitter Facebook Copy link",
            "Sign in | Subscribe | Search",
            "We use cookies to make the site better. By going on you agree.",
            "Most read",
        ] {
            assert!(is_furniture(text), "{text}");
        }
        for text in [
            "Home truths",
            "Share prices fall",
            "Print is not dead",
            "Close to home",
            "Search for the lost ferry",
            "More report trouble",
            "Related troubles at sea",
            "About the ferry",
        ] {
            assert!(!is_furniture(text), "{text}");
        }
    }

    #[test]
    fn every_label_is_known_however_it_is_written() {
        for text in [
            "Follow  us on Instagram",
            "SHARE VIA e-mail",
            "Reading time: 5 minutes",
            "» See also: The ferry",
            "Also read: The ferry",
            "Lire aussi : la mer",
            "Lesen Sie auch: Das Meer",
            "Leggi anche: il mare",
            "Lees ook: de zee",
            "Lea también: el mar",
            "Press release",
            "Media  Release",
            "News release",
            "EMBARGOED UNTIL noon",
            "Pressemitteilung",
            "COMMUNIQUÉ DE PRESSE",
            "Nota de prensa",
            "Comunicato stampa",
            "Persbericht",
            "This article is more than 5 years old",
            "First published",
            "Last updated",
            "Temps de lecture 5 min",
            "Lesezeit: 5 Min.",
            "Tiempo de lectura: 5 min",
            "Tempo di lettura 5 min",
            "Story continues below advertisement",
            "Please log in to leave a comment",
            "Sign up for our daily newsletter",
            "By going on you agree to the use of cookies.",
            "12 comments",
            "1 comment",
            "Comments (3)",
            "Trending now",
            "You might also like",
            "Recommended for you",
            "Related stories",
            "More on this story",
            "More stories",
            "Read next",
            "Leave a reply",
            "Around the web",
            "Tags: ferry, harbour",
            "Mehr zum Thema",
            "Meistgelesen",
            "Das könnte Sie auch interessieren",
            "À lire aussi",
            "Les plus lus",
            "Lo más leído",
            "Te puede interesar",
            "I più letti",
            "Meest gelezen",
            "print, !",
            "Print | Save |",
        ] {
            assert!(is_furniture(text), "{text}");
        }
    }

    #[test]
    fn a_site_tells_its_name() {
        assert_eq!(site_name("© 2021 The Daily Courier. All rights reserved."), Some("The Daily Courier"));
        assert_eq!(site_name("Copyright 2019-2021 Ferry News"), Some("Ferry News"));
        assert_eq!(site_name("© Jane Doe/Agency"), None);
    }

    #[test]
    fn what_follows_articles() {
        assert!(is_afterwards("You may also like") && is_afterwards("Topics ferry harbour"));
        assert!(!is_afterwards("Topics") && !is_afterwards("Recommended doses"));
    }
}
