"""Two people at one record: nobody overwrites what somebody else is writing or has written."""

from plone.locking.interfaces import ILockable
from tests.case_forms import opened
from tests.case_forms import path
from tests.centre import sample_case
from tests.centre import sample_person

import pytest
import re
import transaction


@pytest.fixture
def filed(functional):
    """A committed case with a person in it."""
    case = sample_case(functional["portal"]["perkara"])
    sample_person(case)
    transaction.commit()
    return case


CASE = {
    "form.widgets.categories": "korban-kekerasan",
    "form.widgets.risk:list": "tinggi",
    "form.widgets.channel:list": "surat",
    "form.widgets.received_on": "2026-01-31",
}
PERSON = {
    "form.widgets.part:list": "client",
    "form.widgets.name": "Baiq Melati Dua",
    "form.widgets.nik_state:list": "tidak-punya",
}


@pytest.mark.parametrize("where", ["", "p1"])
def test_who_comes_second_is_led_away_and_told_who_is_editing(filed, visit, where):
    context = filed[where] if where else filed
    opened(visit("worker1"), f"{path(context)}/edit")
    assert ILockable(context).locked()
    second = visit("worker2")
    answer = second.get(f"{path(context)}/edit")
    assert answer.status == 302
    page = second.get(answer.header("Location").removeprefix("http://localhost/plone/")).text
    assert "This item was locked by" in page
    assert "Worker1" in page


@pytest.mark.parametrize(
    ("where", "fields", "changed"),
    [("", CASE, lambda c: c.risk == "tinggi"), ("p1", PERSON, lambda c: c.name.endswith("Dua"))],
)
def test_saving_changes_it_and_gives_it_free(filed, visit, where, fields, changed):
    context = filed[where] if where else filed
    visitor = visit("worker1")
    answer = visitor.post(
        f"{path(context)}/edit", fields | opened(visitor, f"{path(context)}/edit")
    )
    assert answer.status == 302
    assert changed(context)
    assert not ILockable(context).locked()


def test_a_form_of_before_is_refused_while_somebody_else_holds_the_record(filed, visit):
    second = visit("worker2")
    stale = opened(second, f"{path(filed)}/edit")
    ILockable(filed).clear_locks()
    transaction.commit()
    opened(visit("worker1"), f"{path(filed)}/edit")
    answer = second.post(f"{path(filed)}/edit", CASE | stale)
    assert "Somebody else is editing this" in answer.text
    assert filed.risk == "sedang"


def test_a_form_of_before_is_refused_after_somebody_else_has_saved(filed, visit):
    first, second = visit("worker1"), visit("worker2")
    stale = opened(first, f"{path(filed)}/edit")
    ILockable(filed).clear_locks()
    transaction.commit()
    second.post(f"{path(filed)}/edit", CASE | opened(second, f"{path(filed)}/edit"))
    assert filed.risk == "tinggi"
    answer = first.post(f"{path(filed)}/edit", {**CASE, "form.widgets.risk:list": "rendah"} | stale)
    assert "Somebody has changed this since you opened the form" in answer.text
    assert filed.risk == "tinggi"


def test_a_document_filed_meanwhile_is_no_reason_to_refuse(filed, visit):
    first = visit("worker1")
    sent = opened(first, f"{path(filed)}/edit")
    sample_person(filed, name="Inaq Sari")
    transaction.commit()
    assert first.post(f"{path(filed)}/edit", CASE | sent).status == 302
    assert filed.risk == "tinggi"


def test_opening_a_case_leads_to_its_overview(filed, visit):
    visitor = visit("intake1")
    form = "perkara/++add++Case"
    sent = CASE | opened(visitor, form)
    answer = visitor.post(form, sent)
    assert re.fullmatch(
        r"http://localhost/plone/perkara/BH-2026-\d{5}(/view)?", answer.header("Location")
    )
    page = visitor.get(answer.header("Location").removeprefix("http://localhost/plone/"))
    assert "What comes next" in page.text


def test_a_case_is_not_received_in_the_future(filed, visit):
    visitor = visit("intake1")
    form = "perkara/++add++Case"
    sent = CASE | opened(visitor, form)
    answer = visitor.post(form, {**sent, "form.widgets.received_on": "2199-01-31"})
    assert "This day is yet to come" in answer.text
    assert len(filed.__parent__.objectIds()) == 1


def test_categories_keep_the_order_in_which_they_were_chosen(filed, visit):
    visitor = visit("intake1")
    form = "perkara/++add++Case"
    chosen = {"form.widgets.categories": "korban-kekerasan;anak-jalanan"}
    answer = visitor.post(form, {**CASE, **opened(visitor, form), **chosen})
    case = filed.__parent__[answer.header("Location").split("/")[5]]
    assert case.categories == ("korban-kekerasan", "anak-jalanan")


def test_a_category_that_is_in_no_list_is_refused(filed, visit):
    visitor = visit("intake1")
    form = "perkara/++add++Case"
    chosen = {"form.widgets.categories": "korban-kekerasan;karangan"}
    answer = visitor.post(form, {**CASE, **opened(visitor, form), **chosen})
    assert "Nothing was saved" in answer.text
    assert len(filed.__parent__.objectIds()) == 1
