"""Finds a clamd for the tests of the virus scanner and prints its path; tries to install one.

Asked in this order: CLAMD=, the system's. Then the system's packages are tried. The scanner is
optional: without one the tests of the protocol run all the same, against a server of their own,
and the tests against a real clamd are not collected. Nothing is started and no list of viruses
is loaded: the tests bring their own.
"""

import os
import shutil
import subprocess
import sys


PLACES = ("/usr/sbin/clamd", "/usr/local/sbin/clamd", "/opt/homebrew/sbin/clamd")
WITHOUT = (
    "No clamd was found and none could be installed: the tests against a real one are not"
    " collected. Install the package clamav-daemon, or name one with CLAMD=/path/to/clamd."
)


def works(path: str | None) -> bool:
    """Tell whether this is a clamd that starts."""
    if not path:
        return False
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, text=True)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "ClamAV" in done.stdout


def find() -> str | None:
    """Return the path of a clamd that starts, or None."""
    if named := os.environ.get("CLAMD"):
        return named if works(named) else None
    return next((path for path in (shutil.which("clamd"), *PLACES) if works(path)), None)


def install() -> str | None:
    """Try to install a clamd where apt is, and return its path, or None."""
    if not shutil.which("apt-get"):
        return None
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--yes", "--quiet"]
    for way in ([*apt, "update"], [*apt, "install", "--no-install-recommends", "clamav-daemon"]):
        print("Installing a clamd:", " ".join(way), file=sys.stderr, flush=True)
        try:
            subprocess.run(
                way, stdin=subprocess.DEVNULL, stdout=sys.stderr, timeout=600, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            print(error, file=sys.stderr)
    return find()


def main() -> int:
    """Print the path of a clamd, '' when there is none; that is told, and no fault."""
    named = os.environ.get("CLAMD")
    if named and not works(named):
        print(f"CLAMD={named} is not a clamd that starts: name another one.", file=sys.stderr)
        return 1
    path = find() or install()
    print(path or "")
    if not path:
        print(WITHOUT, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
