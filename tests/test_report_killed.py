"""A server that is killed while a report comes in leaves it whole or absent; sent again, it is one."""

from plone.recipe.zope2instance.make import make_instance
from tests.report_killed import PLACES
from tests.test_canaries import FILES
from tests.test_canaries import FOLDERS
from tests.test_canaries import ROOT
from tests.test_canaries import ZOPE_CONF

import json
import os
import pytest
import subprocess
import sys


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed")
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700)
    make_instance("admin:", str(folder / "instance"))
    conf = folder / "instance" / "etc" / "zope.conf"
    places = {name: str(folder / path) for name, path in FILES.items()}
    conf.write_text(ZOPE_CONF.format(folder=folder, places=places))
    environ = dict(os.environ, TMPDIR=str(folder / "tmp"))
    for name in ("JOBS", "LOGIN", "LOGIN_KEY", "KEK", "KEYSTORE", "TRAIL", "ANCHORS"):
        environ.pop(f"BALEHARUM_{name}", None)
    command = [sys.executable, "-m", "tests.report_killed", str(conf)]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr[-3000:]
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    return {row["place"]: row for row in map(json.loads, lines)}


@pytest.mark.parametrize("place", ["/".join(place) for place in PLACES])
def test_it_is_whole_or_absent_and_one_in_the_end(rows, place):
    row = rows[place]
    assert row["killed"]
    assert row["whole"]
    assert row["after"] - row["before"] in (0, 1)
    assert row["end"] == row["before"] + 1
    (code,) = row["codes"]
    assert len(code) == 16


def test_before_the_commit_it_is_absent_and_after_it_is_there(rows):
    came = [row["after"] - row["before"] for row in rows.values()]
    assert came[0] == 0
    assert came[-1] == 1
