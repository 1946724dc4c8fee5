"""English text -> pairs whose German the half-trained model makes (Sennrich 2016), in the middle of the training.

For that the model is trained in both directions at first. The other direction has a mark, so that English in a German text
is not taken for something to put into German; what is made has one too, so that its faults are not taken for German.
What the detour costs comes back: the model learns both languages' words sooner (Ding 2021, "bidirectional training").
"""
import time
from typing import Callable, Iterator

import numpy as np
import torch

from batching import pad
from model import Marian
from packing import MADE, TO_GERMAN, Sentences, from_lists, offsets
from sources import NAMES


def portions(text: Sentences, places: int) -> Iterator[list[list[int]]]:
    """The English sentences (the target side), without </s>, those of like length together; in random order."""
    start, length = offsets(text.target_length), text.target_length.astype(int)
    rows, portion = np.argsort(length, kind="stable"), []
    portions = []
    for row in rows:
        if portion and (len(portion) + 1) * length[row] > places:
            portions.append(portion)
            portion = []
        portion.append(row)
    portions.append(portion)
    for i in np.random.default_rng(7).permutation(len(portions)):
        yield [text.target[start[row] : start[row + 1] - 1].tolist() for row in portions[i]]


def back_translate(model: Marian, text: Sentences, seconds: float, device: str, say: Callable) -> Sentences:
    """As many of the sentences as the time allows, greedily; much longer or shorter answers are left out."""
    began, german, english = time.time(), [], []
    for portion in portions(text, 150_000 if device == "cuda" else 4_000):
        if time.time() - began > seconds:
            break
        source, padding = pad([[TO_GERMAN, *there] for there in portion], device)
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            answers = model.greedy(source, padding, factor=1.6)
        for there, here in zip(portion, answers):
            if 0.5 * len(there) < len(here) < 1.5 * len(there) + 3:
                german.append([MADE, *here])
                english.append(there)
    say(f"{len(german)} of {text.count} sentences translated back in {time.time() - began:.0f} s")
    return from_lists(german, english, [NAMES.index("backtranslated")] * len(german))
