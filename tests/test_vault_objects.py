"""Sealed fields of content: read and written like others, stored under the key of their case."""

from Acquisition import aq_base
from baleharum.vault import keystore
from baleharum.vault import moment
from baleharum.vault.interfaces import Broken
from baleharum.vault.interfaces import KeyGone
from baleharum.vault.interfaces import KeyUsed
from baleharum.vault.interfaces import Shredded
from baleharum.vault.interfaces import Unsealed
from baleharum.vault.objects import is_stored
from baleharum.vault.objects import seal_to
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from datetime import date
from datetime import datetime
from datetime import UTC
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.dexterity.content import Item
from plone.dexterity.fti import DexterityFTI
from plone.dexterity.schema import SCHEMA_CACHE
from plone.dexterity.utils import createContent
from plone.supermodel import model
from uuid import uuid4
from zExceptions import Forbidden
from zope import schema
from zope.component import getGlobalSiteManager
from zope.component import provideHandler
from zope.interface import implementer
from zope.interface import provider
from zope.schema.interfaces import IContextAwareDefaultFactory
from ZPublisher.BaseRequest import DefaultPublishTraverse

import pytest
import transaction


CANARY = "Kenari Sasmita"


@provider(IContextAwareDefaultFactory)
def greeting(context):
    return f"from {getattr(context, 'portal_type', 'nobody')}"


class ISealedThing(model.Schema):
    name = schema.TextLine(title="Name", required=False)
    part = schema.TextLine(title="Part", default="client")
    greeting = schema.TextLine(title="Greeting", defaultFactory=greeting, required=False)
    born = schema.Date(title="Born", required=False)
    tags = schema.List(title="Tags", value_type=schema.TextLine(), required=False)


@implementer(ISealedThing)
class SealedThing(SealedObject, Item):
    name = SealedValue("name")
    part = SealedValue("part")
    greeting = SealedValue("greeting")
    born = SealedValue("born")
    tags = SealedValue("tags")
    extra = SealedValue("extra", missing="nothing")


@pytest.fixture
def thing(integration):
    """Content that is made and not filed."""
    portal = integration["portal"]
    fti = DexterityFTI(
        "SealedThing",
        klass=f"{__name__}.SealedThing",
        schema=f"{__name__}.ISealedThing",
        global_allow=True,
        behaviors=(),
    )
    portal.portal_types._setObject("SealedThing", fti)
    SCHEMA_CACHE.clear()
    return createContent("SealedThing", id="thing", name=CANARY, born=date(1990, 2, 3))


@pytest.fixture
def filed(thing, portal):
    """The same in the site, sealed to a case."""
    portal._setOb("thing", thing)
    thing.case = uuid4().hex
    seal_to(thing, thing.case)
    transaction.savepoint()
    return portal["thing"]


@pytest.fixture
def openings():
    """What is told of openings, while the test runs."""
    seen = []
    provideHandler(seen.append, [KeyUsed])
    yield seen
    getGlobalSiteManager().unregisterHandler(seen.append, [KeyUsed])


def next_transaction():
    """Forget what this transaction knows, as its end does."""
    moment.forget()


def test_a_value_is_read_as_it_was_written(thing):
    values = ["", "Ayu é 🌿", 7, True, False, None, date(2020, 2, 29)]
    values += [datetime(2020, 1, 2, 3, 4, 5, 6, UTC), ["a", 1, ["b"]], ("a", None), [], ()]
    for value in values:
        thing.extra = value
        assert thing.extra == value
        assert type(thing.extra) is type(value)
    with pytest.raises(TypeError, match="use str"):
        thing.extra = object()


def test_nothing_readable_is_in_the_state(filed):
    state = repr(aq_base(filed).__getstate__())
    assert CANARY not in state
    assert "1990" not in state
    record, _serial = filed._p_jar._storage.load(filed._p_oid)
    assert CANARY.encode() not in record and b"_sealed_name" in record


def test_defaults_come_from_the_schema(thing):
    assert thing.part == "client"
    assert thing.greeting == "from SealedThing"
    assert thing.tags is None
    assert thing.extra == "nothing"
    assert not is_stored(thing, "part")
    thing.part = None
    assert thing.part is None and is_stored(thing, "part")
    del thing.part
    assert thing.part == "client"


def test_unfiled_content_is_never_stored(thing, portal):
    portal._setOb("thing", thing)
    with pytest.raises(Unsealed, match="seal_to"):
        transaction.savepoint()


def test_a_change_marks_the_object(filed):
    filed._p_deactivate()
    assert filed.name == CANARY and not filed._p_changed
    filed.name = "another"
    assert filed._p_changed
    assert filed.name == "another"


def test_without_any_key_nothing_is_read(thing):
    thing._v_vault_key = None
    with pytest.raises(KeyGone, match="file the content"):
        _ = thing.name


def test_moving_wraps_the_key_anew_and_seals_nothing_again(filed):
    sealed, wrapped = filed.__dict__["_sealed_name"], filed._vault_key
    other = uuid4().hex
    seal_to(filed, other)
    assert filed.__dict__["_sealed_name"] == sealed
    assert filed._vault_key != wrapped and filed._vault_case == other
    keystore.shred(filed.case)
    assert filed.name == CANARY


def test_a_shredded_case_is_unreadable_at_once(filed):
    assert filed.name == CANARY
    keystore.shred(filed._vault_case)
    with pytest.raises(Shredded):
        _ = filed.name
    with pytest.raises(Shredded):
        filed.name = "new"


def test_an_opening_is_told_once_a_transaction_and_before(filed, openings):
    assert filed.name == CANARY and openings == []  # Written in this transaction.
    next_transaction()
    _ = filed.name, filed.born, filed.part
    assert openings == [KeyUsed(filed._vault_case, filed.UID(), "fields")]


def test_who_refuses_the_telling_refuses_the_reading(filed, openings):
    def refuse(event):
        raise RuntimeError("no record, no reading")

    provideHandler(refuse, [KeyUsed])
    try:
        next_transaction()
        with pytest.raises(RuntimeError):
            _ = filed.name
    finally:
        getGlobalSiteManager().unregisterHandler(refuse, [KeyUsed])
    assert filed.name == CANARY


def test_values_of_two_fields_cannot_be_exchanged(filed):
    filed.__dict__["_sealed_extra"] = filed.__dict__["_sealed_name"]
    with pytest.raises(Broken):
        _ = filed.extra


def test_a_key_of_another_case_is_refused(filed):
    keystore.case_key("another-case", make=True)
    filed._vault_case = "another-case"
    with pytest.raises(Broken, match="another case"):
        _ = filed.name


def test_lengths_tell_little(thing):
    lengths = set()
    for value in (True, False, None, "Ani", "Bambang Sudarsono"):
        thing.extra = value
        lengths.add(len(thing.__dict__["_sealed_extra"]))
    assert len(lengths) == 1


@pytest.mark.parametrize("name", ["_holder_key", "_seal_to", "_vault_key", "_sealed_name"])
def test_no_address_leads_to_the_keys(filed, portal, name):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    traverser = DefaultPublishTraverse(filed, portal.REQUEST)
    with pytest.raises(Forbidden):
        traverser.publishTraverse(portal.REQUEST, name)
