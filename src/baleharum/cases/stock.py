"""Stock pages and services that do not know the rules of a case, led to those that do."""

from baleharum import _
from baleharum.asked import Asked
from OFS.CopySupport import CopyError
from plone.restapi.services.copymove.copymove import Copy
from plone.restapi.services.copymove.copymove import Move
from Products.Five.browser import BrowserView
from urllib.parse import urlencode
from zExceptions import BadRequest
from zope.i18n import translate


class ContentStatus(BrowserView):
    """`content_status_modify` and `content_status_history`: the page that says what is missing.

    Nothing changes here. The stock pages change the state at once, and end in an error where
    something is missing.
    """

    def __call__(self, *args, **kwargs):
        """Redirect to `@@change-state`, with the step that was asked for."""
        step = Asked(self.request.form).get("workflow_action", "")
        query = f"?{urlencode({'transition': step})}" if step else ""
        self.request.response.redirect(f"{self.context.absolute_url()}/@@change-state{query}")
        return ""


class CopyHere(Copy):
    """`POST @copy` that answers 400 for what cannot be copied; the stock one answers 500, and
    nothing but a status where nothing may be added.
    """

    def reply(self):
        """Return source and target of each copy. Raises BadRequest."""
        try:
            return super().reply() or refused_here(self.request)
        except CopyError as refused:
            message = _(
                "error_not_copied",
                default="This cannot be copied. What is filed in a case stays there: download a"
                " document, and file it where it is needed.",
            )
            raise BadRequest(translate(message, context=self.request)) from refused


class MoveHere(Move):
    """`POST @move` that says why nothing was moved."""

    def reply(self):
        """Return source and target of each move, or the error."""
        return super().reply() or refused_here(self.request)


def refused_here(request) -> list | dict:
    """Return why nothing was copied or moved; an empty list if there was nothing to be refused."""
    if request.response.getStatus() not in (401, 403):
        return []
    message = _(
        "error_no_place",
        default="Nothing may be added here, or taken away from there. What is filed in a case stays"
        " there: download a document, and file it where it is needed.",
    )
    return {"error": {"type": "Forbidden", "message": translate(message, context=request)}}
