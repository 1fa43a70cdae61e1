"""Spark with two executors of their own: the command through a pipe, in SQL, and the module in batches of Arrow."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

pytest.importorskip("pyspark", reason="pip install pyspark")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java 17", allow_module_level=True)

from pyspark.sql import SparkSession

import copydesk_arrow
import spark_pipe

COPYDESK = os.environ["COPYDESK"]
FOLDER = pathlib.Path(__file__).parent.parent
LINES = [json.dumps({"id": number, "text": f"They met . . . {number} times.\n"}) for number in range(2000)]
LINES[7] = "no json"


@pytest.fixture(scope="module")
def spark():
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("copydesk")
    builder = builder.config("spark.executorEnv.PYTHONPATH", str(FOLDER)).config("spark.task.maxFailures", "2")
    session = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "4").getOrCreate()
    yield session
    session.stop()


def test_as_many_lines_come_out_as_went_in_and_in_their_order(spark):
    lines = spark.sparkContext.parallelize(LINES, 8)
    cleaned = [json.loads(line) for line in spark_pipe.clean(lines, COPYDESK, ["--to", "text"]).collect()]
    assert len(cleaned) == len(LINES)
    assert "error" in cleaned[7].pop("copydesk") and cleaned[7] == {"line": "no json"}
    for number, answer in enumerate(cleaned):
        assert number == 7 or (answer["id"], answer["text"]) == (number, f"They met … {number} times.\n")


def test_a_command_that_dies_fails_the_job(spark, tmp_path):
    dying = tmp_path / "dying"
    dying.write_text("#!/bin/sh\nhead -n 3\nkill -9 $$\n")
    dying.chmod(0o755)
    with pytest.raises(Exception, match="exited with error code -9"):
        spark_pipe.clean(spark.sparkContext.parallelize(LINES, 4), str(dying)).count()


def test_sql_transform(spark):
    spark.sparkContext.addFile(COPYDESK)
    spark.createDataFrame([(number, f"They met . . . {number}\ttimes.") for number in range(50)], ["id", "text"]) \
        .repartition(4).createOrReplaceTempView("articles")
    rows = spark.sql(
        f"""
        SELECT line:id AS id, line:text AS text FROM (
          SELECT parse_json(line) AS line FROM (
            SELECT TRANSFORM (to_json(struct(id, text)))
            USING './{os.path.basename(COPYDESK)} stream --exit-zero --isolated --jobs 1 --to text'
            AS (line STRING)
            FROM articles))
        """.replace("line:id", "variant_get(line, '$.id', 'int')").replace(
            "line:text", "variant_get(line, '$.text', 'string')")
    ).collect()
    assert {row.id: row.text for row in rows} == {number: f"They met … {number} times.\n" for number in range(50)}


def test_batches_of_arrow(spark):
    frame = spark.createDataFrame([(number, f"They met . . . {number} times.") for number in range(500)], ["id", "text"])
    frame = frame.repartition(4)
    schema = copydesk_arrow.spark_schema(frame.schema)
    rows = frame.mapInArrow(copydesk_arrow.batches(to="text"), schema).collect()
    assert len(rows) == 500
    assert all(row.copydesk.text == f"They met … {row.id} times.\n" and row.copydesk.repairs == 1 for row in rows)


def test_the_script_counts_what_it_wrote(tmp_path):
    (tmp_path / "in").mkdir()
    for part in range(4):
        (tmp_path / "in" / f"{part}.jsonl").write_text("\n".join(LINES[part * 500 : part * 500 + 500]) + "\n")
    call = [sys.executable, FOLDER / "spark_pipe.py", "--copydesk", COPYDESK, tmp_path / "in", tmp_path / "out"]
    ended = subprocess.run([*call, "--", "--to", "text"], capture_output=True, text=True,
                           env={**os.environ, "MASTER": "local[2]", "PYSPARK_PYTHON": sys.executable})
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == "2000 lines"
