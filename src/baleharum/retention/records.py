"""What is remembered on a case about its keeping: class, holds, and at the end the tombstone."""

from baleharum.retention import policy
from baleharum.retention.policy import Schedule
from baleharum.terms.lists import term
from persistent import Persistent
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.retention"
CLASSES = "retention-classes"

#: The class of a case for which nobody has chosen another.
USUAL = "umum"


class CaseRetention(Persistent):
    """retention_class: token, '' for the usual one; holds: dicts, the newest last;
    tombstone: dict of dates, tokens and hashes, None while the case is whole;
    packages: numbers of the accepted requests for access, so that a page of the case asks no list;
    steps: of a batch of recipients (step, person, moment) that have agreed to its destruction.

    One object for all three: who places a hold and who destroys change the same, so that the
    database refuses one of the two.
    """

    retention_class = ""
    holds: tuple[dict[str, Any], ...] = ()
    tombstone: dict[str, Any] | None = None
    packages = ()
    steps: tuple[tuple[str, str, Any], ...] = ()

    @property
    def hold(self) -> dict[str, Any] | None:
        """The hold in force: by, at, reason (sealed by the key of the case); None for none."""
        newest = self.holds[-1] if self.holds else None
        return newest if newest is not None and newest["lifted_at"] is None else None


def retention_of(case: Any) -> CaseRetention:
    """Return what is remembered of a case; reading a case without it writes nothing."""
    return IAnnotations(case).get(KEY) or CaseRetention()


def writable_retention(case: Any) -> CaseRetention:
    """Return what is remembered of a case, made if it is missing."""
    annotations = IAnnotations(case)
    if KEY not in annotations:
        annotations[KEY] = CaseRetention()
    return annotations[KEY]


def people_in(case: Any) -> int:
    """Return how many people are, or were before its destruction, in a case."""
    stone = retention_of(case).tombstone
    if stone is not None:
        return stone["people"]
    return sum(1 for content in case.objectValues() if content.portal_type == "CaseSubject")


def class_of(case: Any) -> str:
    """Return the token of the retention class of a case."""
    return retention_of(case).retention_class or USUAL


def schedule_of(retention_class: str, classes: str = CLASSES) -> Schedule:
    """Return the years and the fate of a class; what its list leaves open is a setting."""
    extra = term(classes, retention_class).extra
    return Schedule(
        active=int(extra["active"] or setting("active_years", policy.ACTIVE_YEARS)),
        inactive=int(extra["inactive"] or setting("inactive_years", policy.INACTIVE_YEARS)),
        fate=extra["fate"],
        child=setting("child_years", policy.CHILD_YEARS),
    )


def setting(name: str, default: int) -> int:
    """Return a number of years from the registry."""
    found = api.portal.get_registry_record(f"baleharum.retention_{name}", default=default)
    return default if found is None else found
