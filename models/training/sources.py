"""What is trained on and how much it counts. One line a source; see the corpus's PROVENANCE.md for what each is.

A weight is how often a pair of the source is seen in one pass over the data: 3.0 three times, 0.4 in two passes
of five. News and edited prose count up, reference manuals and machine-made German down; towards the end of the
training prose alone keeps its weight (see LATE).
"""

WEIGHTS = {
    "wmt_human": 6.0,
    "opennmt_wmt": 5.0,
    "wmt_bergamot": 4.0,
    "debian_news": 4.0,
    "debian_www": 3.0,
    "tatoeba": 2.0,
    "games": 2.0,
    "i2p": 2.0,
    "oss_books": 2.0,
    "mozorg": 2.0,
    "multi30k": 0.7,
    "debian_ddtp": 1.0,
    "debian_docs": 1.5,
    "mdn": 1.0,
    "ms_office_ht": 1.0,
    "ms_dynamics_ht": 0.7,
    "msdocs_dotnet_ht": 0.7,
    "ms_cpp_ht": 0.7,
    "ms_office_mt": 0.7,
    "ms_skype_mt": 0.5,
    "msdocs_dotnet_mt": 0.4,
    "ms_cpp_mt": 0.3,
    "ms_win32_mt": 0.3,
    "php": 0.7,
    "libreoffice_help": 0.7,
    "gnome_kde_docs": 0.7,
    "gimp_help": 0.4,
    "po_ui": 0.5,
    # Made by this recipe
    "dictionary": 0.4,
    "augmented": 1.0,
    "copies": 1.0,
    "backtranslated": 2.0,
}

PROSE = {
    "wmt_human", "opennmt_wmt", "wmt_bergamot", "debian_news", "debian_www", "tatoeba", "games", "i2p", "oss_books",
    "mozorg", "multi30k", "augmented", "copies", "backtranslated",
}  # fmt: skip
"""What reads like an article, or is made of what does: the rest is manuals, messages and a dictionary."""

LATE = 0.3
"""What the weights outside PROSE are multiplied by in the last part of the training (train.py, `--late-from`)."""

CUTTINGS = {name: 3 for name in ("wmt_human", "opennmt_wmt", "wmt_bergamot", "debian_news", "debian_www")}
"""Sources that are seen dozens of times, and in how many ways their German is cut into pieces: one is the usual one,
the others are drawn (Kudo 2018, subword regularisation), so that words are learnt and not sentences by heart."""

NAMES = sorted(WEIGHTS)
"""A source's place in this list is its number in the packed arrays."""

ROW_WEIGHTS = [WEIGHTS[name] / CUTTINGS.get(name, 1) for name in NAMES]
"""A packed row's weight: a pair that is packed in several cuttings shares its weight among them."""

TRUST_NUMBERS = {"wmt_human", "opennmt_wmt", "tatoeba", "games", "multi30k"}
"""Free human translations: `15 Uhr` may become `3 pm`, so differing digits do not condemn a pair."""
