"""Letter numbers: any pattern that is taken can be read again, and no number is given twice."""

from baleharum.letters.book import issue
from baleharum.letters.book import line_of
from baleharum.letters.book import lines
from baleharum.letters.numbers import codes
from baleharum.letters.numbers import DEFAULT
from baleharum.letters.numbers import FIELDS
from baleharum.letters.numbers import LetterNumber
from baleharum.letters.numbers import problems
from baleharum.letters.numbers import read
from baleharum.letters.numbers import ROMAN
from baleharum.letters.numbers import written
from baleharum.letters.refusals import LetterRefused
from BTrees.OOBTree import OOBTree
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from threading import Barrier
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer

import pytest
import transaction


THREADS, EACH = 4, 10
UNIT = "DINSOS-BH"
OPTIONAL = [name for name in FIELDS if name not in ("urut", "tahun")]
separators = st.sampled_from(["/", " / ", "-/", " ", "/BH-", " No. "])
numbers = st.builds(
    LetterNumber,
    code=st.sampled_from(sorted(codes())),
    sequence=st.integers(1, 10**7),
    unit=st.sampled_from(["BH", "DINSOS-BH", "UPTD.PPA", "7"]),
    day=st.dates(date(2000, 1, 1), date(2999, 12, 31)),
)


@st.composite
def patterns(draw):
    """Patterns as an administrator could set them."""
    some = draw(st.sets(st.sampled_from(OPTIONAL)))
    fields = draw(st.permutations(sorted({*some, "urut", "tahun"})))
    first = draw(st.sampled_from(["", "B-", "Surat ", "1"]))
    text = first + f"{{{fields[0]}}}"
    for field in fields[1:]:
        text += draw(separators) + f"{{{field}}}"
    return text + draw(st.sampled_from(["", "-R", " "]))


@settings(deadline=None)
@given(patterns(), numbers)
def test_what_a_pattern_writes_it_reads_again(pattern, number):
    assert problems(pattern) == []
    found = read(pattern, written(pattern, number))
    assert int(found["urut"]) == number.sequence
    assert int(found["tahun"]) == number.day.year
    assert found.get("kode", number.code) == number.code
    assert found.get("unit", number.unit) == number.unit
    month = ROMAN[number.day.month - 1]
    assert found.get("bulan-romawi", month) == month
    assert int(found.get("bulan", number.day.month)) == number.day.month


@settings(deadline=None)
@given(patterns(), numbers, numbers)
def test_two_numbers_of_a_pattern_are_two_texts(pattern, one, other):
    same = (one.sequence, one.day.year) == (other.sequence, other.day.year)
    assert same or written(pattern, one) != written(pattern, other)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("{urut}/{thn}", "error_pattern_field"),
        ("{kode}/{tahun}", "error_pattern_needed"),
        ("{urut}/{kode}", "error_pattern_needed"),
        ("{urut}/{tahun}/{urut}", "error_pattern_needed"),
        ("{urut}/{unit}/{unit}/{tahun}", "error_pattern_twice"),
        ("{urut}{tahun}", "error_pattern_apart"),
        ("{kode}.{urut}/{tahun}", "error_pattern_apart"),
        ("{urut}/<b>/{tahun}", "error_pattern_signs"),
        ("{urut}/{tahun}/" + "x" * 100, "error_pattern_signs"),
        ("{urut}/{{tahun}}", "error_pattern_signs"),
        ("", "error_pattern_needed"),
    ],
)
def test_a_pattern_that_would_not_do_is_told(pattern, told):
    assert told in problems(pattern)
    with pytest.raises(LetterRefused):
        read(pattern, "1")


@pytest.mark.parametrize("text", ["", "0001", "400.9.8/0001/BH/XIII/2026", "400.9.8/1/BH/I/2026"])
def test_what_the_pattern_does_not_write_is_not_read(text):
    assert read(DEFAULT, text) is None


@implementer(IAnnotations)
class Register(OOBTree):
    """A register, as far as a book of letters sees it."""


def signed(register, letter, day=date(2026, 9, 28), code="400.9.8", **changes):
    """Give a letter its number."""
    return issue(register, letter, day, code, **{"pattern": DEFAULT, "unit": UNIT, **changes})


def test_every_year_begins_with_one_and_has_no_gap():
    register = Register()
    days = [date(2026, 1, 2), date(2027, 1, 2), date(2026, 1, 3), date(2027, 2, 1)]
    found = [signed(register, f"letter{n}", day).number for n, day in enumerate(days)]
    assert found == [
        "400.9.8/0001/DINSOS-BH/I/2026",
        "400.9.8/0001/DINSOS-BH/I/2027",
        "400.9.8/0002/DINSOS-BH/I/2026",
        "400.9.8/0002/DINSOS-BH/II/2027",
    ]
    assert [each.letter for each in lines(register, 2026)] == ["letter0", "letter2"]
    assert lines(register, 2025) == []


def test_a_letter_is_not_numbered_twice():
    register = Register()
    first = signed(register, "letter")
    with pytest.raises(LetterRefused, match=first.number):
        signed(register, "letter", date(2027, 1, 1))
    assert line_of(register, "letter") == first
    assert lines(register, 2027) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "400.9.99"},
        {"code": "999"},
        {"unit": "BH/IX"},
        {"unit": ""},
        {"pattern": "{urut}"},
        {"pattern": "{urut}/{thn}"},
    ],
)
def test_what_is_refused_takes_no_number(changes):
    register = Register()
    with pytest.raises(LetterRefused):
        signed(register, "letter", **changes)
    assert line_of(register, "letter") is None and lines(register, 2026) == []
    assert signed(register, "letter").sequence == 1


def test_a_pattern_that_is_changed_goes_on_with_the_next_number():
    register = Register()
    signed(register, "a")
    assert signed(register, "b", pattern="{urut}/{tahun}").number == "0002/2026"


def test_a_number_that_is_given_already_is_refused():
    register = Register()
    for number in range(1, 2027):
        signed(register, f"a{number}", date(2027, 1, 1), pattern="{urut}/{tahun}")
    # The 2027th number of the year 2026, written the other way round, is the 2026th of 2027.
    for number in range(1, 2027):
        signed(register, f"b{number}", date(2026, 1, 1), pattern="{tahun} {urut}")
    with pytest.raises(LetterRefused, match="2026/2027"):
        signed(register, "c", date(2026, 1, 1), pattern="{tahun}/{urut}")


@pytest.fixture
def database(tmp_path):
    """A database in a file, with a register."""
    database = DB(FileStorage(str(tmp_path / "Data.fs")))
    with database.transaction() as connection:
        connection.root()["register"] = Register()
    yield database
    database.close()


def test_four_who_sign_at_once_get_numbers_without_gap_or_double(database):
    start = Barrier(THREADS)

    def sign(thread):
        manager = transaction.TransactionManager()
        connection = database.open(manager)
        start.wait()
        told = [one(manager, connection, f"{thread}-{n}") for n in range(EACH)]
        connection.close()
        return told

    with ThreadPoolExecutor(THREADS) as pool:
        told = [line for lines_ in pool.map(sign, range(THREADS)) for line in lines_]
    with database.transaction() as connection:
        kept = lines(connection.root()["register"], 2026)
    assert [each.sequence for each in kept] == list(range(1, THREADS * EACH + 1))
    assert sorted(told) == sorted(kept)
    assert len({each.number for each in kept}) == len({each.letter for each in kept}) == len(kept)


def one(manager, connection, letter):
    """Sign, and where somebody else was faster, once more: as Zope does."""
    while True:
        manager.begin()
        try:
            line = signed(connection.root()["register"], letter)
            manager.commit()
            return line
        except ConflictError:
            manager.abort()


def test_a_signing_that_fails_leaves_no_gap(database):
    with database.transaction() as connection:
        signed(connection.root()["register"], "first")
    with pytest.raises(RuntimeError), database.transaction() as connection:
        signed(connection.root()["register"], "lost")
        raise RuntimeError
    with database.transaction() as connection:
        assert signed(connection.root()["register"], "second").sequence == 2
