"""Old addresses of what lies in a realm lead nowhere, whoever noted them."""

from plone import api
from plone.app.redirector.interfaces import IRedirectionStorage
from tests.centre import sample_case
from tests.centre import sample_document
from tests.http import Visitor
from zope.component import getUtility
from zope.event import notify
from zope.lifecycleevent import ObjectMovedEvent

import pytest
import transaction


@pytest.fixture
def moved(functional):
    """A site in which a page has moved, and whoever moves things has moved a case as well."""
    portal = functional["portal"]
    case = sample_case(portal["perkara"])
    sample_document(case)
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(portal, "Document", "halaman", title="Halaman")
        api.content.transition(page, "publish")
        transaction.commit()
        portal.manage_renameObject("halaman", "laman")
    # The product refuses to move a case; a script of an administrator may know better.
    notify(ObjectMovedEvent(case, portal, "lama", case.__parent__, case.getId()))
    transaction.commit()
    return portal, case.getId()


def test_the_redirector_notes_nothing_of_a_realm(moved):
    assert list(getUtility(IRedirectionStorage)) == ["/plone/halaman"]


@pytest.mark.parametrize("user_id", ["", "worker1", "worker3"])
def test_what_somebody_noted_by_hand_leads_nobody_in(moved, user_id):
    portal, number = moved
    storage = getUtility(IRedirectionStorage)
    for name, target in (("lama", number), ("dulu", f"{number}/d1"), ("kosong", "BH-2026-99999")):
        storage.add(f"/plone/{name}", f"/plone/perkara/{target}")
    storage.add("/plone/semua", "/plone/perkara")
    transaction.commit()
    somebody = Visitor(portal, user_id)
    gap = somebody.get("bukan", Accept="text/html")
    for path in ("lama", "lama/d1", "lama/@@view/x", "lama/view", "dulu", "kosong", "semua"):
        answer = somebody.get(path, Accept="text/html")
        assert answer.status == gap.status == 404, path
        assert not answer.header("Location"), path
        assert number not in answer.text


def test_other_pages_are_still_found(moved):
    answer = Visitor(moved[0]).get("halaman", Accept="text/html")
    assert answer.status == 302
    assert answer.header("Location").endswith("/laman")
