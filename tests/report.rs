//! `copydesk report`: the pages it writes, from the outside.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder of its own for each test, gone at its end.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("copydesk-report-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, content: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// Runs `copydesk report` with these arguments and asserts how it ends.
    #[track_caller]
    fn report(&self, arguments: &[&str], code: i32) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        let output = command.arg("report").args(arguments).current_dir(&self.0).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
        output
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The values of an attribute in a page.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let opening = format!(" {attribute}=\"");
    let pieces = page.split(&opening).skip(1);
    pieces.map(|piece| piece.split('"').next().unwrap()).collect()
}

/// Asserts what holds of every page: it stands alone, its anchors are there, no name stands twice, its tags pair.
#[track_caller]
fn check(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">") && page.ends_with("</html>\n"));
    for outside in ["<script", "<link", "<img", "<iframe", "src=\"", "url(", "@import", "http:", "https:"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let names = values(page, "id");
    let known: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names.len(), known.len(), "a name stands twice");
    for link in values(page, "href") {
        if let Some(name) = link.strip_prefix('#') {
            assert!(known.contains(name), "there is no #{name}");
        }
    }
    let body = &page[page.find("<body>").unwrap()..];
    for tag in ["p", "div", "del", "ins", "sup", "a", "ul", "li", "section", "table", "span", "article", "dd", "code"] {
        let opened = body.matches(&format!("<{tag}>")).count() + body.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, body.matches(&format!("</{tag}>")).count(), "<{tag}>");
    }
}

const SOURCE: &str =
    "The boats went out . . . and came back with the with-\nout the nets, un <b>hurt</b> on on the tide.\n";

#[test]
fn one_text_is_one_page() {
    let place = Place::new("one");
    place.write("tide.txt", SOURCE);
    place.report(&["tide.txt", "-o", "tide.html"], 0);
    let page = place.read("tide.html");
    check(&page);
    assert!(page.contains("<h1>tide.txt</h1>") && page.contains("spaced-ellipsis"));
    let printed = place.report(&["tide.txt"], 0);
    assert_eq!(String::from_utf8(printed.stdout).unwrap(), page);
    // With a rule off its repair is gone, and nothing else.
    let without = place.report(&["tide.txt", "--ignore", "spaced-ellipsis"], 0);
    assert!(!String::from_utf8(without.stdout).unwrap().contains("spaced-ellipsis"));
}

#[test]
fn several_texts_have_a_table_and_anchors_of_their_own() {
    let place = Place::new("many");
    place.write("sea/tide.txt", SOURCE);
    place.write("sea/calm.md", "They met and left.\n");
    place.report(&["sea", "-o", "all.html"], 0);
    let page = place.read("all.html");
    check(&page);
    assert!(page.contains("<h1>2 texts</h1>") && page.contains("<a href=\"#t1\">") && page.contains("id=\"t2-r1\""));
}

#[test]
fn a_folder_gets_a_page_for_each_text_and_an_index() {
    let place = Place::new("folder");
    place.write("sea/deep/tide 1.txt", SOURCE);
    place.write("sea/tide.md", "They met . . . and left.\n");
    place.write("sea/tide.txt", "They met and left.\n");
    place.report(&["sea", "--out-dir", "out"], 0);
    let index = place.read("out/index.html");
    for name in ["deep/tide%201.txt.html", "tide.md.html", "tide.txt.html"] {
        assert!(index.contains(&format!("<a href=\"./{name}\">")), "{name} is not in the index");
        check(&place.read(&format!("out/{}", name.replace("%20", " "))));
    }
}

#[test]
fn hostile_texts_and_names_do_nothing() {
    let place = Place::new("hostile");
    let name = "\"><img src=x onerror=alert(1)>.txt";
    let text = "</p></div><script>alert(1)</script> \u{202e}evil\u{202c} . . . \u{1b}[31m red \u{7} &lt;b&gt; <svg onload=x>\n\n\
                ]]> <!-- --> <style>*{display:none}</style> . . . \u{fdd0}\u{feff}'\" . . . end.\n";
    place.write(name, text);
    place.report(&[name, "-o", "page.html"], 0);
    let page = place.read("page.html");
    check(&page);
    assert_eq!(page.matches("<style>").count(), 1);
    for character in ['\u{202e}', '\u{202c}', '\u{1b}', '\u{7}', '\u{fdd0}', '\u{feff}'] {
        assert!(!page.contains(character), "U+{:04X} stands in the page", u32::from(character));
    }
    assert!(page.contains("‹U+202E›") && page.contains("‹escape›"));
}

#[test]
fn trouble_with_one_text_leaves_the_others_alone() {
    let place = Place::new("trouble");
    place.write("tide.txt", SOURCE);
    let said = place.report(&["tide.txt", "gone.txt", "-o", "all.html"], 2);
    assert!(String::from_utf8_lossy(&said.stderr).contains("gone.txt: no such file"));
    check(&place.read("all.html"));
    let said = place.report(&["tide.txt", "-o", "tide.txt"], 2);
    assert!(String::from_utf8_lossy(&said.stderr).contains("is the text itself"));
    assert_eq!(place.read("tide.txt"), SOURCE);
    place.write("other/tide.txt", SOURCE);
    let said = place.report(&["tide.txt", "other/tide.txt", "--out-dir", "out"], 2);
    assert!(String::from_utf8_lossy(&said.stderr).contains("would have one page"));
    let said = place.report(&["tide.txt", "--ignore", "no-such-rule"], 2);
    assert!(String::from_utf8_lossy(&said.stderr).contains("no-such-rule"));
}
