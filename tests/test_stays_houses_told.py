"""Which houses there are is told to who proposes a stay, not to everybody of a team."""

from baleharum.team.api import assign
from tests.centre import sample_case
from tests.http import Visitor
from tests.stays_made import admitted
from tests.stays_made import sample_house

import pytest
import transaction


@pytest.mark.parametrize("name", ["Shelters", "ShelterRooms"])
def test_a_guest_of_a_team_is_told_of_no_other_house(functional, name):
    site = functional["portal"]
    case = sample_case(site["perkara"])
    stay = admitted(case, sample_house(site["perkara"], name="Rumah Kamboja"))
    sample_house(site["perkara"], name="Rumah Anggrek")
    # Somebody of another office, appointed to no register.
    assign(case, "operator1", "advocate")
    transaction.commit()
    for where in (case, stay):
        path = "/".join(where.getPhysicalPath()[2:])
        for person, told in (("worker1", True), ("supervisor1", True), ("operator1", False)):
            answer = Visitor(site, person).rest("GET", f"{path}/@vocabularies/baleharum.{name}")
            # A stay keeps to the house that was chosen.
            offered = told and (name == "Shelters" or where is case)
            assert answer.status == 200 and ("S2" in answer.text) is offered
