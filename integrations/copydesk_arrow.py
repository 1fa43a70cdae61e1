"""Cleans columns of Arrow: one adapter for whatever hands out batches of Arrow.

  Spark      frame.mapInArrow(batches(column="text"), schema)
  Ray Data   dataset.map_batches(clean_table, batch_format="pyarrow")
  Daft       frame.with_column("clean", daft_function()(frame["text"]))

The engines run one process for each core; copydesk works on one text at a time in each, without Python's lock.
"""

import copydesk
import pyarrow as pa

#: What is made of a text. A text that could not be cleaned has an error and no text; null stays null.
CLEANED = pa.struct([("text", pa.string()), ("repairs", pa.int32()), ("error", pa.string())])


def clean_one(text, **options):
    if text is None:
        return None
    try:
        result = copydesk.clean(text, **options)
    except RuntimeError as error:  # A limit, or a bug of copydesk: this text's matter, not that of the job.
        return {"text": None, "repairs": 0, "error": str(error)}
    return {"text": result.text, "repairs": len(result.repairs), "error": None}


def clean_array(texts, **options):
    """An array of CLEANED for an array of texts. Options are those of `copydesk.clean`; a wrong one raises ValueError."""
    return pa.array([clean_one(text.as_py(), **options) for text in texts], type=CLEANED)


def clean_table(table, column="text", out_column="copydesk", **options):
    """A table or batch with a column of CLEANED behind its others, or in the place of one of that name."""
    texts = table.column(column)
    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    cleaned = clean_array(texts, **options)
    at = table.schema.get_field_index(out_column)
    if at >= 0:
        return table.set_column(at, pa.field(out_column, CLEANED), cleaned)
    return table.append_column(pa.field(out_column, CLEANED), cleaned)


def batches(**arguments):
    """A function for Spark's mapInArrow; the arguments are those of `clean_table`."""
    return lambda incoming: (clean_table(batch, **arguments) for batch in incoming)


def spark_schema(schema, out_column="copydesk"):
    """The schema that comes out of mapInArrow for a frame with this one."""
    from pyspark.sql.types import IntegerType, StringType, StructField, StructType

    cleaned = StructType([StructField("text", StringType()), StructField("repairs", IntegerType()),
                          StructField("error", StringType())])
    return StructType([field for field in schema if field.name != out_column] + [StructField(out_column, cleaned)])


def daft_function(**options):
    """A function of Daft from a column of texts to one of CLEANED."""
    import daft

    @daft.func.batch(return_dtype=daft.DataType.from_arrow_type(CLEANED))
    def clean(texts: daft.Series):
        return clean_array(texts.to_arrow(), **options)

    return clean
