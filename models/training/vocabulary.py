"""The SentencePiece vocabulary: one for both languages, ids as the engine needs them (</s> 0, <unk> 1).

Unigram pieces with byte fallback, digits one by one (so that numbers are copied, not remembered). The text is
changed as little as possible before it is cut: only blanks of all kinds become plain blanks, invisible characters
vanish and decomposed accents are composed. Unicode's NFKC, the usual default, would turn `10²` into `102`.
"""
import os
import random
import unicodedata
from pathlib import Path

import sentencepiece

from corpus import Pair
from sources import WEIGHTS

BLANKS = [0x09, 0x0A, 0x0D, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
INVISIBLE = [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF]
COMPOSED = range(0xC0, 0x250)
ALWAYS = "äöüßÄÖÜ€£$§%°²³½…₀₁₂₃₄₅₆₇₈₉„“”‚‘’»«›‹–—-·•×→©®™&@#|~^`"
"""Characters that are pieces however rare they are in the corpus; all others fall back to bytes."""


def normalisation_rules() -> str:
    """SentencePiece's rule file: code points in hex, a tab, what they become."""
    rules = [f"{blank:X}\t20" for blank in BLANKS] + [f"{mark:X}\t" for mark in INVISIBLE]
    for letter in COMPOSED:
        parts = unicodedata.normalize("NFD", chr(letter))
        if len(parts) == 2:
            rules.append(f"{ord(parts[0]):X} {ord(parts[1]):X}\t{letter:X}")
    return "\n".join(rules) + "\n"


def train_vocabulary(pairs: list[Pair], extra: list[str], out: Path, pieces: int, lines: int = 1_000_000) -> None:
    """Writes `out` (an .spm file) from a weighted sample of both sides and the `extra` lines."""
    draw = random.Random(1)
    chosen = draw.choices(pairs, [WEIGHTS[pair.source] for pair in pairs], k=min(lines // 2, 2 * len(pairs)))
    text, rules = out.with_suffix(".txt"), out.with_suffix(".rules.tsv")
    text.write_text("".join(f"{pair.de}\n{pair.en}\n" for pair in chosen) + "\n".join(extra), encoding="utf-8")
    rules.write_text(normalisation_rules(), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(out.with_suffix("")),
        vocab_size=pieces,
        model_type="unigram",
        byte_fallback=True,
        split_digits=True,
        character_coverage=0.9998,
        required_chars=ALWAYS,
        bos_id=-1,
        eos_id=0,
        unk_id=1,
        pad_id=-1,
        normalization_rule_tsv=str(rules),
        num_threads=os.cpu_count(),
        minloglevel=1,
    )
    out.with_suffix(".model").rename(out)
    for leftover in (text, rules, out.with_suffix(".vocab")):
        leftover.unlink()


def load_vocabulary(path: Path | str) -> sentencepiece.SentencePieceProcessor:
    vocabulary = sentencepiece.SentencePieceProcessor(model_file=str(path))
    if vocabulary.eos_id() != 0 or vocabulary.unk_id() != 1 or vocabulary.bos_id() != -1:
        raise ValueError(f"{path}: expected </s> = 0, <unk> = 1, no <s>; the engine needs these ids")
    if vocabulary.get_piece_size() % 8:
        raise ValueError(f"{path}: {vocabulary.get_piece_size()} pieces; int8 needs a multiple of 8")
    return vocabulary
