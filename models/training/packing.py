"""The packed corpus: parts of token arrays, small enough to be carried one by one (see README.md, "Parts").

A part is a .npz of
    source, target   uint16, all sentences back to back, each ending in </s> (0)
    aligned          uint8, for every target token the source position it translates, NONE where unknown
    source_length, target_length   uint8 a sentence, </s> counted
    origin           uint8 a sentence: place of its source in sources.NAMES
To be carried it is compressed: `python packing.py unpack PART.npz.xz FOLDER` where it arrives.
"""
import io
import lzma
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

NONE = 255
LONGEST = 120
"""Tokens a side, </s> counted; the engine cuts sentences at 127."""

TO_GERMAN, MADE = 3, 4
"""First tokens of sources that are no German text as it comes: English to be put into German, and German that a model
made (Caswell 2019, "tagged back-translation"). The bytes 1 and 2 as pieces, which no tidied text holds; the vocabulary's
first ids are </s>, <unk> and the 256 bytes."""


class Sentences(NamedTuple):
    source: np.ndarray
    target: np.ndarray
    aligned: np.ndarray
    source_length: np.ndarray
    target_length: np.ndarray
    origin: np.ndarray

    @property
    def count(self) -> int:
        return self.origin.shape[0]


def offsets(lengths: np.ndarray) -> np.ndarray:
    """Where each sentence begins, and one more: where the last one ends."""
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])


def from_lists(source: list[list[int]], target: list[list[int]], origin: list[int]) -> Sentences:
    """Token lists without </s> -> arrays with it, unaligned; sentences longer than LONGEST are left out."""
    keep = [i for i in range(len(origin)) if 0 < len(source[i]) < LONGEST and 0 < len(target[i]) < LONGEST]

    def flat(rows: list[list[int]]) -> np.ndarray:
        return np.fromiter((token for i in keep for token in (*rows[i], 0)), np.uint16)

    def lengths(rows: list[list[int]]) -> np.ndarray:
        return np.fromiter((len(rows[i]) + 1 for i in keep), np.uint8)

    tokens = flat(target)
    unaligned = np.full(tokens.shape, NONE, np.uint8)
    origins = np.fromiter((origin[i] for i in keep), np.uint8)
    return Sentences(flat(source), tokens, unaligned, lengths(source), lengths(target), origins)


def select(data: Sentences, rows: np.ndarray) -> Sentences:
    """The sentences `rows`, in that order."""

    def pick(flat: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        start = offsets(lengths)[:-1][rows]
        size = lengths[rows].astype(np.int64)
        first = np.repeat(start - offsets(size)[:-1], size)
        return flat[first + np.arange(size.sum())]

    return Sentences(
        pick(data.source, data.source_length),
        pick(data.target, data.target_length),
        pick(data.aligned, data.target_length),
        data.source_length[rows],
        data.target_length[rows],
        data.origin[rows],
    )


def join(parts: list[Sentences]) -> Sentences:
    return Sentences(*(np.concatenate(arrays) for arrays in zip(*parts)))


def save(path: Path, data: Sentences) -> None:
    """Writes through a temporary name, so that a training that watches the folder sees whole parts only."""
    temporary = path.with_suffix(".tmp")
    with open(temporary, "wb") as file:
        np.savez(file, **data._asdict())
    temporary.rename(path)


def load(path: Path) -> Sentences:
    with np.load(path) as arrays:
        return Sentences(*(arrays[name] for name in Sentences._fields))


def packed(data: Sentences) -> bytes:
    """A part as it travels. The long window finds a pair's other cuttings again."""
    plain = io.BytesIO()
    np.savez(plain, **data._asdict())
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 4, "dict_size": 1 << 27}]
    return lzma.compress(plain.getvalue(), filters=filters)


def unpack(part: Path, folder: Path) -> None:
    temporary = folder / (part.stem + ".tmp")
    temporary.write_bytes(lzma.decompress(part.read_bytes()))
    temporary.rename(folder / part.stem)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] != "unpack":
        sys.exit(__doc__)
    unpack(Path(sys.argv[2]), Path(sys.argv[3]))
