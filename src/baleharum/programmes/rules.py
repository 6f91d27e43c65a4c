"""What the steps of a batch need (domain.md 2b, `bantuan`)."""

from baleharum import _
from baleharum.cases.history import rows_of
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.programmes import policy
from baleharum.programmes import taking
from baleharum.programmes.batch import IAssistanceBatch
from baleharum.programmes.reading import doubles
from baleharum.team.api import current_user_id
from baleharum.terms.lists import term
from typing import Any
from zope.component import adapter
from zope.i18nmessageid import Message
from zope.interface import implementer


#: step -> what must be noted: field, message.
NOTED = {
    "decree": (
        (
            "dtsen_checked_on",
            _(
                "missing_batch_dtsen",
                default="The recipients are not checked against DTSEN: note on which day they were.",
            ),
        ),
        (
            "list_signed_on",
            _("missing_batch_signed", default="The list is not signed: note the day of that."),
        ),
        (
            "list_signed_by",
            _("missing_batch_signer", default="It is not noted who signed the list."),
        ),
        (
            "decree_number",
            _("missing_batch_decree", default="The number of the decree (SK) is missing."),
        ),
        (
            "decree_date",
            _("missing_batch_decree_date", default="The date of the decree is missing."),
        ),
    ),
    "distribute": (
        (
            "handed_from",
            _(
                "missing_batch_handed",
                default="It is not noted from which day on it is handed over.",
            ),
        ),
        (
            "handed_at",
            _("missing_batch_place", default="The place or bank of the handing over is missing."),
        ),
    ),
    "finish": (
        (
            "report_number",
            _("missing_batch_report", default="The number of the report (LPJ) is missing."),
        ),
        (
            "report_date",
            _("missing_batch_report_date", default="The date of the report is missing."),
        ),
    ),
}
#: What must be noted where something was not handed over.
RETURN = (
    (
        "returned_on",
        _(
            "missing_batch_returned",
            default="What nobody received is not returned: note the day of that.",
        ),
    ),
    (
        "returned_reference",
        _("missing_batch_proof", default="The proof that the rest was returned is missing."),
    ),
)
NOBODY = _("missing_batch_recipients", default="The batch has no recipients: take a list in.")
LIST = _("missing_batch_list", default="A list is being taken in: wait until that is done.")
TWICE = _(
    "missing_batch_doubles",
    default="${number} recipients are in the batch ${batch} as well. Take them out of the list.",
)
SAME_PERSON = _(
    "missing_batch_other",
    default="Who has handed the batch in, or taken its list in, does not decree it: somebody else"
    " does.",
)
WAITING = _(
    "missing_batch_outcomes",
    default="Of ${number} recipients it is not noted whether they have received it or it was"
    " returned.",
)


@implementer(IRequirement)
@adapter(IAssistanceBatch)
class BatchRules:
    """What a batch needs for its next step."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return all rows; see IRequirement."""
        rows = [
            Missing(message, "edit")
            for field, message in NOTED.get(transition, ())
            if not getattr(self.context, field)
        ]
        if term("batch-transitions", transition).extra["comment"] == "required":
            rows += comment_missing(details)
        own = {"submit": self._submit, "decree": self._decree, "account": self._account}
        return rows + own.get(transition, list)()

    def _submit(self) -> list[Missing]:
        if self.context.incoming is not None and taking.job_state(self.context) in taking.UNDER_WAY:
            return [Missing(LIST)]
        return self._listed()

    def _listed(self) -> list[Missing]:
        if not len(self.context.recipients):
            return [Missing(NOBODY)]
        return [
            Missing(Message(TWICE, mapping={"number": len(numbers), "batch": number}))
            for number, numbers in doubles(self.context).items()
        ]

    def _decree(self) -> list[Missing]:
        submitters = {row["actor"] for row in rows_of(self.context) if row["action"] == "submit"}
        rows = self._listed()
        if not policy.may_decree({*submitters, *self.context.taken_by}, current_user_id()):
            rows.append(Missing(SAME_PERSON))
        return rows

    def _account(self) -> list[Missing]:
        book = self.context.recipients
        rows = []
        if left := book.count(policy.WAITING):
            rows.append(Missing(Message(WAITING, mapping={"number": left})))
        if left or book.count(policy.RETURNED):
            rows += [Missing(m, "edit") for name, m in RETURN if not getattr(self.context, name)]
        return rows
