"""What docs/access.md promises about the record of access, tried over HTTP by every persona."""

from plone.app.testing import SITE_OWNER_NAME
from tests.access_states import ACCOUNTS
from tests.access_states import visitor
from tests.access_states import WHERE
from tests.access_table import cells
from tests.access_table import MANUAL
from tests.access_table import NOTHING

import pytest


CASE = "perkara/{case}/@@access-log"
PAGES = {
    "access-log": (CASE, "perkara/{case}/@access-log"),
    "export": (f"{CASE}?export=csv", "perkara/{case}/@access-log?export=json"),
    "reader-log": ("perkara/@@reader-log?person=worker1", "perkara/@reader-log?person=worker1"),
    "alarms": ("perkara/@@alarms", "perkara/@alarms"),
}


def promised() -> dict[str, dict[str, bool]]:
    """Return persona -> page -> whether the manual opens it."""
    section = MANUAL.read_text("utf-8").split("## The record of access")[1].split("\n## ")[0]
    head, _line, *rows = [cells(line) for line in section.splitlines() if line.startswith("|")]
    assert set(head[1:]) == set(PAGES)
    assert {cell for row in rows for cell in row[1:]} == {"yes", NOTHING}
    return {
        persona: {page: cell == "yes" for page, cell in zip(head[1:], row, strict=True)}
        for persona, *row in rows
    }


def test_every_persona_has_a_row():
    assert set(promised()) == {persona for persona, _user in ACCOUNTS}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("persona,user_id", ACCOUNTS)
def test_the_record_opens_for_whom_the_manual_says(states_functional, persona, user_id, page):
    portal = states_functional["portal"]
    expected = 200 if promised()[persona][page] else 404
    person = visitor(portal, user_id)
    screen, service = (path.format(case=WHERE["Case"]["intervention"]) for path in PAGES[page])
    assert person.get(screen).status == expected
    assert person.rest("GET", service).status == expected


def test_of_a_case_that_is_over_only_those_who_still_see_it(states_functional):
    portal = states_functional["portal"]
    path = CASE.format(case=WHERE["Case"]["closed"])
    found = {user: visitor(portal, user).get(path).status for _persona, user in ACCOUNTS}
    opened = {user for user, status in found.items() if status == 200}
    assert opened == {"supervisor1", "head1", "privacy1"}
    assert found[SITE_OWNER_NAME] == 404
