"""The arrow of the slices in ZCML and templates, and the sizes that keep the house readable.

Python's imports are held by import-linter, see pyproject.toml.
"""

from pathlib import Path

import ast
import re


SOURCE = Path(__file__).parent.parent / "src/baleharum"

#: From the bottom to the top; what stands in one row never refers to its siblings.
ROWS = (
    ("terms",),
    ("trail", "jobs"),
    ("vault",),
    ("documents",),
    ("letters",),
    ("renditions",),
    ("bundles",),
    ("team", "guard"),
    ("login",),
    ("cases",),
    ("partners",),
    ("consents", "assessments", "plans"),
    (
        *("referrals", "litigation", "stays", "repatriations", "adoptions", "mandates", "health"),
        "programmes",
    ),
    ("intake", "public"),
    ("audit", "statistics", "retention", "desk", "deadlines", "hardening"),
    ("demo",),
)
RANK = {name: rank for rank, row in enumerate(ROWS) for name in row}
FORBIDDEN = {"utils", "common", "base", "helpers", "manager", "misc"}


def slice_of(path: Path) -> str:
    """Return the slice that a file belongs to, '' at the root."""
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 and parts[0] in RANK else ""


def files(*patterns: str) -> list[Path]:
    """Return the files of all slices that fit a pattern."""
    return sorted(p for pattern in patterns for p in SOURCE.rglob(pattern) if slice_of(p))


def named_slices(text: str) -> set[str]:
    """Return the slices of the product that a text names by their dotted names."""
    return set(re.findall(r"\bbaleharum\.(\w+)\b", text)) & set(RANK)


def test_zcml_and_templates_refer_downwards_only():
    up_or_sideways = [
        (str(path.relative_to(SOURCE)), other)
        for path in files("*.zcml", "*.pt")
        for other in named_slices(path.read_text("utf-8")) - {slice_of(path)}
        if RANK[other] >= RANK[slice_of(path)]
    ]
    assert up_or_sideways == []


def view_names(path: Path) -> set[str]:
    """Return the names of views that a ZCML file registers."""
    pages = re.findall(r"<browser:page\s[^>]*?\bname=\"([^\"]+)\"", path.read_text("utf-8"), re.S)
    return set(pages)


#: Views of Plone that a slice has its own of: templates call them as Plone's.
PLONES = {"main_template", "search"}


def test_templates_call_no_view_of_a_slice_above():
    owners: dict[str, set[str]] = {}
    for path in files("*.zcml"):
        for name in view_names(path) - PLONES:
            owners.setdefault(name, set()).add(slice_of(path))
    for path in files("*.pt"):
        for name in set(re.findall(r"@@([\w.-]+)", path.read_text("utf-8"))):
            ranks = {RANK[owner] for owner in owners.get(name, ())}
            assert not ranks or min(ranks) <= RANK[slice_of(path)], f"{path} calls @@{name}"


def test_every_slice_has_its_place():
    found = {p.name for p in SOURCE.iterdir() if (p / "__init__.py").exists()}
    assert found == set(RANK)


def test_no_module_is_a_drawer_for_everything():
    assert not [p for p in SOURCE.rglob("*.py") if p.stem in FORBIDDEN]


def functions(path: Path):
    """Yield (lines of code without its docstring, name) of every function in a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            doc = ast.get_docstring(node, clean=False)
            length = node.end_lineno - node.lineno + 1 - (len(doc.splitlines()) if doc else 0)
            yield length, f"{path.name}:{node.name}"


def longer(pattern: str, limit: int) -> list[tuple[str, int]]:
    """Return (path, lines) of the files of a kind that have more lines than a limit."""
    lengths = [(path, len(path.read_text("utf-8").splitlines())) for path in files(pattern)]
    return [(str(path.relative_to(SOURCE)), lines) for path, lines in lengths if lines > limit]


def test_files_and_functions_fit_on_a_page_or_two():
    assert longer("*.py", 250) == []
    long = [(str(p), *each) for p in files("*.py") for each in functions(p) if each[0] > 50]
    assert long == []


def test_zcml_stays_short():
    assert longer("*.zcml", 90) == []


def test_no_template_carries_script_or_style():
    for path in files("*.pt"):
        text = path.read_text("utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=\"|\sstyle=\"", text), path
