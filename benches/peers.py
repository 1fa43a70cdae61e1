"""Times the peers from PyPI for compare.sh, in seconds of processor time.

    peers.py ftfy|clean-text|trafilatura FILE   one of many runs in one process
    peers.py start COMMAND...                   the least of five runs of a command, from its start to its end
"""

import resource
import subprocess
import sys
import time


def peer(name):
    if name == "ftfy":
        import ftfy

        return ftfy.fix_text
    if name == "clean-text":
        from cleantext import clean

        return lambda text: clean(text, fix_unicode=True, to_ascii=False, lower=False)
    import trafilatura

    return lambda text: trafilatura.extract(text, output_format="markdown")


def mean(run, text):
    run(text)
    begun, before, runs = time.monotonic(), time.process_time(), 0
    while runs < 3 or time.monotonic() - begun < 2:
        run(text)
        runs += 1
    return (time.process_time() - before) / runs


def of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def start(command):
    least = float("inf")
    for _ in range(5):
        before = of_children()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if done.returncode != 0:
            sys.exit(f"{command[0]} ended with {done.returncode}")
        least = min(least, of_children() - before)
    return least


if __name__ == "__main__":
    if sys.argv[1] == "start":
        print(f"{start(sys.argv[2:]):.9f}")
    else:
        with open(sys.argv[2], encoding="utf-8", newline="") as file:
            print(f"{mean(peer(sys.argv[1]), file.read()):.9f}")
