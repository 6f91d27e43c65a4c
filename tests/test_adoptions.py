"""An adoption from the application to the civil register: domain.md 1f, row by row."""

from baleharum.adoptions.messages import MISSING
from baleharum.adoptions.messages import OPEN_ADOPTION
from baleharum.adoptions.policy import trial_ends
from baleharum.adoptions.policy import visit_due
from baleharum.cases import timeline
from baleharum.cases.dues import dues_of
from baleharum.cases.interfaces import ICopy
from baleharum.cases.moments import today
from baleharum.cases.requirements import missing_for
from baleharum.cases.waiting import waiting_for
from baleharum.team.api import assign
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.adoptions_made import ago
from tests.adoptions_made import agreed
from tests.adoptions_made import HEAD
from tests.adoptions_made import led_to
from tests.adoptions_made import NOTED
from tests.adoptions_made import paired
from tests.adoptions_made import paper
from tests.adoptions_made import permitted
from tests.adoptions_made import sample_adoption
from tests.adoptions_made import sample_child
from tests.adoptions_made import step
from tests.adoptions_made import SUPERVISOR
from tests.adoptions_made import WORKER
from tests.centre import acting
from tests.centre import sample_case
from tests.http import Visitor
from tests.referrals_made import approved
from tests.referrals_made import missing
from tests.referrals_made import refused
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write
from tests.test_court_pages import sent
from tests.test_referrals_pages import send
from tests.test_referrals_rest import path
from zExceptions import BadRequest
from zope.i18n import translate

import pytest
import transaction


@pytest.fixture
def case(register):
    return sample_case(register, categories=("anak-telantar",))


def words(*keys):
    """Return messages as a refusal says them."""
    return {translate(MISSING[key]) for key in keys}


def state(context):
    return api.content.get_state(context)


#: (state, step, who, all that it needs while nothing of it is written).
ROWS = [
    ("application", "visit_first", WORKER, ("couple", "first-visit")),
    (
        "first_visit",
        "grant_care",
        HEAD,
        ("report", "child-consent", "guardian-consent", "care-permit"),
    ),
    ("care_permit", "begin_care", WORKER, ("begun",)),
    ("trial_care", "visit_second", WORKER, ("second-visit",)),
    ("second_visit", "grant_adoption", HEAD, ("second-report", "panel", "adoption-permit")),
    ("adoption_permit", "order", WORKER, ("order",)),
    ("court_order", "finish", WORKER, ("registration",)),
]


@pytest.mark.parametrize("before,transition,who,needed", ROWS, ids=lambda v: str(v)[:20])
def test_what_each_step_needs(case, before, transition, who, needed):
    context = led_to(sample_adoption(case), before)
    assert set(missing(context, who, transition)) == words(*needed)
    step(context, transition)
    assert state(context) != before


def test_an_empty_application_goes_nowhere(case):
    with acting(WORKER):
        createContentInContainer(case, "AdoptionFile")
    assert set(missing(case["o1"], WORKER, "visit_first")) == words(
        "person", "application", "couple", "first-visit"
    )


#: (state, field, a day that cannot be, the step that refuses it, what it says).
DAYS = [
    ("application", "visit1_on", ago(10), "visit_first", "first-visit"),
    ("first_visit", "care_on", ago(9), "grant_care", "care-permit"),
    ("care_permit", "care_begun", ago(8), "begin_care", "begun"),
    ("trial_care", "visit2_on", ago(8), "visit_second", "second-visit"),
    ("second_visit", "panel_on", ago(2), "grant_adoption", "panel"),
    ("second_visit", "permit_on", ago(2), "grant_adoption", "adoption-permit"),
    ("adoption_permit", "order_on", ago(1), "order", "order"),
    ("court_order", "registered_on", ago(1), "finish", "registration"),
]


@pytest.mark.parametrize("before,name,day,transition,key", DAYS, ids=lambda v: str(v)[:20])
def test_days_follow_each_other(case, before, name, day, transition, key):
    context = led_to(sample_adoption(case), before)
    NOTED[transition](context)
    write(context, WORKER, **{name: day})
    who = HEAD if transition.startswith("grant") else WORKER
    assert set(missing(context, who, transition)) == words(key)


def test_who_is_of_age_is_not_adopted_whatever_the_head_writes(case):
    grown = sample_child(case, years=18)
    context = sample_adoption(case, about=uid(grown))
    NOTED["visit_first"](context)
    assert set(missing(context, WORKER, "visit_first")) == words("of-age")
    step(context, "refuse", "Sudah dewasa.")
    assert state(context) == "refused"


def test_who_comes_of_age_on_the_way_is_not_adopted(case):
    child = sample_child(case, years=17)
    context = sample_adoption(case, about=uid(child))
    step(context, "visit_first")
    permitted(context, protection="Korban.", child_consent=uid(approved(case, "persetujuan")))
    take(context, HEAD, "grant_care")
    with acting(WORKER):
        child.birth_date = ago(12 * 18)
    NOTED["begin_care"](context)
    assert words("of-age") <= set(missing(context, WORKER, "begin_care"))


def test_without_consent_there_is_no_permit_whatever_the_head_writes(case):
    context = led_to(sample_adoption(case), "first_visit")
    permitted(context)
    write(context, WORKER, guardian_consent=None)
    told = refused(context, HEAD, "grant_care", comment="Demi anak.")
    assert told == translate(MISSING["guardian-consent"])
    # A consent that nobody has approved is none.
    write(context, WORKER, guardian_consent=paper(case, "persetujuan"))
    assert refused(context, HEAD, "grant_care", comment="Demi anak.") == told


def test_a_consent_that_is_withdrawn_stops_the_adoption_permit(case):
    context = led_to(sample_adoption(case), "second_visit")
    NOTED["grant_adoption"](context)
    write(context, WORKER, guardian_consent=None)
    assert set(missing(context, HEAD, "grant_adoption")) == words("guardian-consent")


def test_a_child_of_six_signs_itself(case):
    child = sample_child(case, years=7)
    context = led_to(sample_adoption(case, about=uid(child)), "first_visit")
    permitted(context, urgent="Tidak ada keluarga.")
    assert set(missing(context, HEAD, "grant_care")) == words("child-consent")
    write(context, WORKER, child_consent=uid(approved(case, "persetujuan")))
    assert missing(context, HEAD, "grant_care") == []


def test_there_is_no_permit_before_six_months_are_over(case):
    context = led_to(sample_adoption(case), "care_permit")
    begun = ago(6) + timedelta(days=1)
    write(context, WORKER, care_begun=begun)
    take(context, WORKER, "begin_care")
    step(context, "visit_second")
    NOTED["grant_adoption"](context)
    told = missing(context, HEAD, "grant_adoption")
    assert len(told) == 2 and any("Six months" in row or "Enam bulan" in row for row in told)
    assert refused(context, HEAD, "grant_adoption", comment="Demi anak.")


def test_the_panel_has_to_recommend_it(case):
    context = led_to(sample_adoption(case), "second_visit")
    NOTED["grant_adoption"](context)
    write(context, WORKER, panel="tidak-layak")
    assert set(missing(context, HEAD, "grant_adoption")) == words("panel")


def test_a_deviation_needs_a_reason_that_is_kept_and_told(case):
    context = sample_adoption(case)
    step(context, "visit_first")
    paired(context, husband_born=ago(12 * 57))
    permitted(context)
    told = refused(context, HEAD, "grant_care", comment=" ")
    assert "30" in told and "55" in told
    take(context, HEAD, "grant_care", comment="Paman kandung yang sehat.")
    (decision,) = context.decided()
    assert (decision.transition, decision.by, decision.on) == ("grant_care", HEAD, today())
    assert decision.reason == "Paman kandung yang sehat."
    assert dict(decision.findings)["umur-pemohon"] == "failed"
    entries = [entry for _key, entry in timeline.entries(case, limit=5)]
    assert ("adoption:grant_care", "Paman kandung yang sehat.") in [
        (e.what, e.text) for e in entries
    ]
    with pytest.raises(BadRequest):
        context.decisions = ()


def test_without_a_deviation_no_reason_is_asked(case):
    context = led_to(sample_adoption(case), "adoption_permit")
    assert [row.transition for row in context.decided()] == ["grant_care", "grant_adoption"]
    assert {row.reason for row in context.decided()} == {""}


def test_nobody_notes_the_permit_of_what_they_began_or_visited(case):
    with acting(SUPERVISOR):
        assign(case, HEAD, "worker")
    for context in (sample_adoption(case, author=HEAD), sample_adoption(case)):
        NOTED["visit_first"](context)
        take(context, HEAD if context.Creator() == WORKER else WORKER, "visit_first")
        permitted(context)
        assert set(missing(context, HEAD, "grant_care")) == words("signer")


@pytest.mark.parametrize("transition,who,ended", [
    ("refuse", HEAD, "refused"),
    ("withdraw", SUPERVISOR, "withdrawn"),
    ("withdraw", WORKER, "withdrawn"),
])  # fmt: skip
def test_an_application_ends_with_a_reason(case, transition, who, ended):
    context = sample_adoption(case)
    assert refused(context, who, transition)
    take(context, who, transition, comment="Pindah ke luar daerah.")
    assert state(context) == ended


@pytest.mark.parametrize("before", ["trial_care", "second_visit", "adoption_permit"])
def test_who_has_lived_with_the_couple_is_not_lost(case, before):
    context = led_to(sample_adoption(case), before)
    told = refused(context, SUPERVISOR, "withdraw", comment="Sakit.")
    assert told == translate(MISSING["afterwards"])
    write(context, WORKER, afterwards="Kembali ke panti contoh.")
    take(context, HEAD, "refuse", comment="Sakit.")
    assert state(context) == "refused" and dues_of(context) == []


def test_what_the_court_has_ordered_is_not_withdrawn(case):
    context = led_to(sample_adoption(case), "court_order")
    for who, transition in ((SUPERVISOR, "withdraw"), (HEAD, "refuse")):
        with pytest.raises(WorkflowException):
            take(context, who, transition, comment="-")


@pytest.mark.parametrize(
    "before,transition,who",
    [
        ("application", "visit_first", HEAD),
        ("first_visit", "grant_care", WORKER),
        ("first_visit", "grant_care", SUPERVISOR),
        ("care_permit", "begin_care", HEAD),
        ("second_visit", "grant_adoption", WORKER),
        ("adoption_permit", "refuse", WORKER),
        ("court_order", "finish", SUPERVISOR),
    ],
)
def test_others_do_not_take_a_step(case, before, transition, who):
    context = led_to(sample_adoption(case), before)
    with pytest.raises(WorkflowException):
        take(context, who, transition, comment="-")


def test_what_is_due_follows_the_trial_care(case):
    context = led_to(sample_adoption(case), "care_permit")
    assert dues_of(context) == []
    begun = ago(1)
    write(context, WORKER, care_begun=begun)
    take(context, WORKER, "begin_care")
    assert [(due.what, due.at.date()) for due in dues_of(context)] == [
        ("adoption-second-visit", visit_due(begun)),
        ("adoption-trial", trial_ends(begun)),
    ]
    step(context, "visit_second", visit2_on=today())
    assert [due.what for due in dues_of(context)] == ["adoption-trial"]


def test_it_waits_for_the_head_after_each_visit(case):
    context = sample_adoption(case)
    seen = []
    for reached in ("application", "first_visit", "care_permit", "trial_care", "second_visit"):
        led_to(context, reached)
        with acting(HEAD):
            found = waiting_for(api.user.get_current())
        seen.append([brain.UID for brain in found] == [uid(context)])
    assert seen == [False, True, False, False, True]
    with acting(WORKER):
        assert waiting_for(api.user.get_current()) == []


def test_a_case_is_not_closed_while_an_adoption_is_undecided(case):
    context = led_to(sample_adoption(case), "trial_care")
    rows = missing_for(case, "close", {"comment": "-", "reason_code": None})
    assert OPEN_ADOPTION in [row.message for row in rows]
    write(context, WORKER, afterwards="Kembali ke panti contoh.")
    take(context, HEAD, "refuse", comment="Sakit.")
    rows = missing_for(case, "close", {"comment": "-", "reason_code": None})
    assert OPEN_ADOPTION not in [row.message for row in rows]


def test_what_is_decided_stays(case):
    context = led_to(sample_adoption(case), "trial_care")
    for name, value in (("husband_name", "Lain"), ("care_number", "9"), ("care_begun", today())):
        with pytest.raises(BadRequest):
            write(context, WORKER, **{name: value})
    write(context, WORKER, child_said="Ingin pulang.")


def test_a_reference_is_of_this_case_and_of_the_right_kind(register, case):
    other = sample_case(register)
    context = sample_adoption(case)
    for fields in (
        {"about": uid(sample_child(other))},
        {"application": paper(other)},
        {"guardian_consent": paper(case, "surat-permohonan")},
    ):
        kept = {name: getattr(context, name) for name in fields}
        with pytest.raises(BadRequest):
            write(context, WORKER, **fields)
        for name, value in kept.items():
            setattr(context, name, value)


def test_nothing_that_is_told_lies_in_the_clear(case):
    context = led_to(sample_adoption(case), "finished")
    kept = repr(sorted(context.__dict__.items()))
    for text in ("Contoh", "Inaq", "Jalan", "islam", "Tersenyum", "CONTOH", "betah", "grant_care"):
        assert text not in kept
    assert "1986" not in kept


def test_the_copy_for_the_child_says_nothing_of_the_couple(case):
    context = led_to(sample_adoption(case), "first_visit")
    assert not ICopy(context).stands
    led_to(context, "finished")
    copy = ICopy(context)
    told = " ".join(text for _title, text in copy.rows())
    assert copy.stands and copy.person == context.about
    assert "Tersenyum" in told and "1/Pdt.P/CONTOH" in told
    for text in ("Lalu", "Inaq", "Jalan", "layak."):
        assert text not in told


def test_the_catalog_tells_the_day_of_the_application(case):
    context = sample_adoption(case)
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(portal_type="AdoptionFile")
    assert (brain.UID, brain.Title) == (uid(context), f"{case.title}/O1")
    assert brain.adoption_applied.asdatetime().date() == ago(9)


@pytest.fixture
def site(functional):
    return functional["portal"]


def test_pages_and_services(site):
    case = sample_case(site["perkara"], categories=("anak-telantar",))
    child = uid(sample_child(case))
    transaction.commit()
    worker, where = Visitor(site, WORKER), f"perkara/{case.getId()}"
    body = {"@type": "AdoptionFile", "about": child}
    assert worker.rest("POST", where, body | {"decisions": [1]}).status == 400
    assert worker.rest("POST", where, body).status == 201
    patched = {"husband_name": "Lalu Contoh", "children": 2, "couple": "ya"}
    assert worker.rest("PATCH", f"{where}/o1", patched).status == 204
    for wrong in (
        {"children": "dua"},
        {"couple": "mungkin"},
        {"care_number": "7"},
        {"couple": [1]},
    ):
        assert worker.rest("PATCH", f"{where}/o1", wrong).status == 400, wrong
    found = worker.rest("GET", f"{where}/o1").json()
    results = {row["check"]: row["result"] for row in found["checklist"]}
    assert (results["jumlah-anak"], results["pasangan"]) == ("failed", "passed")
    assert worker.rest("PATCH", f"{where}/o1", found).status == 204
    (row,) = worker.rest("GET", f"{where}/@adoptions").json()["items"]
    assert (row["id"], row["review_state"], row["applied_on"]) == ("o1", "application", None)
    browser = Visitor(site, WORKER, cookie=True)
    page = browser.get(f"{where}/o1").text
    assert 'data-check="jumlah-anak"' in page and "PP 54/2007" in page
    assert "@@couple" in page and "@@court-order" not in page
    assert browser.get(f"{where}/o1/@@court-order").status == 302
    answer = send(browser, f"{where}/o1/@@consents", **sent(guardian="Kepala panti"))
    assert answer.status == 302, answer.text
    with acting(WORKER):
        assert case["o1"].guardian == "Kepala panti"
    assert "O1" in browser.get(f"{where}/@@adoptions").text


def test_the_page_of_a_decision_shows_what_was_set_aside(site):
    case = sample_case(site["perkara"], categories=("anak-telantar",))
    context = led_to(sample_adoption(case), "first_visit")
    paired(context, children=3)
    permitted(context)
    transaction.commit()
    head = Visitor(site, HEAD, cookie=True)
    page = head.get(f"{path(context)}/@@change-state?transition=grant_care").text
    assert "1" in page and "decides nothing" in page
    with acting(HEAD):
        site.portal_workflow.doActionFor(context, "grant_care", comment="Kakak kandungnya di sana.")
    transaction.commit()
    assert "Kakak kandungnya di sana." in head.get(path(context)).text


def test_of_who_is_restricted_others_read_nothing(site):
    case = sample_case(site["perkara"], categories=("anak-telantar",))
    child = sample_child(case)
    context = led_to(sample_adoption(case, about=uid(child)), "first_visit")
    agreed(context)
    with acting(SUPERVISOR):
        site.portal_workflow.doActionFor(child, "restrict", comment="Diminta.")
    transaction.commit()
    for user_id, told in (("worker2", False), (WORKER, True)):
        visitor = Visitor(site, user_id)
        page, found = visitor.get(path(context)).text, visitor.rest("GET", path(context)).json()
        assert ("Inaq Sari" in page) is told
        assert ("data-check" in page) is told
        assert ("Tersenyum" in found["child_said"]) is told
        assert bool(found["checklist"]) is told
