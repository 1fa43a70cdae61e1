//! Prints each HTML text in the tests of the crate htmd with what htmd makes of it: a JSON array of `[name, html, markdown]`.
//!
//! `turndown.sh` runs it in a project of its own. Turndown's cases, which htmd reads from a file, are left out.

use std::str::FromStr;

use proc_macro2::{TokenStream, TokenTree};

fn main() {
    let folder = std::env::args().nth(1).expect("the folder of the tests");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files.iter().filter(|file| {
        file.extension().is_some_and(|ending| ending == "rs") && !file.ends_with("turndown_cases_tests.rs")
    }) {
        let source = std::fs::read_to_string(file).expect("a text");
        let mut literals = Vec::new();
        collect(TokenStream::from_str(&source).expect("Rust"), &mut literals);
        for (index, html) in
            literals.into_iter().filter(|text| text.contains("</") || text.trim_start().starts_with("<")).enumerate()
        {
            let name = format!("{}-{}", file.file_stem().expect("a name").to_string_lossy(), index + 1);
            if cases.iter().any(|[_, known, _]: &[String; 3]| *known == html) {
                continue;
            }
            let markdown = htmd::convert(&html).expect("htmd never fails");
            cases.push([name, html, markdown]);
        }
    }
    println!("{}", serde_json::to_string(&cases).expect("texts"));
}

/// The string literals of a source, in order.
fn collect(tokens: TokenStream, literals: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), literals),
            TokenTree::Literal(literal) => {
                literals.extend(syn::parse_str::<syn::LitStr>(&literal.to_string()).map(|text| text.value()))
            }
            _ => {}
        }
    }
}
