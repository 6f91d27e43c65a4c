"""Run by `test_litigation_crash` in a process of its own: a worker killed at one place after the other.

What sets pages has threads, which a process that is forked afterwards does not have; so here nothing
is set before the last worker comes.
"""

from baleharum.bundles.spec import digest
from baleharum.jobs import claims
from baleharum.litigation import exporting
from baleharum.litigation.content import bundles_of
from baleharum.litigation.fixing import frozen
from pathlib import Path
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.litigation_made import checked
from tests.litigation_made import ready
from tests.test_retention_crash import work_later
from tests.test_retention_crash import worker_that_dies

import hashlib
import tempfile
import transaction


#: Where a worker dies. A job is tried five times: four deaths, and one worker that lives; so there
#: are three files, which die at these places by turns.
PLACES = (
    ("litigation/binding.py", "approved"),
    ("litigation/facts.py", "facts_of"),
    ("litigation/binding.py", "built"),
    ("litigation/renditions.py", "opened"),
    ("bundles/assembling.py", "assemble"),
    ("bundles/assembling.py", "_check"),
    ("bundles/assembling.py", "_fresh"),
    ("bundles/manifest.py", "manifest"),
    ("bundles/bag.py", "write_bag"),
    ("litigation/binding.py", "bind"),
    ("litigation/binding.py", "filed"),
    ("jobs/claims.py", "finish"),
)
FILES = 3


def test_l5_there_is_one_bundle_in_the_end(functional, monkeypatch):
    portal = functional["portal"]
    cases = [sample_case(portal["perkara"]) for _number in range(FILES)]
    contexts = [checked(ready(functional["app"], portal, case)) for case in cases]
    for context in contexts:
        with acting("advocate1"):
            exporting.ask(context)
    transaction.commit()
    real = claims.time.time
    for turn, (module, function) in enumerate(PLACES):
        later = real() + turn // FILES * (claims.LEASE + 1)
        with monkeypatch.context() as patch:
            patch.setattr(claims.time, "time", lambda at=later: at)
            worker_that_dies(functional, module, function)
    # What a dead worker leaves are blobs that were not committed, and these are sealed.
    for path in Path(tempfile.gettempdir()).glob("BUC*"):
        assert not any(word in path.read_bytes() for word in (b"%PDF", b"PK\x03\x04", b"%%EOF"))
    monkeypatch.setattr(claims, "LEASE", (len(PLACES) + 1) * (claims.LEASE + 1))
    work_later(functional, monkeypatch)
    transaction.begin()
    for context in contexts:
        assert api.content.get_state(context) == "exported"
        (bundle,) = bundles_of(context.__parent__)
        assert hashlib.sha256(bundle.pdf.data).hexdigest() == bundle.sha256
        assert digest(frozen(context)) in bundle.manifest.data.decode()
