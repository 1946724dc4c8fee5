"""Parts -> batches of like length on the training device; every pair as often as its source weighs."""
from pathlib import Path
from typing import Iterator, NamedTuple

import numpy as np
import torch
from torch import Tensor

from packing import NONE, Sentences, join, load, offsets
from sources import NAMES, WEIGHTS

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
        return sorted(self.folder.glob("part-*.xz"))

    def grown(self) -> bool:
        return len(self.files()) > len(self.parts)

    def reload(self) -> None:
        self.parts = {part: self.parts.get(part) or load(part) for part in self.files()}
        if not self.parts:
            raise FileNotFoundError(f"{self.folder}: no part-*.xz; prepare.py and split.py make them")
        data = join(list(self.parts.values()))
        on_device = lambda array, kind: torch.from_numpy(array.astype(kind)).to(self.device)  # noqa: E731
        self.source, self.target = on_device(data.source, np.int32), on_device(data.target, np.int32)
        self.aligned = on_device(data.aligned, np.uint8)
        self.source_length = data.source_length.astype(np.int64)
        self.target_length = data.target_length.astype(np.int64)
        self.source_start = offsets(self.source_length)[:-1]
        self.target_start = offsets(self.target_length)[:-1]
        self.weight = np.array([WEIGHTS[name] for name in NAMES])[data.origin]
        longest = np.maximum(self.source_length, self.target_length)
        self.width = WIDTHS[np.searchsorted(WIDTHS, longest)]

    def epoch(self, tokens: int) -> Iterator[np.ndarray]:
        """Rows of each batch of one weighted pass: about `tokens` places a side, batches in random order."""
        times = np.floor(self.weight + self.random.random(self.weight.shape)).astype(int)
        rows = np.repeat(np.arange(len(times)), times)
        self.random.shuffle(rows)
        batches = []
        for width in WIDTHS:
            bucket = rows[self.width[rows] == width]
            size = max(8, tokens // int(width) // 8 * 8)
            batches += [bucket[i : i + size] for i in range(0, len(bucket), size)]
        for i in self.random.permutation(len(batches)):
            yield batches[i]

    def sample(self, count: int, at_once: int = 50) -> Iterator[tuple[Tensor, Tensor]]:
        """(source, padding) of `count` pairs drawn by weight, to measure activations on."""
        rows = self.random.choice(len(self.weight), count, p=self.weight / self.weight.sum())
        for i in range(0, count, at_once):
            yield self.batch(rows[i : i + at_once])[:2]

    def batch(self, rows: np.ndarray) -> Batch:
        width = int(self.width[rows].max())
        source, source_pad = self._gather(self.source, self.source_start[rows], self.source_length[rows], width)
        target, target_pad = self._gather(self.target, self.target_start[rows], self.target_length[rows], width)
        aligned, _ = self._gather(self.aligned, self.target_start[rows], self.target_length[rows], width)
        aligned = aligned.masked_fill(target_pad | (aligned == NONE), -1)
        count = int(self.target_length[rows].sum())
        return Batch(source, source_pad, target, target.masked_fill(target_pad, -100), aligned, count)

    def _gather(self, flat: Tensor, start: np.ndarray, length: np.ndarray, width: int) -> tuple[Tensor, Tensor]:
        first = torch.from_numpy(start).to(self.device)[:, None]
        place = torch.arange(width, device=self.device)[None]
        padding = place >= torch.from_numpy(length).to(self.device)[:, None]
        rows = flat[(first + place).clamp_(max=flat.numel() - 1)].long()
        return rows.masked_fill(padding, 0), padding


def pad(sentences: list[list[int]], device: str) -> tuple[Tensor, Tensor]:
    """Token lists without </s> -> source [B,S] with it, padding [B,S]."""
    width = max(map(len, sentences)) + 1
    rows = torch.zeros(len(sentences), width, dtype=torch.long)
    padding = torch.ones(len(sentences), width, dtype=torch.bool)
    for i, ids in enumerate(sentences):
        rows[i, : len(ids)] = torch.tensor(ids, dtype=torch.long)
        padding[i, : len(ids) + 1] = False
    return rows.to(device), padding.to(device)
