"""Every file of the corpus through every door: the same answer, and nothing half-made is left."""

from baleharum.cases.api import add_document
from baleharum.jobs.queue import jobs
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from plone import api
from tests.case_forms import opened
from tests.centre import acting
from tests.centre import sample_case
from tests.clamd import small_clamd
from tests.http import Visitor
from tests.multipart import multipart
from tests.upload_corpus import CORPUS
from tests.upload_corpus import Sample
from typing import Any
from zExceptions import BadRequest

import pytest
import transaction


KIND, LEVEL = "surat-kuasa", "confidential"
UNDECLARED = "application/octet-stream"


@dataclass
class Sender:
    """Who sends files to one case, through all its doors."""

    site: Any
    case: Any
    pieces: Path

    def __post_init__(self):
        self.worker = Visitor(self.site, "worker1")
        self.base = f"perkara/{self.case.getId()}"
        self.form = opened(self.worker, f"{self.base}/++add++CaseFile")

    def left(self) -> tuple:
        """Return all that an upload could leave: objects, blobs, jobs, pieces."""
        folder = Path(self.site._p_jar.db().storage.temporaryDirectory()).parent
        blobs = {str(path) for path in folder.rglob("*.blob")}
        return set(self.case.objectIds()), blobs, len(jobs()), set(self.pieces.iterdir())


@pytest.fixture(scope="module")
def scanner():
    with small_clamd() as server:
        yield server


@pytest.fixture
def sender(functional, scanner, tmp_path, monkeypatch):
    """A worker of a case in a centre that has a scanner."""
    monkeypatch.setenv("TUS_TMP_FILE_DIR", str(tmp_path))
    site = functional["portal"]
    api.portal.set_registry_record("baleharum.clamav_address", scanner.address)
    case = sample_case(site["perkara"])
    transaction.commit()
    return Sender(site, case, tmp_path)


def by_form(sender, sample) -> bool:
    """The form of the documents page, without JSON."""
    before = len(sender.case.objectIds())
    assert _uploaded(sender, sample, {}).status == 302
    return len(sender.case.objectIds()) > before


def by_drop(sender, sample) -> bool:
    """The drop zone."""
    answer = _uploaded(sender, sample, {"Accept": "application/json"})
    assert answer.status in (201, 422), answer.text
    return answer.status == 201


def _uploaded(sender, sample, accept):
    token = sender.form["_authenticator"]
    fields = {"_authenticator": token, "kind": KIND, "level": LEVEL, "keep": "both"}
    body, headers = multipart(fields, [_part(sample)])
    return sender.worker.ask("POST", f"{sender.base}/@@upload", body, {**headers, **accept})


def _part(sample):
    return sample.name, sample.data, sample.declared or UNDECLARED


def by_add_form(sender, sample) -> bool:
    """Plone's own add form."""
    fields = {
        **sender.form,
        "form.widgets.kind:list": KIND,
        "form.widgets.level:list": LEVEL,
        "form.widgets.file.action": "load",
    }
    body, headers = multipart(fields, [_part(sample)], name="form.widgets.file")
    answer = sender.worker.ask("POST", f"{sender.base}/++add++CaseFile", body, headers)
    assert answer.status in (200, 302), answer.text
    return answer.status == 302


def by_rest(sender, sample) -> bool:
    """JSON with base64."""
    data = b64encode(sample.data).decode()
    file = {"data": data, "encoding": "base64", "filename": sample.name}
    if sample.declared:
        file["content-type"] = sample.declared
    body = {"@type": "CaseFile", "kind": KIND, "level": LEVEL, "keep": "both", "file": file}
    answer = sender.worker.rest("POST", sender.base, body)
    assert answer.status in (201, 400), answer.text
    return answer.status == 201


def by_pieces(sender, sample) -> bool:
    """An upload in pieces (TUS)."""
    metadata = {"filename": sample.name, "@type": "CaseFile", "kind": KIND, "keep": "both"}
    if sample.declared:
        metadata["content-type"] = sample.declared
    encoded = ",".join(f"{k} {b64encode(v.encode()).decode()}" for k, v in metadata.items())
    tus = {"Accept": "application/json", "Tus-Resumable": "1.0.0"}
    length = {"Upload-Length": str(len(sample.data)), "Upload-Metadata": encoded}
    begun = sender.worker.ask("POST", f"{sender.base}/@tus-upload", b"", {**tus, **length})
    assert begun.status == 201, begun.text
    kind = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    path = begun.header("Location").partition("localhost")[2]
    answer = sender.worker.ask("PATCH", path, sample.data, {**tus, **kind})
    assert answer.status in (204, 422), answer.text
    return answer.status == 204


def by_script(sender, sample) -> bool:
    """A program within the site."""
    with acting("worker1"):
        try:
            add_document(sender.case, sample.data, sample.name, kind=KIND, declared=sample.declared)
        except BadRequest:
            transaction.abort()
            return False
    transaction.commit()
    return True


def doors(sample: Sample) -> tuple:
    """Return the ways by which a file can be sent at all."""
    ways = (by_form, by_drop, by_add_form, by_rest, by_pieces, by_script)
    if "\0" in sample.name:  # No browser and no header carries it.
        ways = (by_rest, by_pieces, by_script)
    if not sample.data:  # The protocol of pieces has no first piece for it.
        ways = tuple(way for way in ways if way is not by_pieces)
    return ways


@pytest.mark.parametrize("name", CORPUS)
def test_every_door_says_the_same(sender, name):
    sample = CORPUS[name]
    for way in doors(sample):
        before = sender.left()
        kept = way(sender, sample)
        assert kept == (not sample.refused), way.__name__
        if not kept:
            assert sender.left() == before, way.__name__
            continue
        (added,) = set(sender.case.objectIds()) - before[0]
        document = sender.case[added]
        assert document.findings == sample.findings, way.__name__
        assert document.filename == (sample.kept_as or sample.name)
        assert (document.scan, document.file.data) == ("clean", sample.data)
        assert document.scanned is not None
        assert not set(sender.pieces.iterdir())


def test_a_link_that_a_script_was_given_leads_to_the_same_gate(sender):
    """A field of the right kind, filled by hand, is examined when it is filed."""
    from plone.dexterity.utils import createContentInContainer
    from plone.namedfile.file import NamedBlobFile

    wrong = NamedBlobFile(b"MZ\x90\0", contentType="application/pdf", filename="a.pdf")
    with acting("worker1"), pytest.raises(BadRequest, match="not of that kind"):
        createContentInContainer(sender.case, "CaseFile", file=wrong, kind=KIND, level=LEVEL)
