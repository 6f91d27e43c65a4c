"""What a release needs and does: on every path, in one transaction with its step."""

from AccessControl.users import system
from baleharum import _
from baleharum.cases import dues
from baleharum.cases.collisions import claim
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.consents.api import basis_for
from baleharum.consents.api import why_not
from baleharum.litigation.choices import found_with
from baleharum.litigation.opened import close_to_advocates
from baleharum.litigation.opened import open_to_advocates
from baleharum.litigation.policy import PURPOSE
from baleharum.litigation.releases import IDocumentRelease
from baleharum.litigation.releases import releasable
from baleharum.litigation.releases import releases_of
from baleharum.team.api import current_user_id
from baleharum.team.events import forget_answers
from collections.abc import Iterator
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from typing import Any
from zExceptions import BadRequest
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


@implementer(IRequirement)
@adapter(IDocumentRelease)
class ReleaseRules:
    """A reason for every decision; a document, a day and a basis for a release."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return all rows; see IRequirement."""
        rows = list(comment_missing(details))
        if transition == "release":
            rows += [*self._who(), *self._document(), *self._day(), *self._basis()]
        return rows

    def _edit(self, message: Any) -> Missing:
        return Missing(message, f"{self.context.getId()}/edit")

    def _who(self) -> Iterator[Missing]:
        if current_user_id() == self.context.Creator():
            yield Missing(
                _(
                    "missing_other_releaser",
                    default="Nobody releases a document to themselves. Ask the lead or a supervisor.",
                )
            )

    def _document(self) -> Iterator[Missing]:
        yield from map(self._edit, document_problems(self.context))
        if not self.context.document:
            yield self._edit(
                _("missing_release_document", default="Choose the document that is released.")
            )

    def _day(self) -> Iterator[Missing]:
        if self.context.until is None or self.context.until < today():
            yield self._edit(
                _("missing_release_until", default="Choose the last day on which it can be read.")
            )

    def _basis(self) -> Iterator[Missing]:
        case = case_of(self.context)
        yield from why_not(case, PURPOSE)
        if api.content.get_state(case) not in ACTIVE_STATES:
            yield Missing(_("missing_open_case_file", default="The work on the case has ended."))


def document_problems(context: Any) -> Iterator[Any]:
    """Yield why the chosen document can't be released by who acts now."""
    if not context.document:
        return
    document = found_with(context.document, "CaseFile", case_of(context))
    if document is None or not api.user.has_permission("View", obj=document):
        yield _("refused_release_document", default="Choose a document of this case that you read.")
    elif not releasable(document.level, document.profession):
        yield _(
            "refused_release_kind",
            default="${number} is not released: it belongs to the psychologists, or the advocates of"
            " the case read it already.",
            mapping={"number": document.getId().upper()},
        )
    elif state_of(document) not in LIVE_STATES:
        yield _(
            "refused_release_state",
            default="${number} was withdrawn or replaced. Choose the version that holds.",
            mapping={"number": document.getId().upper()},
        )


def asked(context: Any, event: Any) -> None:
    """Refuse a request in a case that has ended, or one that decides at once."""
    if event.newParent is None:
        return
    if api.content.get_state(case_of(context)) not in ACTIVE_STATES:
        raise BadRequest("The work on this case has ended: nothing is released in it.")
    if context.document or context.until:
        raise BadRequest("Lead or supervisor choose the document and the day. Say what is needed.")


def chosen(context: Any, event: Any) -> None:
    """Refuse a document that no step would let pass."""
    if state_of(context) == "requested":
        found = list(document_problems(context))
        if found:
            raise BadRequest(" ".join(translate(each) for each in found))


def before_step(context: Any, event: Any) -> None:
    """Note with the release what it rests on, and open the document."""
    if event.transition is None or event.transition.id != "release":
        return
    case = case_of(context)
    found = basis_for(case, PURPOSE)
    context._keep("rests_on", (found.kind, found.uid, found.title, found.basis))
    context._keep("released_by", current_user_id())
    ground = uuidToObject(found.uid, unrestricted=True)
    if ground is not None:
        claim(ground)
    open_to_advocates(IUUID(case), IUUID(context), context.document, context.until)


def after_step(context: Any, event: Any) -> None:
    """Close the document with a withdrawal; list it anew where it was filed before releases were."""
    if event.transition is None:
        return
    if event.transition.id == "withdraw":
        close_to_advocates(IUUID(case_of(context)), IUUID(context))
    elif event.transition.id == "release":
        document = found_with(context.document, "CaseFile", case_of(context))
        document.reindexObjectSecurity()
    dues.changed(context)
    forget_answers(context, event)


def removed(context: Any, event: Any) -> None:
    """Forget a release with the case that is destroyed."""
    if event.newParent is None and event.oldParent is not None:
        close_to_advocates(IUUID(event.oldParent), IUUID(context))


def ground_ended(consent: Any, event: Any) -> None:
    """Withdraw every release that rests on what has ended, unless something else holds now."""
    case, ended = case_of(consent), IUUID(consent)
    for release in releases_of(case):
        if state_of(release) != "released" or release.rests_on[1] != ended:
            continue
        found = basis_for(case, PURPOSE)
        if found is not None and found.kind == release.rests_on[0] and found.uid != ended:
            release._keep("rests_on", (found.kind, found.uid, found.title, found.basis))
            continue
        reason = translate(
            _(
                "reason_release_ended",
                default="The consent or other basis of the release has ended.",
            ),
            target_language=api.portal.get_default_language(),
        )
        with api.env.adopt_user(user=system):
            api.portal.get_tool("portal_workflow").doActionFor(release, "withdraw", comment=reason)
