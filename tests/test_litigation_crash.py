"""Killed anywhere (kill -9), a bundle is made once, with the same bytes, and nothing plain is left."""

from pathlib import Path

import subprocess
import sys


HERE = Path(__file__).parent


def test_l5_killed_at_one_place_after_the_other_there_is_one_bundle_in_the_end():
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", str(HERE / "litigation_killed.py")]
    told = subprocess.run(
        command, capture_output=True, text=True, timeout=300, cwd=HERE.parent, check=False
    )
    assert told.returncode == 0, told.stdout[-4000:]
