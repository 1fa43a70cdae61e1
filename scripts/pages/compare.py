#!/usr/bin/env python3
"""Compare copydesk with other extractors on the same pages, in one run.

  compare.py --pages DIR --copydesk target/release/copydesk [--trafilatura-crate CMD] [--dom-smoothie CMD]

DIR holds html/KEY.html (or .html.gz) and truth.json: {KEY: {"body": "...", "url": "..."}}. The judge is the one that
is usual for article extraction: runs of four words, shared between the article's text and what the tool gives, as
precision, recall and F1; and how many pages come out exact to the word. The table is Markdown.

trafilatura and readability-lxml are used where Python can import them (pip install trafilatura readability-lxml).
The two Rust programs are given as commands that read a page on standard input and print its text; for dom_smoothie
that is `target/release/examples/pages -`. A tool that is not there is left out, and said to be. Programs are timed with
their start, and the Python tools without.
"""
import argparse
import collections
import gzip
import json
import pathlib
import re
import shlex
import statistics
import subprocess
import sys
import time

BODY = {"paragraph", "subhead", "quote", "list_item", "code", "table", "footnote"}


def words(text):
    return re.findall(r"\w+", text or "")


def runs(text, length=4):
    tokens = words(text)
    starts = range(max(1, len(tokens) - length + 1)) if tokens else ()
    return collections.Counter(tuple(tokens[start:start + length]) for start in starts)


def judge(true, said):
    """Precision, recall, and whether the words are the same."""
    one, two = runs(true), runs(said)
    same = sum((one & two).values())
    precision = same / sum(two.values()) if two else 0.0
    recall = same / sum(one.values()) if one else 0.0
    return precision, recall, words(true) == words(said)


def copydesk(command):
    def extract(page, url):
        arguments = [command, "clean", "-", "--from", "html", "--to", "json"] + (["--url", url] if url else [])
        out = subprocess.run(arguments, input=page, capture_output=True, check=True).stdout
        return "\n".join(block.get("text", "") for block in json.loads(out)["blocks"] if block["type"] in BODY)
    return extract


def program(command):
    def extract(page, _url):
        out = subprocess.run(shlex.split(command), input=page, capture_output=True, check=True).stdout
        return out.decode("utf-8", "replace")
    return extract


def trafilatura():
    from trafilatura import extract as run
    return lambda page, url: run(page, url=url) or ""


def readability():
    from lxml import html
    from readability import Document

    blocks = "self::p or self::li or self::pre or self::h2 or self::h3 or self::h4 or self::td"

    def extract(page, _url):
        article = html.fromstring(Document(page.decode("utf-8", "replace")).summary())
        # A paragraph in an item of a list is said once, with the item.
        return "\n".join(block.text_content() for block in article.xpath(f"//*[({blocks}) and not(ancestor::*[{blocks}])]"))
    return extract


def tools(arguments):
    yield "copydesk", copydesk(arguments.copydesk)
    for name, make in (("trafilatura", trafilatura), ("readability-lxml", readability)):
        try:
            yield name, make()
        except ImportError as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
    for name, command in (("trafilatura crate", arguments.trafilatura_crate), ("dom_smoothie", arguments.dom_smoothie)):
        if command:
            yield name, program(command)
        else:
            print(f"{name} is left out: no program was given", file=sys.stderr)


def page_of(folder, key):
    packed = folder / "html" / f"{key}.html.gz"
    return gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / "html" / f"{key}.html").read_bytes()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=pathlib.Path, required=True)
    parser.add_argument("--copydesk", required=True)
    parser.add_argument("--trafilatura-crate")
    parser.add_argument("--dom-smoothie")
    arguments = parser.parse_args()
    truth = json.loads((arguments.pages / "truth.json").read_text("utf-8"))
    print("| tool | F₁ | precision | recall | exact | failed | median ms |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, extract in tools(arguments):
        judged, failed, took = [], 0, []
        for key, true in truth.items():
            page = page_of(arguments.pages, key)
            begun = time.perf_counter()
            try:
                said = extract(page, true.get("url"))
            except Exception as error:  # A tool may fail in any way; the others are still judged.
                failed += 1
                said = ""
                print(f"{name} failed on {key}: {error}", file=sys.stderr)
            took.append(time.perf_counter() - begun)
            judged.append(judge(true.get("body"), said))
        precision, recall = (statistics.mean(one[index] for one in judged) for index in (0, 1))
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        exact = sum(one[2] for one in judged) / len(judged)
        median = 1000 * statistics.median(took)
        print(f"| {name} | {f1:.3f} | {precision:.3f} | {recall:.3f} | {exact:.3f} | {failed} | {median:.1f} |")


if __name__ == "__main__":
    main()
