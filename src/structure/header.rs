//! The header of an article: kicker, headline and standfirst, found together among the passages above the body.
//!
//! What stands above the first paragraph of running text is taken as one: each way of calling one of the lines the
//! headline, the line above it the kicker and those below it the standfirst is scored, and the best one wins if its
//! evidence is enough. Bylines, datelines and captions among them are known by their form and serve as evidence.

use std::collections::HashSet;
use std::ops::Range;

use super::passage::{Form, Known, Passage};
use super::shape::{Case, End, is_result};

/// How much evidence a headline needs, where none of the source's own markup says so.
const ENOUGH: f32 = 3.0;

/// How many passages above the body are looked at.
const ZONE: usize = 24;

/// The header found; the fields are indices of passages.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Header {
    /// The passages above the body.
    pub zone: Range<usize>,
    /// The line above the headline.
    pub kicker: Option<usize>,
    /// The headline, with what speaks for it.
    pub headline: Option<(usize, String)>,
    /// The summary below the headline.
    pub standfirst: Vec<usize>,
    /// Lines that are the headline once more, with the site's name behind it.
    pub titles: Vec<usize>,
}

/// Finds the header.
///
/// It ends with its last byline or date, or where the text begins; of the two the one with more evidence is right.
pub(super) fn find(passages: &[Passage]) -> Header {
    let ends = zones(passages);
    let found = ends.map(|zone| {
        let evidence = Evidence::gather(passages, &zone);
        evidence.best()
    });
    let [(anchored, header), (open, other)] = found;
    let mut header = if open > anchored { other } else { header };
    if let Some((index, _)) = header.headline {
        header.titles = titles(passages, index);
        header.kicker = header.kicker.filter(|kicker| !header.titles.contains(kicker));
    }
    header
}

/// The two stretches that may be the header: to the last byline or date, and to the first sentence.
fn zones(passages: &[Passage]) -> [Range<usize>; 2] {
    let is_body = |passage: &Passage| passage.is_open() && passage.level.is_none() && passage.shape.is_body();
    let Some(body) = passages.iter().position(is_body) else { return [0..0, 0..0] };
    let mut anchored = passages[..body].iter().rposition(Passage::is_anchor).map_or(0, |last| last + 1);
    // A summary as long as a paragraph is one if a byline or date comes right after it.
    if passages[..body].iter().any(Passage::is_open) && passages[body].shape.words <= 60 {
        let below = passages.iter().enumerate().skip(body + 1).take(4);
        for (index, passage) in below.take_while(|(_, passage)| !is_body(passage)) {
            if passage.is_anchor() {
                anchored = index + 1;
            }
        }
    }
    let captions = |end: usize| {
        let rest = passages[end..].iter();
        end + rest.take_while(|passage| passage.is_anchor() || passage.is_caption() || passage.is_furniture()).count()
    };
    let first = passages.iter().position(Passage::is_open).unwrap_or(body);
    let sentence = (first + 1..body).find(|&index| {
        let passage = &passages[index];
        passage.is_open() && passage.shape.words >= 4 && matches!(passage.shape.end, End::Stop | End::Question)
    });
    let open = sentence.unwrap_or(body);
    let anchored = if anchored == 0 { 0 } else { captions(anchored) };
    [anchored.saturating_sub(ZONE)..anchored, open.saturating_sub(ZONE)..open]
}

/// Lines that repeat the headline with something behind a separator: the page's title.
fn titles(passages: &[Passage], headline: usize) -> Vec<usize> {
    let text = passages[headline].text.as_str();
    let is_title = |passage: &Passage| {
        passage.text.strip_prefix(text).is_some_and(|rest| {
            let rest = rest.trim_start();
            [" | ", " - ", " – ", " — ", " :: ", " · "].iter().any(|mark| rest.starts_with(mark.trim_start()))
        })
    };
    let near = passages.iter().enumerate().take(headline + 3);
    near.filter(|(index, passage)| *index != headline && passage.level.is_none() && is_title(passage))
        .map(|(index, _)| index)
        .collect()
}

/// What the whole of the text says about its header.
struct Evidence<'p> {
    passages: &'p [Passage],
    zone: Range<usize>,
    /// The longer words of the first paragraphs, cut to their stems.
    words: HashSet<String>,
    /// Questions are asked all through the text.
    is_interview: bool,
}

impl<'p> Evidence<'p> {
    fn gather(passages: &'p [Passage], zone: &Range<usize>) -> Self {
        let body = passages[zone.end..].iter().filter(|passage| passage.shape.words > 8);
        let words = body.clone().take(12).flat_map(|passage| stems(&passage.text)).collect();
        let questions = passages[zone.end..].iter().filter(|passage| passage.shape.end == End::Question);
        Self { passages, zone: zone.clone(), words, is_interview: questions.count() >= 3 }
    }

    /// The header with the most evidence in the zone, and how much that is.
    fn best(&self) -> (f32, Header) {
        let mut header = Header { zone: self.zone.clone(), ..Header::default() };
        let open: Vec<usize> = self.zone.clone().filter(|&index| self.passages[index].is_open()).collect();
        let has_heading = self.passages.iter().any(|passage| passage.level.is_some());
        // The evidence is counted in halves.
        let mut best = ENOUGH - 0.25;
        // Lines above the headline are usual where a byline shows the header's place, and a doubt where none does.
        let strangers = if self.zone.clone().any(|index| self.passages[index].is_anchor()) { 0.5 } else { 1.5 };
        for (place, &index) in open.iter().enumerate() {
            // Where the source marks headings, a paragraph is none.
            if has_heading && self.passages[index].level.is_none() {
                continue;
            }
            let Some(headline) = self.headline(index) else { continue };
            for kicker in [None, place.checked_sub(1).map(|above| open[above])] {
                let Some(above) = self.kicker(kicker, index) else { continue };
                for count in 0..=2 {
                    let Some(below) = open.get(place + 1..=place + count) else { break };
                    let Some(summary) = self.standfirst(below, index) else { break };
                    let unknown_above = place - usize::from(kicker.is_some());
                    let unknown_below = self.unexplained(&open[place + 1 + count..]);
                    let rivals = open[..place].iter().filter(|&&above| Some(above) != kicker && self.is_rival(above));
                    let score = headline + above + summary
                        - strangers * (unknown_above.min(4) as f32)
                        - 1.0 * (rivals.count().min(2) as f32)
                        - 1.5 * (unknown_below.min(4) as f32)
                        + self.what_follows(below.last().copied().unwrap_or(index));
                    if score > best {
                        best = score;
                        header.headline = Some((index, self.reason(index)));
                        header.kicker = kicker;
                        header.standfirst = below.to_vec();
                    }
                }
            }
        }
        if let Some((index, _)) = header.headline {
            let last = header.standfirst.last().copied().unwrap_or(index);
            let anchor = self.zone.clone().rev().find(|&index| self.passages[index].is_anchor()).unwrap_or(0);
            header.zone.end = last.max(anchor) + 1;
        }
        (best, header)
    }

    /// How much speaks for a headline here; nothing if it can be none.
    fn headline(&self, index: usize) -> Option<f32> {
        let passage = &self.passages[index];
        let shape = &passage.shape;
        let mut score = match passage.level {
            Some(1) => 6.0,
            Some(level) if self.is_highest(level) => 4.0,
            Some(_) => return None,
            None if !may_be_headline(passage) => return None,
            None => 0.0,
        };
        score += match shape.end {
            End::Bare => 0.0,
            End::Question if self.is_interview => -3.0,
            End::Question | End::Exclamation | End::Ellipsis => -0.5,
            End::Stop | End::Open => -2.0,
        };
        score += match shape.words {
            1 => -1.0,
            2 | 3 => 0.0,
            4..6 => 1.0,
            _ => 1.5,
        };
        if matches!(shape.case, Case::Title | Case::Capitals) {
            score += 0.5;
        }
        if self.is_repeated(index) {
            score += 2.0;
        }
        if is_section(&passage.text) {
            score -= 3.0;
        }
        if !self.zone.clone().any(|index| self.passages[index].is_anchor()) && passage.level.is_none() {
            // Nothing but its place says headline: then a sentence or a line of some length is none.
            match shape.end {
                End::Stop => return None,
                _ if shape.words > 16 => score -= 1.5,
                _ => {}
            }
        }
        // A row of a table, a score.
        let figures = passage.text.split_whitespace().filter(|word| word.chars().all(|c| c.is_ascii_digit())).count();
        if figures >= 3 || is_result(&passage.text) {
            score -= 3.0;
        }
        let is_first = !self.passages[self.zone.start..index].iter().any(Passage::is_open);
        if matches!(passage.known, Known::Byline(_)) && !is_first {
            score -= 2.0;
        }
        if index > 0 && self.passages[index - 1].is_anchor() {
            score += 1.5;
        }
        let shared = self.shared(index);
        score += if shared >= 0.5 {
            2.0
        } else if shared > 0.0 {
            1.0
        } else {
            0.0
        };
        Some(score)
    }

    /// What stands below the header's lines: an anchor makes them a header, running text allows it.
    fn what_follows(&self, last: usize) -> f32 {
        let mut next = self.passages[last + 1..].iter().filter(|passage| !passage.is_furniture());
        match next.next() {
            Some(passage) if passage.is_anchor() => 3.0,
            Some(passage) if passage.is_caption() => 1.5,
            Some(passage) if passage.is_open() && passage.shape.is_body() => 1.0,
            // A subhead, or a sentence too short to be sure.
            Some(passage) if passage.is_open() && (passage.shape.is_line() || passage.shape.end == End::Stop) => 0.5,
            _ => 0.0,
        }
    }

    /// Whether a line above the headline would be one itself: as long as headlines are, and no label.
    fn is_rival(&self, index: usize) -> bool {
        let passage = &self.passages[index];
        let shape = &passage.shape;
        (4..=12).contains(&shape.words)
            && shape.end == End::Bare
            && shape.case == Case::Sentence
            && may_be_headline(passage)
    }

    /// How much speaks for a kicker; nothing if it can be none.
    fn kicker(&self, kicker: Option<usize>, headline: usize) -> Option<f32> {
        let Some(index) = kicker else { return Some(0.0) };
        let (above, below) = (&self.passages[index], &self.passages[headline]);
        let shape = &above.shape;
        let is_label = is_section(&above.text) || shape.case == Case::Capitals;
        if shape.words > 6
            || shape.length > 48
            || !matches!(shape.end, End::Bare | End::Question)
            || matches!(shape.case, Case::Lower)
            || is_masthead(&above.text)
            || above.text.contains([';', '%', '='])
            || (below.shape.words < 3 && !is_label)
            || (shape.length >= below.shape.length && !is_label)
            || above.level.is_some()
        {
            return None;
        }
        let is_anchored = self.passages[headline + 1..self.zone.end].iter().any(Passage::is_anchor);
        if !is_label && !is_anchored && below.level.is_none() {
            return None;
        }
        Some(match shape.words {
            _ if is_label => 1.5,
            ..=3 => 1.0,
            4 => 0.5,
            // As long as this it is the headline sooner, and what stands below it the standfirst.
            _ => -1.5,
        })
    }

    /// How much speaks for a standfirst of these passages; nothing if they can be none.
    fn standfirst(&self, below: &[usize], headline: usize) -> Option<f32> {
        let title = &self.passages[headline].shape;
        let mut score = 0.0;
        for (place, &index) in below.iter().enumerate() {
            let passage = &self.passages[index];
            let shape = &passage.shape;
            let is_anchored = self.passages[index + 1..self.zone.end].iter().any(Passage::is_anchor);
            let fewest = if is_anchored { 5 } else { 8 };
            let may_be = passage.level.is_none()
                && shape.words >= fewest
                && shape.words <= 60
                && shape.end != End::Open
                && (is_anchored || (shape.end == End::Bare && self.is_right_below(headline, index)))
                && !passage.text.starts_with(['"', '“', '„', '«', '‘']);
            if !may_be {
                return None;
            }
            score += if place == 0 { 1.0 } else { 0.0 };
            score += match (title.case, shape.case) {
                (Case::Title, Case::Sentence) => 0.5,
                (_, Case::Title) => -2.0,
                _ => 0.0,
            };
            score += if shape.end == End::Stop { 0.5 } else { 0.0 };
            score += if shape.length > title.length { 0.5 } else { -0.5 };
        }
        Some(score)
    }

    /// Whether there is one heading of this level and none above it: then it is the title, else they are subheads.
    fn is_highest(&self, level: u8) -> bool {
        self.passages.iter().filter(|passage| passage.level.is_some_and(|other| other <= level)).count() == 1
    }

    /// Whether nothing but the page's labels stands between the headline and this passage.
    fn is_right_below(&self, headline: usize, index: usize) -> bool {
        self.passages[headline + 1..index].iter().all(Passage::is_furniture)
    }

    /// How many of the lines below the header have no part in it; a subhead right above the body has one.
    fn unexplained(&self, below: &[usize]) -> usize {
        match below {
            [only] if self.passages[*only].shape.is_line() && self.passages[*only].shape.words <= 7 => 0,
            _ => {
                let is_unknown =
                    |passage: &Passage| passage.level.is_none() && !matches!(passage.known, Known::Byline(_));
                below.iter().filter(|&&index| is_unknown(&self.passages[index])).count()
            }
        }
    }

    fn is_repeated(&self, index: usize) -> bool {
        self.passages[index].times > 1 || !titles(self.passages, index).is_empty()
    }

    /// The share of the headline's longer words that the first paragraphs have.
    fn shared(&self, index: usize) -> f32 {
        let stems: Vec<String> = stems(&self.passages[index].text).collect();
        let shared = stems.iter().filter(|stem| self.words.contains(*stem)).count();
        if stems.is_empty() { 0.0 } else { shared as f32 / stems.len() as f32 }
    }

    fn reason(&self, index: usize) -> String {
        if self.passages[index].level.is_some() {
            return "a heading above the text".to_owned();
        }
        let mut reasons = vec!["short line above the text"];
        if self.passages[index + 1..self.zone.end].iter().any(Passage::is_anchor) {
            reasons.push("a byline or date below it");
        }
        if self.is_repeated(index) {
            reasons.push("repeated");
        }
        if self.shared(index) > 0.0 {
            reasons.push("its words are in the first paragraphs");
        }
        reasons.join(", ")
    }
}

/// The longer words of a text in small letters, cut to five letters so that `talk` and `talks` are one.
fn stems(text: &str) -> impl Iterator<Item = String> + '_ {
    crate::survey::words(text)
        .map(|range| &text[range])
        .filter(|word| word.chars().count() >= 4)
        .map(|word| word.chars().take(5).flat_map(char::to_lowercase).collect())
}

/// Whether a passage has a headline's form.
fn may_be_headline(passage: &Passage) -> bool {
    let (text, shape) = (passage.text.as_str(), &passage.shape);
    let greetings = ["Dear ", "Hello", "Hi ", "Hi,", "Sehr geehrte", "Liebe ", "Lieber ", "Cher ", "Chère ", "Estimad"];
    let begins_well = match text.chars().next() {
        Some(first) => first.is_uppercase() || first.is_numeric() || "\"'“‘«„¿¡‹@#$€£".contains(first),
        None => false,
    };
    begins_well
        && shape.words <= 24
        && shape.length <= 170
        && shape.end != End::Open
        && !(shape.case == Case::Lower && shape.words < 3)
        && !greetings.iter().any(|greeting| text.starts_with(greeting))
        && !["http", "www."].iter().any(|part| text.contains(part))
        && !text.split_whitespace().any(|word| word.len() > 1 && word.contains('@'))
        && !is_masthead(text)
        && !matches!(passage.known, Known::Byline(ref byline) if byline.form == Form::Named)
}

/// Names of the sections of a paper, as kickers have them.
const SECTIONS: &str = "|opinion|news|world|sport|sports|politics|business|technology|tech|culture|science|health|review|\
    reviews|interview|feature|features|analysis|travel|food|obituary|obituaries|books|film|music|comment|commentary|\
    editorial|letters|lifestyle|education|environment|money|exclusive|breaking|breaking news|live|arts|football|\
    cricket|tennis|climate|economy|markets|media|society|history|essay|column|profile|q&a|explainer|investigation|\
    long read|the long read|local news|uk news|us news|world news|real estate|style|blog|fashion|local|national|\
    international|match report|video|videos|podcasts|photos|weather|\
    politik|wirtschaft|kultur|meinung|kommentar|wissenschaft|panorama|gesellschaft|reportage|nachruf|feuilleton|\
    politique|économie|société|monde|tribune|entretien|chronique|éditorial|planète|sciences|\
    política|economía|deportes|cultura|sociedad|internacional|opinión|entrevista|reportaje|crónica|\
    politica|economia|cronaca|esteri|intervista|sociedade|esporte|desporto|opinião|binnenland|buitenland|cultuur|\
    economie|opinie|wetenschap|";

/// No name of a section has more bytes.
const LONGEST_SECTION: usize = 60;

/// Whether a text is the name of a section, or several of them parted by marks.
pub(super) fn is_section(text: &str) -> bool {
    let is_several = memchr::memchr3(b'|', b'>', b'/', text.as_bytes()).is_some()
        || !text.is_ascii() && ['›', '»', '·', '•'].iter().any(|mark| text.contains(*mark));
    let is_one = |part: &str| {
        let part = part.trim();
        !part.is_empty() && part.len() <= LONGEST_SECTION && SECTIONS.contains(&format!("|{}|", part.to_lowercase()))
    };
    if is_several { text.split(['|', '>', '/', '›', '»', '·', '•']).any(is_one) } else { is_one(text) }
}

/// The name of a paper or site, which stands where a kicker may.
fn is_masthead(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let is_paper = matches!(
        last,
        "Times"
            | "Post"
            | "Herald"
            | "Tribune"
            | "Gazette"
            | "Courier"
            | "Chronicle"
            | "Examiner"
            | "Observer"
            | "Telegraph"
            | "Zeitung"
            | "Anzeiger"
            | "Nachrichten"
    );
    let is_host = last.rsplit_once('.').is_some_and(|(_, end)| matches!(end, "com" | "org" | "net"));
    words <= 4 && (is_paper || is_host || text.starts_with("The Daily "))
}
