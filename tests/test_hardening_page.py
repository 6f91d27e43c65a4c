"""The page of the security check, over HTTP."""

from baleharum.jobs import pulse
from plone import api
from tests.http import Visitor

import pytest
import transaction


@pytest.fixture
def opened(functional):
    """A site in which an administrator has let members see the groups."""
    portal = functional["portal"]
    pulse.place().parent.chmod(0o700)
    pulse.beat()
    with api.env.adopt_roles(["Manager"]):
        portal.manage_permission("View Groups", ["Manager", "Member"], acquire=0)
    transaction.commit()
    yield portal
    pulse.place().unlink(missing_ok=True)


@pytest.mark.parametrize("user_id", ["", "operator1", "head1", "supervisor1"])
def test_the_page_is_for_administrators_alone(opened, user_id):
    assert Visitor(opened, user_id).get("@@security-check").status in (302, 401)


def test_the_page_names_what_is_open_and_what_to_do(opened):
    admin = Visitor(opened, "siteadmin", "correct horse battery", cookie=True)
    page = admin.get("@@security-check")
    assert page.status == 200
    assert "View Groups: Member" in page.text
    assert page.text.count("text-bg-danger") == 1
    assert "alert-danger" in page.text and "alert-success" not in page.text
    # The way to a page that mends it stands beside what is broken, and nowhere else.
    assert "@@mail-controlpanel" in page.text
    assert "@@team-repair" not in page.text
    assert "@@security-check" in admin.get("@@overview-controlpanel").text


def test_the_page_says_when_all_holds(opened):
    with api.env.adopt_roles(["Manager"]):
        opened.manage_permission("View Groups", ["Manager", "Site Administrator"], acquire=0)
    transaction.commit()
    admin = Visitor(opened, "siteadmin", "correct horse battery", cookie=True)
    page = admin.get("@@security-check")
    assert "text-bg-danger" not in page.text and "alert-success" in page.text
