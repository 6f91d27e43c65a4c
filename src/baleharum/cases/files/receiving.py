"""Taking in an uploaded file: looked at before anything is made, so nothing half-made stays."""

from baleharum import _
from baleharum.cases.api import add_document
from baleharum.cases.api import add_version
from baleharum.cases.files.door import entered
from baleharum.cases.files.listing import number
from baleharum.cases.files.listing import within
from baleharum.cases.files.policy import LEVEL_TOO_LOW
from baleharum.cases.files.policy import LEVELS
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.files.policy import lowest_level
from baleharum.cases.files.policy import MAX_BYTES
from baleharum.cases.files.policy import rank
from baleharum.cases.files.versions import may_add_version
from baleharum.cases.hashes import any_of
from baleharum.documents.filenames import clean_name
from baleharum.documents.guess import guess
from baleharum.documents.sniff import Refused
from baleharum.guard.catalog import Sealed
from baleharum.team.api import current_user_id
from baleharum.terms.lists import terms
from baleharum.vault.fingerprints import every_fingerprint
from dataclasses import dataclass
from plone import api
from typing import Any
from zope.i18nmessageid import Message


#: What to do with a file that is in the case already: say so, file it again, or file it as a
#: new version of what is there.
KEEP = ("", "both", "version")

#: Reasons of a refusal that lie in what was chosen beside the file.
CHOSEN = ("kind", "level")

FILED, TWIN, REFUSED = "filed", "twin", "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of one file. status: filed, twin or refused; number and url: of the document
    that was filed, or of the one that is there already; url is '' if the person may not see it."""

    name: str
    status: str
    message: Message
    number: str = ""
    url: str = ""
    document: Any = None
    #: Whether the same file may be filed once something else is chosen, the kind for example.
    again: bool = False


def receive(
    case,
    stream,
    filename: str,
    *,
    kind: str = "",
    level: str = "",
    keep: str = "",
    replaces=None,
    declared: str = "",
) -> Outcome:
    """File one upload in a case and tell what became of it.

    stream: open binary file; kind: token, '' to guess it from the name; level: token, '' for
    what the kind demands; keep: see KEEP; replaces: a document, to file its next version;
    declared: the media type that the sender names, '' for none.
    The caller has checked that the person may add documents here.
    """
    name = clean_name(filename)
    try:
        # First the file: nobody is asked the kind of what is not kept in any case.
        digest = looked_at(stream, name, declared)
        kind = replaces.kind if replaces is not None else known_kind(kind, name)
        level = known_level(level, kind) if replaces is None else ""
    except Refused as refused:
        return Outcome(name, REFUSED, refused.message, again=refused.reason in CHOSEN)
    twin = twin_of(case, digest)
    if twin is not None and not keep:
        return told(name, twin)
    if replaces is None and twin is not None and keep == "version":
        replaces = twin._unrestrictedGetObject()
    if replaces is not None:
        return _version(replaces, stream, name)
    return _filed(name, add_document(case, stream, name, kind=kind, level=level))


def known_kind(kind: str, name: str) -> str:
    """Return the kind that was chosen, or the one that the name speaks of. Raises Refused."""
    chosen = kind or guess(name).kind or ""
    if chosen not in {term.token for term in terms("document-kinds")}:
        raise Refused(
            "kind",
            _(
                "refused_kind",
                default="What kind of document is this? Its name does not tell: choose the kind.",
            ),
        )
    return chosen


def known_level(level: str, kind: str) -> str:
    """Return the level that was chosen, '' for none. Raises Refused for one that the kind forbids.

    Who chose it is told, or they would believe that it holds.
    """
    if level and level not in LEVELS:
        raise Refused(
            "level", _("refused_level", default="There is no such confidentiality. Choose one.")
        )
    if level and rank(level) < rank(lowest_level(kind)):
        raise Refused("level", LEVEL_TOO_LOW)
    return level


def looked_at(stream, name: str, declared: str = "") -> str:
    """Return the SHA-256 of a file that may be kept. Raises Refused, naming the remedy."""
    examined = entered(stream, name, declared).examined
    if examined.size > MAX_BYTES:
        raise Refused(
            "size",
            _(
                "refused_size",
                default="The file is larger than ${limit} MB. Make it smaller (fewer pages, a lower"
                " resolution, a shorter recording), and choose it again.",
                mapping={"limit": MAX_BYTES >> 20},
            ),
        )
    return examined.sha256


def twin_of(case, digest: str):
    """Return the brain of a living document of the case with the same bytes, or None.

    Only what the person may see, or has filed themselves, counts: nobody learns from an upload
    that a document is there which is closed to them.
    """
    catalog = api.portal.get_tool("portal_catalog")
    known = Sealed(query=any_of(every_fingerprint("file", [digest])))
    query = {**within(case), "document_sha256": known, "review_state": list(LIVE_STATES)}
    seen = catalog(**query)
    if seen:
        return seen[0]
    own = catalog.unrestrictedSearchResults(Creator=current_user_id(), **query)
    return own[0] if own else None


def told(name: str, twin) -> Outcome:
    """Return that a file is in the case already, as the document `twin`."""
    there = number(twin.Title)
    message = _(
        "upload_twin",
        default="This file is already in the case as ${number}. Nothing was added.",
        mapping={"number": there},
    )
    return Outcome(name, TWIN, message, there, _url(twin._unrestrictedGetObject()))


def _version(document, stream, name):
    if not may_add_version(document):
        message = _(
            "refused_version",
            default="You may not replace this document. File yours as a document of its own.",
        )
        return Outcome(name, REFUSED, message)
    return _filed(name, add_version(document, stream, name))


def _filed(name, document):
    there = number(document.title)
    mapping = {"number": there, "version": document.version}
    if document.version > 1:
        message = _(
            "upload_version", default="Filed as ${number}, version ${version}.", mapping=mapping
        )
    else:
        message = _("upload_filed", default="Filed as ${number}.", mapping=mapping)
    return Outcome(name, FILED, message, there, _url(document), document)


def _url(document):
    visible = api.user.has_permission("View", obj=document)
    return document.absolute_url() if visible else ""
