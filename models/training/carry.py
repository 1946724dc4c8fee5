"""A checkpoint's averaged weights as small as they can be carried: carry.py pack model.pt OUT.npz | unpack OUT.npz model.pt

In float16, high and low bytes apart: the high ones (sign, exponent) compress, the low ones are noise. About 1.7 bytes
a weight, so that the `base` size stays under 64 MiB.
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch


def pack(checkpoint: Path, out: Path) -> None:
    kept = torch.load(checkpoint, map_location="cpu", weights_only=True)
    arrays = {}
    for name, value in kept.pop("model").items():
        halves = value.half().contiguous().numpy().reshape(-1).view(np.uint8).reshape(-1, 2)
        if value.dim() == 0:  # alphas and switches, exactly
            arrays["exact:" + name] = value.numpy()
        else:
            arrays["low:" + name], arrays["high:" + name] = halves[:, 0], halves[:, 1]
            arrays["shape:" + name] = np.array(value.shape)
    np.savez_compressed(out, about=json.dumps(kept), **arrays)


def unpack(packed: Path, checkpoint: Path) -> None:
    model = {}
    with np.load(packed) as arrays:
        kept = json.loads(str(arrays["about"]))
        for key in arrays.files:
            kind, _, name = key.partition(":")
            if kind == "exact":
                model[name] = torch.from_numpy(arrays[key].copy())
            elif kind == "low":
                halves = np.stack([arrays[key], arrays["high:" + name]], 1).reshape(-1).view(np.float16)
                model[name] = torch.from_numpy(halves.reshape(arrays["shape:" + name]).copy())
    torch.save({**kept, "model": model}, checkpoint)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("pack", "unpack"):
        sys.exit(__doc__)
    {"pack": pack, "unpack": unpack}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
