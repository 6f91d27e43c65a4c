"""A court procedure from the client's decision to its end: domain.md 2b, row by row."""

from baleharum.cases.dues import dues_of
from baleharum.cases.requirements import missing_for
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import mended_at
from baleharum.cases.steps import steps
from baleharum.litigation.court import hearings
from baleharum.litigation.court.content import proceedings_of
from baleharum.litigation.court.hearings import HearingRefused
from baleharum.litigation.facts import facts_of
from baleharum.litigation.gates import blockers
from baleharum.litigation.rules import mend
from baleharum.team.api import assign
from baleharum.team.api import revoke_all
from datetime import timedelta
from plone import api
from plone.registry.interfaces import IRegistry
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.court_made import ADVOCATE
from tests.court_made import day
from tests.court_made import hear
from tests.court_made import lead
from tests.court_made import note
from tests.court_made import paper
from tests.court_made import SAID
from tests.court_made import sample_proceeding
from tests.court_made import state
from tests.court_made import WAY
from tests.litigation_made import court_of
from tests.litigation_made import sample_file
from tests.litigation_made import sees
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write
from zExceptions import BadRequest
from zExceptions import Unauthorized
from zope.component import getUtility

import pytest


CHILD = {"role": "anak-konflik", "offence": "harta", "max_years": 5}


@pytest.fixture
def case(register):
    return sample_case(register)


def refused(context, transition, **said) -> list[str]:
    """Return the messages of a step that is refused."""
    with acting(ADVOCATE), pytest.raises(TransitionRefused) as found:
        api.portal.get_tool("portal_workflow").doActionFor(context, transition, **(said or SAID))
    return [str(row.message) for row in found.value.missing]


#: state -> the steps that lead there, from preparation.
LED = {
    "preparation": (),
    "report": WAY[:1],
    "investigation": WAY[:2],
    "prosecution": WAY[:3],
    "trial": WAY[:4],
    "judgment": WAY[:5],
    "appeal": [*WAY[:5], "appeal"],
    "execution": WAY[:6],
    "diversion": [*WAY[:2], "divert"],
}
LIVE = list(LED)
#: (from, step, to, all that it needs): the rows of the table.
ROWS = [
    ("preparation", "report", "report", {"missing_court_decision"}),
    ("report", "investigate", "investigation", {"missing_court_report"}),
    ("investigation", "prosecute", "prosecution", {"missing_court_transfer"}),
    (
        "prosecution",
        "open_trial",
        "trial",
        {"missing_court_court", "missing_court_summons", "missing_court_hearing"},
    ),
    (
        "trial",
        "give_judgment",
        "judgment",
        {"missing_court_judgment", "missing_court_judgment_proof"},
    ),
    ("judgment", "appeal", "appeal", {"missing_court_appeal"}),
    ("judgment", "execute", "execution", {"missing_court_final", "missing_court_final_proof"}),
    ("appeal", "execute", "execution", {"missing_court_final", "missing_court_final_proof"}),
    ("execution", "complete", "finished", {"missing_court_restitution"}),
    ("investigation", "divert", "diversion", {"missing_court_offer"}),
    ("prosecution", "divert", "diversion", {"missing_court_offer"}),
    ("trial", "divert", "diversion", {"missing_court_offer"}),
    (
        "diversion",
        "agree_diversion",
        "finished",
        {"missing_court_agreed", "missing_court_agreement"},
    ),
    (
        "diversion",
        "diversion_failed_prosecution",
        "prosecution",
        {"missing_court_failed", "missing_court_minutes", "missing_court_transfer"},
    ),
    *(
        (
            live,
            "discontinue",
            "discontinued",
            {"missing_court_stopped", "missing_court_stop_no", "missing_court_stop_proof"},
        )
        for live in LIVE
    ),
]


@pytest.mark.parametrize("source,step,target,needs", ROWS)
def test_every_row_of_the_table(case, source, step, target, needs):
    context = lead(sample_proceeding(case, **CHILD), *LED[source])
    assert state(context) == source
    assert set(refused(context, step)) == needs
    note(context, step)
    take(context, ADVOCATE, step, **SAID)
    assert state(context) == target


def test_each_thing_that_is_missing_leads_to_where_it_is_mended(case):
    context = lead(sample_proceeding(case), *LED["prosecution"])
    base = case.absolute_url()
    with acting(ADVOCATE):
        (step,) = (each for each in steps(context) if each.id == "open_trial")
        found = {mended_at(context, row) for row in step.missing}
    assert found == {f"{base}/h1/@@prosecution", f"{base}/h1#hearings"}


def test_whoever_is_represented_has_given_a_whole_power_of_attorney(case):
    context = sample_proceeding(case)
    note(context, "report")
    write(context, ADVOCATE, represented=True, attorney_to="Advokat LBH", attorney_on=day(70))
    assert refused(context, "report") == ["missing_court_attorney"]
    write(context, ADVOCATE, attorney_scope="Mendampingi di semua tingkat.")
    assert refused(context, "report") == ["missing_court_attorney"]
    write(context, ADVOCATE, attorney_proof=paper(case, "surat-kuasa"))
    take(context, ADVOCATE, "report")
    assert state(context) == "report"


@pytest.mark.parametrize("role", ["anak-korban", "anak-saksi", "korban", "saksi", "tersangka"])
def test_a_diversion_is_for_a_child_of_whom_the_offence_is_alleged_alone(case, role):
    context = lead(sample_proceeding(case, **CHILD | {"role": role}), *LED["investigation"])
    note(context, "divert")
    with acting(ADVOCATE):
        assert "divert" not in {each.id for each in steps(context)}
        assert [str(row.message) for row in missing_for(context, "divert", SAID)] == [
            "missing_court_child"
        ]
    with pytest.raises(WorkflowException):
        take(context, ADVOCATE, "divert")


@pytest.mark.parametrize("fields", [{"max_years": 7}, {"max_years": None}, {"repetition": True}])
def test_neither_a_grave_offence_nor_a_repetition_is_diverted(case, fields):
    context = lead(sample_proceeding(case, **CHILD | fields), *LED["investigation"])
    note(context, "divert")
    assert refused(context, "divert") == ["missing_court_divertible"]


def test_a_diversion_that_failed_is_kept_and_the_next_stage_offers_one_anew(case):
    context = lead(sample_proceeding(case, **CHILD), *LED["diversion"])
    lead(context, "diversion_failed_prosecution", "divert", "diversion_failed_trial", "divert")
    stages = [row[0] for row in context.past_diversions]
    assert stages == ["investigation", "prosecution"]
    assert context.past_diversions[0][2] == day(2) and context.past_diversions[0][3]
    assert context.failed_on is None and context.minutes is None
    with acting(ADVOCATE):
        offered = {each.id for each in steps(context)}
    assert offered == {"agree_diversion", "diversion_failed_trial", "discontinue"}
    # At the court it is the trial that goes on: it was summoned to already.
    write(context, ADVOCATE, failed_on=day(1), minutes=paper(case, "surat-kuasa"))
    take(context, ADVOCATE, "diversion_failed_trial", **SAID)
    assert state(context) == "trial"


def test_after_an_appeal_another_decision_is_final(case):
    context = lead(sample_proceeding(case), *LED["appeal"])
    write(context, ADVOCATE, final_on=day(1), final_proof=context.judgment_proof)
    assert refused(context, "execute") == ["missing_court_appeal_decision"]


def test_restitution_that_was_decided_is_told_of(case):
    context = lead(sample_proceeding(case), *LED["execution"])
    write(context, ADVOCATE, restitution="dibayar")
    assert refused(context, "complete") == ["missing_court_restitution_note"]
    write(context, ADVOCATE, restitution_on=day(1), restitution_note="Rp5.000.000 diterima.")
    take(context, ADVOCATE, "complete")


@pytest.mark.parametrize(
    "harm,fields,barred",
    [
        ((), {"offence": "seksual", "role": "korban"}, True),
        ((), {"offence": "seksual", "role": "anak-konflik"}, True),
        (("seksual",), {"offence": "lain", "role": "anak-korban"}, True),
        (("seksual",), {"offence": "harta", "role": "anak-konflik"}, False),
        ((), {"offence": "harta", "role": "korban"}, False),
    ],
)
def test_sexual_violence_is_not_settled_out_of_court(register, harm, fields, barred):
    context = lead(sample_proceeding(sample_case(register, harm=harm), **fields), "report")
    note(context, "discontinue")
    said = {"comment": "Kesepakatan keluarga.", "reason_code": "damai"}
    if barred:
        assert refused(context, "discontinue", **said) == ["missing_court_settlement"]
    take(context, ADVOCATE, "discontinue", **said | {"reason_code": "sp3" if barred else "damai"})
    assert context.ended_why == ("sp3" if barred else "damai")


@pytest.mark.parametrize("said", [{"comment": "", "reason_code": "sp3"}, {"comment": "Karena."}])
def test_nothing_ends_early_without_a_reason_from_the_list_and_in_words(case, said):
    context = sample_proceeding(case)
    note(context, "discontinue")
    assert len(refused(context, "discontinue", **said)) == 1


def test_what_is_over_stays_as_it_is(case):
    context = lead(sample_proceeding(case), "discontinue")
    with pytest.raises(BadRequest):
        context.matter = "Lain"
    with acting(ADVOCATE), pytest.raises(HearingRefused):
        hearings.add(context, day="2026-03-01", time="09:00")
    assert dues_of(context) == []


def test_a_case_has_a_procedure_for_each_matter_and_advocates_alone_begin_one(case):
    first, second = sample_proceeding(case), sample_proceeding(case, matter="Pencurian")
    assert proceedings_of(case) == [first, second]
    assert second.title == f"{case.getId()}/H2"
    for user_id in ("worker1", "supervisor1", "head1", "psychologist1", "intake1"):
        with pytest.raises((Unauthorized, ValueError)):
            sample_proceeding(case, author=user_id)


def test_what_tells_of_somebody_is_not_stored_readable(case):
    context = lead(sample_proceeding(case, matter="Perkara Rahasia"), "report", "investigate")
    hear(context, room="Ruang Rahasia", note="Saksi takut.")
    stored = repr(context.__dict__)
    for text in ("Perkara Rahasia", "Saya ingin", "LP/B/12", "Ruang Rahasia", "Saksi takut"):
        assert text not in stored


def test_it_is_read_by_who_answers_for_the_case_and_by_nobody_else(register):
    case, other = sample_case(register), sample_case(register)
    context = sample_proceeding(case)
    with acting("supervisor1"):
        revoke_all(other, "another team")
        assign(other, "worker3", "lead")
    for user_id, seen in {
        "advocate1": True,
        "worker1": True,
        "worker2": True,
        "supervisor1": True,
        "psychologist1": False,
        "head1": False,
        "worker3": False,
        "advocate2": False,
        "operator1": False,
    }.items():
        assert sees(context, user_id) == seen, user_id


@pytest.mark.parametrize("field,kind", [("report_proof", "surat-kuasa"), ("agreement", "putusan")])
def test_a_proof_is_a_document_of_this_case_and_of_its_kind(register, field, kind):
    case, other = sample_case(register), sample_case(register)
    context = sample_proceeding(case)
    for wrong in (paper(case, kind), paper(other, "laporan-polisi"), "0" * 32):
        with pytest.raises(BadRequest):
            write(context, ADVOCATE, **{field: wrong})
        setattr(context, field, None)


def test_the_day_of_a_document_counts_where_none_is_written(case):
    context = lead(sample_proceeding(case), *LED["investigation"])
    write(context, ADVOCATE, asked_on=day(5))
    report = sample_document(case, "worker1", "laporan-sosial", dated=day(4))
    write(context, "worker1", given_proof=uid(report))
    assert context.given_on == day(4) and dues_of(context) == []
    write(context, "worker1", given_on=day(3))
    assert context.given_on == day(3)


def test_a_proof_that_is_withdrawn_proves_nothing(case):
    context = lead(sample_proceeding(case), *LED["trial"])
    note(context, "give_judgment")
    judgment = next(d for d in case.objectValues() if uid(d) == context.judgment_proof)
    take(judgment, ADVOCATE, "withdraw", comment="Salah berkas.")
    assert refused(context, "give_judgment") == ["missing_court_judgment_proof"]


def test_clocks_and_hearings_are_due_and_the_catalog_knows(case):
    context = lead(sample_proceeding(case, **CHILD), *LED["investigation"])
    hear(context, in_days=20)
    write(context, ADVOCATE, asked_on=day(1), asked_time="10:00", started_on=day(1))
    found = {due.what: due.at for due in dues_of(context)}
    assert set(found) == {"social-report", "diversion-offer", "hearing"}
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=uid(context))
    assert {what for _at, what in brain.dues} == set(found)
    write(context, ADVOCATE, given_on=day(), given_time="08:00", offered_on=day())
    assert {due.what for due in dues_of(context)} == {"diversion-notice", "hearing"}
    api.portal.set_registry_record("baleharum.court.notice_hours", 48)
    (notice,) = (due for due in dues_of(context) if due.what == "diversion-notice")
    assert notice.at - context.known().offered_from == timedelta(hours=48)


def test_a_hearing_is_due_until_somebody_says_what_came_of_it(case):
    context = lead(sample_proceeding(case), *LED["trial"])
    number = hear(context, in_days=-3)
    with acting(ADVOCATE):
        hearings.change(context, number, state="held", note="Dakwaan dibacakan.")
    assert [due.what for due in dues_of(context)] == ["hearing"]
    assert [row.number for row in context.rows] == [2, 1]
    with acting(ADVOCATE):
        hearings.remove(context, 1)
    assert dues_of(context) == []
    assert hear(context) == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"day": "kemarin"},
        {"time": "25:00"},
        {"what": "pesta"},
        {"state": "?"},
        {"who": ("Baiq Melati",)},
        {"who": "klien"},
        {"room": "x" * 121},
        {"judge": "x"},
    ],
)
def test_a_hearing_names_roles_and_nobody(case, fields):
    context = sample_proceeding(case)
    with pytest.raises(HearingRefused):
        hear(context, **fields)
    assert context.rows == ()


def test_the_gate_of_the_power_of_attorney_looks_at_the_procedure(portal, case):
    context = sample_file(case, court_of(portal), attorney_on=None)
    proceeding = sample_proceeding(case)
    write(context, ADVOCATE, proceeding=uid(proceeding))

    def found():
        return [each for each in blockers(facts_of(context)) if each.gate == "G6"]

    assert len(found()) == 1
    assert mend(context, found()[0]) == "h1/@@attorney"
    write(proceeding, ADVOCATE, attorney_on=day(3))
    assert found() == []


def test_a_file_belongs_to_a_procedure_of_its_own_case(portal, register, case):
    context = sample_file(case, court_of(portal))
    other = sample_proceeding(sample_case(register))
    with pytest.raises(BadRequest):
        write(context, ADVOCATE, proceeding=uid(other))


def test_whose_document_nobody_may_see_is_told_by_its_number(case):
    secret = sample_document(case, "worker1", "laporan-sosial")
    context = sample_proceeding(case)
    write(context, "worker1", given_proof=uid(secret))
    assert context.given_proof == uid(secret)


def test_a_site_of_before_gets_procedures_with_the_upgrade_and_keeps_its_settings(portal):
    setup, profile, name = portal.portal_setup, "baleharum:default", "baleharum.court.report_hours"
    case = portal.portal_types["Case"]
    del portal.portal_types["CourtProceeding"]
    portal.portal_workflow.manage_delObjects(["litigation_workflow"])
    case.allowed_content_types = tuple(
        each for each in case.allowed_content_types if each != "CourtProceeding"
    )
    registry = getUtility(IRegistry)
    for each in [each for each in registry.records if each.startswith("baleharum.court.")]:
        del registry.records[each]
    api.portal.set_registry_record("baleharum.retention_active_years", 7)
    for again in range(2):
        setup.setLastVersionForProfile(profile, "1001")
        setup.upgradeProfile(profile)
        assert api.portal.get_registry_record(name) == (24 if again else 72)
        api.portal.set_registry_record(name, 24)
    assert "CourtProceeding" in case.allowed_content_types
    assert portal.portal_workflow.getChainFor("CourtProceeding") == ("litigation_workflow",)
    assert api.portal.get_registry_record("baleharum.retention_active_years") == 7
