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
QUOTES = [("„", "“"), ("»", "«"), ('"', '"'), ("“", "”"), ("'", "'")]
QUOTED = re.compile(r"[„“»\"]([^„“”»«\"]{2,60})[“”«\"]")
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


KINDS = [
    (all_caps, 2),
    (spelt_umlauts, 3),
    (no_final_mark, 4),
    (mojibake, 1),
    (broken_word, 3),
    (typing_slip, 3),
    (other_quotes, 2),
    (other_name, 5),
]


def augmented(pairs: list[Pair], count: int, seed: int = 2) -> list[Pair]:
    """About `count` changed pairs, and half as many made of two that are joined (sources by their weight)."""
    draw = random.Random(seed)
    kinds, shares = zip(*KINDS)
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
