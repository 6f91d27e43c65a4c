"""The list of recipients, paged, their NIKs masked; marking what became of them; finding one."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.cases.traces import shown
from baleharum.programmes import policy
from baleharum.programmes import taking
from baleharum.programmes.batch_page import BatchPage
from baleharum.programmes.batch_page import WORK
from baleharum.programmes.recipients import rows_of
from baleharum.programmes.rows import asked_outcome
from baleharum.programmes.rows import find
from baleharum.programmes.rows import marked
from baleharum.programmes.rows import words
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from baleharum.trail.actions import LIST
from baleharum.whole import whole
from functools import cached_property
from plone import api
from plone.protect import CheckAuthenticator
from typing import Any
from urllib.parse import urlencode
from zExceptions import Unauthorized


#: Lines of a page.
SIZE = 25


class RecipientsPage(BatchPage):
    """`@@recipients` of a batch. A NIK is asked for by POST, so that no address holds one."""

    error = None
    searched = False

    def __call__(self):
        """Show the list; a POST searches (`find`) or marks rows (`mark`)."""
        self.asked = Asked(self.request.form)
        self.numbers = self._listed()
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            if "mark" in self.request.form and self._mark():
                self.request.response.redirect(self._address(self.start))
                return ""
            if "find" in self.request.form:
                self.searched = True
                found = find(self.context, self.asked.get("who", ""))
                self.numbers = [found] if found else []
        return super().__call__()

    def _listed(self) -> list[int]:
        outcome = self.asked.get("outcome", "")
        return self.context.recipients.numbers(self.asked.get("kecamatan", ""), outcome)

    @cached_property
    def start(self) -> int:
        """The place of the first row of the page, from 0."""
        return typed_number(self.asked.get("start", "")) or 0

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of the page in words."""
        page = self.numbers[self.start : self.start + SIZE]
        shown(LIST, self.context, "recipients", len(page))
        return [words(row, outcome, self.unit) for row, outcome in rows_of(self.context, page)]

    def _mark(self) -> bool:
        """Mark the rows that are ticked; False, and `error`, where they are not."""
        if not self.may(WORK):
            raise Unauthorized("Operators note what became of recipients.")
        numbers = [typed_number(each) or 0 for each in self.asked.every("number")]
        try:
            outcome = asked_outcome(
                self.asked.get("what", ""), self.asked.get("on", ""), self.asked.get("reason", "")
            )
            with whole():
                done = marked(self.context, numbers, outcome)
        except taking.ListRefused as refused:
            self.error = refused.args[0]
            return False
        message = _(
            "message_marked", default="Noted of ${number} recipients.", mapping={"number": done}
        )
        api.portal.show_message(message, request=self.request)
        return True

    def may_mark(self) -> bool:
        """Tell whether the person notes what became of recipients now."""
        return self.state == policy.HANDING and self.may(WORK)

    def selects(self) -> list[dict[str, Any]]:
        """Return the lists of the filter form: name, label, options."""
        districts = self.context.recipients.districts
        names = [t.token for t in terms("sub-districts") if t.token in districts]
        rows = (
            ("kecamatan", _("label_sub_district", default="Sub-district"), "sub-districts", names),
            (
                "outcome",
                _("label_recipient_outcome", default="Outcome"),
                "recipient-outcomes",
                policy.OUTCOMES,
            ),
        )
        return [
            {
                "name": name,
                "label": text,
                "options": [
                    {"value": t, "label": label(lst, t), "selected": t == self.asked.get(name, "")}
                    for t in tokens
                ],
            }
            for name, text, lst, tokens in rows
        ]

    def marks(self) -> list[tuple[str, Any]]:
        """Return (token, label) of what can be noted."""
        return [(t, label("recipient-outcomes", t)) for t in policy.OUTCOMES[1:]] + [
            (policy.WAITING, label("recipient-outcomes", policy.WAITING))
        ]

    def reasons(self) -> list[tuple[str, Any]]:
        """Return (token, label) of the reasons of a return."""
        return [(t.token, label("return-reasons", t.token)) for t in terms("return-reasons")]

    def pages(self) -> dict[str, str]:
        """Return the addresses of the pages beside this one, '' where there is none."""
        after = self.start + SIZE
        return {
            "before": self._address(max(0, self.start - SIZE)) if self.start else "",
            "after": self._address(after) if after < len(self.numbers) else "",
        }

    def _address(self, start: int) -> str:
        query = {name: self.asked.get(name, "") for name in ("kecamatan", "outcome")}
        query = {name: value for name, value in {**query, "start": start}.items() if value}
        return f"{self.context.absolute_url()}/@@recipients?{urlencode(query)}"
