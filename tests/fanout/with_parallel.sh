#!/bin/sh
# The recipe on GNU parallel: each part makes its drafts, has `pbr` evaluate them, and writes its own Parquet file.
#
#     with_parallel.sh PYTHON PBR DRAFT COUNT PART OUT [SPOILT]     --sshlogin spreads it over machines that have the same files
set -eu
python=$1 pbr=$2 draft=$3 count=$4 part=$5 out=$6 spoilt=${7:-0}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$out"
export SHELL=/bin/sh python pbr draft count part out spoilt here
one='
  name=$(printf "%08d" {})
  size=$(( count - {} < part ? count - {} : part ))
  # what is there is not done again: a run that was broken off goes on
  [ -e "$out/$name.parquet" ] ||
    "$python" "$here/drafts.py" "$draft" {} "$size" "$spoilt" |
    "$pbr" evaluate --results |
    "$python" "$here/parquet.py" "$pbr" "$out/$name.parquet" "$size"
'
seq 0 "$part" $((count - 1)) | parallel --will-cite --halt now,fail=1 "$one"
