"""Pairs made from pairs: what scraped German looks like, and names, numbers, code and URLs that must be copied."""
import random
import re
import string

from corpus import MAX_WORDS, Pair
from sources import WEIGHTS

UMLAUTS_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
UMLAUTS_LOST = {"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "ss"}
FINAL = re.compile(r"[.!?:]$")
LONG_WORD = re.compile(r"\b[^\W\d_]{9,}\b")
QUOTES = [("„", "“"), ("»", "«"), ('"', '"'), ("“", "”"), ("„", "”"), ("‚", "‘"), ("'", "'")]
QUOTED = re.compile(r"[„“»\"]([^„“”»«\"]{2,60})[“”«\"]")
WORD = re.compile(r"[^\W\d_][\w-]*\w")
NAME = re.compile(r"[A-ZÄÖÜ][\w-]*\w(?: [A-ZÄÖÜ][\w-]*\w)*")
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
NAMES = "Kern Adler Linde Falk Orbit Nova Quanta Hafen Merkur Vector Pixel Astra Kobalt Delta Ostsee Vega".split()
ENDINGS = "Soft Works Tech Cloud OS Pro Mini Max Labs Hub Kit DB".split()
TLDS = "de com org net io eu".split()


def all_caps(pair: Pair, _draw: random.Random) -> Pair:
    return pair._replace(de=pair.de.upper(), en=pair.en.upper())


def spelt_umlauts(pair: Pair, draw: random.Random) -> Pair:
    table = str.maketrans(draw.choice([UMLAUTS_SPELT, UMLAUTS_LOST]))
    return pair._replace(de=pair.de.translate(table))


def no_final_mark(pair: Pair, _draw: random.Random) -> Pair:
    if not FINAL.search(pair.de) or not FINAL.search(pair.en):
        return pair
    return pair._replace(de=pair.de[:-1].rstrip(), en=pair.en[:-1].rstrip())


def mojibake(pair: Pair, _draw: random.Random) -> Pair:
    """UTF-8 read as Windows-1252, as feeds often are."""
    try:
        return pair._replace(de=pair.de.encode("utf-8").decode("cp1252"))
    except UnicodeDecodeError:
        return pair


def broken_word(pair: Pair, draw: random.Random) -> Pair:
    """A word with the hyphen of a line end left in it: `Verschlüs- selung`."""
    words = list(LONG_WORD.finditer(pair.de))
    if not words:
        return pair
    at = draw.choice(words)
    cut = draw.randint(at.start() + 3, at.end() - 3)
    return pair._replace(de=f"{pair.de[:cut]}{draw.choice(['- ', '-', ' '])}{pair.de[cut:]}")


def typing_slip(pair: Pair, draw: random.Random) -> Pair:
    """Two letters swapped, or one dropped or doubled, in a long word."""
    words = list(LONG_WORD.finditer(pair.de))
    if not words:
        return pair
    at = draw.choice(words)
    cut = draw.randint(at.start() + 1, at.end() - 3)
    a, b = pair.de[cut], pair.de[cut + 1]
    return pair._replace(de=pair.de[:cut] + draw.choice([b + a, a, a + a + b]) + pair.de[cut + 2 :])


def other_quotes(pair: Pair, draw: random.Random) -> Pair:
    left, right = draw.choice(QUOTES)
    return pair._replace(de=QUOTED.sub(lambda found: left + found[1] + right, pair.de))


def invented(draw: random.Random, like: str) -> str:
    """A new token of the same kind: number, file or host name, identifier, product name."""
    if like.isdigit():
        return str(draw.randint(10 ** (len(like) - 1), 10 ** len(like) - 1))
    name = draw.choice(NAMES)
    if like.startswith(("http:", "https:", "www.")):
        return f"https://{name.lower()}.{draw.choice(TLDS)}/{draw.choice(ENDINGS).lower()}-{draw.randint(1, 9999)}"
    if "_" in like or like.endswith("()"):
        return f"{name.lower()}_{draw.choice(ENDINGS).lower()}" + ("()" if like.endswith("()") else "")
    if any(letter.isdigit() for letter in like):
        return f"{name}{draw.choice(['', '-', ' '])}{draw.choice(string.ascii_uppercase)}{draw.randint(1, 999)}"
    return name + draw.choice(ENDINGS)


def copied_tokens(pair: Pair) -> list[str]:
    """Tokens that stand once on each side and are no plain words: numbers, URLs, identifiers, CamelCase names."""
    de, en = pair.de.split(), pair.en.split()
    return [
        word
        for word in dict.fromkeys(de)
        if (re.search(r"\d|_|://|[a-z][A-Z]", word) and re.fullmatch(r"[\w:/.()-]*[\w)]", word))
        and de.count(word) == 1
        and en.count(word) == 1
    ]


def other_name(pair: Pair, draw: random.Random) -> Pair:
    """The same sentence about another number, URL or product, so that copying is learnt apart from its context."""
    for word in copied_tokens(pair):
        new = invented(draw, word)
        swap = lambda text: " ".join(new if part == word else part for part in text.split())  # noqa: E731
        pair = pair._replace(de=swap(pair.de), en=swap(pair.en))
    return pair


def bare(number: str) -> str:
    return re.sub(r"\D", "", number)


def other_number(pair: Pair, draw: random.Random) -> Pair:
    """Other digits in the numbers that stand on both sides, whatever their marks: `1.234,5` and `1,234.5`."""
    here, there = ([bare(number) for number in NUMBER.findall(text)] for text in (pair.de, pair.en))
    new = {
        digits: str(draw.randint(1, 9)) + "".join(draw.choices(string.digits, k=len(digits) - 1))
        for digits in here
        if len(digits) > 1 and here.count(digits) == 1 and there.count(digits) == 1
    }

    def swap(found: re.Match) -> str:
        digits = iter(new.get(bare(found[0]), ""))
        return re.sub(r"\d", lambda digit: next(digits, digit[0]), found[0])

    return pair._replace(de=NUMBER.sub(swap, pair.de), en=NUMBER.sub(swap, pair.en))


class Marked:
    """Puts quotation marks or brackets around a word of both sides: a name, or a word and its dictionary entry.

    The corpus quotes little, and a word after a mark is cut into other pieces than a word after a blank."""

    def __init__(self, pairs: list[Pair]):
        self.entries: dict[str, set[str]] = {}
        for pair in pairs:
            if pair.source == "dictionary" and " " not in pair.de and pair.en.count(" ") < 2:
                self.entries.setdefault(pair.de, set()).add(pair.en)

    def __call__(self, pair: Pair, draw: random.Random) -> Pair:
        names = [found for found in NAME.finditer(pair.de) if found[0] in pair.en]
        words = [found for found in WORD.finditer(pair.de) if len(found[0]) > 4]
        places = [(found, found[0]) for found in names]
        places += [(found, entry) for found in words for entry in sorted(self.entries.get(found[0], ()))]
        draw.shuffle(places)
        for here, other in places:
            there = list(re.finditer(rf"(?<![\w„“\"'(-]){re.escape(other)}(?![\w“”\"')-])", pair.en))
            if len(there) == 1 and pair.de.count(here[0]) == 1:
                return self.mark(pair, here, there[0], draw)
        return pair

    @staticmethod
    def mark(pair: Pair, here: re.Match, there: re.Match, draw: random.Random) -> Pair:
        left, right = draw.choice([*QUOTES, ("„", "“"), ('"', '"'), ("(", ")")])
        other = {"'": "''", "‚": "''", "(": "()"}.get(left, '""')

        def around(at: re.Match, marks: str) -> str:
            return at.string[: at.start()] + marks[0] + at[0] + marks[1] + at.string[at.end() :]

        return pair._replace(de=around(here, left + right), en=around(there, other))


KINDS = [
    (all_caps, 2),
    (spelt_umlauts, 3),
    (no_final_mark, 4),
    (mojibake, 1),
    (broken_word, 3),
    (typing_slip, 3),
    (other_quotes, 4),
    (other_name, 5),
    (other_number, 6),
]
MARKED = 8
"""The share of marked words beside these (they need the dictionary)."""


def augmented(pairs: list[Pair], count: int, seed: int = 2) -> list[Pair]:
    """About `count` changed pairs, and half as many made of two that are joined (sources by their weight)."""
    draw = random.Random(seed)
    kinds, shares = zip(*KINDS, (Marked(pairs), MARKED))
    out = []
    prose = [pair for pair in pairs if pair.source != "dictionary"]
    for pair in draw.choices(prose, [WEIGHTS[pair.source] for pair in prose], k=count):
        changed = draw.choices(kinds, shares)[0](pair, draw)
        if changed != pair and draw.random() < 0.2:
            changed = draw.choices(kinds, shares)[0](changed, draw)
        if changed != pair:
            out.append(changed._replace(source="augmented"))
    ended = [pair for pair in prose if FINAL.search(pair.de) and FINAL.search(pair.en)]
    for a, b in zip(draw.sample(ended, min(count // 2, len(ended))), draw.sample(ended, min(count // 2, len(ended)))):
        if len(a.de.split()) + len(b.de.split()) < MAX_WORDS // 2:
            out.append(Pair(f"{a.de} {b.de}", f"{a.en} {b.en}", "augmented"))
    return out


def copies(pairs: list[Pair], count: int, seed: int = 3) -> list[Pair]:
    """Lines that are the same in both languages: names, identifiers, numbers, URLs, alone or a few in a row."""
    draw = random.Random(seed)
    tokens = [token for pair in draw.sample(pairs, min(len(pairs), 8 * count)) for token in copied_tokens(pair)]
    if not tokens:
        return []
    lines = []
    for _ in range(count):
        some = draw.choices(tokens, k=draw.choice([1, 1, 1, 2, 3]))
        line = draw.choice([" ", ", ", " / "]).join(invented(draw, t) if draw.random() < 0.5 else t for t in some)
        lines.append(Pair(line, line, "copies"))
    return lines
