"""Assessments over HTTP: forms, pages, services, and that what was submitted never changes."""

from baleharum.assessments.content import Rating
from baleharum.assessments.kinds import kinds
from baleharum.assessments.making import new_version
from plone import api
from tests.assessments_made import endorsed_assessment
from tests.assessments_made import full_ratings
from tests.assessments_made import LICENCE
from tests.assessments_made import sample_assessment
from tests.assessments_made import step
from tests.assessments_made import submitted_assessment
from tests.case_forms import address
from tests.case_forms import opened
from tests.case_forms import path
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from zExceptions import BadRequest
from zExceptions import Unauthorized

import pytest
import transaction


CANARY = "Kanariasesmen"


@pytest.fixture
def filed(functional):
    """A committed case."""
    case = sample_case(functional["portal"]["perkara"])
    transaction.commit()
    return case


@pytest.fixture
def endorsed(filed):
    """An endorsed triage with a document."""
    document = sample_document(filed)
    made = endorsed_assessment(filed, files=(document.UID(),), conclusion=CANARY)
    transaction.commit()
    return made


def assessments(case):
    """Return the assessments of a case as they are stored."""
    return [one for one in case.objectValues() if one.portal_type == "Assessment"]


def begin(visitor, case, kind="triage", **fields):
    """Send the form that begins an assessment."""
    page = f"{path(case)}/++add++Assessment?kind={kind}"
    token = opened(visitor, page)["_authenticator"]
    form = {"kind": kind, "assessed_on": "2026-01-31", "_authenticator": token, **fields}
    return visitor.post(page.partition("?")[0], form)


def test_the_form_files_a_draft(filed, visit):
    worker = visit("worker1")
    answer = begin(
        worker,
        filed,
        risk="tinggi",
        licence=LICENCE,
        conclusion="Perlu <b>rumah aman</b>.",
        **{"score-awal-keselamatan": "3", "text-awal-keselamatan": "Pelaku serumah."},
    )
    (made,) = assessments(filed)
    assert answer.header("Location") == f"http://localhost/plone/{path(made)}"
    assert made.rated() == {"awal-keselamatan": Rating("awal-keselamatan", 3, "Pelaku serumah.")}
    assert (made.risk, made.assessed_on.isoformat()) == ("tinggi", "2026-01-31")
    html = worker.get(path(made)).text
    assert "Perlu &lt;b&gt;rumah aman&lt;/b&gt;." in html and "3 – Severe" in html
    assert "Pelaku serumah." in html and LICENCE in html


@pytest.mark.parametrize("kind", [one.token for one in kinds()])
def test_every_kind_has_its_form(filed, visit, kind):
    author = {"psychological": "psychologist1", "medical": "doctor1"}.get(kind, "worker1")
    if author == "doctor1":
        from baleharum.team.api import assign

        with acting("supervisor1"):
            assign(filed, "doctor1", "clinician")
        transaction.commit()
    html = visit(author).get(f"{path(filed)}/++add++Assessment?kind={kind}").text
    for term in next(one for one in kinds() if one.token == kind).domains:
        assert f'name="score-{term.token}"' in html and f'for="text-{term.token}"' in html
    assert ('name="risk"' in html) is (kind == "triage")


def test_without_a_kind_the_form_asks_for_one_of_the_persons(filed, visit):
    html = visit("psychologist1").get(f"{path(filed)}/++add++Assessment").text
    assert "?kind=psychological" in html and "?kind=triage" in html
    assert "?kind=biopsychosocial" not in html
    html = visit("worker1").get(f"{path(filed)}/++add++Assessment?kind=psychological").text
    assert 'name="score-psi-emosi"' not in html
    assert (
        "no kind of assessment" in visit("advocate1").get(f"{path(filed)}/++add++Assessment").text
    )


def test_the_licence_number_of_an_account_is_offered(functional, filed, visit):
    page = f"{path(filed)}/++add++Assessment?kind=triage"
    assert 'value="STR-0000"' not in visit("worker1").get(page).text
    functional["portal"].portal_memberdata._setProperty("licence_number", "", "string")
    with acting("worker1"):
        api.user.get_current().setMemberProperties({"licence_number": "STR-0000"})
    transaction.commit()
    assert 'value="STR-0000"' in visit("worker1").get(page).text


def test_a_forged_form_files_nothing(filed, visit):
    form = {"kind": "triage", "assessed_on": "2026-01-31"}
    assert visit("worker1").post(f"{path(filed)}/++add++Assessment", form).status == 403
    assert assessments(filed) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"assessed_on": "2099-01-01"}, "yet to come"),
        ({"assessed_on": "kemarin"}, "YYYY-MM-DD"),
        ({"assessed_on": ""}, "YYYY-MM-DD"),
        ({"risk": "parah"}, "Choose a risk"),
        ({"score-awal-keselamatan": "9"}, "from 0 to 4"),
        ({"score-awal-keselamatan": "-1"}, "from 0 to 4"),
        ({"score-awal-keselamatan": "²"}, "from 0 to 4"),
        ({"text-awal-keselamatan": "x" * 20001}, "too long"),
        ({"licence": "x" * 61}, "too long"),
        ({"files": "deadbeef" * 4}, "documents of this case"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(filed, visit, fields, told):
    answer = begin(visit("worker1"), filed, **{"conclusion": CANARY, **fields})
    assert answer.status == 200 and told in answer.text
    assert f">{CANARY}</textarea>" in answer.text
    assert assessments(filed) == []


def edit(visitor, made, **fields):
    """Send the form that edits an assessment, as it was opened; returns the answer."""
    page = f"{path(made)}/edit"
    sent = opened(visitor, page)
    form = {n: sent[n] for n in ("_authenticator", "state_seen")}
    plain = {"assessed_on": made.assessed_on.isoformat(), "conclusion": made.conclusion}
    return visitor.post(page, {**form, **plain, **fields})


def test_a_draft_is_edited(filed, visit):
    made = sample_assessment(filed)
    transaction.commit()
    answer = edit(visit("worker2"), made, conclusion="Dilengkapi.", risk="darurat")
    assert answer.status == 302
    assert (made.conclusion, made.risk) == ("Dilengkapi.", "darurat")


def test_who_was_slower_overwrites_nothing(filed, visit):
    made = sample_assessment(filed)
    transaction.commit()
    slow = visit("worker2")
    sent = opened(slow, f"{path(made)}/edit")
    edit(visit("worker1"), made, conclusion="Lebih cepat.")
    form = {"_authenticator": sent["_authenticator"], "state_seen": sent["state_seen"]}
    answer = slow.post(
        f"{path(made)}/edit", {**form, "assessed_on": "2026-01-31", "conclusion": "Lambat."}
    )
    assert "Somebody has changed this" in answer.text and ">Lambat.</textarea>" in answer.text
    assert made.conclusion == "Lebih cepat."


def test_a_document_that_one_editor_cannot_see_stays_attached(filed, visit):
    secret = sample_document(filed, "worker1", "asesmen-biopsikososial")
    made = sample_assessment(filed, author="worker1", files=(secret.UID(),))
    transaction.commit()
    html = visit("psychologist1").get(path(made)).text
    assert "not open to you" in html and path(secret) not in html
    edit(visit("psychologist1"), made, conclusion="Ditambah.")
    assert made.files == (secret.UID(),) and made.conclusion == "Ditambah."


def test_the_tab_lists_what_the_person_may_read(filed, visit):
    sample_assessment(filed, "biopsychosocial")
    endorsed_assessment(filed)
    transaction.commit()
    tab = f"{path(filed)}/assessments"
    worker, advocate = visit("worker1").get(tab).text, visit("advocate1").get(tab).text
    assert "/a1" in worker and "/a2" in worker and "++add++Assessment?kind=triage" in worker
    assert "/a1" not in advocate and "/a2" in advocate and "++add++" not in advocate
    assert f"{path(filed)}/assessments" in visit("advocate1").get(path(filed)).text


def test_the_page_leads_through_the_steps(filed, visit):
    made = sample_assessment(filed, ratings=(), conclusion="")
    transaction.commit()
    html = visit("worker1").get(path(made)).text
    assert f"{path(made)}/edit#score-awal-keselamatan" in html
    page = f"{path(made)}/@@change-state"
    form = {"transition": "submit", "comment": ""}
    form["_authenticator"] = visit("worker1").authenticator(f"{page}?transition=submit")
    refused = visit("worker1").post(page, form).text
    assert "needs a score and a text" in refused
    assert api.content.get_state(made) == "draft"


def versions_of(filed):
    """Endorse a triage twice, with another score, a changed and a new text; returns both."""
    first = endorsed_assessment(
        filed,
        ratings=[
            *(row for row in full_ratings("triage", 3) if row.domain != "awal-tanggungan"),
        ],
        conclusion="Perlu rumah aman segera.",
    )
    with acting("worker1"):
        second = new_version(first)
        rows = [
            Rating(r.domain, 1, "Temuan dicatat pada kunjungan kedua.")
            for r in full_ratings("triage")
        ]
        second.ratings = tuple((r.domain, r.score, r.text) for r in rows)
        second.conclusion = "Perlu rumah aman sementara."
        second.risk = "rendah"
        second.licence = LICENCE
    step(second, "worker1", "submit")
    step(second, "supervisor1", "endorse")
    transaction.commit()
    return first, second


def test_two_versions_beside_each_other_say_in_words_what_differs(filed, visit):
    first, second = versions_of(filed)
    html = visit("worker1").get(f"{path(second)}/@@compare-versions?with=1").text
    assert "Score lower: from 3 (Severe) to 1 (Mild)" in html
    assert "Score added: 1 (Mild)" in html and "Text added" in html and "Text changed" in html
    assert "taken away:" in html and "<ins>" in html and "<del>" in html
    assert "Medium" in html and "Low" in html
    head = html.partition("<thead")[2]
    assert head.index(path(first)) < head.index(path(second))
    same = visit("worker1").get(f"{path(first)}/@@compare-versions").text
    assert "Score lower" in same, "The older one always stands first."


def test_there_is_nothing_to_compare_with_what_is_not_there(filed, visit, endorsed):
    for query in ("", "?with=1", "?with=7", "?with=x"):
        assert visit("worker1").get(f"{path(endorsed)}/@@compare-versions{query}").status == 404


def test_the_scores_over_time_are_a_drawing_and_a_table(filed, visit, endorsed):
    assert "<svg" not in visit("worker1").get(path(endorsed)).text.partition("bh-assessment")[2]
    _first, second = versions_of(filed)
    html = visit("worker1").get(path(second)).text
    drawing = html.partition('class="bh-scores"')[2].partition("</svg>")[0]
    assert drawing.count("<circle") == 13 and drawing.count("<polyline") == 7
    assert "style=" not in drawing and "<script" not in drawing
    table = html.partition("bh-scores-table")[2].partition("</table>")[0]
    assert table.count("<td>") == 14 and "3 – Severe" in table and "none" in table


def test_a_draft_is_in_no_drawing(filed, visit):
    _first, second = versions_of(filed)
    with acting("worker1"):
        third = new_version(second)
    transaction.commit()
    shown = visit("worker1").rest("GET", f"{path(third)}/@scores").json()
    assert [row["version"] for row in shown["versions"]] == [1, 2]
    scores = {row["domain"]["token"]: row["scores"] for row in shown["domains"]}
    assert scores["awal-keselamatan"] == [3, 1] and scores["awal-tanggungan"] == [None, 1]


def test_the_button_begins_a_version(filed, visit, endorsed):
    worker = visit("worker1")
    token = worker.authenticator(path(endorsed))
    page = f"{path(endorsed)}/@@new-assessment-version"
    assert worker.post(page, {}).status == 403
    assert worker.get(page).status == 400
    answer = worker.post(page, {"_authenticator": token})
    assert answer.header("Location").endswith("/a2/edit")
    assert "Begin a new version" not in worker.get(path(endorsed)).text
    assert "There is a newer version" in worker.get(path(endorsed)).text


def test_the_queue_of_what_waits_shows_it(filed, visit):
    made = submitted_assessment(filed)
    transaction.commit()
    queue = visit("supervisor1").get("perkara/@@review-queue").text
    assert path(made) in queue and "Nothing waits" not in queue
    answer = visit("supervisor1").rest("GET", "perkara/@review-queue").json()
    assert [row["UID"] for row in answer["others"]] == [made.UID()]
    assert visit("worker2").rest("GET", "perkara/@review-queue").json()["others"] == []
    assert path(made) in visit("supervisor1").get("desk").text


GONE = ("", "/edit", "/@@compare-versions", "/@@may-decide", "/@@new-assessment-version")


@pytest.mark.parametrize("user_id", ["", "worker3", "operator1", "editor1"])
def test_for_others_it_does_not_exist(endorsed, visit, user_id):
    visitor, case = visit(user_id), path(endorsed.__parent__)
    nowhere = visitor.get(f"{case}/a99")
    assert nowhere.status == 404
    for below in GONE:
        answer = visitor.get(f"{path(endorsed)}{below}")
        assert (answer.status, answer.body, answer.headers) == (
            404,
            nowhere.body,
            nowhere.headers,
        ), below
    for service in ("", "/@versions", "/@scores", "/@compare-versions", "/@transitions"):
        assert visitor.rest("GET", f"{path(endorsed)}{service}").status == 404
    for method, service in (("POST", "/@versions"), ("POST", "/@workflow/endorse"), ("PATCH", "")):
        assert visitor.rest(method, f"{path(endorsed)}{service}", {}).status == 404
    assert visitor.get(f"{case}/assessments").status == 404
    assert visitor.rest("GET", f"{case}/@assessments").status == 404


CHANGES = {
    "kind": "family",
    "assessed_on": "2026-01-30",
    "risk": "rendah",
    "conclusion": "Lain.",
    "recommendations": "Lain.",
    "licence": "STR-9999",
    "files": [],
    "domains": [{"domain": "awal-keselamatan", "score": 0, "text": "Aman."}],
}
STORED = {
    "kind": "family",
    "series": "x",
    "version": 9,
    "assessed_on": None,
    "risk": "rendah",
    "files": (),
    "author_profession": "law",
    "ratings": (),
    "conclusion": "Lain.",
    "recommendations": "Lain.",
    "licence": "STR-9999",
    "frozen_files": (),
}


@pytest.mark.parametrize("state", ["submitted", "endorsed", "superseded"])
def test_what_is_submitted_changes_on_no_path(filed, visit, state):
    document = sample_document(filed)
    make = submitted_assessment if state == "submitted" else endorsed_assessment
    made = make(filed, files=(document.UID(),), recommendations=CANARY)
    if state == "superseded":
        with acting("worker1"):
            later = new_version(made)
            later.licence = LICENCE
        step(step(later, "worker1", "submit"), "supervisor1", "endorse")
    transaction.commit()
    assert api.content.get_state(made) == state
    before = {name: getattr(made, name) for name in STORED}
    by_script(made)
    by_rest(visit, made)
    by_hand(visit, made, filed)
    assert {name: getattr(made, name) for name in STORED} == before
    assert made.getId() in filed.objectIds() and made.title == f"{filed.getId()}/A1"


def by_script(made):
    for user_id in ("worker1", "supervisor1"):
        with acting(user_id):
            for name, value in STORED.items():
                with pytest.raises(BadRequest, match="not changed"):
                    setattr(made, name, value)
                with pytest.raises(BadRequest, match="not changed"):
                    delattr(made, name)
            with pytest.raises(BadRequest):
                made.setTitle("Lain")
            with pytest.raises(BadRequest):
                made.setDescription("Lain")


def by_rest(visit, made):
    for user_id in ("worker1", "supervisor1", "psychologist1"):
        visitor = visit(user_id)
        for name, value in CHANGES.items():
            answer = visitor.rest("PATCH", path(made), {name: value})
            assert answer.status in (401, 403, 404), (user_id, name, answer.status)
        assert visitor.rest("DELETE", path(made)).status in (401, 403, 404)
        for verb in ("@move", "@copy"):
            answer = visitor.rest(
                "POST", f"{path(made.__parent__)}/{verb}", {"source": address(made)}
            )
            assert answer.status >= 400
        for verb in ("PUT", "PROPPATCH", "MOVE", "COPY", "LOCK", "MKCOL"):
            answer = visitor.ask(verb, path(made), b"x", {"Destination": "/plone/x"})
            assert answer.status >= 400, verb


def by_hand(visit, made, case):
    for user_id in ("worker1", "supervisor1"):
        visitor = visit(user_id)
        token = visitor.authenticator(f"{path(case)}/assessments") or visitor.authenticator(
            path(case)
        )
        for page in ("edit", "object_rename", "delete_confirmation", "object_cut", "folder_rename"):
            visitor.post(
                f"{path(made)}/{page}",
                {
                    "_authenticator": token,
                    "conclusion": "Lain.",
                    "form.widgets.new_id": "b1",
                    "form.buttons.Rename": "1",
                    "form.buttons.Delete": "1",
                },
            )
    with acting("worker1"), pytest.raises((BadRequest, Unauthorized)):
        case.manage_delObjects([made.getId()])


def test_a_draft_keeps_its_kind_and_place_in_the_series(filed, visit):
    made = sample_assessment(filed)
    transaction.commit()
    for name, value in (("kind", "family"), ("series", "x"), ("version", 2)):
        with pytest.raises(BadRequest):
            setattr(made, name, value)
    for body in ({"series": "x"}, {"version": 2}):
        assert visit("worker1").rest("PATCH", path(made), body).status == 400
    visit("worker1").rest("PATCH", path(made), {"kind": "family"})
    assert made.kind == "triage"


BODY = {
    "@type": "Assessment",
    "kind": "triage",
    "risk": "tinggi",
    "assessed_on": "2026-01-31",
    "conclusion": "Perlu rumah aman.",
    "licence": LICENCE,
    "domains": [{"domain": "awal-keselamatan", "score": 2, "text": "Pelaku tahu alamat."}],
}


def test_rest_begins_changes_and_shows(filed, visit):
    worker, document = visit("worker1"), sample_document(filed)
    transaction.commit()
    answer = worker.rest("POST", path(filed), {**BODY, "files": [document.UID()]})
    assert answer.status == 201, answer.text
    shown = answer.json()
    assert shown["level"] == "confidential" and shown["number_of_version"] == 1
    (domain,) = shown["domains"]
    assert (domain["domain"]["token"], domain["score"], domain["score_title"]) == (
        "awal-keselamatan",
        2,
        "Moderate",
    )
    assert shown["files"][0]["UID"] == document.UID()
    change = {"domains": [{"domain": "awal-tanggungan", "score": 1, "text": "Dua anak."}]}
    assert worker.rest("PATCH", f"{path(filed)}/a1", change).status == 204
    made = filed["a1"]
    assert set(made.rated()) == {"awal-keselamatan", "awal-tanggungan"}
    again = worker.rest("GET", f"{path(filed)}/a1").json()
    assert worker.rest("PATCH", f"{path(filed)}/a1", again).status == 204
    assert made.files == (document.UID(),) and made.conclusion == "Perlu rumah aman."


def test_rest_takes_the_steps_with_all_that_is_missing(filed, visit):
    worker = visit("worker1")
    worker.rest("POST", path(filed), BODY)
    answer = worker.rest("POST", f"{path(filed)}/a1/@workflow/submit", {})
    assert answer.status == 400
    texts = [row["message"] for row in answer.json()["error"]["missing"]]
    assert len(texts) == 3 and all("needs a score and a text" in text for text in texts)
    rows = [{"domain": r.domain, "score": 0, "text": r.text} for r in full_ratings("triage")]
    assert worker.rest("PATCH", f"{path(filed)}/a1", {"domains": rows}).status == 204
    assert worker.rest("POST", f"{path(filed)}/a1/@workflow/submit", {}).status == 200
    assert worker.rest("POST", f"{path(filed)}/a1/@workflow/endorse", {}).status == 400
    supervisor = visit("supervisor1")
    assert supervisor.rest("POST", f"{path(filed)}/a1/@workflow/endorse", {}).status == 200
    made = worker.rest("POST", f"{path(filed)}/a1/@versions", {})
    assert (made.status, made.json()["number_of_version"]) == (201, 2)
    assert worker.rest("POST", f"{path(filed)}/a1/@versions", {}).status == 400
    listed = worker.rest("GET", f"{path(filed)}/@assessments").json()
    assert [row["number"] for row in listed["items"]] == ["A2"]
    assert [row["number"] for row in listed["items"][0]["older"]] == ["A1"]
    found = worker.rest("GET", f"{path(filed)}/a2/@versions").json()["items"]
    assert [row["version"] for row in found] == [2, 1]
    compared = worker.rest("GET", f"{path(filed)}/a2/@compare-versions").json()
    assert not any(row["differs"] for row in compared["domains"])


ODD = (None, 7, True, [], {}, "", "x", ["x"], {"token": 7}, [None], [[]], 1.5)


@pytest.mark.parametrize(
    "name", ["kind", *(n for n in BODY if n not in ("@type", "kind")), "files"]
)
def test_whatever_is_sent_is_answered_and_never_breaks(filed, visit, name):
    worker = visit("worker1")
    made = sample_assessment(filed)
    transaction.commit()
    for value in ODD:
        answer = worker.rest("POST", path(filed), {**BODY, name: value})
        assert answer.status in (201, 400), (value, answer.text[:300])
        changed = worker.rest("PATCH", path(made), {name: value})
        assert changed.status in (204, 400), (value, changed.text[:300])
    for one in assessments(filed):
        assert worker.get(path(one)).status == 200


@pytest.mark.parametrize(
    "rows",
    [
        [{"domain": "bps-fisik", "score": 1, "text": "x"}],
        [{"domain": "awal-keselamatan", "score": 5}],
        [{"domain": "awal-keselamatan", "score": "1"}],
        [{"domain": "awal-keselamatan", "score": True}],
        [{"domain": "awal-keselamatan", "score": 1.0}],
        [{"domain": "awal-keselamatan", "text": ["x"]}],
        [{"domain": ["awal-keselamatan"]}],
        [{"score": 1}],
        {"awal-keselamatan": 1},
    ],
)
def test_odd_domains_are_refused(filed, visit, rows):
    answer = visit("worker1").rest("POST", path(filed), {**BODY, "domains": rows})
    assert answer.status == 400, answer.text[:300]
    assert assessments(filed) == []


@pytest.mark.parametrize("kind", ["psychological", "medical"])
def test_a_social_worker_files_no_record_of_another_profession(filed, visit, kind):
    body = {"@type": "Assessment", "kind": kind, "conclusion": "Cemas."}
    answer = visit("worker1").rest("POST", path(filed), body)
    assert answer.status == 400 and "not yours to write" in answer.text
    assert assessments(filed) == []


def test_a_risk_is_stated_by_a_triage_alone(filed, visit):
    body = {"@type": "Assessment", "kind": "family", "risk": "tinggi"}
    assert visit("worker1").rest("POST", path(filed), body).status == 400
