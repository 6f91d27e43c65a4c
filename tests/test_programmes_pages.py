"""The pages of programmes, as people see them."""

from tests.http import Visitor
from tests.programmes_made import as_csv
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.programmes_made import some_rows
from tests.programmes_made import take_in

import pytest
import transaction


@pytest.fixture
def made(functional):
    portal = functional["portal"]
    folder = sample_folder(portal)
    batch = sample_batch(sample_programme(folder))
    transaction.commit()
    return portal, batch


def test_pages(made, functional):
    portal, batch = made
    take_in(portal, batch, as_csv(some_rows(60)))
    v = Visitor(portal, "intake1")
    path = "program/p1/JSLU-2026-001"
    for page in ("", "/@@recipients", "/@@import-list", "/edit", "/@@receipts"):
        a = v.get(path + page)
        print(page, a.status, a.body[:300] if a.status != 200 else "")
    v.get("program"), v.get("program/p1")


def test_empty(made):
    portal, batch = made
    for who in ("intake1", "head1"):
        from tests.centre import acting as A

        with A(who):
            print(batch.restrictedTraverse("view")()[:20])
        a = Visitor(portal, who).get("program/p1/JSLU-2026-001")
        print(who, a.status, a.body[:200] if a.status != 200 else "")
