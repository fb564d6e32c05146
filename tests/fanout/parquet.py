"""Lines of `pbr evaluate --results` to one Parquet file, whose schema is the engine's own table of results.

    pbr evaluate --results | parquet.py PBR OUT.parquet COUNT     COUNT: how many lines there must be
"""

import json
import os
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet


def schema(pbr):
    """Columns by the id of the result; name, unit, party and formula of each are its metadata."""
    rows = json.loads(subprocess.check_output([pbr, "schema", "--results"]))
    told = lambda row: {"label": row["label"], "unit": row["unit"], "party": row["voice"], "formula": row["formula"]}
    fixed = [pa.field("id", pa.string(), nullable=False), pa.field("status", pa.string(), nullable=False), pa.field("issues", pa.string())]
    return pa.schema(fixed + [pa.field(row["id"], pa.float64(), metadata=told(row)) for row in rows])


def table(lines, schema):
    """A row a line, in their order; an undefined result is null, and so are all results of a draft with mistakes."""
    rows = [json.loads(line) for line in lines]
    fixed = {
        "id": [row["id"] for row in rows],
        "status": [row["status"] for row in rows],
        "issues": [json.dumps(row["issues"]) if "issues" in row else None for row in rows],
    }
    results = [row.get("results", {}) for row in rows]
    unknown = set().union(*results) - set(schema.names)
    if unknown:
        raise ValueError(f"results that the schema does not have: {unknown}")
    columns = {name: fixed[name] if name in fixed else [each.get(name) for each in results] for name in schema.names}
    return pa.table(columns, schema=schema)


def write(lines, schema, out, count):
    """All of it or nothing: a part that was broken off has no file, and is done again."""
    rows = table(lines, schema)
    if rows.num_rows != count:
        raise ValueError(f"{out}: {rows.num_rows} lines instead of {count}")
    pa.parquet.write_table(rows, out + ".part")
    os.replace(out + ".part", out)


if __name__ == "__main__":
    write(sys.stdin, schema(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
