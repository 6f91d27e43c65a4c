"""The filters stand in every way of running that the project declares, and in what was built."""

from baleharum.hardening.machine import missing_filters
from configparser import ConfigParser
from importlib.metadata import entry_points
from pathlib import Path
from tests.http import PIPELINE
from tests.serving import GuardedServer

import pytest


ROOT = Path(__file__).parent.parent
PROFILES = ROOT / "profiles"
WHOLE = (
    "egg:baleharum#access-log egg:baleharum#headers egg:baleharum#limit egg:baleharum#guard"
    " egg:baleharum#pages"
    " egg:Zope#httpexceptions zope"
).split()


def declared(path: Path) -> dict[str, dict[str, str]]:
    """Return the sections of a profile with all that it extends; the nearest word counts."""
    own = ConfigParser(interpolation=None, delimiters=("=",), strict=False)
    # `+=` and `-=` of buildout are other options than the one that they change.
    own.read_string(path.read_text("utf-8").replace("<= ", "inherits = "))
    sections: dict[str, dict[str, str]] = {}
    for name in own.get("buildout", "extends", fallback="").split():
        for section, options in declared(path.parent / name).items():
            sections.setdefault(section, {}).update(options)
    for section in own.sections():
        sections.setdefault(section, {}).update(own[section])
    return sections


@pytest.mark.parametrize("name", ["development", "production", "cluster"])
def test_every_profile_declares_the_whole_pipeline(name):
    sections = declared(PROFILES / f"{name}.cfg")
    instances = [s for s in sections if s.startswith("instance")] + ["worker-instance"]
    for instance in instances:
        own = sections[instance]
        while "pipeline" not in own:
            own = sections[own["inherits"]]
        assert own["pipeline"].split() == WHOLE, instance
    assert len(instances) == (4 if name == "cluster" else 2)
    assert "security-check" in sections["buildout"]["parts"]


def test_what_was_built_has_them_too():
    for path in ROOT.glob("parts/*/etc/wsgi.ini"):
        settings = ConfigParser(interpolation=None, strict=False)
        settings.read(path)
        assert missing_filters(settings["pipeline:main"]["pipeline"].split()) == [], path


def test_the_names_in_the_profiles_are_entry_points():
    found = {e.name: e.value for e in entry_points(group="paste.filter_factory")}
    assert found["headers"] == "baleharum.guard.headers:make_filter"
    assert found["guard"] == "baleharum.guard.uniform:make_filter"


def test_tests_ask_through_the_same_filters():
    filters = (PIPELINE, PIPELINE.app, PIPELINE.app.app, PIPELINE.app.app.app)
    assert [type(f).__name__ for f in filters] == ["Headers", "Limit", "Head", "Uniform"]
    assert GuardedServer.make_wsgi_app.__doc__
