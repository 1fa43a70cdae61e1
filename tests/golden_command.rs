//! `copydesk golden` on folders of a few cases: what it says, what it writes, and what it refuses.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of its own for each test, gone at its end.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("copydesk-golden-{}-{name}", std::process::id()));
        fs::create_dir_all(path.join("golden")).unwrap();
        // The nearest options upward: none of the machine's.
        fs::write(path.join("golden/copydesk.toml"), "").unwrap();
        Self(path)
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.0.join(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn has(&self, name: &str) -> bool {
        self.0.join(name).exists()
    }

    /// Runs `copydesk golden` with these arguments; the exit code and all that was printed.
    fn golden(&self, arguments: &str) -> (i32, String) {
        run(&self.0, arguments, None)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(folder: &Path, arguments: &str, ci: Option<&str>) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.arg("golden").args(arguments.split_whitespace()).current_dir(folder).env_remove("CI");
    command.envs(ci.map(|value| ("CI", value)));
    let output = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap(), said)
}

#[track_caller]
fn check(place: &Place, arguments: &str, code: i32, parts: &[&str]) {
    let (ended, said) = place.golden(arguments);
    assert_eq!(ended, code, "{said}");
    for part in parts {
        assert!(said.contains(part), "`{part}` is not in:\n{said}");
    }
}

const SOURCE: &str = "They met . . . and left, &amp; came back.\n";

fn with_a_case(name: &str) -> Place {
    let place = Place::new(name);
    place.write("tide.txt", SOURCE);
    check(&place, "add tide.txt -t text", 0, &["spaced-ellipsis (1)", "tide.golden.txt"]);
    place
}

#[test]
fn init_makes_a_folder_and_keeps_what_is_there() {
    let place = Place::new("init");
    check(&place, "init new", 0, &["wrote  new/copydesk.toml"]);
    place.write("new/copydesk.toml", "suggested = true\n");
    check(&place, "init new", 0, &["kept   new/copydesk.toml"]);
    assert_eq!(place.read("new/copydesk.toml"), "suggested = true\n");
}

#[test]
fn the_configuration_says_how_cases_are_taken_and_run() {
    let place = Place::new("golden-table");
    place.write("golden/copydesk.toml", "[golden]\nto = [\"text\", \"html\"]\ntime-limit = 60\n");
    place.write("bell.txt", "The bell . . . rang.\n");
    check(&place, "add bell.txt", 0, &["bell.golden.txt", "bell.golden.html"]);
    assert!(!place.has("golden/bell.golden.md"));
    check(&place, "check", 0, &["3 pass"]);
    check(&place, "check --time-limit 0", 2, &["was given up after 0 s"]);
    place.write("golden/copydesk.toml", "[golden]\nto = [\"pdf\"]\n");
    check(&place, "check", 2, &["copydesk.toml:2:7"]);
    place.write("golden/copydesk.toml", "[golden]\ntime-limit = \"long\"\n");
    check(&place, "check", 2, &["golden.time-limit", "takes a number of seconds from 1"]);
}

#[test]
fn a_rule_that_is_off_is_named() {
    let place = with_a_case("off");
    check(&place, "check", 0, &["2 pass; 1 case in"]);
    place.write("golden/copydesk.toml", "ignore = [\"spaced-ellipsis\"]\n");
    check(
        &place,
        "check",
        1,
        &["mismatch  tide.txt", "lost spaced-ellipsis (1)", "- They met […] and", "+ They met [. . .] and"],
    );
    assert!(place.has("golden/tide.golden.txt.pending"));
    // What waits for review is gone once nobody needs it.
    place.write("golden/copydesk.toml", "");
    check(&place, "check", 0, &["2 pass"]);
    assert!(!place.has("golden/tide.golden.txt.pending"));
}

#[test]
fn bless_shows_what_it_writes() {
    let place = with_a_case("bless");
    place.write("golden/tide.golden.txt", "They met, and left.\n");
    check(&place, "bless", 0, &["blessed  tide.txt", "1 written"]);
    assert_eq!(place.read("golden/tide.golden.txt"), "They met … and left, & came back.\n");
    check(&place, "bless", 0, &["0 written, 0 refused"]);
}

#[test]
fn bless_refuses_the_truth_and_continuous_integration() {
    let place = with_a_case("refuse");
    let typed = "They met, and left.\n";
    place.write("golden/tide.golden.txt", typed);
    let (code, said) = run(&place.0, "bless", Some("true"));
    assert!(code == 2 && said.contains("CI is set"), "{said}");
    place.write("golden/copydesk.toml", "[case]\ntruth = true\n");
    check(&place, "bless", 2, &["refused  tide", "typed by hand"]);
    assert_eq!(place.read("golden/tide.golden.txt"), typed);
    let (code, _) = run(&place.0, "check", Some("true"));
    assert!(code == 1 && !place.has("golden/tide.golden.txt.pending"));
}

#[test]
fn white_space_at_line_ends_has_a_verdict_of_its_own() {
    let place = with_a_case("space");
    let said = "white space  tide.txt\n    only white space at line ends differs";
    for golden in [
        "They met … and left, & came back.",
        "They met … and left, & came back. \n",
        "They met … and left, & came back.\r\n",
    ] {
        place.write("golden/tide.golden.txt", golden);
        check(&place, "check", 1, &[said, "1 white space"]);
    }
    check(&place, "bless", 0, &["blessed  tide.txt", "only white space", "1 written"]);
    place.write("golden/tide.golden.txt", "They met… and left, & came back.\n");
    check(&place, "check", 1, &["mismatch  tide.txt"]);
}

#[test]
fn a_case_that_takes_too_long_is_given_up() {
    let place = with_a_case("slow");
    let said = "golden/tide.txt: was given up after 0 s; split it, or raise --time-limit";
    check(&place, "check --time-limit 0", 2, &[said]);
    check(&place, "check --time-limit 60", 0, &["2 pass"]);
}

#[test]
fn the_ledger_names_what_exists() {
    let place = with_a_case("ledger");
    place.write("golden/known-gaps.toml", "\"gone.txt\" = \"no rule yet\"\n");
    check(&place, "check", 1, &["stale gap  gone.txt", "take it off", "2 pass"]);
    // Who looks at some cases only sees no others.
    check(&place, "check --filter tide", 0, &["2 pass"]);
    place.write("golden/known-gaps.toml", "\"tide.txt\" = \n");
    place.write("golden/tide.golden.txt", "They met.\n");
    check(&place, "check", 2, &["golden/known-gaps.toml", "line 1", "mismatch  tide.txt"]);
    check(&place, "bless", 2, &["golden/known-gaps.toml"]);
    assert_eq!(place.read("golden/tide.golden.txt"), "They met.\n");
}

#[test]
fn quiet_says_only_what_asks_for_something() {
    let place = with_a_case("quiet");
    assert_eq!(place.golden("check -q"), (0, String::new()));
    place.write("golden/tide.golden.txt", "They met.\n");
    let (code, said) = place.golden("check -q");
    assert!(code == 1 && said.contains("mismatch  tide.txt") && !said.contains(" s\n"), "{said}");
}

#[test]
fn a_page_shows_what_differs() {
    let place = with_a_case("page");
    place.write(
        "golden/tide.golden.txt",
        "They met . . . and left,\u{a0}& sailed home in the rain with the <b>nets</b>.\n",
    );
    check(&place, "check --html page.html", 1, &["mismatch  tide.txt"]);
    let page = place.read("page.html");
    for part in
        ["gained spaced-ellipsis (1)", "<del>. . . and left,‹no-break space›&amp; ", "<ins>… and left", "&lt;b&gt;"]
    {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    assert!(page.contains("<summary>1 as they should be</summary>") && !page.contains("<script"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_and_never_in_a_circle() {
    use std::os::unix::fs::symlink;
    let place = with_a_case("links");
    fs::create_dir_all(place.0.join("elsewhere")).unwrap();
    place.write("elsewhere/calm.txt", "They met.\n");
    place.write("elsewhere/calm.golden.txt", "They met.\n");
    symlink("../elsewhere", place.0.join("golden/calm")).unwrap();
    symlink("calm", place.0.join("golden/same")).unwrap();
    check(&place, "check", 0, &["4 pass; 2 cases"]);
    symlink(".", place.0.join("golden/around")).unwrap();
    symlink("knot", place.0.join("golden/knot")).unwrap();
    check(
        &place,
        "check",
        2,
        &["golden/around: is a link to a folder around it", "golden/knot: is a link that leads nowhere", "4 pass"],
    );
}

#[test]
fn clean_texts_must_come_out_as_they_went_in() {
    let place = Place::new("unchanged");
    place.write("golden/copydesk.toml", "[case]\nexpect = \"unchanged\"\n");
    place.write("golden/calm.txt", "They met and left.\n");
    check(&place, "check", 0, &["2 pass"]);
    place.write("golden/calm.txt", SOURCE);
    check(&place, "check", 1, &["mismatch  calm.txt", "gained html-entity (1)"]);
}

#[test]
fn a_known_gap_fails_when_it_passes() {
    let place = with_a_case("gap");
    place.write("golden/copydesk.toml", "[case]\nexpect = \"fail\"\nreason = \"no rule yet\"\n");
    check(&place, "check", 1, &["unexpected pass", "no rule yet"]);
    place.write("golden/tide.golden.txt", "They met.\n");
    check(&place, "check", 0, &["1 known gap"]);
    place.write("golden/copydesk.toml", "");
    place.write("golden/known-gaps.toml", "\"tide.txt\" = \"no rule yet\"\n");
    check(&place, "check", 0, &["1 known gap"]);
}

#[test]
fn what_belongs_to_no_case_is_told_and_pruned() {
    let place = with_a_case("stray");
    place.write("golden/gone.golden.md", "Gone.\n");
    place.write("golden/new.txt", "A text.\n");
    check(&place, "check", 1, &["orphan  gone.golden.md", "missing  new"]);
    check(&place, "prune --dry-run", 0, &["would delete  golden/gone.golden.md"]);
    assert!(place.has("golden/gone.golden.md"));
    check(&place, "prune", 0, &["deleted  golden/gone.golden.md"]);
    assert!(!place.has("golden/gone.golden.md") && place.has("golden/tide.golden.txt"));
}

#[test]
fn trouble_with_one_case_leaves_the_others_alone() {
    let place = with_a_case("trouble");
    place.write("golden/twice.txt", "A text.\n");
    place.write("golden/twice.md", "A text.\n");
    fs::write(place.0.join("golden/picture.txt"), b"\x89PNG\r\n").unwrap();
    check(&place, "check", 2, &["claims the same goldens", "is a PNG image", "2 pass"]);
    place.write("golden/copydesk.toml", "[case]\nexpects = \"fail\"\n");
    check(&place, "check", 2, &["golden/copydesk.toml:2:1", "did you mean `expect`"]);
    fs::write(place.0.join("golden/copydesk.toml"), b"lang = \"\xe9\"").unwrap();
    check(&place, "check", 2, &["is not in UTF-8"]);
}

#[test]
fn programs_read_the_verdicts_too() {
    let place = with_a_case("formats");
    place.write("golden/tide.golden.txt", "They met … and left.\n");
    check(&place, "check --output-format concise", 1, &["golden/tide.golden.txt: mismatch: "]);
    check(&place, "check --output-format tap", 1, &["1..2\nnot ok 1 - tide.txt\n", "ok 2 - tide.invariants"]);
    check(
        &place,
        "check --output-format github",
        1,
        &["::error file=golden/tide.golden.txt,line=1,title=golden mismatch::"],
    );
    check(
        &place,
        "check --output-format junit",
        1,
        &[
            "tests=\"2\" skipped=\"0\" failures=\"1\"",
            "name=\"tide.txt\" classname=\"golden\"",
            "type=\"mismatch\"",
            "- They met",
        ],
    );
    let (_, lines) = place.golden("check --output-format json-lines");
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!((first["name"].as_str(), first["verdict"].as_str()), (Some("tide.txt"), Some("mismatch")));
    check(&place, "check --filter nothing", 2, &["no case's name contains `nothing`"]);
}

/// The text of each file below a folder, by its name.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text =
        |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap());
    // The ledger of a run says when its files were made.
    let is_hidden = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with('.');
    let mut texts: Vec<_> = entries.filter(|path| !is_hidden(path)).map(text).collect();
    texts.sort();
    texts
}

#[test]
fn any_number_of_jobs_and_the_stream_give_the_same_bytes() {
    let place = Place::new("same");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/hyphens");
    let inputs = place.0.join("inputs");
    fs::create_dir_all(&inputs).unwrap();
    for entry in fs::read_dir(source).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if name.rsplit_once('.').is_some_and(|(stem, ending)| ending == "txt" && !stem.ends_with(".golden")) {
            fs::copy(entry.path(), inputs.join(name)).unwrap();
        }
    }
    let clean = |out: &str, jobs: &str| {
        let arguments = ["clean", "inputs", "-t", "text", "--out-dir", out, "-j", jobs];
        let ended = Command::new(env!("CARGO_BIN_EXE_copydesk")).args(arguments).current_dir(&place.0).status();
        assert!(ended.unwrap().success());
        texts(&place.0.join(out))
    };
    let (one, many) = (clean("one", "1"), clean("many", "4"));
    assert!(!one.is_empty() && one == many);
    let lines: Vec<String> = texts(&inputs)
        .iter()
        .map(|(name, text)| serde_json::json!({"id": name, "text": text, "from": "text"}).to_string())
        .collect();
    place.write("lines", &lines.join("\n"));
    let mut stream = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    stream.args(["stream", "-t", "text"]).stdin(fs::File::open(place.0.join("lines")).unwrap());
    let output = String::from_utf8(stream.output().unwrap().stdout).unwrap();
    let streamed: Vec<(String, String)> = output
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|line| (line["id"].as_str().unwrap().to_owned(), line["text"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(streamed, one);
}
