"""What a step of a litigation file needs; a refusal lists all of it."""

from baleharum import _
from baleharum.cases.history import last_entry
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.layout import case_of
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.litigation import gates
from baleharum.litigation import lifting
from baleharum.litigation import looked
from baleharum.litigation.content import files_of
from baleharum.litigation.content import ILitigationFile
from baleharum.litigation.facts import attorney_on
from baleharum.litigation.facts import facts_of
from baleharum.litigation.facts import proceeding_of
from baleharum.litigation.facts import superseded
from baleharum.litigation.policy import BOUND
from baleharum.litigation.policy import DECIDED
from baleharum.litigation.policy import may_approve
from baleharum.team.api import current_user_id
from baleharum.terms.lists import term
from collections.abc import Iterator
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.component import adapter
from zope.i18nmessageid import Message
from zope.interface import implementer


#: transition -> what is looked at, in the order in which it is told.
LOOKS = {
    "submit": ("open", "filled", "addendum"),
    "approve": ("open", "approver", "filled", "addendum", "gates", "looked"),
    "export": ("open", "bound", "gates"),
    "file": ("edition", "receipt"),
    "serve": ("service",),
}

#: The tab on which a consent or another basis is recorded.
CONSENTS = "consents"

LOOK = _(
    "missing_looked",
    default="${code}: it holds what no program can judge. Look at its pages, and tick that you did.",
)
GATE = _("missing_gate", default="${gate} ${code}: ${found}")


@implementer(IRequirement)
@adapter(ILitigationFile)
class FileRules:
    """Reasons, an open case, and all that the file itself needs."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return all rows; see IRequirement."""
        rows = []
        if term("bundle-transitions", transition).extra["comment"] == "required":
            rows.extend(comment_missing(details))
        for name in LOOKS.get(transition, ()):
            rows.extend(getattr(self, f"_{name}")())
        if transition == "approve" and not rows and gates.findings(facts_of(self.context)):
            rows.extend(self._warned(details))
        return rows

    def told(self, transition: str) -> list[Message]:
        """Return what whoever approves is to know first; see IRequirement."""
        return lifting.told(self.context) if transition == "approve" else []

    def _edit(self, message: Message) -> Missing:
        return Missing(message, f"{self.context.getId()}/edit")

    def _open(self) -> Iterator[Missing]:
        if api.content.get_state(case_of(self.context)) not in ACTIVE_STATES:
            yield Missing(_("missing_open_case_file", default="The work on the case has ended."))

    def _filled(self) -> Iterator[Missing]:
        context = self.context
        if not (context.subject or "").strip():
            yield self._edit(_("missing_lf_subject", default="Write the title on the cover."))
        if not (context.court or "").strip():
            yield self._edit(_("missing_lf_court", default="Write the name of the court."))
        if not context.recipient or not context.about:
            yield self._edit(
                _("missing_lf_recipient", default="Choose whose case it is, and the recipient.")
            )
        if not context.entries:
            yield Missing(
                _("missing_exhibits", default="Take at least one document into the file."),
                context.getId(),
            )
        titles = context.section_titles()
        if any(entry.section not in titles for entry in context.entries):
            yield Missing(
                _(
                    "missing_section",
                    default="An exhibit is in a section that is no longer there. Give it another.",
                ),
                context.getId(),
            )

    def _addendum(self) -> Iterator[Missing]:
        before = superseded(self.context)
        if self.context.supersedes and (before is None or state_of(before) not in BOUND):
            yield self._edit(
                _("missing_superseded", default="What this adds to is no bundle of this case.")
            )
        others = [
            other
            for other in files_of(case_of(self.context))
            if other.supersedes == self.context.supersedes and IUUID(other) != IUUID(self.context)
        ]
        if before is not None and any(state_of(other) in DECIDED for other in others):
            yield self._edit(
                _(
                    "missing_last_addendum",
                    default="There is another addendum to the same bundle. Add to that one: no page"
                    " number is given twice.",
                )
            )

    def _approver(self) -> Iterator[Missing]:
        row = last_entry(rows_of(self.context), "submit")
        submitter = row["actor"] if row else ""
        authors = (self.context.Creator(), submitter, self.context.writers)
        if not may_approve(*authors, current_user_id()):
            yield Missing(
                _(
                    "missing_lf_other_approver",
                    default="Nobody approves a file that they made, wrote in or handed in. Ask a"
                    " supervisor or another advocate of the case.",
                )
            )

    def _gates(self) -> Iterator[Missing]:
        for found in gates.blockers(facts_of(self.context)):
            mapping = {"gate": found.gate, "code": found.code, "found": found.message}
            yield Missing(Message(GATE, mapping=mapping), mend(self.context, found))

    def _looked(self) -> Iterator[Missing]:
        # Who hands it in learns from the gates at what somebody will have to look.
        if state_of(self.context) != "checking":
            return
        found = gates.findings(facts_of(self.context))
        codes = {each.number: each.code for each in found}
        for number in looked.unseen(self.context, found, current_user_id()):
            yield Missing(
                Message(LOOK, mapping={"code": codes[number]}),
                f"{self.context.getId()}/@@exhibit?number={number}#look",
            )

    def _warned(self, details: Any) -> Iterator[Missing]:
        if not str(details.get("comment") or "").strip():
            yield Missing(
                _(
                    "missing_warnings",
                    default="The gates warn of something. Say in the comment why it may go out all"
                    " the same: the manifest tells it.",
                ),
                "#comment",
            )

    def _bound(self) -> Iterator[Missing]:
        if not self.context.bundle:
            yield Missing(
                _("missing_bundle", default="The bundle is made by the button on the page.")
            )

    def _edition(self) -> Iterator[Missing]:
        # No gate has looked at what is privileged in it.
        if self.context.edition == gates.OWN:
            yield Missing(
                _(
                    "missing_lf_edition",
                    default="The edition of our own counsel is handed to nobody. Make a file of"
                    " another edition for the court.",
                )
            )

    def _receipt(self) -> Iterator[Missing]:
        if not (self.context.receipt or "").strip() or self.context.filed_on is None:
            yield Missing(
                _("missing_receipt", default="Note the number of the receipt, and the day."),
                f"{self.context.getId()}/@@receipt",
            )
        given, filed = attorney_on(self.context), self.context.filed_on
        if given is not None and filed is not None and filed < given:
            yield Missing(
                _(
                    "missing_attorney_before",
                    default="The power of attorney is dated after the day on which the bundle was"
                    " handed in. Look at both days.",
                ),
                f"{self.context.getId()}/@@receipt",
            )

    def _service(self) -> Iterator[Missing]:
        if not (self.context.served_to or "").strip() or self.context.served_on is None:
            yield Missing(
                _("missing_service", default="Note on whom it was served, and the day."),
                f"{self.context.getId()}/@@service",
            )


def mend(context: Any, found: gates.Finding) -> str:
    """Return the page below the case on which a finding is mended."""
    name = context.getId()
    proceeding = proceeding_of(context)
    if found.gate == "G1" and not found.number and context.about and context.recipient:
        return CONSENTS
    if found.gate == "G3" and not found.blocks:
        return "@@pseudonyms"
    if found.gate == "G6" and not found.number and proceeding is not None:
        return f"{proceeding.getId()}/@@attorney"
    if found.number and found.sheet:
        return f"{name}/@@redactions?number={found.number}&page={found.sheet}"
    return f"{name}/@@exhibit?number={found.number}" if found.number else f"{name}/edit"
