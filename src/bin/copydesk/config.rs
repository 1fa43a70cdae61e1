//! `config`: shows what counts and who says so, writes a first `copydesk.toml`, prints the schema.

use std::fmt::Write as _;

use copydesk::config::{self, KEYS, Key, Layer, Value};

use crate::End;
use crate::arguments::{ConfigCommand, ShowArguments, Voice};
use crate::configuration::{Configuration, Flags};
use crate::output;
use crate::trouble::{Trouble, name_of};

/// Runs `config`.
pub fn run(command: &ConfigCommand) -> Result<End, Trouble> {
    match command {
        ConfigCommand::Show(arguments) => output::print(&show(arguments)?)?,
        ConfigCommand::Schema => output::print(&format!("{:#}\n", config::schema()))?,
        ConfigCommand::Init { folder } => {
            let path = folder.join(config::NAME);
            if path.exists() {
                return Err(Trouble::unfit(&path, "exists and was left as it is; edit it, or delete it first"));
            }
            output::write_file(&path, &template())?;
            output::print(&format!("wrote {}\n", name_of(&path)))?;
        }
    }
    Ok(End::Done)
}

/// What counts for a path, as a configuration with the origin of each value behind it.
fn show(arguments: &ShowArguments) -> Result<String, Trouble> {
    let flags = Flags::default().rules(&arguments.rules)?.reading(&arguments.reading)?.wrap(arguments.wrap)?;
    let path = &arguments.path;
    let (layer, read) = Configuration::new(&arguments.config, flags, Voice::Quiet).layer_for(path)?;
    let mut out = String::new();
    let _ = writeln!(out, "# What counts for {}", name_of(path));
    match read.files() {
        [] => out.push_str("# No copydesk.toml was read.\n"),
        files => {
            let files: Vec<String> = files.iter().rev().map(|file| name_of(file)).collect();
            let _ = writeln!(out, "# Read: {}", files.join(", which extends "));
        }
    }
    let mut table = "";
    for key in KEYS {
        let lines = lines(key, &layer);
        if lines.is_empty() {
            continue;
        }
        if key.parts().0 != table {
            table = key.parts().0;
            let _ = writeln!(out, "\n[{table}]");
        }
        for (text, origin) in lines {
            let _ = if origin.is_empty() { writeln!(out, "{text}") } else { writeln!(out, "{text:WIDTH$} # {origin}") };
        }
    }
    Ok(out)
}

/// How wide the column of the values is.
const WIDTH: usize = 40;

/// The lines of a key, each with its origin: one, or one for each place where something was added.
fn lines(key: &Key, layer: &Layer) -> Vec<(String, String)> {
    let name = key.parts().1;
    let said: Vec<_> = layer.of(key).collect();
    match said.as_slice() {
        // What is nothing by default is left out.
        [] if key.default == "\"\"" => Vec::new(),
        [] => vec![(format!("{name} = {}", key.default), "default".to_owned())],
        [one] => vec![(format!("{name} = {}", one.value), one.origin.to_string())],
        several => {
            let parts = several.iter().map(|entry| {
                let list = match &entry.value {
                    Value::List(_) => entry.value.to_string(),
                    other => format!("[{other}]"),
                };
                (format!("    {},", &list[1..list.len() - 1]), entry.origin.to_string())
            });
            let (first, last) = ((format!("{name} = ["), String::new()), ("]".to_owned(), String::new()));
            std::iter::once(first).chain(parts.filter(|(text, _)| text.trim() != ",")).chain([last]).collect()
        }
    }
}

/// A configuration in which everything is said, and all of it as a comment.
fn template() -> String {
    let mut out = String::from(
        "# The configuration of copydesk: the nearest copydesk.toml upward counts for each file. Flags come before it.\n",
    );
    let mut table = "";
    for key in KEYS {
        let (section, name) = key.parts();
        if section != table {
            table = section;
            if table == "case" {
                push_per_file(&mut out);
            }
            let _ = write!(out, "\n[{table}]");
            if table == "case" {
                out.push_str("  # what is expected of golden cases in this folder");
            } else if table == "golden" {
                out.push_str("  # how golden cases in this folder are taken and run");
            }
            out.push('\n');
        }
        let _ = writeln!(out, "# {}.\n# {name} = {}", key.summary, key.example);
    }
    out
}

fn push_per_file(out: &mut String) {
    out.push_str(
        "\n[per-file]\n# Other values for the files whose names fit a pattern; one without a slash fits in any folder.\n\
         # \"letters/*.txt\" = { lang = \"de\", ignore = [\"hard-wrap\"] }\n",
    );
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_line_of_the_template_is_a_configuration() {
        let folder = tempfile::TempDir::new().unwrap();
        let inner = folder.path().join("inner");
        std::fs::create_dir(&inner).unwrap();
        std::fs::write(folder.path().join(config::NAME), "").unwrap();
        std::fs::write(inner.join("words.txt"), "Pellworth\n").unwrap();
        std::fs::write(inner.join(config::NAME), template()).unwrap();
        config::Config::read(&inner.join(config::NAME)).unwrap();
        let said =
            |line: &str| line.split_once(" = ").is_some_and(|(name, _)| !name.contains(' ') || name.starts_with('"'));
        let template = template();
        let lines = template.lines().map(|line| line.strip_prefix("# ").filter(|rest| said(rest)).unwrap_or(line));
        let lines: Vec<&str> = lines.collect();
        std::fs::write(inner.join(config::NAME), lines.join("\n")).unwrap();
        let config = config::Config::read(&inner.join(config::NAME)).unwrap();
        let layer = config.layer_for(Path::new("a.txt"));
        for key in KEYS.iter().filter(|key| key.name != "extend") {
            assert!(layer.of(key).next().is_some(), "{} is not said", key.name);
        }
        assert_eq!(config.files().len(), 2);
    }
}
