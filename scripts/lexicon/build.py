#!/usr/bin/env python3
"""Makes the word tables of data/ again from their public sources.

    apt-get download scowl wordnet-base && for f in *.deb; do dpkg -x $f sources; done
    scripts/lexicon/build.py --scowl sources/usr/share/dict/scowl --wordnet sources/usr/share/wordnet \\
        --texts TEXTS --out data

TEXTS is a folder of plain text files (.txt, UTF-8, one paragraph a line) of edited English without line-end hyphens:
public domain, CC0, MIT or Apache, CC BY, OGL. Only counts are taken from them. NOTICE names the texts that the tables in
the repository were made from; other texts of a few million words give tables that decide the same in all but rare cases.
Needs only Python. data/README.md says what the columns hold.
"""
import argparse
import collections
import itertools
import pathlib
import re

LEVELS = {10: 0, 20: 0, 35: 0, 40: 1, 50: 1, 55: 2, 60: 2, 70: 3, 80: 4}
UNLISTED = 6
# British spellings that Americans have too, in another sense or as another part of speech.
SHARED = {"cheque", "licence", "metre", "metres", "practise", "programme"}
REGIONS = ("english", "american", "british", "british_z", "canadian", "australian", "variant_1", "british_variant_1")
TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W_]+(?:['’][^\W\d_]+)*)*")


def key(word):
    """Lower case, straight apostrophe, no possessive: as `lexicon::key` does."""
    word = word.lower().replace("’", "'")
    return re.sub(r"'s$|(?<=s)'$|'$", "", word)


def bucket(count, most=15):
    """The number of binary digits of a count."""
    return min(count.bit_length(), most)


def scowl(folder):
    """For each word in lower case: its level, whether it is one in lower case, whether it is a name, its regions."""
    words = {}
    for path in sorted(folder.iterdir()):
        list_name, _, size = path.name.rpartition(".")
        if not size.isdigit() or int(size) not in LEVELS:
            continue
        region, _, kind = list_name.partition("-")
        if region not in REGIONS or kind not in ("words", "upper", "proper-names", "contractions", "abbreviations"):
            continue
        for word in path.read_text("utf-8").split():
            entry = words.setdefault(word.lower(), [99, False, False, set()])
            entry[0] = min(entry[0], LEVELS[int(size)])
            entry[1] |= word.islower() and kind in ("words", "contractions")
            entry[2] |= word[:1].isupper() and kind not in ("words", "contractions") and int(size) <= 70
            if int(size) <= 60 and kind == "words" and word.islower() and len(word) > 3:
                entry[3].add(region)
    return words


def wordnet(folder):
    """The compounds with hyphens and those of two words."""
    hyphenated, pairs = set(), set()
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{part}").read_text("latin-1").splitlines():
            if re.match(r"\d{8} ", line):
                fields = line.split(" ")
                for index in range(int(fields[3], 16)):
                    entry = re.sub(r"\([a-z]+\)$", "", fields[4 + 2 * index]).replace("_", " ").lower()
                    if " " not in entry and "-" in entry:
                        hyphenated.add(key(entry))
                    elif entry.count(" ") == 1 and "-" not in entry:
                        pairs.add(entry)
    return hyphenated, pairs


def count(folder):
    """Counts of words, of compounds, and of neighbours that are a word together."""
    plain, compounds, neighbours = collections.Counter(), collections.Counter(), collections.Counter()
    for path in sorted(folder.rglob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            tokens = [key(token) for token in TOKEN.findall(line)]
            for token in tokens:
                (compounds if "-" in token else plain)[token] += 1
            neighbours.update(f"{one} {two}" for one, two in itertools.pairwise(tokens) if "-" not in one + two)
    return plain, compounds, neighbours


def write(path, rows):
    """A table: key, tab, number; in the order of the bytes of its keys."""
    rows = sorted((word.encode(), number) for word, number in rows)
    path.write_bytes(b"".join(word + b"\t%d\n" % number for word, number in rows))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("scowl", "wordnet", "texts", "out"):
        options.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options = options.parse_args()
    listed = scowl(options.scowl)
    hyphenated, open_pairs = wordnet(options.wordnet)
    plain, compounds, neighbours = count(options.texts)

    words = []
    # What is in no list must have been seen several times: a slip of an author is no word.
    for word in listed.keys() | {word for word, seen in plain.items() if seen >= 4}:
        level, lower, proper, regions = listed.get(word, (UNLISTED, True, False, set()))
        british = "british" in regions and not regions & {"american", "english"} and word not in SHARED
        american = "american" in regions and not regions & {"british", "english"}
        if word.endswith("'s") and word[:-2] in listed:
            continue
        words.append((word, level | bucket(plain[word]) << 3 | lower << 7 | proper << 8 | british << 9 | american << 10))
    write(options.out / "words.tsv", words)

    write(
        options.out / "hyphenated.tsv",
        [(word, min(bucket(compounds[word]) + 1, 15) | (word in hyphenated) << 4) for word in hyphenated | compounds.keys()],
    )

    first, last = collections.Counter(), collections.Counter()
    for compound, seen in compounds.items():
        for one, two in itertools.pairwise(compound.split("-")):
            first[one] += seen
            last[two] += seen
    parts = {part for part in first.keys() | last.keys() if first[part] >= 2 or last[part] >= 2}
    write(options.out / "compound-parts.tsv", [(part, bucket(first[part]) | bucket(last[part]) << 4) for part in parts])

    together = lambda pair: pair.replace(" ", "") in listed
    seen = {pair for pair, number in neighbours.items() if number >= 2}
    write(options.out / "open-pairs.tsv", [(pair, 1) for pair in seen | open_pairs if together(pair)])


if __name__ == "__main__":
    main()
