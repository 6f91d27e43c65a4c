"""The pages and services of litigation, as people and programs use them."""

from baleharum.bundles.verifying import main
from baleharum.jobs.running import run_pending
from baleharum.trail.actions import EXPORT
from baleharum.trail.actions import OPEN
from baleharum.trail.api import rows
from plone import api
from tests.centre import sample_case
from tests.centre import sample_document
from tests.consents_made import client_of
from tests.consents_made import sample_consent
from tests.http import Visitor
from tests.litigation_made import agreed
from tests.litigation_made import bound
from tests.litigation_made import checked
from tests.litigation_made import court_of
from tests.litigation_made import ready
from tests.litigation_made import sample_exhibit
from tests.litigation_made import sample_request
from tests.referrals_made import uid
from tests.test_referrals_pages import send
from tests.test_referrals_rest import path
from tests.test_referrals_seeing import STOCK

import pytest
import transaction


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    case = sample_case(site["perkara"])
    transaction.commit()
    return case


@pytest.fixture
def file(functional, site, case):
    context = ready(functional["app"], site, case)
    transaction.commit()
    return context


def form_of(case, to):
    """Return a litigation file as the form sends it."""
    fields = {
        "subject": "Permohonan Perwalian",
        "about:list": uid(client_of(case)),
        "about-empty-marker": "1",
        "recipient:list": uid(to),
        "recipient-empty-marker": "1",
        "court": "Pengadilan Contoh",
        "case_no": "",
        "party": "Pendamping hukum",
        "profile:list": "id-perdata",
        "edition:list": "sealed",
        "language:list": "id",
        "hearing_on": "2026-12-20",
        "attorney_on": "2026-03-01",
        "sections": "A Permohonan\nB Bukti surat",
        "prefix": "P-",
        "supersedes-empty-marker": "1",
    }
    return {f"form.widgets.{name}": value for name, value in fields.items()} | {
        "form.buttons.save": "1"
    }


def test_an_advocate_begins_a_file_in_the_form(site, case):
    fields = form_of(case, court_of(site))
    transaction.commit()
    visitor = Visitor(site, "advocate1")
    assert "Begin a litigation file" in visitor.get(f"{path(case)}/litigation").text
    page = f"{path(case)}/++add++LitigationFile"
    send(visitor, page, **fields)
    transaction.begin()
    assert case["f1"].subject == "Permohonan Perwalian"
    assert case["f1"].section_titles() == {"A": "Permohonan", "B": "Bukti surat"}
    assert "LF-" in visitor.get(f"{path(case)}/litigation").text
    worker = Visitor(site, "worker1").get(f"{path(case)}/litigation").text
    assert "LF-" in worker and "Begin a litigation file" not in worker


def test_documents_go_in_by_search_and_up_and_down_by_buttons(functional, site, case, file):
    more = sample_exhibit(case, "Surat keterangan istimewa")
    transaction.commit()
    run_pending(functional["app"])
    visitor, page = Visitor(site, "advocate1"), f"{path(file)}/view"
    assert "D" in visitor.get(f"{page}?text=istimewa").text
    send(visitor, page, action="add", documents=uid(more), section="B")
    send(visitor, page, action="up", number="3")
    transaction.begin()
    assert [entry.number for entry in file.entries] == [1, 3, 2]
    assert file.codes()[3] == "P-2"
    send(visitor, page, action="remove", number="3")
    transaction.begin()
    assert [entry.number for entry in file.entries] == [1, 2]


def test_what_the_index_says_of_an_exhibit_is_written_on_its_page(site, file):
    visitor = Visitor(site, "advocate1")
    page = f"{path(file)}/@@exhibit"
    fields = {"title": "Akta kelahiran", "section": "A", "dated": "2026-02-01", "duty": "e-meterai"}
    answer = send(visitor, page, "?number=1", action="save", number="1", flags=["minor"], **fields)
    assert answer.status == 302
    transaction.begin()
    entry = next(each for each in file.entries if each.number == 1)
    assert (entry.title, entry.section, entry.duty) == ("Akta kelahiran", "A", "e-meterai")
    assert entry.flags == ("minor",)


def test_others_see_the_file_and_change_nothing(site, file):
    for user_id in ("worker1", "supervisor1"):
        visitor = Visitor(site, user_id)
        assert visitor.get(f"{path(file)}/view").status == 200
        send(visitor, f"{path(file)}/view", action="remove", number="1")
    transaction.begin()
    assert len(file.entries) == 2
    for user_id in ("psychologist1", "head1", "advocate2"):
        visitor = Visitor(site, user_id)
        for name in ("/view", "/@@exhibit?number=1", "/edit"):
            assert visitor.get(f"{path(file)}{name}").status == 404
        for name in ("", "/@exhibits", "/@bundle"):
            assert visitor.rest("GET", f"{path(file)}{name}").status == 404


def test_from_the_button_to_a_package_that_verifies(trail, functional, site, file, tmp_path):
    checked(file)
    transaction.commit()
    visitor, page = Visitor(site, "advocate1"), f"{path(file)}/view"
    send(visitor, page, action="export")
    assert 'data-job="waiting"' in visitor.get(page).text
    transaction.begin()
    run_pending(functional["app"])
    transaction.begin()
    assert "Open the bundle" in visitor.get(page).text
    bundle = f"{path(file.__parent__)}/g1"
    assert file.code in visitor.get(bundle).text
    answer = visitor.get(f"{bundle}/@@bundle-package")
    assert answer.header("Cache-Control") == "private, no-store"
    package = tmp_path / "bundle.zip"
    package.write_bytes(answer.body)
    assert main([str(package)]) == 0
    assert visitor.get(f"{bundle}/@@bundle-pdf").body.startswith(b"%PDF")
    assert visitor.get(f"{bundle}/@@bundle-manifest").json()["number"] == file.code
    told = [row.detail for row in rows(actions=(EXPORT,)) if row.user == "advocate1"]
    assert len([detail for detail in told if detail.startswith("bundle-")]) == 3
    for name in ("pdf", "package", "manifest"):
        # Pages of Plone ask for no step-up, and make no row of an export.
        for page in STOCK:
            assert visitor.get(f"{bundle}/{page.format(name)}").status != 200, (name, page)
    for user_id in ("psychologist1", "advocate2", "head1"):
        for name in (
            "",
            "/@@bundle-pdf",
            "/@@bundle-page",
            "/@@bundle-picture",
            "/@@bundle-manifest",
        ):
            assert Visitor(site, user_id).get(f"{bundle}{name}").status == 404


def test_a_page_of_the_bundle_is_looked_at_as_a_picture_and_noted(
    trail, functional, site, file, monkeypatch
):
    bundle = bound(functional["app"], checked(file))
    visitor, page = Visitor(site, "advocate1"), f"{path(bundle)}/@@bundle-page"
    first, last = bundle.first_page, bundle.last_page
    text = visitor.get(f"{page}?page={last}").text
    assert f"@@bundle-picture?page={last}&amp;w=900" in text
    assert f"@@bundle-page?page={last - 1}#preview" in text
    assert f"?page={last + 1}" not in text and f"?page={first - 1}" not in visitor.get(page).text
    answer = visitor.get(f"{path(bundle)}/@@bundle-picture?page={last}&w=480")
    assert answer.body.startswith(b"\x89PNG") and "no-store" in answer.header("Cache-Control")
    (row,) = [row for row in rows(actions=(OPEN,)) if row.detail.startswith("bundle-page=")]
    assert (row.user, row.subject) == ("advocate1", uid(bundle))
    assert row.detail == f"bundle-page={last},sha256={bundle.sha256[:32]}"
    for wrong in (last + 1, 0, -1, "x", "9" * 20):
        for name in ("@@bundle-page", "@@bundle-picture"):
            assert visitor.get(f"{path(bundle)}/{name}?page={wrong}").status == 404, (name, wrong)
    monkeypatch.setattr("baleharum.login.api.stepped_up", lambda *_args, **_kwargs: False)
    for name in ("@@bundle-page", "@@bundle-picture"):
        assert "@@step-up" in visitor.get(f"{path(bundle)}/{name}").header("Location")


def test_what_was_asked_for_is_taken_back_while_it_waits(functional, site, file):
    checked(file)
    transaction.commit()
    visitor, page = Visitor(site, "advocate1"), f"{path(file)}/view"
    send(visitor, page, action="export")
    send(visitor, page, action="cancel")
    assert 'data-job="cancelled"' in visitor.get(page).text
    assert run_pending(functional["app"]) == 0


def test_a_file_is_made_and_written_over_rest(site, case):
    to = court_of(site)
    agreed(case, to)
    document = sample_exhibit(case)
    transaction.commit()
    advocate = Visitor(site, "advocate1")
    fields = {
        "@type": "LitigationFile",
        "subject": "Permohonan",
        "about": uid(client_of(case)),
        "recipient": uid(to),
        "court": "Pengadilan Contoh",
        "attorney_on": "2026-03-01",
    }
    made = advocate.rest("POST", path(case), fields)
    assert made.status == 201 and made.json()["code"].startswith("LF-")
    file = f"{path(case)}/f1"
    answer = advocate.rest(
        "POST", f"{file}/@exhibits", {"documents": uid(document), "section": "B"}
    )
    assert answer.json()["items"][0]["code"] == "P-1"
    assert {row["gate"] for row in answer.json()["gates"]} >= {"G6", "G7", "G10"}
    fields = {"duty": "meterai", "dated": "2026-03-05", "has_original": True, "flags": ["minor"]}
    answer = advocate.rest("PATCH", f"{file}/@exhibits/1", fields)
    assert answer.json()["items"][0]["has_original"] is True
    assert advocate.rest("PATCH", f"{file}/@exhibits/1", {"sha256": "x"}).status == 400
    assert advocate.rest("PATCH", f"{file}/@exhibits/9", {"title": "x"}).status == 400
    assert advocate.rest("PATCH", file, {"exhibits": [1]}).status == 400


def test_a_file_is_checked_and_bound_over_rest(functional, site, case, file):
    advocate, supervisor = Visitor(site, "advocate1"), Visitor(site, "supervisor1")
    file = path(file)
    assert advocate.rest("POST", f"{file}/@workflow/submit").status == 200
    assert supervisor.rest("POST", f"{file}/@exhibits/1/remove", {}).status in (401, 403, 404)
    assert supervisor.rest("POST", f"{file}/@bundle", {}).status in (401, 403, 404)
    assert supervisor.rest("POST", f"{file}/@workflow/approve").status == 200
    for user in (advocate, supervisor):
        assert user.rest("POST", f"{file}/@workflow/export").status in (400, 401, 403, 404)
    assert advocate.rest("POST", f"{file}/@bundle", {}).json()["state"] in (None, "waiting")
    transaction.begin()
    run_pending(functional["app"])
    answer = advocate.rest("GET", f"{file}/@bundle").json()
    assert answer["state"] == "done" and answer["bundle"]
    found = advocate.rest("GET", f"{path(case)}/@litigation").json()
    assert [row["id"] for row in found["bundles"]] == ["g1"]
    assert advocate.rest("PATCH", f"{path(case)}/g1", {"title": "x"}).status in (401, 403, 404)


def test_a_document_is_asked_for_and_released_on_pages(site, case):
    secret = sample_document(case, "worker1", "laporan-sosial")
    sample_consent(case, "litigasi")
    asked = sample_request(case)
    transaction.commit()
    advocate, lead = Visitor(site, "advocate1"), Visitor(site, "worker1")
    assert advocate.get(path(secret)).status == 404
    assert "Choose document and day" in lead.get(f"{path(asked)}/view").text
    prefix = "form.widgets."
    send(
        lead,
        f"{path(asked)}/edit",
        **{
            f"{prefix}document:list": uid(secret),
            f"{prefix}document-empty-marker": "1",
            f"{prefix}until": "2027-01-15",
            "form.buttons.save": "1",
        },
    )
    step = f"{path(asked)}/@@change-state"
    send(lead, step, "?transition=release", transition="release", comment="Perlu untuk sidang.")
    transaction.begin()
    assert api.content.get_state(asked) == "released"
    assert advocate.get(path(secret)).status == 200
    assert "D1" in advocate.get(f"{path(asked)}/view").text
    assert Visitor(site, "psychologist1").get(path(asked)).status == 404
