"""200 German sentences with one inline tag around a name, a number or a quoted term, and how to judge the English.

The tag is right if what it holds in the translation is the name, the number or the term in English, give or take
punctuation, an article and case.
"""
import random
import re
from typing import NamedTuple

TAG = re.compile(r"<b>(.*?)</b>", re.S)
ARTICLES = re.compile(r"^(the|a|an)\s+", re.I)

FRAMES = {
    "name": [
        "Am Montag stellte {} eine neue Software für kleine Firmen vor.",
        "Die Entwickler von {} arbeiten seit zwei Jahren an dem Projekt.",
        "Nach Angaben von {} wurde der Fehler bereits behoben.",
        "Viele Nutzer wechseln von ihrem alten Dienst zu {}.",
        "Der Hersteller {} will das Gerät im Herbst auf den Markt bringen.",
        "Wer {} installiert, muss zuerst ein Konto anlegen.",
        "Das neue Gesetz betrifft vor allem {} und andere große Anbieter.",
        "Im Test schnitt {} besser ab als die Konkurrenz.",
    ],
    "number": [
        "Das Unternehmen beschäftigt {} Mitarbeiter in ganz Europa.",
        "Im vergangenen Jahr wurden {} Geräte verkauft.",
        "Der Speicher fasst {} Dateien.",
        "Insgesamt nahmen {} Menschen an der Umfrage teil.",
        "Die Datenbank enthält {} Einträge aus drei Ländern.",
        "Etwa {} Kunden sind von dem Ausfall betroffen.",
    ],
    "term": [
        "Unter dem Begriff „{}“ verstehen Fachleute etwas anderes.",
        "Der Artikel erklärt, was „{}“ bedeutet.",
        "Das Wort „{}“ kommt in dem Bericht oft vor.",
        "Die Behörde nannte „{}“ als wichtigsten Grund.",
        "In der Überschrift stand nur „{}“.",
    ],
}
NAMES = [
    "Microsoft", "Google", "Mozilla", "Debian", "Siemens", "Telekom", "Firefox", "Linux",
    "Amazon", "Berlin", "Angela Merkel", "Peter Schmidt", "Bosch", "Windows", "OpenOffice", "Nokia",
]  # fmt: skip
NUMBERS = ["12", "85", "140", "250", "365", "480", "512", "2019", "7400", "15000"]
TERMS = {
    "Sicherheit": ["security", "safety"],
    "Freiheit": ["freedom", "liberty"],
    "künstliche Intelligenz": ["artificial intelligence"],
    "freie Software": ["free software"],
    "Datenschutz": ["data protection", "privacy", "data privacy"],
    "Zukunft": ["future"],
    "Energie": ["energy", "power"],
    "Netzwerk": ["network"],
    "Verschlüsselung": ["encryption"],
    "Wissenschaft": ["science"],
    "Verantwortung": ["responsibility", "accountability"],
    "Speicherplatz": ["storage space", "disk space", "storage", "memory space", "space", "memory"],
}


class Tagged(NamedTuple):
    kind: str
    html: str
    accepted: list[str]


def sentences(count: int = 200, seed: int = 7) -> list[Tagged]:
    everything = [Tagged("name", frame.format(f"<b>{name}</b>"), [name]) for frame in FRAMES["name"] for name in NAMES]
    everything += [Tagged("number", f.format(f"<b>{n}</b>"), [n]) for f in FRAMES["number"] for n in NUMBERS]
    everything += [Tagged("term", f.format(f"<b>{de}</b>"), en) for f in FRAMES["term"] for de, en in TERMS.items()]
    return random.Random(seed).sample(everything, count)


def plain(text: str) -> str:
    """What is compared: no article, no punctuation around, no thousands separators, small letters."""
    text = re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", text)
    return ARTICLES.sub("", text.strip(" .,;:!?\"'“”„‘’«»()")).strip(" \"'“”„").lower()


def right(tagged: Tagged, translated: str) -> bool:
    """Two tags side by side read as one, and an empty one is not seen; anything else must be in one place."""
    seen = re.sub(r"<b>\s*</b>", "", re.sub(r"</b>(\s*)<b>", r"\1", translated))
    held = TAG.findall(seen)
    return len(held) == 1 and plain(held[0]) in [plain(text) for text in tagged.accepted]
