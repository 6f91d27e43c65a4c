"""Sealed fields and files in a real site: added and changed by REST and forms, downloaded."""

from baleharum.vault.fields import SealedFileField
from baleharum.vault.objects import seal_to
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from base64 import b64encode
from pathlib import Path
from plone.dexterity.content import Item
from plone.dexterity.fti import DexterityFTI
from plone.dexterity.schema import SCHEMA_CACHE
from plone.supermodel import model
from tests.http import Visitor
from tests.multipart import multipart
from zope import schema
from zope.component import getGlobalSiteManager
from zope.component import provideHandler
from zope.interface import implementer
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent

import pytest
import transaction


CASE = "c" * 32
NAME = "Kenari Sasmita"
CONTENT = b"Kenari Sasmita saw it all. " * 9000


class ISealedRecord(model.Schema):
    name = schema.TextLine(title="Name")
    born = schema.Date(title="Born", required=False)
    file = SealedFileField(title="File", required=False)


@implementer(ISealedRecord)
class SealedRecord(SealedObject, Item):
    name = SealedValue("name")
    born = SealedValue("born")
    file = None


@pytest.fixture
def site(functional):
    """A site with the type; whatever is filed or changed is sealed to one case."""
    portal = functional["portal"]
    fti = DexterityFTI(
        "SealedRecord",
        klass=f"{__name__}.SealedRecord",
        schema=f"{__name__}.ISealedRecord",
        global_allow=True,
        behaviors=("plone.shortname",),
    )
    portal.portal_types._setObject("SealedRecord", fti)
    SCHEMA_CACHE.clear()
    transaction.commit()

    def seal(obj, _event):
        seal_to(obj, CASE)

    moments = [(ISealedRecord, IObjectAddedEvent), (ISealedRecord, IObjectModifiedEvent)]
    for moment in moments:
        provideHandler(seal, moment)
    yield portal
    for moment in moments:
        getGlobalSiteManager().unregisterHandler(seal, moment)


@pytest.fixture
def admin(site):
    return Visitor(site, "siteadmin", "correct horse battery")


@pytest.fixture
def record(admin):
    """A record that was added by REST."""
    answer = admin.rest(
        "POST",
        "",
        {
            "@type": "SealedRecord",
            "id": "record",
            "name": NAME,
            "born": "1990-02-03",
            "file": {
                "data": b64encode(CONTENT).decode(),
                "encoding": "base64",
                "filename": f"{NAME}.txt",
                "content-type": "text/plain",
            },
        },
    )
    assert answer.status == 201, answer.text
    return "record"


def readable(site):
    """Everything that the database holds of records, files and blobs, as bytes."""
    record = site["record"]
    jar = record._p_jar
    found = [jar.db().storage.load(obj._p_oid)[0] for obj in (record, record.file)]
    record.file._p_activate()
    found.append(Path(record.file._blob.committed()).read_bytes())
    return b"".join(found)


def test_rest_writes_and_reads(site, admin, record):
    found = admin.rest("GET", "record").json()
    assert (found["name"], found["born"]) == (NAME, "1990-02-03")
    assert found["file"]["filename"] == f"{NAME}.txt" and found["file"]["size"] == len(CONTENT)
    assert admin.rest("PATCH", "record", {"name": "Other"}).status == 204
    assert admin.rest("GET", "record").json()["name"] == "Other"
    assert admin.rest("PATCH", "record", {"name": None}).status == 400


def test_nothing_readable_is_in_the_database(site, record):
    content = readable(site)
    assert b"_sealed_name" in content and b"text/plain" in content
    for word in (b"Kenari", b"Sasmita", b"1990"):
        assert word not in content


@pytest.mark.parametrize("page", ["@@download/file", "@@display-file/file"])
def test_stock_views_hand_out_nothing(site, admin, record, page):
    """Whoever may see it gets it from pages that write it into the record, and from no other."""
    answer = admin.get(f"record/{page}")
    assert answer.json() == {"error_type": "Unauthorized"}
    assert CONTENT not in answer.body and NAME not in str(answer.headers)


@pytest.mark.parametrize(
    "name",
    "_holder_key _seal_to _vault_key _sealed_name file file/data file/open file/stream "
    "file/seal_to file/_holder_key".split(),
)
def test_no_address_leads_to_a_key_or_around_the_views(site, admin, record, name):
    answer = admin.get(f"record/{name}")
    assert answer.status in (302, 401, 403, 404)
    assert answer.status != 302 or answer.json() == {"error_type": "Unauthorized"}


def test_forms_write_and_read(site, admin):
    token = admin.authenticator("++add++SealedRecord")
    form = {
        "form.widgets.name": NAME,
        "form.widgets.born": "1990-02-03",
        "form.widgets.IShortName.id": "record",
        "form.buttons.save": "Save",
        "_authenticator": token,
    }
    sent = multipart(form, [(f"{NAME}.txt", CONTENT)], name="form.widgets.file")
    answer = admin.ask("POST", "++add++SealedRecord", *sent)
    assert answer.status == 302, answer.text
    page = admin.get("record/edit")
    assert NAME in page.text and "1990-02-03" in page.text
    assert site["record"].file.data == CONTENT
    assert b"Kenari" not in readable(site)
    changes = {
        "form.widgets.name": "Other",
        "form.widgets.file.action": "replace",
        "form.buttons.save": "Save",
        "_authenticator": admin.authenticator("record/edit"),
    }
    sent = multipart(changes, [("new.txt", b"newer")], name="form.widgets.file")
    answer = admin.ask("POST", "record/edit", *sent)
    assert answer.status == 302, answer.text
    assert admin.rest("GET", "record").json()["name"] == "Other"
    assert site["record"].file.data == b"newer"
