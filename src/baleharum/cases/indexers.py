"""What the catalog remembers of cases. Numbers and tokens only: no name of anybody."""

from baleharum.cases.content import ICase
from baleharum.cases.files.content import ICaseFile
from baleharum.cases.files.text import kept_text
from baleharum.cases.files.text import was_read
from baleharum.cases.hashes import hashing
from baleharum.cases.people.content import ICaseSubject
from baleharum.cases.people.keys import hashed_keys
from baleharum.terms.lists import term
from baleharum.vault.fingerprints import fingerprint
from DateTime import DateTime
from plone.indexer import indexer


@indexer(ICase)
def case_categories(case):
    """Tokens of the list `categories`."""
    return tuple(case.categories or ())


@indexer(ICase)
def case_risk(case):
    """Token of the list `risks`."""
    return case.risk


@indexer(ICase)
def case_sub_district(case):
    """Token of the list `sub-districts`."""
    return case.sub_district


@indexer(ICase)
def case_received(case):
    """The day on which the report came in."""
    return day(case.received_on)


@indexer(ICase)
def case_review(case):
    """The day on which the case is to be reviewed."""
    return day(case.review_on)


@indexer(ICaseFile)
def document_kind(document):
    """Token of the list `document-kinds`."""
    return document.kind


@indexer(ICaseFile)
def document_level(document):
    """Token of the list `levels`."""
    return document.level


@indexer(ICaseFile)
def document_series(document):
    """The UID of the first version."""
    return document.series


@indexer(ICaseFile)
def document_version(document):
    """Which version of its series it is, from 1."""
    return document.version


@indexer(ICaseFile)
def document_text(document):
    """Token of the list `text-states`, nothing while the worker has not looked into the file.

    What the worker writes here and into the words is so written by nobody else: filing a document
    touches nothing that the worker changes for the ones before it, and neither has to be repeated.
    """
    if document.text_state == "waiting":
        raise AttributeError("document_text")
    return document.text_state


@indexer(ICaseFile)
def document_sha256(document):
    """Keyed hash of the file as received: who has the database cannot tell which file it is."""
    hashing()
    return fingerprint(document.sha256, "file")


@indexer(ICaseFile)
def searchable_document(document):
    """The number alone: this index of Plone knows its words in the clear."""
    return document.title


@indexer(ICaseFile)
def document_words(document):
    """Number, kind, and the text, for the index that knows words by their keyed hashes.

    Nothing while a document was never read, see `document_text`.
    """
    if document.text_state == "waiting" and not was_read(document):
        raise AttributeError("document_words")
    hashing()
    kind = term("document-kinds", document.kind)
    return " ".join((document.title, kind.id, kind.en, kept_text(document)))


@indexer(ICase)
def searchable_case(case):
    """The case number alone."""
    return case.getId()


@indexer(ICaseSubject)
def searchable_person(person):
    """The number alone: people are not found through the text search."""
    return person.title


@indexer(ICaseSubject)
def person_keys(person):
    """Keyed hashes that the same person in another case would share."""
    hashing()
    year = person.birth_date.year if person.birth_date else person.birth_year
    return " ".join(hashed_keys(person.nik or "", person.name or "", year))


def day(value):
    """Return a date as the catalog's DateTime, None for none."""
    return None if value is None else DateTime(value.year, value.month, value.day)
