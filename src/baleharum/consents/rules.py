"""What the steps of consents and bases need, and what a case needs of them (domain.md 2a, 2b)."""

from baleharum import _
from baleharum.cases.content import ICase
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.moments import today
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.cases.requirements import code_missing
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.consents import policy
from baleharum.consents.api import why_not
from baleharum.consents.basis import ILawfulBasis
from baleharum.consents.content import IConsentForm
from baleharum.consents.events import same_scope
from baleharum.consents.giving import Giving
from baleharum.consents.grounds import Grounds
from baleharum.consents.spoken import TAB
from baleharum.consents.watch import emergency_open
from baleharum.terms.lists import term
from datetime import date
from plone import api
from zope.component import adapter
from zope.interface import implementer


CASE_OVER = _(
    "consent_case_over", default="The case is over: nothing is recorded in it. Reopen it first."
)


@implementer(IRequirement)
@adapter(IConsentForm)
class ConsentRules:
    """All that a consent needs to be given, refused, withdrawn."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        asked = term("consent-transitions", transition).extra
        rows = comment_missing(details) if asked["comment"] == "required" else []
        if asked["codes"]:
            rows.extend(code_missing(details, asked["codes"]))
        if transition in ("give", "refuse") and not case_open(self.context):
            rows.append(Missing(CASE_OVER))
        if transition == "refuse":
            rows.extend(self._older())
        if transition == "give":
            rows.extend(Giving(self.context).missing())
        elif transition == "withdraw":
            rows.extend(self._day(details))
        elif transition == "expire":
            rows.extend(self._time())
        elif transition == "void":
            rows.extend(self._void())
        return rows

    def _older(self):
        """Who says no while an older yes for the same holds takes that back: both can't stand."""
        for each in Grounds(self.context.__parent__).consents:
            if same_scope(each, self.context) and api.content.get_state(each) == "in_force":
                yield Missing(
                    _(
                        "consent_older_holds",
                        default="An older consent for the same still holds: record its withdrawal"
                        " first.",
                    ),
                    each.getId(),
                )

    def _day(self, details):
        day = details.get("withdrawn_on")
        if day is None:
            return
        given = self.context.given_on or date.min
        if type(day) is not date or not given <= day <= today():
            yield Missing(
                _(
                    "consent_withdrawn_day",
                    default="Choose the day on which the withdrawal came in: not before the consent"
                    " was given, and not after today.",
                ),
                "#withdrawn_on",
            )

    def _row(self):
        return Grounds(self.context.__parent__).row(self.context)

    def _time(self):
        if not policy.ended(self._row(), today()):
            yield Missing(_("consent_not_over", default="The consent still holds."), TAB)

    def _void(self):
        if not policy.void_reasons(self._row()):
            yield Missing(
                _("consent_not_void", default="What the consent was given on is still there."), TAB
            )


@implementer(IRequirement)
@adapter(ILawfulBasis)
class BasisRules:
    """The reason for its end."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        asked = term("basis-transitions", transition).extra["comment"] == "required"
        return comment_missing(details) if asked else []


@implementer(IRequirement)
@adapter(ICase)
class CaseConsents:
    """What a case needs of consents and bases before a step."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        if transition in policy.ONWARD:
            return why_not(self.context, policy.SERVICES)
        if transition == "emergency" and not self._vital():
            return [
                Missing(
                    _(
                        "missing_vital_interest",
                        default="An emergency response rests on vital interest: record that basis"
                        " for services, with the reason.",
                    ),
                    TAB,
                )
            ]
        if transition == "propose_termination" and emergency_open(self.context):
            return [
                Missing(
                    _(
                        "missing_emergency_consent",
                        default="After the emergency response the consent to services, or another"
                        " lasting basis for them, is still missing.",
                    ),
                    TAB,
                )
            ]
        return []

    def _vital(self):
        found = Grounds(self.context)
        return any(
            each.basis == policy.VITAL
            and not policy.law_reasons(found.law_row(each), policy.SERVICES, "")
            for each in found.bases
        )


def case_open(content) -> bool:
    """Tell whether somebody still works on the case around a consent or basis."""
    return api.content.get_state(content.__parent__) in ACTIVE_STATES
