"""The adapter for Arrow, alone and inside of Daft and Ray Data."""

import pyarrow as pa
import pytest

from copydesk_arrow import CLEANED, clean_array, clean_table, daft_function

DAMAGED = "They met for face-toface talks . . . and left.\n"
REPAIRED = "They met for face-to-face talks … and left.\n"


def test_an_array_has_an_answer_for_each_text():
    cleaned = clean_array(pa.array([DAMAGED, None, ""]), to="text")
    assert cleaned.type == CLEANED
    assert cleaned.to_pylist() == [
        {"text": REPAIRED, "repairs": 2, "error": None},
        None,
        {"text": "", "repairs": 0, "error": None},
    ]


def test_a_text_over_a_limit_has_an_error_and_the_others_are_done():
    [late] = clean_array(pa.array([DAMAGED * 2000]), time_limit=0).to_pylist()
    assert late["text"] is None and "longer than" in late["error"]
    with pytest.raises(ValueError, match="pdf"):
        clean_array(pa.array([DAMAGED]), to="pdf")


@pytest.mark.parametrize("kind", [pa.table, pa.record_batch])
def test_tables_and_batches_keep_their_columns(kind):
    table = kind({"id": [1, 2], "body": [DAMAGED, "High tide."]})
    for _ in range(2):
        table = clean_table(table, column="body", out_column="clean", to="text")
        assert table.schema.names == ["id", "body", "clean"]
        assert table.column("clean").to_pylist()[0]["text"] == REPAIRED
    assert table.column("body").to_pylist() == [DAMAGED, "High tide."]


def test_daft():
    daft = pytest.importorskip("daft", reason="pip install daft")
    frame = daft.from_pydict({"id": list(range(100)), "text": [f"{number} . . . is here." for number in range(100)]})
    frame = frame.with_column("clean", daft_function(to="text")(frame["text"]))
    rows = sorted(frame.to_pylist(), key=lambda row: row["id"])
    assert [row["clean"]["text"] for row in rows] == [f"{number} … is here.\n" for number in range(100)]
    with pytest.raises(Exception, match="pdf"):
        frame.with_column("more", daft_function(to="pdf")(frame["text"])).to_pylist()


def test_ray_data():
    ray = pytest.importorskip("ray.data", reason="pip install 'ray[data]'")
    dataset = ray.from_items([{"id": number, "text": f"{number} . . . is here."} for number in range(100)])
    cleaned = dataset.repartition(4).map_batches(clean_table, batch_format="pyarrow", fn_kwargs={"to": "text"})
    rows = sorted(cleaned.take_all(), key=lambda row: row["id"])
    assert [row["copydesk"]["text"] for row in rows] == [f"{number} … is here.\n" for number in range(100)]
