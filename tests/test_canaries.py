"""What people write of people is in no file in the clear: database, blobs, queue, keys, record, logs;
nor in PostgreSQL, where a cluster keeps the last four.

The site is one on the disk, made and used by a process of its own (tests/canaries.py).
"""

from functools import cache
from pathlib import Path
from plone.recipe.zope2instance.make import make_instance
from tests.canaries import WORDS
from tests.postgres import find

import os
import pytest
import subprocess
import sys


ROOT = Path(__file__).resolve().parent.parent
ZOPE_CONF = """\
instancehome {folder}/instance
clienthome {folder}/instance
<environment>
    BALEHARUM_JOBS {places[JOBS]}
    BALEHARUM_LOGIN {places[LOGIN]}
    BALEHARUM_LOGIN_KEY {folder}/login/key
    BALEHARUM_KEK {folder}/vault/kek
    BALEHARUM_KEYSTORE {places[KEYSTORE]}
    BALEHARUM_TRAIL {places[TRAIL]}
    BALEHARUM_ANCHORS {folder}/trail-anchors/heads.txt
</environment>
<zodb_db main>
    <filestorage>
      path {folder}/filestorage/Data.fs
      blob-dir {folder}/blobstorage
    </filestorage>
    mount-point /
</zodb_db>
"""
FOLDERS = "filestorage blobstorage jobs login vault trail trail-anchors log tmp dumps".split()
FILES = {
    "JOBS": "jobs/jobs.sqlite3",
    "LOGIN": "login/login.sqlite3",
    "KEYSTORE": "vault/keys.sqlite3",
    "TRAIL": "trail/trail.sqlite3",
}


@pytest.fixture(scope="module", params=["files", "postgresql"] if find() else ["files"])
def used(request, tmp_path_factory):
    """The folder of a site that people have worked with."""
    folder = tmp_path_factory.mktemp("canaries")
    places = {name: str(folder / path) for name, path in FILES.items()}
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql")
        places = {name: server.place() for name in FILES}
    make(folder, places)
    if request.param == "postgresql":
        for name, place in places.items():
            (folder / "dumps" / name).write_bytes(server.content(place))
    return folder


def make(folder, places):
    """Have people work with a site of these four stores."""
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700)
    make_instance("admin:", str(folder / "instance"))
    conf = folder / "instance" / "etc" / "zope.conf"
    conf.write_text(ZOPE_CONF.format(folder=folder, places=places))
    environ = dict(os.environ, TMPDIR=str(folder / "tmp"))
    for name in ("JOBS", "LOGIN", "LOGIN_KEY", "KEK", "KEYSTORE", "TRAIL", "ANCHORS"):
        environ.pop(f"BALEHARUM_{name}", None)
    command = [sys.executable, "-m", "tests.canaries", str(conf)]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    (folder / "log" / "stderr.log").write_text(done.stderr)


def spellings(word: str) -> list[bytes]:
    """Return how a word may stand in a file."""
    forms = {word, word.lower(), word.upper()}
    return [form.encode(code) for form in forms for code in ("utf-8", "utf-16-le", "utf-16-be")]


def places(folder: Path, word: str) -> list[str]:
    """Return the files below a folder that hold a word."""
    # Where what most of them begin with is not, none of these is.
    stem = STEM if word.startswith(STEM) else ""
    sought = spellings(word)
    return [
        str(path.relative_to(folder))
        for path in holding(folder, stem)
        if any(form in path.read_bytes() for form in sought)
    ]


STEM = "Kanari"


@cache
def holding(folder: Path, stem: str) -> list[Path]:
    """Return the files below a folder that hold the beginning of a word, in whatever spelling."""
    sought = spellings(stem)
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in found if any(form in path.read_bytes() for form in sought)]


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("spelt", [str, str.lower, str.upper])
def test_a_word_is_found_in_whatever_spelling(tmp_path, code, spelt):
    (tmp_path / "held").write_bytes(b"x" + spelt(WORDS["name"]).encode(code) + b"x")
    (tmp_path / "other").write_bytes(spelt(WORDS["alias"]).encode(code))
    assert places(tmp_path, WORDS["name"]) == ["held"]


@pytest.mark.parametrize("kind", WORDS)
def test_no_file_holds_a_word_of_a_case(used, kind):
    assert places(used, WORDS[kind]) == []


def test_what_holds_no_secret_can_be_found(used):
    """The search finds what is there, and the site was really used."""
    assert "filestorage/Data.fs" in places(used, "BH-2026-00001")
    assert list((used / "blobstorage").rglob("*.blob"))
    assert places(used, "worker1")
    dumps = [path.read_bytes() for path in (used / "dumps").iterdir()]
    assert all(dumps) and (not dumps or any(b"worker1" in dump for dump in dumps))
