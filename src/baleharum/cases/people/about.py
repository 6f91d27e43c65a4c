"""What is about one person of a case: words about somebody restricted are for who reads their record.

Mixins for content with a field `about` (UID of the person) that is written in groups of fields, each
by a form of its own at its time. What holds no word of the person stays open to the whole team.
"""

from baleharum import _
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.facts import filed_with
from baleharum.cases.layout import case_of
from baleharum.cases.people.seeing import is_restricted_to_me
from baleharum.vault.objects import SealedValue
from collections.abc import Iterable
from plone import api
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from typing import Any
from zExceptions import BadRequest
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer
from zope.interface.interface import InterfaceClass


CLOSED = _(
    "error_about_closed",
    default="The data of the person whom this is about is restricted: what was written of them is"
    " read and changed by who leads the case alone. The privacy officer lifts the restriction.",
)
#: Names whom it is about: another person in its place would open what was written of this one.
ABOUT = "about"


def told_in(content_class: type, schema: InterfaceClass) -> frozenset[str]:
    """Return the names of the fields of a type in which something is told of somebody."""
    return frozenset(
        name
        for name in schema.names(all=True)
        if isinstance(vars(content_class).get(name), SealedValue)
    )


def is_closed(content: Any) -> bool:
    """Tell whether what is told of the person is not for who asks (art. 41 of Law 27/2022)."""
    person = filed_with(case_of(content), content.about, "CaseSubject")
    return bool(is_restricted_to_me(person))


def check_written(content: Any, names: Iterable[str], told: frozenset[str]) -> None:
    """Raise BadRequest where who asks would write what is not for them. names: of the fields that
    were sent; told: see `told_in`."""
    if not (told | {ABOUT}).isdisjoint(names) and is_closed(content):
        raise BadRequest(translate(CLOSED, context=getRequest()))


class GroupForm(CarefulEditForm):
    """Writes one group of fields. told: see `told_in`."""

    told: frozenset[str] = frozenset()

    def closed(self):
        """See CarefulEditForm."""
        names = self.schema.names(all=True)
        holds = not (self.told | {ABOUT}).isdisjoint(names)
        return CLOSED if holds and is_closed(self.context) else None


@implementer(IDexterityEditForm)
class GroupView(FormWrapper):
    """Mixin of the pages with such a form. not_now: what is said while the group is not open."""

    not_now: Any = ""

    def is_open(self):
        """Tell whether the group may be written now."""
        raise NotImplementedError

    def update(self):
        """Show the form, or the content and why there is none."""
        message = self.form_instance.closed() if self.is_open() else self.not_now
        if message is None:
            return super().update()
        api.portal.show_message(message, request=self.request, type="warning")
        return self.request.response.redirect(self.context.absolute_url())


class Door:
    """The drafts of its forms hold what was written of the person; see IDraftDoor."""

    def __init__(self, content: Any) -> None:
        self.content = content

    def closed(self, page: str) -> bool:
        """See IDraftDoor."""
        return is_closed(self.content)
