"""From a case in assessment to a signed and sent letter, and to the end of the consent it rests on."""

from baleharum.cases.moments import today
from playwright.sync_api import expect
from tests.document_samples import pdf

import base64
import pytest
import re


def filed(author, case: str, kind: str, level: str = "confidential") -> dict:
    """File a PDF of a kind as somebody."""
    file = {
        "filename": f"{kind}.pdf",
        "content-type": "application/pdf",
        "encoding": "base64",
        "data": base64.b64encode(pdf(kind)).decode(),
    }
    fields = {"@type": "CaseFile", "kind": kind, "level": level, "file": file}
    return author.ask("POST", case, **fields)


def consented(author, case: str, person: str, proof: str, **fields) -> dict:
    """Record a consent of a person."""
    consent = {"person": person, "givers": [person], "explained": True, "proof": proof, **fields}
    made = author.ask("POST", case, **{"@type": "ConsentForm"}, **consent)
    author.ask("POST", f"{made['@id']}/@workflow/give")
    return made


@pytest.fixture
def assessed(visit, case):
    """A case in assessment with a consent for a partner; gives addresses and names."""
    worker, supervisor = visit("worker1"), visit("supervisor1")
    who = {"@type": "CaseSubject", "name": "Baiq Contoh Rujukan", "part": "client"}
    person = worker.ask("POST", case, **who, matches_seen=True)
    worker.ask("PATCH", case, lawful_basis="persetujuan", summary="Datang sendiri.")
    form = filed(worker, case, "form-penerimaan")
    worker.ask("POST", f"{form['@id']}/@workflow/submit")
    triage, proof = filed(worker, case, "asesmen-awal"), filed(worker, case, "persetujuan")
    worker.ask("POST", f"{triage['@id']}/@workflow/submit")
    supervisor.ask("POST", f"{triage['@id']}/@workflow/approve")
    worker.ask("POST", f"{case}/@workflow/start_triage")
    consented(worker, case, person["UID"], proof["UID"], purpose="layanan")
    worker.ask("POST", f"{case}/@workflow/start_assessment")
    (partner,) = worker.ask("GET", "/mitra/@partners?kind=rs")["items"]
    consent = consented(
        worker, case, person["UID"], proof["UID"], purpose="rujukan", recipient=partner["UID"]
    )
    return {
        "case": case,
        "person": person["UID"],
        "partner": partner,
        "document": triage["UID"],
        "consent": consent["@id"],
    }


def take(page, step: str) -> None:
    """Take a step from the page of the letter."""
    page.locator(f"[data-step={step}] a.btn").click()
    confirm(page)


def confirm(page) -> None:
    """Confirm the step that is shown."""
    page.locator("main form[action*='@@change-state'] button[type=submit]").click()


def state(page, token: str) -> None:
    """Expect the letter to stand there."""
    expect(page.locator(f"[data-state={token}]").first).to_be_visible()


def written(page, found: dict) -> str:
    """Write the letter in its form; returns its address."""
    page.locator("a[href$='++add++ReferralLetter']").click()
    page.select_option("#form-widgets-partner", found["partner"]["UID"])
    page.select_option("#form-widgets-about", found["person"])
    page.locator("input[name='form.widgets.services:list'][value=kesehatan]").check()
    page.fill("#form-widgets-purpose", "Pemeriksaan kesehatan")
    page.fill("input[name='form.widgets.data.nama']", "Untuk pendaftaran")
    page.locator(f"input[name='form.widgets.documents:list'][value='{found['document']}']").check()
    page.fill("#form-widgets-text", "Klien memerlukan pemeriksaan lanjutan.")
    page.locator("#form-buttons-save").click()
    state(page, "draft")
    return page.url.removesuffix("/view")


def sent(page) -> None:
    """Fetch what goes out, note how it does, and send the letter."""
    with page.expect_download() as loading:
        page.locator("button[name=form][value=pdf]").click()
    assert loading.value.suggested_filename.endswith(".pdf")
    page.locator("a[href$='@@dispatch']").first.click()
    page.select_option("#form-widgets-sent_channel", "kurir")
    page.fill("#form-widgets-sent_on", today().isoformat())
    page.fill("#form-widgets-sent_time", "00:01")
    page.fill("#form-widgets-sent_to", "Ni Luh Contoh")
    page.locator("#form-buttons-save").click()
    confirm(page)


def test_refer(visit, assessed, screen):
    """A letter is written, handed in, signed by the head, sent; and stops with the consent."""
    worker = visit("worker1", *screen)
    page = worker.page
    worker.go(f"{assessed['case']}/referrals")
    letter = written(page, assessed)
    expect(page.locator("main")).to_contain_text(assessed["partner"]["name"])
    take(page, "submit")
    state(page, "submitted")

    head = visit("head1", *screen)
    head.go(letter)
    take(head.page, "sign")
    state(head.page, "signed")
    expect(head.page.locator("main")).to_contain_text(re.compile(r"400\.9\.8/\d{4}/"))

    worker.go(letter)
    sent(page)
    state(page, "sent")

    worker.go(assessed["consent"])
    page.select_option("#withdraw-channel", "telepon")
    page.locator("#withdraw button[type=submit]").click()
    expect(page.locator("#withdrawal")).to_contain_text(assessed["partner"]["name"])
    worker.go(letter)
    state(page, "cancelled")
    worker.go(f"{assessed['case']}/timeline")
    expect(page.locator("main")).to_contain_text("C2")
