"""A text index that finds words and knows none: on a real ZCTextIndex in a real ZODB."""

from baleharum.vault import moment
from baleharum.vault.postings import SealedPostings
from OFS.Folder import Folder
from Products.ZCTextIndex.PipelineFactory import element_factory
from Products.ZCTextIndex.QueryParser import QueryParser
from Products.ZCTextIndex.ZCTextIndex import PLexicon
from Products.ZCTextIndex.ZCTextIndex import ZCTextIndex
from ZODB.MappingStorage import MappingStorage

import pytest
import re
import transaction
import ZODB


PIPELINE = (
    ("Word Splitter", "Baleharum words"),
    ("Case Normalizer", "Baleharum Indonesian stems"),
    ("Stop Words", "Baleharum keyed hash"),
)
TEXTS = {
    1: "Kekerasan dalam rumah tangga dilaporkan oleh tetangga Kenari Sasmita.",
    2: "Rumah aman: anak-anak menangis, KERAS kepala. Café Réunion 5271010203990000",
    3: "Laporan tetangga tentang rumah tangga yang damai; kekerasannya tidak terbukti",
    4: "ᬩᬮᬶ ᬓᬸᬮᬶᬳ مُحَمَّد bertemu محمد",
}
PLAIN = "kekerasan keras rumah tangga kenari sasmita 5271010203990000 cafe reunion محمد ᬩᬮᬶ".split()


class Text:
    def __init__(self, text):
        self.text = text


def text_index(root, lexicon_id, *pipeline):
    elements = [element_factory.instantiate(*names) for names in pipeline]
    root[lexicon_id] = PLexicon(lexicon_id, "", *elements)
    folder = Folder("folder")
    folder._setOb(lexicon_id, root[lexicon_id])
    return ZCTextIndex(
        "text",
        caller=folder,
        index_factory=SealedPostings,
        field_name="text",
        lexicon_id=lexicon_id,
    )


@pytest.fixture
def root(tmp_path, monkeypatch):
    """The root of a database in memory, with an index of the texts, committed."""
    monkeypatch.setenv("BALEHARUM_KEK", str(tmp_path / "kek"))
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(tmp_path / "keys.sqlite3"))
    moment.forget()
    database = ZODB.DB(MappingStorage())
    root = database.open().root()
    root["words"] = text_index(root, "lexicon", *PIPELINE)
    for number, text in TEXTS.items():
        root["words"].index_object(number, Text(text))
    transaction.commit()
    yield root
    transaction.abort()
    database.close()
    moment.forget()


def found(index, query):
    tree = QueryParser(index.getLexicon()).parseQuery(query)
    return sorted(tree.executeQuery(index.index))


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("kekerasan", [1, 2, 3]),  # The stem of kekerasannya and keras as well.
        ("KERAS", [1, 2, 3]),
        ("menangis", [2]),
        ("tangis", []),  # The stemmer takes it for "angis"; both ways of writing are consistent.
        ("sasmita", [1]),
        ("cafe", [2]),
        ("Réunion", [2]),
        ("5271010203990000", [2]),
        ("rumah tetangga", [1, 3]),
        ("rumah AND anak", [2]),
        ("kenari OR cafe", [1, 2]),
        ("rumah AND NOT tangga", [2]),
        ("rumah AND (kenari OR damai)", [1, 3]),
        ('"rumah tangga"', [1, 3]),
        ('"tangga rumah"', []),
        ('"kekerasan dalam rumah"', [1]),
        ('"anak-anak menangis"', [2]),
        ("anak-anak", [2]),
        ("محمد", [4]),
        ("ᬩᬮᬶ", [4]),
        ("ᬩᬮᬸ", []),  # Another vowel, another word.
        ("nowhere", []),
        ("kek*", []),
        ("#" + "0" * 32, []),
    ],
)
def test_what_is_found(root, query, numbers):
    assert found(root["words"], query) == numbers


def test_no_word_is_in_the_database(root):
    words = root["lexicon"].words()
    assert words and all(len(word) == 33 and word.startswith("#") for word in words)
    storage = root._p_jar.db().storage
    records = b"".join(record.data for transaction in storage.iterator() for record in transaction)
    assert b"PLexicon" in records
    # A hash may spell a number or "cafe" by chance.
    records = re.sub(rb"#[0-9a-f]{32}", b"", records)
    for word in PLAIN:
        for form in (word, word.upper(), word[:5]):
            assert form.encode() not in records, form


def test_a_query_leaves_the_pipeline_hashed_at_once(root):
    lexicon = root["lexicon"]
    for typed in ("kekerasan", "kek*", "ke?erasan", "*", "kekerasan*"):
        words = lexicon.parseTerms(typed)
        assert all(len(word) == 33 and not lexicon.isGlob(word) for word in words)


def test_what_looks_like_a_hash_in_a_text_is_hashed_like_any_word(root):
    [known] = root["lexicon"].parseTerms("kenari")
    root["words"].index_object(9, Text(f"{known} {known[1:]}"))
    assert found(root["words"], "kenari") == [1]


def test_the_hashes_are_of_this_vault(root, tmp_path, monkeypatch):
    assert found(root["words"], "kenari") == [1]
    moment.forget()
    monkeypatch.setenv("BALEHARUM_KEK", str(tmp_path / "b" / "kek"))
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(tmp_path / "b" / "keys.sqlite3"))
    assert found(root["words"], "kenari") == []


def test_changed_and_removed_texts_are_followed(root):
    root["words"].index_object(1, Text("damai"))
    assert found(root["words"], "kenari") == [] and found(root["words"], "damai") == [1, 3]
    root["words"].unindex_object(1)
    assert found(root["words"], "damai") == [3]
