//! Whether a page would do something where it is opened: run a script, send a form, load a frame.

use dom_query::Document;

/// What no article of ours holds.
const ELEMENTS: [&str; 12] =
    ["script", "iframe", "frame", "object", "embed", "form", "base", "applet", "portal", "animate", "set", "link"];

/// Ends the run where a page would act.
pub fn check(page: &str) {
    let document = Document::from(page);
    for node in document.select("*").nodes() {
        let name = node.node_name().unwrap_or_default().to_lowercase();
        let is_data = name == "script" && node.attr("type").is_some_and(|kind| *kind == *"application/ld+json");
        let is_canonical = name == "link" && node.attr("rel").is_some_and(|kind| *kind == *"canonical");
        assert!(is_data || is_canonical || !ELEMENTS.contains(&&*name), "{name} in {page}");
        assert!(name != "meta" || node.attr("http-equiv").is_none(), "{name} in {page}");
        for attribute in node.attrs() {
            let (name, value) = (attribute.name.local.to_lowercase(), attribute.value.to_string());
            assert!(!name.starts_with("on") && name != "srcdoc" && name != "formaction", "{name} in {page}");
            // Browsers leave controls and white space in a scheme out.
            let scheme: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
            let scheme = scheme.to_lowercase();
            let runs = ["javascript:", "vbscript:", "data:text/html", "data:image/svg"];
            let leads = ["href", "src", "action", "xlink:href", "poster"].contains(&name.as_str());
            assert!(!(leads && runs.iter().any(|run| scheme.starts_with(run))), "{name}={value:?} in {page}");
        }
    }
}
