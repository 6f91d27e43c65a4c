"""The consents and other lawful bases of a case as rows of the policy; no list is searched.

Ids of children tell their kind: the tree of the case is read from `c` and `b` alone, which is what
is stored at this moment, also within the transaction that gives or ends something.
"""

from baleharum.cases.content import numbered
from baleharum.cases.names import match_keys
from baleharum.consents import policy
from baleharum.consents.basis import ILawfulBasis
from baleharum.consents.content import IConsentForm
from baleharum.consents.proof import standing
from baleharum.partners.choices import partner_brain
from functools import cached_property
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any


PERPETRATOR = "alleged_perpetrator"
GUARDIAN = "guardian"
CLIENT = "client"


def _name_keys(person: Any) -> list[str]:
    year = person.birth_date.year if person.birth_date else person.birth_year
    return match_keys("", person.name or "", year)


class Grounds:
    """What is filed in a case, looked up once; whoever asks several times keeps it."""

    def __init__(self, case: Any) -> None:
        self.case = case

    @cached_property
    def consents(self) -> list[Any]:
        """All consents, the newest first."""
        found = [each for each in numbered(self.case, "c") if IConsentForm.providedBy(each)]
        return found[::-1]

    @cached_property
    def bases(self) -> list[Any]:
        """All recorded bases, the newest first."""
        found = [each for each in numbered(self.case, "b") if ILawfulBasis.providedBy(each)]
        return found[::-1]

    @cached_property
    def people(self) -> dict[str, Any]:
        """UID -> person of the case."""
        return {IUUID(person): person for person in numbered(self.case, "p")}

    @cached_property
    def _adult(self) -> dict[str, Any]:
        return {}

    def of_age_on(self, uid: str) -> Any:
        """Return the first day on which a person of the case is 18, None where nobody knows."""
        if uid not in self._adult:
            person = self.people.get(uid)
            born = (person.birth_date, person.birth_year) if person is not None else (None, None)
            self._adult[uid] = policy.of_age_on(*born)
        return self._adult[uid]

    def disabled(self, uid: str) -> bool:
        """Tell whether a disability of a person of the case is noted."""
        person = self.people.get(uid)
        return person is not None and bool(person.disability)

    def name_of(self, uid: str) -> str:
        """Return what a partner is called now, '' for the centre itself or for nobody."""
        if uid and uid not in self._names:
            found = partner_brain(uid)
            self._names[uid] = "" if found is None else found.Title
        return self._names[uid] if uid else ""

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    def renamed(self, consent: Any) -> bool:
        """Tell whether the partner is called otherwise than when the consent was given."""
        known = consent.recipient_name
        return bool(known) and self.name_of(consent.recipient).casefold() != known.casefold()

    def proof(self, consent: Any) -> str:
        """Return what has become of the documents that show a consent, see `proof.standing`."""
        return standing(self.case, consent.proof, consent.authority_proof)

    @cached_property
    def clients(self) -> list[str]:
        """The UIDs of the clients of the case."""
        return [uid for uid, person in self.people.items() if person.part == CLIENT]

    def part(self, uid: str) -> str:
        """Return the part that somebody plays in the case, '' for nobody of it.

        Who is filed twice, as the alleged perpetrator as well, is that wherever they are named.
        """
        person = self.people.get(uid)
        if person is None:
            return ""
        return PERPETRATOR if self._accused and person.nik in self._accused else person.part

    @cached_property
    def _accused(self) -> frozenset[str]:
        """The NIK of alleged perpetrators; nothing of others is unsealed where there are none."""
        found = (p.nik for p in self.people.values() if p.part == PERPETRATOR)
        return frozenset(nik for nik in found if nik)

    def alike(self, uid: str) -> bool:
        """Tell whether somebody may be an alleged perpetrator of the case by another record: the
        names sound the same, the years of birth fit, and no two NIK say otherwise."""
        person = self.people.get(uid)
        accused = [p for p in self.people.values() if p.part == PERPETRATOR and p is not person]
        if person is None or not accused:
            return False
        keys = {*_name_keys(person)}
        return any(
            not keys.isdisjoint(_name_keys(other))
            for other in accused
            if not (person.nik and other.nik and person.nik != other.nik)
        )

    def row(self, consent: Any) -> policy.Row:
        """Return a consent as a row of the policy."""
        state = api.content.get_state(consent)
        live = state == "in_force"
        givers = tuple(consent.givers or ())
        others = [self.part(uid) for uid in givers if uid != consent.person]
        return policy.Row(
            state=state,
            purpose=consent.purpose or "",
            recipient=consent.recipient or "",
            person=consent.person or "",
            given_on=consent.given_on,
            # What no longer holds is not unsealed to see until when it would have.
            until=consent.valid_until if live else None,
            of_age_on=self.of_age_on(consent.person) if live else None,
            by_guardian=bool(others),
            own=consent.person in givers,
            disabled=live and bool(others) and self.disabled(consent.person),
            perpetrator=PERPETRATOR in map(self.part, givers),
            stranger=live and any(part not in (GUARDIAN, PERPETRATOR) for part in others),
            client=self.part(consent.person) == CLIENT,
            renamed=live and self.renamed(consent),
            proof=self.proof(consent) if live else "",
        )

    @staticmethod
    def law_row(basis: Any) -> policy.LawRow:
        """Return a recorded basis as a row of the policy."""
        return policy.LawRow(
            api.content.get_state(basis), basis.purpose or "", basis.recipient or ""
        )
