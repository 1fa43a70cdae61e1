//! Lines that are read, cleaned at the same time, and written in their order, with a bound on what is held.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{self, Receiver, SyncSender, TryRecvError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rayon::ThreadPool;

use super::answer::{Answer, Manner};
use super::lines::{Line, next_line};
use crate::progress::Tally;
use crate::stop::Stop;

/// So many lines at most are on their way.
const LINES: usize = 1024;

/// So many bytes of lines at most are on their way; a longer line is on its way alone.
const BYTES: usize = 32 << 20;

/// What went through.
#[derive(Default)]
pub struct Count {
    /// How many lines.
    pub lines: usize,
    /// How many of them have an error in their answer.
    pub errors: usize,
    /// The repairs.
    pub tally: Tally,
}

/// Why lines stopped going through.
pub enum Broken {
    /// The input could not be read on.
    Reading(io::Error),
    /// The output could not be written.
    Writing(io::Error),
}

/// Who does the work, and how.
#[derive(Clone)]
pub struct Workers {
    /// What is done with each line.
    pub manner: Arc<Manner>,
    /// Who does it.
    pub pool: Arc<ThreadPool>,
    /// No more is read when this says so.
    pub stop: Stop,
}

/// A line on its way.
struct Pending {
    answer: Receiver<Answer>,
    bytes: usize,
}

impl Workers {
    /// Answers each line of `reader`, in its order. With `eager`, what is ready is written out whenever the next answer
    /// has to be waited for: whoever waits for it gets it.
    pub fn run(
        &self,
        reader: impl BufRead + Send + 'static,
        out: &mut impl Write,
        eager: bool,
        count: &mut Count,
    ) -> Result<(), Broken> {
        let (sender, pending) = mpsc::sync_channel(LINES);
        let held = Arc::new(Held::default());
        let released = Released(Arc::clone(&held));
        let workers = self.clone();
        std::thread::spawn(move || workers.read(reader, &held, &sender));
        while let Some(line) = next(&pending, out, eager)? {
            let line = line.map_err(Broken::Reading)?;
            if let Some(answer) = next(&line.answer, out, eager)? {
                out.write_all(&answer.line).map_err(Broken::Writing)?;
                count.lines += 1;
                count.errors += usize::from(answer.is_error);
                count.tally.add(answer.rules);
            }
            released.0.give(line.bytes);
        }
        if eager { out.flush().map_err(Broken::Writing) } else { Ok(()) }
    }

    /// Reads lines and hands them to the pool, until there are no more or nobody writes the answers.
    fn read(&self, mut reader: impl BufRead, held: &Held, sender: &SyncSender<io::Result<Pending>>) {
        for number in 1.. {
            let line = match next_line(&mut reader, self.manner.limits.size) {
                _ if self.stop.asked().is_some() => return,
                Ok(Some(line)) => line,
                Ok(None) => return,
                Err(error) => {
                    // Sending fails when nobody writes any more, and then nobody asks why reading ended.
                    let _ = sender.send(Err(error));
                    return;
                }
            };
            let bytes = if let Line::Whole(bytes) = &line { bytes.len() } else { 0 };
            held.take(bytes);
            let (answered, answer) = mpsc::channel();
            if sender.send(Ok(Pending { answer, bytes })).is_err() {
                return;
            }
            let manner = Arc::clone(&self.manner);
            self.pool.spawn_fifo(move || {
                // As above.
                let _ = answered.send(manner.answer(&line, number));
            });
        }
    }
}

/// The next thing that comes; before it is waited for, what was written goes out.
fn next<T>(coming: &Receiver<T>, out: &mut impl Write, eager: bool) -> Result<Option<T>, Broken> {
    match coming.try_recv() {
        Ok(one) => Ok(Some(one)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            if eager {
                out.flush().map_err(Broken::Writing)?;
            }
            Ok(coming.recv().ok())
        }
    }
}

/// How many bytes are on their way.
#[derive(Default)]
struct Held {
    bytes: Mutex<usize>,
    changed: Condvar,
}

impl Held {
    fn bytes(&self) -> MutexGuard<'_, usize> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is room.
    fn take(&self, bytes: usize) {
        let is_full = |held: &mut usize| *held > 0 && *held + bytes > BYTES;
        let mut held = self.changed.wait_while(self.bytes(), is_full).unwrap_or_else(PoisonError::into_inner);
        *held += bytes;
    }

    fn give(&self, bytes: usize) {
        let mut held = self.bytes();
        *held = held.saturating_sub(bytes);
        self.changed.notify_one();
    }
}

/// Makes room for good when nobody writes any more, so that no reader waits for it.
struct Released(Arc<Held>);

impl Drop for Released {
    fn drop(&mut self) {
        self.0.give(usize::MAX);
    }
}
