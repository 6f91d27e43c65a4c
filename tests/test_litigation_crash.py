"""Killed anywhere (kill -9), a bundle is made once, with the same bytes, and nothing plain is left."""

from baleharum.bundles.spec import digest
from baleharum.litigation import exporting
from baleharum.litigation.content import bundles_of
from baleharum.litigation.fixing import frozen
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.litigation_made import checked
from tests.litigation_made import ready
from tests.test_retention_crash import work_later
from tests.test_retention_crash import worker_that_dies

import hashlib
import os
import pytest
import tempfile
import transaction


@pytest.fixture
def asked(functional):
    """An approved file whose bundle was asked for; the worker has not begun."""
    portal = functional["portal"]
    case = sample_case(portal["perkara"])
    context = checked(ready(functional["app"], portal, case))
    with acting("advocate1"):
        exporting.ask(context)
    transaction.commit()
    return context


@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("litigation/binding.py", "built"),
        ("bundles/assembling.py", "assemble"),
        ("bundles/bag.py", "write_bag"),
        ("litigation/binding.py", "names_in"),
        ("litigation/binding.py", "bind"),
        ("litigation/binding.py", "filed"),
        ("jobs/claims.py", "finish"),
    ],
)
def test_l5_there_is_one_bundle_in_the_end(functional, monkeypatch, asked, module, function):
    before = set(os.listdir(tempfile.gettempdir()))
    worker_that_dies(functional, module, function)
    assert set(os.listdir(tempfile.gettempdir())) - before == set()
    work_later(functional, monkeypatch)
    assert api.content.get_state(asked) == "exported"
    (bundle,) = bundles_of(asked.__parent__)
    assert hashlib.sha256(bundle.pdf.data).hexdigest() == bundle.sha256
    assert digest(frozen(asked))[:64] in bundle.manifest.data.decode()
