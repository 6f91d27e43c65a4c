"""Makes .venv with the pinned packages and runs buildout, each only when its inputs changed."""

from hashlib import sha256
from pathlib import Path
from trouble import check_place
from trouble import check_room
from trouble import ROOT
from trouble import Trouble

import json
import os
import re
import shutil
import subprocess
import sys
import time


BEGUN = time.monotonic()
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
BUILT = ROOT / "parts" / "built.json"
PINS = ROOT / "requirements.txt"
ROOM_FOR_ENVIRONMENT = 900


def say(line: str) -> None:
    """Print a line of progress at once, after the seconds since the beginning."""
    print(f"{time.monotonic() - BEGUN:4.0f} s  {line}", flush=True)


def run(command: list, remedy: str, **extra) -> None:
    """Run a command quietly; when it fails show what it wrote and raise the trouble."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **extra,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr, flush=True)
        check_room(ROOT, 20)
        raise Trouble(remedy)


def digest(*files: Path) -> str:
    """Return one hash over the names and contents of files."""
    whole = sha256()
    for file in sorted(files):
        whole.update(f"{file.name}\0".encode() + file.read_bytes() + b"\0")
    return whole.hexdigest()


def stamp(path: Path) -> dict:
    """Return what a stamp says, or nothing when there is none that can be read."""
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return {}


def make_venv() -> None:
    """Make .venv with this Python, anew when it is another version's or was moved here."""
    version = sys.version.split()[0]
    if _version_of(PYTHON) == version and stamp(STAMP).get("root", str(ROOT)) == str(ROOT):
        return
    if VENV.exists():
        say("The environment .venv is of another Python or place: making it anew")
        shutil.rmtree(VENV)
    say(f"Making the environment .venv with Python {version}")
    base = Path(sys.base_prefix, "bin", f"python{sys.version_info[0]}.{sys.version_info[1]}")
    python = base if base.exists() else sys.executable
    remedy = (
        "The environment could not be made: install Python's venv module "
        "(Debian: python3-venv) and run again."
    )
    run([python, "-m", "venv", VENV], remedy)


def _version_of(python: Path) -> str:
    """Return the version of a Python that has pip, or nothing when it doesn't run."""
    code = "import pip, sys; print(sys.version.split()[0])"
    try:
        return subprocess.run([python, "-c", code], capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def install_packages(extras: set[str]) -> None:
    """Install the pinned packages of the product and of the named extras."""
    key = digest(PINS, ROOT / "setup.py")
    there = stamp(STAMP)
    have = set(there.get("extras", ()))
    if there.get("key") == key and extras <= have:
        return
    wanted = ",".join(sorted(extras | have))
    say(f"Installing the pinned packages ({wanted})")
    retry = "The packages could not be installed: see above, check the network and run again."
    pin = re.search(r"^uv==\S+", PINS.read_text(), re.M)[0]
    if not (VENV / "bin" / "uv").exists() or there.get("key") != key:
        run([PYTHON, "-m", "pip", "install", "--quiet", pin], retry)
    install = [VENV / "bin" / "uv", "pip", "install", "--python", PYTHON, "--constraints", PINS]
    run([*install, "--build-constraints", PINS, "--editable", f".[{wanted}]"], retry)
    made = {"key": key, "extras": sorted(extras | have), "root": str(ROOT)}
    STAMP.write_text(json.dumps(made))


def buildout(config: str = "buildout.cfg") -> None:
    """Run buildout when the environment or a profile has changed since it ran last."""
    profiles = [ROOT / config, *(ROOT / "profiles").rglob("*.*")]
    key = {"key": digest(STAMP, *profiles), "config": config, "root": str(ROOT)}
    if stamp(BUILT) == key:
        return
    say("Running buildout")
    BUILT.unlink(missing_ok=True)
    # The pinned setuptools of .venv builds the product: nothing is fetched for it.
    environ = dict(os.environ, PIP_NO_BUILD_ISOLATION="0")
    remedy = "buildout failed: see above; after mending it run again."
    run([VENV / "bin" / "buildout", "-c", config], remedy, env=environ)
    BUILT.write_text(json.dumps(key))


def prepare(extras: set[str]) -> None:
    """Make what is missing of the environment for these extras of setup.py."""
    check_place()
    fresh = not STAMP.exists()
    check_room(ROOT, ROOM_FOR_ENVIRONMENT if fresh else 50)
    make_venv()
    install_packages(extras)


def main(argv: list[str]) -> int:
    """Prepare the extras that the arguments name, and run buildout unless --packages."""
    try:
        prepare({extra for extra in argv if not extra.startswith("-")})
        if "--packages" not in argv:
            buildout()
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
