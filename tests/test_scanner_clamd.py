"""Against a real clamd, with one signature of the tests' own. Not collected where there is none."""

from baleharum.documents.clamav import scan
from plone import api
from tests.centre import sample_case
from tests.clamd import EICAR
from tests.clamd import real_clamd
from tests.clamd import STREAM_LIMIT
from tests.document_samples import pdf
from tests.document_samples import with_member
from tests.document_samples import word
from tests.http import Visitor
from tests.multipart import send

import io
import pytest
import transaction


@pytest.fixture(scope="module")
def clamd():
    with real_clamd() as address:
        yield address


def test_clean(clamd):
    assert scan(io.BytesIO(pdf("satu")), clamd).state == "clean"


@pytest.mark.parametrize("data", [EICAR, with_member(word(), "word/media/x.bin", EICAR)])
def test_a_virus(clamd, data):
    found = scan(io.BytesIO(data), clamd)
    assert (found.state, found.detail.split(".")[0]) == ("infected", "Eicar-Test-Signature")


def test_more_than_the_scanner_takes(clamd):
    assert scan(io.BytesIO(b"x" * (STREAM_LIMIT * 4)), clamd).state == "pending"


def test_more_than_the_scanner_reads_is_not_clean(clamd):
    found = scan(io.BytesIO(b"x" * (STREAM_LIMIT - 1000)), clamd)
    assert (found.state, found.detail.startswith("Heuristics.Limits.")) == ("pending", True)


def test_a_virus_is_refused_at_the_door(clamd, functional):
    site = functional["portal"]
    case = sample_case(site["perkara"])
    api.portal.set_registry_record("baleharum.clamav_address", clamd)
    transaction.commit()
    base = f"perkara/{case.getId()}"
    worker = Visitor(site, "worker1")
    for name, data, status in (("surat.txt", EICAR, 422), ("kuasa.pdf", pdf("satu"), 201)):
        answer = send(
            worker,
            f"{base}/@@upload",
            {"kind": "surat-kuasa"},
            [(name, data)],
            page=f"{base}/documents",
        )
        assert answer.status == status, answer.text
    assert list(case.objectIds()) == ["d1"]
    assert case["d1"].scan == "clean" and case["d1"].scanned
