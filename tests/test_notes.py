"""Progress notes: written by the team, read from the newest, never changed."""

from baleharum.cases.api import add_note
from baleharum.cases.moments import today
from baleharum.cases.notes.listing import latest_notes
from baleharum.cases.notes.views import NoteRefused
from baleharum.cases.notes.views import read_note
from datetime import date
from datetime import timedelta
from tests.case_forms import path
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_note
from zExceptions import BadRequest

import pytest
import transaction


TODAY = date(2026, 11, 22)


@pytest.fixture
def filed(functional):
    """A committed case."""
    case = sample_case(functional["portal"]["perkara"])
    transaction.commit()
    return case


def write(visitor, case, text, **fields):
    """Send the form of the tab."""
    tab = f"{path(case)}/notes"
    form = {"text": text, "_authenticator": visitor.authenticator(tab), **fields}
    return visitor.post(f"{path(case)}/@@notes", form)


def notes_of(case) -> list[str]:
    return [c.text for c in case.objectValues() if c.portal_type == "CaseNote"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", ""),
        (" \n ", ""),
        ("\u200b\u00a0", ""),
        ("x" * 20001, ""),
        ("Ya.", "2026-11-23"),
        ("Ya.", "kemarin"),
    ],
)
def test_a_note_without_words_or_of_tomorrow_is_refused(text, day):
    with pytest.raises(NoteRefused):
        read_note(text, day, TODAY)


def test_a_note_is_of_today_unless_it_says_otherwise():
    assert read_note(" Ya.\r\nTidak. ", "", TODAY) == {"text": "Ya.\nTidak.", "happened_on": TODAY}
    assert read_note("Ya.", "2026-01-31", TODAY)["happened_on"] == date(2026, 1, 31)


@pytest.mark.parametrize("user_id", ["worker1", "advocate1", "psychologist1", "supervisor1"])
def test_everybody_in_the_team_writes_notes(filed, visit, user_id):
    answer = write(visit(user_id), filed, "Klien <b>menelepon</b>.")
    assert answer.header("Location") == f"http://localhost/plone/{path(filed)}/notes"
    assert "Klien &lt;b&gt;menelepon&lt;/b&gt;." in visit(user_id).get(f"{path(filed)}/notes").text
    assert filed["n1"].happened_on == today()


def test_who_may_not_write_gets_no_form_and_files_nothing(filed, visit):
    visitor = visit("privacy1")
    assert 'id="add-note"' not in visitor.get(f"{path(filed)}/notes").text
    token = visitor.authenticator(f"{path(filed)}/team")
    visitor.post(f"{path(filed)}/@@notes", {"text": "Saya tulis.", "_authenticator": token})
    assert notes_of(filed) == []


def test_a_forged_form_files_nothing(filed, visit):
    answer = visit("worker1").post(f"{path(filed)}/@@notes", {"text": "Palsu."})
    assert answer.status == 403
    assert notes_of(filed) == []


def test_a_refused_note_keeps_what_was_typed(filed, visit):
    tomorrow = (today() + timedelta(days=1)).isoformat()
    page = write(visit("worker1"), filed, "Kunjungan besok.", happened_on=tomorrow).text
    assert "today or earlier" in page
    assert ">Kunjungan besok.</textarea>" in page
    assert notes_of(filed) == []


def test_the_newest_come_first_25_on_a_page(filed, visit):
    for number in range(27):
        sample_note(filed, text=f"Catatan nomor {number:02}.")
    transaction.commit()
    tab = f"{path(filed)}/notes"
    first, second = (visit("worker1").get(f"{tab}{q}").text for q in ("", "?b_start:int=25"))
    assert first.index("nomor 26") < first.index("nomor 25") < first.index("nomor 02")
    assert "nomor 01" not in first
    assert "nomor 01" in second
    assert "nomor 02" not in second


def test_the_overview_has_the_latest_ones_in_their_order(filed):
    for number in range(12):
        sample_note(filed, text=f"Catatan {number}.")
    with acting("worker1"):
        texts = [row["text"] for row in latest_notes(filed, 2)]
    assert texts == ["Catatan 11.", "Catatan 10."]


@pytest.mark.parametrize("name", ["edit", "@@edit"])
def test_there_is_no_form_that_changes_a_note(filed, visit, name):
    sample_note(filed)
    transaction.commit()
    assert visit("worker1").get(f"{path(filed)}/n1").status == 200
    assert visit("worker1").get(f"{path(filed)}/n1/{name}").status != 200


def test_rest_lists_and_adds(filed, visit):
    visitor = visit("worker1")
    added = visitor.rest("POST", f"{path(filed)}/@notes", {"text": "Klien datang."})
    assert (added.status, added.json()["text"]) == (201, "Klien datang.")
    assert added.header("Location") == f"http://localhost/plone/{path(filed)}/n1"
    visitor.rest("POST", f"{path(filed)}/@notes", {"text": "Ibu.", "happened_on": "2026-01-31"})
    listed = visitor.rest("GET", f"{path(filed)}/@notes?b_size=1").json()
    assert (listed["items_total"], listed["items"][0]["happened_on"]) == (2, "2026-01-31")
    assert "next" in listed["batching"]


def test_rest_refuses_what_the_form_refuses(filed, visit):
    answer = visit("worker1").rest("POST", f"{path(filed)}/@notes", {"text": " "})
    assert answer.status == 400
    assert "Write the note first" in answer.text
    assert visit("privacy1").rest("POST", f"{path(filed)}/@notes", {"text": "x"}).status == 404
    assert notes_of(filed) == []


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\u00a0"])
def test_an_empty_note_is_filed_on_no_path(filed, visit, text):
    worker = visit("worker1")
    body = {"@type": "CaseNote", "text": text}
    answer = worker.rest("POST", path(filed), body)
    assert answer.status == 400
    if text:
        assert "Write the note first" in answer.text
    assert worker.rest("POST", f"{path(filed)}/@notes", {"text": text}).status == 400
    write(worker, filed, text)
    form = f"{path(filed)}/++add++CaseNote"
    data = {"form.widgets.text": text, "form.buttons.save": "Save"}
    worker.post(form, {**data, "_authenticator": worker.authenticator(form)})
    assert notes_of(filed) == []
    with acting("worker1"), pytest.raises(BadRequest, match="Write the note first"):
        add_note(filed, text)


def test_a_note_of_any_script_is_no_empty_one(filed, visit):
    for text in ("Ya.", "ᬩᬮᬶ", "نعم", "…"):
        body = {"@type": "CaseNote", "text": text}
        assert visit("worker1").rest("POST", path(filed), body).status == 201
