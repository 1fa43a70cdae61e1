//! Reads the capital I again, which OCR takes for a bar, a small L or a T.

use std::sync::LazyLock;

use memchr::memmem;
use regex::Regex;

use crate::draft::Kind;
use crate::edits::Edits;
use crate::page::Page;
use crate::pattern::Pattern;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "misread-capital-i",
    group: Group::Words,
    summary: "Read `| think`, `Ithink`, `Tt is`, `We’lI` and an `Al` that stands for `AI` again",
    cause: "The capital I is one stroke, which OCR takes for a bar, a small L or a T, or sets close to the next word.",
    holds_back: "Languages other than English. A closed list of verbs must follow the pronoun, a word in small letters `It`, \
                 `In` and `If` at the start of a sentence; a line with more than one bar is a table. `Al` must not be a name \
                 here, and `AI` must stand more than once.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "They left. | think it was late, and Ithink so still.\n",
            "They left. I think it was late, and I think so still.\n",
        ),
        Repairs("“l am here,” he said. “Iam late.”\n", "“I am here,” he said. “I am late.”\n"),
        Repairs("\"Iam here,\" he said.\n", "\"I am here,\" he said.\n"),
        Repairs(
            "The use of Al and data: the Al project shows AI at work, and AI helps. The Al project is new.\n",
            "The use of AI and data: the AI project shows AI at work, and AI helps. The AI project is new.\n",
        ),
        Repairs("Tt was late. Tn the harbour we’lI see.\n", "It was late. In the harbour we’ll see.\n"),
        Repairs(
            "The work on AI goes on. Al helps the harbour, and Al-centric data helps AI.\n",
            "The work on AI goes on. AI helps the harbour, and AI-centric data helps AI.\n",
        ),
        Keeps("Pipe it: cat file | sort | think about it.\n"),
        Keeps("Al Gore spoke of AI. Al said that AI is late.\n"),
        Keeps("The AI helps Al, who is late.\n"),
        Keeps("The value Tn is the norm, and Tt the time.\n"),
        Keeps("Iamblichus and Ithaca, an iamb and Ivan.\n"),
        Keeps("At 1 am we left, and 1 was late.\n"),
    ],
    repair,
};

/// Verbs in forms that stand behind `I` and hardly ever behind a name or a noun.
const VERBS: &str = "am|was|have|had|think|thought|want|wanted|would|will|can|could|do|don['’]t|did|didn['’]t|love|loved|\
                     hope|hoped|believe|believed|know|knew|see|saw|say|said|mean|meant|guess|like|liked|remember|keep|kept|\
                     call|called|feel|felt|find|found|get|got|go|went|just|never|always|also|really|still|wish|need|tried|try";

static PRONOUN: Pattern = Pattern::new(|| format!(r#"(?:^|[\s“‘("'])([|l]) (?:{VERBS})[\s,.!?]"#));
static JOINED: Pattern = Pattern::new(|| format!(r#"(?:^|[\s“‘("'])I((?:{VERBS}) )\p{{Ll}}"#));
static OPENING: Pattern = Pattern::new(|| r"(?:^|[.!?][”’]? |[“‘])(T)[nft] \p{Ll}{2}".to_owned());
static CONTRACTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i:\b(?:I|you|he|she|it|we|they|that|there))['’](lI|Il|II)\b").expect("a fixed pattern")
});
static ACRONYM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bA(l)\b").expect("a fixed pattern"));

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let acronym = is_acronym(page);
    // Few texts have any of it.
    let misread = Misread::of(page.text());
    if !acronym && !misread.any() {
        return;
    }
    for (index, passage) in page.passages().iter().enumerate() {
        if !page.is_prose(index) || passage.kind == Kind::Lines || page.language(index) != Language::English {
            continue;
        }
        let text = page.passage_text(index);
        let start = passage.range.start;
        let table = text.matches('|').nth(1).is_some();
        let found = misread.pronoun.then(|| PRONOUN.captures_iter(text));
        for found in found.into_iter().flatten().filter_map(|found| found.get(1)) {
            if !table && (found.as_str() == "|" || page.survey().count("l") < 3) {
                let reason = format!("`{}` before a verb", found.as_str());
                edits.replace(start + found.start()..start + found.end(), "I", reason);
            }
        }
        let found = misread.joined.then(|| JOINED.captures_iter(text));
        for found in found.into_iter().flatten().filter_map(|found| found.get(1)) {
            edits.insert(start + found.start(), " ", format!("`I` and `{}`", found.as_str().trim_end()));
        }
        let found = misread.opening.then(|| OPENING.captures_iter(text));
        for found in found.into_iter().flatten().filter_map(|found| found.get(1)) {
            edits.replace(
                start + found.start()..start + found.end(),
                "I",
                "no word of two letters begins a sentence so",
            );
        }
        let found = misread.contraction.then(|| CONTRACTION.captures_iter(text));
        for found in found.into_iter().flatten().filter_map(|found| found.get(1)) {
            edits.replace(start + found.start()..start + found.end(), "ll", "a contraction of `will`");
        }
        if acronym {
            for found in ACRONYM.captures_iter(text).filter_map(|found| found.get(1)) {
                edits.replace(start + found.start()..start + found.end(), "I", "`AI` stands elsewhere in this text");
            }
        }
    }
}

/// Whether the pronoun may stand behind a text.
fn opens(before: &str) -> bool {
    before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || matches!(c, '“' | '‘' | '(' | '"' | '\''))
}

/// The longest of [`VERBS`], in bytes.
const LONGEST_VERB: usize = 8;

/// Whether a text begins with one of [`VERBS`] and a blank.
fn begins_with_verb(text: &str) -> bool {
    let end = text.bytes().take(LONGEST_VERB + 1).position(|byte| byte == b' ');
    end.map(|end| &text[..end]).is_some_and(|word| {
        word.starts_with("don") || word.starts_with("didn") || VERBS.split('|').any(|verb| verb == word)
    })
}

/// What each of the patterns needs, which are dear to make: whether it stands in a text.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
struct Misread {
    pronoun: bool,
    joined: bool,
    opening: bool,
    contraction: bool,
}

impl Misread {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let has = |part: &str, fits: &dyn Fn(&str, &str) -> bool| {
            memmem::find_iter(bytes, part).any(|at| fits(&text[..at], &text[at + part.len()..]))
        };
        let opens_at = |before: &str, _: &str| opens(before);
        let in_contraction = |before: &str, _: &str| before.ends_with(['\'', '’']);
        Self {
            pronoun: has("| ", &opens_at) || has("l ", &opens_at),
            joined: has("I", &|before, after| opens(before) && begins_with_verb(after)),
            opening: memmem::find(bytes, b"Tn ")
                .or(memmem::find(bytes, b"Tf "))
                .or(memmem::find(bytes, b"Tt "))
                .is_some(),
            contraction: has("lI", &in_contraction) || has("Il", &in_contraction) || has("II", &in_contraction),
        }
    }

    fn any(self) -> bool {
        self.pronoun || self.joined || self.opening || self.contraction
    }
}

/// Whether each `Al` is an `AI`: that stands more than once, and nobody is called Al.
fn is_acronym(page: &Page<'_>) -> bool {
    const PEOPLE: [&str; 8] = ["and", "is", "said", "says", "was", "who", "whose", "told"];
    if page.survey().count("ai") < 2 {
        return false;
    }
    let text = page.text();
    // `The Al project`, `Al-based`: no person has an article or a hyphen.
    let is_thing = ACRONYM.find_iter(text).any(|found| {
        let (before, after) = (text[..found.start()].trim_end(), &text[found.end()..]);
        let article =
            before.rsplit(char::is_whitespace).next().is_some_and(|word| matches!(word, "The" | "the" | "an"));
        after.starts_with('-') || article && after.trim_start().starts_with(char::is_lowercase)
    });
    ACRONYM.find_iter(text).all(|found| {
        let (before, after) = (&text[..found.start()], &text[found.end()..]);
        let rest = after.trim_start_matches([' ', '\n']);
        let name = rest.starts_with(char::is_uppercase) && !after.starts_with('.');
        let next = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let after_name = before.ends_with([' ', '\n'])
            && before
                .trim_end()
                .rsplit([' ', '\n'])
                .next()
                .is_some_and(|word| word.starts_with(char::is_uppercase) && !page.lexicon().is_function_word(word));
        let possessive = after.starts_with(['’', '\'']);
        let person = !is_thing && (after.starts_with(',') || PEOPLE.contains(&next));
        after.starts_with('-') || !(name || after_name || possessive || person)
    })
}
