//! The golden runner: cases of text in folders, each with what must come out, for users' corpora and for our own tests.
//!
//! `NAME.{txt,md,html}` is an input, `NAME.golden.{md,html,txt,json}` what must come out of it: the goldens that exist
//! say what is tested, and they are compared byte for byte. Every case is held to the promises of [`invariants`] too.

pub mod blame;
mod cases;
pub mod diff;
pub mod invariants;
mod ledger;
mod run;

pub use cases::{Case, Corpus, Golden, Matter, Stray};
pub use ledger::Ledger;
pub use run::{Cleaned, Mismatch, Part, Rendering, Verdict};
