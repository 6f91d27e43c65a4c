"""What the tests of docs/access.md share: its rows, its headings, and how an account acts."""

from AccessControl.users import nobody
from contextlib import contextmanager
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from tests.access_states import PERSONAS
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
