"""The rules of plans: pure functions, the clock an argument."""

from baleharum import _
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import timezone
from typing import Any
from zope.i18nmessageid import Message


#: Days within which a plan that waits is approved or returned.
APPROVAL_DAYS = 7

#: Time from the request in which a victim of trafficking is helped (domain.md 2b, 3).
TRAFFICKING = timedelta(hours=7 * 24)

#: Agencies in a plan from which on a conference is held first (domain.md 2a).
MANY_AGENCIES = 2

#: The approach that the head alone approves.
RESIDENTIAL = "residensial"

#: Kind of record that a child's aftercare needs.
FAMILY_READY = "kesiapan-keluarga"

#: Categories of people who have met violence (domain.md 1a), beside those of children.
VIOLENCE = ("korban-kekerasan", "korban-trafficking")

#: The state of a plan or of minutes that count.
APPROVED = "approved"

#: States of a plan in the making, of which a case has one at most.
IN_THE_MAKING = ("draft", "submitted")


@dataclass(frozen=True)
class Goal:
    """A goal of a plan. service, component: tokens; responsible: user id."""

    number: int
    text: str
    indicator: str | None = None
    service: str | None = None
    responsible: str | None = None
    due: date | None = None
    component: str | None = None

    def lacks(self) -> list[str]:
        """Return the names of what a goal needs before its plan is submitted."""
        return [name for name in ("service", "responsible", "due") if getattr(self, name) is None]


@dataclass(frozen=True)
class Decision:
    """A decision of a conference. responsible: user id."""

    number: int
    text: str
    responsible: str | None = None
    due: date | None = None


@dataclass(frozen=True)
class Progress:
    """What was done for a goal. share: 0 to 100, of the last outcome that tells of one; outcome:
    its token, None while nothing was done; last: day of the last record."""

    number: int
    records: int = 0
    minutes: int = 0
    last: date | None = None
    outcome: str | None = None
    share: int = 0
    overdue: bool = False

    @property
    def achieved(self) -> bool:
        """Whether the goal is reached."""
        return self.share == 100


def in_force(records: Iterable[Any]) -> list[Any]:
    """Return the records that no later one corrects."""
    found = list(records)
    corrected = {record.corrects for record in found if record.corrects}
    return [record for record in found if record.getId() not in corrected]


def took_place(record: Any) -> bool:
    """Tell whether something was done: there may also be a record of what did not happen."""
    return record.outcome in _shares()


def _shares() -> dict[str, int]:
    """Return token of an outcome -> percent; those that tell of none are left out."""
    return {t.token: int(t.extra["share"]) for t in terms("service-outcomes") if t.extra["share"]}


def progress(
    due_days: Sequence[tuple[int, date | None]], records: Iterable[Any], today: date
) -> list[Progress]:
    """Return the progress of each goal, in their order.

    due_days: number and day of each goal; records: service records, corrected ones as well.
    """
    counted = in_force(records)
    return [
        _progress(number, due, [r for r in counted if r.goal == str(number)], today)
        for number, due in due_days
    ]


def _progress(number, due, records, today):
    done = sorted(filter(took_place, records), key=lambda r: (r.happened_on, int(r.getId()[1:])))
    last = done[-1] if done else None
    share = _shares()[last.outcome] if last else 0
    return Progress(
        number=number,
        records=len(records),
        minutes=sum(record.minutes or 0 for record in done),
        last=last.happened_on if last else None,
        outcome=last.outcome if last else None,
        share=share,
        overdue=due is not None and due < today and share < 100,
    )


def goals_without_record(numbers: Iterable[int], records: Iterable[Any]) -> list[int]:
    """Return the goals for which nothing was done yet."""
    done = {record.goal for record in in_force(records) if took_place(record)}
    return [number for number in numbers if str(number) not in done]


def carried_out(records: Iterable[Any]) -> set[str]:
    """Return the decisions that were carried out, like `k1.2`."""
    return {r.decision for r in in_force(records) if r.decision and took_place(r)}


def answer_until(submitted: datetime) -> datetime:
    """Return until when a plan that was submitted is approved or returned."""
    return submitted + timedelta(days=APPROVAL_DAYS)


def is_trafficking(categories: Sequence[str], harm: Sequence[str]) -> bool:
    """Tell whether a case is one of trafficking, by what it is filed under."""
    return "korban-trafficking" in categories or "tppo" in harm


#: Categories of migrant workers in trouble (domain.md 1a), who are helped as fast (a rule of ours).
MIGRANTS = ("pmbs", "eks-pmi-nonprosedural")
#: From which risk on nothing is raised any more; the order is that of the list `risks`.
RAISED = "tinggi"


def aid_due(categories: Sequence[str], harm: Sequence[str]) -> str:
    """Return what is due of a case whose help begins within seven days, '' of any other.

    >>> aid_due(("odgj", "korban-trafficking"), ()), aid_due(("pmbs",), ("tppo",))
    ('trafficking-aid', 'trafficking-aid')
    >>> aid_due(("pmbs",), ("fisik",)), aid_due(("odgj",), ())
    ('migrant-aid', '')
    """
    if is_trafficking(categories, harm):
        return "trafficking-aid"
    return "migrant-aid" if any(token in MIGRANTS for token in categories) else ""


def aid_until(received: date, opened: datetime, zone: timezone) -> datetime:
    """Return until when a victim of trafficking (art. 51-53 of Law 21/2007) or a migrant is helped.

    opened: aware moment at which the case was opened, or opened anew. What came in on an earlier
    day counts from that day's begin.
    """
    begin = datetime.combine(received, time(0), zone)
    return (opened if opened.astimezone(zone).date() <= received else begin) + TRAFFICKING


def bars(
    *,
    child: bool,
    kdrt: bool,
    harm: Sequence[str],
    categories: Sequence[str],
    maltreatment: Sequence[str] = (),
    perpetrator: bool = False,
) -> list[Message]:
    """Return why there is no mediation in a case, [] where nothing forbids it.

    Restorative settlement is not for sexual violence (domain.md 2b; Law 12/2022); between who has
    hurt and who was hurt nobody is free to agree, and nobody asks it of a child. perpetrator:
    whether somebody of the case is an alleged one.
    """
    found = []
    if "seksual" in harm:
        found.append(
            _("bar_sexual", default="No mediation: sexual violence is never settled (Law 12/2022).")
        )
    if kdrt:
        found.append(_("bar_domestic", default="No mediation: this is domestic violence (KDRT)."))
    if child:
        found.append(_("bar_child", default="No mediation: the client is or may be a child."))
    other = [token for token in harm if token != "seksual"]
    if other or any(_of_violence(token) for token in categories):
        found.append(
            _(
                "bar_violence",
                default="No mediation: the case is one of violence. Who was hurt is protected, not"
                " asked to settle.",
            )
        )
    if maltreatment:
        found.append(
            _(
                "bar_maltreatment",
                default="No mediation: the case is one of maltreatment, neglect or exploitation.",
            )
        )
    if perpetrator:
        found.append(
            _("bar_perpetrator", default="No mediation: the case has an alleged perpetrator.")
        )
    return found


def _of_violence(category: str) -> bool:
    return category in VIOLENCE or term("categories", category).extra["parent"] in VIOLENCE
