"""What the catalog takes of content is what that has itself, all of it, and nothing of what is around."""

from baleharum.guard.indexable import OwnAttributes
from plone.indexer.interfaces import IIndexableObject
from plone.indexer.wrapper import IndexableObjectWrapper
from Products.PythonScripts.PythonScript import PythonScript
from tests.access_states import object_at
from tests.access_states import WHERE
from tests.centre import sample_document
from zope.component import getMultiAdapter


MISSING = object()


def taken(row, name):
    """Return what a row takes under a name."""
    value = getattr(row, name, MISSING)
    return value() if callable(value) else value


def test_each_type_is_filed_as_plone_would_file_it(states):
    catalog = states["portal"].portal_catalog
    names = sorted({*catalog.schema(), *catalog.indexes()})
    for by_state in WHERE.values():
        content = object_at(states["portal"], list(by_state.values())[-1])
        mine = getMultiAdapter((content, catalog), IIndexableObject)
        assert isinstance(mine, OwnAttributes)
        stock = IndexableObjectWrapper(content, catalog)
        for name in names:
            # Twice: what is lacking is remembered.
            found = [taken(row, name) for row in (stock, mine, mine)]
            assert found[1:] == found[:1] * 2, (content.portal_type, name)


def test_what_lies_around_it_is_not_taken(case):
    document = sample_document(case, "worker1")
    script = PythonScript("stay_house")
    script.write("return 'taken'")
    case._setOb("stay_house", script)
    case.partner_kind = "puskesmas"
    assert document.partner_kind == "puskesmas"
    row = getMultiAdapter((document, case.portal_catalog), IIndexableObject)
    assert [taken(row, name) for name in ("stay_house", "partner_kind")] == [MISSING] * 2
