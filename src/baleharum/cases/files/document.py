"""The page of one document: what it is, what it looks like, its versions, what can be done."""

from baleharum import _
from baleharum.cases.files import listing
from baleharum.cases.files.preview import preview
from baleharum.cases.files.table import ACCEPT
from baleharum.cases.files.table import Macros
from baleharum.cases.files.text import ask_for_text
from baleharum.cases.files.upload import require_post
from baleharum.cases.files.upload import tell
from baleharum.cases.files.versions import may_add_version
from baleharum.cases.files.versions import visible_versions
from baleharum.cases.layout import full_name
from baleharum.terms.lists import label
from dataclasses import dataclass
from DateTime import DateTime
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from zope.i18nmessageid import Message


#: Transitions that happen by themselves when a newer version comes.
AUTOMATIC = ("replace", "supersede")


@dataclass(frozen=True)
class Version:
    """One version as the list shows it; same: its bytes are those of the version shown."""

    version: int
    number: str
    url: str
    state: str
    state_label: Message
    author_name: str
    filed: DateTime
    filename: str
    size: int
    sha256: str
    same: bool
    current: bool
    findings: tuple[str, ...] = ()
    scan: str = "off"


def version_rows(document) -> list[Version]:
    """Return the versions of a document that the person may see, newest first, compared."""
    rows = []
    for brain in visible_versions(document):
        other = brain.getObject()
        rows.append(
            Version(
                version=brain.document_version,
                number=listing.number(brain.Title),
                url=brain.getURL(),
                state=brain.review_state,
                state_label=label("document-states", brain.review_state),
                author_name=full_name(brain.Creator),
                filed=brain.created,
                filename=other.filename,
                size=other.size,
                sha256=other.sha256,
                same=other.sha256 == document.sha256,
                current=document.UID() == brain.UID,
                findings=other.findings,
                scan=other.scan,
            )
        )
    return rows


class Document(Macros, BrowserView):
    """A document with its facts, preview, versions and the next steps."""

    tab = "documents"
    accept = ACCEPT

    def size(self, size):
        """Return a size for people."""
        return size_text(size)

    @cached_property
    def facts(self):
        """Return kind, level, state and text state with their labels, and the author's name."""
        document, state = self.context, api.content.get_state(self.context)
        return {
            "number": listing.number(document.title),
            "kind": label("document-kinds", document.kind),
            "level": {"token": document.level, "label": label("levels", document.level)},
            "state": {"token": state, "label": label("document-states", state)},
            "text": {
                "token": document.text_state,
                "label": label("text-states", document.text_state),
            },
            "author": full_name(document.Creator()),
            "size": size_text(document.size),
        }

    @cached_property
    def preview(self):
        """Return what to show of the inside."""
        return preview(self.context, self.request.form, self.context.absolute_url())

    @cached_property
    def versions(self):
        """Return the rows of the versions."""
        return version_rows(self.context)

    def newest(self):
        """Return the row of a newer version that the person may see, or None."""
        newer = [row for row in self.versions if row.version > self.context.version]
        return newer[0] if newer else None

    def transitions(self):
        """Return the decisions that the person may take: id, label, address."""
        workflow = api.portal.get_tool("portal_workflow")
        return [
            {
                "id": each["id"],
                "label": label("document-transitions", each["id"]),
                "url": f"{self.context.absolute_url()}/@@change-state?transition={each['id']}",
            }
            for each in workflow.getTransitionsFor(self.context)
            if each["id"] not in AUTOMATIC
        ]

    def may_edit(self):
        """Tell whether the person may change kind, level and remarks."""
        return api.user.has_permission("Modify portal content", obj=self.context)

    def may_add_version(self):
        """Tell whether the person may file a new version."""
        return may_add_version(self.context)

    def may_read_again(self):
        """Tell whether the person may have the text read again."""
        return api.user.has_permission("baleharum: Submit document", obj=self.context)

    def previous(self):
        """Return the brain of the document filed before this one, or None."""
        return self._neighbour("max", "descending")

    def next(self):
        """Return the brain of the document filed after this one, or None."""
        return self._neighbour("min", "ascending")

    def _neighbour(self, side, order):
        found = api.portal.get_tool("portal_catalog")(
            sortable_title={"query": sortable(self.context), "range": side},
            sort_on="sortable_title",
            sort_order=order,
            sort_limit=2,
            **listing.within(self.context.__parent__),
        )
        others = [brain for brain in found[:2] if self.context.UID() != brain.UID]
        return others[0] if others else None


def read_again(document) -> None:
    """Have the worker look into the file of a document once more."""
    ask_for_text(document)
    document.reindexObject(idxs=["document_text"])


class ReadAgain(BrowserView):
    """Has the worker look into the file again, after a fault of the machine was mended."""

    def __call__(self):
        """Return '' with a redirect to the document."""
        require_post(self.request)
        read_again(self.context)
        tell(
            self.request,
            _("text_read_again", default="The file is read again; this takes a moment."),
            "info",
        )
        self.request.response.redirect(self.context.absolute_url())
        return ""


def sortable(document) -> str:
    """Return the place of a document in the order of numbers."""
    catalog = api.portal.get_tool("portal_catalog")
    path = "/".join(document.getPhysicalPath())
    return catalog.getIndexDataForUID(path)["sortable_title"]


def size_text(size: int) -> str:
    """Return a size for people: 512 B, 3.4 kB, 200 MB.

    >>> size_text(3_400)
    '3.4 kB'
    """
    for limit, unit in ((1_000, "B"), (1_000_000, "kB"), (1_000_000_000, "MB")):
        if size < limit:
            amount = size * 1_000 / limit
            return f"{amount:.1f} {unit}" if amount < 10 and unit != "B" else f"{amount:.0f} {unit}"
    return f"{size / 1_000_000_000:.1f} GB"
