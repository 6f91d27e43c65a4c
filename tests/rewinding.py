"""A database that forgets what a test has written, and keeps loaded what it has read."""

from BTrees.OOBTree import OOBTree
from plone.app.testing import IntegrationTesting
from ZODB.blob import BlobStorage
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.MappingStorage import MappingStorage

import gc
import os
import shutil
import tempfile
import transaction


#: Objects that a connection keeps: all of a site, as those of a server do.
LOADED = 20_000


class Floor:
    """What was written at one moment, with its blobs; see `RewoundStorage.lay`."""

    def __init__(self, records: dict, folder: str) -> None:
        self.records, self.folder = records, folder


class RewoundStorage(DemoStorage):
    """What is written over a base, until `rewind`."""

    def __init__(self, base) -> None:
        self.folder, self.floors = tempfile.mkdtemp(), tempfile.mkdtemp()
        self.written = MappingStorage()
        changes = BlobStorage(self.folder, self.written)
        super().__init__(base=base, changes=changes, close_base_on_close=False)

    def registerDB(self, db) -> None:
        """Keep whom to tell that objects have changed."""
        self.database = db

    def rewind(self) -> None:
        """Forget what was written. Numbers of objects and transactions are not given a second time,
        so whoever has one of them loaded is told by the ordinary way, as if another had undone it."""
        oids = list(self.written._data)
        for oid in oids:
            shutil.rmtree(self.changes.fshelper.getPathForOID(oid), ignore_errors=True)
        self.written._data.clear()
        self.written._transactions.clear()
        self.database.invalidate(self.written.lastTransaction(), oids)

    def floor(self) -> Floor:
        """Return what is written now."""
        records = {oid: dict(revisions) for oid, revisions in self.written._data.items()}
        floor = Floor(records, tempfile.mkdtemp(dir=self.floors))
        self._link(records, self.changes.fshelper.base_dir, floor.folder)
        return floor

    def lay(self, floor: Floor) -> None:
        """Have again what a floor holds; nothing else was written since the last `rewind`."""
        for oid, revisions in floor.records.items():
            self.written._data[oid] = OOBTree(revisions)
        self._link(floor.records, floor.folder, self.changes.fshelper.base_dir)
        self.database.invalidate(self.written.lastTransaction(), list(floor.records))

    def _link(self, oids, source: str, target: str) -> None:
        """Have the blobs of objects in another folder, too; a blob is never written twice."""
        for oid in oids:
            path = self.changes.fshelper.layout.oid_to_path(oid)
            if os.path.isdir(there := os.path.join(source, path)):
                shutil.copytree(there, os.path.join(target, path), copy_function=os.link)

    def close(self) -> None:
        """Take the blobs away as well."""
        super().close()
        for folder in (self.folder, self.floors):
            shutil.rmtree(folder, ignore_errors=True)


class WarmIntegrationTesting(IntegrationTesting):
    """The stock layer, over a database that keeps loaded what tests have read."""

    def setUp(self) -> None:
        """Have the collector of garbage leave alone what stays until the end: a whole Plone, at which
        it would look hundreds of times."""
        super().setUp()
        gc.collect()
        gc.freeze()

    def testSetUp(self) -> None:
        """Let the database keep it."""
        self["zodbDB"].setCacheSize(LOADED)
        super().testSetUp()


class WarmFunctionalTesting(WarmIntegrationTesting):
    """Tests that commit, as those of the stock layer, but over one database, which is rewound.

    The stock layer opens a new one for each test, and with it loads all of the site anew, and finds
    every adapter anew: a fifth of the time of the tests.
    """

    def setUp(self) -> None:
        """Open the database over that of the layers below."""
        super().setUp()
        self.storage = RewoundStorage(self["zodbDB"].storage)
        self.database = DB(self.storage)

    def testSetUp(self) -> None:
        """Put the database in place, and let tests commit."""
        self["zodbDB"] = self.database
        commit = transaction.commit
        super().testSetUp()
        transaction.commit = commit

    def testTearDown(self) -> None:
        """Forget what the test has written."""
        super().testTearDown()
        del self["zodbDB"]
        self.storage.rewind()

    def tearDown(self) -> None:
        """Close the database."""
        self.database.close()
        super().tearDown()
