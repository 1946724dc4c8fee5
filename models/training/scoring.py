"""BLEU and chrF by sacrebleu's definitions, and what a reader notices first: loops, lost numbers, empty lines."""
import re
from collections import Counter
from pathlib import Path

from sacrebleu.metrics import BLEU, CHRF


def read_lines(held_out: Path, language: str, count: int | None = None) -> list[str]:
    """Lines of `held_out`.`language`, the first `count` or all."""
    return Path(f"{held_out}.{language}").read_text(encoding="utf-8").splitlines()[:count]


def bleu(output: list[str], references: list[str]) -> float:
    return BLEU().corpus_score(output, [references]).score


def chrf(output: list[str], references: list[str]) -> float:
    return CHRF().corpus_score(output, [references]).score


def loops(line: str) -> bool:
    """A run of four words three times."""
    words = line.lower().split()
    runs = Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))
    return any(times > 2 for times in runs.values())


def numbers(line: str) -> Counter[str]:
    """Numbers of two digits and more, without their separators (1.234,5 and 1,234.5 are one)."""
    found = (re.sub(r"\D", "", number) for number in re.findall(r"\d[\d.,]*\d", line))
    return Counter(found)


def numbers_kept(source: str, output: str) -> tuple[int, int]:
    """(numbers of the source that are in the output, numbers of the source)"""
    wanted = numbers(source)
    return sum((wanted & numbers(output)).values()), sum(wanted.values())
