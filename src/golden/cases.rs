//! Finds cases in folders: inputs, their goldens, and what is left of either.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use super::run::Rendering;
use crate::config::{Config, Settings};

/// The cases below a folder.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The cases, by their names.
    pub cases: Vec<Case>,
    /// What belongs to no case, and what could not be read, by name.
    pub strays: Vec<Stray>,
}

/// An input with what must come out of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The path of the input below the corpus without its ending, parted by `/`.
    pub name: String,
    /// The input.
    pub input: PathBuf,
    /// The goldens that exist, in the order of [`Rendering::ALL`].
    pub goldens: Vec<Golden>,
    /// Renderings that wait for somebody to accept or refuse them.
    pub pending: Vec<Golden>,
    /// What the nearest `copydesk.toml` says, or what is wrong with it.
    pub settings: Result<Settings, String>,
}

/// A golden file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Golden {
    /// What is compared with it.
    pub rendering: Rendering,
    /// The file.
    pub path: PathBuf,
}

/// A file that belongs to no case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// The path below the corpus, parted by `/`.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// What is the matter with it.
    pub matter: Matter,
}

/// What is the matter with a stray file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// A golden without an input.
    Orphan,
    /// Something that could not be read, and why.
    Trouble(String),
}

/// The ending of a rendering that waits for somebody to accept it.
const PENDING: &str = ".pending";

/// What a file is by its name.
enum Part {
    Input,
    Golden(Rendering),
    Pending(Rendering),
}

/// The files of one case while the folder is read.
#[derive(Default)]
struct Files {
    inputs: Vec<PathBuf>,
    goldens: Vec<Golden>,
    pending: Vec<Golden>,
}

impl Corpus {
    /// The cases below `root`, which may be a folder or one file of a case. Links to folders are followed; a folder that
    /// is reached twice is read once.
    pub fn find(root: &Path) -> Self {
        let mut corpus = Self::default();
        if root.is_dir() {
            corpus.walk(root);
        } else {
            corpus.only(root);
        }
        corpus.cases.sort_by(|one, two| one.name.cmp(&two.name));
        corpus.strays.sort_by(|one, two| one.name.cmp(&two.name));
        corpus
    }

    /// The case that a file belongs to, be it the input or a golden.
    fn only(&mut self, file: &Path) {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let (true, Some((stem, _))) = (file.is_file(), part_of(name)) {
            self.read_folder(folder, "");
            self.cases.retain(|case| case.name == stem);
            self.strays.retain(|stray| stray.path.file_name() == file.file_name());
        }
        if self.cases.is_empty() && self.strays.is_empty() {
            self.trouble(name, file, "there is no such folder, input or golden");
        }
    }

    /// Reads the folders below `root`, those that are really there before those that links lead to.
    fn walk(&mut self, root: &Path) {
        let mut known = HashSet::new();
        let (mut folders, mut links) = (vec![(root.to_owned(), String::new())], VecDeque::new());
        while let Some((folder, prefix)) = folders.pop().or_else(|| links.pop_front()) {
            // What has no real place can't be read either, which is told when it is tried.
            let place = fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone());
            if known.insert(place.clone()) {
                for (path, name) in self.read_folder(&folder, &prefix) {
                    let below = format!("{prefix}{name}/");
                    if path.is_symlink() { links.push_back((path, below)) } else { folders.push((path, below)) }
                }
            } else if fs::canonicalize(folder.parent().unwrap_or(root)).is_ok_and(|parent| parent.starts_with(&place)) {
                self.trouble(prefix.trim_end_matches('/'), &folder, "is a link to a folder around it; take it away");
            }
        }
    }

    /// Takes the cases of one folder; what comes back are the folders in it.
    fn read_folder(&mut self, folder: &Path, prefix: &str) -> Vec<(PathBuf, String)> {
        let (mut folders, mut cases) = (Vec::new(), BTreeMap::<String, Files>::new());
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                self.trouble(prefix.trim_end_matches('/'), folder, &error.to_string());
                return folders;
            }
        };
        for entry in entries {
            let (path, name) = (entry.path(), entry.file_name());
            let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else { continue };
            if path.is_dir() {
                folders.push((path, name.to_owned()));
            } else if let Err(error) = fs::metadata(&path) {
                self.trouble(&format!("{prefix}{name}"), &path, &format!("is a link that leads nowhere: {error}"));
            } else if let Some((stem, part)) = part_of(name).filter(|_| path.is_file()) {
                let files = cases.entry(format!("{prefix}{stem}")).or_default();
                match part {
                    Part::Input => files.inputs.push(path),
                    Part::Golden(rendering) => files.goldens.push(Golden { rendering, path }),
                    Part::Pending(rendering) => files.pending.push(Golden { rendering, path }),
                }
            }
        }
        let config = Config::nearest(folder).map_or_else(|| Ok(Config::default()), |path| Config::read(&path));
        for (name, files) in cases {
            self.take(name, files, &config);
        }
        folders
    }

    fn take(&mut self, name: String, mut files: Files, config: &Result<Config, String>) {
        files.inputs.sort();
        files.goldens.sort_by_key(|golden| golden.rendering);
        files.pending.sort_by_key(|golden| golden.rendering);
        let mut inputs = files.inputs.into_iter();
        let Some(input) = inputs.next() else {
            for Golden { path, .. } in files.goldens.into_iter().chain(files.pending) {
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                let name = name.rsplit_once('/').map_or(file.to_string(), |(folder, _)| format!("{folder}/{file}"));
                self.strays.push(Stray { name, path, matter: Matter::Orphan });
            }
            return;
        };
        // A README tells about the folder.
        if name.rsplit('/').next() == Some("README") && files.goldens.is_empty() {
            return;
        }
        if let Some(other) = inputs.next() {
            let other = other.file_name().unwrap_or_default().to_string_lossy();
            self.trouble(&name, &input, &format!("`{other}` claims the same goldens; rename one of the two"));
            return;
        }
        let settings = config.as_ref().map(|config| config.layer_for(&input).settings()).map_err(Clone::clone);
        self.cases.push(Case { name, input, goldens: files.goldens, pending: files.pending, settings });
    }

    fn trouble(&mut self, name: &str, path: &Path, why: &str) {
        let matter = Matter::Trouble(format!("{}: {why}", path.display()));
        self.strays.push(Stray { name: name.to_owned(), path: path.to_owned(), matter });
    }
}

impl Case {
    /// Where the golden of a rendering lies, or would lie.
    pub fn golden_path(&self, rendering: Rendering) -> PathBuf {
        self.input.with_extension(format!("golden.{}", rendering.ending()))
    }

    /// Where a rendering lies that waits for somebody to accept it.
    pub fn pending_path(&self, rendering: Rendering) -> PathBuf {
        self.input.with_extension(format!("golden.{}{PENDING}", rendering.ending()))
    }
}

/// The case a file belongs to, and as what; nothing if it is no file of a case.
fn part_of(name: &str) -> Option<(&str, Part)> {
    let (golden, pending) = match name.strip_suffix(PENDING) {
        Some(golden) => (golden, true),
        None => (name, false),
    };
    let (stem, ending) = golden.rsplit_once('.')?;
    match stem.strip_suffix(".golden") {
        Some(stem) => {
            let rendering = Rendering::ALL.into_iter().find(|rendering| rendering.ending() == ending)?;
            Some((stem, if pending { Part::Pending(rendering) } else { Part::Golden(rendering) }))
        }
        None => (!pending && matches!(ending, "txt" | "md" | "html")).then_some((stem, Part::Input)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_files_by_their_names() {
        let is = |name: &str| match part_of(name) {
            None => "nothing".to_owned(),
            Some((stem, Part::Input)) => format!("input of {stem}"),
            Some((stem, Part::Golden(rendering))) => format!("{} of {stem}", rendering.ending()),
            Some((stem, Part::Pending(rendering))) => format!("pending {} of {stem}", rendering.ending()),
        };
        assert_eq!(is("tide.txt"), "input of tide");
        assert_eq!(is("tide.1.txt"), "input of tide.1");
        assert_eq!(is("tide.golden.json"), "json of tide");
        assert_eq!(is("tide.golden.md.pending"), "pending md of tide");
        assert_eq!(is("tide.golden.rs"), "nothing");
        assert_eq!(is("tide.txt.pending"), "nothing");
        assert_eq!(is("copydesk.toml"), "nothing");
    }
}
