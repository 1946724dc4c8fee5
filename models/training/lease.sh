#!/bin/sh
# The training on a leased GPU machine, one verb a call; see LEASE.md for the order and the minutes.
#   lease.sh start CARRIED END [train.py options]   takes part and vocabulary, trains in the background until END (Unix time);
#                                                   a finished model in CARRIED/model becomes $WORK/start.pt, for --start
#   lease.sh add CARRIED                            takes a further part; the running training picks it up
#   lease.sh wait SECONDS                           until then or until training ends; shows the log
#   lease.sh bring                                  the weights of the moment, in pieces, into $OUT
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
    case $file in
    *.npz.xz) python3 "$here/packing.py" unpack "$file" "$data" ;;
    */model) (cd "$here" && CUDA_VISIBLE_DEVICES='' python3 restart.py "$OLDPWD/$file" "$work/start.pt") ;;
    *) cp "$file" "$data/" ;;
    esac
  done
  ls -l "$data"
}

alive() { kill -0 "$(cat "$work/pid")" 2>/dev/null; }

show() {
  tail -n "${1:-25}" "$log"
  if command -v nvidia-smi >/dev/null; then
    nvidia-smi --query-gpu=utilization.gpu,memory.used --format=csv,noheader
  fi
}

case $1 in
start)
  carried=$2 end=$3
  shift 3
  take "$carried"
  echo "$((end - $(date +%s))) seconds to train"
  held="--held-out $data/wmt19 --held-out $data/flores-dev"
  cd "$here"
  # Should compiled code fail, training goes on without it from the last save.
  setsid sh -c "python3 train.py $data $run $held --until $end --compile $* || { echo COMPILED RUN FAILED, GOING ON WITHOUT; python3 train.py $data $run $held --until $end $*; }" >"$log" 2>&1 &
  echo $! >"$work/pid"
  sleep "${SETTLE:-60}"
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
  while [ "$(date +%s)" -lt "$end" ] && alive; do sleep 1; done
  show 60
  alive && echo "still training" || echo "training has ended"
  ;;
bring)
  cd "$here"
  CUDA_VISIBLE_DEVICES='' python3 carry.py pack "$run/model.pt" "$work/half.npz"
  split -b $piece -d "$work/half.npz" "$OUT/half.npz."
  cp "$run/log.txt" "$log" "$OUT/"
  ls -l "$OUT"
  ;;
*)
  sed -n 2,8p "$0"
  exit 2
  ;;
esac
