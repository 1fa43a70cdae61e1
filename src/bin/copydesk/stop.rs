//! Ctrl-C, a closed terminal and the signal to end: what is at hand is finished, so that every file is whole or not there at all.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

#[cfg(unix)]
use signal_hook::consts::SIGHUP;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::End;

/// The signals that ask for the end, and how the run ends then.
const SIGNALS: &[(i32, End)] = &[
    (SIGINT, End::Interrupted),
    (SIGTERM, End::Terminated),
    #[cfg(unix)]
    (SIGHUP, End::HungUp),
];

/// Whether somebody asked for the end.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicUsize>);

impl Stop {
    /// Listens from now on. A second signal ends the program at once.
    pub fn listen() -> io::Result<Self> {
        let stop = Self::default();
        let again = Arc::new(AtomicBool::new(false));
        for (signal, end) in SIGNALS.iter().copied() {
            // What is registered first runs first: the first signal finds the flag down, and lifts it afterwards.
            flag::register_conditional_shutdown(signal, end as i32, Arc::clone(&again))?;
            flag::register(signal, Arc::clone(&again))?;
            flag::register_usize(signal, Arc::clone(&stop.0), end as usize)?;
        }
        Ok(stop)
    }

    /// How the run ends, if it was asked to end.
    pub fn asked(&self) -> Option<End> {
        let code = self.0.load(Ordering::Relaxed);
        SIGNALS.iter().map(|(_, end)| *end).find(|end| *end as usize == code)
    }
}
