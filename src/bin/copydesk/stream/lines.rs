//! Lines of bytes with a limit: a longer one is told of, and never held.

use std::io::{self, BufRead, ErrorKind};

/// A line, without its line feed.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// All of it.
    Whole(Vec<u8>),
    /// So many bytes, which are more than may be held.
    TooLong(u64),
}

/// The next line of at most `limit` bytes; none at the end.
///
/// # Errors
/// What the reader says.
pub fn next_line(reader: &mut impl BufRead, limit: usize) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let mut length = 0_u64;
    let mut has_begun = false;
    loop {
        let bytes = match reader.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if bytes.is_empty() {
            break;
        }
        has_begun = true;
        let end = memchr::memchr(b'\n', bytes);
        let part = &bytes[..end.unwrap_or(bytes.len())];
        length += part.len() as u64;
        if length <= limit as u64 {
            line.extend_from_slice(part);
        } else {
            line = Vec::new();
        }
        let taken = end.map_or(bytes.len(), |end| end + 1);
        reader.consume(taken);
        if end.is_some() {
            break;
        }
    }
    let is_whole = length <= limit as u64;
    Ok(has_begun.then_some(if is_whole { Line::Whole(line) } else { Line::TooLong(length) }))
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[track_caller]
    fn check(text: &str, limit: usize, meant: &[Result<&str, u64>]) {
        for capacity in [1, 3, 100] {
            let mut reader = BufReader::with_capacity(capacity, text.as_bytes());
            let mut found = Vec::new();
            while let Some(line) = next_line(&mut reader, limit).unwrap() {
                found.push(line);
            }
            let meant: Vec<Line> = meant
                .iter()
                .map(|line| match line {
                    Ok(text) => Line::Whole(text.as_bytes().to_vec()),
                    Err(length) => Line::TooLong(*length),
                })
                .collect();
            assert_eq!(found, meant, "a buffer of {capacity}");
        }
    }

    #[test]
    fn parts_at_line_feeds() {
        check("one\n\ntwo", 10, &[Ok("one"), Ok(""), Ok("two")]);
        check("one\n", 10, &[Ok("one")]);
        check("", 10, &[]);
        check("\n", 10, &[Ok("")]);
    }

    #[test]
    fn a_long_line_is_counted_and_the_next_is_read() {
        check("four\nfifth\nsix", 4, &[Ok("four"), Err(5), Ok("six")]);
        check("too long at the end", 4, &[Err(19)]);
    }
}
