"""Phonetic keys of Indonesian names, to notice that a person may be known already."""

import re
import unicodedata


# Words that clerks add or leave out: they do not tell two people apart.
# Inaq, Amaq and Papuq (mother, father, grandparent of) stay: Inaq Sari is not Sari.
TITLES = frozenset(
    # Balinese articles; Sasak articles and ranks.
    "i ni loq laq lalu l baiq bq"
    # Religion and learning.
    " h hj haji hajah hajjah kh k tgh tg ust ustad ustadz ustadzah kyai kiai dr drs dra prof ir"
    # Address, the deceased, and what joins a name to the father's.
    " bapak pak bp ibu bu ny nyonya tn tuan sdr sdri saudara saudari nn nona"
    " alm almh almarhum almarhumah bin binti bt bte".split()
)

# Degrees, which follow the name after a comma.
DEGREES = frozenset(
    "ah amd amdkeb amdkep ba bsc lc ma mag mh mhum mkes mkn mkom mm mpd mphil mpsi msc msi msos mt"
    " ners ns phd psikolog sag sap se sfarm sh shi shum si sip skeb skep skm skom sos sp spa spd"
    " spdi spkj spog spsi ssi ssos sst st stp str".split()
)

SHORT_FORMS = {
    **dict.fromkeys("m mh mhd moch mochd moh mohd much muh muhd".split(), "muhammad"),
    "abd": "abdul",
    "st": "siti",
    "gd": "gede",
    "gst": "gusti",
    "kdk": "kadek",
    "kmg": "komang",
    "kt": "ketut",
    "nym": "nyoman",
    "pt": "putu",
    "wy": "wayan",
    "wyn": "wayan",
}

# From what is written to what is heard, repeated until nothing changes. Every rule shortens the
# word or replaces a letter which no other rule brings back, so the repeating ends.
SOUNDS = tuple(
    (re.compile(written), heard)
    for written, heard in (
        (r"(.)\1+", r"\1"),  # Eddy, Edy
        # The spelling of before 1972: Soekarno, Tjokro, Djoko, Sjarif, Arief.
        (r"oe|oo", "u"),
        (r"ie|ee", "i"),
        (r"tj", "c"),
        (r"dj", "y"),
        # The old j is today's y, and nobody knows which one a clerk meant: Jusuf, Yusuf.
        (r"j", "y"),
        (r"sy(?=[aeiou])", "s"),  # Syarif, Sarif
        (r"y(?![aeiou])", "i"),  # Dewy, Dewi
        (r"iy(?=[aeiou])|(?<!s)i(?=[aeou])", "y"),  # Aliyah, Alia; Mulia, Mulya
        (r"uw(?=[aeiou])", "u"),  # Suwardi, Suardi
        (r"ae|ei|oi", "ai"),  # Zaenab, Zainab; Husein, Husain; Khoirul, Khairul
        # Letters of Arabic and Dutch which speech does not keep apart.
        (r"ch(?=r)|ck|c(?=[bcdfgklmnpqrstvwxz]|$)", "k"),  # Christina, Victor
        (r"^ch(?=[ie]|a(?!i))", "c"),  # Chandra, Candra
        (r"ch|kh", "h"),  # Rochmat, Rakhmat
        (r"ph|f|v", "p"),  # Yusuf, Yusup; Novi, Nopi
        (r"dz|ts|z", "s"),  # Dzulkifli, Zulkifli; Utsman, Usman; Rizki, Riski
        (r"q", "k"),
        (r"x", "ks"),
        (r"(?<=[^aeiou])h|(?<=.)h(?![aeiou])", ""),  # Ridho, Rido; Fatimah, Fatima
        (r"d$", "t"),
        (r"b$", "p"),
        (r"^abdul([dnrst])", r"abdu\1"),  # Abdul Rahman, Abdurrahman
        (r"^m[ou]h?am[ae]t$", "muhamat"),  # Mochammad, Muhamad, Mohamed
        (r"^amet$", "amat"),  # Ahmed, Achmad
    )
)

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛`´ʹʻʼʾʿˈ"))
_LATIN = re.compile(r"[a-z]+")
_NOT_A_DIGIT = re.compile(r"[^0-9]")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in their order, in lower case, without titles and degrees.

    A name that consists of titles only is kept whole: somebody is called Lalu.
    """
    head, *tail = _folded(name).split(",")
    kept = [piece for piece in " ".join(tail).split() if "".join(_words(piece)) not in DEGREES]
    return _without_titles(_words(" ".join([head, *kept])))


def phonetic_key(name: str) -> tuple[str, ...]:
    """The sounds of a name's words, sorted, each once: equal for spellings of one name.

    Empty when the name holds no letter or digit. Scripts other than Latin are only folded.
    """
    heard = {_heard(word) for word in name_words(name)}
    return _without_titles(tuple(sorted(heard)))


def match_keys(nik: str | None, name: str, birth_year: int | None) -> list[str]:
    """Tokens of which two records share one when they are likely the same person.

    They share `nik:<16 digits>` when the NIK is the same, and a `name:<sounds>:<year>` when the
    name sounds the same, whatever the order and spacing of its words, and the birth years differ
    by one at most. Unknown birth years match each other only. The tokens name a person: whoever
    stores them must hash them with a key first.
    """
    digits = _NOT_A_DIGIT.sub("", nik or "")
    keys = [f"nik:{digits}"] if len(digits) == 16 else []
    # A year stands for itself and the next one: neighbours share one of their two tokens.
    years = ("?",) if birth_year is None else (birth_year - 1, birth_year)
    return keys + [f"name:{sound}:{year}" for sound in _sounds(name) for year in years]


def _sounds(name: str) -> list[str]:
    words = [SHORT_FORMS.get(word, word) for word in name_words(name)]
    # Nur Hayati is also written Nurhayati: the second key does not see the space.
    either = ["+".join(phonetic_key(name)), _heard("".join(words))]
    return [sound for sound in dict.fromkeys(either) if sound]


def _folded(text: str) -> str:
    # Upper case comes first: it alone undoes ß, ŉ and the dotless ı, so that a name and the same
    # name in capitals fold alike. It comes again for what the decomposition brought to light.
    upper = text.upper().translate(_APOSTROPHES)
    letters = unicodedata.normalize("NFKD", upper).translate(_APOSTROPHES)
    return "".join(c for c in letters if not unicodedata.combining(c)).upper().casefold()


def _words(folded: str) -> tuple[str, ...]:
    # Vowel signs (category M) belong to the words of Balinese script.
    spaced = (c if unicodedata.category(c)[0] in "LMN" else " " for c in folded)
    return tuple("".join(spaced).split())


def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in TITLES) or words


def _heard(word: str) -> str:
    if not _LATIN.fullmatch(word):
        return word
    written = ""
    while written != word:
        written = word
        word = SHORT_FORMS.get(word, word)
        for pattern, sound in SOUNDS:
            word = pattern.sub(sound, word)
    return word
