"""A guardian's consent holds as long as a guardian gave it for who may be spoken for."""

from baleharum.cases.moments import today
from baleharum.consents.api import basis_for
from baleharum.consents.grounds import Grounds
from datetime import date
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import sample_document
from tests.centre import sample_person
from tests.consents_made import sample_consent
from tests.consents_made import uid
from tests.test_consents import child_and_mother
from tests.test_consents import told_why
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


GROWN = today() - timedelta(days=20 * 366)


def change(person, **fields):
    """Correct what is known of somebody, as a form does."""
    with acting("worker1"):
        for name, value in fields.items():
            setattr(person, name, value)
        notify(ObjectModifiedEvent(person))


def outcome(consent) -> tuple[str, str | None]:
    """Return the state of a consent, and why it is void."""
    return api.content.get_state(consent), consent.voided_why


def test_who_was_grown_up_was_never_the_guardians_to_speak_for(case):
    fields = child_and_mother(case)
    consent = sample_consent(case, **fields)
    child = Grounds(case).people[fields["person"]]
    child.birth_date = GROWN
    assert basis_for(case, "layanan") is None
    assert any("without a disability" in text for text in told_why(case))
    change(child)
    assert outcome(consent) == ("void", "adult")


def test_who_is_no_guardian_any_more_has_consented_to_nothing(case):
    fields = child_and_mother(case)
    consent = sample_consent(case, **fields)
    mother = Grounds(case).people[fields["givers"][0]]
    mother.part = "witness"
    assert basis_for(case, "layanan") is None
    assert any("is no guardian in this case" in text for text in told_why(case))
    change(mother)
    assert outcome(consent) == ("void", "no_guardian")


def test_a_birth_that_leaves_a_child_a_child_changes_nothing(case):
    fields = child_and_mother(case)
    consent = sample_consent(case, **fields)
    child = Grounds(case).people[fields["person"]]
    change(child, birth_date=child.birth_date + timedelta(days=200))
    assert outcome(consent) == ("in_force", None) and basis_for(case, "layanan")


def test_a_guardian_of_a_grown_person_speaks_while_the_disability_is_noted(case):
    person = sample_person(case, birth_date=date(1990, 5, 1), disability="intelektual")
    mother = sample_person(case, name="Inaq Sari", part="guardian")
    consent = sample_consent(
        case,
        person=uid(person),
        givers=(uid(mother),),
        authority="Wali pengampu.",
        authority_proof=uid(sample_document(case, kind="putusan")),
        support_format="Gambar dan bacaan mudah.",
        support_people="Guru SLB.",
    )
    assert basis_for(case, "layanan")
    change(person, disability=None)
    assert outcome(consent) == ("void", "adult")


def test_who_has_given_it_as_well_has_given_it(case):
    fields = child_and_mother(case)
    fields["givers"] = (*fields["givers"], fields["person"])
    consent = sample_consent(case, **fields)
    change(Grounds(case).people[fields["person"]], birth_date=GROWN)
    assert outcome(consent) == ("in_force", None) and basis_for(case, "layanan")
