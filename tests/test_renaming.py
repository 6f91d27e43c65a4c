"""What is filed keeps its number: nothing in a register is renamed, on no path, by nobody."""

from Acquisition import aq_base
from OFS.CopySupport import CopyError
from OFS.event import ObjectWillBeMovedEvent
from plone import api
from tests.assessments_made import sample_assessment
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.http import Visitor
from tests.plans_made import sample_plan
from tests.referrals_made import sample_letter
from tests.referrals_made import sign_settings
from tests.referrals_made import some_partner
from zExceptions import BadRequest
from zope.event import notify

import pytest
import transaction


def letter(case):
    return sample_letter(case, some_partner(api.portal.get()))


FILED = {
    "consent": sample_consent,
    "basis": sample_basis,
    "letter": letter,
    "assessment": sample_assessment,
    "plan": sample_plan,
    "document": sample_document,
    "note": sample_note,
    "person": client_of,
}


@pytest.fixture
def site(functional):
    sign_settings()
    return functional["portal"]


@pytest.fixture
def case(site):
    return sample_case(site["perkara"])


def kept(case, content, name):
    """Tell whether something still has its name, and nothing has another one."""
    here = aq_base(case._getOb(name, None)) is aq_base(content)
    return here and content.getId() == name and "x9" not in case.objectIds()


@pytest.mark.parametrize("make", FILED.values(), ids=FILED)
def test_no_script_renames_what_is_filed(case, make):
    content = make(case)
    name = content.getId()
    transaction.savepoint()
    with api.env.adopt_roles(["Manager"]):
        for rename in (
            lambda: api.content.rename(content, "x9"),
            lambda: case.manage_renameObject(name, "x9"),
            lambda: case.manage_renameObjects([name], ["x9"]),
        ):
            with pytest.raises((BadRequest, CopyError)):
                rename()
            assert kept(case, content, name)
    # What asks for no permission at all is refused by its own event.
    with pytest.raises(BadRequest):
        notify(ObjectWillBeMovedEvent(content, case, name, case, "x9"))


@pytest.mark.parametrize("make", FILED.values(), ids=FILED)
def test_no_request_renames_what_is_filed(site, case, make):
    content = make(case)
    name, path = content.getId(), f"perkara/{case.getId()}"
    transaction.commit()
    for who in ("worker1", "supervisor1", "head1"):
        visitor = Visitor(site, who)
        token = visitor.authenticator(path)
        visitor.rest("PATCH", f"{path}/{name}", {"id": "x9"})
        visitor.rest("POST", f"{path}/@move", {"source": content.absolute_url()})
        visitor.ask("MOVE", f"{path}/{name}", headers={"Destination": f"/plone/{path}/x9"})
        form = {"_authenticator": token, "form.widgets.new_id": "x9", "form.buttons.Rename": "1"}
        visitor.post(f"{path}/{name}/@@object_rename", form)
        visitor.post(f"{path}/manage_renameObject", {"id": name, "new_id": "x9", **form})
        assert kept(case, content, name), who


def test_a_case_keeps_its_number(case):
    register, name = case.__parent__, case.getId()
    transaction.savepoint()
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
        notify(ObjectWillBeMovedEvent(case, register, name, register, "BH-2026-00099"))
    assert list(register.objectIds()) == [name]
