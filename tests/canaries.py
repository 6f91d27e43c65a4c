"""Uses a site as people do, with words that may stand in no file; run by test_canaries.

python -m tests.canaries ZOPE_CONF
"""

from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from tests import canaries_adoptions
from tests import canaries_intake
from tests import canaries_litigation
from tests import canaries_programmes
from tests import canaries_report
from tests import canaries_stays
from tests import document_samples as samples
from tests import plans_made
from tests import referrals_made
from tests.centre import acting
from tests.centre import appoint
from tests.centre import register_people
from tests.centre import sample_case
from tests.centre import sample_document
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import take
from tests.consents_made import withdraw
from tests.disposal import old_case
from tests.http import Visitor

import json
import logging
import sys
import transaction


#: Each stands in one kind of place, so that a leak tells where it comes from.
WORDS = {
    "name": "Kanarinama",
    "alias": "Kanarialias",
    "address": "Kanarialamat",
    "contact": "Kanarikontak",
    "remarks": "Kanariketerangan",
    "summary": "Kanariringkas",
    "note": "Kanaricatatan",
    "assessed": "Kanariasesmen",
    "licence": "Kanaristr",
    "filename": "Kanariberkas",
    "remark": "Kanariremark",
    "reason": "Kanarialasan",
    "comment": "Kanarikomentar",
    "refused": "Kanaritolak",
    "authority": "Kanariwali",
    "assent": "Kanarisetuju",
    "witness": "Kanarisaksi",
    "support": "Kanaridukung",
    "basis": "Kanaridasar",
    "withdrawn": "Kanaripenarikan",
    "goal": "Kanaritujuan",
    "plan": "Kanarirencana",
    "service": "Kanarilayanan",
    "guest": "Kanaritamu",
    "talk": "Kanaribahasan",
    "decision": "Kanariputusan",
    "party": "Kanaripihak",
    "dispute": "Kanarisengketa",
    "mediator": "Kanarimediator",
    "agreement": "Kanarisepakat",
    "purpose": "Kanarimaksud",
    "letter": "Kanarisurat",
    "because": "Kanarisebab",
    "receiver": "Kanaripenerima",
    "answerer": "Kanaripenjawab",
    "reply": "Kanaribalasan",
    "asked": "Kanariminta",
    "decided": "Kanariputus",
    "hold": "Kanaritahan",
    "off": "Kanarikeluar",
    "breach": "Kanaribocor",
    "measures": "Kanaripulih",
    "looked": "Kanaritinjau",
    "draft": "Kanariketik",
    "typed": "Kanariformulir",
    "pseudonym": "Kanarisamaran",
    "nickname": "Kanaripanggilan",
    "pdf": "Kanaripdf",
    "word": "Kanaridocx",
    "text": "Kanariteks",
    "query": "Kanaricari",
    "nik": "5271055708120000",
    "phone": "81299887766",
    **canaries_stays.WORDS,
    **canaries_adoptions.WORDS,
    **canaries_intake.WORDS,
    **canaries_litigation.WORDS,
    **canaries_programmes.WORDS,
    **canaries_report.WORDS,
}


def site_of(zope_conf: str):
    """Return the root of a Zope with a new site, the product and the people of the test centre."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
    from make_site import application
    from make_site import install
    from make_site import log_in_as_admin
    from make_site import make_site

    app = application(zope_conf)
    log_in_as_admin(app, "benar-kuda-baterai-9")
    site = make_site(app)
    install(site, "baleharum:default")
    return app, site


def fill(site):
    """File a case with all that can be filed in it; returns it."""
    from baleharum.assessments.content import Rating
    from baleharum.assessments.making import add_assessment
    from baleharum.cases.api import add_document
    from baleharum.cases.api import add_note
    from baleharum.cases.api import add_person
    from baleharum.team.api import assign
    from plone import api

    register_people()
    for name in ("baleharum.second_factor_required", "baleharum.pledge_version"):
        api.portal.set_registry_record(name, type(api.portal.get_registry_record(name))(0))
    register = api.content.create(site, "CaseRegister", id="perkara", title="Perkara")
    appoint(register)
    case = sample_case(register, summary=WORDS["summary"])
    with acting("worker1"):
        add_person(
            case,
            WORDS["name"],
            alias=WORDS["alias"],
            address=WORDS["address"],
            safe_contact=WORDS["contact"],
            remarks=WORDS["remarks"],
            nik=WORDS["nik"],
            nik_state="ada",
            phone="+62" + WORDS["phone"],
        )
        add_note(case, WORDS["note"])
        add_assessment(
            case,
            "triage",
            [Rating("awal-keselamatan", 3, WORDS["assessed"])],
            conclusion=WORDS["assessed"],
            licence=WORDS["licence"],
        )
        for name, data in (
            ("pdf", samples.pdf(WORDS["pdf"])),
            ("docx", samples.word(WORDS["word"])),
            ("txt", WORDS["text"].encode()),
        ):
            filename = f"{WORDS['filename']}.{name}"
            add_document(case, data, filename, kind="catatan-kasus", remark=WORDS["remark"])
        workflow = api.portal.get_tool("portal_workflow")
        workflow.doActionFor(case["d3"], "submit", comment="")
    with acting("supervisor1"):
        assign(case, "worker3", "worker", reason=WORDS["reason"])
        workflow.doActionFor(case["d3"], "return", comment=WORDS["comment"])
    go_on(site, register, case)
    return case


def go_on(site, register, case) -> None:
    """Do what comes after the first documents."""
    agree(case)
    plan(case)
    mediate(register)
    refer(site, case)
    canaries_stays.shelter(register, case)
    canaries_stays.bring_home(case)
    canaries_stays.lay_down(case)
    canaries_adoptions.adopt(case)
    rename(case)
    transaction.commit()
    canaries_litigation.fill(site, case)
    owe(register, case)
    transaction.commit()


def rename(case) -> None:
    """Say what people are called where their names are replaced."""
    from baleharum.litigation import pseudonyms

    with acting("advocate1"):
        pseudonyms.write(case, [pseudonyms.Row(WORDS["pseudonym"], "", (WORDS["nickname"],))])
    assert pseudonyms.rows_of(case)


def owe(register, case) -> None:
    """File and decide a request, hold the case, take another off its list, report a breach, and
    look at an alarm."""
    from baleharum.audit.alarms import alarms
    from baleharum.audit.seen import acknowledge
    from baleharum.retention import breaches
    from baleharum.retention import holds
    from baleharum.retention import lists
    from baleharum.retention import requests
    from baleharum.team.api import break_glass
    from baleharum.team.api import utcnow

    with acting("worker1"):
        number = requests.file_request(case, "P1", "access", WORDS["asked"]).number
    with acting("privacy1"):
        requests.decide(register, number, True, WORDS["decided"], documents="D1")
        holds.place_hold(case, WORDS["hold"])
        found = breaches.report(register, WORDS["breach"], WORDS["breach"])
        breaches.measures(register, found.number, WORDS["measures"])
    due = old_case(register)
    with acting("archivist1"):
        made = lists.propose(register)
        lists.take_off(register, made.number, due.getId(), WORDS["off"])
    with acting("worker3"):
        break_glass(sample_case(register), "worker3", "Klien dalam bahaya malam ini.", 4)
    transaction.commit()
    now = utcnow() + timedelta(seconds=5)
    (alarm,) = [a for a in alarms(register, now - timedelta(days=1), now) if a.kind == "emergency"]
    with acting("privacy1"):
        acknowledge(register, alarm, WORDS["looked"])


def plan(case) -> None:
    """Write a plan and hand it in, record a service, and write minutes of a conference."""
    goals = [plans_made.goal(WORDS["goal"])]
    made = plans_made.sample_plan(case, goals=goals, remarks=WORDS["plan"])
    plans_made.take(made, "submit", "worker1", comment=WORDS["comment"])
    plans_made.sample_record(case, text=WORDS["service"])
    decision = {
        "text": WORDS["decision"],
        "responsible": "worker1",
        "due": plans_made.today(),
    }
    plans_made.sample_conference(
        case, guests=(WORDS["guest"],), discussion=WORDS["talk"], decisions=[decision]
    )


def mediate(register) -> None:
    """Prepare a mediation in a case that may have one."""
    plans_made.sample_mediation(
        plans_made.quiet_case(register),
        parties=(WORDS["party"], "Pihak lain"),
        subject=WORDS["dispute"],
        mediator=WORDS["mediator"],
        agreement=WORDS["agreement"],
    )


def refer(site, case) -> None:
    """Write a letter to a partner, send it, and note the answer and the reply."""
    referrals_made.sign_settings()
    to = referrals_made.some_partner(site)
    letter = referrals_made.sample_referral(
        case,
        to,
        "draft",
        purpose=WORDS["purpose"],
        text=WORDS["letter"],
        data={"nama": WORDS["because"]},
    )
    referrals_made.led_to(letter, "signed")
    today = referrals_made.today()
    referrals_made.write(
        letter,
        sent_channel="langsung",
        sent_on=today,
        sent_time="00:01",
        sent_to=WORDS["receiver"],
    )
    referrals_made.take(letter, "worker1", "send")
    referrals_made.write(letter, answered_by=WORDS["answerer"], answered_on=today)
    referrals_made.take(letter, "worker1", "accept")
    document = sample_document(case, "worker1", "balasan-rujukan")
    referrals_made.write(
        letter,
        reply_document=referrals_made.uid(document),
        replied_on=today,
        reply_summary=WORDS["reply"],
    )
    referrals_made.take(letter, "worker1", "reply")


def agree(case) -> None:
    """Record a consent and its withdrawal, and another basis and its end."""
    consent = sample_consent(
        case,
        authority=WORDS["authority"],
        assent_words=WORDS["assent"],
        witnesses=(WORDS["witness"],),
        support_format=WORDS["support"],
        support_people=WORDS["support"],
        remarks=WORDS["remarks"],
    )
    withdraw(consent, comment=WORDS["withdrawn"])
    basis = sample_basis(case, reason=WORDS["basis"])
    take(basis, "end", "supervisor1", comment=WORDS["basis"])


def visit(site, case) -> None:
    """Read and ask as people do, over the whole pipeline."""
    path = f"perkara/{case.getId()}"
    worker, stranger = Visitor(site, "worker1"), Visitor(site, "advocate2")
    for page in (
        "",
        "/people",
        "/p1",
        "/notes",
        "/a1",
        "/assessments",
        "/documents",
        "/d1",
        "/timeline",
        "/team",
        "/consents",
        "/c1",
        "/b1",
        "/@@plan",
        "/l1",
        "/l1/@@letter-pdf",
        "/l1/@@letter-docx",
        "/deadlines",
    ):
        assert worker.get(path + page).status == 200, page
    shown = worker.get(path + "/d3/@@download/file")
    assert WORDS["text"].encode() in shown.body
    assert worker.get(f"{path}/@@find?text={WORDS['query']}").status == 200
    assert worker.rest("GET", f"{path}/@find?text={WORDS['text']}").json()["items_total"] == 1
    searched = worker.rest("POST", f"{path}/@matches", {"name": WORDS["name"]})
    assert searched.status == 200
    stranger.get(f"{path}/@@find?text={WORDS['query']}")
    upload = {"@type": "CaseFile", "kind": "catatan-kasus", "file": wrong_file()}
    assert worker.rest("POST", path, upload).status in (400, 422)
    steps = worker.rest("POST", f"{path}/@workflow/start_triage", {"comment": WORDS["refused"]})
    assert steps.status in (200, 400), steps.text


def type_in(site, case) -> None:
    """Type into a form of the case, and into one of the site, without sending either."""
    worker = Visitor(site, "worker1", cookie=True)
    token = worker.authenticator("@@my-login")
    notes = f"/{site.getId()}/perkara/{case.getId()}/notes"
    for page, word in ((notes, "draft"), (f"/{site.getId()}/@@my-login", "typed")):
        content = json.dumps([["text", WORDS[word], None, "form"]])
        sent = {"_authenticator": token, "page": page, "content": content}
        assert worker.post("@@save-draft", sent).json() == {"kept": True}, page


def wrong_file() -> dict:
    """Return a file in JSON that is not what it says."""
    data = b64encode(f"<html>{WORDS['refused']}</html>".encode()).decode()
    return {"filename": f"{WORDS['refused']}.pdf", "encoding": "base64", "data": data}


def main(argv: list[str]) -> int:
    """Make the site, fill it, read it, and have the worker do its jobs."""
    from baleharum.jobs.running import run_pending
    from baleharum.trail import verify

    log = Path(argv[0]).resolve().parents[2] / "log" / "event.log"
    logging.basicConfig(filename=log, level=logging.INFO)
    app, site = site_of(argv[0])
    logging.getLogger().setLevel(logging.INFO)
    case = fill(site)
    run_pending(app)
    transaction.commit()
    visit(site, case)
    type_in(site, case)
    canaries_intake.intake(site)
    canaries_report.report(site)
    canaries_programmes.programmes(site)
    transaction.commit()
    logging.shutdown()
    # All kinds of rows that there are stand in the record now, and follow from each other.
    return verify.main()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
