//! copydesk as a module of Python: the library's `clean`, its record and its document.
#![cfg(feature = "python")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use copydesk::config::{Layer, Settings, Value, find};
use copydesk::document::Document;
use copydesk::read::sniff::format_of;
use copydesk::render::{
    HtmlOptions, MarkdownOptions, PlainOptions, Positions, StoredRepair, html, json, markdown, plain,
};
use copydesk::{Exceeded, Extract, Format, Limits, Options, Outcome, clean_within};
use pyo3::create_exception;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// One repair: what stood where, what stands there now, and why.
#[pyclass(frozen, get_all, module = "copydesk")]
struct Repair {
    /// The id of the rule.
    rule: &'static str,
    /// Where it begins in the text that went in, in characters.
    start: usize,
    /// Where it ends in the text that went in, in characters.
    end: usize,
    /// What stood there.
    before: String,
    /// What stands there now.
    after: String,
    /// In a few words, what decided.
    reason: String,
    /// How sure it is.
    safety: &'static str,
}

#[pymethods]
impl Repair {
    fn __repr__(&self) -> String {
        format!("<{} at {}: {:?} → {:?}>", self.rule, self.start, self.before, self.after)
    }
}

/// A cleaned article.
#[pyclass(frozen, module = "copydesk")]
struct Result {
    /// The rendering that was asked for.
    #[pyo3(get)]
    text: String,
    /// What was repaired, in the order of repair.
    #[pyo3(get)]
    repairs: Vec<Py<Repair>>,
    /// What was uncertain in reading, a sentence each.
    #[pyo3(get)]
    notes: Vec<String>,
    article: Document,
    stored: Vec<StoredRepair>,
    /// The article as Python has it, once somebody asked for it.
    document: PyOnceLock<Py<PyAny>>,
}

#[pymethods]
impl Result {
    /// The article: metadata, typed blocks, repairs, as the command's `--to json` has them.
    #[getter]
    fn document(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let made = self.document.get_or_try_init(py, || {
            let text = py.detach(|| json(&self.article, &self.stored));
            py.import("json")?.call_method1("loads", (text,)).map(Bound::unbind)
        });
        made.map(|document| document.clone_ref(py))
    }

    fn __repr__(&self) -> String {
        format!("<Result with {} characters, {} repairs>", self.text.chars().count(), self.repairs.len())
    }
}

create_exception!(copydesk, LimitExceeded, PyRuntimeError, "A text that is over a limit of size, nesting or time.");

/// How a text is rendered.
#[derive(Clone, Copy)]
enum To {
    Markdown(MarkdownOptions),
    Html { fragment: bool },
    Text(PlainOptions),
    Json,
}

/// What comes back of the work that is done without Python's lock.
struct Cleaned {
    text: String,
    outcome: Outcome,
    stored: Vec<StoredRepair>,
    places: Vec<(usize, usize)>,
}

/// Restores the article in a text.
///
/// Raises `ValueError` for an argument that says nothing, `UnicodeEncodeError` for a text with lone surrogates, and
/// `LimitExceeded` for a text that is too large, nests too deep, or takes longer than the time limit, in seconds.
#[pyfunction]
#[pyo3(signature = (
    text, *, to = "markdown", source_format = "auto", url = None, extract = "auto", language = None, select = None,
    ignore = None, suggested = false, words = None, front_matter = true, fragment = false, wrap = None,
    time_limit = 300.0
))]
#[expect(clippy::too_many_arguments, reason = "each is an argument that Python names")]
fn clean(
    py: Python<'_>,
    text: &str,
    to: &str,
    source_format: &str,
    url: Option<String>,
    extract: &str,
    language: Option<String>,
    select: Option<Vec<String>>,
    ignore: Option<Vec<String>>,
    suggested: bool,
    words: Option<Vec<String>>,
    front_matter: bool,
    fragment: bool,
    wrap: Option<usize>,
    time_limit: Option<f64>,
) -> PyResult<Result> {
    let extract: Extract = extract.parse().map_err(|why| PyValueError::new_err(format!("extract: {why}")))?;
    let given = [
        ("source_format", "from", Some(Value::Text(source_format.to_owned()))),
        ("language", "lang", language.map(Value::Text)),
        ("select", "select", select.map(Value::List)),
        ("ignore", "ignore", ignore.map(Value::List)),
        ("suggested", "suggested", Some(Value::Flag(suggested))),
        ("words", "protect.words", words.map(Value::List)),
    ];
    let Settings { options, from, .. } = settings(given).map_err(PyValueError::new_err)?;
    if wrap == Some(0) {
        return Err(PyValueError::new_err("wrap: give a number of columns above 0, or None"));
    }
    let to = match to {
        "markdown" => To::Markdown(MarkdownOptions { front_matter, wrap, ..MarkdownOptions::default() }),
        "html" => To::Html { fragment },
        "text" => To::Text(PlainOptions { wrap, ..PlainOptions::default() }),
        "json" => To::Json,
        other => {
            let why = format!("to: `{other}` is no format; there are markdown, html, text and json");
            return Err(PyValueError::new_err(why));
        }
    };
    let time = time_limit.map(Duration::try_from_secs_f64).transpose();
    let time = time.map_err(|why| PyValueError::new_err(format!("time_limit: {why}")))?;
    let limits = Limits { time, ..Limits::default() };
    let work = || {
        let from = from.unwrap_or_else(|| format_of(text, None));
        cleaned(text, &Options { from, extract, url, ..options }, &limits, to)
    };
    // A panic is a bug of ours on one text. Python's own exception for it can't be caught by name.
    let done = py.detach(|| catch_unwind(AssertUnwindSafe(work)));
    let done = done.map_err(|_| PyRuntimeError::new_err("copydesk failed on this text, which is a bug of its own"))?;
    let done = done.map_err(|exceeded| LimitExceeded::new_err(format!("the text {exceeded}")))?;
    result(py, done)
}

/// What the arguments come to, each checked as the flag of its name is.
fn settings(given: [(&'static str, &str, Option<Value>); 6]) -> std::result::Result<Settings, String> {
    let mut layer = Layer::default();
    for (name, key, value) in given {
        if let (Some(key), Some(value)) = (find(key), value) {
            layer.put_flag(name, key, value)?;
        }
    }
    Ok(layer.settings())
}

fn cleaned(source: &str, options: &Options, limits: &Limits, to: To) -> std::result::Result<Cleaned, Exceeded> {
    let outcome = clean_within(source, options, limits)?;
    let positions = Positions::of(source);
    let applied = &outcome.record().applied;
    let stored: Vec<StoredRepair> = applied
        .iter()
        .map(|repair| StoredRepair {
            rule: repair.rule.to_owned(),
            source: positions.range(repair.source.clone()),
            before: repair.before.clone(),
            after: repair.after.clone(),
            reason: repair.reason.clone(),
            safety: repair.safety.name().to_owned(),
        })
        .collect();
    let places = characters(source, applied.iter().map(|repair| (repair.source.start, repair.source.end)).collect());
    let text = rendered(source, options.from, &outcome, &stored, to);
    Ok(Cleaned { text, outcome, stored, places })
}

/// The rendering; as with the command, nothing gives nothing, and Markdown that had no metadata gets none.
fn rendered(source: &str, from: Format, outcome: &Outcome, stored: &[StoredRepair], to: To) -> String {
    let document = outcome.document();
    match to {
        To::Json => json(document, stored),
        _ if source.trim().is_empty() => String::new(),
        To::Markdown(options) => {
            let front_matter = options.front_matter && outcome.has_front_matter(from);
            markdown(document, &MarkdownOptions { front_matter, ..options })
        }
        To::Html { fragment } => html(document, &HtmlOptions { fragment, ..HtmlOptions::default() }),
        To::Text(options) => plain(document, &options),
    }
}

/// Ranges in bytes as ranges in characters, which Python counts in.
fn characters(source: &str, ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    if source.is_ascii() {
        return ranges;
    }
    let mut places: Vec<usize> = ranges.iter().flat_map(|(start, end)| [*start, *end]).collect();
    places.sort_unstable();
    places.dedup();
    let mut counted = Vec::with_capacity(places.len());
    let (mut at, mut count) = (0, 0);
    for place in &places {
        count += source.as_bytes()[at..*place].iter().filter(|byte| *byte & 0xC0 != 0x80).count();
        at = *place;
        counted.push(count);
    }
    let of = |place: usize| places.binary_search(&place).map_or(0, |index| counted[index]);
    ranges.into_iter().map(|(start, end)| (of(start), of(end))).collect()
}

fn result(py: Python<'_>, cleaned: Cleaned) -> PyResult<Result> {
    let Cleaned { text, outcome, stored, places } = cleaned;
    let repairs = outcome.record().applied.iter().zip(places).map(|(repair, (start, end))| {
        let (before, after, reason) = (repair.before.clone(), repair.after.clone(), repair.reason.clone());
        Py::new(py, Repair { rule: repair.rule, start, end, before, after, reason, safety: repair.safety.name() })
    });
    Ok(Result {
        text,
        repairs: repairs.collect::<PyResult<_>>()?,
        notes: outcome.notes().to_vec(),
        article: outcome.document().clone(),
        stored,
        document: PyOnceLock::new(),
    })
}

/// The native half of the package.
#[pymodule]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::{LimitExceeded, Repair, Result, clean};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
