"""Holds the Parquet of both engines against the lines themselves, one run of `pbr evaluate` over every draft.

    check.py PBR DRAFT COUNT SPOILT FOLDER...     ends with an error at the first difference
"""

import json
import subprocess
import sys

import drafts
import parquet
import pyarrow.parquet


def main(pbr, start, count, spoilt, folders):
    with open(start, encoding="utf-8") as file:
        draft = json.load(file)
    asked = list(drafts.lines(draft, 0, count, spoilt))
    done = subprocess.run([pbr, "evaluate", "--results"], input="\n".join(asked), stdout=subprocess.PIPE, text=True, encoding="utf-8")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    # the lines: one a draft, in their order, the spoilt ones answered in their place
    assert [line["line"] for line in lines] == list(range(1, count + 1))
    assert [line["id"] for line in lines] == [json.loads(each)["scenarios"][0]["id"] for each in asked]
    wrong = [i for i, line in enumerate(lines) if line["status"] == "issues"]
    assert wrong == [i for i in range(count) if spoilt and i % spoilt == spoilt - 1], wrong[:9]
    assert done.returncode == (1 if wrong else 0)
    # and that they are worth comparing: the table is wide, and what varies varies
    schema = parquet.schema(pbr)
    assert len(schema) > 90 and len({line["results"]["margin"] for line in lines if "results" in line}) > count // 2
    for folder in folders:
        read = pyarrow.parquet.read_table(folder)
        assert read.schema.equals(schema, check_metadata=False) and all(
            read.schema.field(name).metadata.items() >= field.metadata.items() for name, field in zip(schema.names, schema) if field.metadata
        ), f"{folder}: not the engine's schema"
        rows = read.to_pylist()
        assert len(rows) == count, f"{folder}: {len(rows)} rows"
        for row, line in zip(rows, lines):
            issues = row.pop("issues")
            want = {"id": line["id"], "status": line["status"], **{name: line.get("results", {}).get(name) for name in schema.names[3:]}}
            assert row == want and (json.loads(issues) if issues else None) == line.get("issues"), f"{folder}: {row} instead of {want}"
    print(f"{count} drafts, {len(wrong)} of them with a mistake: the lines and the Parquet of {len(folders)} engines are equal, {len(schema)} columns")


if __name__ == "__main__":
    pbr, start, count, spoilt, *folders = sys.argv[1:]
    main(pbr, start, int(count), int(spoilt), folders)
