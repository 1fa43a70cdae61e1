//! What earlier runs left done below a folder of outputs, for `--resume`: a line for each output, with what it was made of.
//!
//! A line has two numbers and a name. The first number stands for the version, the settings and the source's name, size
//! and time; the second for size and time of the output, so that what we wrote is told from what somebody changed. Lines
//! are appended one by one after their output is in place: a run that is killed has its outputs on the list, and at worst
//! makes one of them again.

use std::collections::HashMap;
use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::output;
use crate::trouble::Trouble;

/// The file's name in the folder of outputs. It is hidden, so that no run takes it for a source.
const NAME: &str = ".copydesk-done";

/// A number for all that decides what comes out: of two runs with the same number, the second would write the same.
///
/// The hash is that of the standard library. Should it change, outputs are made again, and nothing worse.
pub fn number(of: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    of.hash(&mut hasher);
    hasher.finish()
}

/// A number for a file's size and time; none for what is no file.
fn state_of(path: &Path) -> Option<(u64, std::time::SystemTime)> {
    let about = fs::metadata(path).ok().filter(Metadata::is_file)?;
    Some((about.len(), about.modified().ok()?))
}

/// What is known of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    made_of: u64,
    left_as: u64,
}

/// The list of a folder.
#[derive(Debug)]
pub struct Ledger {
    folder: PathBuf,
    known: HashMap<String, Entry>,
    /// Where lines are appended; opened with the first of them.
    file: Mutex<Option<File>>,
}

impl Ledger {
    /// Reads the list of a folder; a folder without one has nothing done. A line that was cut short says nothing.
    ///
    /// # Errors
    /// A list that can't be read, or can't be written anew where most of its lines were superseded.
    pub fn of(folder: &Path) -> Result<Self, Trouble> {
        let path = folder.join(NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Trouble::reading(&path, error)),
        };
        let known: HashMap<String, Entry> = text.split_inclusive('\n').filter_map(read_line).collect();
        let lines = text.lines().count();
        if lines > 2 * known.len() + 1 || !(text.is_empty() || text.ends_with('\n')) {
            let mut lines: Vec<String> = known.iter().map(|(name, entry)| line(name, *entry)).collect();
            lines.sort_by(|one, two| one.split(' ').nth(2).cmp(&two.split(' ').nth(2)));
            output::write_file(&path, &lines.concat())?;
        }
        Ok(Self { folder: folder.to_owned(), known, file: Mutex::new(None) })
    }

    /// What decides about an output: `manner`, the number of version and settings, and name, size and time of its source.
    /// None for what is no file, as standard input.
    pub fn facts(manner: u64, name: &Path, source: &Path) -> Option<u64> {
        state_of(source).map(|state| number((manner, name, state)))
    }

    /// Whether an output, named from the folder, is newer than its source and was made of just these facts.
    pub fn has(&self, output: &Path, source: &Path, facts: Option<u64>) -> bool {
        let Some((entry, facts)) = self.known.get(&name_of(output)).zip(facts) else { return false };
        let newer = || Some(state_of(&self.folder.join(output))?.1 >= state_of(source)?.1);
        entry.made_of == facts && newer() == Some(true)
    }

    /// Whether an output is as a run left it: nobody's work is lost if it is written over.
    pub fn is_ours(&self, output: &Path) -> bool {
        let state = state_of(&self.folder.join(output)).map(number);
        self.known.get(&name_of(output)).is_some_and(|entry| Some(entry.left_as) == state)
    }

    /// Puts an output on the list that was just written.
    ///
    /// # Errors
    /// A list that can't be written. The output itself is in place.
    pub fn add(&self, output: &Path, facts: Option<u64>) -> Result<(), Trouble> {
        let state = state_of(&self.folder.join(output)).map(number);
        let Some((made_of, left_as)) = facts.zip(state) else { return Ok(()) };
        let path = self.folder.join(NAME);
        let line = line(&name_of(output), Entry { made_of, left_as });
        let mut file = self.file.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let appended = match file.as_mut() {
            Some(file) => file.write_all(line.as_bytes()),
            None => OpenOptions::new().create(true).append(true).open(&path).and_then(|mut opened| {
                opened.write_all(line.as_bytes())?;
                *file = Some(opened);
                Ok(())
            }),
        };
        appended.map_err(|error| Trouble::writing(&path, error))
    }
}

/// A name as the list has it: one line of ASCII, whatever the bytes are.
fn name_of(output: &Path) -> String {
    output.as_os_str().as_encoded_bytes().escape_ascii().to_string()
}

fn line(name: &str, entry: Entry) -> String {
    format!("{:016x} {:016x} {name}\n", entry.made_of, entry.left_as)
}

fn read_line(line: &str) -> Option<(String, Entry)> {
    let (made_of, rest) = line.strip_suffix('\n')?.split_once(' ')?;
    let (left_as, name) = rest.split_once(' ')?;
    let number = |text: &str| u64::from_str_radix(text, 16).ok().filter(|_| text.len() == 16);
    Some((name.to_owned(), Entry { made_of: number(made_of)?, left_as: number(left_as)? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::TempDir::new().unwrap();
        fs::write(folder.path().join("in.txt"), "High tide.\n").unwrap();
        fs::write(folder.path().join("out.md"), "High tide.\n").unwrap();
        folder
    }

    #[test]
    fn an_output_is_known_until_something_differs() {
        let folder = folder();
        let (source, output) = (folder.path().join("in.txt"), Path::new("out.md"));
        let facts = |manner| Ledger::facts(manner, Path::new("in.txt"), &source);
        Ledger::of(folder.path()).unwrap().add(output, facts(1)).unwrap();
        let ledger = Ledger::of(folder.path()).unwrap();
        assert!(ledger.has(output, &source, facts(1)) && ledger.is_ours(output));
        assert!(!ledger.has(output, &source, facts(2)), "other settings");
        assert!(!ledger.has(Path::new("other.md"), &source, facts(1)));
        fs::write(folder.path().join("out.md"), "Edited by hand.\n").unwrap();
        assert!(!ledger.is_ours(output) && ledger.has(output, &source, facts(1)));
        fs::write(&source, "Low tide, and later.\n").unwrap();
        assert!(!ledger.has(output, &source, facts(1)), "the source was changed");
        fs::remove_file(folder.path().join("out.md")).unwrap();
        assert!(!ledger.is_ours(output));
    }

    #[test]
    fn the_last_line_counts_and_a_torn_one_does_not() {
        let folder = folder();
        let list = "1111111111111111 2222222222222222 out.md\n3333333333333333 2222222222222222 out.md\n44444";
        fs::write(folder.path().join(NAME), list).unwrap();
        let ledger = Ledger::of(folder.path()).unwrap();
        let entry = Entry { made_of: 0x3333_3333_3333_3333, left_as: 0x2222_2222_2222_2222 };
        assert_eq!(ledger.known, HashMap::from([("out.md".to_owned(), entry)]));
        let written = fs::read_to_string(folder.path().join(NAME)).unwrap();
        assert_eq!(written, "3333333333333333 2222222222222222 out.md\n");
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf_8_stay_apart() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let name = |bytes: &[u8]| name_of(Path::new(OsStr::from_bytes(bytes)));
        assert_ne!(name(b"a\xff.md"), name(b"a\xfe.md"));
        assert_ne!(name(b"a\xff.md"), name(br"a\xff.md"));
        assert!(!name(b"a\nb.md").contains('\n'));
    }
}
