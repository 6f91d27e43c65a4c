"""What kind of document a file probably is, by the words of its name."""

from baleharum.documents.filenames import split_extension
from baleharum.terms.lists import terms
from dataclasses import dataclass

import re
import unicodedata


#: The level of a document of which nothing is known: open to the team, not to the centre.
DEFAULT_LEVEL = "confidential"


@dataclass(frozen=True)
class Guess:
    """A token of the list `document-kinds`, or None: then the screen asks. And a level."""

    kind: str | None
    level: str


def guess(filename: str) -> Guess:
    """Guess from the hints whose words are in the name of an upload.

    The longest hint gives the kind. The level is the most closed of all kinds
    that are hinted at: what is guessed too open has been seen before it is mended.

    >>> guess("Surat Kuasa_scan02.pdf")
    Guess(kind='surat-kuasa', level='confidential')
    """
    name = _words(split_extension(filename)[0])
    fitting = [
        (len(hint), term)
        for term in terms("document-kinds")
        for hint in _hints(term.extra.get("hints", ""))
        if f" {hint} " in name
    ]
    if not fitting:
        return Guess(None, DEFAULT_LEVEL)
    levels = [term.token for term in terms("levels")]
    closed = max((term.extra["level"] for _length, term in fitting), key=levels.index)
    return Guess(max(fitting, key=lambda fit: fit[0])[1].token, closed)


def _hints(listed: str) -> list[str]:
    return [_words(hint).strip() for hint in listed.split("|") if hint.strip()]


def _words(text: str) -> str:
    """Lower-case words between blanks; 'SuratKuasa_2' becomes ' surat kuasa 2 '."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = unicodedata.normalize("NFKD", text).casefold()
    parts = re.findall(r"[a-z]+|\d+", plain)
    return f" {' '.join(parts)} "
