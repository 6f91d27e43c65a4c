"""What the tests of docs/access.md share: its rows, its headings, and how an account acts."""

from AccessControl.users import nobody
from contextlib import contextmanager
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from tests.access_states import PERSONAS
from tests.access_table import LETTERS
from tests.access_table import tables


#: (heading, persona) of every row of the manual.
ROWS = [(heading, persona) for heading, rows in tables().items() for persona in rows]


def row_id(value) -> str:
    """Name a row in the report of a test run."""
    return value.replace(",", "").replace(" ", "-")


def promised(heading: str, persona: str) -> dict[str, str]:
    """Return column -> letters in the order of the alphabet, as the manual says."""
    return {
        column: "".join(sorted(letters)) for column, letters in tables()[heading][persona].items()
    }


def without_letters(letters: str) -> tuple[list, list]:
    """Return the rows in which none of these letters is promised, and the others."""
    given = {row: "".join(promised(*row).values()) for row in ROWS}
    quiet = [row for row in ROWS if not set(letters) & set(given[row])]
    return quiet, [row for row in ROWS if row not in quiet]


#: The two doors that are tried with real logins, and which of six cells each takes.
PAGES, REST = 0, 3


def letters_asked(heading: str, persona: str, door: int) -> dict[str, frozenset[str]]:
    """Return column -> letters that are tried with a person in that cell, through a door.

    Listing is tried through both doors in every cell. Looking is tried through one and the other by
    turns: for the next persona, and in the next cell, through the other one. So is the rest of all that
    anybody has in the table, and deleting, where somebody sees something. Where they see nothing, the
    rest is tried in each third cell: without seeing it nobody passes the guard. test_access.py asks for
    every right in every cell. What nobody has in any cell, as adding to a note, is tried in one cell of
    a row through each door.
    """
    rows = tables()[heading]
    given = frozenset().union(*(cell for row in rows.values() for cell in row.values()))
    turn = list(rows).index(persona)
    asked = {}
    for place, (column, cell) in enumerate(rows[persona].items()):
        here = (place + turn) % 2 == door % 2
        if "v" in cell:
            asked[column] = given | {"d"} if here else given & {"l"}
        else:
            asked[column] = (
                given if (place + turn) % 6 == door else given & ({*"lv"} if here else {"l"})
            )
    return {**asked, list(asked)[turn % len(asked)]: LETTERS}


def expected(row: dict[str, str], asked: dict[str, frozenset[str]]) -> dict[str, str]:
    """Return column -> those letters of a promise that are tried there."""
    return {
        column: "".join(one for one in cell if one in asked[column]) for column, cell in row.items()
    }


@contextmanager
def account(portal, user_id: str):
    """Act as somebody of this site, of the whole server, or as nobody ('')."""
    if user_id == SITE_OWNER_NAME:
        users = portal.getPhysicalRoot().acl_users
        user = users.getUserById(user_id).__of__(users)
    elif user_id:
        user = portal.acl_users.getUserById(user_id)
    else:
        user = nobody
    with api.env.adopt_user(user=user):
        yield


def each_account(persona: str, columns, measure) -> None:
    """Compare what each account of a persona can do with the promise of a row.

    columns: column -> letters promised; measure: (user id, column) -> letters found.
    """
    for user_id in PERSONAS[persona]:
        found = {column: "".join(sorted(measure(user_id, column))) for column in columns}
        assert found == columns, f"{user_id or 'nobody'} ({persona})"
