"""Files of tables outside the ZODB: whole, for their owner alone, with all that was written or nothing."""

from baleharum import kept
from concurrent.futures import ThreadPoolExecutor

import os
import pytest
import sqlite3
import stat


SCHEMA = "PRAGMA journal_mode = WAL; CREATE TABLE word (text TEXT PRIMARY KEY);"


class Unusable(Exception):
    """What the caller of this test says."""


def trouble(path, error):
    return Unusable(f"mend {path}: {error}")


def words(path):
    with kept.reading(path, SCHEMA, trouble) as table:
        return sorted(row["text"] for row in table.execute("SELECT text FROM word"))


def test_a_file_is_made_for_its_owner_alone_with_those_of_its_journal(tmp_path):
    path = tmp_path / "above" / "folder" / "words.sqlite3"
    umask = os.umask(0)
    try:
        assert words(path) == []
    finally:
        os.umask(umask)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    # The journal is there as long as this thread has the file open.
    assert set(modes) == {path.name, f"{path.name}-wal", f"{path.name}-shm"}
    assert set(modes.values()) == {0o600}


def test_a_file_that_was_brought_back_is_the_one_that_is_read(tmp_path):
    path, other = tmp_path / "words.sqlite3", tmp_path / "backup.sqlite3"
    for place, word in ((path, "first"), (other, "brought back")):
        with kept.writing(place, SCHEMA, trouble) as table:
            table.execute("INSERT INTO word VALUES (?)", (word,))
    assert words(path) == ["first"]
    other.rename(path)
    for journal in ("-wal", "-shm"):
        (tmp_path / f"words.sqlite3{journal}").unlink()
        (tmp_path / f"backup.sqlite3{journal}").rename(f"{path}{journal}")
    assert words(path) == ["brought back"]


def test_each_thread_has_a_connection_and_keeps_it(tmp_path):
    path = tmp_path / "words.sqlite3"

    def connection():
        with kept.reading(path, SCHEMA, trouble) as mine:
            return mine

    assert connection() is connection()
    with ThreadPoolExecutor(1) as other:
        assert other.submit(connection).result() is not connection()


def test_a_folder_above_is_missed_where_it_has_to_be_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        kept.make(tmp_path / "above" / "folder" / "words.sqlite3", SCHEMA, parents=False)
    assert not os.listdir(tmp_path)


def test_a_schema_that_fails_leaves_no_file(tmp_path):
    path = tmp_path / "words.sqlite3"
    broken = f"{SCHEMA} CREATE TABLE;"
    with pytest.raises(Unusable, match=f"mend {path}"), kept.reading(path, broken, trouble):
        pass
    assert not os.listdir(tmp_path)


def test_a_file_that_is_there_is_never_made_anew(tmp_path):
    path = tmp_path / "words.sqlite3"
    with kept.writing(path, SCHEMA, trouble) as table:
        table.execute("INSERT INTO word VALUES ('first')")
    kept.make(path, SCHEMA)
    assert words(path) == ["first"]


def test_many_at_once_meet_the_same_whole_file(tmp_path):
    path = tmp_path / "words.sqlite3"

    def work(number):
        with kept.writing(path, SCHEMA, trouble) as table:
            table.execute("INSERT INTO word VALUES (?)", (f"{number:02}",))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(16)))
    assert words(path) == [f"{number:02}" for number in range(16)]


def test_a_block_that_fails_keeps_nothing_and_its_own_error(tmp_path):
    path = tmp_path / "words.sqlite3"
    with pytest.raises(ZeroDivisionError), kept.writing(path, SCHEMA, trouble) as table:
        table.execute("INSERT INTO word VALUES ('first')")
        raise ZeroDivisionError
    # SQLite takes this one back by itself; what is said is why.
    with pytest.raises(sqlite3.IntegrityError), kept.writing(path, SCHEMA, trouble) as table:
        table.execute("INSERT INTO word VALUES ('second')")
        table.execute("INSERT OR ROLLBACK INTO word VALUES ('second')")
    assert words(path) == []


def test_what_is_written_is_on_the_disk_when_the_block_ends(tmp_path):
    with kept.writing(tmp_path / "words.sqlite3", SCHEMA, trouble) as table:
        full = 2
        assert table.execute("PRAGMA synchronous").fetchone()[0] == full
        assert table.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_file_that_is_kept_once_is_whole_and_the_first_one_counts(tmp_path):
    path = tmp_path / "folder" / "key"
    kept.keep_once(path, b"first")
    kept.keep_once(path, b"second")
    assert path.read_bytes() == b"first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["key"]


def test_one_that_cannot_be_kept_leaves_nothing_behind(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError):
        kept.keep_once(tmp_path / "file" / "key", b"content")
    (tmp_path / "folder").mkdir()
    with pytest.raises(TypeError):
        kept.keep_once(tmp_path / "folder" / "key", None)
    assert list((tmp_path / "folder").iterdir()) == []
