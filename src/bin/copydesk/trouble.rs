//! What can go wrong at the rim: one line each, with the file's name and what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use copydesk::Exceeded;
use copydesk::visible::visible;

/// A reason why something could not be done.
#[derive(Debug)]
pub enum Trouble {
    /// A file or the standard streams could not be read or written.
    File {
        /// The file, `-` for a standard stream.
        path: PathBuf,
        /// What was to be done: `read`, `write`.
        doing: &'static str,
        /// What the system says.
        error: io::Error,
    },
    /// A file is nothing that can be cleaned.
    Unfit {
        /// The file.
        path: PathBuf,
        /// What it is, and what to do.
        why: String,
    },
    /// The arguments ask for something that does not exist or does not fit together.
    Usage(String),
}

impl Trouble {
    /// Trouble with reading a file.
    pub fn reading(path: &Path, error: io::Error) -> Self {
        Self::File { path: path.to_owned(), doing: "read", error }
    }

    /// Trouble with writing a file.
    pub fn writing(path: &Path, error: io::Error) -> Self {
        Self::File { path: path.to_owned(), doing: "write", error }
    }

    /// Trouble with what a file is.
    pub fn unfit(path: &Path, why: impl Into<String>) -> Self {
        Self::Unfit { path: path.to_owned(), why: why.into() }
    }

    /// Trouble with a text that is over a limit: which, and the flag that raises it.
    pub fn exceeding(path: &Path, exceeded: Exceeded) -> Self {
        let flag = match exceeded {
            Exceeded::Size(_) => "--max-size",
            Exceeded::Line(_) => "--max-line",
            Exceeded::Nesting(_) => "--max-nesting",
            Exceeded::Repairs(_) => "--max-repairs",
            Exceeded::Time(_) => "--time-limit",
        };
        Self::unfit(path, format!("{exceeded}; split it, or raise the limit with {flag}"))
    }

    /// Whether the reader of our output has gone away, which is no trouble of ours.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::File { doing: "write", error, .. } if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, doing, error } => {
                let is_output = *doing == "write" && path == Path::new("-");
                let name = if is_output { "standard output".to_owned() } else { name_of(path) };
                match error.kind() {
                    io::ErrorKind::NotFound => write!(formatter, "{name}: no such file; check the name"),
                    io::ErrorKind::PermissionDenied => {
                        write!(formatter, "{name}: no permission to {doing} it; change its mode or its owner")
                    }
                    io::ErrorKind::IsADirectory => {
                        write!(formatter, "{name}: is a folder; name its files, or give --out-dir or --write")
                    }
                    _ => write!(formatter, "{name}: could not {doing} it: {error}"),
                }
            }
            Self::Unfit { path, why } => write!(formatter, "{}: {}", name_of(path), harmless(why)),
            Self::Usage(what) => formatter.write_str(&harmless(what)),
        }
    }
}

impl std::error::Error for Trouble {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { error, .. } => Some(error),
            Self::Unfit { .. } | Self::Usage(_) => None,
        }
    }
}

/// A path as a person reads it: what a terminal would act on, or show in another order, is made visible.
pub fn name_of(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { visible(&path.display().to_string()) }
}

/// A message with nothing in it that a terminal would act on; its line feeds stay.
pub fn harmless(message: &str) -> String {
    message.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}
