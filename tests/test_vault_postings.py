"""Who holds an index without its key learns of no document which words it has."""

from baleharum.vault import fingerprints
from baleharum.vault import generations
from baleharum.vault import moment
from baleharum.vault import postings as module
from baleharum.vault.interfaces import Shredded
from baleharum.vault.lexicon import FoldedWords
from baleharum.vault.lexicon import KeyedHash
from baleharum.vault.places import FURTHEST
from baleharum.vault.places import Numbers
from baleharum.vault.places import PLACE_BITS
from baleharum.vault.places import ROOM
from baleharum.vault.postings import FEW
from baleharum.vault.postings import SealedPostings
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies
from Products.ZCTextIndex.Lexicon import Lexicon
from Products.ZCTextIndex.OkapiIndex import OkapiIndex
from Products.ZCTextIndex.QueryParser import QueryParser
from Products.ZCTextIndex.WidCode import encode

import pytest


#: Whoever knows the text of document 1 has an old copy of the index with document 2 in it.
KNOWN = "korban melapor kekerasan di rumah"
SECRET = "korban rumah kekerasan melapor di"


@pytest.fixture(autouse=True)
def vault(tmp_path, monkeypatch):
    """A vault of its own that is not there yet."""
    monkeypatch.setenv("BALEHARUM_KEK", str(tmp_path / "kek"))
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(tmp_path / "keys.sqlite3"))
    moment.forget()
    yield tmp_path
    moment.forget()


def postings(*texts):
    """Postings with texts as documents 1, 2…"""
    index = SealedPostings(Lexicon(FoldedWords(), KeyedHash()))
    for docid, text in enumerate(texts, start=1):
        index.index_doc(docid, [text])
    return index


def found(index, query):
    tree = QueryParser(index._lexicon).parseQuery(query)
    return sorted(tree.executeQuery(index))


def stored(index):
    """What a copy holds: for each word the numbers of its documents, for each document a bytes."""
    numbers = {wid: list(known) for wid, known in index._wordinfo.items()}
    return numbers, {docid: sealed for docid, (_gen, sealed) in index._docwords._sealed.items()}


def test_no_number_leads_from_a_word_to_another_or_to_a_document():
    numbers, sealed = stored(postings(KNOWN, SECRET))
    assert sorted(map(len, numbers.values())) == [2] * 5
    every = [number for known in numbers.values() for number in known]
    assert len(set(every)) == len(every) == 10
    for text, docid in ((KNOWN, 1), (SECRET, 2)):
        index = postings(text)
        words = encode(index.get_words(1))
        assert words.encode("latin-1") not in sealed[docid]
    assert len(sealed[1]) == len(sealed[2])


def test_the_same_document_is_stored_differently_each_time():
    first, second = (stored(postings(KNOWN))[1][1] for _each in range(2))
    assert first != second


@pytest.mark.parametrize("count", [1, FEW, FEW + 1, 5 * FEW])
def test_few_and_many_documents_of_a_word(count):
    index = postings(*[KNOWN] * count, "lain")
    assert found(index, "korban") == list(range(1, count + 1))
    assert found(index, '"kekerasan di rumah"') == list(range(1, count + 1))
    for docid in range(1, count + 1):
        index.unindex_doc(docid)
        assert found(index, "korban") == list(range(docid + 1, count + 1))
    assert (len(index._wordinfo), index.length(), index.document_count()) == (1, 1, 1)


#: Some have a word more often than there is room for in its number.
TEXTS = strategies.lists(strategies.sampled_from("a a a b c d".split()), max_size=14).map(" ".join)
DOCUMENTS = strategies.lists(strategies.tuples(strategies.integers(1, 15), TEXTS), max_size=40)
QUERIES = ("a", "a AND b", "a OR b", "a AND NOT b", '"a b"', '"b b a"', "d AND (a OR b)", '"a a"')


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(DOCUMENTS, strategies.sampled_from([0, 3, 2000]))
def test_it_finds_what_the_index_of_plone_finds(monkeypatch, documents, looked_through):
    monkeypatch.setattr(module, "LOOKED_THROUGH", looked_through)
    sealed, plain = postings(), OkapiIndex(Lexicon(FoldedWords(), KeyedHash()))
    for docid, text in documents:
        for index in (sealed, plain):
            if text or not index.has_doc(docid):
                index.index_doc(docid, [text])
            else:
                index.unindex_doc(docid)
    for query in QUERIES:
        assert found(sealed, query) == found(plain, query), query
    assert sealed.document_count() == plain.document_count()
    assert sealed.length() == plain.length() == len(sealed._wordinfo)
    assert sorted(sealed.documents("")) == sorted(plain._docwords)


class TestNumbers:
    """What is asked of ten thousands at once."""

    @pytest.mark.parametrize("docid", [1, -1, 2**31 - 1, -(2**31)])
    @pytest.mark.parametrize(
        "places",
        [(0,), (0, 1), (3, 3 + FURTHEST), (2**31,), (5, 60000, 120000, 180000, 240000)],
        ids=str,
    )
    def test_a_number_tells_document_and_places(self, docid, places):
        numbers = Numbers(b"k" * 32)
        said = numbers.of([numbers.number(docid, places), numbers.number(7, (1,))])
        first, *others = (docid << PLACE_BITS | place for place in places)
        assert said.docids() == [docid, 7]
        assert said.marks() == ([first, 7 << PLACE_BITS | 1, *others], set())

    @pytest.mark.parametrize("places", [tuple(range(ROOM + 2)), (0, FURTHEST + 1)], ids=len)
    def test_or_that_it_has_no_room_for_them(self, places):
        numbers = Numbers(b"k" * 32)
        said = numbers.of([numbers.number(-5, places), numbers.number(7, (1, 4))])
        marks = [-5 << PLACE_BITS, 7 << PLACE_BITS | 1, 7 << PLACE_BITS | 4]
        assert said.docids() == [-5, 7]
        assert said.marks() == (marks, {-5})

    def test_its_length_tells_neither(self):
        numbers = Numbers(b"k" * 32)
        made = {numbers.number(docid, tuple(range(docid))) for docid in range(1, 20)}
        assert len(made) == 19 and {len(number) for number in made} == {16}


def test_a_document_of_which_one_word_is_moved_is_written_under_other_numbers_for_that_alone():
    index = postings(KNOWN)
    before, _sealed = stored(index)
    index.index_doc(1, [KNOWN.replace("korban melapor", "korban mengadu")])
    after, _sealed = stored(index)
    assert sum(1 for wid in before if after.get(wid) == before[wid]) == 4
    index.index_doc(1, [f"kata {KNOWN}"])
    assert not any(before[wid] == new for wid, new in stored(index)[0].items() if wid in before)
    assert found(index, '"kata korban melapor kekerasan"') == [1]


@pytest.mark.parametrize("looked_through", [0, 2000])
def test_a_number_that_was_changed_is_no_document(monkeypatch, looked_through):
    monkeypatch.setattr(module, "LOOKED_THROUGH", looked_through)
    index = postings(KNOWN, SECRET)
    for wid, numbers in index._wordinfo.items():
        index._wordinfo[wid] = (*numbers, bytes(16))
    assert found(index, '"kekerasan di rumah"') == [1]
    assert set(found(index, "rumah")) > {1, 2}


def test_a_document_is_hashed_by_one_generation_as_a_whole():
    index = postings(KNOWN, SECRET)
    second = generations.new_generation(fingerprints.KEY_NAME, "")
    index.index_doc(1, [KNOWN])
    assert (list(index.documents("")), list(index.documents(second))) == ([2], [1])
    assert found(index, "korban") == [1] and index.generations() == ["", second]
    with fingerprints.asking(""):
        assert found(index, "korban") == found(index, '"korban rumah"') == [2]
        assert found(index, '"kekerasan di rumah"') == []
    index.index_doc(2, [SECRET])
    assert index.generations() == [second] and found(index, "rumah") == [1, 2]
    assert len(index._wordinfo) == 5


def test_without_the_key_nothing_is_read_and_all_can_be_removed():
    index = postings(KNOWN, SECRET)
    second = generations.new_generation(fingerprints.KEY_NAME, "")
    generations.end_generations(fingerprints.KEY_NAME, second)
    for docid in (1, 2):
        with pytest.raises(Shredded):
            index.get_words(docid)
    with pytest.raises(Shredded):
        index._search_wids(list(index._wordinfo))
    index.unindex_doc(1)
    index.index_doc(2, [SECRET])
    assert found(index, "rumah") == [2] and index.generations() == [second]
    for word, wid in index._lexicon.items():
        if not fingerprints.generation_of(word[1:]):
            index.forget_word(wid)
    assert len(index._wordinfo) == index.length() == 5 and index.document_count() == 1
