"""Killed anywhere (kill -9), a list of recipients is taken in once, and until then nothing of it."""

from baleharum.cases.people.checks import SAMPLES
from baleharum.jobs import claims
from baleharum.programmes import taking
from plone import api
from tests.centre import acting
from tests.programmes_made import as_csv
from tests.programmes_made import row
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.programmes_made import some_rows
from tests.programmes_made import take_in
from tests.test_retention_crash import work_later
from tests.test_retention_crash import worker_that_dies

import io
import transaction


#: Where a worker dies; a job is tried five times: four deaths, and one worker that lives.
PLACES = (
    ("programmes/recipients.py", "sealed_rows"),
    ("programmes/taking.py", "file"),
    ("programmes/recipients.py", "_tally"),
    ("jobs/claims.py", "finish"),
)


def test_a_list_is_taken_in_once_wherever_its_worker_dies(functional, monkeypatch):
    portal = functional["portal"]
    batch = sample_batch(sample_programme(sample_folder(portal)))
    transaction.commit()
    take_in(portal, batch, as_csv([row(900)]))
    api.portal.set_registry_record(SAMPLES, True)
    with acting("intake1"):
        taking.hand_in(batch, io.BytesIO(as_csv(some_rows(250))), "daftar.csv", "recipients")
    transaction.commit()
    real = claims.time.time
    for turn, (module, function) in enumerate(PLACES):
        later = real() + turn * (claims.LEASE + 1)
        with monkeypatch.context() as patch:
            patch.setattr(claims.time, "time", lambda at=later: at)
            worker_that_dies(functional, module, function)
        transaction.begin()
        assert len(batch.recipients) == 1 and batch.incoming is not None, function
    monkeypatch.setattr(claims, "LEASE", (len(PLACES) + 1) * (claims.LEASE + 1))
    work_later(functional, monkeypatch)
    transaction.begin()
    assert len(batch.recipients) == 251 and len(batch.recipients.files) == 2
    assert sum(count for count, _amount in batch.recipients.tallies.values()) == 251
