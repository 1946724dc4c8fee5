"""Aligned sentences -> packed parts to be carried one by one: split.py DATA OUT [--mega-bytes 52] [--first 52]

Every part is a fair sample of all sources, but for one thing: sources of weight 1 and more (news, prose) go into the
first part, as far as it holds them, so that training can start with it. DATA/mono.npz is packed as it is.
"""
import argparse
import math
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from packing import Sentences, load, packed, select
from sources import NAMES, WEIGHTS


def order(data: Sentences) -> np.ndarray:
    """Rows: weighty sources first, mixed among themselves, then the others, mixed too."""
    random = np.random.default_rng(5)
    weight = np.array([WEIGHTS[name] for name in NAMES])[data.origin]
    return np.lexsort((random.random(data.count), weight < 1))


def split(data: Sentences, out: Path, limit: int, first: int) -> None:
    """Writes part-01.npz.xz of at most `first` bytes, then others of at most `limit` and about as many tokens each."""
    rows = order(data)
    tokens = np.cumsum(data.target_length[rows], dtype=np.int64)
    some = np.sort(np.random.default_rng(6).choice(data.count, min(data.count, 100_000), replace=False))
    whole = len(packed(select(data, some))) * data.count / len(some)
    while True:
        share = min(1.0, min(first, limit) / whole)
        number = math.ceil((1 - share) * whole / limit)
        cuts = np.searchsorted(tokens, tokens[-1] * (share + (1 - share) * np.arange(number) / number), side="right")
        with ProcessPoolExecutor() as pool:
            parts = list(pool.map(packed, (select(data, np.sort(part)) for part in np.split(rows, cuts) if len(part))))
        if len(parts[0]) <= first and max(map(len, parts)) <= limit:
            break
        whole *= 1.1  # some sentences compress worse than those that were tried
    for i, part in enumerate(parts, 1):
        (out / f"part-{i:02d}.npz.xz").write_bytes(part)
        print(f"part-{i:02d}.npz.xz: {len(part) / 2**20:.1f} MiB", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--mega-bytes", type=float, default=52, help="largest part, in MiB")
    options.add_argument("--first", type=float, default=52, help="largest first part: less where a model travels with it")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    split(load(chosen.data / "aligned.npz"), chosen.out, int(chosen.mega_bytes * 2**20), int(chosen.first * 2**20))
    (chosen.out / "mono.npz.xz").write_bytes(packed(load(chosen.data / "mono.npz")))
    shutil.copy(chosen.data / "vocab.spm", chosen.out)


if __name__ == "__main__":
    main()
