"""What is trained on and how much it counts. One line a source; the model card and SOURCES.md say what each is.

A weight is how often a pair of the source is seen in one pass over the data: 3.0 three times, 0.4 in two passes
of five. News and edited prose count up, manuals and machine-made German down; towards the end of the training prose
alone keeps its weight (see LATE). A file of the corpus that has no line here is left out.
"""

PROSE_WEIGHTS = {
    # News, parliament, commentary
    "wmt_human": 6.0,
    "opennmt_wmt": 5.0,
    "wmt_bergamot": 4.0,
    "cdt": 4.0,
    "ud_pud": 6.0,
    "europarl_a": 2.5,
    "europarl_uds": 3.0,
    "idioms_wmt": 3.0,
    "contrawsd": 3.0,
    "debian_news": 3.0,
    "sdg_germany": 3.0,
    "sdg_germany_old": 1.0,
    "fdroid_news": 3.0,
    "cwa_web": 3.0,
    "nextstrain_ncov": 4.0,
    "moz_campaigns": 2.0,
    # Encyclopedia, science, society
    "xquad_mgsm": 5.0,
    "mt_geneval": 3.0,
    "mlqe_pe": 3.0,
    "paws_x": 0.7,
    "mlqa_q": 1.0,
    "stellarium": 1.0,
    "zeroad": 3.0,
    "ufoai": 3.0,
    "gcompris": 1.5,
    "thrive": 2.0,
    "kanthaus_web": 2.0,
    "xhain_web": 2.0,
    "civic_web": 1.5,
    "liberapay": 1.5,
    "covid_apps": 1.5,
    "cc_legal": 1.0,
    "moz_legal": 1.0,
    # Technology and society on the web
    "debian_www": 2.5,
    "i2p": 1.5,
    "oss_books": 1.5,
    "mozorg": 2.0,
    "tails_web": 2.0,
    "tails_web_old": 1.0,
    "privacyguides": 2.0,
    "opensource_guide": 3.0,
    "innersource": 2.0,
    "bitcoin_org": 2.0,
    "monero_web": 1.5,
    "letsencrypt_web": 2.0,
    "deltachat": 1.5,
    "moz_www": 1.5,
    "openfoodfacts_web": 1.0,
    "elementary_web": 1.0,
    "matomo": 1.0,
    # Everyday sentences, stories, games
    "tatoeba": 2.0,
    "games": 1.5,
    "multi30k": 0.7,
    "tatoeba_mt": 1.5,
    "tatoeba_short": 1.0,
    "covost_de": 2.5,
    "cocoa_mt": 1.0,
    "xgqa": 0.7,
    "storybooks": 2.0,
    "freedict_examples": 0.7,
    "qald": 1.0,
    "cataclysm_dda": 1.2,
    "naev": 1.2,
    "wesnoth118": 1.0,
    "games2": 1.0,
    "games3": 1.0,
    "openclonk": 1.0,
    "freedink": 0.7,
    "tuxemon": 0.7,
    "shattered_pd": 1.0,
    "colobot": 0.7,
    "wz2100_web": 1.5,
    # Made by this recipe
    "augmented": 1.0,
    "copies": 1.0,
    "backtranslated": 1.0,
}
"""What reads like an article, or is made of what does."""

WEIGHTS = {
    **PROSE_WEIGHTS,
    "debian_ddtp": 1.0,
    "debian_docs": 1.0,
    "mdn": 0.7,
    "ms_office_ht": 1.0,
    "ms_dynamics_ht": 0.7,
    "msdocs_dotnet_ht": 0.6,
    "ms_cpp_ht": 0.5,
    "ms_office_mt": 0.5,
    "ms_skype_mt": 0.4,
    "msdocs_dotnet_mt": 0.3,
    "php": 0.6,
    "libreoffice_help": 0.7,
    "gnome_kde_docs": 0.7,
    "gimp_help": 0.4,
    "po_ui": 0.4,
    "moodle": 0.7,
    "darktable_docs": 1.0,
    "lyx_docs": 0.7,
    "fdroid_docs": 1.0,
    "debian_edu": 1.0,
    "zammad_docs": 0.7,
    "prusaslicer": 0.7,
    "sormas": 0.7,
    "sweethome3d": 1.0,
    "dictionary": 0.5,
    "freedict": 0.5,
}
"""The rest is manuals, messages and a dictionary."""

NOT_TO_GERMAN = {"augmented", "dictionary", "copies", "backtranslated"}
"""Sources whose German is damaged, a list of words or made by the model itself: no example of German to write."""

LATE = 0.3
"""What the weights outside PROSE_WEIGHTS are multiplied by in the last part of the training (train.py, `--late-from`)."""

CUTTINGS = {name: 3 for name, weight in PROSE_WEIGHTS.items() if weight >= 3}
"""Sources that are seen dozens of times, and in how many ways their German is cut into pieces: one is the usual one,
the others are drawn (Kudo 2018, subword regularisation), so that words are learnt and not sentences by heart."""

NAMES = sorted(WEIGHTS)
"""A source's place in this list is its number in the packed arrays."""

ROW_WEIGHTS = [WEIGHTS[name] / CUTTINGS.get(name, 1) for name in NAMES]
"""A packed row's weight: a pair that is packed in several cuttings shares its weight among them."""

TRUST_NUMBERS = {
    "wmt_human", "opennmt_wmt", "cdt", "idioms_wmt", "tatoeba", "tatoeba_mt", "covost_de", "games", "multi30k",
}  # fmt: skip
"""Free human translations: `5 Dinge` may become `five things`, so only numbers of two digits and more must be there."""
