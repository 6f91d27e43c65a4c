"""Steps that are buttons on the page of a thing, without a page of their own."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.requirements import TransitionRefused
from baleharum.whole import whole
from plone import api
from plone.protect import CheckAuthenticator
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.Five.browser import BrowserView
from zExceptions import BadRequest


class TakeStep(BrowserView):
    """`@@partner-step`, `@@page-step`: POST with `transition` and, where it is asked for, `comment`."""

    def __call__(self):
        """Take the step, say what came of it, and show the page again."""
        if self.request.method != "POST":
            raise BadRequest("A step is taken by sending the form of the page.")
        CheckAuthenticator(self.request)
        form = Asked(self.request.form)
        workflow = api.portal.get_tool("portal_workflow")
        try:
            with whole():
                workflow.doActionFor(
                    self.context, form.get("transition", ""), comment=form.get("comment", "")
                )
        except TransitionRefused as refused:
            for row in refused.missing:
                api.portal.show_message(row.message, request=self.request, type="error")
        except WorkflowException:
            message = _("error_step_not_open", default="This step is not open (any more).")
            api.portal.show_message(message, request=self.request, type="warning")
        else:
            message = _("message_saved", default="Saved.")
            api.portal.show_message(message, request=self.request)
        self.request.response.redirect(self.context.absolute_url())
        return ""
