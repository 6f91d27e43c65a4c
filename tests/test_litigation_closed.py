"""L20: who has no business in a case meets nothing of its litigation, on any path."""

from baleharum.cases.team import changes
from baleharum.litigation import chronology
from baleharum.litigation import exporting
from baleharum.team.api import assign
from tests.centre import acting
from tests.centre import sample_case
from tests.http import Visitor
from tests.litigation_made import bound
from tests.litigation_made import checked
from tests.litigation_made import ready
from tests.test_referrals_rest import path

import pytest
import transaction


PAGES = [
    "f1",
    "f1/view",
    "f1/edit",
    "f1/@@exhibit?number=1",
    "f1/@@exhibit-thumbnail?number=1",
    "f1/@@chronology",
    "f1/@@fact?number=1",
    "f2/view",
    "f2/@@exhibit-thumbnail?number=1",
    "g1",
    "g1/view",
    "g1/@@bundle-pdf",
    "g1/@@bundle-page?page=1",
    "g1/@@bundle-picture?page=1",
    "g1/@@bundle-manifest",
    "g1/@@bundle-package",
    "g1/@@bundle-parcel",
]
SERVICES = [
    ("GET", "f1"),
    ("GET", "f1/@exhibits"),
    ("GET", "f1/@bundle"),
    ("GET", "f1/@chronology"),
    ("GET", "f2/@bundle"),
    ("GET", "g1"),
    ("POST", "f1/@exhibits/1/place"),
    ("POST", "f1/@chronology"),
    ("PATCH", "f1/@chronology/1"),
    ("DELETE", "f1/@chronology/1"),
    ("POST", "f2/@bundle"),
    ("POST", "g1/@parcel"),
    ("GET", "@litigation"),
]


@pytest.fixture
def case(functional):
    """A case with a bundle (f1, g1), and a file whose bundle waits for the worker (f2)."""
    app, site = functional["app"], functional["portal"]
    case = sample_case(site["perkara"])
    first = ready(app, site, case)
    with acting("advocate1"):
        chronology.save(first, 0, day="2026-02-01", text="Klien pergi.")
    bound(app, checked(first))
    second = ready(app, site, case)
    checked(second)
    with acting("advocate1"):
        exporting.ask(second)
    other = sample_case(site["perkara"])
    with acting("supervisor1"):
        assign(other, "advocate2", "advocate")
        left = assign(case, "worker3", "advocate")
        changes.end(case, left.number, "Pindah tugas.")
    transaction.commit()
    return case


#: Who: an advocate of another case, one who has left this one, and who runs the site.
STRANGERS = {
    "advocate of another case": ("advocate2",),
    "former advocate": ("worker3",),
    "curious admin": ("siteadmin", "correct horse battery"),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_l20_strangers_meet_the_uniform_404(functional, case, who):
    site = functional["portal"]
    stranger, place = Visitor(site, *STRANGERS[who]), path(case)
    nowhere = stranger.get(f"{place}/f9/view")
    assert nowhere.status == 404
    for page in PAGES:
        answer = stranger.get(f"{place}/{page}")
        assert (answer.status, answer.body) == (404, nowhere.body), page
    for method, service in SERVICES:
        data = None if method == "GET" else {}
        answer = stranger.rest(method, f"{place}/{service}", data)
        name = service.replace("f1", "f9").replace("f2", "f9").replace("g1", "g9")
        same = stranger.rest(method, f"{place.replace('00001', '09999')}/{name}", data)
        assert (answer.status, answer.body) == (404, same.body), service


def test_l20_its_advocate_meets_all_of_it(functional, case):
    advocate, place = Visitor(functional["portal"], "advocate1"), path(case)
    for page in ("f1/view", "f1/@@chronology", "g1/view", "f1/@@exhibit-thumbnail?number=1"):
        assert advocate.get(f"{place}/{page}").status == 200, page
    for method, service in SERVICES:
        if method == "GET":
            assert advocate.rest(method, f"{place}/{service}").status == 200, service
