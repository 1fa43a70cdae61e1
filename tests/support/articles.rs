//! Articles made from a sequence of choices: sentences of our own, and the damage that extractors, scrapers and scanners
//! do to them. Whoever makes the choices, a property test or a fuzzer, gets simpler articles for smaller numbers.

// Each of those that share this uses a part of it.
#![allow(dead_code)]

use copydesk::Format;

/// A sequence of choices; when it is at its end, the first of all that can be chosen is taken.
pub struct Choices<'c>(std::slice::Iter<'c, u16>);

impl<'c> Choices<'c> {
    /// The choices in their order.
    pub fn new(choices: &'c [u16]) -> Self {
        Self(choices.iter())
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or_default()) % count.max(1)
    }

    /// One of several.
    pub fn one<'o, T: ?Sized>(&mut self, of: &[&'o T]) -> &'o T {
        of[self.below(of.len())]
    }

    /// Whether something is to be that happens once in `count` times, and never when the choices are at their end.
    pub fn happens(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }

    fn is_at_end(&self) -> bool {
        self.0.len() == 0
    }
}

/// A source with the format it is written in.
#[derive(Clone, Debug)]
pub struct Article {
    pub format: Format,
    pub source: String,
}

const SENTENCES: &[&str] = &[
    "The harbour was quiet when the first boats came in.",
    "Nobody on the committee had expected the report to be published before the summer.",
    "“We have waited for this bridge for eleven years,” said Marta Lindqvist, who runs the bakery on the quay.",
    "The well-known lighthouse was painted twice, first in 1904 and again in 1967.",
    "It cost 1,250.75 crowns, or about 3.5 per cent of what the town takes in.",
    "He wrote to office@gull.example and to https://gull.example/sea/ferry?line=4, but no answer came.",
    "Dr. Okafor, a long-term resident, calls the plan “a face-to-face insult”.",
    "By then the ice — thick, grey, unmoving — had closed the northern channel.",
    "The café on the corner still serves crème brûlée, naïve as that may sound.",
    "She looked at the map… and then at the sky.",
    "Can a village of 300 people keep a railway station? The minister thinks so.",
    "Its officers found five different official files, none of them finished.",
    "‘I’m not leaving,’ he told the crew, ‘and you’re not either.’",
    "The night watch (four men, two of them new) kept a fire on the northern pier.",
    "On 12 May 2019 the first ferry sailed to Sandholm at 7:45 a.m.",
    "There is no quick way to teach a child how to swim in cold water.",
    "Re-entry was denied, co-operation ended, and the twenty-one islanders went home.",
    "Prices rose by 10–12 % between March and June; wages did not.",
    "Nothing in the archive explains why the bell was moved.",
    "The fishermen’s union, founded in a boathouse, now owns the boathouse.",
    "Winter storms took the old mole, then the new one, then the road.",
    "It was the best summer that anyone could remember, and the shortest.",
    "Old charts give the depth of the sound as four fathoms, which was true until the dredgers came.",
    "Her grandfather had built two of the boats, and her mother had sold both.",
    "A cook, a carpenter and a retired judge shared the last house before the dunes.",
    "When the power failed, the hotel lit candles and charged for them.",
    "No one could say who had ordered the paint, or why it was green.",
    "Every spring the sand came back, and every autumn somebody was paid to take it away.",
    "The school closed in June because only three pupils were left.",
    "They had counted on forty guests; a hundred and twelve came.",
    "Behind the cannery there is a garden in which nothing has grown since the fire.",
    "What the surveyors found under the road was an older road.",
    "Letters from the mainland took a week, and bad news took a day.",
    "Two of the engines were sold for parts, the third still runs a sawmill in the north.",
    "Everything that could be moved was moved, and the rest was nailed down.",
    "At low water you can walk to the wreck, although the sign forbids it.",
    "His answer was short, polite and of no use to anybody.",
    "Snow fell on the last day of the trial and delayed the verdict.",
    "Most of the money went into pumps, the remainder into a statue.",
    "She keeps bees, repairs clocks and does not read newspapers.",
    "Before the war there were nine inns along this street; one of them has a roof.",
    "Whoever wants to cross must ring the bell and wait for the ferryman to finish his soup.",
];

const HEADINGS: &[&str] =
    &["The Bridge That Never Was", "What the tide left", "A lighthouse keeper’s last winter", "Goals"];

const LABELS: &[&str] = &[
    "12",
    "- 13 -",
    "Page 14 of 20",
    "THE GULL GAZETTE 15",
    "Advertisement",
    "Share this article",
    "Read more: Gull steals chips",
    "Subscribe to our newsletter",
    "\u{c}",
    "* * *",
    "By Marta Lindqvist",
    "SANDHOLM, May 12 —",
    "(Photo: Marta Lindqvist)",
    "3 min read",
    "<!-- copydesk off -->",
    "<!-- copydesk on -->",
    "<!-- copydesk ignore hard-wrap -->",
];

/// Characters and pieces that readers and writers stumble over.
const STUMBLES: &[&str] = &[
    "*",
    "_",
    "**",
    "`",
    "```",
    "<",
    ">",
    "&",
    "&amp;",
    "&#0;",
    "&nbsp;",
    "|",
    "#",
    "[",
    "](",
    "![",
    "\\",
    "~~",
    "$",
    "=",
    "-",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "\u{a0}",
    "\u{fffd}",
    "\u{fffc}",
    "\u{1}",
    "\u{85}",
    "\u{1b}[31m",
    "\r",
    "\t",
    "\u{fb01}",
    "e\u{301}",
    "Ã©",
    "â€™",
    "…",
    "﷽",
    "👩‍👩‍👧",
    "中文",
    "عربي",
    "<u>",
    "</u>",
    "<b>so</b>",
    "<br>",
    "<script>",
    "<!--",
    "-->",
    "]]>",
    "=\n",
    "---\n",
    "\n\n",
    "\n",
    "  \n",
    ":::",
    "[^1]",
    "[^1]: note",
    ". . .",
    " ,",
    "``so''",
    "{{",
    "}}",
    "<sup>2</sup>",
    "-\n",
    "¬\n",
    "1. ",
    "- ",
    "> ",
    "    ",
];

/// A paragraph of a few sentences.
fn paragraph(choices: &mut Choices<'_>) -> String {
    let sentences: Vec<&str> = (0..=choices.below(5)).map(|_| choices.one(SENTENCES)).collect();
    sentences.join(" ")
}

/// Paragraphs as an author wrote them, without any damage: several, of several sentences each, none of which
/// comes again. Two lines that end in full stops may be two paragraphs as well as one, and what comes again may be the
/// head of a page.
pub fn clean_paragraphs(choices: &mut Choices<'_>) -> Vec<String> {
    let mut next = choices.below(SENTENCES.len());
    let mut paragraph = |choices: &mut Choices<'_>| {
        let sentences = (0..3 + choices.below(3)).map(|_| {
            next = (next + 1) % SENTENCES.len();
            SENTENCES[next]
        });
        sentences.collect::<Vec<_>>().join(" ")
    };
    (0..3 + choices.below(4)).map(|_| paragraph(choices)).collect()
}

/// Paragraphs broken at blanks so that no line is longer than `width` characters where that can be, with a blank line
/// between them.
pub fn wrapped(paragraphs: &[String], width: usize) -> String {
    let paragraphs: Vec<String> = paragraphs.iter().map(|one| lines(one, width, false).join("\n")).collect();
    paragraphs.join("\n\n") + "\n"
}

/// The lines of a paragraph; long words are broken at a hyphen where `hyphens` says so.
fn lines(paragraph: &str, width: usize, hyphens: bool) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in paragraph.split(' ') {
        let last = lines.len() - 1;
        let (length, own) = (lines[last].chars().count(), word.chars().count());
        if length == 0 {
            lines[last].push_str(word);
        } else if length + 1 + own <= width {
            lines[last].push(' ');
            lines[last].push_str(word);
        } else if hyphens && own > 6 && word.chars().all(char::is_alphabetic) && length + 5 < width {
            let cut = word.char_indices().nth(3).map_or(word.len(), |(at, _)| at);
            lines[last].extend([" ", &word[..cut], "-"]);
            lines.push(word[cut..].to_owned());
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// A text as it looks when its UTF-8 was read as Windows-1252; bytes that code page has no character for stay as the
/// control characters they are.
fn misread(text: &str) -> String {
    encoding_rs::mem::decode_latin1(text.as_bytes()).chars().map(windows).collect()
}

fn windows(c: char) -> char {
    match c {
        '\u{80}' => '€',
        '\u{93}' => '“',
        '\u{94}' => '”',
        '\u{99}' => '™',
        '\u{9c}' => 'œ',
        '\u{a6}' => '¦',
        other => other,
    }
}

/// Puts a piece in before one of the words of a text.
fn put_in(text: &str, piece: &str, choices: &mut Choices<'_>) -> String {
    let places: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let at = if places.is_empty() { 0 } else { places[choices.below(places.len())] };
    format!("{}{piece}{}", &text[..at], &text[at..])
}

/// A text whose first letter stands alone, as a large initial is read, where its first word has some more.
fn dropped_capital(text: &str) -> String {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let word = text.split(' ').next().unwrap_or_default();
    if word.chars().all(char::is_alphabetic) && word.len() > 2 {
        format!("{}\n{}", &text[..first], &text[first..])
    } else {
        text.to_owned()
    }
}

/// A word as it is set with wide spaces between its letters.
fn spaced(word: &str) -> String {
    let letters: Vec<String> = word.to_uppercase().chars().map(String::from).collect();
    letters.join(" ")
}

/// Does one kind of damage to a paragraph.
fn damage(text: &str, choices: &mut Choices<'_>) -> String {
    match choices.below(22) {
        0 => lines(text, 30 + choices.below(60), true).join("\n"),
        1 => lines(text, 30 + choices.below(60), false).join("\n"),
        2 => misread(text),
        3 => text.replace('’', "&rsquo;").replace('“', "&ldquo;").replace('”', "&rdquo;").replace('&', "&amp;"),
        4 => text.replace('…', " . . ."),
        5 => text.replace(". ", ".  ").replace(", ", ",\u{a0}"),
        6 => text.replace("ti", "ti\u{ad}"),
        7 => text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ"),
        8 => text.replace('é', "e\u{301}").replace('ï', "i\u{308}"),
        9 => text.replace(", ", " , ").replace('?', " ?"),
        10 => text.replace("the ", "<i>the</i> "),
        11 => text.replace('“', "``").replace('”', "''"),
        12 => text.replace(" I", " |").replace('‘', "'"),
        13 => text
            .replace("face-to-face", "face-toface")
            .replace("long-term", "longterm")
            .replace("well-known", "wellknown"),
        14 => text.replace("fi", "fi ").replace("there", "th ere"),
        15 => text.replace(" of ", " of of "),
        16 => text.replace('e', "e\u{200b}"),
        17 => text.replace(" — ", " -- ").replace('–', "-"),
        18 => text.replace(". ", "."),
        19 => dropped_capital(text),
        20 => choices.one(SENTENCES).split(' ').take(3).map(spaced).collect::<Vec<_>>().join("   ") + "\n" + text,
        _ => put_in(text, choices.one(STUMBLES), choices),
    }
}

/// A block that is no paragraph, as plain text or Markdown has it.
fn block(choices: &mut Choices<'_>) -> String {
    let sentence = |choices: &mut Choices<'_>| choices.one(SENTENCES).to_owned();
    let kind = choices.below(10);
    let (one, two) = (sentence(choices), sentence(choices));
    match kind {
        0 | 1 => choices.one(LABELS).to_owned(),
        2 => format!("- {one}\n- {two}\n- Salt"),
        3 => format!("• {one}\n• {two}"),
        4 => format!("1. {one}\n2. {two}\n   and on\n3. Salt"),
        5 => "| Port | Ships |\n| --- | ---: |\n| Sandholm | 12 |\n| Gull \\| Rock | 3 | 4 |".to_owned(),
        6 => format!("> {one}\n> {two}"),
        7 => format!("```\nlet tide = \"{}\";\n```", choices.one(STUMBLES)),
        8 => format!("## {}", choices.one(HEADINGS)),
        _ => {
            format!("![{}](gull.png \"{}\")\n\n{one}[^1]\n\n[^1]: {two}", choices.one(STUMBLES), choices.one(STUMBLES))
        }
    }
}

/// A damaged article in any format.
pub fn damaged(choices: &mut Choices<'_>) -> Article {
    let format = *choices.one(&[&Format::Text, &Format::Markdown, &Format::Html]);
    let mut blocks = Vec::new();
    if choices.happens(2) {
        let heading = choices.one(HEADINGS);
        blocks.push(if format == Format::Markdown { format!("# {heading}") } else { heading.to_owned() });
    }
    for _ in 0..=choices.below(8) {
        if choices.happens(3) {
            blocks.push(block(choices));
            continue;
        }
        let mut text = paragraph(choices);
        for _ in 0..choices.below(4) {
            text = damage(&text, choices);
        }
        blocks.push(text);
        if choices.is_at_end() {
            break;
        }
    }
    let source = if format == Format::Html { html(&blocks, choices) } else { joined(&blocks, choices) };
    Article { format, source }
}

fn joined(blocks: &[String], choices: &mut Choices<'_>) -> String {
    let between = choices.one(&["\n\n", "\n", "\r\n\r\n", "\n\n\n", "\n \n"]);
    blocks.join(between) + choices.one(&["\n", "", "\n\n"])
}

/// A page or a fragment of HTML; what looks like a tag in the text stays one.
fn html(blocks: &[String], choices: &mut Choices<'_>) -> String {
    let mut body = String::new();
    for block in blocks {
        let (open, close) = *choices.one(&[
            &("<p>", "</p>"),
            &("<p>", ""),
            &("<div>", "</div>"),
            &("<blockquote><p>", "</p></blockquote>"),
            &("<ul><li>", "</li></ul>"),
            &("<h2>", "</h2>"),
            &("<pre>", "</pre>"),
            &("<table><tr><td>", "<td>x</table>"),
            &("<p class=\"byline\">", "</p>"),
            &("<figure><img src=a.png alt=\"Gull\"><figcaption>", "</figcaption></figure>"),
            &("<aside>", "</aside>"),
            &("<b><i>", "</b></i>"),
        ]);
        // A known gap: a comment for this program that is all of a caption becomes text of the Markdown.
        let (open, close) = if block.starts_with("<!-- copydesk") { ("<div>", "</div>") } else { (open, close) };
        body.push_str(open);
        body.push_str(block);
        body.push_str(close);
        body.push('\n');
    }
    if choices.happens(3) {
        format!(
            "<!DOCTYPE html><html lang=en><head><title>Tide | The Gull</title></head><body><nav><a href=/>Home</a></nav><article>{body}</article><footer>Terms</footer></body></html>\n"
        )
    } else {
        body
    }
}
