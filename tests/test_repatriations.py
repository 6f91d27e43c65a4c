"""A repatriation from the proposal to its end: domain.md 2b, row by row."""

from baleharum.cases.dues import dues_of
from baleharum.cases.interfaces import ICopy
from baleharum.cases.moments import today
from baleharum.consents.interfaces import IToTell
from baleharum.letters.book import line_of
from baleharum.repatriations import facts
from baleharum.repatriations.content import Rest
from baleharum.repatriations.messages import MISSING
from baleharum.repatriations.policy import is_regency
from baleharum.repatriations.policy import PURPOSE
from baleharum.repatriations.regency import code_of
from baleharum.statistics.ledger import rows
from baleharum.terms.lists import terms
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import rows as trail_rows
from datetime import timedelta
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from pypdfium2 import PdfDocument
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.consents_made import sample_consent
from tests.consents_made import withdraw
from tests.http import Visitor
from tests.referrals_made import missing
from tests.referrals_made import refused
from tests.referrals_made import sign_settings
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write
from tests.repatriations_made import HEAD
from tests.repatriations_made import led_to
from tests.repatriations_made import placed
from tests.repatriations_made import sample_repatriation
from tests.repatriations_made import step
from tests.repatriations_made import SUPERVISOR
from tests.repatriations_made import WORKER
from tests.test_court_pages import sent
from tests.test_referrals_pages import send
from tests.test_referrals_rest import path
from zExceptions import BadRequest
from zope.component import subscribers
from zope.i18n import translate

import pytest
import transaction


#: What figures call it.
COUNTED = "repatriated"


@pytest.fixture
def case(register):
    sign_settings()
    return sample_case(register, categories=("orang-telantar",))


def words(*keys):
    """Return messages as a refusal says them."""
    return {translate(MISSING[key]) for key in keys}


def state(context):
    return api.content.get_state(context)


#: (state, step, who, all that it needs while nothing of it is written).
ROWS = [
    ("proposed", "verify", WORKER, ("origin", "will", "fit")),
    ("verification", "approve", HEAD, ("destination", "office", "escort")),
    ("approved", "depart", WORKER, ("departed",)),
    ("travelling", "hand_over", WORKER, ("handed", "minutes")),
    ("handed_over", "finish", WORKER, ("costs",)),
]


@pytest.mark.parametrize("before,transition,who,needed", ROWS, ids=lambda v: str(v)[:20])
def test_what_each_step_needs(case, before, transition, who, needed):
    context = led_to(sample_repatriation(case), before)
    assert set(missing(context, who, transition)) == words(*needed)
    step(context, transition)
    assert state(context) != before


def test_the_catalog_tells_where_to_and_when(case):
    context = led_to(sample_repatriation(case), "finished")
    (brain,) = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        repatriation_province="35", repatriation_direction="keluar"
    )
    assert (brain.UID, brain.repatriation_regency) == (uid(context), "35.78")
    for day in (brain.repatriation_departed, brain.repatriation_handed):
        assert day.asdatetime().date() == today()


def test_a_child_and_who_has_a_mental_disorder_do_not_travel_alone(register, case):
    child = sample_person(case, birth_date=today() - timedelta(days=4000))
    other = sample_person(case, name="Amaq Rahim", disability="mental", birth_year=1970)
    neglected = sample_case(register, categories=("odgj-telantar",))
    for one, somebody in ((case, child), (case, other), (neglected, client_of(neglected))):
        context = step(sample_repatriation(one, about=uid(somebody)), "verify")
        placed(context, companion=None)
        assert set(missing(context, HEAD, "approve")) == words("companion")


def test_of_who_was_trafficked_the_risk_is_checked(register):
    sign_settings()
    case = sample_case(register, categories=("korban-trafficking",))
    context = step(sample_repatriation(case), "verify")
    placed(context)
    assert set(missing(context, HEAD, "approve")) == words("risk")
    write(context, risk_on=today(), risk="tidak-aman", risk_note="Pelaku tetangga.")
    assert set(missing(context, HEAD, "approve")) == words("unsafe")
    write(context, risk="aman-bersyarat")
    assert missing(context, HEAD, "approve") == []


def test_nobody_signs_what_they_proposed(case):
    with acting(SUPERVISOR):
        from baleharum.team.api import assign

        assign(case, HEAD, "worker")
    context = step(sample_repatriation(case, author=HEAD), "verify")
    placed(context)
    assert set(missing(context, HEAD, "approve")) == words("signer")


def test_a_place_is_a_code(case):
    context = sample_repatriation(case)
    with pytest.raises(BadRequest):
        write(context, province="52", regency="35.78")
    context.province = context.regency = None
    # Its province is that of its code; nobody has to look it up.
    write(context, regency="52.02")
    assert context.province == "52"
    assert facts.place_text(context) == "Kabupaten Lombok Tengah (52.02), Nusa Tenggara Barat"


def test_every_regency_lies_in_a_province_of_the_list():
    provinces = {each.token for each in terms("provinces")}
    for each in terms("regencies"):
        code = each.extra["code"]
        assert is_regency(code) and code.partition(".")[0] in provinces
        assert code_of(each.id.upper()) == code_of(f"{each.en} ({code})") == code


def test_it_rests_on_the_consent_for_the_office_that_takes_them_over(case):
    context = step(sample_repatriation(case), "verify")
    placed(context)
    (basis,) = [each for each in case.objectValues() if each.portal_type == "LawfulBasis"]
    take(basis, SUPERVISOR, "end", comment="Dicatat keliru.")
    sample_consent(case)
    sample_consent(case, "rujukan", context.office)
    told = missing(context, HEAD, "approve")
    assert told and not set(told) & words(*MISSING)
    agreed = sample_consent(case, PURPOSE, context.office)
    assert missing(context, HEAD, "approve") == []
    take(context, HEAD, "approve")
    assert context.rest == Rest("consent", uid(agreed), agreed.title, "persetujuan")
    # Who no longer agrees is not brought anywhere, and the office that was asked is told.
    write(context, departed_on=today())
    assert missing(context, WORKER, "depart") == []
    assert [context.office] in [told.partners() for told in subscribers((agreed,), IToTell)]
    withdraw(agreed)
    assert missing(context, WORKER, "depart")


def test_it_is_postponed_and_goes_on(case):
    context = step(sample_repatriation(case), "verify")
    assert refused(context, HEAD, "postpone")
    step(context, "postpone")
    assert state(context) == "postponed"
    write(context, fit_by="dr. Contoh Dua")
    step(context, "resume")
    assert state(context) == "verification"


@pytest.mark.parametrize("before", ["proposed", "verification", "approved"])
def test_a_supervisor_cancels_it_until_somebody_has_left(case, before):
    context = led_to(sample_repatriation(case), before)
    step(context, "cancel")
    assert state(context) == "cancelled" and dues_of(context) == []


def test_who_has_left_is_not_cancelled(case):
    context = led_to(sample_repatriation(case), "travelling")
    with pytest.raises(WorkflowException):
        take(context, SUPERVISOR, "cancel", comment="-")


@pytest.mark.parametrize(
    "before,transition,who",
    [
        ("proposed", "verify", SUPERVISOR),
        ("verification", "approve", SUPERVISOR),
        ("verification", "approve", WORKER),
        ("approved", "depart", HEAD),
    ],
)
def test_others_do_not_take_a_step(case, before, transition, who):
    context = led_to(sample_repatriation(case), before)
    with pytest.raises(WorkflowException):
        take(context, who, transition)


def text_of(data):
    """Return the words of a PDF."""
    return " ".join(page.get_textpage().get_text_bounded() for page in PdfDocument(data))


def test_the_order_is_numbered_and_signed_with_the_approval(register, case):
    context = led_to(sample_repatriation(case), "approved")
    line = line_of(register, uid(context))
    assert line.number == context.number and context.number.startswith("400.9.8/")
    assert (context.signed_by, context.signed_on) == (HEAD, today())
    with acting(WORKER):
        told = " ".join(text_of(context.pdf.data).split())
    assert context.number in told and "Lalu Contoh" in told and "35.78" in told
    assert "Jalan Rahasia" not in told
    with pytest.raises(BadRequest):
        write(context, escort="Lain")
    with pytest.raises(BadRequest):
        context.number = "7"


def test_an_order_that_is_not_the_signed_one_sends_nobody(case):
    context = led_to(sample_repatriation(case), "approved")
    write(context, departed_on=today())
    context._keep("sha256", "0" * 64)
    assert set(missing(context, WORKER, "depart")) == words("order")


def test_the_planned_day_is_due_until_they_have_left(case):
    context = led_to(sample_repatriation(case), "approved")
    assert [(d.what, d.at.date()) for d in dues_of(context)] == [
        ("repatriation-departure", today() + timedelta(days=2))
    ]
    step(context, "depart")
    assert dues_of(context) == []


def test_nothing_that_is_told_lies_in_the_clear(case):
    context = led_to(sample_repatriation(case), "finished")
    kept = repr(sorted(context.__dict__.items()))
    for text in ("Rahasia", "pulang", "Contoh", "Amaq Rahim", "Terlantar"):
        assert text not in kept


@pytest.fixture
def site(functional):
    sign_settings()
    return functional["portal"]


def test_letter_and_minutes_are_handed_out_and_noted(site):
    case = sample_case(site["perkara"], categories=("orang-telantar",))
    context = led_to(sample_repatriation(case), "travelling")
    transaction.commit()
    worker = Visitor(site, WORKER)
    order = worker.get(f"{path(context)}/@@order-pdf")
    assert order.header("Content-Type") == "application/pdf", order.text[:300]
    minutes = worker.get(f"{path(context)}/@@minutes-pdf")
    told = "".join(text_of(minutes.body).split())
    assert context.number in told and "SERAHTERIMA" in told
    assert b"pdfaid" in minutes.body and b"pdfaid" in order.body
    details = [row.detail for row in trail_rows(user=WORKER, actions=(EXPORT,), limit=5)]
    assert {"order", "minutes"} <= set(details)
    assert Visitor(site, "worker3").get(f"{path(context)}/@@order-pdf").status == 404


def test_a_regency_is_typed_by_its_name(site):
    context = sample_repatriation(sample_case(site["perkara"]))
    transaction.commit()
    visitor = Visitor(site, WORKER)
    form = f"{path(context)}/@@destination"
    assert 'value="Surabaya City (35.78)"' in visitor.get(form).text
    send(visitor, form, **sent(regency="Sby"))
    assert context.regency is None
    send(visitor, form, **sent(regency="kota surabaya"))
    transaction.begin()
    assert (context.regency, context.province) == ("35.78", "35")
    assert 'type="text" value="Surabaya City (35.78)"' in " ".join(visitor.get(form).text.split())


def test_pages_and_services(site):
    case = sample_case(site["perkara"], categories=("orang-telantar",))
    client = uid(client_of(case))
    transaction.commit()
    worker, where = Visitor(site, WORKER), f"perkara/{case.getId()}"
    body = {"@type": "Repatriation", "about": client, "direction": "keluar"}
    assert worker.rest("POST", where, body | {"number": "7"}).status == 400
    assert worker.rest("POST", where, body | {"regency": "3578"}).status == 400
    assert worker.rest("POST", where, body).status == 201
    patched = {"province": "35", "regency": "35.78", "will": "Mau pulang."}
    assert worker.rest("PATCH", f"{where}/u1", patched).status == 204
    assert worker.rest("PATCH", f"{where}/u1", {"cost": "banyak"}).status == 400
    assert worker.rest("PATCH", f"{where}/u1", {"cost": 7}).status == 400
    (row,) = worker.rest("GET", f"{where}/@repatriations").json()["items"]
    assert (row["province"], row["regency"], row["number"]) == ("35", "35.78", "")
    browser = Visitor(site, WORKER, cookie=True)
    page = browser.get(f"{where}/u1").text
    assert "@@checks" in page and "@@costs" not in page and "Jawa Timur" in page
    assert browser.get(f"{where}/u1/@@costs").status == 302
    answer = send(browser, f"{where}/u1/@@checks", **sent(will="Ingin pulang."))
    assert answer.status == 302, answer.text
    with acting(WORKER):
        assert case["u1"].will == "Ingin pulang."
    assert "U1" in browser.get(f"{where}/@@repatriations").text


def test_letters_of_who_is_restricted_are_not_for_others(site):
    case = sample_case(site["perkara"], categories=("orang-telantar",))
    person = sample_person(case, name="Inaq Sari", birth_year=1980)
    context = led_to(sample_repatriation(case, about=uid(person)), "approved")
    checked_text = "Saya ingin pulang"
    with acting(SUPERVISOR):
        site.portal_workflow.doActionFor(person, "restrict", comment="Diminta.")
    transaction.commit()
    for user_id, told in (("worker2", False), (WORKER, True)):
        visitor = Visitor(site, user_id)
        assert (checked_text in visitor.get(path(context)).text) is told
        assert (checked_text in visitor.rest("GET", path(context)).json()["will"]) is told
        answer = visitor.get(f"{path(context)}/@@order-pdf")
        assert (answer.header("Content-Type") == "application/pdf") is told


def test_who_was_handed_over_is_counted_by_province(register, case):
    context = led_to(sample_repatriation(case), "travelling")
    assert not [fact for _uid, row in rows(register) for fact in row.facts if fact[1] == COUNTED]
    step(context, "hand_over")
    (fact,) = [fact for _uid, row in rows(register) for fact in row.facts if fact[1] == COUNTED]
    assert fact == (context.handed_on.toordinal(), COUNTED, "35", 1)


def test_the_copy_for_the_person_tells_where_to_and_who_took_them_over(case):
    assert not ICopy(led_to(sample_repatriation(case), "verification")).stands
    context = led_to(sample_repatriation(case), "finished")
    with acting(WORKER):
        told = dict(ICopy(context).rows())
    assert ICopy(context).stands and told["Nomor surat tugas"] == context.number
    assert (
        told["Tujuan"] == "Kota Surabaya (35.78), Jawa Timur"
        and told["Diterima oleh"] == "Amaq Rahim"
    )
