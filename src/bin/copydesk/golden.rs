//! `golden`: what must come out of each text.
use crate::End;
use crate::trouble::Trouble;

/// `golden`
#[derive(Debug, clap::Args)]
pub struct GoldenArguments {}

/// Runs `golden`.
pub fn run(_arguments: &GoldenArguments) -> Result<End, Trouble> {
    Ok(End::Done)
}
