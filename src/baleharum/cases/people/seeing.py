"""What is told of somebody whose data is restricted (art. 41 of Law 27/2022): nothing, to most."""

from baleharum import _
from plone import api
from typing import Any


#: What stands in the place of words about them.
RESTRICTED = _("text_letter_restricted", default="(restricted)")


def is_restricted_to_me(person: Any) -> bool:
    """Tell whether the data of a person is restricted, and their record not for who asks."""
    if person is None or api.content.get_state(person) != "restricted":
        return False
    return not api.user.has_permission("View", obj=person)


def person_title(person: Any) -> str:
    """Return name and number of a person; of who may not be seen the number alone, '' of nobody."""
    if person is None:
        return ""
    number = str(person.getId().upper())
    seen = api.user.has_permission("View", obj=person)
    return f"{person.name} ({number})" if seen and person.name else number
