"""The record of access names views and services, and nothing that somebody typed."""

from baleharum.trail import actions
from baleharum.trail import api
from tests.centre import sample_case
from tests.centre import sample_document
from tests.trail_file import fresh

import pytest
import transaction


@pytest.fixture
def number(functional):
    """A case with a document; rows begin after."""
    case = sample_case(functional["portal"]["perkara"])
    sample_document(case)
    transaction.commit()
    fresh()
    return case.getId()


@pytest.mark.parametrize("verb", ["GET", "HEAD", "PROPFIND", "PUT", "MKCOL", "LOCK", "COPY"])
@pytest.mark.parametrize("user", ["", "worker3", "supervisor1"])
def test_the_name_of_a_view_is_one_that_there_is(visit, number, verb, user):
    typed = "Siti-Aminah-HIV"
    for path in (typed, f"@@{typed}", f"{number}/{typed}", f"{number}/@@images/{typed}"):
        visit(user).ask(verb, f"perkara/{path}")
    visit(user).ask("SITIAMINAH", f"perkara/{number}")
    rows = api.rows()
    assert len(rows) >= 5
    assert {row.view for row in rows} <= {"", "images"}
    assert {row.method for row in rows} <= {verb, "GET", ""}


def test_views_and_services_keep_their_names(visit, number):
    path, visitor = f"perkara/{number}", visit("worker1")
    told = []
    for ask in ("", "/@@documents", "/d1/@@download/file", "/@team"):
        answer = visitor.ask("GET", path + ask, headers={"Accept": "application/json"})
        assert answer.status == 200, ask
        told.append(api.rows(actions=(actions.VIEW,), limit=1)[0].view)
    assert told[1:] == ["documents", "download", "GET_application_json_@team"]
    assert visitor.get(path).status == 200
    assert api.rows(actions=(actions.VIEW,), limit=1)[0].view == "view"
