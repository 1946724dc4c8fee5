"""Corpus -> vocabulary and token arrays: prepare.py CORPUS OUT [--pieces 16000] [--limit PAIRS]

CORPUS holds train/<source>.tsv.xz, dictionary/, heldout/, mono/ (news.en.xz). Writes OUT/vocab.spm (kept if it is
there already) and OUT/all.npz, unaligned; align.py adds the alignments, split.py cuts it into parts.
"""
import argparse
import lzma
import os
import random
from pathlib import Path
from typing import Iterator

from augment import augmented, copies
from corpus import Pair, read_corpus
from packing import Sentences, from_lists, join, save
from sources import CUTTINGS, NAMES
from vocabulary import load_vocabulary, train_vocabulary


def read_lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return lines.read().splitlines()


def read_back_translated(path: Path) -> list[Pair]:
    """German<TAB>English lines whose German a model made (optional)."""
    pairs = [line.split("\t") for line in read_lines(path)]
    return [Pair(de, en, "backtranslated") for de, en in pairs]


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
    options.add_argument("--back-translated", type=Path, default=Path("backtranslated.tsv.xz"))
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)

    pairs = read_corpus(chosen.corpus) + read_back_translated(chosen.back_translated)
    random.Random(1).shuffle(pairs)
    pairs = pairs[: chosen.limit]
    vocabulary_file = chosen.out / "vocab.spm"
    if not vocabulary_file.exists():
        news = read_lines(chosen.corpus / "mono" / "news.en.xz")
        train_vocabulary(pairs, news if not chosen.limit else [], vocabulary_file, chosen.pieces)
    vocabulary = load_vocabulary(vocabulary_file)

    pairs += augmented(pairs, int(chosen.augment * len(pairs))) + copies(pairs, len(pairs) // 50)
    random.Random(4).shuffle(pairs)
    data = join([*cuttings(pairs, vocabulary)])
    save(chosen.out / "all.npz", data)
    print(f"{data.count} rows of {len(pairs)} pairs, {data.target.size / 1e6:.1f} M target tokens")


if __name__ == "__main__":
    main()
