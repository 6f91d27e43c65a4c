"""The table of the cases is whole, and every test that it names is there."""

from pathlib import Path
from tests.security.cases import CASES

import ast
import pytest


TESTS = Path(__file__).parent.parent


def functions(path: Path) -> set[str]:
    """Return the names of the tests in a file, also of those in classes."""
    found = ast.walk(ast.parse(path.read_text("utf-8")))
    return {node.name for node in found if isinstance(node, ast.FunctionDef)}


def test_every_case_has_its_row():
    assert list(CASES) == list(range(1, 85))


@pytest.mark.parametrize("number", CASES)
def test_what_shows_a_case_is_there(number):
    shown = CASES[number]
    assert shown
    for name in shown:
        file, function = name.split("::")
        assert function.startswith("test_"), name
        assert function in functions(TESTS / file), name


def test_every_test_that_has_a_number_is_in_the_table():
    named = {name for shown in CASES.values() for name in shown}
    for path in sorted((TESTS / "security").glob("test_*.py")):
        for function in functions(path):
            if function.startswith("test_case"):
                assert f"security/{path.name}::{function}" in named
