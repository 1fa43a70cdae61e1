//! Scraped pages: the article is found, what surrounds it is on record, and bad input ends well.

mod command;

use std::time::{Duration, Instant};

use command::{Run, refuses};
use copydesk::render::{HtmlOptions, MarkdownOptions, PlainOptions, plain};
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

#[test]
fn walls_and_what_stands_in_for_scripts_are_said() {
    let says = |page: &str, part: &str| outcome(page, Extract::Auto).notes().iter().any(|note| note.contains(part));
    let asked = |line: &str| {
        let wall = format!("</article><div class=paywall><h2>{line}</h2><a href=/offer>Offers</a></div>");
        says(&page(TEXT).replace("</article>", &wall), "may end early")
    };
    assert!(asked("Subscribe to continue reading"));
    assert!(asked("Jetzt registrieren, um weiterzulesen"));
    assert!(asked("Cet article est réservé aux abonnés"));
    assert!(!asked("Subscribe to our magazine"));
    let data = |free: &str| {
        let said = format!(
            "<script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"isAccessibleForFree\": {free}}}</script></head>"
        );
        says(&page(TEXT).replace("</head>", &said), "may end early")
    };
    assert!(data("false") && data("\"False\"") && !data("true") && !data("\"no\""));
    let silent = |content: &str| says(&page(&format!("{TEXT}<noscript>{content}</noscript>")), "noscript");
    assert!(silent("<p>Please let scripts run.</p>") && !silent("<img src=/pixel.gif width=1 height=1>"));
    let login = "<html><head><script>x</script></head><body><nav><a href=/>Home</a></nav><form><p>Log in to go on</p>\
                 <input name=user><button>Log in</button></form></body></html>";
    assert!(!outcome(login, Extract::Auto).notes().is_empty());
}

#[test]
fn a_page_of_nothing_is_nothing_and_says_so() {
    for empty in
        ["", " \n", "<html></html>", "<html><head><title>Tides</title></head><body><script>x</script></body></html>"]
    {
        let outcome = outcome(empty, Extract::Always);
        assert!(outcome.document().blocks.is_empty(), "{empty:?} gives {:?}", outcome.document().blocks);
        assert!(!outcome.notes().is_empty(), "{empty:?} says nothing");
    }
}

#[test]
fn what_a_page_says_of_its_bytes_is_weighed() {
    let text =
        "Die Fähre fährt wieder, sagt der Kapitän, und zwar täglich außer sonntags, von früh bis spät. ".repeat(8);
    let page = |charset: &str| {
        format!(
            "<!DOCTYPE html><html><head><meta charset={charset}><title>Fähre</title></head><body><p>{text}</p></body></html>"
        )
    };
    let narrow = |text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect::<Vec<u8>>();
    let wide = |text: &str| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    let run = Run::new()
        .file("declared.html", narrow(&page("utf-8")))
        .file("other.html", page("windows-1252").into_bytes())
        .file("wide.html", wide(&page("utf-8")));
    for name in ["declared.html", "other.html", "wide.html"] {
        let ended = run.run(&["clean", name, "-t", "text"]);
        assert!(ended.out.contains("Kapitän") && ended.out.contains("außer"), "{name}: {}", ended.out);
    }
}

#[test]
fn no_address_of_a_page_acts() {
    let text = format!(
        "{TEXT}<p><a href='\u{1}java\nscript:steal()'>One</a>, <a href='JavaScript:steal()'>two</a> and <a \
         href='data:text/html,steal'>three</a> went down to the harbour, and <a href='vbscript:steal'>four</a> came back.</p>\
         <img src=x onerror=steal()><iframe srcdoc='<p>steal</p>' src='https://www.youtube.com/embed/x\"onload=steal()'></iframe>"
    );
    for base in ["javascript:steal()//", "data:text/html,steal/", "//[", "https://other.example/"] {
        let page =
            page(&text).replace("<head>", &format!("<head><base href='{base}'><base href='javascript:steal()'>"));
        let outcome = outcome(&page, Extract::Auto);
        let html = copydesk::render::html(outcome.document(), &HtmlOptions::default());
        assert!(html.contains("three") && !html.contains("steal"), "{base}: {html}");
        let markdown = copydesk::render::markdown(outcome.document(), &copydesk::render::MarkdownOptions::default());
        assert!(!markdown.to_lowercase().contains("script:"), "{base}: {markdown}");
    }
}

#[test]
fn videos_are_links_and_pictures_that_wait_are_pictures() {
    let more = "<iframe src=//www.youtube.com/embed/Zq8f title='The last crossing'></iframe>\
                <p>She was seen by the whole town, and by a goose that had sat on the pier since the early morning.</p>\
                <p><noscript><img src=/pier.jpg alt='The pier'></noscript></p>\
                <p>The goose has since been seen in two other harbours, and in neither of them did it board a ferry.</p>";
    let outcome =
        check(&page(&format!("{TEXT}{more}")), Extract::Auto, &["The last crossing", "two other harbours"], &[]);
    let html = copydesk::render::html(outcome.document(), &HtmlOptions::default());
    assert!(html.contains("href=\"https://www.youtube.com/watch?v=Zq8f\""), "{html}");
    assert!(html.contains("src=\"https://gull.example/pier.jpg\""), "{html}");
}

#[test]
fn a_pull_quote_that_repeats_the_text_is_left_out_and_another_stays() {
    let with = |quote: &str| format!("{TEXT}<aside class=pullquote><p>{quote}</p></aside>{TEXT}");
    check(&page(&with("she had been late every day since the spring")), Extract::Auto, &["wind permitting"], &[]);
    let text = plain(
        outcome(&page(&with("she had been late every day since the spring")), Extract::Auto).document(),
        &PlainOptions::default(),
    );
    assert_eq!(text.matches("late every day").count(), 2, "{text}");
    let quote = "<blockquote><p>Nobody asked the goose, and nobody ever will.</p></blockquote>";
    check(&page(&format!("{TEXT}{quote}{TEXT}")), Extract::Auto, &["Nobody asked the goose"], &[]);
}

#[test]
fn lines_that_share_a_block_are_parted() {
    let line = "<div class=meta>By <span class=author>Nora Whitcombe</span> | <time datetime=2024-03-01>1 March 2024</time> \
                &middot; <span>3 min</span></div>";
    let page =
        page(TEXT).replace("<p class=byline>By Nora Whitcombe</p><time datetime=2024-03-01>1 March 2024</time>", line);
    let outcome = check(&page, Extract::Auto, &["\nBy Nora Whitcombe\n", "\n1 March 2024\n"], &["3 min"]);
    assert_eq!(outcome.document().meta.authors, ["Nora Whitcombe"]);
}

/// What describes a picture is no line of the article, however much it looks like one when the page is read again.
#[test]
fn a_picture_is_no_heading() {
    let page = format!("<p>{TEXT}</p><figure><img src=a.png alt=\"Gull\"></figure><p>{TEXT}</p>");
    let options = Options { from: Format::Html, ..Options::default() };
    let first = copydesk::render::markdown(clean(&page, &options).document(), &MarkdownOptions::default());
    let options = Options { from: Format::Markdown, ..Options::default() };
    let second = copydesk::render::markdown(clean(&first, &options).document(), &MarkdownOptions::default());
    assert!(first.contains("\n![Gull](a.png)\n"), "{first}");
    assert_eq!(first, second);
}
