"""Builds the wheel from a clean copy and looks whether every file of the product is in it."""

from pathlib import Path
from zipfile import ZipFile

import shutil
import subprocess
import sys
import tempfile


ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("setup.py", "pyproject.toml", "MANIFEST.in", "README.md", "CHANGES.md", "LICENSE")
KINDS = (".py", ".zcml", ".xml", ".pt", ".po", ".csv", ".css", ".js")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", "*.egg-info", "*.mo")


def build(copy: Path) -> Path:
    """Build the wheel of a copy of the sources and return its path."""
    copy.mkdir()
    for name in SOURCES:
        shutil.copy(ROOT / name, copy)
    shutil.copytree(ROOT / "src", copy / "src", ignore=LEFT_OUT)
    out = copy / "dist"
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, copy]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"The wheel could not be built:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return next(out.glob("*.whl"))


def faults(wheel: Path, sources: Path) -> list[str]:
    """Return a line for each thing that is missing in the wheel or does not belong there."""
    inside = set(ZipFile(wheel).namelist())
    product = (sources / "baleharum").rglob("*")
    wanted = {str(path.relative_to(sources)) for path in product if path.is_file()}
    found = [f"{name} is missing in the wheel" for name in wanted - inside]
    kinds = {Path(name).suffix for name in inside}
    found += [f"the wheel has no {kind} file" for kind in KINDS if kind not in kinds]
    found += [
        f"{name} does not belong in the wheel"
        for name in inside
        if not name.startswith(("baleharum/", "baleharum-")) or "__pycache__" in name
    ]
    for po in (name for name in inside if name.endswith(".po")):
        if po.removesuffix(".po") + ".mo" not in inside:
            found.append(f"{po} is not compiled to a .mo in the wheel")
    if not any(name.endswith("licenses/LICENSE") for name in inside):
        found.append("the wheel has no LICENSE")
    return sorted(found)


def main() -> int:
    """Say what is wrong with the wheel, or its name and size."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "baleharum"
        wheel = build(copy)
        found = faults(wheel, copy / "src")
        size = wheel.stat().st_size // 1024
    print("\n".join(found) if found else f"{wheel.name} ({size} kB) has everything.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
