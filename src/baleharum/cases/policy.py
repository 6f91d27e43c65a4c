"""The rules of a case: what each transition needs, and where a case comes back to.

domain.md names of documents are tokens of the list `document-kinds`. Rules whose records are
kept by slices above (consents, assessments, referrals) are added there.
"""

from collections.abc import Sequence
from datetime import date
from datetime import timedelta


#: The state of a case of which only the tombstone is left.
DESTROYED = "destroyed"

#: Transitions that end the team's work; the assignments end with them.
ENDING = ("closed", "declined", DESTROYED)

#: States in which a case is worked on.
ACTIVE_STATES = (
    "intake",
    "triage",
    "assessment",
    "planning",
    "intervention",
    "monitoring",
    "referred",
    "on_hold",
    "termination",
    "aftercare",
)

#: transition -> kinds of document of which one must be in the case, in one of these states.
ANY = ("draft", "submitted", "returned", "approved")
#: What is whole has been handed in.
HANDED_IN = ("submitted", "approved")
FINAL = ("approved",)
Documents = tuple[tuple[str, tuple[str, ...]], ...]
DOCUMENTS: dict[str, Documents] = {
    "start_triage": (("form-penerimaan", HANDED_IN),),
    "emergency": (("asesmen-awal", ANY),),
    "start_assessment": (("asesmen-awal", FINAL),),
    "make_plan": (("asesmen-biopsikososial", FINAL),),
    "approve_plan": (("rencana-intervensi", FINAL), ("kontrak-layanan", FINAL)),
    "continue_service": (("laporan-monev", ANY),),
    "propose_termination": (("laporan-monev", FINAL),),
    "start_aftercare": (("ba-terminasi", FINAL),),
    "close": (("ba-terminasi", FINAL),),
}

#: (transition, state it leaves) -> what it needs besides.
DOCUMENTS_FROM: dict[tuple[str, str], Documents] = {
    ("close", "aftercare"): (("bimbingan-lanjut", FINAL),),
}


#: Papers of which one is how a report came in, unless it was told and typed.
REPORTS = ("surat-permohonan", "ba-penjangkauan")

#: A case on hold is reviewed after so many days at the latest.
HOLD_DAYS = 30

#: The list of why a case comes to its end.
CLOSING_REASONS = "closing-reasons"

#: Steps after which a case no longer comes to its end: the reason for that goes.
GOING_ON = ("cancel_termination", "reopen")

#: Risk that an emergency response needs.
URGENT = ("tinggi", "darurat")

RETURNS = ("resume_", "referral_failed_")


def label_token(transition: str) -> str:
    """Return the token of the list `case-transitions` for a transition of the workflow.

    `resume_triage` and its like share one label.
    """
    for prefix in RETURNS:
        if transition.startswith(prefix):
            return prefix.rstrip("_")
    return transition


def documents(token: str, state: str) -> Documents:
    """Return the kinds of document, and states of them, that a transition from a state needs."""
    return (*DOCUMENTS.get(token, ()), *DOCUMENTS_FROM.get((token, state), ()))


def review_fits(review: date, day: date) -> bool:
    """Tell whether a case may be put on hold on a day until this review."""
    return day <= review <= day + timedelta(days=HOLD_DAYS)


def previous_state(history: Sequence[dict], away: str) -> str | None:
    """Return the state a case was in before it came into the state `away`; None if never.

    history: rows of the workflow history, oldest first, each with review_state.
    """
    # Who is away may be put on hold meanwhile: that is no place to come back to.
    passed = {away, "on_hold"}
    states = [row["review_state"] for row in history]
    while states and states[-1] in passed:
        states.pop()
    return states[-1] if states else None


def leads_back(transition: str, history: Sequence[dict]) -> bool:
    """Tell whether a resuming transition leads to where the case was before."""
    for prefix, away in zip(RETURNS, ("on_hold", "referred"), strict=True):
        if transition.startswith(prefix):
            return previous_state(history, away) == transition.removeprefix(prefix)
    return True
