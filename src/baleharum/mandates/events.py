"""What is asked of a mandate on every path, and what follows."""

from baleharum import _
from baleharum.cases import dues
from baleharum.cases.facts import filed_with
from baleharum.cases.layout import case_of
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.mandates.schema import wrong
from baleharum.partners.choices import partner_brain
from collections.abc import Iterator
from plone import api
from typing import Any
from zExceptions import BadRequest
from zope.container.interfaces import IContainerModifiedEvent
from zope.globalrequest import getRequest
from zope.i18n import translate


CASE_ENDED = _(
    "refused_mandate_ended",
    default="The work on this case has ended. Have it opened again before something is added.",
)
NOBODY = _("refused_mandate_about", default="Choose whom of this case it is about.")
NO_OFFICE = _("refused_mandate_office", default="Choose an office of the directory.")


def filed(context: Any, event: Any) -> None:
    """Nothing is added to a case that has ended. Raises BadRequest."""
    if event.newParent is None:
        return
    if api.content.get_state(case_of(context)) not in ACTIVE_STATES:
        raise BadRequest(translate(CASE_ENDED, context=getRequest()))
    check(context)


def changed(context: Any, event: Any) -> None:
    """Look at what it says, and anew at what is due. Raises BadRequest."""
    if not IContainerModifiedEvent.providedBy(event):
        check(context)
        dues.changed(context)


def after_step(context: Any, event: Any) -> None:
    """Of what has ended nothing is due."""
    if event.transition is not None:
        dues.changed(context)


def check(context: Any) -> None:
    """Raise BadRequest for a person or office that is not what it should be, and for wrong days."""
    found = [*_unknown(context), *wrong(context)]
    if found:
        raise BadRequest(" ".join(translate(each, context=getRequest()) for each in found))


def _unknown(context: Any) -> Iterator[Any]:
    # A form and a service ask for it; what stands as a draft by a script may not say it yet.
    if context.about and filed_with(case_of(context), context.about, "CaseSubject") is None:
        yield NOBODY
    if context.office and partner_brain(context.office) is None:
        yield NO_OFFICE
