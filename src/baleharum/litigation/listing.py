"""The tab Litigation of a case: its files, bundles, and what was released to its advocates."""

from baleharum.cases.history import state_of
from baleharum.cases.listed import visible_children
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import today
from baleharum.cases.steps import state_label
from baleharum.litigation.choices import document_title
from baleharum.litigation.choices import found_with
from baleharum.litigation.court.shown import described
from baleharum.partners.choices import partner_brain
from baleharum.team.api import utcnow
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


ADD = "baleharum: Add litigation file"
ASK = "baleharum: Ask for release"
#: What the tab lists -> its portal type.
LISTED = {
    "proceedings": "CourtProceeding",
    "files": "LitigationFile",
    "bundles": "FiledBundle",
    "releases": "DocumentRelease",
}


def recipient_name(context) -> str:
    """Return the name of the recipient, '' while none is chosen."""
    brain = partner_brain(context.recipient or "")
    return brain.Title if brain is not None else ""


def released_title(release):
    """Return which document was released, for who may read it; '' while none is chosen."""
    document = found_with(release.document, "CaseFile", release.__parent__)
    if document is None:
        return ""
    if not api.user.has_permission("View", obj=document):
        return document.getId().upper()
    return document_title(document.getId(), document.kind)


def is_open_now(release) -> bool:
    """Tell whether the advocates read the document today."""
    return (
        state_of(release) == "released" and release.until is not None and release.until >= today()
    )


class Litigation(BrowserView):
    """`@@litigation` of a case."""

    tab = "litigation"
    _court = ViewPageTemplateFile("court/parts.pt")

    @property
    def court(self):
        """The macros of court procedures."""
        return self._court.macros

    def proceedings(self) -> list[dict]:
        """Return the court procedures, the newest first."""
        return described(visible_children(self.context, "CourtProceeding"), utcnow())

    def court_url(self) -> str:
        """Return the address of the form of a new procedure, '' for who may not."""
        return self._form(ADD, "CourtProceeding")

    def files(self) -> list[dict]:
        """Return the litigation files, the newest first."""
        return [
            {
                "code": each.code,
                "url": each.absolute_url(),
                "subject": each.subject,
                "recipient": recipient_name(each),
                "edition": label("bundle-editions", each.edition or "sealed"),
                "state": state_label(each),
                "token": state_of(each),
                "count": len(each.exhibits or ()),
                "hearing": day_text(each.hearing_on, spoken_language()) if each.hearing_on else "",
            }
            for each in visible_children(self.context, "LitigationFile")
        ]

    def bundles(self) -> list[dict]:
        """Return the bundles, the newest first."""
        return [
            {
                "code": each.code,
                "url": each.absolute_url(),
                "edition": label("bundle-editions", each.edition),
                "pages": f"{each.first_page}–{each.last_page}",
            }
            for each in visible_children(self.context, "FiledBundle")
        ]

    def releases(self) -> list[dict]:
        """Return what was asked for and released, the newest first."""
        return [
            {
                "id": each.getId().upper(),
                "url": each.absolute_url(),
                "kind": label("document-kinds", each.kind),
                "document": released_title(each),
                "state": state_label(each),
                "token": state_of(each),
                "until": day_text(each.until, spoken_language()) if each.until else "",
                "over": state_of(each) == "released" and not is_open_now(each),
            }
            for each in visible_children(self.context, "DocumentRelease")
        ]

    def add_url(self) -> str:
        """Return the address of the form of a new file, '' for who may not."""
        return self._form(ADD, "LitigationFile")

    def map_url(self) -> str:
        """Return the page of the names of the case and their pseudonyms."""
        return f"{self.context.absolute_url()}/@@pseudonyms"

    def ask_url(self) -> str:
        """Return the address of the form that asks for a document, '' for who may not."""
        return self._form(ASK, "DocumentRelease")

    def _form(self, permission: str, portal_type: str) -> str:
        if not api.user.has_permission(permission, obj=self.context):
            return ""
        return f"{self.context.absolute_url()}/++add++{portal_type}"
