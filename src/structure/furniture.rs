//! Lines that surround an article and are never a part of it: buttons, labels, reading times.

use std::sync::LazyLock;

use regex::Regex;

static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^\W*(?:
          advertisement | advertising | ad | sponsored(?:\s+content)? | anzeige | werbung | publicité | publicidad | pubblicità | advertentie
        | share(?:\s+(?:this|on|via|to)\b.{0,40})? | tweet | e-?mail | print | save | copy\s+link | bookmark | follow(?:\s+us.{0,30})?
        | facebook | twitter | whatsapp | linkedin | pinterest | reddit | telegram
        | skip\s+to\s+(?:main\s+|the\s+)?content | menu | search | home | log\s?in | sign\s+(?:in|up) | subscribe(?:\s+now)? | close | open\s+menu
        | (?:view\s+|show\s+|leave\s+a\s+)?comments?(?:\s*\(?\d+\)?)? | \d+\s+comments? | \d+\s+shares?
        | listen(?:\s+to\s+(?:this\s+)?(?:article|story))?(?:\s*[\d:·.]*\s*min(?:utes)?)? | read\s+(?:more|later|aloud)
        | \d+[\s-]*min(?:ute)?s?(?:\s+read)? | reading\s+time:?\s+\d+\s+min.{0,8}
        | for\s+immediate\s+release | press\s+release | media\s+release | news\s+release | embargoed\s+until.{0,60}
        | pressemitteilung | communiqué\s+de\s+presse | nota\s+de\s+prensa | comunicato\s+stampa | persbericht
        | teilen | drucken | merken | partager | imprimer | compartir | imprimir | condividi | stampa | delen
        | this\s+article\s+is\s+more\s+than\s+.{1,20}\s+old | image\s+caption | image\s+source.{0,40}
        )\W*$",
    )
    .expect("a fixed pattern")
});

/// Whether a passage is certainly furniture: all of it is such a label.
pub(super) fn is_furniture(text: &str) -> bool {
    text.len() <= 90 && FURNITURE.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_nothing_longer() {
        for text in
            ["Advertisement", "Share on Facebook", "5 min read", "FOR IMMEDIATE RELEASE", "Comments (12)", "Teilen"]
        {
            assert!(is_furniture(text), "{text}");
        }
        for text in
            ["Home truths", "Share prices fall", "Print is not dead", "Close to home", "Search for the lost ferry"]
        {
            assert!(!is_furniture(text), "{text}");
        }
    }
}
