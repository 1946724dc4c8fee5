"""Reads and cleans the parallel corpus: train/<source>.tsv.xz (German<TAB>English) -> list of Pair."""
import lzma
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Iterator, NamedTuple

from scoring import numbers
from sources import TRUST_NUMBERS, WEIGHTS

MAX_WORDS = 90
SPACES = re.compile(r"\s+")
WORDS = re.compile(r"\w+")
DIGITS = re.compile(r"\d")
UNPRINTABLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]")
DICTIONARY_JARGON = re.compile(r"[\[\]{}<>|/]|\b(etw|jd[mns]?|jmdm?|sth|sb|sb's|so|oneself)\b|\.\.\.")
OVERLAP = 10
"""A training side that shares this many words in a row with a held-out sentence is dropped."""


class Pair(NamedTuple):
    de: str
    en: str
    source: str


def tidy(text: str) -> str:
    """NFC, one blank between words, invisible characters out (soft hyphens, zero-width, byte-order marks)."""
    return SPACES.sub(" ", UNPRINTABLE.sub("", unicodedata.normalize("NFC", text))).strip()


def key(text: str) -> str:
    """What two sentences share that differ in case, punctuation or spacing only."""
    return " ".join(WORDS.findall(text.lower()))


def fits(pair: Pair) -> bool:
    """False for pairs that teach a wrong thing: lengths apart, lost numbers, nothing to translate."""
    de, en = pair.de, pair.en
    n, m = len(de.split()), len(en.split())
    if not 0 < n <= MAX_WORDS or not 0 < m <= MAX_WORDS or de == en:
        return False
    if max(len(de), len(en)) > 2.2 * min(len(de), len(en)) + 15:
        return False
    if not re.search(r"[^\W\d_]{2}", de) or max(map(len, de.split())) > 60:
        return False
    if pair.source in TRUST_NUMBERS:
        return not numbers(de) - numbers(en)
    return Counter(DIGITS.findall(de)) == Counter(DIGITS.findall(en))


class HeldOut:
    """Knows the sentences that must not be trained on (both languages of every set)."""

    def __init__(self, folder: Path):
        self.keys: set[str] = set()
        self.runs: set[tuple[str, ...]] = set()
        for file in sorted(folder.glob("*.de")) + sorted(folder.glob("*.en")):
            for line in file.read_text(encoding="utf-8").splitlines():
                words = key(line).split()
                self.keys.add(" ".join(words))
                self.runs.update(self._runs(words))

    @staticmethod
    def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
        return (tuple(words[i : i + OVERLAP]) for i in range(len(words) - OVERLAP + 1))

    def holds(self, text: str) -> bool:
        words = key(text).split()
        return " ".join(words) in self.keys or any(run in self.runs for run in self._runs(words))


def read_tsv(path: Path, source: str) -> Iterator[Pair]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 2:
                yield Pair(tidy(columns[0]), tidy(columns[1]), source)


def read_dictionary(path: Path) -> Iterator[Pair]:
    """Entries that read like text; those with grammar notes, alternatives or placeholders stay out."""
    for pair in read_tsv(path, "dictionary"):
        if not DICTIONARY_JARGON.search(pair.de) and not DICTIONARY_JARGON.search(pair.en):
            yield pair


def read_corpus(folder: Path, log=print) -> list[Pair]:
    """All pairs worth training on, at most two for one German or one English sentence, none held out."""
    held_out = HeldOut(folder / "heldout")
    seen_de: Counter[int] = Counter()
    seen_en: Counter[int] = Counter()
    kept: list[Pair] = []
    named = [(file.name.split(".")[0], file) for file in (folder / "train").glob("*.tsv.xz")]
    files = [(source, file) for source, file in named if source in WEIGHTS]
    files.sort(key=lambda f: -WEIGHTS[f[0]])  # where two sources hold one sentence, the better one wins
    for source, file in [*files, ("dictionary", folder / "dictionary" / "ding_dict.tsv.xz")]:
        reader = read_dictionary(file) if source == "dictionary" else read_tsv(file, source)
        total = first = len(kept)
        for total, pair in enumerate(reader, 1):
            de, en = hash(key(pair.de)), hash(key(pair.en))
            if not fits(pair) or seen_de[de] > 1 or seen_en[en] > 1:
                continue
            if held_out.holds(pair.de) or held_out.holds(pair.en):
                continue
            seen_de[de] += 1
            seen_en[en] += 1
            kept.append(pair)
        log(f"{source:20s} {len(kept) - first:8d} of {total:8d} pairs")
    return kept
