"""The rules of assessments: who writes, who decides, what is still due. Pure functions."""

from baleharum.assessments.kinds import Kind
from baleharum.cases.history import emergency_since
from baleharum.team import policy
from collections.abc import Collection
from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta


#: Professions that practise with a licence (STR): Law 14/2019 for social workers, Law 23/2022 for
#: psychologists, Law 17/2023 for those in medicine.
LICENSED = ("social", "psychology", "medicine")

#: What is submitted is reviewed, and what is sent back is mended, within so many days.
REVIEW_DAYS = 7

#: What an emergency response has put off is made up for within so many hours (domain.md 2a).
EMERGENCY_HOURS = 3 * 24

#: Kinds of document of which one that is approved makes up for it.
AFTER_EMERGENCY = ("asesmen-awal", "asesmen-biopsikososial")

#: State of a document (cases.policy) -> state of an assessment that says the same.
AS_DOCUMENT = {"draft": "draft", "submitted": "submitted", "approved": "endorsed"}

#: States in which an assessment stands for its series, and in which it has stood for it.
LIVE_STATES = ("draft", "submitted", "endorsed")
STOOD = ("endorsed", "superseded")

#: Kinds whose recommendation goes to a court.
RECOMMENDING = ("dispensasi",)

#: The supervisor may send back what another profession endorses: nothing stays stuck.
RETURNERS = ("supervisor",)


def may_write(kind: Kind, profession: str, groups: Collection[str], case: str, register: str):
    """Tell whether somebody writes assessments of a kind in a case.

    profession: theirs; groups: theirs, see team.policy.token; case, register: UIDs.
    """
    if kind.author and kind.author != profession:
        return False
    rows = policy.document_roles(kind.level, kind.profession, case, register, bool(kind.author))
    return any(group in groups and "Document Editor" in roles for group, roles in rows)


def may_decide(kind: Kind, step: str, groups: Collection[str], case: str, register: str) -> bool:
    """Tell whether somebody holds what it takes to endorse or to send back; see `may_write`."""
    words = (*kind.endorsers, *RETURNERS) if step == "return" else kind.endorsers
    return any(policy.token(word, uid) in groups for word in words for uid in (case, register))


def last(history: Sequence[dict], action: str) -> datetime | None:
    """Return when a transition was taken last. history: rows of a workflow, oldest first."""
    times = [row["time"] for row in history if row["action"] == action]
    return times[-1].asdatetime() if times else None


def review_due(history: Sequence[dict]) -> datetime | None:
    """Return until when a submitted assessment is decided on; None for one that does not wait."""
    if not history or history[-1]["review_state"] != "submitted":
        return None
    submitted = last(history, "submit")
    return submitted + timedelta(days=REVIEW_DAYS) if submitted else None


def rework_due(history: Sequence[dict]) -> datetime | None:
    """Return until when an assessment that was sent back is handed in again; None for others."""
    if not history or history[-1]["action"] != "return":
        return None
    returned = last(history, "return")
    return returned + timedelta(days=REVIEW_DAYS) if returned else None


def emergency_due(history: Sequence[dict]) -> datetime | None:
    """Return until when a case needs its assessment after an emergency; None without one."""
    row = emergency_since(history)
    return row["time"].asdatetime() + timedelta(hours=EMERGENCY_HOURS) if row else None
