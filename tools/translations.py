"""Compiles the translations (`compile`) and tells whether they are complete (`check`)."""

from pathlib import Path

import contextlib
import io
import re
import sys
import tempfile


ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "src" / "baleharum" / "locales"
DOMAIN = "baleharum"
LANGUAGES = ("id", "en")
VARIABLE = re.compile(r"\$\{\w+\}")
DEFAULT = re.compile(r'Default: "(.*)"', re.S)


def compile_all() -> None:
    """Write each .mo that is older than its .po."""
    from zope.i18n.compile import compile_mo_file

    for po in LOCALES.glob("*/LC_MESSAGES/*.po"):
        compile_mo_file(po.stem, str(po.parent))


def catalogue(path: Path) -> dict[str, tuple[str, str]]:
    """Return msgid -> (msgstr, default text) of a .po or .pot file."""
    from i18ndude.catalog import MessageCatalog

    read = MessageCatalog(filename=str(path))
    return {msgid: (entry.msgstr, _default(entry)) for msgid, entry in read.items()}


def _default(entry) -> str:
    comment = "\n".join(entry.automatic_comments)
    found = DEFAULT.search(comment)
    return found[1] if found else ""


def used() -> set[str]:
    """Return the msgids that code, templates, ZCML and profiles use."""
    from i18ndude.script import main as i18ndude

    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / f"{DOMAIN}.pot"
        command = ["i18ndude", "rebuild-pot", "--pot", str(pot), "--create", DOMAIN]
        before, sys.argv = sys.argv, [*command, str(ROOT / "src" / DOMAIN)]
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
                i18ndude()
        finally:
            sys.argv = before
        return set(catalogue(pot))


def gaps() -> list[str]:
    """Return a line for each message that is not collected, not translated or lost a variable."""
    template = catalogue(LOCALES / f"{DOMAIN}.pot")
    found = [f"{msgid}: used, but not in {DOMAIN}.pot" for msgid in used() - set(template)]
    for language in LANGUAGES:
        translated = catalogue(LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po")
        for msgid, (_, default) in template.items():
            text = translated.get(msgid, ("", ""))[0]
            if not text:
                found.append(f"{msgid}: no text in `{language}`")
            elif set(VARIABLE.findall(text)) != set(VARIABLE.findall(default or msgid)):
                found.append(f"{msgid}: other variables in `{language}` than in the default")
    return sorted(found)


def main(argv: list[str]) -> int:
    """Do what the first argument says."""
    if argv == ["compile"]:
        compile_all()
        return 0
    missing = [
        path
        for path in [LOCALES / f"{DOMAIN}.pot"]
        + [LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po" for language in LANGUAGES]
        if not path.exists()
    ]
    found = [f"{path.relative_to(ROOT)} is missing" for path in missing] or gaps()
    print("\n".join(found) if found else "Every message has a text in id and en.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
