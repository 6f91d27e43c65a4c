"""The queue and the page of a report: what officers see and do, on pages and over REST."""

from baleharum.intake.calling import FewMinutes
from baleharum.intake.messages import add_message
from baleharum.intake.messages import messages
from baleharum.intake.messages import notes
from baleharum.jobs.running import run_pending
from baleharum.team.api import utcnow
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_partner
from tests.centre import sample_person
from tests.http import Visitor
from tests.intake_made import sample_box
from tests.intake_made import sample_report
from tests.intake_made import sent_pdf
from tests.test_team_emergency import mail_server

import pytest
import transaction


@pytest.fixture
def site(functional):
    """The site with an intake box."""
    portal = functional["portal"]
    sample_box(portal)
    transaction.commit()
    return portal


def officer(site, user_id="intake1"):
    """Somebody with a browser."""
    return Visitor(site, user_id)


def filed(site, **fields):
    """File a report and commit; returns its path below the site."""
    report = sample_report(site["penerimaan"], **fields)
    transaction.commit()
    return f"penerimaan/{report.getId()}"


def report_at(site, path):
    """The report as it is stored now."""
    site._p_jar.sync()
    return site.unrestrictedTraverse(path)


def test_the_queue_has_emergencies_first_and_says_how_long_they_wait(site):
    low, urgent, unknown = filed(site), filed(site, danger_now=True), filed(site)
    act(site, low, "risk", risk="rendah")
    report = report_at(site, urgent)
    report.received_at = utcnow() - timedelta(hours=2, minutes=5)
    report.reindexObject(idxs=["report_received"])
    transaction.commit()
    page = officer(site).get("penerimaan").text
    places = [page.index(f'/{path.rpartition("/")[2]}"') for path in (urgent, unknown, low)]
    assert places == sorted(places)
    assert "2 h 5 min" in page
    assert "Tetangga saya" not in page


def test_the_queue_is_filtered_and_counted(site):
    first, second = filed(site), filed(site, source="telepon")
    act(site, first, "dismiss", comment="Salah sambung.")
    page = officer(site).get("penerimaan").text
    assert second in page and first not in page
    assert first in officer(site).get("penerimaan?state=dismissed").text
    assert second not in officer(site).get("penerimaan?source=langsung").text
    answer = officer(site).rest("GET", "penerimaan/@intake-queue?source=telepon").json()
    assert [item["number"] for item in answer["items"]] == [second.rpartition("/")[2]]
    assert answer["counts"] == {"received": 1, "dismissed": 1, "risk:": 1}


def test_the_page_shows_what_was_sent_its_hash_and_its_files(site):
    path = filed(site, files=[sent_pdf()], call_dangerous=True, harm=["fisik"])
    report = report_at(site, path)
    page = officer(site).get(path)
    assert page.status == 200 and page.header("Cache-Control") == "private, no-store"
    for text in ("Tetangga saya", report.sha256, "bukti.pdf", "Physical", "A call would be"):
        assert text in page.text
    file = officer(site).get(f"{path}/@@report-file?number=1")
    assert file.status == 200 and file.body.startswith(b"%PDF")
    assert file.header("Content-Disposition").startswith("attachment")
    assert officer(site).get(f"{path}/@@report-file?number=2").status == 404


OUTSIDERS = ("", "worker1", "head1", "privacy1", "operator1", "editor1", "siteadmin")


@pytest.mark.parametrize("user_id", OUTSIDERS)
def test_a_report_is_not_there_for_others(site, user_id):
    path = filed(site, files=[sent_pdf()])
    who = Visitor(site, user_id, *(["correct horse battery"] if user_id == "siteadmin" else []))
    for address in ("", "/@@report-file?number=1", "/@messages", "/@transitions", "/@@convert"):
        answer = who.get(f"{path}{address}")
        assert (answer.status, answer.body) == (404, who.get("penerimaan/L-2020-00001").body)
    assert who.rest("GET", path).status == 404


def act(site, path, action, user_id="intake1", **fields):
    """Send a form of the page of a report; returns the answer."""
    who = officer(site, user_id)
    token = who.authenticator(path)
    return who.post(path, {"action": action, "_authenticator": token, **fields})


def test_an_officer_takes_rates_notes_and_answers(site):
    path = filed(site)
    act(site, path, "take")
    act(site, path, "risk", risk="tinggi")
    act(site, path, "note", text="Suaminya membaca pesannya.")
    act(site, path, "reply", text="Apakah Anda aman?")
    report = report_at(site, path)
    assert api.content.get_state(report) == "triage" and report.risk == "tinggi"
    assert [m.text for m in messages(report)] == ["Apakah Anda aman?"]
    assert [n.text for n in notes(report)] == ["Suaminya membaca pesannya."]
    page = officer(site).get(path).text
    assert "Apakah Anda aman?" in page and "Intake1" in page
    assert report.is_as_sent and report.answered_at


@pytest.mark.parametrize(
    "action,fields",
    [
        ("risk", {"risk": "besar"}),
        ("note", {"text": " "}),
        ("reply", {"text": ""}),
        ("dismiss", {"comment": " "}),
        ("redirect", {"comment": "Lebih dekat.", "partner": "x"}),
        ("redirect", {"comment": ""}),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_kept(site, action, fields):
    path = filed(site)
    answer = act(site, path, action, **fields)
    assert answer.status == 200 and "alert" in answer.text
    report = report_at(site, path)
    assert api.content.get_state(report) == "received" and not report.risk
    assert not messages(report) and not notes(report) and not report.reason


def test_a_form_without_its_token_does_nothing(site):
    path = filed(site)
    answer = officer(site).post(path, {"action": "take"})
    assert answer.status == 403
    assert api.content.get_state(report_at(site, path)) == "received"


def test_dismissed_with_a_reason_and_reopened_by_a_supervisor_alone(site):
    path = filed(site)
    act(site, path, "dismiss", comment="Salah sambung.")
    assert "Salah sambung." in officer(site).get(path).text
    assert 'value="reopen"' not in officer(site).get(path).text
    assert officer(site).rest("POST", f"{path}/@workflow/reopen", {"comment": "x"}).status == 400
    act(site, path, "reopen", "supervisor1", comment="Menelepon lagi.")
    assert api.content.get_state(report_at(site, path)) == "triage"


def test_redirected_to_a_partner_of_the_directory(site):
    with api.env.adopt_roles(["Manager"]):
        directory = api.content.create(site, "PartnerDirectory", id="mitra", title="Mitra")
    with acting("head1"):
        partner = sample_partner(directory, "UPTD PPA Contoh", "uptd-ppa")
    transaction.commit()
    path = filed(site)
    assert "UPTD PPA Contoh" in officer(site).get(path).text
    act(site, path, "redirect", partner=partner.UID(), comment="Wilayahnya.")
    report = report_at(site, path)
    assert api.content.get_state(report) == "redirected"
    assert (report.redirected_to, report.reason) == (partner.UID(), "Wilayahnya.")
    page = officer(site).get(path).text
    assert "UPTD PPA Contoh" in page and "Wilayahnya." in page


def test_what_may_be_about_the_same_is_suggested(site):
    about = {"person_name": "Baiq Melati", "person_age": 30, "kelurahan": "gomong"}
    first = filed(site, reporter_phone="0812 3456 7890", happened_on="2026-11-03", **about)
    second = filed(site, reporter_phone="+62 812-3456-7890", narrative="Lagi.")
    third = filed(site, happened_on="2026-11-03", kelurahan="gomong")
    other = filed(site, person_name="Lalu Cendana")
    found = officer(site).rest("GET", f"{first}/@intake-matches").json()
    why = {row["number"]: row["why"] for row in found["reports"]}
    numbers = [path.rpartition("/")[2] for path in (second, third)]
    assert why == {
        numbers[0]: ["the same telephone number"],
        numbers[1]: ["the same place and day"],
    }
    page = officer(site).get(first).text
    assert numbers[0] in page and other.rpartition("/")[2] not in page


@pytest.mark.parametrize("age", [None, 36, 40])
def test_of_a_case_of_another_team_an_officer_learns_whom_to_ask(site, age):
    case = sample_case(site["perkara"])
    sample_person(case, name="Baiq Melati", birth_year=utcnow().year - 38)
    transaction.commit()
    said = {} if age is None else {"person_age": age}
    path = filed(site, person_name="Bq. Melati", **said)
    page = officer(site).get(path).text
    assert "possible match in a case of another team" in page and "Supervisor1" in page
    assert case.getId() not in page
    seen = officer(site, "supervisor1").get(path).text
    assert case.getId() in seen and "another team" not in seen


def test_who_is_nobody_s_match_is_not_suggested(site):
    case = sample_case(site["perkara"])
    sample_person(case, name="Baiq Melati", birth_year=1990)
    transaction.commit()
    path = filed(site, person_name="Baiq Melati", person_age=70)
    assert "known already" not in officer(site).get(path).text


def test_over_rest_as_on_the_pages(site):
    path, who = filed(site, files=[sent_pdf()]), officer(site)
    told = who.rest("GET", path).json()
    assert told["fields"]["narrative"].startswith("Tetangga") and told["as_sent"]
    assert told["files"][0]["name"] == "bukti.pdf"
    assert who.rest("POST", f"{path}/@intake-triage", {"risk": "sedang"}).json()["risk"] == "sedang"
    assert who.rest("POST", f"{path}/@messages", {"text": "Halo"}).status == 201
    assert who.rest("POST", f"{path}/@messages", {"note": "Catatan"}).status == 201
    assert who.rest("POST", f"{path}/@messages", {}).status == 400
    both = who.rest("GET", f"{path}/@messages").json()
    assert [m["text"] for m in both["items"]] == ["Halo"]
    assert [n["text"] for n in both["notes"]] == ["Catatan"]
    steps = {item["id"] for item in who.rest("GET", f"{path}/@transitions").json()["items"]}
    assert steps == {"take", "convert", "redirect", "dismiss"}
    assert who.rest("POST", f"{path}/@workflow/take").status == 200
    refused = who.rest("POST", f"{path}/@workflow/convert")
    assert refused.status == 400 and "no case" in refused.text
    assert who.rest("PATCH", path, {"submission": "x"}).status == 404
    assert report_at(site, path).is_as_sent


def test_the_reporter_s_words_are_only_text_on_the_page(site):
    path = filed(site, narrative="<script>alert(1)</script>", reporter_name="<b>x</b>")
    add_message(report_at(site, path), "<img src=x onerror=alert(1)>")
    transaction.commit()
    page = officer(site).get(path).text
    assert "<script>alert" not in page and "<img src=x" not in page and "<b>x" not in page


def test_the_head_appoints_officers_and_reads_no_report(site):
    path, head = filed(site), officer(site, "head1")
    assert head.get("penerimaan").status == 200
    assert path.rpartition("/")[2] not in head.get("penerimaan").text
    page = head.get("penerimaan/@@staff")
    assert page.status == 200 and "Depositor" in page.text
    token = head.authenticator("penerimaan/@@staff")
    form = {
        "person": "worker3",
        "function": "intake",
        "reason": "Menggantikan.",
        "action": "appoint",
    }
    head.post("penerimaan/@@staff", {**form, "_authenticator": token})
    assert officer(site, "worker3").get(path).status == 200
    rows = head.rest("GET", "penerimaan/@team").json()["items"]
    assert {"worker3", "intake1"} <= {row["person"] for row in rows}
    assert officer(site).get("penerimaan/@@staff").status == 404


def test_a_function_of_cases_cannot_be_given_in_a_box(site):
    body = {"person": "worker3", "function": "archivist", "reason": "x"}
    answer = officer(site, "head1").rest("POST", "penerimaan/@team", body)
    assert answer.status == 400 and "depositor" in answer.text


def test_who_makes_a_box_appoints_its_first_head(site):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(site, "IntakeBox", id="kedua", title="Kotak kedua")
    transaction.commit()
    who = Visitor(site, "siteadmin", "correct horse battery")
    assert "Kotak kedua" in who.get("@@first-head").text
    body = {"register": "kedua", "person": "head1", "reason": "Kepala balai."}
    assert who.rest("POST", "@first-head", body).status in (200, 201)
    assert officer(site, "head1").get("kedua").status == 200


def test_who_writes_again_is_heard_whatever_became_of_the_report(site):
    path = filed(site)
    number = path.rpartition("/")[2]
    act(site, path, "dismiss", comment="Salah sambung.")
    assert "unheard" not in officer(site).get("penerimaan").text
    add_message(report_at(site, path), "Ia kembali.", wish="unsafe")
    transaction.commit()
    queue = officer(site).get("penerimaan").text
    assert f"{number}#messages" in queue and "do not use it" in queue
    row = officer(site).rest("GET", "penerimaan/@intake-queue").json()["unheard"]
    assert [(each["number"], each["wishes"]) for each in row] == [(number, ["unsafe"])]
    assert "written and waits" in officer(site).get("@@desk", Accept="text/html").text
    act(site, path, "hear")
    assert number not in officer(site).get("penerimaan").text
    # What was asked for stays before everything else, and the next message waits anew.
    assert 'id="wishes"' in officer(site).get(path).text
    for done in (
        lambda: act(site, path, "reply", text="Kami baca."),
        lambda: officer(site).rest("POST", f"{path}/@intake-triage", {"heard": True}),
    ):
        add_message(report_at(site, path), "Lagi.")
        transaction.commit()
        assert report_at(site, path).unheard_since is not None
        done()
        assert report_at(site, path).unheard_since is None


@pytest.mark.parametrize("minutes, late", [(60, False), (30, True)])
def test_an_emergency_that_nobody_takes_up_is_due(site, minutes, late):
    path = filed(site, danger_now=True)
    filed(site)
    written = filed(site)
    report = report_at(site, path)
    report.received_at = utcnow() - timedelta(minutes=40)
    report.reindexObject(idxs=["report_received"])
    add_message(site.unrestrictedTraverse(written), "Saya menunggu.")
    api.portal.set_registry_record("baleharum.intake.answer_minutes", minutes)
    transaction.commit()
    assert ("Not taken up in time" in officer(site).get("penerimaan").text) is late
    for user_id in ("intake1", "supervisor1"):
        for scope in ("mine", "centre"):
            found = officer(site, user_id).rest("GET", f"@deadlines?scope={scope}").json()
            rows = [(r["what"], r["thing"], r["group"]) for r in found["items"]]
            group = "overdue" if late else found["items"][0]["group"]
            assert ("emergency-report", path.rpartition("/")[2], group) in rows
            assert "report-message" in {what for what, _thing, _group in rows}
            assert (
                len(rows) == 2
                and ("overdue" in found["counts"])
                and late == bool(found["counts"]["overdue"])
            )
    for user_id in ("head1", "privacy1", "worker1", "operator1"):
        assert not officer(site, user_id).rest("GET", "@deadlines").json()["items"]
    # That somebody has taken it up helps nobody yet.
    act(site, path, "take")
    act(site, written, "hear")
    [row] = officer(site).rest("GET", "@deadlines").json()["items"]
    assert row["what"] == "emergency-undecided" and (row["group"] == "overdue") is late
    for page in ("penerimaan", path):
        assert ("Not decided in time" in officer(site).get(page).text) is late
    act(site, path, "dismiss", comment="Salah sambung.")
    assert not officer(site).rest("GET", "@deadlines").json()["items"]


def test_an_emergency_that_nobody_takes_up_calls_its_officers_once(site, functional, trail):
    first, second = filed(site, danger_now=True), filed(site, danger_now=True)
    for path in (first, second):
        report_at(site, path).received_at = utcnow() - timedelta(minutes=70)
        transaction.commit()
    fresh = filed(site, danger_now=True)
    transaction.commit()
    app = functional["app"]

    def turn():
        FewMinutes(lambda: site._p_jar.db().open().root()["Application"])()
        run_pending(app)
        site._p_jar.sync()

    with mail_server(site) as mails:
        transaction.commit()
        for user_id in ("intake1", "supervisor1", "head1"):
            api.user.get(user_id).setMemberProperties({"email": f"{user_id}@example.org"})
        transaction.commit()
        FewMinutes(lambda: site._p_jar.db().open().root()["Application"])()
        act(site, second, "take")
        for _again in range(3):
            turn()
        told = [mail.decode() if isinstance(mail, bytes) else str(mail) for mail in mails]
    assert [sum(f"To: {who}@" in mail for mail in told) for who in ("intake1", "head1")] == [1, 0]
    assert len(told) == 2
    for mail in told:
        assert first.rpartition("/")[2] in mail and "Tetangga" not in mail
        assert fresh.rpartition("/")[2] not in mail


def test_the_desk_tells_officers_what_waits_and_nobody_else(site):
    assert "data-reports" not in officer(site).get("@@desk", Accept="text/html").text
    filed(site, danger_now=True)
    filed(site)
    for user_id in ("intake1", "supervisor1"):
        page = officer(site, user_id).get("@@desk", Accept="text/html").text
        assert 'data-reports="2"' in page and "alert-danger" in page
    for user_id in ("worker1", "head1", "operator1"):
        assert "data-reports" not in officer(site, user_id).get("@@desk", Accept="text/html").text
