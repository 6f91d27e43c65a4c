"""Everything that any package registers, asked for as one person, compared with a short list.

`allowed.toml` says for a persona and a place which names answer. All else has to be closed: a
package that is added later and answers somebody who it should not makes the sweep fail.
"""

from baleharum.interfaces import IBaleharumLayer
from collections.abc import Callable
from pathlib import Path
from plone.app.z3cform.interfaces import IPloneFormLayer
from tests.security.asking import CANARIES
from zope.component import getGlobalSiteManager
from zope.interface import Interface
from zope.interface import providedBy
from zope.publisher.browser import TestRequest
from zope.publisher.interfaces.browser import IDefaultBrowserLayer

import re
import tomllib


ALLOWED = Path(__file__).with_name("allowed.toml")
SERVICE = re.compile(r"^(GET|POST|PATCH|DELETE|PUT|OPTIONS)_\S*?_(@[\w.-]+)$")
#: Where who is not logged in is sent.
NO_STORE = "private, no-store"
LOGIN = re.compile(r"/(?:require_login|login)(?:\?|$)")
#: They end the visit, or answer with what is asked as long as it takes.
LEFT_OUT = frozenset(("logout", "plone-upgrade", "standard_error_message"))


def views(content) -> dict[str, object]:
    """Return name -> what answers to it, of all views that any package registers for an object.

    Also those under which services are registered, `GET_application_json_@types`.
    """
    request = TestRequest(skin=IDefaultBrowserLayer)
    layers = providedBy(request) + IBaleharumLayer + IPloneFormLayer
    found = getGlobalSiteManager().adapters.lookupAll([providedBy(content), layers], Interface)
    return {n: view for n, view in found if n and not set("/ ") & set(n) and n not in LEFT_OUT}


def view_names(content, services=True) -> list[str]:
    """Return the names of all views of an object; services: also those of services."""
    return sorted(n for n in views(content) if services or not SERVICE.match(n))


def pages(content) -> dict[str, object]:
    """Return name -> view of an object, without services."""
    return {name: view for name, view in views(content).items() if not SERVICE.match(name)}


def services(content) -> dict[tuple[str, str], object]:
    """Return (method, name) -> what answers to it, of all services; None: nothing of its own."""
    found = {SERVICE.match(name): view for name, view in views(content).items()}
    mine = {match.groups(): view for match, view in found.items() if match}
    return {**dict.fromkeys(service_names()), **mine}


def each_once(contents: list, kinds: Callable[[object], dict], turn: int = 0) -> list[tuple]:
    """Return (object, name) for each view that is another one, once, on another object each turn.

    kinds: object -> name -> view. Most views are registered for everything: the same class
    answers, and asks for the same permission, wherever it is looked up. Where some type has a view
    of its own, that is one more to ask for.
    """
    held: dict[tuple, list] = {}
    for content in contents:
        for name, view in kinds(content).items():
            held.setdefault((name, id(view)), []).append(content)
    rows = sorted(held.items(), key=lambda row: row[0][0])
    return [(held[(n + turn) % len(held)], name) for n, ((name, _view), held) in enumerate(rows)]


def service_names() -> set[tuple[str, str]]:
    """Return (method, name) of all REST services that are registered for anything."""
    found = (SERVICE.match(name) for name in _registered(getGlobalSiteManager()))
    return {match.groups() for match in found if match} | {("GET", "@types"), ("GET", "@workflow")}


def _registered(registry):
    """Yield the names of all adapters; the test layers stack one registry on the other."""
    yield from (row.name for row in registry.registeredAdapters())
    for base in registry.__bases__:
        yield from _registered(base)


def open_names(
    visitor, content, canaries=CANARIES, near="", known=frozenset()
) -> tuple[set[str], set[str]]:
    """Return (names that answer somebody on an object, names that told what they must not).

    near: ask only for views that stand close to this name, which is quick. known: names that are
    on a list anyway and are not asked for.
    """
    path = "/".join(content.getPhysicalPath())
    readable = sorted(name for method, name in service_names() if method == "GET")
    answering, telling = set(), set()
    # A service is registered as a view as well; it is asked for by its own name.
    names = [f"@@{name}" for name in view_names(content) if not name.startswith("GET_")]
    if near:
        place = names.index(near)
        names, readable = names[max(0, place - 5) : place + 5], []
    keeping, somebody = set(), bool(visitor.authorization or visitor.cookies)
    for name in sorted({*names, *readable} - set(known)):
        kind = "text/html" if name.startswith("@@") else "application/json"
        # Without the frame of the page, which is the same for all and takes longest.
        answer = visitor.ask("GET", f"{path}/{name}?ajax_load=1", headers={"Accept": kind})
        if is_open(answer):
            answering.add(name)
        if any(word in answer.text for word in canaries):
            telling.add(name)
        if somebody and answer.header("Cache-Control") != NO_STORE:
            keeping.add(name)
    assert keeping == set(), "A cache may keep what somebody was shown who is known."
    return answering, telling


def is_open(answer) -> bool:
    """Tell whether something was answered, and not that one should log in or go away."""
    return answer.status < 400 and not LOGIN.search(answer.header("Location"))


def allowed(letter: str, place: str) -> set[str]:
    """Return the names that may answer a persona at a place."""
    return set(tomllib.loads(ALLOWED.read_text("utf-8"))[letter][place])
