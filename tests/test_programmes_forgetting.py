"""A case that was destroyed is named by no programme any more."""

from baleharum.jobs.running import run_pending
from baleharum.programmes import equipment
from plone import api
from tests.centre import acting
from tests.disposal import old_case
from tests.disposal import signed
from tests.programmes_made import sample_activity
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.test_programmes_equipment import LEG
from tests.test_programmes_equipment import TODAY

import transaction


def test_who_came_and_who_has_a_piece_forget_a_destroyed_case(functional, trail):
    portal = functional["portal"]
    case, other = old_case(portal["perkara"]), "BH-2026-09999"
    programme = sample_programme(sample_folder(portal), programme="kaki-palsu")
    came = f"{case.getId()}\n{other}"
    activity = sample_activity(programme, attendance=came, others=3)
    for who in (case.getId(), other):
        piece = {**LEG, "who": who, "looked_on": "2026-11-21", "result": "Luka di lutut."}
        equipment.keep(programme, piece, TODAY)
    transaction.commit()
    signed(portal["perkara"])
    with acting("archivist1"):
        api.portal.get_tool("portal_workflow").doActionFor(case, "destroy", comment="Ya.")
    transaction.commit()
    run_pending(portal)
    transaction.begin()
    assert (activity.attendance, activity.others, activity.attended) == (other, 4, 5)
    theirs, its = equipment.pieces(programme)
    assert (theirs.who, theirs.result) == (other, "Luka di lutut.")
    assert (its.who, its.result, its.item) == ("", "", LEG["item"])
    erased = [row.subject for row in trail.rows(case=case.UID(), actions=("erase",))]
    assert {activity.UID(), programme.UID()} <= set(erased)
