"""The queue of documents that wait for a review, one after the other."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.files import listing
from baleharum.cases.files.document import size_text
from baleharum.cases.files.document import version_rows
from baleharum.cases.files.paging import SIZE
from baleharum.cases.files.policy import may_approve
from baleharum.cases.files.preview import preview
from baleharum.cases.files.rules import submitter
from baleharum.cases.files.table import Macros
from baleharum.cases.files.upload import require_post
from baleharum.cases.files.upload import tell
from baleharum.cases.kinds import kind_of
from baleharum.cases.layout import full_name
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.traces import cases_of
from baleharum.cases.waiting import waiting_for
from baleharum.team.api import current_user_id
from baleharum.terms.lists import label
from baleharum.trail.api import showing
from baleharum.whole import whole
from functools import cached_property
from itertools import islice
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.Five.browser import BrowserView
from urllib.parse import urlencode
from zExceptions import BadRequest


#: decision -> what to tell.
DECISIONS = {
    "approve": _("review_approved", default="${number} is approved."),
    "return": _("review_returned", default="${number} is returned to its author."),
}


def reviewable(register):
    """Yield the brains of submitted documents that the person may review, the oldest first.

    Wakes documents only as far as the caller goes.
    """
    found = api.portal.get_tool("portal_catalog")(
        portal_type="CaseFile",
        review_state="submitted",
        path="/".join(register.getPhysicalPath()),
        sort_on="created",
    )
    for brain in found:
        if api.user.has_permission("baleharum: Review document", obj=brain.getObject()):
            yield brain


def others_waiting(register) -> list[dict]:
    """Return what waits for the person's decision and is no document: number, label, address…"""
    path = "/".join(register.getPhysicalPath())
    return [
        {
            "url": brain.getURL(),
            "uid": brain.UID,
            "title": brain.Title,
            "type": brain.portal_type,
            "label": _label_of(brain),
            "author": brain.Creator,
            "author_name": full_name(brain.Creator),
            "filed": brain.created,
        }
        for brain in listed(waiting_for(api.user.get_current(), path))
    ]


def listed(brains) -> list:
    """Return brains that are shown, and say in the record which cases these are."""
    found = list(brains)
    showing(cases_of(found))
    return found


def _label_of(brain):
    """Return which kind of document it stands for, otherwise what it is."""
    if brain.document_kind:
        return label("document-kinds", brain.document_kind)
    kind = kind_of(brain.portal_type)
    return kind.label if kind else brain.portal_type


class ReviewQueue(Macros, BrowserView):
    """What waits for a review, the current one with preview, and the decision beside it."""

    browser_title = _("heading_review", default="Waiting for review")

    @cached_property
    def queue(self):
        """Return the rows of the documents next in line, at most a page."""
        return listing.rows(listed(islice(reviewable(self.context), SIZE)))

    @cached_property
    def others(self):
        """Return what else waits for the person; each is decided on its own page."""
        return others_waiting(self.context)

    @cached_property
    def position(self):
        """Return the place of the current document in the queue, from 0."""
        asked = Asked(self.request.form).get("document", "")
        uids = [row.uid for row in self.queue]
        return uids.index(asked) if asked in uids else 0

    @cached_property
    def current(self):
        """Return the document that is shown, None when nothing waits."""
        if not self.queue:
            return None
        return api.content.get(UID=self.queue[self.position].uid)

    @property
    def row(self):
        """Return the row of the current document."""
        return self.queue[self.position]

    @cached_property
    def preview(self):
        """Return what to show of the current document."""
        return preview(self.current, self.request.form, self.url, (("document", self.row.uid),))

    @property
    def url(self):
        """The address of the queue."""
        return f"{self.context.absolute_url()}/@@review-queue"

    def address(self, position):
        """Return the address of a place in the queue, '' outside of it."""
        if not 0 <= position < len(self.queue):
            return ""
        return f"{self.url}?{urlencode({'document': self.queue[position].uid})}"

    def facts(self):
        """Return who handed the document in, its size, and its versions if there are several."""
        document = self.current
        versions = version_rows(document)
        handed_in = submitter(document) or document.Creator()
        return {
            "submitter": full_name(handed_in),
            "size": size_text(document.size),
            "versions": versions if len(versions) > 1 else [],
            "own": not may_approve(document.Creator(), handed_in, current_user_id()),
        }


class Decide(BrowserView):
    """Takes the decision on a document of the queue and goes on to the next."""

    def __call__(self):
        """Return '' with a redirect to what follows. Raises BadRequest for no decision of ours."""
        require_post(self.request)
        form = Asked(self.request.form)
        decision, comment = form.get("decision", ""), form.get("comment", "").strip()
        waiting = [brain.UID for brain in islice(reviewable(self.context), SIZE)]
        uid = form.get("document", "")
        if decision not in DECISIONS:
            raise BadRequest("Choose one of: " + ", ".join(DECISIONS))
        follows = ""
        if uid not in waiting:
            # Decided already: by somebody else, or by the first of two clicks.
            tell(self.request, NOT_ANY_MORE, "warning")
        else:
            decided = self._decide(api.content.get(UID=uid), decision, comment)
            place = waiting.index(uid) + (1 if decided else 0)
            follows = waiting[place] if place < len(waiting) else ""
        query = f"?{urlencode({'document': follows})}" if follows else ""
        self.request.response.redirect(f"{self.context.absolute_url()}/@@review-queue{query}")
        return ""

    def _decide(self, document, decision, comment):
        workflow = api.portal.get_tool("portal_workflow")
        try:
            with whole():
                workflow.doActionFor(document, decision, comment=comment)
        except TransitionRefused as refused:
            for row in refused.missing:
                tell(self.request, row.message, "warning")
            return False
        except WorkflowException:
            tell(self.request, NOT_ANY_MORE, "warning")
            return False
        message = DECISIONS[decision]
        mapping = {"number": document.title}
        tell(self.request, _(message, default=message.default, mapping=mapping), "info")
        return True


NOT_ANY_MORE = _("review_gone", default="This document no longer waits for your decision.")
