"""Aligned sentences -> packed parts to be carried one by one: split.py DATA OUT [--mega-bytes 52]

Every part is a fair sample of all sources, but for one thing: sources of weight 1 and more (news, prose) go into the
first part whole, so that training can start with it. DATA/mono.npz is packed as it is.
"""
import argparse
import shutil
from pathlib import Path

import numpy as np

from packing import Sentences, load, packed, select
from sources import NAMES, WEIGHTS


def order(data: Sentences) -> np.ndarray:
    """Rows: weighty sources first, mixed among themselves, then the others, mixed too."""
    random = np.random.default_rng(5)
    weight = np.array([WEIGHTS[name] for name in NAMES])[data.origin]
    return np.lexsort((random.random(data.count), weight < 1))


def split(data: Sentences, out: Path, limit: int) -> list[Path]:
    """Writes part-01.npz.xz, ... of at most `limit` bytes each; packs fewer sentences where they do not fit."""
    rows, done = order(data), []
    count = min(len(rows), 100_000)
    count = int(0.97 * limit * count / len(packed(select(data, rows[:count]))))
    while len(rows):
        part = packed(select(data, np.sort(rows[:count])))
        if len(part) > limit:
            count = int(count * 0.97 * limit / len(part))
            continue
        path = out / f"part-{len(done) + 1:02d}.npz.xz"
        path.write_bytes(part)
        print(f"{path.name}: {min(count, len(rows))} rows, {len(part) / 2**20:.1f} MiB", flush=True)
        done.append(path)
        rows = rows[count:]
    return done


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--mega-bytes", type=float, default=52, help="largest part, in MiB")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    split(load(chosen.data / "aligned.npz"), chosen.out, int(chosen.mega_bytes * 2**20))
    (chosen.out / "mono.npz.xz").write_bytes(packed(load(chosen.data / "mono.npz")))
    shutil.copy(chosen.data / "vocab.spm", chosen.out)


if __name__ == "__main__":
    main()
