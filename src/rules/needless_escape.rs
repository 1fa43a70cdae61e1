//! Takes out backslashes that Markdown put before marks.

use crate::edits::Edits;
use crate::page::Page;
use crate::pattern::Pattern;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "needless-escape",
    group: Group::Markup,
    summary: "Take out the backslash of `it\\_is`, `\\*`, `1\\.`",
    cause: "A converter escaped marks for Markdown, and the text was taken as it stood.",
    holds_back: "Texts with other backslashes: paths, patterns, TeX; Markdown sources, where the reader has read the \
                 escapes; code.",
    safety: Safety::Safe,
    signs: Signs::BACKSLASH,
    examples: &[
        Repairs("it\\_is a name\\_of\\_three\n", "it_is a name_of_three\n"),
        Repairs("1\\. The ferry\\* is late\\!\n", "1. The ferry* is late!\n"),
        Repairs("\\- The ferry\\'s late\n", "- The ferry's late\n"),
        Repairs("The one\\[1\\] and \\#2\n", "The one[1] and #2\n"),
        Keeps("C:\\Users\\_me\\notes\\_of\\_old\n"),
        Keeps("\\section{One} costs 5\\% and \\_ more\n"),
        Keeps("¯\\_(ツ)_/¯\n"),
        Keeps("the pattern \\d+\\.\\d* finds a\\_b\n"),
        Keeps("either \\ or /\n"),
    ],
    repair,
};

static ESCAPE: Pattern = Pattern::new(|| {
    concat!(
        r"[\p{L}\p{N}](\\)_(?:[\p{L}\p{N}\\]|\b)|\p{L}(\\)['’]\p{L}|(\\)\*|[\p{L}\p{N}](\\)!",
        r"|\b[0-9]{1,3}(\\)\.\s|(?m:^)(\\)[-+#>]\s|(\\)#[0-9]|(\\)[\[\]]",
    )
    .to_owned()
});
/// A backslash before a letter or digit, or doubled: then the text's backslashes are its own.
static OWN: Pattern = Pattern::new(|| r"\\[\p{L}\p{N}\\{}()$]".to_owned());

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    if memchr::memchr(b'\\', text.as_bytes()).is_none() || OWN.is_match(text) {
        return;
    }
    let mut at = 0;
    let pattern = ESCAPE.of(text);
    while let Some(found) = pattern.captures_at(text, at) {
        let Some(slash) = found.iter().skip(1).flatten().next() else { break };
        at = slash.end();
        if page.passage_at(slash.start()).is_none_or(|passage| page.is_prose(passage)) {
            edits.delete(slash.range(), "an escape of Markdown in bare text");
        }
    }
}
