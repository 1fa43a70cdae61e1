//! Who wrote an article and when, as its page shows it beside the text.

use super::labels::Label;
use super::outline::{Leaf, Outline, Target};

/// Words that open a byline, in lower case.
const OPENERS: &[&str] = &[
    "by",
    "written by",
    "story by",
    "words by",
    "words",
    "posted by",
    "reported by",
    "review by",
    "reviewed by",
    "author",
    "authors",
    "text by",
    "von",
    "par",
    "por",
    "di",
    "door",
    "av",
    "af",
    "autor",
    "auteur",
    "autore",
    "text",
    "文",
    "著者",
    "作者",
];

/// What ends the names in a byline, in lower case.
const ENDS: &[&str] = &[
    "|",
    "•",
    "·",
    "—",
    "–",
    " - ",
    "updated",
    "published",
    "posted",
    "last ",
    " on ",
    " in ",
    " for ",
    " at ",
    " to ",
    "photograph",
    "photos",
    "illustration",
    "follow",
    "share",
    "email",
    "read time",
    "min read",
    "minutes",
    "medically reviewed",
    "fact checked",
    "reviewed by",
    "edited by",
    "twitter",
    "@",
    "http",
    "(",
];

/// Small words within names.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "ten",
    "bin", "al", "el", "af", "av", "y", "e", "zu", "zur",
];

/// Words that no name of a person has, in lower case.
const NO_NAMES: &[&str] = &[
    "staff",
    "editor",
    "editors",
    "editorial",
    "team",
    "admin",
    "administrator",
    "reporter",
    "correspondent",
    "writer",
    "contributor",
    "author",
    "news",
    "twitter",
    "facebook",
    "linkedin",
    "instagram",
    "email",
    "more",
    "stories",
    "posts",
    "articles",
    "by",
    "about",
    "view",
    "profile",
    "bio",
    "archive",
    "the",
    "am",
    "pm",
    "est",
    "edt",
    "et",
    "pt",
    "pst",
    "utc",
    "gmt",
    "bst",
    "policy",
    "privacy",
    "copyright",
    "content",
    "last",
    "modified",
    "management",
    "strategy",
    "project",
    "note",
    "id",
    "consultant",
    "coordinator",
    "marketing",
    "post",
    "times",
    "e-mail",
    "specialist",
    "analyst",
    "professor",
    "phd",
    "university",
    "magazine",
    "press",
    "reuters",
    "agency",
    "head",
    "founder",
    "ceo",
    "president",
    "expert",
    "illustration",
    "photo",
    "photos",
    "image",
    "advertisement",
    "min",
    "minutes",
    "senior",
    "chief",
    "officer",
    "director",
    "manager",
    "guest",
    "follow",
    "contact",
    "read",
    "all",
    "share",
    "comments",
    "updated",
    "published",
    "website",
    "home",
    "blog",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// Months that people are called as well.
const NAMED_MONTHS: &[&str] = &["april", "june", "august", "jan"];

/// Words that call several people, or whoever it is, by what they do, in lower case.
const DESKS: &[&str] = &["desk", "editors", "newsroom", "staff", "team"];

/// Whether a text is written as the name of a person is.
pub fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_one = |word: &&str| {
        let lower = word.to_lowercase();
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
        let is_given = NAMED_MONTHS.contains(&bare) && *word == words[0];
        (is_given || !NO_NAMES.contains(&bare))
            && !(lower.ends_with("’s") || lower.ends_with("'s"))
            && (PARTICLES.contains(&bare)
                || word.starts_with(|first: char| first.is_uppercase() || first == '“' || !first.is_ascii()))
    };
    (2..=5).contains(&words.len())
        && text.chars().count() <= 48
        && !text.contains(|c: char| c.is_ascii_digit() || ":;!?/…%&#$".contains(c))
        && !text.ends_with('.') | text.ends_with("r.")
        && words.iter().all(is_one)
        && words.last().is_some_and(|last| !PARTICLES.contains(last))
}

/// The names in a line that says who wrote the article, or may do so. One that is not called a byline must open one,
/// have the time beside the name, or link the name to the author's page.
pub fn names(outline: &Outline, block: usize, is_byline: bool) -> Vec<String> {
    let leaves = &outline.leaves[outline.blocks[block].leaves.clone()];
    let called = called(outline, block);
    if !called.is_empty() {
        return called;
    }
    // What stands in elements of its own is parted; `By` and a name may be.
    let line = leaves.iter().map(|leaf| leaf.text.split_whitespace().collect::<Vec<_>>().join(" "));
    let line = line.collect::<Vec<_>>().join(" | ");
    let lower = line.to_lowercase();
    let says_so = OPENERS.iter().take(2).any(|opener| {
        lower.match_indices(opener).any(|(at, _)| {
            !lower[..at].ends_with(char::is_alphanumeric)
                && !lower[at + opener.len()..].starts_with(char::is_alphanumeric)
        })
    });
    let is_linked = leaves.iter().any(|leaf| {
        outline.around(leaf.element).take(2).any(|around| outline.elements[around].leads_to(Target::Author))
    });
    if !(is_byline || says_so || is_linked || time(outline, block).is_some()) {
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    for part in line
        .split(['|', '•', '·', '—', '–', '/', '：', ':', '(', '（'])
        .flat_map(|part| part.split(|c: char| c.is_ascii_digit()))
    {
        let part =
            behind_by(part).trim().trim_end_matches(" in").trim().trim_matches([',', '-', ' ', ']', '[', '文', '●']);
        for name in
            if is_name(part) || is_byline && is_short_name(part) { vec![part.to_owned()] } else { in_text(part) }
        {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The names in those parts of a line that the page itself calls an author's: a byline and a date may share a line.
fn called(outline: &Outline, block: usize) -> Vec<String> {
    let of_block = &outline.blocks[block];
    let is_called = |element: usize| {
        let mut inner = outline.around(element).take_while(|&around| around != of_block.element);
        inner.any(|around| outline.elements[around].label == Some(Label::Byline))
    };
    let mut names: Vec<String> = Vec::new();
    for leaf in outline.leaves[of_block.leaves.clone()].iter().filter(|leaf| is_called(leaf.element)) {
        let text = leaf.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = opened(&text).unwrap_or(&text);
        if (is_name(text) || is_short_name(text)) && !names.iter().any(|name| name == text) {
            names.push(text.to_owned());
        }
    }
    names
}

/// Whether a line says when something was, and links to what its author wrote.
pub fn is_signed(outline: &Outline, block: usize) -> bool {
    let mut leaves = outline.leaves[outline.blocks[block].leaves.clone()].iter();
    let is_link = leaves.any(|leaf| {
        outline.around(leaf.element).take(2).any(|around| outline.elements[around].leads_to(Target::Author))
    });
    is_link && time(outline, block).is_some()
}

/// Whom a byline names that names no person: a desk (`By Harbour News Desk`), or whoever the link to what an author
/// wrote is called.
pub fn desk(outline: &Outline, block: usize, is_byline: bool) -> Option<String> {
    let leaves = &outline.leaves[outline.blocks[block].leaves.clone()];
    let is_desk = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_part =
            |word: &&str| word.starts_with(char::is_uppercase) || DESKS.contains(&word.to_lowercase().as_str());
        (2..=5).contains(&words.len())
            && words.iter().all(is_part)
            && words.iter().any(|word| DESKS.contains(&word.to_lowercase().as_str()))
    };
    leaves.iter().find_map(|leaf| {
        let text = leaf.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = opened(&text).unwrap_or(&text);
        let text = text[..text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len())].trim();
        let is_link =
            outline.around(leaf.element).take(2).any(|around| outline.elements[around].leads_to(Target::Author));
        let is_handle = is_link
            && text.chars().count() >= 3
            && text.chars().all(char::is_alphanumeric)
            && !["author", "authors", "more", "profile", "bio"].contains(&text.to_lowercase().as_str());
        ((is_byline || is_link) && is_desk(text) || is_handle).then(|| text.to_owned())
    })
}

/// What stands behind the last `by` in a part of a line.
fn behind_by(part: &str) -> &str {
    match [" by ", " By ", " BY ", " von ", " par "].iter().filter_map(|by| Some(part.rfind(by)? + by.len())).max() {
        Some(at) => &part[at..],
        None => opened(part).unwrap_or(part),
    }
}

/// Whether a text is written as names are where words are not parted by spaces.
fn is_short_name(text: &str) -> bool {
    let is_letter = |c: char| ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c);
    (2..=8).contains(&text.chars().count()) && text.chars().all(is_letter)
}

/// The people that a text names which is said to name authors: `Ada Brook and Tom Lee`, `doumae`. Names of roles and of
/// nobody (`admin`, `Staff`) are left out.
pub fn people(text: &str) -> Vec<String> {
    let text = opened(text).unwrap_or(text).trim();
    if is_name(text) {
        return vec![text.to_owned()];
    }
    let names = in_text(text);
    let has_role = |word: &str| NO_NAMES.contains(&word.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()));
    let is_short = (1..=4).contains(&text.split_whitespace().count()) && text.chars().count() <= 40;
    if !names.is_empty() {
        names
    } else if is_short
        && text.starts_with(char::is_uppercase)
        && !text.split_whitespace().any(has_role)
        && !text.contains(['@', '/', '{'])
    {
        vec![text.to_owned()]
    } else {
        Vec::new()
    }
}

/// The names in the text of a byline.
pub fn in_text(text: &str) -> Vec<String> {
    let text = opened(text).unwrap_or(text);
    let lower = text.to_lowercase();
    let mut end = if lower.len() == text.len() {
        ENDS.iter().filter_map(|end| lower.find(end)).min().unwrap_or(text.len())
    } else {
        text.len()
    };
    if let Some(digit) = text[..end].find(|c: char| c.is_ascii_digit()) {
        end = digit;
    }
    let parts = text[..end].split([',', ';']).flat_map(|part| part.split(" & ")).flat_map(|part| {
        [" and ", " und ", " et ", " y ", " e ", " en "]
            .iter()
            .fold(vec![part], |parts, and| parts.into_iter().flat_map(|part| part.split(and)).collect())
    });
    let mut names = Vec::new();
    for part in parts.map(|part| part.trim().trim_start_matches("and ").trim()).filter(|part| !part.is_empty()) {
        if !is_name(part) {
            break;
        }
        names.push(part.to_owned());
    }
    names
}

/// The text behind the words that open a byline, if it has any.
pub fn opened(text: &str) -> Option<&str> {
    let text = text.trim();
    OPENERS.iter().find_map(|opener| {
        let head = text.get(..opener.len())?;
        let rest = &text[opener.len()..];
        let is_word =
            head.eq_ignore_ascii_case(opener) && rest.starts_with(|c: char| c.is_whitespace() || c == ':' || c == '：');
        is_word.then(|| rest.trim_start_matches([':', '：', ' ', '\u{a0}']).trim())
    })
}

/// What a block says of the time of publication: what its `<time>` says to machines, else its text.
pub fn time(outline: &Outline, block: usize) -> Option<String> {
    let of = &outline.blocks[block];
    let leaves = &outline.leaves[of.leaves.clone()];
    let says =
        |leaf: &Leaf| outline.around(leaf.element).take(3).find(|&around| !outline.elements[around].time.is_empty());
    let of_change = |&element: &usize| {
        let labels = &outline.elements[element].labels;
        ["-updated-", "-modified-", "-date-modified-"].iter().any(|label| labels.contains(label))
            && !labels.contains("-published-")
    };
    // Beside the time of a change stands that of the publication.
    let said = leaves.iter().filter_map(says).find(|element| !of_change(element)).or(leaves.iter().find_map(says));
    let said = said.map(|element| &outline.elements[element].time);
    // What stands in elements of its own is parted.
    let words = leaves.iter().flat_map(|leaf| leaf.text.split_whitespace());
    let text = words.collect::<Vec<_>>().join(" ");
    let has_year = text
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
    match said {
        Some(said) if said.starts_with(|c: char| c.is_ascii_digit()) => Some(said.clone()),
        _ => has_year.then_some(text),
    }
}
