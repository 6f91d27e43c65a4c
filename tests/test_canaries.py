"""What people write of people is in no file in the clear: database, blobs, queue, keys, record, logs.

The site is one on the disk, made and used by a process of its own (tests/canaries.py).
"""

from pathlib import Path
from plone.recipe.zope2instance.make import make_instance
from tests.canaries import WORDS

import os
import pytest
import subprocess
import sys


ROOT = Path(__file__).resolve().parent.parent
ZOPE_CONF = """\
instancehome {folder}/instance
clienthome {folder}/instance
<environment>
    BALEHARUM_JOBS {folder}/jobs/jobs.sqlite3
    BALEHARUM_LOGIN {folder}/login/login.sqlite3
    BALEHARUM_LOGIN_KEY {folder}/login/key
    BALEHARUM_KEK {folder}/vault/kek
    BALEHARUM_KEYSTORE {folder}/vault/keys.sqlite3
    BALEHARUM_TRAIL {folder}/trail/trail.sqlite3
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
FOLDERS = "filestorage blobstorage jobs login vault trail trail-anchors log tmp".split()


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """The folder of a site that people have worked with."""
    folder = tmp_path_factory.mktemp("canaries")
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700)
    make_instance("admin:", str(folder / "instance"))
    conf = folder / "instance" / "etc" / "zope.conf"
    conf.write_text(ZOPE_CONF.format(folder=folder))
    environ = dict(os.environ, TMPDIR=str(folder / "tmp"))
    for name in ("JOBS", "LOGIN", "LOGIN_KEY", "KEK", "KEYSTORE", "TRAIL", "ANCHORS"):
        environ.pop(f"BALEHARUM_{name}", None)
    command = [sys.executable, "-m", "tests.canaries", str(conf)]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    (folder / "log" / "stderr.log").write_text(done.stderr)
    return folder


def spellings(word: str) -> list[bytes]:
    """Return how a word may stand in a file."""
    forms = {word, word.lower(), word.upper()}
    return [form.encode(code) for form in forms for code in ("utf-8", "utf-16-le", "utf-16-be")]


def places(folder: Path, word: str) -> list[str]:
    """Return the files below a folder that hold a word."""
    sought = spellings(word)
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in sought)
    ]


@pytest.mark.parametrize("kind", WORDS)
def test_no_file_holds_a_word_of_a_case(used, kind):
    assert places(used, WORDS[kind]) == []


def test_what_holds_no_secret_can_be_found(used):
    """The search finds what is there, and the site was really used."""
    assert "filestorage/Data.fs" in places(used, "BH-2026-00001")
    assert list((used / "blobstorage").rglob("*.blob"))
    assert places(used, "worker1")
