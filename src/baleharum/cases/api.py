"""Opening cases and filing in them, for views, services and scripts; the caller's rights hold."""

from baleharum.cases.files.policy import lowest_level
from baleharum.cases.files.policy import rank
from baleharum.cases.files.storing import stored
from baleharum.cases.files.versions import versions
from plone.dexterity.utils import createContentInContainer
from zExceptions import BadRequest


def open_case(register, **fields):
    """File a new case and return it; its number is its id. fields: of ICase."""
    return createContentInContainer(register, "Case", **fields)


def add_document(
    case, data, filename: str, *, kind: str, level: str = "", declared: str = "", **fields
):
    """File a document and return it.

    data: bytes, an open binary file (it is copied), or an upload of a request; kind, level:
    tokens; a level below what the kind demands is raised to it; declared: the media type that
    the sender names, '' for none.
    Raises BadRequest for a file that is not kept.
    """
    lowest = lowest_level(kind)
    if not level or rank(level) < rank(lowest):
        level = lowest
    file = stored(data, filename)
    file.contentType = declared or file.contentType
    return createContentInContainer(case, "CaseFile", file=file, kind=kind, level=level, **fields)


def add_version(document, data, filename: str, **fields):
    """File a new version beside a document and return it; kind and level stay.

    Raises BadRequest for something that is not a document.
    """
    if document.portal_type != "CaseFile":
        raise BadRequest("Only documents have versions.")
    newest = max((b.document_version for b in versions(document)), default=document.version)
    return add_document(
        document.__parent__,
        data,
        filename,
        kind=document.kind,
        level=document.level,
        series=document.series,
        version=newest + 1,
        **fields,
    )


def add_note(case, text: str, **fields):
    """File a progress note and return it."""
    return createContentInContainer(case, "CaseNote", text=text, **fields)


def add_person(case, name: str, **fields):
    """File a person and return it. fields: of ICaseSubject."""
    return createContentInContainer(case, "CaseSubject", name=name, **fields)
