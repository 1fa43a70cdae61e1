//! What stands below an article: who helped, who holds the rights, where it appeared first.

use std::sync::LazyLock;

use regex::Regex;

use super::shape;
use crate::glance;
use crate::pattern::Pattern;

/// A passage below the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Footer {
    /// It says who holds the rights or under which licence it stands.
    pub is_rights: bool,
    /// What gave it away.
    pub reason: &'static str,
}

/// Who helped with the report.
static HELP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^[(\[]?(?:
          (?:additional|further)\s+(?:reporting|research|writing|material)\b | (?:reporting|editing|writing|compiled|translated|edited)\s+by\s
        | with\s+(?:additional\s+)?(?:reporting|files|material|inputs?)\s+(?:by|from)\b | our\s+standards:
        | (?:mit|unter)\s+(?:material|mitarbeit)\s+von\b | (?:redaktionelle\s+)?mitarbeit\s*: | quelle\s*:
        | avec\s+(?:afp|reuters|agences?|ap)\b | source\s*: | con\s+información\s+de\b | fuente\s*: | fonte\s*:
        | m(?:et|it)\s+medewerking\s+van\b | bron\s*: | \p{L}+/(?:afp|dpa|reuters|ap)\)$
        )",
    )
});

/// Who holds the rights.
static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^(?:copyright\b|©|\(c\)\s) | \ball\s+rights\s+reserved\b | \bcreative\s+commons\b | \bCC[\s-]BY\b |
          \bpublic\s+domain\b | \blicen[sc]ed\s+under\b | \bmay\s+not\s+be\s+(?:published|reproduced|copied|republished)\b |
          \balle\s+rechte\s+vorbehalten\b | \btous\s+droits\s+réservés\b | \btodos\s+los\s+derechos\s+reservados\b |
          \btutti\s+i\s+diritti\s+riservati\b | \briproduzione\s+riservata\b | \balle\s+rechten\s+voorbehouden\b |
          \btodos\s+os\s+direitos\s+reservados\b",
    )
});

/// Where it appeared.
static ORIGIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^[(\[]?(?:
          (?:this|the)\s+(?:article|story|post|essay|piece|column|report|interview|text|version)\b.{0,60}\b
             (?:appeared|published|republished|reprinted|posted|appears|adapted|corrected|amended|updated)\b
        | (?:originally|first|previously)\s+(?:published|appeared|posted|printed)\b
        | (?:reprinted|republished|reproduced)\s+(?:with|by|from|under)\b
        | an?\s+(?:(?:earlier|previous)\s+)?version\s+of\s+this\s+(?:article|story|post|report|piece)\b
        | dieser\s+(?:artikel|beitrag|text)\b.{0,40}\b(?:erschien|erschienen|stammt)\b
        | cet\s+article\b.{0,40}\b(?:paru|publié)\b | este\s+artículo\b.{0,40}\bpublicó\b
        )",
    )
});

/// What was corrected.
static CORRECTION: Pattern = Pattern::new(|| {
    r"(?ix)^(?:
          (?:corrections?|clarifications?)(?:\s*\([^()]{1,40}\)|,?\s\p{L}{3,9}\.?\s\d{1,2},?\s\d{4}|,?\s\d{1,2}\s\p{L}{3,9}\s\d{4})?
        | korrektur | berichtigung | rectificatif | erratum | corrección | fe\s+de\s+erratas | errata\s+corrige | correção
        | correctie | rectificatie
        )\s*(?::|$)".to_owned()
});

/// A site's own copyright line.
static OF_SITE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\W*(?:copyright\b|©|\(c\)\s)|\ball\s+rights\s+reserved\W*$"));

/// The mark at the end of a press release or a manuscript.
static END_MARK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:#\s?#\s?#|-\s?30\s?-|-?\s?ends\s?-?|\*{3} ?end)$"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a fixed pattern")
}

/// How the wordings of [`HELP`] begin.
const HELPS: &[&str] = &[
    "additional",
    "avec",
    "bron",
    "compiled",
    "con",
    "edited",
    "editing",
    "fonte",
    "fuente",
    "further",
    "met",
    "mit",
    "mitarbeit",
    "our",
    "quelle",
    "redaktionelle",
    "reporting",
    "source",
    "translated",
    "unter",
    "with",
    "writing",
];

/// How the wordings of [`CORRECTION`] begin.
const CORRECTIONS: &[&str] = &[
    "berichtigung",
    "clarification",
    "clarifications",
    "correction",
    "corrections",
    "correctie",
    "corrección",
    "correção",
    "errata",
    "erratum",
    "fe",
    "korrektur",
    "rectificatie",
    "rectificatif",
];

/// How the wordings of [`ORIGIN`] begin, and parts of them.
const ORIGINS: &[&str] = &[
    "a",
    "an",
    "cet",
    "dieser",
    "este",
    "first",
    "originally",
    "previously",
    "reprinted",
    "reproduced",
    "republished",
    "the",
    "this",
];
const ORIGIN_PARTS: &[&str] = &[
    "adapted",
    "amended",
    "appear",
    "artikel",
    "artículo",
    "beitrag",
    "corrected",
    "dieser",
    "paru",
    "posted",
    "printed",
    "publi",
    "reproduced",
    "updated",
    "version of this",
];

/// Whether a text has what [`RIGHTS`] needs.
fn may_be_rights(text: &str) -> bool {
    const WORDINGS: &[&str] = &[
        "all rights reserved",
        "alle rechte vorbehalten",
        "alle rechten voorbehouden",
        "cc by",
        "cc-by",
        "creative commons",
        "licenced under",
        "licensed under",
        "may not be ",
        "public domain",
        "riproduzione riservata",
        "todos los derechos reservados",
        "todos os direitos reservados",
        "tous droits réservés",
        "tutti i diritti riservati",
    ];
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.starts_with(['©', '(']) || glance::begins_with(text, &["copyright"]) || glance::has_part(&one_line, WORDINGS)
}

/// Reads a passage at the end of an article as a part of its footer.
pub(super) fn parse(text: &str) -> Option<Footer> {
    let words = shape::words(text);
    if words > 80 {
        return None;
    }
    let footer = |is_rights, reason| Some(Footer { is_rights, reason });
    let begins = |words| glance::begins_with(text, words);
    if words <= 50 && may_be_rights(text) && RIGHTS.is_match(text) {
        return footer(true, "says who holds the rights");
    }
    if words <= 50 && (begins(HELPS) || text.ends_with(')')) && HELP.is_match(text) {
        return footer(false, "says who helped or where it is from");
    }
    if begins(CORRECTIONS) && CORRECTION.is_match(text) {
        return footer(false, "says what was corrected");
    }
    if begins(ORIGINS) && glance::has_part(text, ORIGIN_PARTS) && ORIGIN.is_match(text) {
        return footer(false, "says where it appeared");
    }
    None
}

/// Whether a line that says who holds the rights is the site's own, which stands below all of its pages.
pub(super) fn is_of_site(text: &str) -> bool {
    OF_SITE.is_match(text)
}

/// Whether a passage is the mark at the end of a press release: `###`, `-ENDS-`.
pub(super) fn is_end_mark(text: &str) -> bool {
    const LONGEST: usize = 12;
    let text = text.trim();
    text.len() <= LONGEST && END_MARK.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footers() {
        for (text, is_rights) in [
            ("Additional reporting by Jane Doe in Cairo", false),
            ("(Reporting by Jane Doe; editing by Richard Roe)", false),
            ("Copyright 2023 The Daily Courier", true),
            ("© 2023 The Daily Courier. All rights reserved.", true),
            ("This article first appeared in the Harbour Review.", false),
            ("Originally published on the Ferry Blog.", false),
            ("The text is published by the Harbour Board and is in the public domain.", true),
            ("Text by the Ferry Club, available under a Creative Commons Attribution licence.", true),
            ("Mitarbeit: Uwe Krahl", false),
            ("Correction (4 March 2021): the ferry has two decks.", false),
            ("Correction: March 16, 2018", false),
            ("An earlier version of this article misspelt the name of the ferry.", false),
            ("© RIPRODUZIONE RISERVATA", true),
            ("Tous droits réservés", true),
        ] {
            assert_eq!(parse(text).map(|footer| footer.is_rights), Some(is_rights), "{text}");
        }
        assert!(is_end_mark("###") && is_end_mark("- ENDS -") && !is_end_mark("Ends of the earth"));
    }

    #[test]
    fn no_footers() {
        for text in [
            "The ferry is a public good, the mayor said.",
            "Reporting the news is hard work.",
            "The law on copyright is older than the printing press.",
            "This story began at sea.",
            "Correction of the chart is the pilot’s work: he alone does it.",
            "Corrections are slow: nobody cared.",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
