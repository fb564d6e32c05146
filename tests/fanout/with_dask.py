"""The recipe on Dask: each part makes its drafts, has `pbr` evaluate them, and writes its own Parquet file.

    with_dask.py PBR DRAFT COUNT PART OUT [SPOILT]     on this machine's processors; a cluster's with a dask.distributed client
"""

import json
import os
import subprocess
import sys

import dask
import drafts
import parquet


def part(pbr, draft, first, count, out, spoilt):
    text = "\n".join(drafts.lines(draft, first, count, spoilt))
    # 1: a draft had mistakes, which its row tells
    done = subprocess.run([pbr, "evaluate", "--results"], input=text, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    if done.returncode not in (0, 1):
        raise RuntimeError(f"pbr ended with {done.returncode}")
    parquet.write(done.stdout.splitlines(), parquet.schema(pbr), out, count)
    return count


def main(pbr, start, count, size, folder, spoilt):
    with open(start, encoding="utf-8") as file:
        draft = json.load(file)
    os.makedirs(folder, exist_ok=True)
    outs = {first: os.path.join(folder, f"{first:08}.parquet") for first in range(0, count, size)}
    # what is there is not done again: a run that was broken off goes on
    left = [(first, out) for first, out in outs.items() if not os.path.exists(out)]
    jobs = [dask.delayed(part)(pbr, draft, first, min(size, count - first), out, spoilt) for first, out in left]
    dask.compute(*jobs, scheduler="processes", num_workers=os.cpu_count())


if __name__ == "__main__":
    pbr, start, count, size, folder, *spoilt = sys.argv[1:]
    main(pbr, start, int(count), int(size), folder, int(spoilt[0]) if spoilt else 0)
