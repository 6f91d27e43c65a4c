"""Searching the text of documents, for those who may read them."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.files import listing
from baleharum.cases.files.listing import Row
from baleharum.cases.files.paging import Page
from baleharum.cases.files.paging import SIZE
from baleharum.cases.files.paging import start_of
from baleharum.cases.files.table import Macros
from baleharum.cases.files.text import kept_text
from baleharum.cases.hashes import with_words
from baleharum.cases.traces import cases_of
from baleharum.cases.traces import shown
from baleharum.trail.actions import SEARCH
from baleharum.vault.words import folded
from baleharum.vault.words import stemmed
from dataclasses import dataclass
from functools import cached_property
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.ZCTextIndex.ParseTree import ParseError

import re


#: Bytes of a text that are looked through for the place that is shown.
LOOKED_THROUGH = 500_000

#: Characters before and after the word that was found.
BEFORE, AFTER = 60, 120

#: What people write in capitals, and how the index says it.
OPERATORS = {"AND": "AND", "OR": "OR", "NOT": "AND NOT"}

WORDS = re.compile(r'"[^"]+"|\S+')
SIGNS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Snippet:
    """The place where a word was found: what stands before it, the word, what follows."""

    before: str
    word: str
    after: str


@dataclass(frozen=True)
class Hit:
    """A document that was found; case: number of its case; snippet: None where only its number
    or kind was found."""

    row: Row
    case: str
    snippet: Snippet | None


def phrases(text: str) -> list[str]:
    """Return the words, "quoted phrases" and OPERATORS of a query, without signs.

    >>> phrases('"rumah aman" AND (Mataram*')
    ['rumah aman', 'AND', 'Mataram']
    """
    found = (SIGNS.sub(" ", part).strip() for part in WORDS.findall(text[:300]))
    return [phrase for phrase in found if phrase]


def text_query(text: str) -> str:
    """Return the query of the text index: all words must be there, phrases as they stand.

    AND, OR and NOT in capitals mean what they say; OR joins what stands beside it.

    >>> text_query('rumah OR "panti asuhan" NOT sekolah')
    '"rumah" OR "panti asuhan" AND NOT "sekolah"'
    """
    query, operator = "", "AND"
    for phrase in phrases(text):
        if phrase in OPERATORS:
            operator = phrase
            continue
        if query:
            query += f" {OPERATORS[operator]} "
        elif operator == "NOT":
            query = "NOT "
        query += f'"{phrase}"'
        operator = "AND"
    return query


def words_sought(text: str) -> list[str]:
    """Return the phrases of a query that a hit may show: not the operators, nor what is excluded."""
    found = phrases(text)
    return [
        phrase
        for before, phrase in zip(["", *found], found, strict=False)
        if phrase not in OPERATORS and before != "NOT"
    ]


def find(context, text: str, start: int = 0) -> tuple[list, int]:
    """Return the brains of a page of documents below context that hold all words, and how many.

    The newest come first. Without words, or with excluded ones only, nothing is found.
    """
    query = text_query(text)
    if not query:
        return [], 0
    try:
        found, total = with_words(
            query,
            "created",
            start + SIZE,
            portal_type="CaseFile",
            path="/".join(context.getPhysicalPath()),
        )
    except ParseError:
        return [], 0
    page = found[start : start + SIZE]
    shown(SEARCH, context, "hits", total, cases_of(page))
    return page, total


def hits(brains, text: str) -> list[Hit]:
    """Return what is shown of each brain of a page."""
    words = words_sought(text)
    return [
        Hit(row, row.title.rpartition("/")[0], snippet_of(brain.getObject(), words))
        for brain, row in zip(brains, listing.rows(brains), strict=True)
    ]


def snippet_of(document, words: list[str]) -> Snippet | None:
    """Return the first place where one of the words stands in a document's text."""
    text = kept_text(document, LOOKED_THROUGH)
    return snippet(text, words) if text else None


def snippet(text: str, words: list[str]) -> Snippet | None:
    """Return the first place of one of the words, whole words first, in one line.

    >>> snippet("Klien tinggal di rumah aman.", ["rumah aman"])
    Snippet(before='Klien tinggal di ', word='rumah aman', after='.')
    """
    spaced = [r"\s+".join(map(re.escape, word.split())) for word in words]
    found = spaced and re.search(rf"\b(?:{'|'.join(spaced)})\b", text, re.IGNORECASE)
    found = found or _other_form(text, words)
    if not found:
        return None
    start, end = max(found.start() - BEFORE, 0), found.end() + AFTER
    return Snippet(
        ("… " if start else "") + _line(text[start : found.start()]),
        _line(found.group()),
        _line(text[found.end() : end]) + (" …" if end < len(text) else ""),
    )


def _other_form(text, words):
    """Find a word in another form with the same stem, as the index does."""
    stems = {stem for word in words for stem in stemmed(folded(word))}
    if not stems:
        return None
    likely = rf"\b\w*(?:{'|'.join(map(re.escape, sorted(stems)))})\w*"
    found = re.finditer(likely, text, re.IGNORECASE)
    return next((m for m in found if stems & set(stemmed(folded(m.group())))), None)


def _line(text):
    return re.sub(r"\s+", " ", text)


class Find(Macros, BrowserView):
    """`@@find?text=…` on the register or a case."""

    browser_title = _("heading_find", default="Search in documents")

    tab = "documents"
    _results = ViewPageTemplateFile("hits.pt")

    @property
    def results(self):
        """The macro `hits`."""
        return self._results.macros

    @property
    def text(self):
        """The words that are asked for."""
        return Asked(self.request.form).get("text", "").strip()

    @cached_property
    def found(self):
        """Brains of the page and the total."""
        return find(self.context, self.text, start_of(self.request.form))

    @cached_property
    def hits(self):
        """Return what is shown of this page."""
        return hits(self.found[0], self.text)

    @property
    def page(self):
        """Return where in the results this page is."""
        start = start_of(self.request.form)
        return Page(start, self.found[1], self.address, (("text", self.text),))

    @property
    def address(self):
        """The address of the search."""
        return f"{self.context.absolute_url()}/@@find"
