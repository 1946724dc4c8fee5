#!/bin/sh
# Lays out what a lease carries, one folder a call: lease_pack.sh DATA HELDOUT LEASE [MODEL_FOLDER to go on from]
# DATA/parts as split.py wrote it; LEASE/1 also gets the vocabulary and the held-out sets that are scored on the way;
# the English to be translated back comes last.
set -eu
data=$1 held=$2 lease=$3 number=1
for part in "$data"/parts/part-*.npz.xz "$data"/parts/mono.npz.xz; do
  mkdir -p "$lease/$number"
  cp "$part" "$lease/$number/"
  number=$((number + 1))
done
cp "$data/vocab.spm" "$lease/1/"
if [ -n "${4:-}" ]; then
  mkdir -p "$lease/1/model"
  cp "$4/model.bin" "$4/manifest.json" "$lease/1/model/"
fi
for set in wmt19 wmt20 flores-dev; do cp "$held/$set.de" "$held/$set.en" "$lease/1/"; done
du -sm "$lease"/*
