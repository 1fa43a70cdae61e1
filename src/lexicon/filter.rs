//! A set of words that says of a word that it is not in the set, or that it may be: a Bloom filter of two bits a word.
//!
//! Most of what a rule asks about, two words written as one, is no word, and is told so without a look at the tables. The
//! build script makes the filter of the table of words with this same file.

/// The hash of a word, which can be gone on with letter by letter: FNV-1a.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hash(u64);

impl Hash {
    /// The hash of no letters.
    pub const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        bytes.iter().fold(Self::EMPTY, |hash, &byte| hash.and(byte))
    }

    /// The hash with one byte more behind it.
    #[must_use]
    pub const fn and(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(0x100_0000_01b3))
    }

    /// A number for tables whose length is a power of two: the higher digits are mixed into the lower ones.
    pub const fn mixed(self) -> usize {
        (self.0 ^ self.0 >> 32) as usize
    }

    /// The two bits of the word in a filter of so many bits, which must be a power of two.
    const fn bits(self, count: usize) -> [usize; 2] {
        [self.mixed() & (count - 1), (self.0 >> 29) as usize & (count - 1)]
    }
}

/// A filter for so many words: about ten bits a word, in bytes.
pub fn for_words(count: usize) -> Vec<u8> {
    vec![0; (count * 5 / 4).next_power_of_two().max(8)]
}

/// Puts a word into a filter.
pub fn put(filter: &mut [u8], word: Hash) {
    for bit in word.bits(filter.len() * 8) {
        filter[bit / 8] |= 1 << (bit % 8);
    }
}

/// Whether a word may be in a filter; the empty filter has none.
pub fn may_have(filter: &[u8], word: Hash) -> bool {
    !filter.is_empty() && word.bits(filter.len() * 8).into_iter().all(|bit| filter[bit / 8] & (1 << (bit % 8)) != 0)
}
