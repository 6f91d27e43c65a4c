"""Opening cases and filing in them, for views, services and scripts; the caller's rights hold."""

from baleharum.cases.files.policy import lowest_level
from baleharum.cases.files.policy import rank
from baleharum.cases.files.storing import stored
from baleharum.cases.files.versions import versions
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
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
    file = stored(data, filename)
    file.contentType = declared or file.contentType
    level = _raised(level, kind)
    return createContentInContainer(case, "CaseFile", file=file, kind=kind, level=level, **fields)


def take_document(case, file, *, kind: str, level: str = "", **fields):
    """File a document whose file is sealed already, elsewhere, and return it.

    file: SealedFile; its key is wrapped for the case, no byte of it is touched. It passes the same
    gate as any other. The caller has checked that the person may file here: somebody who has just
    opened a case has no role in it before the next request.
    Raises BadRequest for a file that is not kept.
    """
    level = _raised(level, kind)
    document = createContent("CaseFile", file=file, kind=kind, level=level, **fields)
    return addContentToContainer(case, document, checkConstraints=False)


def take_person(case, name: str, **fields):
    """File a person and return it; for who has just opened the case, as above."""
    person = createContent("CaseSubject", name=name, **fields)
    return addContentToContainer(case, person, checkConstraints=False)


def _raised(level: str, kind: str) -> str:
    lowest = lowest_level(kind)
    return level if level and rank(level) >= rank(lowest) else lowest


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
