"""The court procedure of a case: one for each matter, from the client's decision to its end."""

from baleharum.cases.bare import Bare
from baleharum.cases.content import numbered
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.litigation.court import schema
from baleharum.litigation.court.clocks import END
from baleharum.litigation.court.clocks import Known
from baleharum.litigation.court.clocks import moment
from baleharum.litigation.court.hearings import Hearing
from baleharum.litigation.court.stages import LIVE
from baleharum.litigation.court.stages import stage_diverted
from baleharum.vault.objects import SealedObject
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from zope.interface import implementer


class ICourtProceeding(
    schema.IMatter,
    schema.IAttorney,
    schema.IPolice,
    schema.IDiversion,
    schema.IProsecution,
    schema.IJudgment,
    schema.IExecution,
    schema.IStop,
    model.Schema,
    ICaseChild,
    ISteps,
):
    """A court procedure. Its title is its number; what it is about is sealed."""


def _plain(name, missing=None, *, noted=False):
    return Plain(name, missing, stored=f"_{name}", default=False, noted=noted)


@implementer(ICourtProceeding)
class CourtProceeding(Bare, Staying, SealedObject, Item):
    """A court procedure. Days and references lie in the clear, all that tells of somebody is sealed.

    hearings: rows of Hearing; highest: the last number given to one; due_rows: (moment, token) of
    what is due, worked out with every change, so that lists open nothing; past_diversions: (stage,
    began, failed, UID of the minutes), kept by the step; ended_why: token of `discontinuations`.
    """

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    level = "secret"
    profession = "law"
    #: Who leads and works on the case reads it; its advocates alone write it.
    exclusive = True

    open_states = LIVE
    instead = "The procedure is over: nothing in it changes. Add another one for what follows."

    matter, decision = Sealed("matter", ""), Sealed("decision", "")
    role, offence, regime = Sealed("role"), Sealed("offence"), _plain("regime")
    max_years, repetition = Sealed("max_years"), Sealed("repetition", False)
    about, decided_on = _plain("about"), _plain("decided_on")

    represented, attorney_on = _plain("represented", False), _plain("attorney_on")
    attorney_to, attorney_scope = Sealed("attorney_to", ""), Sealed("attorney_scope", "")
    attorney_proof = _plain("attorney_proof")

    police, report_no = Sealed("police", ""), Sealed("report_no", "")
    reported_on, report_proof = _plain("reported_on"), _plain("report_proof")
    started_on, started_time = _plain("started_on"), _plain("started_time")
    asked_on, asked_time = _plain("asked_on"), _plain("asked_time")
    given_on, given_time = _plain("given_on"), _plain("given_time")
    given_proof = _plain("given_proof")

    offered_on, offered_time = _plain("offered_on"), _plain("offered_time")
    told_on, told_time = _plain("told_on"), _plain("told_time")
    diversion_on, agreed_on = _plain("diversion_on"), _plain("agreed_on")
    agreement, failed_on, minutes = _plain("agreement"), _plain("failed_on"), _plain("minutes")

    transfer_no, transferred_on = Sealed("transfer_no", ""), _plain("transferred_on")
    transfer_proof, court = _plain("transfer_proof"), Sealed("court", "")
    court_no, judge_on = Sealed("court_no", ""), _plain("judge_on")
    summoned_on = _plain("summoned_on")

    judgment_no, judged_on = Sealed("judgment_no", ""), _plain("judged_on")
    verdict, judgment_proof = Sealed("verdict"), _plain("judgment_proof")
    appealed_on, appeal_no = _plain("appealed_on"), Sealed("appeal_no", "")
    final_on, final_proof = _plain("final_on"), _plain("final_proof")

    executed_on, restitution = _plain("executed_on"), Sealed("restitution")
    restitution_on, restitution_note = _plain("restitution_on"), Sealed("restitution_note", "")
    stopped_on, stop_no = _plain("stopped_on"), Sealed("stop_no", "")
    stop_proof = _plain("stop_proof")

    hearings, highest = Sealed("hearings", ()), _plain("highest", 0)
    due_rows = _plain("due_rows", (), noted=True)
    past_diversions = Sealed("past_diversions", (), noted=True)
    ended_why = _plain("ended_why", "", noted=True)

    @property
    def rows(self):
        """The hearings as Hearing rows, the earliest first."""
        return tuple(sorted((Hearing(*row) for row in self.hearings or ()), key=lambda h: h.at))

    @property
    def stage(self):
        """The state; of a diversion, and after one that was agreed, the stage that it interrupts."""
        rows, state = rows_of(self), state_of(self) or "preparation"
        agreed = bool(rows) and rows[-1]["action"] == "agree_diversion"
        return stage_diverted(rows) if agreed or state == "diversion" else state

    def known(self):
        """Return what the clocks look at, see `clocks`."""
        begins = {
            "investigation": moment(self.started_on, self.started_time),
            "prosecution": moment(self.transferred_on, ""),
            "trial": moment(self.judge_on, ""),
        }
        return Known(
            state=state_of(self) or "preparation",
            stage=self.stage,
            role=self.role or "",
            asked=moment(self.asked_on, self.asked_time),
            given=moment(self.given_on, self.given_time, END),
            began=begins.get(self.stage),
            offered=moment(self.offered_on, self.offered_time, END),
            offered_from=moment(self.offered_on, self.offered_time),
            told=moment(self.told_on, self.told_time, END),
            diversion_on=self.diversion_on,
            diversion_ended=self.agreed_on or self.failed_on,
            judged_on=self.judged_on,
            appealed_on=self.appealed_on,
            final_on=self.final_on,
        )


def proceedings_of(case) -> list[CourtProceeding]:
    """Return the court procedures of a case, whoever asks, the oldest first."""
    return [each for each in numbered(case, "h") if ICourtProceeding.providedBy(each)]
