"""The tables of docs/access.md, tried on the pages with logins through the form."""

from plone import api
from tests.access_rows import each_account
from tests.access_rows import expected
from tests.access_rows import letters_asked
from tests.access_rows import PAGES as DOOR
from tests.access_rows import promised
from tests.access_rows import row_id
from tests.access_rows import without_letters
from tests.access_states import object_at
from tests.access_states import visitor
from tests.access_states import WHERE
from tests.centre import MINIMAL_PDF
from urllib.parse import urlencode

import pytest
import re


#: letter -> the page on which a person does it, and what only that page holds.
PAGES = {
    "v": ("view?ajax_load=1", b"<html"),
    "e": ("edit?ajax_load=1", b"form-buttons-save"),
    "d": ("delete_confirmation?ajax_load=1", b"<form"),
    "p": ("++add++CaseSubject?ajax_load=1", b"form-buttons-save"),
    "n": ("++add++CaseNote?ajax_load=1", b"form-buttons-save"),
}
#: portal type -> state -> page on which it is edited then, where that is another one.
EDITED_AT = {
    "ReferralLetter": {
        "signed": "@@dispatch",
        "sent": "@@answer",
        "accepted": "@@reply",
        "replied": "@@handover",
    },
    "LitigationFile": {"exported": "@@receipt", "filed": "@@service"},
    "ShelterStay": {"admitted": "@@exit", "extended": "@@absence"},
    "Repatriation": {
        "approved": "@@departure",
        "travelling": "@@handover",
        "handed_over": "@@costs",
    },
    "AdoptionFile": {
        "care_permit": "@@trial-care",
        "trial_care": "@@second-visit",
        "second_visit": "@@second-visit",
        "adoption_permit": "@@court-order",
        "court_order": "@@registration",
    },
}
ADD = {
    "Case": "CaseFile",
    "CaseRegister": "Case",
    "PartnerDirectory": "Partner",
    "ProgrammeFolder": "Programme",
    "Programme": "AssistanceBatch",
}
#: A link of the site to something, or to the page that shows it.
LINK = re.compile(r'href="http://localhost(/[^"?#]+?)(?:/view)?"')
#: What people and notes may not be in at all.
ELSEWHERE = (
    *("CaseRegister", "PartnerDirectory", "IntakeBox", "ServicePage"),
    *("ProgrammeFolder", "Programme"),
)


#: Those who change nothing, and those who edit: an open form locks what is in it for the others.
LOOK, EDIT = without_letters("e")


class LoggedIn:
    """Somebody who has logged in for one test is logged in for the next one."""

    @pytest.fixture(autouse=True)
    def no_logins(self):
        """Leave the sessions of one test to the next."""


class TestWhoOnlyLooks(LoggedIn):
    @pytest.mark.parametrize("heading,persona", LOOK, ids=row_id)
    def test_pages_keep_the_promise(self, looked_at, visitors, lists, heading, persona):
        keep_the_promise(looked_at, visitors, lists, heading, persona)


class TestWhoEdits(LoggedIn):
    @pytest.mark.parametrize("heading,persona", EDIT, ids=row_id)
    def test_pages_keep_the_promise(self, states_functional, visitors, lists, heading, persona):
        portal = states_functional["portal"]
        for each in visitors.values():
            each.look_again = portal._p_jar.sync
        keep_the_promise(portal, visitors, lists, heading, persona)


@pytest.fixture(scope="class")
def visitors():
    """user id -> somebody who has logged in."""
    return {}


@pytest.fixture(scope="module")
def lists():
    """user id -> what the search page of the site lists to somebody."""
    return {}


def keep_the_promise(portal, visitors, lists, heading, persona):
    """Assert that each account of a persona comes to the pages that a row says, and to no other."""
    row = promised(heading, persona)
    asked = letters_asked(heading, persona, DOOR)

    def measure(user_id, column):
        if user_id not in visitors:
            visitors[user_id] = visitor(portal, user_id, cookie=True)
        content = object_at(portal, WHERE[heading][column])
        found = pages_open(visitors[user_id], content, asked[column])
        if user_id not in lists:
            lists[user_id] = listed(visitors[user_id])
        return found | {
            "l" for path in lists[user_id] if path == "/".join(content.getPhysicalPath())
        }

    # Handing in and deciding are buttons on these pages; REST tries the same functions.
    tried = {c: letters - {"s", "a"} for c, letters in asked.items()}
    each_account(persona, expected(row, tried), measure)


def pages_open(visitor, content, letters) -> set[str]:
    """Return those of some letters of which the page opens for somebody."""
    path = "/".join(content.getPhysicalPath())
    adding = f"++add++{ADD.get(content.portal_type, 'CaseFile')}?ajax_load=1"
    pages = {**PAGES, "i": (adding, b"form-buttons-save")}
    if content.portal_type == "IntakeBox":
        pages["i"] = ("@@enter-report?ajax_load=1", b'name="narrative"')
    if content.portal_type in ELSEWHERE:
        # What may not be in there at all is no question of who asks.
        del pages["p"], pages["n"]
    editing = EDITED_AT.get(content.portal_type, {}).get(api.content.get_state(content))
    if editing:
        pages["e"] = (f"{editing}?ajax_load=1", pages["e"][1])
    found = {one for one in letters if one in pages and opens(visitor, path, *pages[one])}
    if "w" in letters:
        answer = visitor.get(f"{path}/@@download/file")
        if answer.status == 200 and answer.body == MINIMAL_PDF:
            found.add("w")
    return found


def opens(visitor, path, page, sign) -> bool:
    """Tell whether a page opens; whatever else it does must not show what is there."""
    answer = visitor.get(f"{path}/{page}")
    # What may be written in other states leads back to the thing itself, and says so there.
    back = answer.status == 302 and answer.header("Location") == f"http://localhost{path}"
    # A draft of a public page lies outside of every register: there Plone asks who somebody is.
    asks = path.startswith("/plone/layanan/") and "require_login" in answer.header("Location")
    assert back or asks or answer.status in (200, 404), f"{page}: {answer.status}"
    return answer.status == 200 and sign in answer.body


def listed(visitor) -> set[str]:
    """Return the paths of the types of the manual that the search page of the site links to, over all
    its pages.

    It is the same in each test: nothing that one of them does outlives it.
    """
    types = sorted({heading.partition(",")[0] for heading in WHERE})
    found: set[str] = set()
    for start in range(0, 1000, 10):
        asked = {"portal_type:list": types, "b_start:int": start, "ajax_load": 1}
        answer = visitor.get(f"@@search?{urlencode(asked, doseq=True)}")
        assert answer.status == 200
        more = set(LINK.findall(answer.text))
        found |= more
        if len(more) < 10:
            break
    return found
