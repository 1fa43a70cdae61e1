#!/usr/bin/env python3
"""Measures what an article costs, for docs/scale.md, and says what that makes for 300 million of them.

  scripts/scale/measure.py --copydesk target/release/copydesk [--articles 10000] [--kinds txt,html] [--clean]
                           [--bytes 4000] [--only streams,files,spark,daft,python]

The articles are the inputs of our own golden cases, or with --clean what must come out of them. They are joined until
each has so many bytes, and taken again and again until there are as many as asked for. Time is that of the
processor, so that what else the machine does counts little; memory is the most that one process held. The module of
Python, Spark and Daft are measured where they are installed.
"""

import argparse
import importlib.util
import itertools
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

GOLDEN = pathlib.Path(__file__).parent.parent.parent / "golden"
KINDS = {"txt": "text", "md": "markdown", "html": "html"}
MANY = 300_000_000


def goldens(kinds, clean):
    """The texts of our golden cases, each with what it is written in."""
    paths = sorted(path for kind in kinds for path in GOLDEN.rglob(f"*.{kind}"))
    paths = [path for path in paths if (".golden." in path.name) == clean and path.name != "README.md"]
    texts = [(path.read_bytes().decode("utf-8", "replace"), KINDS[path.suffix[1:]]) for path in paths]
    return [(text, kind) for text, kind in texts if text.strip()]


def joined(texts, size):
    """Texts of one kind, joined until each has as many bytes as asked for."""
    kept = {}
    for text, kind in itertools.cycle(texts):
        kept[kind] = kept[kind] + "\n\n" + text if kind in kept else text
        if len(kept[kind].encode()) >= size:
            yield kept.pop(kind), kind


def run(*call, **more):
    """Runs a command to its end: seconds by the clock, seconds of the processor, the most memory in MB."""
    begun = time.monotonic()
    process = subprocess.Popen([str(part) for part in call], **more)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{call[0]} ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def tell(name, count, size, clock, processor, memory):
    """Prints a row of the table."""
    each = processor / count
    print(
        f"| {name} | {each * 1000:.2f} ms | {size / processor / 1e6:.1f} MB/s | {clock:.1f} s | {memory:.0f} MB "
        f"| {MANY * each / 3600:,.0f} |",
        flush=True,
    )


def write_lines(folder, texts):
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        for number, (text, kind) in enumerate(texts):
            file.write(json.dumps({"id": number, "text": text, "kind": kind}, ensure_ascii=False) + "\n")


def measure_streams(copydesk, texts, folder):
    lines = folder / "articles.jsonl"
    size = sum(len(text.encode()) for text, _ in texts)
    for to in ("text", "markdown", "json"):
        for jobs in (1, 2):
            call = [copydesk, "stream", lines, "--format-field", "kind", "--to", to, "--jobs", jobs, "--isolated", "-q"]
            with (folder / "out.jsonl").open("wb") as out:
                tell(f"`stream --to {to} -j {jobs}`", len(texts), size, *run(*call, stdout=out))
    for ending, pack in (("gz", ["gzip", "-kf"]), ("zst", ["zstd", "-qkf"])):
        try:
            subprocess.run([*pack, lines], check=True)
        except FileNotFoundError:
            print(f"{pack[0]} is not there")
            continue
        call = [copydesk, "stream", f"{lines}.{ending}", "--out-dir", folder / ending, "--format-field", "kind"]
        used = run(*call, "--to", "text", "--jobs", 1, "--isolated", "-q")
        tell(f"`stream …{ending} --out-dir -j 1`", len(texts), size, *used)


def measure_files(copydesk, texts, folder):
    endings = {kind: ending for ending, kind in KINDS.items()}
    (folder / "in").mkdir()
    for number, (text, kind) in enumerate(texts):
        (folder / "in" / f"{number:06}.{endings[kind]}").write_text(text, encoding="utf-8")
    size = sum(len(text.encode()) for text, _ in texts)
    for jobs in (1, 2):
        call = [copydesk, "clean", folder / "in", "--out-dir", folder / f"out{jobs}", "--to", "text", "--isolated", "-q"]
        tell(f"`clean DIR --out-dir -j {jobs}`", len(texts), size, *run(*call, "--jobs", jobs))
    call = [copydesk, "clean", folder / "in", "--out-dir", folder / "out2", "--to", "text", "--isolated", "-q"]
    tell("the same again, `--resume`", len(texts), size, *run(*call, "--resume"))


def measure_python(_, texts, __):
    try:
        import copydesk
    except ImportError:
        print("the module of Python is not there")
        return
    begun, clock = time.process_time(), time.monotonic()
    for text, kind in texts:
        copydesk.clean(text, to="text", source_format=kind)
    size = sum(len(text.encode()) for text, _ in texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tell("`copydesk.clean` in Python", len(texts), size, time.monotonic() - clock, time.process_time() - begun, memory)


def measure_spark(copydesk, texts, folder):
    """Spark with two cores, from its start to its end, with the lines read, piped, packed, written and counted.

    Only the JVM's time is known: it leaves its workers, and the commands that they run, without asking what they used.
    """
    submit = shutil.which("spark-submit")
    if submit is None:
        print("spark-submit is not there")
        return
    (folder / "spark-in").mkdir()
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    for part in range(8):
        (folder / "spark-in" / f"{part}.jsonl").write_text("".join(lines[part::8]), encoding="utf-8")
    call = [submit, "--master", "local[2]", GOLDEN.parent / "integrations" / "spark_pipe.py", "--copydesk", copydesk]
    flags = ["--", "--format-field", "kind", "--to", "text"]
    with (folder / "log").open("wb") as log:
        used = run(*call, folder / "spark-in", folder / "spark-out", *flags, stdout=log, stderr=log)
    tell("`spark_pipe.py`, Spark's JVM alone", len(texts), sum(len(text.encode()) for text, _ in texts), *used)


DAFT = """
import sys
import daft
from copydesk_arrow import daft_function
frame = daft.read_json(sys.argv[1])
frame.with_column("clean", daft_function(to="text")(frame["text"])).write_parquet(sys.argv[2])
"""


def measure_daft(_, texts, folder):
    """Daft, from its start to its end, from JSON lines to Parquet."""
    if importlib.util.find_spec("daft") is None or importlib.util.find_spec("copydesk") is None:
        print("Daft or the module of Python is not there")
        return
    path = os.pathsep.join([str(GOLDEN.parent / "integrations"), os.environ.get("PYTHONPATH", "")])
    call = [sys.executable, "-c", DAFT, folder / "articles.jsonl", folder / "daft-out"]
    with (folder / "log").open("wb") as log:
        used = run(*call, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": path})
    tell("`copydesk_arrow.py` in Daft", len(texts), sum(len(text.encode()) for text, _ in texts), *used)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copydesk", type=pathlib.Path, required=True)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--kinds", default="txt,md,html")
    parser.add_argument("--bytes", type=int, default=0)
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--only", default="streams,files,spark,daft,python")
    given = parser.parse_args()
    texts = goldens(given.kinds.split(","), given.clean)
    texts = list(itertools.islice(joined(texts, given.bytes), given.articles))
    size = sum(len(text.encode()) for text, _ in texts)
    print(f"{len(texts)} articles, {size / 1e6:.1f} MB, {size / len(texts):,.0f} bytes each\n")
    print("| way | processor, each | speed, one core | by the clock | most memory | core hours for 300 million |")
    print("| --- | --- | --- | --- | --- | --- |")
    copydesk = given.copydesk.resolve()
    ways = {
        "streams": measure_streams,
        "files": measure_files,
        "spark": measure_spark,
        "daft": measure_daft,
        "python": measure_python,
    }
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_lines(folder, texts)
        for way in given.only.split(","):
            ways[way](copydesk, texts, folder)


if __name__ == "__main__":
    main()
