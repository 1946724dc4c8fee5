"""Parts -> batches of like length on the training device; every pair as often as its source weighs."""
from pathlib import Path
from typing import Iterator, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from packing import NONE, TO_GERMAN, Sentences, join, load, offsets
from sources import LATE, NAMES, NOT_TO_GERMAN, PROSE_WEIGHTS, ROW_WEIGHTS

WIDTHS = np.array([8, 16, 24, 32, 40, 48, 64, 80, 96, 120])
"""Lengths that batches are padded to: few, so that compiled code and memory are reused."""


class Batch(NamedTuple):
    source: Tensor  # [B,S] ids
    padding: Tensor  # [B,S] true beyond the sentence
    target: Tensor  # [B,T] ids
    labels: Tensor  # [B,T] ids, -100 beyond the sentence
    aligned: Tensor  # [B,T] source position, -1 where unknown
    tokens: int  # target tokens


class Corpus:
    """All parts of a folder, on the device; `grown()` says that a new part has come."""

    def __init__(self, folder: Path, device: str, seed: int):
        self.folder, self.device, self.random = folder, device, np.random.default_rng(seed)
        self.parts: dict[Path, Sentences] = {}
        self.reload()

    def files(self) -> list[Path]:
        return sorted(self.folder.glob("part-*.npz"))

    def grown(self) -> bool:
        return len(self.files()) > len(self.parts)

    def reload(self) -> None:
        self.parts = {part: self.parts.get(part) or load(part) for part in self.files()}
        if not self.parts:
            raise FileNotFoundError(f"{self.folder}: no part-*.npz; prepare.py, align.py and split.py make them")
        data = join(list(self.parts.values()))
        on_device = lambda array, kind: torch.from_numpy(array.astype(kind)).to(self.device)  # noqa: E731
        self.source, self.target = on_device(data.source, np.int32), on_device(data.target, np.int32)
        self.aligned = on_device(data.aligned, np.uint8)
        self.source_start = on_device(offsets(data.source_length)[:-1], np.int64)
        self.target_start = on_device(offsets(data.target_length)[:-1], np.int64)
        self.source_length = on_device(data.source_length, np.int64)
        self.target_length = on_device(data.target_length, np.int64)
        self.tokens = data.target_length.astype(np.int64)
        self.weight = np.array(ROW_WEIGHTS)[data.origin]
        self.prose = np.array([name in PROSE_WEIGHTS for name in NAMES])[data.origin]
        self.to_german = np.array([name not in NOT_TO_GERMAN for name in NAMES])[data.origin]
        longest = np.maximum(data.source_length, data.target_length)
        self.width = WIDTHS[np.searchsorted(WIDTHS, longest)]

    def epoch(self, places: int, late: bool, both: bool = False) -> Iterator[Batch]:
        """One weighted pass: batches of about `places` places a side, in random order; `both`: half of it from English.

        Which rows stand where is sent to the device once a pass: a copy a batch would make the host wait for it."""
        weight = np.where(self.prose, self.weight, self.weight * (LATE if late else 1))
        times = np.floor(weight + self.random.random(weight.shape)).astype(int)
        rows = np.repeat(np.arange(len(times)), times)
        self.random.shuffle(rows)
        backwards = both & self.to_german[rows] & (self.random.random(rows.shape) < 0.5)
        kind = 2 * self.width[rows] + backwards
        rows, kind = (array[np.argsort(kind, kind="stable")] for array in (rows, kind))
        cuts = []
        for width, swapped in [(int(width), swapped) for width in WIDTHS for swapped in (False, True)]:
            first, end = np.searchsorted(kind, [2 * width + swapped, 2 * width + swapped + 1])
            size = max(8, places // width // 8 * 8)
            cuts += [(i, min(i + size, end), width, swapped) for i in range(first, end, size)]
        on_device = torch.from_numpy(rows).to(self.device)
        for i in self.random.permutation(len(cuts)):
            first, end, width, swapped = cuts[i]
            yield self.batch(on_device[first:end], width, int(self.tokens[rows[first:end]].sum()), swapped)

    def sample(self, count: int, at_once: int = 50) -> Iterator[tuple[Tensor, Tensor]]:
        """(source, padding) of `count` pairs drawn by weight, to measure activations on."""
        rows = self.random.choice(len(self.weight), count, p=self.weight / self.weight.sum())
        for i in range(0, count, at_once):
            some = rows[i : i + at_once]
            yield self.batch(torch.from_numpy(some).to(self.device), int(self.width[some].max()), 0)[:2]

    def batch(self, rows: Tensor, width: int, tokens: int, swapped: bool = False) -> Batch:
        source, source_pad = self._gather(self.source, self.source_start[rows], self.source_length[rows], width)
        start, length = self.target_start[rows], self.target_length[rows]
        target, target_pad = self._gather(self.target, start, length, width)
        if swapped:
            unknown = torch.full_like(source, -1)
            given = F.pad(target[:, :-1], (1, 0), value=TO_GERMAN)  # as wide as before: the longest lose their </s>
            given_pad = F.pad(target_pad[:, :-1], (1, 0), value=False)
            return Batch(given, given_pad, source, source.masked_fill(source_pad, -100), unknown, tokens)
        aligned, _ = self._gather(self.aligned, start, length, width)
        aligned = aligned.masked_fill(target_pad | (aligned == NONE), -1)
        return Batch(source, source_pad, target, target.masked_fill(target_pad, -100), aligned, tokens)

    def _gather(self, flat: Tensor, start: Tensor, length: Tensor, width: int) -> tuple[Tensor, Tensor]:
        place = torch.arange(width, device=self.device)[None]
        padding = place >= length[:, None]
        values = flat[(start[:, None] + place).clamp_(max=flat.numel() - 1)].long()
        return values.masked_fill(padding, 0), padding


def pad(sentences: list[list[int]], device: str) -> tuple[Tensor, Tensor]:
    """Token lists without </s> -> source [B,S] with it, padding [B,S]."""
    width = max(map(len, sentences)) + 1
    rows = torch.zeros(len(sentences), width, dtype=torch.long)
    padding = torch.ones(len(sentences), width, dtype=torch.bool)
    for i, ids in enumerate(sentences):
        rows[i, : len(ids)] = torch.tensor(ids, dtype=torch.long)
        padding[i, : len(ids) + 1] = False
    return rows.to(device), padding.to(device)
