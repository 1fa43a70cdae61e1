//! What each format promises: options that act, renderings that say the same, bad input that loses nothing.

use std::io::Write;
use std::process::{Command, Stdio};

/// What `copydesk convert` makes of a text, and what it says beside it.
#[track_caller]
fn convert(source: &str, arguments: &[&str]) -> (String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .arg("convert")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("copydesk starts");
    child.stdin.take().expect("its input is ours").write_all(source.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8(output.stderr).expect("it speaks UTF-8");
    assert!(output.status.success(), "{said}");
    (String::from_utf8(output.stdout).expect("it writes UTF-8"), said)
}

#[track_caller]
fn check(source: &str, arguments: &[&str], expected: &str) {
    assert_eq!(convert(source, arguments).0, expected);
}

#[test]
fn the_stylesheet_is_ours_or_yours_or_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("own.css");
    std::fs::write(&own, "p { color: teal }").expect("it is written");
    let page = |css: &[&str]| convert("Ebb.\n", &[&["-t", "html"], css].concat()).0;
    assert!(page(&[]).contains("prefers-color-scheme"));
    assert!(!page(&["--css", "none"]).contains("<style"));
    assert!(page(&["--css", own.to_str().expect("a name")]).contains("<style>\np { color: teal }\n</style>"));
}

#[test]
fn raw_html_is_shown_or_kept_without_what_could_act() {
    let source = "Low <kbd onclick=\"x()\">tide</kbd><script>x()</script>\n";
    let fragment = ["-f", "markdown", "-t", "html", "--fragment"];
    let shown = "<article>\n<p>Low &lt;kbd onclick=&quot;x()&quot;&gt;tide&lt;/kbd&gt;&lt;script&gt;x()&lt;/script&gt;</p>\n</article>\n";
    check(source, &fragment, shown);
    let kept = "<article>\n<p>Low <kbd>tide</kbd>&lt;script&gt;x()&lt;/script&gt;</p>\n</article>\n";
    check(source, &[&fragment[..], &["--raw-html", "keep"]].concat(), kept);
}

#[test]
fn flavours_differ_in_what_must_be_escaped() {
    let source = "Low ~~tide~~ here.\n";
    check(source, &["-f", "text", "--no-front-matter"], "Low \\~\\~tide\\~\\~ here.\n");
    check(source, &["-f", "text", "--no-front-matter", "--flavour", "commonmark"], source);
}

#[test]
fn plain_text_has_addresses_where_asked() {
    let source = "See [tides](https://example.org/t).\n";
    let plain = ["-f", "markdown", "-t", "text", "--links"];
    check(source, &[&plain[..], &["omit"]].concat(), "See tides.\n");
    check(source, &[&plain[..], &["inline"]].concat(), "See tides <https://example.org/t>.\n");
    check(source, &[&plain[..], &["footnotes"]].concat(), "See tides [1].\n\n[1] https://example.org/t\n");
}

#[test]
fn what_has_no_form_is_told() {
    let source = "<p>Ebb.<p><em>a <em><em>(three)</em></em> b</em>";
    let (written, said) = convert(source, &["-f", "html", "--no-front-matter"]);
    assert_eq!(written, "Ebb.\n\n*a (three) b*\n");
    let told = "copydesk: standard input: line 1: emphasis inside of emphasis of the same kind is left out\n";
    assert_eq!(said, told);
}
