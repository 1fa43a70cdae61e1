//! A panic on one text is a bug of ours; it must not take the other texts with it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does the work on one text. A panic becomes a sentence; where it was is told on standard error by Rust itself.
///
/// Nothing is seen afterwards that the work may have left in disorder: what it makes is lost with it, and all it shares
/// with other texts is read only.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        format!("copydesk failed on this text, which is a bug of its own; please report it: {}", message_of(&*panic))
    })
}

fn message_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_sentence() {
        assert_eq!(guarded(|| 7), Ok(7));
        let numbers: Vec<usize> = Vec::new();
        let why = guarded(|| numbers[3]).unwrap_err();
        assert!(why.contains("bug") && why.contains("the len is 0 but the index is 3"), "{why}");
        assert!(guarded(|| panic!("high tide")).unwrap_err().ends_with("high tide"));
    }
}
