"""Assignment letter and minutes as files. Each is noted as an export, after a step-up."""

from baleharum import _
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.guard.traces import uid
from baleharum.letters.refusals import LetterRefused
from baleharum.login.api import require_step_up
from baleharum.repatriations import composing
from baleharum.repatriations.policy import ORDERED
from baleharum.repatriations.seeing import is_hidden
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import read
from plone import api
from Products.Five.browser import BrowserView
from typing import Any


class OrderPdf(BrowserView):
    """`@@order-pdf`: the assignment letter; before it is signed a draft without a number."""

    word = "order"

    def __call__(self) -> bytes:
        require_step_up(self.request)
        context = self.context
        try:
            check_readable(context)
            data = self.made(context)
        except LetterRefused as refused:
            for problem in refused.problems:
                api.portal.show_message(problem, request=self.request, type="error")
            self.request.response.redirect(context.absolute_url())
            return b""
        read(EXPORT, uid(case_of(context)), uid(context), self.word)
        return attached(self.request, data, f"{context.title.replace('/', '-')}-{self.word}.pdf")

    def made(self, context: Any) -> bytes:
        """Return the file. Raises LetterRefused."""
        # What was signed is handed out as it was signed, byte for byte.
        return context.pdf.data if context.pdf is not None else composing.order_pdf(context)


class MinutesPdf(OrderPdf):
    """`@@minutes-pdf`: the handover minutes, to be signed by hand."""

    word = "minutes"

    def made(self, context: Any) -> bytes:
        """Return the file. Raises LetterRefused."""
        if state_of(context) not in ORDERED:
            raise LetterRefused(
                _(
                    "error_minutes_early",
                    default="The minutes are printed once the assignment letter is signed.",
                )
            )
        return composing.minutes_pdf(context)


def check_readable(context: Any) -> None:
    """Raises LetterRefused for who may not read the person, and for an order that was cancelled."""
    if is_hidden(context):
        raise LetterRefused(
            _(
                "error_home_restricted",
                default="The data of this person is restricted: the letter is not for you.",
            )
        )
    if state_of(context) == "cancelled":
        raise LetterRefused(
            _(
                "error_home_cancelled",
                default="This repatriation was cancelled: its letters are not handed out.",
            )
        )


def attached(request: Any, data: bytes, name: str) -> bytes:
    """Return a PDF as an attachment that no browser keeps."""
    response = request.response
    response.setHeader("Content-Type", "application/pdf")
    response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
    response.setHeader("Cache-Control", "private, no-store")
    response.setHeader("X-Content-Type-Options", "nosniff")
    return data
