"""Versions: each is a document of its own; the newest that holds stands for the series."""

from Acquisition import aq_parent
from baleharum.cases.content import children_path
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.files.policy import OPEN_STATES
from plone import api
from Products.Five.browser import BrowserView


ADD = "baleharum: Add document"
SUBMIT = "baleharum: Submit document"


def versions(document) -> list:
    """Return the catalog brains of all versions of a document, the newest first."""
    case = aq_parent(document)
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        path=children_path(case),
        document_series=document.series,
    )
    return sorted(found, key=lambda brain: brain.document_version, reverse=True)


def newest_approved(case, documents) -> dict[str, int]:
    """Return series -> number of its newest version that is approved, by one question to the
    catalog, however many documents of the case are given."""
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        path=children_path(case),
        document_series=list({document.series for document in documents}),
        review_state="approved",
    )
    rows = sorted((brain.document_version, brain.document_series) for brain in found)
    return {series: version for version, series in rows}


def later_version_exists(document) -> bool:
    """Tell whether a version after this one is in the case and was not withdrawn."""
    return any(
        brain.document_version > document.version and brain.review_state in LIVE_STATES
        for brain in versions(document)
    )


def visible_versions(document) -> list:
    """Return the brains of the versions that the person may see, the newest first."""
    seen = {
        brain.UID
        for brain in api.portal.get_tool("portal_catalog")(document_series=document.series)
    }
    return [brain for brain in versions(document) if brain.UID in seen]


def may_add_version(document) -> bool:
    """Tell whether the person may file a new version, which puts aside what is worked on.

    That takes the right to add to the case, and to withdraw each version still in the making;
    an approved one stays until the new one is approved, by somebody else.
    """
    may = api.user.has_permission
    if not may("View", obj=document) or not may(ADD, obj=aq_parent(document)):
        return False
    return all(
        may(SUBMIT, obj=brain._unrestrictedGetObject())
        for brain in versions(document)
        if brain.review_state in (*OPEN_STATES, "submitted")
    )


class HasSuccessor(BrowserView):
    """Guard of the transitions that put a version aside: only a newer one does that."""

    def __call__(self):
        """Return whether there is a newer version that holds."""
        return later_version_exists(self.context)


def version_added(document, event) -> None:
    """A new version takes the place of one that was still being worked on."""
    if document.version > 1:
        _put_aside(document, (*OPEN_STATES, "submitted"), "replace")


def version_decided(document, event) -> None:
    """An approved version takes the place of the approved one before it."""
    if event.transition is not None and event.transition.id == "approve":
        _put_aside(document, ("approved",), "supersede")


def _put_aside(document, states, transition):
    for brain in versions(document):
        if brain.document_version < document.version and brain.review_state in states:
            older = brain._unrestrictedGetObject()
            api.portal.get_tool("portal_workflow").doActionFor(older, transition)
