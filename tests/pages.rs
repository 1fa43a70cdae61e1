//! Scraped pages: the article is found, what surrounds it is on record, and bad input ends well.

mod command;

use std::time::{Duration, Instant};

use command::{Run, refuses};
use copydesk::render::{HtmlOptions, PlainOptions, plain};
use copydesk::{Extract, Format, Options, Outcome, clean};

/// A page as a template makes it, with a place for the article's text.
fn page(text: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Ferry makes last crossing | The Gull</title>\
         <meta property=og:site_name content='The Gull'><script src=/a.js></script></head><body>\
         <nav><ul><li><a href=/>Home</a></li><li><a href=/sea>Sea</a></li></ul></nav>\
         <main><article><p class=kicker>Sea</p><h1>Ferry makes last crossing</h1>\
         <p class=standfirst>Nobody waved, and nobody was asked to</p>\
         <p class=byline>By Nora Whitcombe</p><time datetime=2024-03-01>1 March 2024</time>\
         <div class=share><ul><li><a href=/f>Facebook</a></li></ul></div>{text}</article></main>\
         <aside class=related><h2>Related</h2><p><a href=/g>Gull steals a letter from the harbour office</a></p></aside>\
         <footer><a href=/about>About</a> <a href=/terms>Terms</a><p>© 2024 The Gull</p></footer></body></html>"
    )
}

const TEXT: &str = "<p>The ferry to the islands made her last crossing on Friday, and nobody in the harbour office was \
                    surprised, for she had been late every day since the spring.</p>\
                    <p>The company says that a new timetable, and a new ferry, will be ready before the first of next \
                    month, wind permitting, and has asked for <a href=/patience>patience</a> until then.</p>";

fn outcome(page: &str, extract: Extract) -> Outcome {
    let url = Some("https://gull.example/sea/ferry".to_owned());
    clean(page, &Options { from: Format::Html, extract, url, ..Options::default() })
}

/// Cleans a page and holds it to what always holds: every word of it is in the article or on record.
#[track_caller]
fn check(page: &str, extract: Extract, wanted: &[&str], unwanted: &[&str]) -> Outcome {
    let outcome = outcome(page, extract);
    let text = plain(outcome.document(), &PlainOptions::default());
    for part in wanted {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
    for part in unwanted {
        assert!(!text.contains(part), "{part:?} is in {text}");
        let on_record = outcome.record().applied.iter().any(|repair| repair.before.contains(part));
        assert!(on_record, "{part:?} is nowhere on record");
    }
    let replayed = copydesk::repair::replay(outcome.as_read(), &outcome.record().applied);
    assert_eq!(replayed.as_deref(), Some(outcome.draft().text()));
    outcome
}

#[test]
fn the_article_is_found_and_the_rest_is_on_record() {
    let unwanted = ["Home", "Facebook", "Gull steals a letter", "Terms"];
    let outcome = check(&page(TEXT), Extract::Auto, &["last crossing on Friday", "wind permitting"], &unwanted);
    let meta = &outcome.document().meta;
    assert_eq!(meta.title.as_deref(), Some("Ferry makes last crossing"));
    assert_eq!(meta.kicker.as_deref(), Some("Sea"));
    assert_eq!(meta.standfirst.as_deref(), Some("Nobody waved, and nobody was asked to"));
    assert_eq!(meta.authors, ["Nora Whitcombe"]);
    assert_eq!(meta.published.as_ref().and_then(|time| time.iso.as_deref()), Some("2024-03-01"));
    assert!(outcome.record().applied.iter().all(|repair| repair.rule == "page-chrome" && !repair.reason.is_empty()));
}

#[test]
fn links_are_whole() {
    let html = copydesk::render::html(outcome(&page(TEXT), Extract::Auto).document(), &HtmlOptions::default());
    assert!(html.contains("href=\"https://gull.example/patience\""), "{html}");
    let based = page(TEXT).replace("<head>", "<head><base href=//other.example/>");
    let html = copydesk::render::html(outcome(&based, Extract::Auto).document(), &HtmlOptions::default());
    assert!(html.contains("href=\"https://other.example/patience\""), "{html}");
}

#[test]
fn only_a_page_with_chrome_is_searched() {
    check(&page(TEXT), Extract::Never, &["Home", "Terms", "last crossing on Friday"], &[]);
    let fragment = format!("<ul><li><a href=/>Home</a></li></ul><form><button>Search</button></form>{TEXT}");
    check(&fragment, Extract::Auto, &["Home", "wind permitting"], &[]);
    check(&page(TEXT), Extract::Selector("aside".to_owned()), &["Gull steals"], &["last crossing on Friday"]);
    let missing = check(&page(TEXT), Extract::Selector(".nothing".to_owned()), &["Home", "wind permitting"], &[]);
    assert!(missing.notes()[0].contains(".nothing"));
}

#[test]
fn tables_in_figures_stay() {
    let more = "<figure class=wp-block-table><table><tr><th>Day</th><th>Ferries</th></tr><tr><td>Monday</td><td>3</td></tr></table></figure>";
    let outcome = check(&page(&format!("{TEXT}{more}")), Extract::Auto, &["Monday", "Ferries"], &[]);
    let is_table = |block: &copydesk::document::Block| matches!(block, copydesk::document::Block::Table { .. });
    assert!(outcome.document().blocks.iter().any(is_table));
}

#[test]
fn data_for_machines_names_authors_unless_they_are_the_site() {
    let with = |author: &str| {
        let data = format!(
            "<script type=application/ld+json>/* a comment */ {{\"@graph\": [{{\"@type\": \"NewsArticle\", \"author\": \
             {author}, \"datePublished\": \"2024-03-01T06:00:00Z\",}}]}}</script></head>"
        );
        let page = page(TEXT).replace("</head>", &data).replace("<p class=byline>By Nora Whitcombe</p>", "");
        outcome(&page, Extract::Auto).document().meta.authors.clone()
    };
    assert_eq!(
        with("[{\"@type\": \"Person\", \"name\": \"Ada Brook\"}, {\"name\": \"Tom Lee\"}]"),
        ["Ada Brook", "Tom Lee"]
    );
    assert!(with("{\"@type\": \"Organization\", \"name\": \"Ada Brook\"}").is_empty());
    assert!(with("{\"name\": \"The Gull\"}").is_empty());
}

#[test]
fn where_facts_come_from_is_told() {
    let outcome = outcome(&page(TEXT), Extract::Auto);
    let title = outcome.facts().iter().find(|fact| fact.field == "title").expect("a title");
    assert_eq!((title.confidence, &title.origins[..]), ("sure", &["text", "head"][..]));
}

#[test]
fn what_is_absent_stays_absent() {
    let bare =
        "<html><head><script>x</script></head><body><nav><a href=/>Home</a></nav><p>404 not found</p></body></html>";
    let outcome = check(bare, Extract::Always, &["404"], &[]);
    let meta = &outcome.document().meta;
    assert_eq!((meta.authors.len(), &meta.published), (0, &None));
    assert!(!outcome.notes().is_empty());
}

#[test]
fn nothing_of_a_script_comes_out() {
    let text = format!(
        "{TEXT}<p onclick='steal()'>All was <a href='javascript:steal()'>well</a> in the end, they say, and went home.</p>"
    );
    let html = copydesk::render::html(outcome(&page(&text), Extract::Auto).document(), &HtmlOptions::default());
    assert!(html.contains("well") && !html.contains("steal"), "{html}");
}

#[test]
fn deep_large_and_broken_pages_end() {
    let begun = Instant::now();
    let deep = page(&format!("{}{TEXT}{}", "<div>".repeat(100_000), "</div>".repeat(100_000)));
    check(&deep, Extract::Auto, &["wind permitting"], &[]);
    let cut = &page(TEXT)[..page(TEXT).find("wind permitting").expect("its text")];
    check(&format!("{cut}<a href=\"/x"), Extract::Auto, &["last crossing on Friday"], &[]);
    let many = page(&TEXT.repeat(400));
    check(&many, Extract::Auto, &["wind permitting"], &["Terms"]);
    assert!(begun.elapsed() < Duration::from_mins(1), "took {:?}", begun.elapsed());
}

#[test]
fn what_is_no_page_is_refused() {
    let run = Run::new()
        .file(
            "feed.html",
            "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Tides</title></channel></rss>",
        )
        .file("data.html", "{\"title\": \"Tides\"}")
        .file("file.html", "%PDF-1.7\n");
    refuses(&run, &["clean", "feed.html"], &["feed.html", "a feed"]);
    refuses(&run, &["clean", "data.html"], &["data.html", "JSON"]);
    refuses(&run, &["clean", "file.html"], &["file.html", "PDF"]);
}

#[test]
fn the_command_says_how_to_extract() {
    let run = Run::new().file("a.html", page(TEXT));
    let arguments = ["clean", "a.html", "-t", "text", "--url", "https://gull.example/sea/ferry"];
    let ended = run.run(&[&arguments[..], &["--extract", "css=aside"]].concat());
    assert!(ended.out.contains("Gull steals") && !ended.out.contains("wind permitting"), "{}", ended.out);
    let ended = Run::new().input(page(TEXT)).run(&["clean", "-", "-f", "html", "-t", "text", "--extract", "never"]);
    assert!(ended.out.contains("Terms"), "{}", ended.out);
    assert_eq!(run.run(&["convert", "a.html", "-o", "b.txt"]).code, 0);
    assert!(run.read("b.txt").contains("wind permitting") && !run.read("b.txt").contains("Terms"));
    let ended = run.run(&["clean", "a.html", "--extract", "css=a["]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    let ended = run.run(&["clean", "a.html", "--url", "gull"]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    let ended = Run::new().file("f.html", "<html><frameset><frame src=a></frameset></html>").run(&[
        "clean",
        "f.html",
        "--extract",
        "always",
    ]);
    assert!(ended.err.contains("frameset"), "{}", ended.err);
}
