"""The page of a batch: where it stands, what it needs, who gets how much by sub-district."""

from baleharum import _
from baleharum.cases.history import state_of
from baleharum.cases.moments import spoken_language
from baleharum.cases.steps import mended_at
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.programmes import erasing
from baleharum.programmes import pictures
from baleharum.programmes import policy
from baleharum.programmes import taking
from baleharum.programmes.batch import IAssistanceBatch
from baleharum.programmes.forms import NOTED
from baleharum.programmes.receipts import parts
from baleharum.programmes.views import Page
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from datetime import date
from functools import cached_property
from typing import Any
from zope.i18n import translate
from zope.schema import getFieldsInOrder


WORK = "baleharum: Work on batch"


class BatchPage(Page):
    """`view` of a batch."""

    @cached_property
    def state(self) -> str:
        """Its state."""
        return state_of(self.context)

    def state_label(self) -> Any:
        """Return the label of its state."""
        return state_label(self.context)

    @cached_property
    def unit(self) -> str:
        """Unit of the programme."""
        return self.context.__parent__.unit

    def programme(self) -> dict[str, str]:
        """Return title and address of the programme."""
        parent = self.context.__parent__
        return {"title": parent.title, "url": parent.absolute_url()}

    def steps(self) -> list[Any]:
        """Return the steps that the person may take."""
        return steps(self.context)

    def mended_at(self, missing: Any) -> str:
        """Return where something missing is mended, '' where the person cannot go."""
        return mended_at(self.context, missing) if self.may_edit() else ""

    def facts(self) -> list[tuple[Any, str]]:
        """Return (title, text) of what is noted."""
        found = []
        for name, field in getFieldsInOrder(IAssistanceBatch):
            value = getattr(self.context, name)
            if value in (None, "") or name == "year":
                continue
            found.append((field.title, self._text(name, value)))
        return found

    def _text(self, name: str, value: Any) -> str:
        if isinstance(value, date):
            return day_text(value, spoken_language())
        return policy.amount_text(value, self.unit) if name == "amount" else str(value)

    @cached_property
    def table(self) -> list[dict[str, Any]]:
        """A row for each sub-district that has recipients, in the order of the list."""
        book = self.context.recipients
        rows = [self._row(each.token) for each in terms("sub-districts")]
        return [row for row in rows if row["all"][0]] if book.count() else []

    def _row(self, district: str) -> dict[str, Any]:
        tallies = self.context.recipients.tallies
        row: dict[str, Any] = {
            outcome: tallies.get((district, outcome), (0, 0)) for outcome in policy.OUTCOMES
        }
        both = list(zip(*row.values(), strict=True))
        row["all"] = (sum(both[0]), sum(both[1]))
        row["label"] = label("sub-districts", district)
        row["token"] = district
        return row

    def totals(self) -> dict[str, tuple[int, int]]:
        """Return rows and amount of each outcome, and of all."""
        book = self.context.recipients
        names = {**{outcome: outcome for outcome in policy.OUTCOMES}, "all": ""}
        return {name: (book.count(what), book.amount(what)) for name, what in names.items()}

    def outcomes(self) -> list[tuple[str, Any]]:
        """Return (token, label) of the columns of the table."""
        return [
            *((token, label("recipient-outcomes", token)) for token in policy.OUTCOMES),
            ("all", _("column_all", default="All")),
        ]

    def receipt_parts(self) -> list[int]:
        """Return the numbers of the parts of the printed list."""
        return list(range(1, parts(self.context) + 1))

    def unchecked(self) -> int:
        """Return how many recipients have no decile of DTSEN."""
        return self.context.recipients.unchecked

    def job(self) -> dict[str, Any] | None:
        """Return how far the worker is with a list, None where there is nothing to tell."""
        return progress(self.context, self.request)

    def last(self) -> dict[str, Any] | None:
        """Return how the last list went, None before there was one."""
        return last(self.context)

    def ended(self) -> bool:
        """Tell whether nothing is done with the list any more, so that somebody may be erased."""
        return self.state in erasing.STATES

    def may_work(self) -> bool:
        """Tell whether the person works on the batch."""
        return self.may(WORK)

    def pictures(self) -> int:
        """Return how many pictures document the distribution, -1 where there is no page of them."""
        found = len(self.context._pictures)
        return found if found or self.state in pictures.STATES else -1

    def may_edit(self) -> bool:
        """Tell whether the person may note something now."""
        return self.state in NOTED and self.may("Modify portal content")

    def edit_label(self) -> Any:
        """Return what is noted now."""
        return NOTED[self.state][1]

    def takes(self) -> str:
        """Return which list is taken in now, '' for none."""
        states = {state: what for what, state in taking.STATES.items()}
        return states.get(self.state, "")


def progress(batch: Any, request: Any) -> dict[str, Any] | None:
    """Return state, progress and message of the list that waits, None for none."""
    if batch.incoming is None:
        return None
    job = taking.job_of(batch)
    # A job that was just asked for is not in the queue before this request has ended.
    if job is None or job.state == "done":
        return {"state": "waiting", "progress": 0, "message": ""}
    return {
        "state": job.state,
        "progress": job.progress,
        "message": translate(job.message, context=request),
    }


def last(batch: Any) -> dict[str, Any] | None:
    """Return how the last list of a batch went, None before there was one."""
    if not batch.last:
        return None
    names = ("outcome", "what", "lines", "refused", "encoding", "moment")
    return dict(zip(names, batch.last, strict=True))
