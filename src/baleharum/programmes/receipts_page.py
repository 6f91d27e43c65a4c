"""`@@receipts?part=1`: the list of recipients as PDF/A, to be signed by those who receive.

A thousand names in one file: it is handed out after a step-up, as every export of people.
"""

from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.cases.register.export import attached
from baleharum.cases.traces import shown
from baleharum.letters.refusals import LetterRefused
from baleharum.login.api import require_step_up
from baleharum.programmes.receipts import PART
from baleharum.programmes.receipts import parts
from baleharum.programmes.receipts import receipts
from baleharum.trail.actions import EXPORT
from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.i18n import translate


class Receipts(BrowserView):
    """A part of the list as PDF."""

    def __call__(self):
        """Return the PDF, or the page of the batch with what stops it."""
        part = typed_number(Asked(self.request.form).get("part", "1")) or 0
        if not 1 <= part <= parts(self.context):
            raise NotFound("The list has no such part.")
        require_step_up(self.request)
        try:
            data = receipts(self.context, part)
        except LetterRefused as refused:
            for problem in refused.problems:
                text = translate(problem, context=self.request)
                api.portal.show_message(text, request=self.request, type="error")
            self.request.response.redirect(self.context.absolute_url())
            return ""
        shown(EXPORT, self.context, "receipts", min(PART, len(self.context.recipients)))
        name = f"{self.context.getId()}-tanda-terima-{part}.pdf"
        return attached(self.request.response, data, name, "application/pdf")
