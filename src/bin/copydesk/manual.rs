//! `man`: a manual page for each command, made from its arguments and its examples.

use std::io;
use std::path::Path;

use clap::Command;
use clap_mangen::Man;

use crate::output;
use crate::trouble::Trouble;

/// Writes the pages of a command and of all below it into a folder.
pub fn write(command: Command, folder: &Path) -> Result<(), Trouble> {
    let mut command = with_all_told(command).disable_help_subcommand(true);
    command.build();
    write_all(&command, folder)
}

fn write_all(command: &Command, folder: &Path) -> Result<(), Trouble> {
    for below in command.get_subcommands() {
        write_all(below, folder)?;
    }
    let (name, page) = page(command).map_err(|error| Trouble::writing(folder, error))?;
    output::write_file(&folder.join(name), &page)
}

/// The command with nothing left out of the help: a manual page has room for all.
fn with_all_told(command: Command) -> Command {
    command.mut_args(|argument| argument.hide_short_help(false)).mut_subcommands(with_all_told)
}

/// The name of a command's page, and the page.
fn page(command: &Command) -> io::Result<(String, String)> {
    let man = Man::new(command.clone());
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut out)?;
    }
    let mut page = String::from_utf8_lossy(&out).into_owned();
    if let Some(more) = command.get_after_long_help() {
        page.push_str(&sections(&more.to_string()));
    }
    Ok((man.get_filename(), page))
}

/// What stands below the help, as sections: a line that ends in a colon is a heading, all else stays as it is laid out.
fn sections(text: &str) -> String {
    let mut out = String::new();
    let mut open = false;
    for line in text.lines() {
        let heading = line.strip_suffix(':').filter(|heading| !heading.starts_with(' ') && !heading.contains(','));
        if let Some(heading) = heading {
            out.push_str(if open { ".fi\n.SH " } else { ".SH " });
            out.push_str(&heading.to_uppercase());
            out.push_str("\n.nf\n");
            open = true;
            continue;
        }
        if !open {
            out.push_str(".SH MORE\n.nf\n");
            open = true;
        }
        let line = line.strip_prefix("  ").unwrap_or(line);
        // Nothing at the start of a line is a request, and a hyphen is one that can be copied.
        out.push_str(if line.starts_with(['.', '\'']) { "\\&" } else { "" });
        out.push_str(&line.replace('\\', "\\e").replace('-', "\\-"));
        out.push('\n');
    }
    out.push_str(if open { ".fi\n" } else { "" });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_make_sections_and_lines_stay() {
        let text = "Examples:\n  copydesk clean a.txt  one\n\nExit status:\n  .5 \\n\n";
        let expected = ".SH EXAMPLES\n.nf\ncopydesk clean a.txt  one\n\n.fi\n.SH EXIT STATUS\n.nf\n\\&.5 \\en\n.fi\n";
        assert_eq!(sections(text), expected);
        assert_eq!(sections("A line in: {}"), ".SH MORE\n.nf\nA line in: {}\n.fi\n");
    }
}
