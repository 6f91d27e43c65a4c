"""Nothing but the fields of the schema is kept of what is filed in a register."""

from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person
from tests.http import Visitor
from urllib.parse import urlencode
from zExceptions import BadRequest
from zope.dottedname.resolve import resolve

import json
import pytest
import transaction


TAG = "Budi Santoso Gomong"


@pytest.mark.parametrize("make", [sample_document, sample_person, sample_note])
@pytest.mark.parametrize("setter", ["setSubject", "setDescription", "setCreators", "setTitle"])
def test_plone_s_own_fields_are_refused(case, make, setter):
    child = make(case)
    with pytest.raises(BadRequest):
        getattr(child, setter)(TAG)


def test_tags_of_the_contents_screen_reach_no_list_of_tags(functional_portal):
    case = sample_case(functional_portal["perkara"])
    document = sample_document(case)
    transaction.commit()
    team = Visitor(functional_portal, "worker1", cookie=True)
    form = {
        "selection": json.dumps([document.UID()]),
        "toadd": TAG,
        "toremove": "",
        "_authenticator": team.authenticator(f"perkara/{case.getId()}/documents"),
    }
    team.post(f"perkara/{case.getId()}/@@fc-tags", form)
    assert document.Subject() == ()
    assert TAG not in functional_portal.portal_catalog.uniqueValuesFor("Subject")


@pytest.mark.parametrize("field", ["subjects", "description", "contributors", "rights"])
def test_rest_keeps_no_other_field(functional_portal, field):
    case = sample_case(functional_portal["perkara"])
    document = sample_document(case)
    transaction.commit()
    value = TAG if field in ("description", "rights") else [TAG]
    team = Visitor(functional_portal, "worker1")
    team.rest("PATCH", f"perkara/{case.getId()}/{document.getId()}", {field: value})
    with acting("worker1"):
        kept = {name: v for name, v in vars(document).items() if TAG in repr(v)}
    assert kept == {}
    assert urlencode({"q": TAG}) not in functional_portal.portal_catalog.uniqueValuesFor("Subject")


@pytest.mark.parametrize(
    "portal_type",
    [
        *("CaseRegister", "Case", "CaseFile", "CaseSubject", "CaseNote"),
        *("Assessment", "ConsentForm", "LawfulBasis", "ReferralLetter"),
        *("CarePlan", "ServiceRecord", "CaseConference", "Mediation"),
        *("LitigationFile", "FiledBundle", "DocumentRelease", "CourtProceeding"),
        *("Shelter", "ShelterStay", "Repatriation", "AdoptionFile"),
        *("Mandate", "HealthRecord"),
    ],
)
def test_no_class_of_content_has_type_annotations(portal, portal_type):
    """zope.annotation would keep what belongs to one object in the class, for all and for no time."""
    klass = resolve(portal.portal_types[portal_type].klass)
    assert [base for base in klass.__mro__ if "__annotations__" in vars(base)] == []
