//! Files of lines, packed or not, as their endings say.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;

/// So many bytes are read and written at once.
const BUFFER: usize = 1 << 18;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstandard,
}

fn packing_of(path: &Path) -> Packing {
    match path.extension().map(std::ffi::OsStr::to_ascii_lowercase) {
        Some(ending) if ending == "gz" => Packing::Gzip,
        Some(ending) if ending == "zst" => Packing::Zstandard,
        _ => Packing::None,
    }
}

/// Reads what is in `file`, unpacked as the name of `path` says. Several packed parts one after another are read as one.
///
/// # Errors
/// What the unpacker says when it can't begin.
pub fn reader(path: &Path, file: impl Read + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let file = BufReader::with_capacity(BUFFER, file);
    Ok(match packing_of(path) {
        Packing::None => Box::new(file),
        Packing::Gzip => Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(file))),
        Packing::Zstandard => {
            Box::new(BufReader::with_capacity(BUFFER, zstd::stream::read::Decoder::with_buffer(file)?))
        }
    })
}

/// Writes into a file, packed as a name says.
pub enum Packed<'f> {
    /// As it is.
    Plain(BufWriter<&'f mut File>),
    /// With gzip.
    Gzip(GzEncoder<BufWriter<&'f mut File>>),
    /// With Zstandard.
    Zstandard(zstd::stream::write::Encoder<'static, BufWriter<&'f mut File>>),
}

impl<'f> Packed<'f> {
    /// Begins, packing as the name of `path` says.
    ///
    /// # Errors
    /// What the packer says when it can't begin.
    pub fn new(path: &Path, file: &'f mut File) -> io::Result<Self> {
        let file = BufWriter::with_capacity(BUFFER, file);
        Ok(match packing_of(path) {
            Packing::None => Self::Plain(file),
            Packing::Gzip => Self::Gzip(GzEncoder::new(file, Compression::default())),
            Packing::Zstandard => {
                Self::Zstandard(zstd::stream::write::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?)
            }
        })
    }

    /// Writes the end.
    ///
    /// # Errors
    /// What could not be written.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Plain(mut file) => file.flush(),
            Self::Gzip(packer) => packer.finish()?.flush(),
            Self::Zstandard(packer) => packer.finish()?.flush(),
        }
    }
}

impl Write for Packed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Gzip(packer) => packer.write(bytes),
            Self::Zstandard(packer) => packer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.flush(),
            Self::Gzip(packer) => packer.flush(),
            Self::Zstandard(packer) => packer.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked_and_packed_parts_may_follow_each_other() {
        let folder = tempfile::TempDir::new().unwrap();
        for (name, begins) in
            [("a.jsonl", &b"{"[..]), ("a.jsonl.gz", b"\x1f\x8b"), ("a.jsonl.ZST", b"\x28\xb5\x2f\xfd")]
        {
            let path = folder.path().join(name);
            let mut file = File::create(&path).unwrap();
            for _ in 0..2 {
                let mut packed = Packed::new(&path, &mut file).unwrap();
                packed.write_all(b"{\"text\": \"High tide.\"}\n").unwrap();
                packed.finish().unwrap();
            }
            assert!(std::fs::read(&path).unwrap().starts_with(begins), "{name}");
            let mut text = String::new();
            reader(&path, File::open(&path).unwrap()).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "{\"text\": \"High tide.\"}\n".repeat(2), "{name}");
        }
    }

    #[test]
    fn a_file_that_is_cut_short_is_told() {
        let folder = tempfile::TempDir::new().unwrap();
        for name in ["a.jsonl.gz", "a.jsonl.zst"] {
            let path = folder.path().join(name);
            let mut file = File::create(&path).unwrap();
            let mut packed = Packed::new(&path, &mut file).unwrap();
            packed.write_all("{\"text\": \"High tide.\"}\n".repeat(100).as_bytes()).unwrap();
            packed.finish().unwrap();
            let length = file.metadata().unwrap().len();
            file.set_len(length - 3).unwrap();
            let mut text = String::new();
            let read = reader(&path, File::open(&path).unwrap()).unwrap().read_to_string(&mut text);
            assert!(read.is_err(), "{name}");
        }
    }
}
