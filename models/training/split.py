"""Aligned sentences -> parts to be carried one by one: split.py DATA OUT [--mega-bytes 52]

Every part is a fair sample of all sources, but for one thing: sources of weight 1 and more (news, prose) go into the
first part whole, so that training can start with it.
"""
import argparse
import shutil
from pathlib import Path

import numpy as np

from packing import Sentences, load, save, select
from sources import NAMES, WEIGHTS


def order(data: Sentences) -> np.ndarray:
    """Rows: weighty sources first, mixed among themselves, then the others, mixed too."""
    random = np.random.default_rng(5)
    weight = np.array([WEIGHTS[name] for name in NAMES])[data.origin]
    return np.lexsort((random.random(data.count), weight < 1))


def split(data: Sentences, out: Path, limit: int) -> list[Path]:
    """Writes part-01.xz, part-02.xz, ... of at most `limit` bytes each; packs fewer sentences where they do not fit."""
    rows, done = order(data), []
    probe = select(data, rows[:100_000])
    bytes_each = save(out / "probe.xz", probe, preset=4) / probe.count
    (out / "probe.xz").unlink()
    count = int(0.97 * limit / bytes_each)
    while len(rows):
        path = out / f"part-{len(done) + 1:02d}.xz"
        size = save(path, select(data, np.sort(rows[:count])), preset=4)
        if size > limit:
            path.unlink()
            count = int(count * 0.97 * limit / size)
            continue
        print(f"{path.name}: {min(count, len(rows))} pairs, {size / 2**20:.1f} MiB", flush=True)
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
    split(load(chosen.data / "aligned.xz"), chosen.out, int(chosen.mega_bytes * 2**20))
    shutil.copy(chosen.data / "vocab.spm", chosen.out)


if __name__ == "__main__":
    main()
