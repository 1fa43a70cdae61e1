#!/usr/bin/env python3
"""Kills runs of the command in the midst of writing and looks at every file after each.

    scripts/trust/kills.py [KILLS] [COMMAND]        1,000 kills of target/release/copydesk by default

Three kinds of runs take turns: `clean --write`, `clean --out-dir` and `golden bless`. After a kill each file must be the
old one or the new one, byte for byte; what was being written beside its place may be left and is counted.
"""

import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
FILES = 24
SENTENCE = "They met . . . and left the harbour , which is well known , on that day.\n\n"


def article(number):
    return f"Tide {number}\n\n" + SENTENCE * (40 + 5 * number)


def clean_in_place(folder):
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(article(number), encoding="utf-8")
    return ["clean", str(folder), "--write", "-q", "--isolated"]


def clean_into_folder(folder):
    sources = folder.parent / "sources"
    sources.mkdir()
    for number in range(FILES):
        (sources / f"{number}.txt").write_text(article(number), encoding="utf-8")
        if number % 2:
            (folder / f"{number}.md").write_text("An older product.\n", encoding="utf-8")
    return ["clean", str(sources), "--out-dir", str(folder), "--force", "-q", "--isolated"]


def bless(folder):
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(article(number), encoding="utf-8")
        (folder / f"{number}.golden.md").write_text("An older golden.\n", encoding="utf-8")
    return ["golden", "bless", str(folder), "-q"]


def contents(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def is_beside(name):
    return pathlib.PurePath(name).name.startswith(".copydesk")


def trial(command, prepare, delay):
    """The files before a run, those after it, whether it was killed, and how long it took."""
    place = pathlib.Path(tempfile.mkdtemp(prefix="copydesk-kills-"))
    try:
        folder = place / "files"
        folder.mkdir()
        arguments = prepare(folder)
        before = contents(folder)
        begun = time.monotonic()
        process = subprocess.Popen([command, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return before, contents(folder), process.returncode == -9, time.monotonic() - begun
    finally:
        shutil.rmtree(place)


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    command = sys.argv[2] if len(sys.argv) > 2 else str(TOP / "target/release/copydesk")
    kinds = [clean_in_place, clean_into_folder, bless]
    whole = {}
    for kind in kinds:
        _, new, _, seconds = trial(command, kind, None)
        whole[kind] = (new, seconds)
    chance, killed, runs, torn, left = random.Random(7), 0, 0, [], 0
    while killed < kills:
        kind = kinds[runs % len(kinds)]
        new, seconds = whole[kind]
        before, after, was_killed, _ = trial(command, kind, chance.random() * seconds)
        runs += 1
        killed += was_killed
        for name, content in after.items():
            if is_beside(name):
                left += 1
            elif content not in (before.get(name), new.get(name)):
                torn.append(f"{kind.__name__}: {name}")
        torn += [f"{kind.__name__}: {name} is gone" for name in before if name not in after]
    print(f"{killed} kills in {runs} runs over {FILES} files each: {len(torn)} torn, {left} left beside their places")
    for line in torn[:20]:
        print(line)
    sys.exit(1 if torn else 0)


if __name__ == "__main__":
    main()
