"""A batch: recipients of a programme who are decreed, served and accounted for together."""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import ISteps
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.cases.values import day_past
from baleharum.programmes.policy import WINDOWS
from baleharum.programmes.recipients import Recipients
from baleharum.vault.objects import SealedObject
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.interface import implementer


class IBatchText(model.Schema):
    """What the batch is, written in its draft."""

    year = schema.Int(title=_("label_batch_year", default="Year"), min=2000, max=2100)
    period = schema.TextLine(
        title=_("label_batch_period", default="Period"),
        description=_("help_batch_period", default="For example 1, Tahap 2, Triwulan III."),
        required=False,
        missing_value="",
        default="",
        max_length=40,
    )
    amount = schema.Int(
        title=_("label_batch_amount", default="Amount for each recipient"),
        description=_(
            "help_batch_amount",
            default="Rupiah or pieces, in figures. Holds for lines of a list that name none.",
        ),
        required=False,
        min=1,
        max=10**12,
    )
    source = schema.TextLine(
        title=_("label_batch_source", default="Source of the money"),
        required=False,
        missing_value="",
        default="",
        max_length=120,
    )
    remarks = schema.Text(
        title=_("label_batch_remarks", default="Remarks"), required=False, max_length=2000
    )


class IBatchCheck(model.Schema):
    """What is noted while the batch is verified."""

    dtsen_checked_on = schema.Date(
        title=_("label_batch_dtsen", default="Checked against DTSEN on"),
        required=False,
        constraint=day_past,
    )
    list_signed_on = schema.Date(
        title=_("label_batch_signed_on", default="List of recipients signed on"),
        required=False,
        constraint=day_past,
    )
    list_signed_by = schema.TextLine(
        title=_("label_batch_signed_by", default="Signed by"), required=False, max_length=120
    )
    decree_number = schema.TextLine(
        title=_("label_batch_decree", default="Number of the decree (SK)"),
        required=False,
        max_length=120,
    )
    decree_date = schema.Date(
        title=_("label_batch_decree_date", default="Date of the decree"),
        required=False,
        constraint=day_past,
    )


class IBatchHanding(model.Schema):
    """How the assistance is handed over."""

    handed_from = schema.Date(
        title=_("label_batch_handed_from", default="Handed over from"), required=False
    )
    handed_at = schema.TextLine(
        title=_("label_batch_handed_at", default="Place or bank"), required=False, max_length=200
    )


class IBatchRest(model.Schema):
    """What became of assistance that nobody has received."""

    returned_on = schema.Date(
        title=_("label_batch_returned_on", default="Rest returned on"),
        required=False,
        constraint=day_past,
    )
    returned_reference = schema.TextLine(
        title=_("label_batch_returned_reference", default="Proof of the return"),
        description=_("help_batch_returned", default="Number of the deposit slip or minutes."),
        required=False,
        max_length=120,
    )


class IBatchReport(model.Schema):
    """The accounting report (LPJ)."""

    report_number = schema.TextLine(
        title=_("label_batch_report", default="Number of the report (LPJ)"),
        required=False,
        max_length=120,
    )
    report_date = schema.Date(
        title=_("label_batch_report_date", default="Date of the report"),
        required=False,
        constraint=day_past,
    )


class IAssistanceBatch(
    IBatchText, IBatchCheck, IBatchHanding, IBatchRest, IBatchReport, model.Schema, ISteps
):
    """A batch of recipients."""


def kept(name: str, group: str, *, sealed: bool = False, missing: Any = None) -> Plain | Sealed:
    """Return a field of a group of `policy.WINDOWS`."""
    if sealed:
        return Sealed(name, missing, group=group)
    return Plain(name, missing, stored=f"_{name}", default=False, group=group)


@implementer(IAssistanceBatch)
class AssistanceBatch(Bare, Staying, SealedObject, Item):
    """A batch. Its recipients are rows, sealed in chunks, see `recipients`; each group of fields
    is written at its time alone, see `policy.WINDOWS`.

    incoming: the list that waits for the worker (SealedFile), None for none; incoming_what:
    'recipients' or 'outcomes'; refusals: report of the refused lines of the last list (SealedFile),
    None where it was taken; taken_by: user ids of who took lists in; last: see `taking.note`;
    _pictures: see `pictures`, _highest_picture: the last number that was given to one.
    """

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    #: Code lists of its steps and states, see `cases.steps`.
    step_lists = ("batch-transitions", "batch-states")

    year = Plain("year", None, stored="_year", default=False, once=True)
    period = kept("period", "text", missing="")
    amount = kept("amount", "text")
    source = kept("source", "text", missing="")
    remarks = kept("remarks", "text", sealed=True)
    dtsen_checked_on = kept("dtsen_checked_on", "check")
    list_signed_on = kept("list_signed_on", "check")
    list_signed_by = kept("list_signed_by", "check", sealed=True)
    decree_number = kept("decree_number", "check", missing="")
    decree_date = kept("decree_date", "check")
    handed_from = kept("handed_from", "handing")
    handed_at = kept("handed_at", "handing", missing="")
    returned_on = kept("returned_on", "rest")
    returned_reference = kept("returned_reference", "rest", missing="")
    report_number = kept("report_number", "report", missing="")
    report_date = kept("report_date", "report")

    _recipients = incoming = refusals = None
    _pictures, _highest_picture = (), 0
    incoming_what = ""
    taken_by = ()
    last = ()
    #: Requests of recipients to be erased, see `erasing`.
    erasures = ()

    #: What was never written; nobody changes it.
    _nobody = Recipients()

    def refusal(self, field: Any) -> str:
        """Return why a field is not written now; see Staying."""
        if field.once or state_of(self) in WINDOWS[field.group]:
            return ""
        return NOT_NOW

    @property
    def recipients(self) -> Recipients:
        """The recipients; to change them see `_own_recipients`."""
        # One whose rows are destroyed is empty, and still tells what was counted.
        return self._nobody if self._recipients is None else self._recipients

    def _own_recipients(self) -> Recipients:
        """Return the recipients to change them."""
        if self._recipients is None:
            self._recipients = Recipients()
        return self._recipients

    def _forget_recipients(self) -> None:
        """Begin anew without any."""
        self._recipients = None
        self.taken_by = ()


NOT_NOW = (
    "This is not noted on a batch in the state in which it is now. GET the batch for its state, and"
    " @transitions for its next steps."
)
