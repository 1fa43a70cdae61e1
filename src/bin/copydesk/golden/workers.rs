//! Runs cases with several threads, in their order, and gives those up that take too long.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// What is to be done with each of a number of things, by its number.
pub trait Work: Send + Sync + 'static {
    /// What comes of one.
    type Product: Send;
    /// How many there are.
    fn count(&self) -> usize;
    /// Does one.
    fn one(&self, index: usize) -> Self::Product;
    /// What comes of one that could not be done, and why.
    fn given_up(&self, index: usize, why: &str) -> Self::Product;
    /// Whether nothing after this one needs to be done.
    fn is_last(&self, product: &Self::Product) -> bool;
}

/// Does all the work, or all up to the first that is the last; the products are in the order of the work.
///
/// A thread can't be stopped from outside: one that takes longer than `limit` is left behind, ends with the program, and
/// another takes its place.
pub fn run<W: Work>(work: &Arc<W>, threads: usize, limit: Duration) -> Vec<W::Product> {
    let (sender, receiver) = mpsc::channel();
    let shared = Arc::new(Shared { next: AtomicUsize::new(0), end: AtomicUsize::new(work.count()) });
    let mut crew = Crew {
        work: Arc::clone(work),
        shared,
        sender,
        limit,
        running: HashMap::new(),
        products: (0..work.count()).map(|_| None).collect(),
    };
    for _ in 0..threads.clamp(1, work.count().max(1)) {
        crew.hire();
    }
    crew.wait(&receiver);
    let end = crew.shared.end.load(Ordering::Acquire);
    crew.products.into_iter().take(end).flatten().collect()
}

/// What the threads share.
struct Shared {
    /// The next number that nobody does yet.
    next: AtomicUsize,
    /// Where the work ends.
    end: AtomicUsize,
}

/// What a thread tells.
enum News<P> {
    Begun(usize),
    Done(usize, Duration, thread::Result<P>),
}

/// The one who waits for the threads.
struct Crew<W: Work> {
    work: Arc<W>,
    shared: Arc<Shared>,
    sender: Sender<News<W::Product>>,
    limit: Duration,
    running: HashMap<usize, Instant>,
    products: Vec<Option<W::Product>>,
}

impl<W: Work> Crew<W> {
    /// Sets another thread to work.
    fn hire(&self) {
        let (work, shared, sender) = (Arc::clone(&self.work), Arc::clone(&self.shared), self.sender.clone());
        thread::spawn(move || {
            loop {
                let index = shared.next.fetch_add(1, Ordering::AcqRel);
                if index >= shared.end.load(Ordering::Acquire) || sender.send(News::Begun(index)).is_err() {
                    return;
                }
                let begun = Instant::now();
                let product = catch_unwind(AssertUnwindSafe(|| work.one(index)));
                if sender.send(News::Done(index, begun.elapsed(), product)).is_err() {
                    return;
                }
            }
        });
    }

    /// Waits until all work before its end is done or given up.
    fn wait(&mut self, receiver: &Receiver<News<W::Product>>) {
        let mut done = 0;
        while done < self.shared.end.load(Ordering::Acquire) {
            let first = self.running.values().min().copied();
            let patience = first.map_or(self.limit, |first| (first + self.limit).duration_since(Instant::now()));
            match receiver.recv_timeout(patience) {
                Ok(News::Begun(index)) => {
                    self.running.insert(index, Instant::now());
                }
                Ok(News::Done(index, took, product)) => {
                    // What was given up may come later than never.
                    if self.running.remove(&index).is_some() {
                        self.take(index, (took <= self.limit).then_some(product));
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.give_up(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
            while self.products.get(done).is_some_and(Option::is_some) {
                done += 1;
            }
        }
    }

    /// Gives up what takes too long, and sets others to work in the place of the threads that are lost.
    fn give_up(&mut self) {
        let now = Instant::now();
        let late: Vec<usize> =
            self.running.iter().filter(|(_, begun)| now - **begun > self.limit).map(|(index, _)| *index).collect();
        for index in late {
            self.running.remove(&index);
            self.take(index, None);
            self.hire();
        }
    }

    /// Keeps what came of one; nothing where it took too long.
    fn take(&mut self, index: usize, product: Option<thread::Result<W::Product>>) {
        let product = match product {
            Some(Ok(product)) => product,
            Some(Err(_)) => {
                self.work.given_up(index, "the program failed at it, which is a fault of ours; please report it")
            }
            None => {
                let seconds = self.limit.as_secs();
                self.work.given_up(index, &format!("was given up after {seconds} s; split it, or raise --time-limit"))
            }
        };
        if self.work.is_last(&product) {
            self.shared.end.fetch_min(index + 1, Ordering::AcqRel);
        }
        self.products[index] = Some(product);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers, of which some take for ever, some fail, and one may be the last.
    struct Numbers {
        count: usize,
        slow: Vec<usize>,
        broken: Vec<usize>,
        last: Option<usize>,
    }

    impl Work for Numbers {
        type Product = String;

        fn count(&self) -> usize {
            self.count
        }

        fn one(&self, index: usize) -> String {
            if self.slow.contains(&index) {
                thread::sleep(Duration::from_mins(10));
            }
            assert!(!self.broken.contains(&index), "meant to fail");
            index.to_string()
        }

        fn given_up(&self, index: usize, why: &str) -> String {
            format!("{index}: {}", why.split(' ').take(3).collect::<Vec<_>>().join(" "))
        }

        fn is_last(&self, product: &String) -> bool {
            self.last.is_some_and(|last| *product == last.to_string())
        }
    }

    #[track_caller]
    fn check(numbers: Numbers, threads: usize, expected: &[&str]) {
        assert_eq!(run(&Arc::new(numbers), threads, Duration::from_secs(2)), expected);
    }

    #[test]
    fn keeps_the_order_and_ends_at_the_last() {
        let numbers = |count, last| Numbers { count, slow: vec![], broken: vec![], last };
        check(numbers(5, None), 1, &["0", "1", "2", "3", "4"]);
        check(numbers(5, None), 8, &["0", "1", "2", "3", "4"]);
        check(numbers(500, Some(2)), 4, &["0", "1", "2"]);
        check(numbers(0, None), 4, &[]);
    }

    #[test]
    fn what_takes_too_long_or_fails_leaves_the_others_alone() {
        let numbers = Numbers { count: 5, slow: vec![0, 1], broken: vec![3], last: None };
        check(numbers, 2, &["0: was given up", "1: was given up", "2", "3: the program failed", "4"]);
    }
}
