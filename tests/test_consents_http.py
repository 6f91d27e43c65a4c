"""Consents over HTTP: pages, forms and REST do the same, and to strangers nothing of it exists."""

from baleharum.consents import settings
from baleharum.consents.grounds import Grounds
from plone import api
from tests.case_forms import address
from tests.case_forms import opened
from tests.case_forms import path
from tests.centre import sample_case
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import sample_draft
from tests.consents_made import sample_proof
from tests.consents_made import take
from tests.consents_made import uid
from tests.consents_made import withdraw

import pytest
import transaction


WORDS = "Klien menelepon pagi ini"


@pytest.fixture
def case(functional):
    """A committed case with a client."""
    made = sample_case(functional["portal"]["perkara"])
    client_of(made)
    transaction.commit()
    return made


@pytest.fixture
def consent(case):
    """A consent in force, a draft and another basis; returns the first."""
    given = sample_consent(case)
    sample_draft(case, "foto", explained=False)
    sample_basis(case)
    transaction.commit()
    return given


def state(content) -> str:
    return api.content.get_state(content)


def test_the_tab_shows_what_holds_what_is_missing_and_what_may_be_done(case, visit):
    worker, supervisor = visit("worker1"), visit("supervisor1")
    page = worker.get(f"{path(case)}/consents").text
    assert "Neither a consent in force" in page and "Nothing was recorded yet." in page
    assert "++add++ConsentForm" in page and "++add++LawfulBasis" not in page
    assert "++add++LawfulBasis" in supervisor.get(f"{path(case)}/consents").text
    assert "services rest neither on a consent" in worker.get(path(case)).text
    sample_consent(case)
    transaction.commit()
    page = worker.get(f"{path(case)}/consents").text
    assert 'data-ground="C1"' in page and "Neither a consent in force" not in page
    assert "Baiq Melati" in page
    assert "for services until" in worker.get(path(case)).text
    assert "for services until" not in worker.get(f"{path(case)}/notes").text


def test_the_privacy_officer_reads_consents_and_no_name(case, consent, visit):
    privacy = visit("privacy1")
    for page in (f"{path(case)}/consents", path(consent)):
        answer = privacy.get(page)
        assert (answer.status, "Baiq Melati" in answer.text) == (200, False)
    assert privacy.get(f"{path(case)}/c2").status == 404
    listed = privacy.rest("GET", f"{path(case)}/@consents").json()["items"]
    assert [item["id"] for item in listed] == ["c1", "b1"]
    assert "Baiq Melati" not in privacy.rest("GET", path(consent)).text


PLACES = (
    "{c}/consents {c}/@consents {c}/@@consent-sheet {c}/c1 {c}/c1/view {c}/c1/edit {c}/c2/edit"
    " {c}/c1/@told {c}/c1/@transitions {c}/b1 {c}/c1/@@change-state {c}/c1/@@has-newer-consent"
    " {c}/++add++ConsentForm {c}/++add++LawfulBasis"
).split()


@pytest.mark.parametrize("user_id", ["worker3", "operator1", ""])
def test_for_a_stranger_nothing_of_it_exists(case, consent, visit, user_id):
    stranger = visit(user_id)
    nowhere = stranger.get(f"{path(case)}/nothing")
    for place in PLACES:
        where = place.format(c=path(case))
        answer = stranger.get(where)
        assert (answer.status, answer.body) == (nowhere.status, nowhere.body), where
    for name, body in (("@withdraw", {"channel": "telepon"}), ("@told", {"channel": "telepon"})):
        answer = stranger.rest("POST", f"{path(consent)}/{name}", body)
        assert answer.status == 404
    assert state(consent) == "in_force"


def add_form(visitor, case, **fields):
    """Send the form that begins a consent."""
    page = f"{path(case)}/++add++ConsentForm"
    return visitor.post(page, {**opened(visitor, page), **fields})


def test_the_form_begins_a_consent_that_is_given_after_its_proof_is_there(case, visit):
    worker, person = visit("worker1"), uid(client_of(case))
    answer = add_form(
        worker,
        case,
        **{
            "form.widgets.purpose:list": "layanan",
            "form.widgets.recipient:list": "--NOVALUE--",
            "form.widgets.person:list": person,
            "form.widgets.givers:list": person,
            "form.widgets.explained:list": "selected",
            "form.widgets.method:list": "tertulis",
            "form.widgets.witnesses": "",
        },
    )
    assert answer.status == 302, answer.text[:3000]
    consent = case["c1"]
    assert (consent.person, consent.givers, consent.recipient) == (person, (person,), "")
    confirm = f"{path(consent)}/@@change-state?transition=give"
    page = worker.get(confirm).text
    assert "Choose the proof" in page and f"{address(case)}/c1/edit" in page
    proof = uid(sample_proof(case))
    transaction.commit()
    edit = f"{path(consent)}/edit"
    assert proof in worker.get(edit).text
    form = {
        **opened(worker, edit),
        "form.widgets.purpose:list": "layanan",
        "form.widgets.person:list": person,
        "form.widgets.givers:list": person,
        "form.widgets.explained:list": "selected",
        "form.widgets.method:list": "tertulis",
        "form.widgets.proof:list": proof,
    }
    assert worker.post(edit, form).status == 302
    token = worker.authenticator(confirm)
    form = {"transition": "give", "comment": "", "_authenticator": token}
    assert worker.post(f"{path(consent)}/@@change-state", form).status == 302
    assert state(consent) == "in_force"
    assert worker.get(edit).status == 404
    assert worker.post(edit, {**opened(worker, f"{path(case)}/edit")}).status == 404


def test_no_alleged_perpetrator_is_offered_as_giver(case, visit):
    father = sample_person(case, name="Amaq Rahim", part="alleged_perpetrator")
    transaction.commit()
    page = visit("worker1").get(f"{path(case)}/++add++ConsentForm").text
    givers = page[page.index("form.widgets.givers") :]
    assert uid(father) not in givers[: givers.index("form.widgets.authority")]


def test_a_withdrawal_on_the_page_and_who_was_told(case, consent, visit):
    privacy = visit("privacy1")
    page = f"{path(consent)}/view"
    form = {"action": "withdraw", "channel": "telepon", "on": "", "words": WORDS}
    token = privacy.authenticator(page)
    wrong = privacy.post(page, {**form, "on": "2020-01-01", "_authenticator": token})
    assert (wrong.status, "not before the consent was given" in wrong.text) == (200, True)
    assert state(consent) == "in_force"
    answer = privacy.post(page, {**form, "_authenticator": token})
    assert (answer.status, state(consent)) == (302, "withdrawn")
    html = privacy.get(path(consent)).text
    assert "the centre itself" in html and 'data-told="no"' in html
    assert 'data-withdrawn="1"' in visit("worker1").get(path(case)).text
    told = {"action": "told", "partner": "", "channel": "surat", "_authenticator": token}
    assert privacy.post(page, told).status == 302
    assert 'data-told="yes"' in privacy.get(path(consent)).text
    assert privacy.post(page, told).status == 200
    assert WORDS in visit("worker1").get(f"{path(case)}/timeline").text


def test_a_forged_form_withdraws_nothing(consent, visit):
    form = {"action": "withdraw", "channel": "telepon"}
    assert visit("worker1").post(f"{path(consent)}/view", form).status in (403, 404)
    assert state(consent) == "in_force"


def test_rest_withdraws_and_tells(case, consent, visit):
    privacy = visit("privacy1")
    answer = privacy.rest("POST", f"{path(consent)}/@withdraw", {"channel": "pesan"})
    assert (answer.status, answer.json()["to_tell"]) == (200, [""])
    assert answer.json()["until"]
    told = f"{path(consent)}/@told"
    answer = privacy.rest("POST", told, {"partner": "", "channel": "telepon"})
    assert [row["by"] for row in answer.json()["told"]] == ["privacy1"]
    assert privacy.rest("GET", told).json()["told"] == answer.json()["told"]
    assert privacy.rest("POST", told, {"partner": "", "channel": "telepon"}).status == 400


ODD = [[], [1, None], {}, {"a": 1}, 7, True, "x" * 40]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_whatever_json_is_sent_is_refused_and_nothing_breaks(case, consent, visit, odd):
    worker, head = visit("worker1"), visit("head1")
    sent = [
        (worker, "POST", f"{path(consent)}/@withdraw", {"channel": odd}),
        (worker, "POST", f"{path(consent)}/@withdraw", {"channel": "telepon", "on": odd}),
        (worker, "POST", f"{path(consent)}/@told", {"partner": odd, "channel": odd}),
        (worker, "POST", f"{path(consent)}/@workflow/withdraw", {"reason_code": odd}),
        (head, "PATCH", "perkara/@consent-settings", {"months": [odd]}),
    ]
    names = (
        "purpose",
        "recipient",
        "person",
        "method",
        "proof",
        "valid_until",
        "givers",
        "remarks",
    )
    harmless = {("givers", "[]"), ("remarks", repr("x" * 40))}
    sent.extend(
        (worker, "PATCH", f"{path(case)}/c2", {name: odd})
        for name in names
        if (name, repr(odd)) not in harmless
    )
    for visitor, method, place, body in sent:
        answer = visitor.rest(method, place, body)
        assert answer.status == 400, (place, body, answer.text[:300])
    assert state(consent) == "in_force"


@pytest.mark.parametrize("method", ["PATCH", "PUT", "DELETE", "MOVE", "COPY", "PROPPATCH", "LOCK"])
def test_no_verb_changes_what_was_given(case, consent, visit, method):
    worker = visit("worker1")
    before = (consent.purpose, consent.person, consent.valid_until)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    answer = worker.ask(
        method,
        path(consent),
        b'{"purpose": "foto", "remarks": "x"}',
        {**headers, "Destination": f"{address(case)}/c9"},
    )
    assert answer.status >= 400
    assert (consent.purpose, consent.person, consent.valid_until) == before
    assert "c9" not in case and consent.remarks is None


def test_rest_files_a_consent_and_refuses_what_is_of_another_case(case, functional, visit):
    stranger = sample_person(sample_case(functional["portal"]["perkara"]), name="Lalu Contoh")
    transaction.commit()
    worker, person = visit("worker1"), uid(client_of(case))
    sent = {"@type": "ConsentForm", "purpose": "layanan", "method": "tertulis", "person": person}
    wrong = worker.rest("POST", path(case), {**sent, "person": uid(stranger)})
    assert wrong.status == 400
    answer = worker.rest("POST", path(case), {**sent, "givers": [person], "explained": True})
    assert answer.status == 201, answer.text
    assert answer.json()["given_on"] is None
    assert worker.rest("POST", path(case), {**sent, "@type": "LawfulBasis"}).status in (401, 403)
    give = worker.rest("POST", f"{path(case)}/c1/@workflow/give", {})
    assert give.status == 400
    (row,) = give.json()["error"]["missing"]
    assert row["@id"] == f"{address(case)}/c1/edit" and "Choose the proof" in row["message"]
    basis = {"@type": "LawfulBasis", "purpose": "layanan", "reason": "Tugas pusat."}
    head = visit("head1")
    assert head.rest("POST", path(case), {**basis, "basis": "persetujuan"}).status == 400
    assert head.rest("POST", path(case), {**basis, "basis": "tugas-publik"}).status == 201
    assert [each.getId() for each in Grounds(case).bases] == ["b1"]


def test_the_list_over_rest_says_what_holds_and_what_is_due(case, consent, visit):
    found = visit("advocate1").rest("GET", f"{path(case)}/@consents").json()
    assert [item["id"] for item in found["items"]] == ["c2", "c1", "b1"]
    assert found["in_force"] == [uid(consent), uid(case["b1"])]
    assert found["missing"] == []
    withdraw(consent)
    take(case["b1"], "end", "supervisor1", comment="Selesai.")
    transaction.commit()
    found = visit("advocate1").rest("GET", f"{path(case)}/@consents").json()
    assert found["in_force"] == []
    assert [row["@id"] for row in found["missing"]] == [f"{address(case)}/consents"] * 2
    assert found["items"][1]["due"][0]["what"] == "withdrawal"


def test_the_form_for_signing_is_handed_out_as_a_file(case, visit):
    worker, place = visit("worker1"), f"{path(case)}/@@consent-sheet"
    for query in ("", "?purpose=layanan&recipient=centre&language=en"):
        answer = worker.get(place + query)
        assert answer.status == 200 and answer.body.startswith(b"%PDF")
        assert answer.header("Content-Type") == "application/pdf"
        assert answer.header("Content-Disposition").startswith("attachment;")
        assert "Baiq" not in answer.header("Content-Disposition")
    for query in ("?purpose=apa", "?language=nl", "?recipient=0123"):
        assert worker.get(place + query).status == 400


def test_the_head_alone_writes_the_notice(case, visit):
    head, page = visit("head1"), "perkara/@@consent-settings"
    assert "@@consent-settings" in head.get("perkara").text
    assert visit("supervisor1").get(page).status == 404
    assert "@@consent-settings" not in visit("worker1").get("perkara").text
    form = {"action": "save", "months": "6", "notice_id": "Teks baru.", "notice_en": " "}
    token = head.authenticator(page)
    refused = head.post(page, {**form, "_authenticator": token})
    assert (refused.status, "Teks baru." in refused.text) == (200, True)
    saved = head.post(page, {**form, "notice_en": "New text.", "_authenticator": token})
    assert (saved.status, settings.months(), settings.notice().version) == (302, 6, 2)
    answer = head.rest("PATCH", "perkara/@consent-settings", {"months": 9})
    assert (answer.json()["months"], answer.json()["notice_id"]) == (9, "Teks baru.")
    assert visit("worker1").rest("PATCH", "perkara/@consent-settings", {"months": 1}).status == 403
    assert head.rest("GET", "perkara/@consent-settings").json()["notice_version"] == 2


@pytest.mark.parametrize("transition", ["expire", "replace"])
def test_the_steps_of_the_system_are_open_to_nobody(consent, visit, transition):
    for user_id in ("worker1", "supervisor1", "head1", "privacy1"):
        answer = visit(user_id).rest("POST", f"{path(consent)}/@workflow/{transition}", {})
        assert answer.status == 400
    assert state(consent) == "in_force"
