"""Finds a Chromium for the browser tests and prints its path; installs one when none is there.

Asked in this order: CHROMIUM=, the system's, Playwright's own. Then `playwright install
chromium` is tried, then the system's packages. Tests may call find() themselves.
"""

from pathlib import Path

import glob
import os
import shutil
import subprocess
import sys


#: Without the parts that only somebody in front of it needs, it takes a third less of the processor.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OWN = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
REMEDY = (
    "The browser tests need a Chromium, none was found and none could be installed: install the "
    "package chromium (or Google Chrome), or name one with CHROMIUM=/path/to/chromium."
)


def works(path: str | None) -> bool:
    """Tell whether this is a Chromium that starts: a stub or missing libraries don't."""
    if not path:
        return False
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, text=True)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "Chrom" in done.stdout


def playwrights_own() -> list[str]:
    """Return the Chromiums in Playwright's folder, newest first."""
    caches = [
        Path.home() / ".cache" / "ms-playwright",
        Path.home() / "Library/Caches/ms-playwright",
    ]
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    folders = [Path(folder)] if folder not in ("", "0") else caches
    found = [path for at in folders for own in OWN for path in glob.glob(str(at / own))]
    return sorted(found, reverse=True)


def find() -> str | None:
    """Return the path of a Chromium that starts, or None."""
    if named := os.environ.get("CHROMIUM"):
        return named if works(named) else None
    candidates = [shutil.which(name) for name in NAMES] + playwrights_own()
    return next((path for path in candidates if path and works(path)), None)


def ways_to_install() -> list[list[str]]:
    """Return the commands to try, one after the other, to get a Chromium."""
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        environ = ["env", "DEBIAN_FRONTEND=noninteractive"]
        apt = [*root, *environ, "apt-get", "--yes", "--quiet"]
        ways.append([*root, "apt-get", "update", "--quiet"])
        for package in (SHELL, "chromium"):
            install = [*apt, "install", "--no-install-recommends", package, "fonts-dejavu-core"]
            ways.append(install)
    return ways


def install() -> str | None:
    """Try to install a Chromium and return its path, or None."""
    for way in ways_to_install():
        print("Installing a Chromium:", " ".join(way), file=sys.stderr, flush=True)
        try:
            subprocess.run(
                way, stdin=subprocess.DEVNULL, stdout=sys.stderr, timeout=600, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            print(error, file=sys.stderr)
        if path := find():
            return path
    return None


def main() -> int:
    """Print the path of a Chromium, or say what to do when there is none."""
    named = os.environ.get("CHROMIUM")
    if named and not works(named):
        print(
            f"CHROMIUM={named} is not a Chromium that starts: name another one or leave it out.",
            file=sys.stderr,
        )
        return 1
    path = find() or install()
    print(path or REMEDY, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
