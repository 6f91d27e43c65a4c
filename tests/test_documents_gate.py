"""Each file of the corpus at the gate itself: refused for its reason, or kept with its findings."""

from baleharum.documents.findings import FINDINGS
from baleharum.documents.gate import examine
from baleharum.documents.sniff import Refused
from baleharum.terms.lists import terms
from tests.upload_corpus import CORPUS

import io
import pytest


@pytest.mark.parametrize(
    "name", [name for name, each in CORPUS.items() if each.refused != "infected"]
)
def test_the_corpus_at_the_gate(name):
    sample = CORPUS[name]
    stream = io.BytesIO(sample.data)
    if sample.refused:
        with pytest.raises(Refused) as refused:
            examine(stream, sample.name, sample.declared)
        assert refused.value.reason == sample.refused
        assert "${" not in str(refused.value) and "hoose" in str(refused.value)
        return
    examined = examine(stream, sample.name, sample.declared)
    assert examined.findings == sample.findings
    assert examined.size == len(sample.data)
    assert stream.tell() == 0


def test_the_corpus_is_large_enough():
    assert len(CORPUS) >= 40


def test_every_finding_has_a_label():
    assert {term.token for term in terms("file-findings")} == set(FINDINGS)


def test_what_was_examined_is_not_examined_again(monkeypatch):
    known: dict = {}
    data = CORPUS["pdf-launch"].data
    first = examine(io.BytesIO(data), "a.pdf", known=known)
    monkeypatch.setattr("baleharum.documents.confinement.run", None)
    assert examine(io.BytesIO(data), "b.pdf", known=known).findings == first.findings
