"""Makes the same bundle with every other supported Python that is installed: the same bytes?

    try_pythons.py

Each gets an environment of its own, with the same pins, in a folder that goes away at the end. A
court that asks years later for the same bundle must not get another one because Python is newer.
"""

from environment import PINS
from environment import PYTHON
from environment import run
from environment import say
from environment import VENV
from pathlib import Path
from trouble import ROOT
from trouble import Trouble

import os
import shutil
import subprocess
import sys
import tempfile


#: Versions that are supported, see setup.py and with-python.
VERSIONS = ("3.11", "3.12", "3.13")
UNFIT = ("3.13.0",)
OURS = sys.version.split()[0]
PYENV = Path(os.environ.get("PYENV_ROOT") or "~/.pyenv").expanduser()

#: Prints a line of hashes: of a package, and of renditions of a text, a picture and a PDF.
MAKE = """
from baleharum.bundles.package import build, InMemory
from baleharum.documents import kinds
from baleharum.renditions.making import rendition
from io import BytesIO
from tests import document_samples
from tests.bundles_made import opener, sample
import hashlib
bundle, files = sample(7)
package = InMemory()
build(bundle, opener(files), lambda code: BytesIO(code.encode()), InMemory(), package)
print(hashlib.sha256(package.data).hexdigest())
for data, kind in (
    (b"Surat keterangan", kinds.TXT),
    (document_samples.png(), kinds.PNG),
    (document_samples.pdf("Surat keterangan"), kinds.PDF),
):
    print(rendition(BytesIO(data), kind).sha256)
"""


def others() -> dict[str, str]:
    """Return exact version -> path of the other supported Pythons, where programs and pyenv are."""
    found = {}
    for version in VERSIONS:
        by_pyenv = PYENV.glob(f"versions/{version}.*/bin/python")
        for path in filter(None, (shutil.which(f"python{version}"), *map(str, by_pyenv))):
            told = subprocess.run([path, "-V"], capture_output=True, text=True).stdout
            exact = told.removeprefix("Python ").strip()
            if exact.startswith(f"{version}.") and exact not in (*UNFIT, OURS):
                found.setdefault(exact, path)
    return found


def made_by(python: Path) -> str:
    """Return the hashes of what a Python makes."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [python, "-c", MAKE], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise Trouble(f"{python} could not make the bundle: see above.")
    return done.stdout


def environment(path: str, folder: Path) -> Path:
    """Make an environment with our pins; return its Python."""
    uv, python = VENV / "bin" / "uv", folder / "bin" / "python"
    retry = "The packages could not be installed: see above, check the network and run again."
    run([uv, "venv", "--quiet", "--python", path, folder], retry)
    pins = ["--constraints", PINS, "--build-constraints", PINS]
    # What the samples are drawn with is of the tests.
    run([uv, "pip", "install", "--python", python, *pins, "--editable", ".", "hypothesis"], retry)
    return python


def main() -> int:
    """Compare; 0 if all are the same."""
    try:
        wanted = made_by(PYTHON)
        for version, path in others().items():
            with tempfile.TemporaryDirectory(prefix="baleharum-") as folder:
                say(f"Installing the pinned packages for Python {version}")
                made = made_by(environment(path, Path(folder) / "venv"))
            if made != wanted:
                raise Trouble(f"Python {version} makes other bytes:\n{made}\nthan ours:\n{wanted}")
            say(f"Python {version} makes the same bundle as {OURS}")
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    say("All Pythons that are installed make the same bundle.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
