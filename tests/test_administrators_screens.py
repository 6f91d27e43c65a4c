"""The management screens of the database show administrators nothing of a case."""

from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person
from tests.http import Visitor

import pytest
import transaction


WORD = "kelinciputih"
SCREENS = (
    "portal_catalog/manage_catalogView",
    "portal_catalog/manage_catalogIndexes",
    "portal_catalog/manage_catalogReport",
    "portal_catalog/manage_catalogAdvanced",
    "portal_catalog/manage_catalogFind",
    "portal_catalog/manage_objectInformation?rid={rid}",
    "portal_catalog/Indexes/person_keys/manage_browse",
    "portal_catalog/Indexes/SearchableText/manage_main",
    "portal_catalog/Indexes/getId/manage_browse",
    "portal_catalog/Indexes/UID/manage_browse",
    "portal_catalog/Indexes/path/manage_main",
    "portal_catalog/Indexes/created/manage_browse",
    "portal_catalog/Indexes/person_keys/uniqueValues?withLengths=1",
    "portal_catalog/Indexes/SearchableText/getEntryForObject?documentId={rid}",
    "portal_catalog/getIndexDataForRID?rid={rid}",
    "portal_catalog/getIndexDataForUID?uid={path}",
    "portal_catalog/getMetadataForRID?rid={rid}",
    "portal_catalog/getpath?rid={rid}",
    "portal_catalog/getobject?rid={rid}",
    "portal_catalog/uniqueValuesFor?name=person_keys",
    "portal_catalog/plone_lexicon/manage_main",
    "portal_catalog/plone_lexicon/queryLexicon?words=kelinci*",
    "portal_catalog/manage_main",
    "error_log/manage_main",
    "error_log/getLogEntries",
    "manage_main",
    "manage_workspace",
    "manage_catalogView",
)


@pytest.fixture
def canaries(functional_portal):
    """A case with a name and a word in it; returns what must not be shown."""
    case = sample_case(functional_portal["perkara"])
    sample_person(case, name="Kanaria Contoh", nik="5271055708120000", nik_state="ada")
    document = sample_document(case)
    document.remark = WORD
    document.reindexObject()
    catalog = functional_portal.portal_catalog
    path = "/".join(document.getPhysicalPath())
    transaction.commit()
    return {
        "rid": catalog.getrid(path),
        "path": path,
        "words": (case.getId(), case.UID(), "kanaria", "5271055708120000", WORD),
    }


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_of_the_database_shows_nothing(functional_portal, canaries, screen):
    administrator = Visitor(functional_portal, "siteadmin", "correct horse battery")
    answer = administrator.get(screen.format(**canaries))
    body = answer.text.casefold()
    assert not [word for word in canaries["words"] if word.casefold() in body]
