"""Tests in a real Chromium against the centre as `make start` serves it."""

from pathlib import Path

import sys


# The tools are scripts that import each other by their plain names.
sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))
