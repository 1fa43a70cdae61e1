#!/usr/bin/env python3
"""Cleans JSON lines on Spark through `copydesk stream`, without a module of Python on the executors.

  spark-submit spark_pipe.py --copydesk target/release/copydesk IN OUT [-- FLAGS OF copydesk stream]

IN is whatever Spark reads as text, as a folder of .jsonl or .jsonl.gz. The command is one file without dependencies: it
is sent to each executor, and each partition goes through a process of its own. A process that dies fails its task, and
in the end the job; and the lines of OUT are counted, so that none is lost unseen.
"""

import argparse
import os
import shlex
import sys

from pyspark.sql import SparkSession


def command_on_executors(context, copydesk):
    """Sends the command to the executors and says how it is called there."""
    context.addFile(copydesk)
    # On a cluster, files that are added lie in the folder that the executor works in. In local mode there is no such
    # folder, but there the command is where it was.
    return os.path.abspath(copydesk) if context.master.startswith("local[") else f"./{os.path.basename(copydesk)}"


def clean(lines, copydesk, flags=()):
    """An RDD of JSON lines, each cleaned, in their order.

    `copydesk` is the path of the command on the driver. One thread for each process: Spark runs as many as it has cores.
    A line with a fault comes back with an error in it, and is no crash; hence `--exit-zero`.
    """
    call = [command_on_executors(lines.context, copydesk), "stream", "--exit-zero", "--isolated", "--jobs", "1", *flags]
    return lines.pipe(shlex.join(call), checkCode=True)


def main():
    arguments = sys.argv[1:]
    flags = arguments[arguments.index("--") + 1 :] if "--" in arguments else []
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copydesk", required=True, help="the command")
    parser.add_argument("input")
    parser.add_argument("output", help="a folder that is not there yet")
    given = parser.parse_args(arguments[: len(arguments) - len(flags) - bool("--" in arguments)])

    spark = SparkSession.builder.appName("copydesk").getOrCreate()
    lines = spark.sparkContext.textFile(given.input)
    clean(lines, given.copydesk, flags).saveAsTextFile(
        given.output, compressionCodecClass="org.apache.hadoop.io.compress.GzipCodec"
    )
    came, went = lines.count(), spark.sparkContext.textFile(given.output).count()
    spark.stop()
    if came != went:
        sys.exit(f"{came} lines came and {went} went: {given.output} is not whole")
    print(f"{went} lines")


if __name__ == "__main__":
    main()
