"""Two versions beside each other, and the drawing of the scores: rules that need no site."""

from baleharum.assessments.chart import HEAD
from baleharum.assessments.chart import LABEL
from baleharum.assessments.chart import lines
from baleharum.assessments.chart import MARGIN
from baleharum.assessments.chart import place
from baleharum.assessments.chart import ROW
from baleharum.assessments.chart import STEP
from baleharum.assessments.chart import WIDTH
from baleharum.assessments.comparing import difference
from baleharum.assessments.comparing import differences
from baleharum.assessments.comparing import MANY_WORDS
from baleharum.assessments.comparing import SAME
from baleharum.assessments.content import Rating
from hypothesis import given
from hypothesis import strategies as st

import pytest


SCORES = st.none() | st.integers(0, 4)
TEXTS = st.text(alphabet="ab \n", max_size=60) | st.text(max_size=60)
RATINGS = st.builds(Rating, st.just("bps-fisik"), SCORES, TEXTS)


@given(RATINGS, RATINGS)
def test_what_differs_is_said_and_no_word_is_lost(before, after):
    found = difference("bps-fisik", before, after)
    assert found.differs is (before != after)
    assert "".join(piece.text for piece in found.before_pieces) == before.text
    assert "".join(piece.text for piece in found.after_pieces) == after.text
    assert not any(piece.mark == "added" for piece in found.before_pieces)
    assert not any(piece.mark == "removed" for piece in found.after_pieces)
    said = [str(word) for word in found.words]
    scored = {"compare_higher", "compare_lower", "compare_scored", "compare_unscored"}
    assert bool(scored & set(said)) is (before.score != after.score)
    if before.text == after.text:
        assert {piece.mark for piece in found.before_pieces} == {"same"}


@given(RATINGS)
def test_what_is_the_same_is_said_to_be(rating):
    assert difference("bps-fisik", rating, rating).words == (SAME,)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (1, 3, "compare_higher"),
        (3, 1, "compare_lower"),
        (None, 0, "compare_scored"),
        (0, None, "compare_unscored"),
    ],
)
def test_a_score_goes_up_down_comes_or_goes(before, after, said):
    words = difference("x", Rating("x", before, "a"), Rating("x", after, "a")).words
    assert [str(word) for word in words] == [said]


def test_long_texts_are_not_compared_word_by_word():
    long = "kata " * (MANY_WORDS + 1)
    found = difference("x", Rating("x", 1, long), Rating("x", 1, long + "lagi"))
    assert [piece.mark for piece in found.after_pieces] == ["same"] and found.differs


def test_rows_stand_in_the_order_of_the_kind():
    before, after = {"b": Rating("b", 1)}, {"a": Rating("a", 2)}
    assert [row.name for row in differences(("a", "b", "c"), before, after)] == ["a", "b"]


VERSIONS = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.builds(Rating, st.just("x"), SCORES), max_size=3),
    min_size=1,
    max_size=6,
)


@given(VERSIONS)
def test_every_score_is_a_point_within_the_drawing(versions):
    drawn = lines(["a", "b", "c"], versions)
    for number, line in enumerate(drawn):
        scores = [score for score in line.scores if score is not None]
        assert scores and len(line.scores) == len(versions)
        assert [point.score for point in line.points] == scores
        assert line.y == HEAD + number * ROW and line.base < line.y + ROW
        for point in line.points:
            assert MARGIN <= point.x <= WIDTH - MARGIN
            assert line.y + LABEL <= point.y <= line.base
            assert line.base - point.y == point.score * STEP


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_versions_stand_from_left_to_right(count):
    found = [place(number, count) for number in range(count)]
    assert found == sorted(set(found))
