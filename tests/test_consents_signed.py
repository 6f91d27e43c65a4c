"""A consent is given on the day on which its form was signed, and on the notice of that form."""

from baleharum.cases.moments import today
from baleharum.consents import settings
from baleharum.consents.api import basis_for
from baleharum.consents.policy import months_later
from datetime import datetime
from datetime import timedelta
from tests.centre import sample_case
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.consents_made import sample_consent
from tests.consents_made import sample_draft
from tests.consents_made import take
from tests.consents_made import uid
from tests.consents_made import withdraw
from tests.http import Visitor
from tests.test_consents import child_and_mother
from tests.test_consents import refused
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory

import pytest
import re
import transaction


def days_ago(number):
    return today() - timedelta(days=number)


def test_a_draft_keeps_the_notice_with_which_it_was_begun(case):
    old, draft = settings.notice(), sample_draft(case)
    settings.save(12, "Pemberitahuan baru.", "A new notice.")
    later = sample_consent(case, "foto")
    take(draft, "give")
    assert (draft.notice_version, draft.notice_id, draft.notice_en) == (1, old.id, old.en)
    assert (later.signed_version, later.notice_version, later.notice_en) == (
        "2",
        2,
        "A new notice.",
    )


def test_every_notice_of_the_time_before_can_be_chosen(case):
    settings.save(12, "Kedua.", "Second.")
    settings.save(12, "Ketiga.", "Third.")
    factory = getUtility(IVocabularyFactory, "baleharum.NoticeVersions")
    assert [term.value for term in factory(case)] == ["3", "2", "1"]
    consent = sample_consent(case, signed_version="2")
    assert (consent.notice_version, consent.notice_id) == (2, "Kedua.")


def test_nobody_signs_a_notice_that_is_not_known(case):
    (text,) = refused(sample_draft(case, signed_version="9"))
    assert "this version of the notice" in text


def test_it_is_given_on_the_day_of_the_signature(case):
    consent = sample_consent(case, signed_on=days_ago(20))
    assert consent.given_on == days_ago(20)
    assert consent.valid_until == months_later(days_ago(20), 12)
    assert basis_for(case, "layanan", day=days_ago(20))
    assert basis_for(case, "layanan", day=days_ago(21)) is None
    assert sample_consent(case, "foto").given_on == today()


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (days_ago(-1), "is yet to come"),
        (datetime(2026, 1, 1), "is yet to come"),  # noqa: DTZ001 (what a script may write)
        (days_ago(400), "so long ago"),
    ],
)
def test_a_day_that_cannot_be_right_is_refused(case, day, text):
    (found,) = refused(sample_draft(case, signed_on=day))
    assert text in found


def test_who_has_come_of_age_since_the_signature_is_asked_anew(case):
    fields = child_and_mother(case, signed_on=days_ago(40))
    child = next(each for each in case.objectValues() if uid(each) == fields["person"])
    child.birth_date = today().replace(year=today().year - 18, day=1)
    (found,) = refused(sample_draft(case, **fields))
    assert "so long ago" in found


def test_an_older_form_takes_no_newer_ones_place_and_revives_nothing(case):
    newer = sample_consent(case, signed_on=days_ago(5))
    older = sample_draft(case, signed_on=days_ago(6))
    assert any("On a later day" in text for text in refused(older))
    withdraw(newer, withdrawn_on=days_ago(3))
    again = sample_draft(case, signed_on=days_ago(4))
    assert any("On a later day" in text for text in refused(again))
    again.signed_on = days_ago(3)
    take(again, "give")
    assert basis_for(case, "layanan").uid == uid(again)
    other = sample_person(case, name="Lalu Contoh")
    sample_consent(case, person=uid(other), signed_on=days_ago(30))


def test_page_and_service_take_both_and_refuse_a_day_to_come(functional):
    case = sample_case(functional["portal"]["perkara"])
    person = uid(client_of(case))
    transaction.commit()
    settings.save(12, "Kedua.", "Second.")
    transaction.commit()
    worker, place = Visitor(functional["portal"], "worker1"), f"perkara/{case.getId()}"
    form = worker.get(f"{place}/++add++ConsentForm", Accept="text/html").text
    (chosen,) = re.findall(r"<option[^>]*selected[^>]*>(\d)</option>", form)
    assert chosen == "2" and "Signed or recorded on" in form
    sent = {"@type": "ConsentForm", "purpose": "layanan", "method": "tertulis", "person": person}
    late = worker.rest("POST", place, {**sent, "signed_on": days_ago(-1).isoformat()})
    assert late.status == 400 and "yet to come" in late.text
    early = days_ago(3).isoformat()
    answer = worker.rest("POST", place, {**sent, "signed_on": early, "signed_version": "1"})
    assert answer.status == 201, answer.text
    assert answer.json()["signed_on"] == early
    assert answer.json()["signed_version"]["token"] == "1"
    page = worker.get(f"{place}/c1/view", Accept="text/html").text
    assert "Version of the notice on the form" in page
