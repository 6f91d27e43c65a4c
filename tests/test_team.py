"""A team sees its case, at once and only as long as it is assigned."""

from baleharum.team import api as team
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import sample_document

import pytest


def sees(user_id, context):
    """Tell whether somebody may view an object, by object access and in listings alike."""
    with acting(user_id):
        by_object = bool(api.user.has_permission("View", obj=context))
        found = api.content.find(UID=api.content.get_uuid(context))
        assert bool(found) is by_object, "object access and listing disagree"
        return by_object


@pytest.mark.parametrize(
    "user_id,expected",
    [
        ("worker1", True),
        ("worker2", True),
        ("psychologist1", True),
        ("advocate1", True),
        ("supervisor1", True),
        ("head1", True),
        ("privacy1", True),
        ("worker3", False),
        ("advocate2", False),
        ("doctor1", False),
        ("archivist1", False),
        ("operator1", False),
        ("siteadmin", False),
    ],
)
def test_who_sees_a_case(case, user_id, expected):
    assert sees(user_id, case) is expected


def test_assigning_acts_at_once(case):
    assert not sees("worker3", case)
    team.assign(case, "worker3", "worker")
    assert sees("worker3", case)


def test_revoking_acts_at_once(case):
    document = sample_document(case, author="worker2")
    record = next(r for r in team.current(case, team.utcnow()) if r.principal == "worker2")
    team.revoke(case, record.number, "left")
    assert not sees("worker2", case)
    assert not sees("worker2", document)


def test_expiry_acts_by_itself(case):
    now = team.utcnow()
    team.assign(case, "worker3", "worker", expires=now + timedelta(seconds=1), now=now)
    assert sees("worker3", case)
    other = team.assign(
        case, "advocate2", "advocate", starts=now - timedelta(days=2), expires=now - timedelta(1)
    )
    assert other.ended_at is None
    assert not sees("advocate2", case)
