"""Corpus -> vocabulary and token arrays: prepare.py CORPUS OUT [--pieces 16000] [--limit PAIRS]

CORPUS holds train/<source>.tsv.xz, dictionary/, heldout/, mono/<name>.en.xz. Writes OUT/vocab.spm (kept if it is there
already), OUT/all.npz, unaligned, and OUT/mono.npz; align.py adds the alignments, split.py cuts it into parts.
"""
import argparse
import lzma
import os
import random
from pathlib import Path
from typing import Iterator

from augment import augmented, copies
from corpus import HeldOut, Pair, read_corpus, tidy
from packing import Sentences, from_lists, join, save
from sources import CUTTINGS, NAMES
from vocabulary import load_vocabulary, train_vocabulary


def read_english(corpus: Path, known: set[str]) -> list[str]:
    """The English text to be translated back: each line once, none held out, none that is `known` from a pair."""
    held_out, lines = HeldOut(corpus / "heldout"), dict[str, None]()
    for file in sorted((corpus / "mono").glob("*.en.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as text:
            lines.update((tidy(line), None) for line in text if not held_out.holds(line))
    return [line for line in lines if line not in known]


def cuttings(pairs: list[Pair], vocabulary) -> Iterator[Sentences]:
    """All pairs cut as usual, then those of some sources with their German cut otherwise."""
    encode = lambda lines, **how: vocabulary.encode(lines, num_threads=os.cpu_count(), **how)  # noqa: E731
    for time in range(max(CUTTINGS.values())):
        some = [pair for pair in pairs if time < CUTTINGS.get(pair.source, 1)]
        how = dict(enable_sampling=True, alpha=0.2, nbest_size=-1) if time else {}
        source, target = encode([pair.de for pair in some], **how), encode([pair.en for pair in some])
        yield from_lists(source, target, [NAMES.index(pair.source) for pair in some])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--pieces", type=int, default=16000)
    options.add_argument("--limit", type=int, help="so many pairs only: a rehearsal")
    options.add_argument("--augment", type=float, default=0.12, help="changed pairs for each pair")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)

    pairs = read_corpus(chosen.corpus)
    random.Random(1).shuffle(pairs)
    pairs = pairs[: chosen.limit]
    english = read_english(chosen.corpus, {pair.en for pair in pairs})
    random.Random(6).shuffle(english)
    english = english[: chosen.limit]
    vocabulary_file = chosen.out / "vocab.spm"
    if not vocabulary_file.exists():
        train_vocabulary(pairs, english[:200_000], vocabulary_file, chosen.pieces)
    vocabulary = load_vocabulary(vocabulary_file)
    tokens = vocabulary.encode(english, num_threads=os.cpu_count())
    save(chosen.out / "mono.npz", from_lists(tokens, tokens, [NAMES.index("backtranslated")] * len(tokens)))

    pairs += augmented(pairs, int(chosen.augment * len(pairs))) + copies(pairs, len(pairs) // 50)
    random.Random(4).shuffle(pairs)
    data = join([*cuttings(pairs, vocabulary)])
    save(chosen.out / "all.npz", data)
    print(f"{data.count} rows of {len(pairs)} pairs, {data.target.size / 1e6:.1f} M target tokens")
    print(f"{len(english)} English sentences to be translated back")


if __name__ == "__main__":
    main()
