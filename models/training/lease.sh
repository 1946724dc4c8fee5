#!/bin/sh
# The training on a leased GPU machine, one verb a call; see LEASE.md for the order and the minutes.
#   lease.sh start CARRIED [train.py options]   takes part and vocabulary, starts training in the background
#   lease.sh add CARRIED                        takes a further part; the running training picks it up
#   lease.sh wait SECONDS                       until then or until training ends; shows the log
#   lease.sh bring                              int8 model of the moment, in pieces, into $OUT
#   lease.sh weights FIRST LAST                 pieces FIRST..LAST of the float16 weights, into $OUT
# Everything lives in $WORK (default /tmp/klartext) and outlasts the call; $OUT is what travels back.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${WORK:-/tmp/klartext}
data=$work/data run=$work/run log=$work/out.txt
piece=15000000 # bytes; a file that travels back may have 16 MiB
export PYTHONUNBUFFERED=1 TORCHINDUCTOR_CACHE_DIR=$work/inductor

take() { # CARRIED: what the training must not see half goes in by renaming
  mkdir -p "$data" "$run"
  for file in "$1"/*; do
    [ -f "$file" ] || continue
    cp "$file" "$data/.incoming"
    mv "$data/.incoming" "$data/$(basename "$file")"
  done
  ls -l "$data"
}

alive() { kill -0 "$(cat "$work/pid")" 2>/dev/null; }

show() {
  tail -n 25 "$log"
  if command -v nvidia-smi >/dev/null; then
    nvidia-smi --query-gpu=utilization.gpu,memory.used --format=csv,noheader
  fi
}

split_into_out() { # FILE NAME: pieces NAME.00, NAME.01, ...
  split -b $piece -d "$1" "$OUT/$2."
}

case $1 in
start)
  carried=$2
  shift 2
  take "$carried"
  python3 -c 'import torch; print(torch.__version__, torch.cuda.get_device_name() if torch.cuda.is_available() else "no GPU")'
  held="--held-out $data/wmt19 --held-out $data/flores-dev"
  cd "$here"
  # Should compiled code fail, training goes on without it from the last save.
  setsid sh -c "python3 train.py $data $run $held --compile $* || { echo COMPILED RUN FAILED, GOING ON WITHOUT; python3 train.py $data $run $held $*; }" >"$log" 2>&1 &
  echo $! >"$work/pid"
  sleep "${SETTLE:-75}"
  show
  alive
  ;;
add)
  take "$2"
  show
  alive
  ;;
wait)
  end=$(($(date +%s) + $2))
  while [ "$(date +%s)" -lt "$end" ] && alive; do sleep 2; done
  show
  alive && echo "still training" || echo "training has ended"
  ;;
bring)
  cd "$here"
  CUDA_VISIBLE_DEVICES='' python3 export.py "$run/model.pt" "$data" "$work/export" --calibrate "$data/wmt20.de"
  split_into_out "$work/export/model.bin" model.bin
  cp "$work/export/manifest.json" "$run/log.txt" "$log" "$OUT/"
  ls -l "$OUT"
  ;;
weights)
  cd "$here"
  [ -f "$work/half.pt" ] && [ ! "$run/model.pt" -nt "$work/half.pt" ] || python3 halve.py "$run/model.pt" "$work/half.pt"
  mkdir -p "$work/pieces"
  split -b $piece -d "$work/half.pt" "$work/pieces/half.pt."
  for number in $(seq "$2" "$3"); do
    file=$work/pieces/half.pt.$(printf %02d "$number")
    [ -f "$file" ] && cp "$file" "$OUT/"
  done
  ls -l "$OUT" "$work/pieces"
  ;;
*)
  sed -n 2,9p "$0"
  exit 2
  ;;
esac
