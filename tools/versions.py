"""Writes profiles/versions.cfg, buildout's pins, from requirements.txt, the one list."""

from collections import Counter
from pathlib import Path

import re
import sys


ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "requirements.txt"
VERSIONS = ROOT / "profiles" / "versions.cfg"
HEAD = "# Written by `make pins` from requirements.txt: change that, not this.\n[versions]\n"
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^]]*\])?==([^\s;]+)")


def versions(pins: str) -> str:
    """Return the text of versions.cfg for the text of a requirements file.

    A pin's environment marker is left out: buildout asks only for what is needed. Raises
    ValueError where one package is pinned twice, for buildout knows one version of each.
    """
    found = [PIN.match(line) for line in pins.splitlines()]
    names = Counter(m[1].lower() for m in found if m)
    twice = sorted(name for name, times in names.items() if times > 1)
    if twice:
        raise ValueError(
            f"Pinned twice: {', '.join(twice)}. Bound it in requirements.in to a version that "
            "every Python of setup.py takes, and run `make pins`."
        )
    return HEAD + "".join(f"{m[1]} = {m[2]}\n" for m in found if m)


def main(argv: list[str]) -> int:
    """Write the file, or with --check only say whether it agrees."""
    wanted = versions(PINS.read_text(encoding="utf-8"))
    if "--check" not in argv:
        VERSIONS.write_text(wanted, encoding="utf-8")
        return 0
    if VERSIONS.exists() and VERSIONS.read_text(encoding="utf-8") == wanted:
        return 0
    print("profiles/versions.cfg differs from requirements.txt: run `make pins`.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
