//! What surrounds an article on its page: the closed lists of label wordings, and where such labels stand.
//!
//! Pure functions over strings. The lists are facts about news sites, one file a language; [`outline::find`] reads a
//! page as a sequence of passages and says which of them are not the article.

pub mod outline;

mod dutch;
mod english;
mod french;
mod german;
mod italian;
mod portuguese;
mod spanish;
mod systems;

use std::borrow::Cow;
use std::sync::LazyLock;

/// What a label says. A wording may be several: `Subscribe` is a button of an account and of a newsletter box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Names an advertisement.
    Advertisement,
    /// Passes the article on.
    ShareAction,
    /// Names a network to pass it on to.
    Network,
    /// Names a newsletter box.
    NewsletterHeading,
    /// A field or button of a newsletter box.
    NewsletterButton,
    /// Leads to another article.
    ReadMore,
    /// Names a list of other articles.
    RelatedHeading,
    /// A button of a cookie note.
    CookieButton,
    /// Names the comments, or counts them.
    CommentHeading,
    /// A button under a comment.
    CommentAction,
    /// Asks the reader to log in for a comment.
    CommentPrompt,
    /// A section of the site.
    Section,
    /// Logging in, subscribing, one's own pages.
    Account,
    /// Search, menus, languages, the way back.
    Tool,
    /// Leads over the menu to the text.
    Skip,
    /// Says how long the reading takes.
    ReadingTime,
    /// About the site, and its terms.
    Legal,
    /// Names the article's topics.
    TopicsHeading,
    /// Names a note on the author.
    AuthorHeading,
    /// Says how long ago something was.
    TimeAgo,
}

/// A set of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Labels(u32);

impl Labels {
    /// Whether one of `labels` is in the set.
    pub fn any(self, labels: &[Label]) -> bool {
        labels.iter().any(|label| self.0 & (1 << *label as u32) != 0)
    }

    /// Whether the set is empty: the words are no label.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn with(self, label: Label) -> Self {
        Self(self.0 | 1 << label as u32)
    }
}

/// What parts the headline and the outlet in a page's title.
pub const TITLE_MARKS: [&str; 6] = [" | ", " – ", " — ", " - ", " · ", " :: "];

/// The networks have the same names in all languages.
const NETWORKS: &[&str] = &[
    "facebook",
    "twitter",
    "x",
    "x (twitter)",
    "twitter / x",
    "linkedin",
    "whatsapp",
    "reddit",
    "pinterest",
    "telegram",
    "bluesky",
    "mastodon",
    "threads",
    "tumblr",
    "instagram",
    "youtube",
    "tiktok",
    "flipboard",
    "pocket",
    "messenger",
    "xing",
    "snapchat",
    "google news",
    "google+",
    "fb",
    "line",
    "skype",
    "signal",
    "email",
    "e-mail",
    "mail",
    "sms",
    "digg",
    "vk",
    "weibo",
    "hacker news",
    "apple news",
    "rss",
    "wechat",
];

/// The most words a label of a row may have.
const LONGEST: usize = 7;

/// All wordings with what they say, in the order of their bytes: quicker to make than a table of hashes.
static LABELS: LazyLock<Vec<(&'static str, Labels)>> = LazyLock::new(|| {
    let tables = [
        english::WORDINGS,
        german::WORDINGS,
        french::WORDINGS,
        spanish::WORDINGS,
        italian::WORDINGS,
        portuguese::WORDINGS,
        dutch::WORDINGS,
        systems::WORDINGS,
        &[(Label::Network, NETWORKS)],
    ];
    let tables = tables.into_iter().flatten();
    let mut labels: Vec<(&'static str, Labels)> = tables
        .flat_map(|(label, wordings)| wordings.iter().map(|wording| (*wording, Labels::default().with(*label))))
        .collect();
    labels.sort_unstable_by_key(|(wording, _)| *wording);
    labels.dedup_by(|later, first| {
        let same = later.0 == first.0;
        if same {
            first.1 = Labels(first.1.0 | later.1.0);
        }
        same
    });
    labels
});

/// What a wording says as a whole.
fn labels_of(wording: &str) -> Option<Labels> {
    LABELS.binary_search_by_key(&wording, |(known, _)| known).ok().map(|at| LABELS[at].1)
}

/// How many words the longest label has that begins with a word, for a row; none where no label does.
fn most_words_with(first: &str) -> usize {
    // The blank comes before all that may stand in a longer word, so the labels that begin so stand together.
    let from = LABELS.partition_point(|(known, _)| *known < first);
    let begins = |label: &&str| *label == first || label.strip_prefix(first).is_some_and(|rest| rest.starts_with(' '));
    let labels = LABELS[from..].iter().map(|(label, _)| *label).take_while(begins);
    labels.map(|label| label.split(' ').count().min(LONGEST)).max().unwrap_or_default()
}

/// A text as the lists have it: lower case, digits as `#`, without buttons' frames, empty fields and marks at its ends.
///
/// ```
/// assert_eq!(copydesk::furniture::plain("(BUTTON) Comments (12):"), "comments (#)");
/// ```
pub fn plain(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut text = Cow::Borrowed(text);
    if memchr::memmem::find(bytes, b"(BUTTON)").is_some() {
        text = Cow::Owned(text.replace("(BUTTON)", " "));
    }
    if memchr::memchr(b'[', bytes).is_some() {
        text = Cow::Owned(without_link_numbers(&text));
    }
    folded(&text).trim_matches([' ', ':', '.', '!', '?', '…', '*', '+', '-', '–', '—', '/']).to_owned()
}

/// A text in lower case, with one space for all that parts words, and `#` for each number.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let kept = match c {
            'a'..='z' => Some(c),
            'A'..='Z' => Some(c.to_ascii_lowercase()),
            '0'..='9' => {
                while letters.next_if(|next| matches!(next, '0'..='9' | '.' | ',')).is_some() {}
                Some('#')
            }
            '_' | '[' | ']' | '|' | '•' | '·' | '›' | '»' | '→' | '>' | '▶' | '▼' | '←' | '‹' | '«' | '↑' | '↓' => {
                None
            }
            ':' if letters.peek().is_none_or(|next| next.is_whitespace()) => None,
            '’' => Some('\''),
            _ => Some(c).filter(|c| !c.is_whitespace()),
        };
        let Some(kept) = kept else {
            blank = true;
            continue;
        };
        if std::mem::take(&mut blank) && !out.is_empty() {
            out.push(' ');
        }
        if kept.is_ascii() { out.push(kept) } else { out.extend(kept.to_lowercase()) }
    }
    out
}

/// A text without the numbers that a text browser sets before each link: `[3]Home`.
fn without_link_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let inside = &rest[at + 1..];
        let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
        let is_number = (1..=4).contains(&digits) && inside[digits..].starts_with(']');
        out.push_str(&rest[..at]);
        out.push_str(if is_number { " " } else { "[" });
        rest = if is_number { &inside[digits + 1..] } else { inside };
    }
    out + rest
}

/// What the whole text says as one label.
pub fn label(text: &str) -> Labels {
    if text.len() > LONGEST_LABEL { Labels::default() } else { label_of_plain(&plain(text)) }
}

/// The label of a text in the form that [`plain`] makes.
fn label_of_plain(plain: &str) -> Labels {
    labels_of(plain).unwrap_or_else(|| opening(plain))
}

/// How the labels begin that go on with something else, in the order of their bytes.
static OPENINGS: LazyLock<Vec<(&'static str, Label)>> = LazyLock::new(|| {
    let openings = systems::OPENINGS.iter().flat_map(|(label, openings)| openings.iter().map(|one| (*one, *label)));
    let mut openings: Vec<_> = openings.collect();
    openings.sort_unstable_by_key(|(opening, _)| *opening);
    openings
});

/// The label that begins a line and goes on with a network, a headline or a name: `2 thoughts on “The ferry is late”`.
fn opening(plain: &str) -> Labels {
    let Some(first) = plain.bytes().next() else { return Labels::default() };
    let from = OPENINGS.partition_point(|(opening, _)| opening.bytes().next() < Some(first));
    let near = OPENINGS[from..].iter().take_while(|(opening, _)| opening.bytes().next() == Some(first));
    let labels = near.filter(|(opening, _)| plain.starts_with(opening));
    let labels = labels.fold(Labels::default(), |labels, (_, label)| labels.with(*label));
    if labels.is_empty() || plain.split(' ').nth(LONGEST_OPENED).is_none() { labels } else { Labels::default() }
}

/// The most words of a label with what it goes on with.
const LONGEST_OPENED: usize = 24;

/// No label has more bytes.
const LONGEST_LABEL: usize = 160;

/// The label, the row and whether it ends in words such as `3 hours ago`, all of one text: what [`label`], [`row`] and
/// [`ends_in_time`] say, with one look.
pub(crate) fn labels(text: &str) -> (Labels, Vec<Labels>, bool) {
    if text.len() > LONGEST_ROW {
        return (Labels::default(), Vec::new(), false);
    }
    let plain = plain(text);
    let label = if text.len() > LONGEST_LABEL { Labels::default() } else { label_of_plain(&plain) };
    (label, row_of_plain(&plain), text.len() <= LONGEST_TIME && plain_ends_in_time(&plain))
}

/// The labels of a row such as `Share Facebook Copy link`, one after another; at words of no label it ends with an empty
/// set.
///
/// Words that make a longer label are taken together. A text of more than 400 bytes is no row.
pub fn row(text: &str) -> Vec<Labels> {
    if text.len() > LONGEST_ROW { Vec::new() } else { row_of_plain(&plain(text)) }
}

/// No row has more bytes.
const LONGEST_ROW: usize = 400;

/// The labels of a row in the form that [`plain`] makes.
fn row_of_plain(plain: &str) -> Vec<Labels> {
    if let Some(labels) = labels_of(plain) {
        return vec![labels];
    }
    let opened = opening(plain);
    if opened.any(&[Label::ShareAction, Label::CommentHeading]) {
        return vec![opened];
    }
    // One space stands between two words.
    let mut labels = Vec::new();
    let mut rest = plain;
    while !rest.is_empty() {
        let first = rest.split(' ').next().unwrap_or(rest);
        // Most words begin no label, and no more need be looked up.
        let most = most_words_with(first);
        let ends = rest.match_indices(' ').map(|(at, _)| at).chain([rest.len()]).take(most);
        let known = ends.filter_map(|end| labels_of(&rest[..end]).map(|labels| (end, labels))).last();
        let Some((end, known)) = known else {
            labels.push(Labels::default());
            break;
        };
        labels.push(known);
        rest = rest[end..].trim_start_matches(' ');
    }
    labels
}

/// Whether the text asks to accept cookies: a note of at most 120 words that says so in one of the known ways.
pub fn is_cookie_note(text: &str) -> bool {
    let names_cookies = || {
        let ends = memchr::memchr2_iter(b'k', b'K', text.as_bytes());
        ends.filter_map(|at| text.as_bytes().get(at.checked_sub(3)?..at + 3))
            .any(|word| word.eq_ignore_ascii_case(b"cookie"))
    };
    if text.len() > 900 || !names_cookies() || starts_quoted(text) {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    // A note that an extractor drew up to a line of the article begins with the article's words.
    if !lower.split_inclusive(['.', '!', '?']).next().is_some_and(|sentence| sentence.contains("cookie")) {
        return false;
    }
    let notes = [
        english::COOKIE_NOTES,
        german::COOKIE_NOTES,
        french::COOKIE_NOTES,
        spanish::COOKIE_NOTES,
        italian::COOKIE_NOTES,
        portuguese::COOKIE_NOTES,
        dutch::COOKIE_NOTES,
    ];
    notes.into_iter().flatten().any(|note| lower.contains(note))
}

/// Whether the text invites to a newsletter: a short sentence that begins and goes on in one of the known ways.
pub fn is_newsletter_note(text: &str) -> bool {
    if text.len() > 320 || starts_quoted(text) {
        return false;
    }
    let Some(first) = text.chars().next().and_then(|c| c.to_lowercase().next()) else { return false };
    let from = NEWSLETTER_STARTS.partition_point(|(start, _)| start.chars().next() < Some(first));
    let near = NEWSLETTER_STARTS[from..].iter().take_while(|(start, _)| start.starts_with(first));
    let mut lower = None;
    // Few texts begin so, and need be looked at as a whole.
    near.filter(|(start, _)| may_start_with(text, start)).any(|(start, note)| {
        let lower = lower.get_or_insert_with(|| lowered(text));
        lower.starts_with(start) && NEWSLETTER_NOTES[*note].1.iter().any(|part| lower.contains(part))
    })
}

/// Whether a text may begin with these words, which are in lower case, whatever its capitals and apostrophes.
fn may_start_with(text: &str, start: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii() && byte != b'\'';
    let pairs = text.bytes().zip(start.bytes()).take_while(|(one, two)| is_plain(*one) && is_plain(*two));
    pairs.into_iter().all(|(one, two)| one.eq_ignore_ascii_case(&two))
}

/// The notes of all languages: how one begins, and what it has.
static NEWSLETTER_NOTES: [(&[&str], &[&str]); 7] = [
    english::NEWSLETTER_NOTES,
    german::NEWSLETTER_NOTES,
    french::NEWSLETTER_NOTES,
    spanish::NEWSLETTER_NOTES,
    italian::NEWSLETTER_NOTES,
    portuguese::NEWSLETTER_NOTES,
    dutch::NEWSLETTER_NOTES,
];

/// How they begin, in the order of their letters, and which note begins so.
static NEWSLETTER_STARTS: LazyLock<Vec<(&'static str, usize)>> = LazyLock::new(|| {
    let notes = NEWSLETTER_NOTES.iter().enumerate();
    let mut starts: Vec<_> = notes.flat_map(|(note, (starts, _))| starts.iter().map(move |one| (*one, note))).collect();
    starts.sort_unstable();
    starts
});

/// A text in lower case with straight apostrophes.
fn lowered(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

fn starts_quoted(text: &str) -> bool {
    text.starts_with(['"', '“', '„', '«', '‘', '\'', '»'])
}

/// Whether a short text ends in words such as `3 hours ago`, as the line over a comment does.
pub fn ends_in_time(text: &str) -> bool {
    text.len() <= LONGEST_TIME && plain_ends_in_time(&plain(text))
}

/// The line over a comment has no more bytes.
const LONGEST_TIME: usize = 90;

fn plain_ends_in_time(plain: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let starts = plain.rmatch_indices(' ').map(|(at, _)| at + 1);
    let whole = plain.split(' ').nth(MOST_WORDS).is_none().then_some(0);
    let mut tails = starts.take(MOST_WORDS).chain(whole).map(|start| &plain[start..]);
    tails.any(|tail| labels_of(tail).is_some_and(|labels| labels.any(&[Label::TimeAgo])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_whole_texts() {
        assert!(label("Story continues below advertisement").any(&[Label::Advertisement]));
        assert!(label("Lesezeit: 4 Minuten").any(&[Label::ReadingTime]));
        assert!(label("3 commentaires").any(&[Label::CommentHeading]));
        assert!(label("Advertisement rates went up").is_empty());
    }

    #[test]
    fn rows_are_read_label_by_label() {
        let row = row("Share Facebook Copy link");
        assert_eq!(row.len(), 3);
        assert!(
            row[0].any(&[Label::ShareAction]) && row[1].any(&[Label::Network]) && row[2].any(&[Label::ShareAction])
        );
        let long = super::row("Facebook | Save for later | Hacker News | Tides");
        assert_eq!(long.iter().map(|labels| labels.is_empty()).collect::<Vec<_>>(), [false, false, false, true]);
        assert!(super::row("Share prices fell").iter().any(|labels| labels.is_empty()));
    }

    #[test]
    fn notes_are_told_from_reports_about_them() {
        assert!(is_cookie_note("We use cookies to make this site better."));
        assert!(!is_cookie_note("The court said that cookies need consent."));
        assert!(is_newsletter_note("Get the harbour news in your inbox every Friday."));
        assert!(!is_newsletter_note("The newsletter was founded in 1911."));
    }
}
