//! Mutations of an input, the same ones each time: what a fuzzer does, for a toolchain that has none.

/// Pieces that are put in; `dictionary.txt` has the same ones for the fuzzer.
pub const DICTIONARY: &str = include_str!("../dictionary.txt");

/// Numbers that look like chance and are not (Marsaglia's xorshift).
pub struct Random(u64);

impl Random {
    /// Begins with a seed other than zero.
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % count.max(1)
    }
}

/// The pieces of the dictionary: what stands between quotes, `\\xNN` and `\"` taken for what they mean.
pub fn pieces() -> Vec<Vec<u8>> {
    DICTIONARY.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"')).map(unescaped).collect()
}

fn unescaped(text: &str) -> Vec<u8> {
    let (bytes, mut out, mut at) = (text.as_bytes(), Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let hex =
            bytes.get(at + 2..at + 4).and_then(|digits| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok());
        match (byte, bytes.get(at + 1), hex) {
            (b'\\', Some(b'x'), Some(value)) => {
                out.push(value);
                at += 4;
            }
            (b'\\', Some(next), _) => {
                out.push(*next);
                at += 2;
            }
            (byte, ..) => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

/// A part of `seed` with a few changes; `other` lends a piece.
pub fn mutated(seed: &[u8], other: &[u8], pieces: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    const LONGEST: usize = 1500;
    let start = random.below(seed.len().saturating_sub(LONGEST / 2));
    let mut out = vec![random.below(256) as u8];
    out.extend_from_slice(&seed[start..seed.len().min(start + LONGEST)]);
    for _ in 0..=random.below(4) {
        let at = random.below(out.len());
        let end = (at + random.below(40)).min(out.len());
        match random.below(6) {
            0 => out[at] = random.below(256) as u8,
            1 => drop(out.drain(at..end)),
            2 => out.extend_from_within(at..end),
            3 if !other.is_empty() => {
                let from = random.below(other.len());
                let piece = other[from..other.len().min(from + 60)].to_vec();
                drop(out.splice(at..at, piece));
            }
            _ => {
                let piece = pieces[random.below(pieces.len())].clone();
                drop(out.splice(at..at, piece));
            }
        }
        if out.is_empty() {
            out.push(0);
        }
    }
    out
}
