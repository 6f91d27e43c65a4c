"""What a consent needs before it is given: every row says what to mend; none is kept back."""

from baleharum import _
from baleharum.cases.facts import CHILDREN
from baleharum.cases.facts import under_age
from baleharum.cases.history import day_of
from baleharum.cases.history import rows_of
from baleharum.cases.moments import today
from baleharum.cases.requirements import Missing
from baleharum.consents import policy
from baleharum.consents.fixing import last_day
from baleharum.consents.grounds import CLIENT
from baleharum.consents.grounds import Grounds
from baleharum.consents.grounds import GUARDIAN
from baleharum.consents.grounds import PERPETRATOR
from baleharum.consents.proof import authority_problem
from baleharum.consents.proof import proof_problem
from baleharum.consents.settings import version_of
from baleharum.partners.choices import IN_USE
from baleharum.partners.choices import partner_brain
from baleharum.terms.lists import term
from collections.abc import Iterator
from datetime import date
from plone import api
from typing import Any
from zope.i18nmessageid import Message


class Giving:
    """Looks at a draft on the day it was signed; `missing` yields what it still needs."""

    def __init__(self, consent: Any) -> None:
        self.consent = consent
        self.case = consent.__parent__
        self.grounds = Grounds(self.case)
        signed = consent.signed_on
        #: The day on which it was signed or said; a script may have written anything.
        self.day = signed if type(signed) is date and signed <= today() else today()
        self.person = self.grounds.people.get(consent.person)
        self.givers = tuple(consent.givers or ())

    def missing(self) -> Iterator[Missing]:
        """Yield the rows of all rules."""
        for found in (
            self._for_what(),
            self._signed(),
            self._until(),
            self._who(),
            self._guardian(),
            self._child(),
            self._how(),
            self._support(),
        ):
            for message in found:
                yield Missing(message, f"{self.consent.getId()}/edit")

    def _for_what(self) -> Iterator[Message]:
        if not self.consent.purpose:
            yield _("consent_needs_purpose", default="Choose the purpose.")
        recipient = self.consent.recipient
        if self.consent.purpose == policy.REFERRAL and not recipient:
            yield _(
                "consent_needs_recipient",
                default="A consent to a referral names the partner. Choose the recipient.",
            )
        if recipient and not active_partner(recipient):
            yield _(
                "consent_needs_partner",
                default="The recipient is not an active partner of the directory. Choose another.",
            )

    def _until(self) -> Iterator[Message]:
        until = self.consent.valid_until
        if until is not None and until < today():
            yield _("consent_needs_end", default="Its last day has passed. Choose a later one.")
        elif last_day(self.consent, self.grounds, self.day) < today():
            yield _(
                "consent_signed_long_ago",
                default="It was signed so long ago that it no longer holds: have it given anew.",
            )

    def _signed(self) -> Iterator[Message]:
        if self.consent.signed_on not in (None, self.day):
            yield _(
                "consent_needs_signed",
                default="The day on which it was signed is yet to come. Choose another.",
            )
        if any(self._outdated_by(other) for other in self.grounds.consents):
            yield _(
                "consent_signed_before",
                default="On a later day than this form was signed, another consent for the same was"
                " given or withdrawn: this one says no longer what the person wants.",
            )

    def _outdated_by(self, other: Any) -> bool:
        names = ("purpose", "recipient", "person")
        if any((getattr(other, n) or "") != (getattr(self.consent, n) or "") for n in names):
            return False
        state = api.content.get_state(other)
        given = other.given_on if state == "in_force" else None
        refused = day_of(rows_of(other)[-1]) if state == "refused" else None
        days = (given, refused, other.withdrawn_on)
        return any(day is not None and day > self.day for day in days)

    def _who(self) -> Iterator[Message]:
        if self.person is None:
            yield _(
                "consent_needs_person",
                default="Choose whose data it is about: a person of this case.",
            )
        if not self.givers:
            yield _("consent_needs_givers", default="Choose who gives it.")
        parts = [self.grounds.part(uid) for uid in self.givers]
        if "" in parts:
            yield _("consent_needs_known", default="Who gives it has to be a person of this case.")
        if PERPETRATOR in parts:
            yield _(
                "consent_by_perpetrator",
                default="An alleged perpetrator is never asked. Record another lawful basis instead"
                " (duty by law, vital interest, public task).",
            )

        elif any(map(self.grounds.alike, self.givers)):
            yield _(
                "consent_by_namesake",
                default="Who gives it has the name of the alleged perpetrator, who is never asked. If"
                " they are two people, write NIK or year of birth into both records first.",
            )

    def _guardian(self) -> Iterator[Message]:
        if self.person is None or not self.givers:
            return
        others = [uid for uid in self.givers if uid != self.consent.person]
        if any(self.grounds.part(uid) not in (GUARDIAN, PERPETRATOR, "") for uid in others):
            yield _(
                "consent_by_other",
                default="Besides the person only a guardian gives it: somebody of the case with the"
                " part 'Guardian'.",
            )
        if self.is_child and not others:
            yield _("consent_needs_guardian", default="A child's consent is given by the guardian.")
        if others:
            yield from self._authority(alone=self.consent.person not in self.givers)

    def _authority(self, alone: bool) -> Iterator[Message]:
        if alone and not self.is_child and not self.person.disability:
            yield _(
                "consent_by_adult",
                default="An adult consents in person. A guardian does it for a person with a"
                " disability; note the disability with the person first.",
            )
        if not (self.consent.authority or "").strip():
            yield _(
                "consent_needs_authority",
                default="Write down the kinship or authority of the guardian.",
            )
        problem = authority_problem(self.case, self.consent.authority_proof)
        if problem is not None:
            yield problem

    @property
    def is_child(self) -> bool:
        """Whether the person is under 18, or may be for all that is known."""
        person = self.person
        if person.birth_date is None and person.birth_year is None:
            tokens = self.case.categories if person.part == CLIENT else ()
            return any(term("categories", t).extra["cluster"] == CHILDREN for t in tokens)
        return under_age(person.birth_date, person.birth_year, self.day)

    def _child(self) -> Iterator[Message]:
        if self.person is None or not self.is_child:
            return
        if not self.consent.assent or not (self.consent.assent_words or "").strip():
            yield _(
                "consent_needs_assent",
                default="Say whether the child agrees, and in which words.",
            )

    def _how(self) -> Iterator[Message]:
        if not self.consent.explained:
            yield _(
                "consent_needs_explaining",
                default="Explain the notice in plain language first, and say that it was done.",
            )
        known = version_of(self.consent.signed_version)
        if known is None:
            yield _(
                "consent_needs_version",
                default="Nobody knows this version of the notice. Choose the one on the form.",
            )
        elif not known.id.strip():
            yield _(
                "consent_needs_notice",
                default="The centre has no text of the notice. The head writes it.",
            )
        yield from method_problems(self.consent)
        problem = proof_problem(self.case, self.consent.proof, self.consent.method)
        if problem is not None:
            yield problem

    def _support(self) -> Iterator[Message]:
        if self.person is None or not self.person.disability:
            return
        texts = (self.consent.support_format, self.consent.support_people)
        if not all((text or "").strip() for text in texts):
            yield _(
                "consent_needs_support",
                default="The person has a disability: write down which format was used, and who"
                " assisted (or 'nobody').",
            )


def method_problems(consent: Any) -> Iterator[Message]:
    """Yield what the method needs besides."""
    method = consent.method
    if not method:
        yield _("consent_needs_method", default="Choose how it is given.")
    needed = policy.WITNESSES.get(method, 0)
    names = {name.strip().casefold() for name in consent.witnesses or () if name.strip()}
    if len(names) < needed:
        yield _(
            "consent_needs_witnesses",
            default="This method needs ${number} witnesses at least. Write their names, one a line.",
            mapping={"number": str(needed)},
        )
    if method == "lisan-terekam" and not (consent.script_version or "").strip():
        yield _(
            "consent_needs_script",
            default="Write down which version of the script was read out.",
        )


def active_partner(uid: str) -> bool:
    """Tell whether somebody is a partner of the directory that is in use."""
    found = partner_brain(uid)
    return found is not None and api.content.get_state(found._unrestrictedGetObject()) in IN_USE
