//! `copydesk.toml` as the command reads it: what is nearest, what it extends, what flags say, and how faults are told.

mod command;

use std::fs;

use command::{Run, refuses};
use copydesk::config::KEYS;

const DAMAGED: &str = "They met for face-toface talks . . . and left.\n";
const WHOLE: &str = "They met for face-to-face talks … and left.\n";

#[test]
fn the_documentation_has_every_key() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/configuration.md")).expect("the page");
    let rows: Vec<String> = KEYS
        .iter()
        .map(|key| {
            let default = if key.default == "\"\"" { "none".to_owned() } else { format!("`{}`", key.default) };
            format!("| `{}` | {default} | {} |", key.name, key.summary)
        })
        .collect();
    let shown: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(shown, rows);
}

/// What `clean --to text` makes of a file.
fn cleaned(run: &Run, arguments: &[&str]) -> String {
    let ended = run.run(&[&["clean", "--to", "text"], arguments].concat());
    assert_eq!(ended.code, 0, "{}", ended.err);
    ended.out
}

#[test]
fn the_nearest_file_counts_for_clean_check_convert_and_stream() {
    let run = Run::new()
        .file("copydesk.toml", "ignore = [\"hyphen\", \"punctuation\"]\n")
        .file("a.txt", DAMAGED)
        .file("in/deep/a.txt", DAMAGED)
        .file("out/copydesk.toml", "ignore = [\"punctuation\"]\nwrap = 20\n")
        .file("out/a.txt", DAMAGED);
    assert_eq!(cleaned(&run, &["a.txt"]), DAMAGED);
    assert_eq!(cleaned(&run, &["in/deep/a.txt"]), DAMAGED);
    assert_eq!(cleaned(&run, &["out/a.txt"]), "They met for\nface-to-face talks .\n. . and left.\n");
    assert_eq!(run.run(&["check", "a.txt", "in"]).code, 0);
    let ended = run.run(&["check", "out/a.txt", "--output-format", "concise"]);
    assert!(ended.out.contains("lost-hyphen") && !ended.out.contains("spaced-ellipsis"), "{}", ended.out);
    let converted = run.run(&["convert", "out/a.txt", "--to", "text"]).out;
    assert_eq!(converted, "They met for\nface-toface talks .\n. . and left.\n");
    let run = run.input("{\"text\": \"One . . . two.\"}\n");
    assert!(run.run(&["stream", "--to", "text"]).out.contains("One . . . two."));
    assert!(run.run(&["stream", "--to", "text", "--isolated"]).out.contains("One … two."));
    assert_eq!(run.input(DAMAGED).run(&["clean", "--to", "text"]).out, DAMAGED);
}

#[test]
fn flags_come_before_files() {
    let run = Run::new()
        .file("copydesk.toml", "select = [\"hyphen\"]\nextend-ignore = [\"lost-hyphen\"]\n")
        .file("other.toml", "select = [\"NONE\"]\n")
        .file("a.txt", DAMAGED);
    assert_eq!(cleaned(&run, &["a.txt"]), DAMAGED);
    assert_eq!(cleaned(&run, &["a.txt", "--isolated"]), WHOLE);
    assert_eq!(cleaned(&run, &["a.txt", "--config", "other.toml"]), DAMAGED);
    assert_eq!(cleaned(&run, &["a.txt", "--select", "punctuation"]), DAMAGED.replace(". . .", "…"));
    assert_eq!(cleaned(&run, &["a.txt", "--config", "other.toml", "--select", "ALL"]), WHOLE);
    let ended = run.run(&["clean", "a.txt", "--isolated", "--config", "other.toml"]);
    assert_eq!(ended.code, 2, "{}", ended.err);
}

#[test]
fn some_files_have_their_own() {
    let run = Run::new()
        .file(
            "copydesk.toml",
            "[per-file]\n\"*.raw.txt\" = { select = [\"NONE\"] }\n\"in/**\" = { ignore = [\"hyphen\"] }\n",
        )
        .file("a.raw.txt", DAMAGED)
        .file("a.txt", DAMAGED)
        .file("in/a.txt", DAMAGED);
    assert_eq!(cleaned(&run, &["a.raw.txt"]), DAMAGED);
    assert_eq!(cleaned(&run, &["a.txt"]), WHOLE);
    assert_eq!(cleaned(&run, &["./in/a.txt"]), DAMAGED.replace(". . .", "…"));
    let ended = run.run_in("in", &["clean", "--to", "text", "../in/a.txt"]);
    assert_eq!(ended.out, DAMAGED.replace(". . .", "…"), "{}", ended.err);
}

#[test]
fn what_is_protected_stays() {
    let text = "They met for face-toface talks, the the Duke said . . . at § . . . 12.\n";
    let run = Run::new().file("a.txt", text);
    let whole = cleaned(&run, &["a.txt"]);
    assert!(whole.contains("face-to-face") && !whole.contains(". . ."), "{whole}");
    let said = "[protect]\nwords = [\"face-toface\"]\nphrases = [\"said . . .\"]\npatterns = ['§ [. ]+[0-9]+']\n";
    fs::write(run.path("copydesk.toml"), said).expect("a file");
    let kept = cleaned(&run, &["a.txt"]);
    assert!(kept.contains("face-toface") && kept.contains("said . . .") && kept.contains("§ . . . 12"), "{kept}");
}

#[test]
fn a_file_of_words_lies_beside_the_configuration() {
    let run = Run::new()
        .file("desk/copydesk.toml", "words = \"lists/words.txt\"\n")
        .file("desk/lists/words.txt", "face-toface\n")
        .file("desk/a.txt", DAMAGED)
        .file("other.txt", "harbour\n");
    assert!(cleaned(&run, &["desk/a.txt"]).contains("face-toface"));
    assert!(cleaned(&run, &["desk/a.txt", "--words", "other.txt"]).contains("face-to-face"));
}

#[test]
fn faults_have_their_place_and_nothing_is_done() {
    let run = Run::new().file("a.txt", DAMAGED).file("b/a.txt", DAMAGED);
    let fault = |text: &[u8], words: &[&str]| {
        fs::write(run.path("copydesk.toml"), text).expect("a file");
        for arguments in
            [&["clean", "-w", "a.txt", "b/a.txt"][..], &["check", "a.txt"], &["stream"], &["config", "show"]]
        {
            refuses(&run, arguments, words);
        }
        assert_eq!(run.read("a.txt"), DAMAGED);
    };
    fault(b"# Desk\nignor = []\n", &["copydesk.toml:2:1: unknown key `ignor`", "did you mean `ignore`?"]);
    fault(b"[protect]\n  word = []\n", &["copydesk.toml:2:3:", "in `[protect]`", "did you mean `words`?"]);
    fault(b"select = [\n \"lost-hypen\" ]\n", &["copydesk.toml:2:2:", "lost-hypen", "did you mean `lost-hyphen`?"]);
    fault(b"lang = \"caf\xe9\"\n", &["copydesk.toml:1: is not in UTF-8"]);
    fault(b"extend = \"copydesk.toml\"\n", &["copydesk.toml:1:10:", "leads back", "copydesk.toml → "]);
    fault(b"extend = \"nowhere.toml\"\n", &["copydesk.toml:1:10:", "nowhere.toml"]);
    fault(b"lang = \"en\n", &["copydesk.toml:1:"]);
    refuses(&run, &["clean", "a.txt", "--config", "nowhere.toml"], &["nowhere.toml"]);
    assert_eq!(run.run(&["clean", "a.txt", "--isolated"]).code, 0);
}

#[test]
fn golden_cases_are_held_to_the_same_faults() {
    let run = Run::new().file("golden/a.txt", DAMAGED).file("golden/copydesk.toml", "extend = \"../desk.toml\"\n");
    let run = run.file("desk.toml", "extend = \"golden/copydesk.toml\"\n").file("more/b.txt", "The tide is out.\n");
    let run = run.file("more/b.golden.txt", "The tide is out.\n");
    let ended = run.run(&["golden", "check", "golden", "more"]);
    assert_eq!(ended.code, 2);
    assert!(ended.out.contains("leads back") && ended.out.contains("2 pass"), "{}", ended.out);
}

#[test]
fn show_tells_who_says_so() {
    let run = Run::new()
        .file("base.toml", "wrap = 72\nextend-ignore = [\"scanno\"]\n")
        .file("copydesk.toml", "extend = \"base.toml\"\nlang = \"de\"\nextend-ignore = [\"hyphen\"]\n[per-file]\n\"*.md\" = { from = \"text\" }\n")
        .file("a.md", "");
    let ended = run.run(&["config", "show", "a.md", "--suggested"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let line = |start: &str| {
        let line = ended.out.lines().find(|line| line.trim_start().starts_with(start));
        line.unwrap_or_else(|| panic!("no `{start}` in:\n{}", ended.out))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(line("wrap"), "wrap = 72 # base.toml:1");
    assert_eq!(line("lang"), "lang = \"de\" # copydesk.toml:2");
    assert_eq!(line("from"), "from = \"text\" # copydesk.toml:5");
    assert_eq!(line("suggested"), "suggested = true # --suggested");
    assert_eq!(line("encoding"), "encoding = \"auto\" # default");
    assert_eq!(
        (line("\"scanno\"").as_str(), line("\"hyphen\"").as_str()),
        ("\"scanno\", # base.toml:2", "\"hyphen\", # copydesk.toml:3")
    );
    assert!(ended.out.contains("copydesk.toml, which extends base.toml"), "{}", ended.out);
    assert!(ended.out.lines().all(|line| line.chars().count() <= 80), "{}", ended.out);
    // What is shown is a configuration that says the same.
    fs::write(run.path("shown.toml"), &ended.out).expect("a file");
    let again = run.run(&["config", "show", "a.md", "--config", "shown.toml"]).out;
    let values = |shown: &str| -> Vec<String> {
        let lines =
            shown.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(" #").next().unwrap_or_default());
        lines.collect::<String>().split_whitespace().map(str::to_owned).collect()
    };
    assert_eq!(values(&again).concat().replace(",]", "]"), values(&ended.out).concat().replace(",]", "]"));
}

#[test]
fn init_writes_one_that_changes_nothing_and_writes_over_none() {
    let run = Run::new().file("a.txt", DAMAGED);
    let ended = run.run(&["config", "init"]);
    assert_eq!((ended.code, ended.out.as_str()), (0, "wrote ./copydesk.toml\n"));
    assert_eq!(cleaned(&run, &["a.txt"]), WHOLE);
    refuses(&run, &["config", "init"], &["copydesk.toml", "left as it is"]);
}

#[test]
fn the_schema_takes_what_the_reader_takes() {
    let run = Run::new().file("a.txt", DAMAGED);
    let schema: serde_json::Value = serde_json::from_str(&run.run(&["config", "schema"]).out).expect("JSON");
    let mut compiler = boon::Compiler::new();
    let mut schemas = boon::Schemas::new();
    compiler.add_resource("copydesk.json", schema).expect("a schema");
    let index = compiler.compile("copydesk.json", &mut schemas).expect("a schema");
    for (text, fits) in [
        ("", true),
        ("lang = \"de-AT\"\nwrap = 72\nselect = [\"hyphen\", \"scanno\"]\n", true),
        ("wrap = \"none\"\n[protect]\nwords = [\"Wye\"]\n[case]\ntruth = true\n", true),
        ("[per-file]\n\"*.md\" = { from = \"text\" }\n", true),
        ("wrap = 0\n", false),
        ("ignor = []\n", false),
        ("lang = \"English\"\n", false),
        ("from = \"pdf\"\n", false),
        ("suggested = \"yes\"\n", false),
        ("select = [\"no-such-rule\"]\n", false),
        ("[protect]\nwords = \"Wye\"\n", false),
        ("[per-file]\n\"*.md\" = { case = {} }\n", false),
    ] {
        fs::write(run.path("copydesk.toml"), text).expect("a file");
        let table: toml::Table = toml::from_str(text).expect("TOML");
        let value = serde_json::to_value(table).expect("JSON");
        assert_eq!(schemas.validate(&value, index).is_ok(), fits, "the schema: {text}");
        assert_eq!(run.run(&["config", "show"]).code == 0, fits, "the reader: {text}");
    }
}

#[test]
fn verbose_tells_how_each_file_was_read() {
    let run = Run::new().file("copydesk.toml", "lang = \"en\"\n").file("a.txt", DAMAGED);
    let ended = run.run(&["clean", "-v", "a.txt", "--to", "text"]);
    assert_eq!(ended.out, WHOLE);
    let lines: Vec<&str> = ended.err.lines().collect();
    assert_eq!(lines[0], "copydesk: configuration: copydesk.toml");
    assert_eq!(lines[1], "copydesk: a.txt: plain text in UTF-8, language en; 2 repaired, 0 suggested");
    assert!(run.run(&["check", "-v", "a.txt"]).err.contains("2 repaired"));
    assert!(run.run(&["clean", "-v", "--isolated", "a.txt"]).err.contains("no configuration"));
}

const COMMENTED: &str = "\
# The Harbour Bell

<!-- copydesk off -->
It rang . . . and rang.

<!-- copydesk on -->

It rang . . . and stopped.

<!-- copydesk ignore spaced-ellipsis -->

They met for face-toface talks . . . and left.

They came <!-- copydesk off -->. . .<!-- copydesk on --> and went . . . again.
";

#[test]
fn comments_in_markdown_shut_rules_off_and_stay() {
    let run = Run::new().file("a.md", COMMENTED);
    let ended = run.run(&["clean", "a.md"]);
    assert_eq!(ended.err, "");
    let expected = COMMENTED
        .replace("off -->\nIt", "off -->\n\nIt")
        .replace(". . . and stopped", "… and stopped")
        .replace("face-toface", "face-to-face")
        .replace("went . . . again", "went … again");
    assert_eq!(ended.out, expected);
    let again = run.file("b.md", &ended.out);
    assert_eq!(again.run(&["clean", "b.md"]).out, ended.out);
    let plain = again.run(&["clean", "a.md", "--to", "text"]).out;
    assert!(!plain.contains("copydesk") && !plain.contains("\n\n\n"), "{plain}");
    let page = again.run(&["clean", "a.md", "--to", "html", "--fragment"]).out;
    assert!(page.contains("\n<!-- copydesk off -->\n") && !page.contains("&lt;!--"), "{page}");
    let raw = again.run(&["clean", "a.md", "--to", "html", "--fragment", "--raw-html", "keep"]).out;
    assert_eq!(raw, page);
}

#[test]
fn comments_in_html_shut_rules_off_and_stay() {
    let page = "<h1>The Bell</h1>\n<!-- copydesk off -->\n<p>One . . . two.</p>\n<!-- copydesk on -->\n<p>One . . . two.</p>\n\
                <p>One <!-- copydesk off -->. . .<!-- copydesk on --> two . . . three.</p>\n<!-- other -->\n";
    let run = Run::new().file("a.html", page);
    let out = run.run(&["clean", "a.html", "--no-front-matter"]).out;
    let expected = "# The Bell\n\n<!-- copydesk off -->\n\nOne . . . two.\n\n<!-- copydesk on -->\n\nOne … two.\n\n\
                    One <!-- copydesk off -->. . .<!-- copydesk on --> two … three.\n";
    assert_eq!(out, expected);
    let out = run.run(&["clean", "a.html", "--to", "html", "--fragment"]).out;
    assert!(out.contains("<p>One <!-- copydesk off -->. . .<!-- copydesk on --> two … three.</p>"), "{out}");
}

#[test]
fn comments_that_say_nothing_are_told() {
    let run =
        Run::new().file("a.md", "# Bell\n\n<!-- copydesk ignore lost-hypen -->\n\nIt rings.\n\n<!-- copydesk of -->\n");
    for command in ["clean", "check"] {
        let ended = run.run(&[command, "a.md"]);
        assert_eq!(ended.code, 0);
        assert!(ended.err.contains("line 3") && ended.err.contains("did you mean `lost-hyphen`?"), "{}", ended.err);
        assert!(ended.err.contains("line 7") && ended.err.contains("off, on, or ignore"), "{}", ended.err);
    }
}
