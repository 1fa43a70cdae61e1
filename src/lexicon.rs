//! Word evidence: what is known about words before a document is opened.
//!
//! The tables are packed from `data/` by the build script and opened in place: no parsing, no memory of their own.
//! `data/README.md` says what they hold and `NOTICE` where they come from.

pub mod filter;
mod lists;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::LazyLock;

use fst::Map;

use filter::Hash;

/// Opens a table that the build script packed.
macro_rules! table {
    ($name:literal) => {
        LazyLock::new(|| {
            Map::new(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".fst")).as_slice())
                .expect("a map made by the build script")
        })
    };
}

static WORDS: LazyLock<Map<&[u8]>> = table!("words");
static HYPHENATED: LazyLock<Map<&[u8]>> = table!("hyphenated");
static COMPOUND_PARTS: LazyLock<Map<&[u8]>> = table!("compound-parts");
static OPEN_PAIRS: LazyLock<Map<&[u8]>> = table!("open-pairs");

/// Which words [`WORDS`] may have.
static MAY_BE_WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.filter"));

/// How many words the texts had that the counts were taken from.
pub const COUNTED_WORDS: f64 = 3_736_032.0;

/// How many hyphens inside of words the same texts had.
pub const COUNTED_HYPHENS: f64 = 33_000.0;

/// The word tables in the binary, and the user's own words.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    own: HashSet<String>,
}

/// What is known about a word, whatever its capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table")]
pub struct Facts {
    /// The size of the smallest list of SCOWL that has the word: 35 for the commonest, then 50, 60, 70 and 80;
    /// [`Facts::UNLISTED`] for a word that is in none.
    pub level: u8,
    /// About how often it was seen in 3.7 million words of edited English; saturates at about 23,000.
    pub count: u32,
    /// It is a word in lower case.
    pub lower: bool,
    /// It is a proper name or an acronym.
    pub proper: bool,
    /// It is spelt so in Britain only.
    pub british: bool,
    /// It is spelt so in America only.
    pub american: bool,
}

impl Facts {
    /// The level of a word that was seen in texts and is in no list.
    pub const UNLISTED: u8 = 100;

    fn unpack(packed: u64) -> Self {
        let level = match packed & 7 {
            0 => 35,
            1 => 50,
            2 => 60,
            3 => 70,
            4 => 80,
            5 => 95,
            _ => Self::UNLISTED,
        };
        Self {
            level,
            count: count_of(packed >> 3 & 15),
            lower: packed & 1 << 7 != 0,
            proper: packed & 1 << 8 != 0,
            british: packed & 1 << 9 != 0,
            american: packed & 1 << 10 != 0,
        }
    }

    /// The level of the word in lower case; [`Facts::UNLISTED`] for one that is only a name.
    pub fn lower_level(&self) -> u8 {
        if self.lower { self.level } else { Self::UNLISTED }
    }

    /// Whether the word is one as it is written here; see [`Lexicon::is_word`].
    pub fn is_word(&self, written: &str) -> bool {
        (self.level <= 70 || self.count >= 2)
            && (self.lower || (self.proper && written.starts_with(char::is_uppercase)))
    }

    /// How often the word is to be expected in as much text as was counted: its count, and what its list says where it
    /// was hardly seen.
    pub fn expected(&self) -> f64 {
        let count = f64::from(self.count);
        let listed = match self.level {
            0..=35 => 1.7,
            36..=50 => 1.27,
            51..=60 => 0.33,
            61..=70 => 0.16,
            71..=80 => 0.053,
            _ => return 0.2 * count.sqrt(),
        };
        count + listed
    }
}

/// What is known about a compound with its hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compound {
    /// About how often it was seen.
    pub count: u32,
    /// It has an entry in `WordNet`.
    pub listed: bool,
}

/// How often a word was seen as a part of hyphenated compounds, about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Before a hyphen.
    pub first: u32,
    /// After a hyphen.
    pub last: u32,
}

impl Lexicon {
    /// The tables in the binary with the user's words beside them.
    pub fn with_words(words: impl IntoIterator<Item = String>) -> Self {
        Self { own: words.into_iter().collect() }
    }

    /// Whether this is a word as it stands: one the user named, or a listed or often seen one.
    ///
    /// What is a word in lower case is one with a capital too; a name is none in lower case. The possessive of a word
    /// is a word.
    ///
    /// ```
    /// let lexicon = copydesk::lexicon::Lexicon::default();
    /// assert!(lexicon.is_word("government") && lexicon.is_word("Government’s") && lexicon.is_word("Paris"));
    /// assert!(!lexicon.is_word("ernment") && !lexicon.is_word("london"));
    /// ```
    pub fn is_word(&self, word: &str) -> bool {
        if self.is_own(word) {
            return true;
        }
        facts(word).is_some_and(|facts| facts.is_word(word))
    }

    /// Whether the user named any words.
    pub fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// Whether the user named this word, as it stands or in lower case.
    pub fn is_own(&self, word: &str) -> bool {
        !self.own.is_empty() && (self.own.contains(word) || self.own.contains(&word.to_lowercase()))
    }

    /// What is known about a word, whatever its capitals; a user's word is held as a common one.
    pub fn facts(&self, word: &str) -> Option<Facts> {
        let known = facts(word);
        if self.is_own(word) {
            let lower = known.is_some_and(|facts| facts.lower) || self.own.contains(&word.to_lowercase());
            let seen = known.map_or(0, |facts| facts.count);
            return Some(Facts {
                level: 35,
                count: seen.max(8),
                lower,
                proper: !lower,
                british: false,
                american: false,
            });
        }
        known
    }

    /// What is known about a compound written with its hyphens, whatever its capitals.
    pub fn hyphenated(&self, compound: &str) -> Option<Compound> {
        if self.is_own(compound) {
            return Some(Compound { count: 8, listed: true });
        }
        let packed = HYPHENATED.get(key(compound).as_bytes())?;
        // The table holds the bucket plus one: one is a compound that was never counted.
        Some(Compound { count: count_of((packed & 15).saturating_sub(1)), listed: packed & 16 != 0 })
    }

    /// How often a word was seen before and after a hyphen.
    pub fn part(&self, word: &str) -> Part {
        let packed = COMPOUND_PARTS.get(key(word).as_bytes()).unwrap_or(0);
        Part { first: count_of(packed & 15), last: count_of(packed >> 4 & 15) }
    }

    /// Whether these two words are written apart although together they would be a word too: `in to`, `any one`.
    pub fn is_open_pair(&self, first: &str, second: &str) -> bool {
        OPEN_PAIRS.contains_key(format!("{} {}", key(first), key(second)))
    }

    /// Whether this is a function word: an article, preposition, pronoun, conjunction or auxiliary.
    pub fn is_function_word(&self, word: &str) -> bool {
        lists::FUNCTION_WORDS.binary_search(&key(word).as_ref()).is_ok()
    }

    /// Whether this is an abbreviation that is written with a full stop; the word comes without it.
    ///
    /// ```
    /// let lexicon = copydesk::lexicon::Lexicon::default();
    /// assert!(lexicon.is_abbreviation("Mr") && lexicon.is_abbreviation("e.g") && !lexicon.is_abbreviation("end"));
    /// ```
    pub fn is_abbreviation(&self, word: &str) -> bool {
        lists::ABBREVIATIONS.binary_search(&word.to_lowercase().as_str()).is_ok()
    }

    /// Whether this may be an abbreviation that a sentence goes on after, which is also a word where a sentence ends:
    /// `Mass`, `Wash`.
    pub fn is_running_abbreviation(&self, word: &str) -> bool {
        lists::RUNNING_ABBREVIATIONS.binary_search(&word.to_lowercase().as_str()).is_ok()
    }

    /// Whether compounds with this second part keep their hyphen: `driven`, `year`.
    pub fn is_unfused_part(&self, word: &str) -> bool {
        lists::UNFUSED_PARTS.binary_search(&key(word).as_ref()).is_ok()
    }

    /// Whether any word makes a compound with this second part, which then keeps its hyphen: `based`, `driven`.
    pub fn is_free_part(&self, word: &str) -> bool {
        lists::FREE_PARTS.binary_search(&word).is_ok()
    }

    /// Whether this is one of those parts that no name of a firm or a product ends in: `based`, `funded`.
    pub fn is_plain_part(&self, word: &str) -> bool {
        lists::PLAIN_PARTS.binary_search(&word).is_ok()
    }

    /// Whether this is a number that stands before a measure in compounds: `three`, `twenty`.
    pub fn is_number(&self, word: &str) -> bool {
        lists::NUMBERS.binary_search(&word.to_lowercase().as_str()).is_ok()
    }

    /// Whether this is what numbers count in compounds, always in the singular: `year`, `member`.
    pub fn is_measure(&self, word: &str) -> bool {
        lists::MEASURES.binary_search(&word).is_ok()
    }

    /// Whether this is a small word that links the parts of a compound: `of`, `to`.
    pub fn is_link(&self, word: &str) -> bool {
        lists::LINKS.binary_search(&word).is_ok()
    }

    /// Whether this is a prefix that makes both closed and hyphenated words: `non`, `anti`, `self`.
    pub fn is_prefix(&self, word: &str) -> bool {
        lists::PREFIXES.binary_search(&word.to_lowercase().as_str()).is_ok()
    }

    /// Whether this is a name written with a capital inside: `YouTube`.
    pub fn is_camel(&self, word: &str) -> bool {
        self.own.contains(word) || lists::CAMEL_NAMES.binary_search(&word).is_ok()
    }

    /// The name with its hyphen that was written without it: `Ki-moon` for `Kimoon`.
    pub fn name_with_hyphen(&self, joined: &str) -> Option<&'static str> {
        let is_joined =
            |name: &&str| name.split_once('-').is_some_and(|(left, right)| joined.strip_prefix(left) == Some(right));
        lists::NAMES_WITH_HYPHENS.iter().copied().find(is_joined)
    }

    /// Whether this is a particle of foreign names: `van`, `de`, `al`.
    pub fn is_particle(&self, word: &str) -> bool {
        lists::PARTICLES.binary_search(&word.to_lowercase().as_str()).is_ok()
    }
}

/// No word of the tables takes more bytes than this.
const LONGEST_WORD: usize = 80;

/// What the tables in the binary know about a word, whatever its capitals.
pub fn facts(word: &str) -> Option<Facts> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    let whole = folded(word);
    if let Some(packed) = asked(&whole) {
        return Some(Facts::unpack(packed));
    }
    let stem = without_possessive(&whole);
    if stem.len() == whole.len() {
        return None;
    }
    asked(stem).map(Facts::unpack)
}

/// How many words are kept with what the table says of them.
const KEPT: usize = 16_384;

thread_local! {
    /// Words that were looked up of late, each at the place its hash gives: the rules ask for the words of a text over
    /// and over, and the way through the table is long. No word is also what the table says of the empty word.
    static ASKED: RefCell<Vec<(String, Option<u64>)>> = RefCell::new(vec![(String::new(), None); KEPT]);
}

/// What the table of words has for a word in lower case.
fn asked(word: &str) -> Option<u64> {
    let hash = Hash::of(word.as_bytes());
    if !may_be_word(hash) {
        return None;
    }
    ASKED.with_borrow_mut(|asked| {
        let (known, packed) = &mut asked[hash.mixed() % KEPT];
        if known != word {
            word.clone_into(known);
            *packed = WORDS.get(word.as_bytes());
        }
        *packed
    })
}

/// Whether the table of words may have the word with this hash, in lower case and without its possessive; most often
/// `false` where it has not.
pub fn may_be_word(word: Hash) -> bool {
    filter::may_have(MAY_BE_WORDS, word)
}

/// Whether the tables in the binary have a compound with its hyphens.
pub fn is_compound(compound: &str) -> bool {
    HYPHENATED.contains_key(key(compound).as_bytes())
}

/// The form under which a word is counted and looked up: in lower case, with straight apostrophes, without the
/// possessive.
///
/// ```
/// assert_eq!(copydesk::lexicon::key("Reader’s"), "reader");
/// assert_eq!(copydesk::lexicon::key("readers’"), "readers");
/// ```
pub fn key(word: &str) -> Cow<'_, str> {
    match folded(word) {
        Cow::Borrowed(word) => Cow::Borrowed(without_possessive(word)),
        Cow::Owned(word) => {
            let length = without_possessive(&word).len();
            let mut word = word;
            word.truncate(length);
            Cow::Owned(word)
        }
    }
}

/// A word in lower case with straight apostrophes.
fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'\'') {
        return Cow::Borrowed(word);
    }
    let lower = word.to_lowercase();
    Cow::Owned(if lower.contains('’') { lower.replace('’', "'") } else { lower })
}

fn without_possessive(word: &str) -> &str {
    match word.as_bytes() {
        [.., b'\'', b's'] => &word[..word.len() - 2],
        [.., b'\''] => &word[..word.len() - 1],
        _ => word,
    }
}

/// The middle of a bucket of counts; a bucket is the number of binary digits of a count.
fn count_of(bucket: u64) -> u32 {
    match bucket {
        0 => 0,
        1 => 1,
        // The counts in a bucket are dense at its lower end, so the geometric middle stands for them.
        bucket => (f64::from(1_u32 << (bucket - 1)) * std::f64::consts::SQRT_2) as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::{Compound, Facts, KEPT, Lexicon, WORDS, asked, lists};

    fn words() -> Lexicon {
        Lexicon::with_words(["Zyx".to_owned(), "frobnicate".to_owned()])
    }

    #[test]
    fn capitals_and_possessives_are_no_surprise() {
        let lexicon = words();
        assert!(lexicon.is_word("word") && lexicon.is_word("Word") && lexicon.is_word("WORD"));
        assert!(lexicon.is_word("London") && lexicon.is_word("London's") && !lexicon.is_word("london"));
        assert!(lexicon.is_word("NATO") && !lexicon.is_word("nato"));
        assert!(!lexicon.is_word("toface") && !lexicon.is_word("ernment") && !lexicon.is_word(""));
    }

    #[test]
    fn the_users_words_are_words() {
        let lexicon = words();
        assert!(lexicon.is_word("Zyx") && lexicon.is_word("frobnicate") && lexicon.is_word("Frobnicate"));
        assert!(!lexicon.is_word("zyx"));
        assert_eq!(lexicon.facts("frobnicate").map(|facts| facts.level), Some(35));
    }

    #[test]
    fn facts_are_unpacked() {
        let lexicon = words();
        let colour = lexicon.facts("colour").expect("in the table");
        assert!(colour.british && !colour.american && colour.lower && !colour.proper && colour.level == 35);
        let covid = lexicon.facts("covid").expect("in the table");
        assert!(covid.proper && covid.lower_level() == Facts::UNLISTED);
        assert!(lexicon.facts("the").expect("in the table").count > 20_000);
    }

    #[test]
    fn what_was_asked_before_makes_no_difference() {
        let words = ["", "the", "harbour", "ernment", "covid", "naïve"];
        // So many others that each place is taken anew, and every word asked for twice in a row.
        let others = (0..8 * KEPT).map(|number| format!("word{number}"));
        for word in words.into_iter().map(str::to_owned).chain(others).chain(words.map(str::to_owned)) {
            let there = WORDS.get(word.as_bytes());
            assert_eq!([asked(&word), asked(&word)], [there; 2], "{word}");
        }
        assert!(asked("the").is_some() && asked("ernment").is_none());
    }

    #[test]
    fn compounds_and_their_parts_are_counted() {
        let lexicon = words();
        assert_eq!(lexicon.hyphenated("Round-the-clock"), Some(Compound { count: 0, listed: true }));
        assert!(lexicon.hyphenated("self-government").is_some() && lexicon.hyphenated("gov-ernment").is_none());
        assert!(lexicon.part("based").last > 100 && lexicon.part("self").first > 100);
        assert!(lexicon.is_open_pair("In", "to") && !lexicon.is_open_pair("gov", "ernment"));
    }

    #[test]
    fn lists_are_sorted_for_the_search() {
        let lists = [
            lists::FUNCTION_WORDS,
            lists::ABBREVIATIONS,
            lists::PREFIXES,
            lists::CAMEL_NAMES,
            lists::PARTICLES,
            lists::UNFUSED_PARTS,
            lists::FREE_PARTS,
            lists::PLAIN_PARTS,
            lists::NUMBERS,
            lists::MEASURES,
            lists::LINKS,
            lists::RUNNING_ABBREVIATIONS,
        ];
        for list in lists {
            assert!(list.is_sorted_by(|one, two| one < two), "{:?}", list.windows(2).find(|pair| pair[0] >= pair[1]));
        }
    }
}
