//! The whole way from a text to a document: read, survey, repair, structure.

use crate::document::Document;
use crate::draft::Draft;
use crate::extract::Extract;
use crate::lexicon::Lexicon;
use crate::limits::{Exceeded, Limits, Watch};
use crate::page::Page;
use crate::protect::{self, Protection};
use crate::read::{self, Format};
use crate::repair::{Record, repair};
use crate::rule::{Group, Rule, Safety};
use crate::rules::{RULES, is_about_characters, is_about_chrome, is_about_print};
use crate::structure;
use crate::structure::{FactNote, RoleNote};
use crate::survey::{Language, Survey};
use crate::vocabulary::Vocabulary;

/// How a text is to be cleaned.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What the source is written in.
    pub from: Format,
    /// Which rules are at work.
    pub selection: Selection,
    /// The language; told from the text where absent.
    pub language: Option<Language>,
    /// The user's words, held as known and never changed.
    pub words: Vec<String>,
    /// Phrases that are never changed; a blank in one stands for any white space.
    pub phrases: Vec<String>,
    /// Whatever one of these patterns covers is never changed.
    pub protect: Vec<regex::Regex>,
    /// Whether the article is to be looked for in an HTML page.
    pub extract: Extract,
    /// The address that an HTML page was at, for its relative links.
    pub url: Option<String>,
}

/// Which rules are at work, and how sure an edit must be to be applied.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Apply suggested repairs too.
    pub suggested: bool,
    /// Rule ids and group names, `ALL` or `NONE`; all rules where absent. A rule selected by its id applies its
    /// suggested repairs.
    pub select: Option<Vec<String>>,
    /// Rule ids and group names added to `select`.
    pub extend_select: Vec<String>,
    /// Rule ids and group names that are off.
    pub ignore: Vec<String>,
}

impl Selection {
    /// The names in the selection that are neither a rule nor a group.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.select
            .iter()
            .flatten()
            .chain(&self.extend_select)
            .chain(&self.ignore)
            .map(String::as_str)
            .filter(|name| !is_name(name))
    }

    /// The least safety at which the rule's edits are applied; nothing if the rule is off.
    pub fn least(&self, rule: &Rule) -> Option<Safety> {
        let covers = |name: &String| name == rule.id || name == rule.group.name() || name == "ALL";
        let chosen =
            self.select.as_ref().is_none_or(|names| names.iter().any(covers)) || self.extend_select.iter().any(covers);
        let named = |names: &Vec<String>| names.iter().any(|name| name == rule.id);
        let by_id = self.select.as_ref().is_some_and(named) || named(&self.extend_select);
        if !chosen || named(&self.ignore) || (!by_id && self.ignore.iter().any(covers)) {
            return None;
        }
        Some(if self.suggested || by_id { Safety::Suggested } else { Safety::Safe })
    }
}

fn is_name(name: &str) -> bool {
    name == "ALL"
        || name == "NONE"
        || crate::rules::find(name).is_some()
        || Group::ALL.iter().any(|group| group.name() == name)
}

/// A cleaned article, with the record of all that was done.
#[derive(Clone, Debug)]
pub struct Outcome {
    as_read: String,
    draft: Draft,
    record: Record,
    document: Document,
    roles: Vec<RoleNote>,
    facts: Vec<FactNote>,
}

impl Outcome {
    /// The text before the first repair; for plain text that is the source.
    pub fn as_read(&self) -> &str {
        &self.as_read
    }

    /// The repaired draft.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// What was repaired, and what was found and left.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// What was uncertain in reading the source, a sentence each: that no article was found in a page.
    pub fn notes(&self) -> &[String] {
        self.draft.notes()
    }

    /// The article.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Whether Markdown of the article has its metadata before it: that of Markdown only if the source had some.
    pub fn has_front_matter(&self, from: Format) -> bool {
        from != Format::Markdown || self.document.meta.front_matter.is_some()
    }

    /// Where the title, the authors and the date come from, and how sure they are.
    pub fn facts(&self) -> &[FactNote] {
        &self.facts
    }

    /// The roles that were recognised in the article, and why, in their order.
    pub fn roles(&self) -> &[RoleNote] {
        &self.roles
    }
}

/// Restores the article in `source`. Never fails: what is not understood stays as it is.
pub fn clean(source: &str, options: &Options) -> Outcome {
    unlimited(source, options, at_work(options))
}

/// Restores the article in `source` as [`clean`] does, unless it comes to more than `limits` allow.
///
/// # Errors
/// The limit that was met first; nothing is known of the text then.
pub fn clean_within(source: &str, options: &Options, limits: &Limits) -> Result<Outcome, Exceeded> {
    run(source, options, at_work(options), &Watch::new(limits))
}

/// The rules that are at work, with their place in the catalogue and the least safety at which their edits are applied.
fn at_work(options: &Options) -> impl Iterator<Item = (usize, &'static Rule, Safety)> {
    let rules = RULES.iter().enumerate();
    rules.filter_map(|(pass, rule)| options.selection.least(rule).map(|least| (pass, *rule, least)))
}

/// Reads the article in `source` without repairing it; what surrounds it on a scraped page is left out all the same.
pub fn convert(source: &str, options: &Options) -> Outcome {
    unlimited(source, options, about_chrome())
}

/// Reads the article in `source` as [`convert`] does, unless it comes to more than `limits` allow.
///
/// # Errors
/// The limit that was met first.
pub fn convert_within(source: &str, options: &Options, limits: &Limits) -> Result<Outcome, Exceeded> {
    run(source, options, about_chrome(), &Watch::new(limits))
}

fn about_chrome() -> impl Iterator<Item = (usize, &'static Rule, Safety)> {
    let rules = RULES.iter().enumerate().filter(|(_, rule)| is_about_chrome(rule));
    rules.map(|(pass, rule)| (pass, *rule, Safety::Safe))
}

fn unlimited(source: &str, options: &Options, rules: impl Iterator<Item = (usize, &'static Rule, Safety)>) -> Outcome {
    run(source, options, rules, &Watch::none()).expect("without limits none is met")
}

/// The rules without those that mend what print and scanners leave, where an article was taken out of its page: such a
/// text was never printed.
fn that_apply(
    rules: impl Iterator<Item = (usize, &'static Rule, Safety)>,
    draft: &Draft,
) -> impl Iterator<Item = (usize, &'static Rule, Safety)> {
    let is_page = !draft.left_out().is_empty();
    rules.filter(move |(_, rule, _)| !(is_page && is_about_print(rule)))
}

/// A text that was changed is looked over again, but not more often than this.
const LOOKS: usize = 3;

fn run(
    source: &str,
    options: &Options,
    rules: impl Iterator<Item = (usize, &'static Rule, Safety)>,
    watch: &Watch,
) -> Result<Outcome, Exceeded> {
    watch.look_at(source, options.from != Format::Html);
    watch.check()?;
    let mut draft = read::draft_within(source, options.from, &options.extract, options.url.as_deref(), watch);
    watch.look_at_nesting(draft.nesting());
    watch.check()?;
    let as_read = draft.text().to_owned();
    let lexicon = Lexicon::with_words(options.words.iter().cloned());
    let (chrome, rules): (Vec<_>, Vec<_>) = that_apply(rules, &draft).partition(|(_, rule, _)| is_about_chrome(rule));
    let (characters, others): (Vec<_>, Vec<_>) = rules.into_iter().partition(|(_, rule, _)| is_about_characters(rule));
    let mut vocabulary = Vocabulary::default();
    let taken_off = repair(&mut draft, chrome.into_iter(), &Survey::default(), &lexicon, watch, &mut vocabulary);
    let phrases = protect::phrases(&options.phrases);
    let protection = Protection {
        markup: options.from != Format::Text,
        words: &options.words,
        phrases: phrases.as_ref(),
        patterns: &options.protect,
    };
    // What no rule looks at need not be protected.
    let is_repaired = !characters.is_empty() || !others.is_empty();
    if is_repaired {
        draft.protect(protect::ranges(&draft, &protection));
    }
    watch.check()?;
    let look_over = |draft: &Draft| surveyed(draft, options.language, is_repaired, watch);
    let mut survey = look_over(&draft);
    let mut record = repair(&mut draft, characters.into_iter(), &survey, &lexicon, watch, &mut vocabulary);
    if !record.applied.is_empty() {
        // What was found in damaged characters is found anew in whole ones.
        if options.from == Format::Text {
            read::plain::lay_out(&mut draft, watch);
        }
        draft.protect(protect::ranges(&draft, &protection));
        survey = look_over(&draft);
    }
    record.applied.splice(..0, taken_off.applied);
    let found: Vec<_> = taken_off.found.into_iter().chain(std::mem::take(&mut record.found)).collect();
    for look in 0..LOOKS {
        let rules = others.iter().map(|(pass, rule, least)| (pass + look * RULES.len(), *rule, *least));
        let rest = repair(&mut draft, rules, &survey, &lexicon, watch, &mut vocabulary);
        watch.check()?;
        let changed = !rest.applied.is_empty();
        record.applied.extend(rest.applied);
        record.found = found.iter().cloned().chain(rest.found).collect();
        if !changed {
            break;
        }
        // What stood in a page's furniture, or a word that was in pieces, says more once it is whole.
        draft.protect(protect::ranges(&draft, &protection));
        survey = look_over(&draft);
    }
    if options.from == Format::Text {
        draft.join_lists();
    }
    let (document, notes, facts) = structured(&Page::new(&draft, &survey, &lexicon));
    watch.check()?;
    Ok(Outcome { as_read, draft, record, document, roles: notes, facts })
}

/// What the draft does as a whole; where no rule looks at it, no more than its language is needed.
fn surveyed(draft: &Draft, language: Option<Language>, is_repaired: bool, watch: &Watch) -> Survey {
    if is_repaired { Survey::within(draft, language, watch) } else { Survey::of_language(draft, language) }
}

/// The document of a repaired page, in the language that the survey told where its source says none.
fn structured(page: &Page<'_>) -> (Document, Vec<RoleNote>, Vec<FactNote>) {
    let (mut document, notes, facts) = structure::document(page);
    if document.meta.language.is_none() {
        document.meta.language = page.survey().language_tag.map(str::to_owned);
    }
    (document, notes, facts)
}
