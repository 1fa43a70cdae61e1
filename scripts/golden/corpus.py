#!/usr/bin/env python3
"""Makes a folder of articles with the usual damage, to time `copydesk golden check` on.

    python3 scripts/golden/corpus.py FOLDER [NUMBER]
    find FOLDER -type f | xargs copydesk golden add --folder CASES
    time copydesk golden check CASES

The articles are put together at random from the phrases below, about 2 KB each, always the same ones. Of ten, three
are clean; the others are set in narrow lines with words broken at their ends, or come as web pages, or as Markdown.
"""

import argparse
import random
from pathlib import Path

PEOPLE = ["Ada Marsh", "Tom Pellworth", "Ines Varga", "Joan Halloway", "Piet Vermeer", "Clara Nkemba", "Rafe Dunmore"]
TOWNS = ["Harwick", "Port Ellis", "Saltmere", "Brackenford", "Lowestone", "Ashbury", "Fennimore"]
SUBJECTS = [
    "the harbour committee", "a small group of residents", "the county surveyor", "the ferry company",
    "the head teacher", "the town's only bookseller", "an engineer from the waterworks", "the night-shift crew",
]
DEEDS = [
    "agreed to postpone the reconstruction of the eastern breakwater",
    "asked for a second opinion on the temperature measurements",
    "published the correspondence of the last seventeen months",
    "complained about the irregular timetable of the early service",
    "collected two hundred signatures in less than a fortnight",
    "found the original drawings in an unmarked cabinet",
    "decided that the neighbouring meadow should remain untouched",
    "promised well-founded answers before the end of the quarter",
]
REASONS = [
    "because nobody had considered the consequences for the fishermen",
    "although the government had already announced its support",
    "while the representatives of three parties were still discussing the budget",
    "after an unusually wet winter had damaged the embankment",
    "so that the children could walk to the library without crossing the road",
    "which surprised even those who had followed the controversy from the beginning",
]
REMARKS = [
    "“We have waited long enough,” said {person}.",
    "{person} called it “a reasonable beginning” and went home.",
    "“It’s not about the money,” {person} told the meeting in {town}.",
    "In {town}, {person} said, such questions were settled over breakfast.",
    "Between {year} and {next}, the figure rose from {low} to {high} per cent.",
    "The bill came to £{high},{low}00 – more than in any year since {year}.",
]
COLUMN = 64


def sentence(chance):
    if chance.random() < 0.35:
        year = chance.randrange(1890, 2020)
        return chance.choice(REMARKS).format(
            person=chance.choice(PEOPLE), town=chance.choice(TOWNS), year=year, next=year + chance.randrange(2, 30),
            low=chance.randrange(2, 9), high=chance.randrange(10, 90),
        )
    text = f"{chance.choice(SUBJECTS)} {chance.choice(DEEDS)}"
    if chance.random() < 0.6:
        text += f", {chance.choice(REASONS)}"
    return text[0].upper() + text[1:] + "."


def article(chance):
    """The parts of an article: headline, byline, and paragraphs."""
    town = chance.choice(TOWNS)
    headline = f"{town} waits for {chance.choice(['an answer', 'the tide', 'its library', 'a new bridge'])}"
    paragraphs = []
    while sum(map(len, paragraphs)) < 1900:
        paragraphs.append(" ".join(sentence(chance) for _ in range(chance.randrange(2, 5))))
    return headline, f"By {chance.choice(PEOPLE)}", paragraphs


def narrow(chance, paragraph):
    """Sets a paragraph in lines of a column, with some of the words broken at their ends."""
    lines, line = [], ""
    for word in paragraph.split(" "):
        room = COLUMN - len(line) - 1
        if len(word) <= room:
            line = f"{line} {word}".strip()
            continue
        cut = room - 1
        if 3 <= cut <= len(word) - 3 and word.isalpha() and chance.random() < 0.5:
            lines.append(f"{line} {word[:cut]}-")
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return "\n".join([*lines, line])


def damaged(chance, number):
    """An article as a tool may have left it, with the ending of its file."""
    headline, byline, paragraphs = article(chance)
    match number % 10:
        case 0 | 1 | 2:
            return ".txt", "\n\n".join([headline, byline, *paragraphs]) + "\n"
        case 3 | 4 | 5 | 6:
            blocks = [headline, byline, *(narrow(chance, paragraph) for paragraph in paragraphs)]
            middle = len(blocks) // 2
            blocks.insert(middle, f"{number % 90 + 10}\n\n\fThe Quarterly Review")
            return ".txt", "\n\n".join(blocks) + "\n"
        case 7:
            text = "\n\n".join([headline, byline, *paragraphs]) + "\n"
            return ".txt", text.replace("“", "â€œ").replace("”", "â€\u009d").replace("’", "â€™")
        case 8:
            body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            menu = "<nav><a href=/>Home</a> <a href=/news>News</a></nav>"
            page = f"<body>{menu}<article><h1>{headline}</h1><p>{byline}</p>\n{body}\n</article></body>"
            return ".html", f"<!doctype html><title>{headline}</title>{page}\n"
        case _:
            return ".md", "\n\n".join([f"# {headline}", byline, *paragraphs]).replace(". ", " .  ") + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the articles are put")
    parser.add_argument("number", type=int, nargs="?", default=2000, help="how many, 2000 by default")
    arguments = parser.parse_args()
    folder = arguments.folder
    for number in range(arguments.number):
        ending, text = damaged(random.Random(number), number)
        path = folder / f"{number // 100:02}" / f"case-{number:04}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
