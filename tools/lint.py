"""`make lint`: every check on the text of the project; runs all and then says which failed."""

from pathlib import Path

import subprocess
import sys


ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON_FOLDERS = ("src", "tests", "tools", "bench", "setup.py")
# zpretty's way of writing each kind of file.
MARKUP = {"pt": [], "xml": ["--xml"], "zcml": ["--zcml"]}
# tools/workflows.py writes the workflows, in the style of GenericSetup's own export.
GENERATED = {"workflows"}


def markup(suffix: str) -> list[str]:
    """Return the project's files with a suffix, such as "pt", that people write."""
    files = (ROOT / "src" / "baleharum").rglob(f"*.{suffix}")
    return sorted(str(path) for path in files if not GENERATED & set(path.parts))


def checks() -> dict[str, list[str]]:
    """Return name -> command of each check."""
    python = [name for name in PYTHON_FOLDERS if (ROOT / name).exists()]
    found = {
        "ruff": [str(BIN / "ruff"), "check", *python],
        "ruff format": [str(BIN / "ruff"), "format", "--check", *python],
        "import-linter": [str(BIN / "lint-imports"), "--no-logo"],
        "mypy": [str(BIN / "mypy")],
        "pins": [sys.executable, "tools/versions.py", "--check"],
        "translations": [sys.executable, "tools/translations.py", "check"],
        "news": [str(BIN / "towncrier"), "build", "--draft", "--version", "next"],
        "wheel": [sys.executable, "tools/wheel_contents.py"],
    }
    for suffix, options in MARKUP.items():
        if files := markup(suffix):
            found[f"zpretty {suffix}"] = [str(BIN / "zpretty"), "--check", *options, *files]
    return found


def format_all() -> int:
    """Rewrite everything that a tool can rewrite."""
    python = [name for name in PYTHON_FOLDERS if (ROOT / name).exists()]
    commands = [
        [str(BIN / "ruff"), "check", "--fix", "--quiet", *python],
        [str(BIN / "ruff"), "format", *python],
    ]
    for suffix, options in MARKUP.items():
        if files := markup(suffix):
            commands.append([str(BIN / "zpretty"), "--inplace", *options, *files])
    return max(subprocess.run(command, cwd=ROOT).returncode for command in commands)


def main(argv: list[str]) -> int:
    """Run every check; with --fix rewrite instead."""
    if "--fix" in argv:
        return format_all()
    failed = []
    for name, command in checks().items():
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        print(f"{name}: {'failed' if done.returncode else 'good'}", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout[-6000:] + done.stderr[-3000:], flush=True)
    if failed:
        print(f"Not good: {', '.join(failed)}. `make format` mends what a tool can mend.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
