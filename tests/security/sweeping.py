"""Everything that any package registers, asked for as one person, compared with a short list.

`allowed.toml` says for a persona and a place which names answer. All else has to be closed: a
package that is added later and answers somebody who it should not makes the sweep fail.
"""

from baleharum.interfaces import IBaleharumLayer
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
LOGIN = re.compile(r"/(?:require_login|login)(?:\?|$)")
#: They end the visit, or answer with what is asked as long as it takes.
LEFT_OUT = frozenset(("logout", "plone-upgrade", "standard_error_message"))


def view_names(content, services=True) -> list[str]:
    """Return the names of all views that are registered for an object, by whatever package.

    services: also those under which services are registered, `GET_application_json_@types`.
    """
    request = TestRequest(skin=IDefaultBrowserLayer)
    layers = providedBy(request) + IBaleharumLayer + IPloneFormLayer
    found = getGlobalSiteManager().adapters.lookupAll([providedBy(content), layers], Interface)
    names = {name for name, _factory in found if name and "/" not in name and " " not in name}
    return sorted(n for n in names - LEFT_OUT if services or not SERVICE.match(n))


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
    services = sorted(name for method, name in service_names() if method == "GET")
    answering, telling = set(), set()
    # A service is registered as a view as well; it is asked for by its own name.
    views = [f"@@{name}" for name in view_names(content) if not name.startswith("GET_")]
    if near:
        place = views.index(near)
        views, services = views[max(0, place - 5) : place + 5], []
    for name in sorted({*views, *services} - set(known)):
        kind = "text/html" if name.startswith("@@") else "application/json"
        # Without the frame of the page, which is the same for all and takes longest.
        answer = visitor.ask("GET", f"{path}/{name}?ajax_load=1", headers={"Accept": kind})
        if is_open(answer):
            answering.add(name)
        if any(word in answer.text for word in canaries):
            telling.add(name)
    return answering, telling


def is_open(answer) -> bool:
    """Tell whether something was answered, and not that one should log in or go away."""
    return answer.status < 400 and not LOGIN.search(answer.header("Location"))


def allowed(letter: str, place: str) -> set[str]:
    """Return the names that may answer a persona at a place."""
    return set(tomllib.loads(ALLOWED.read_text("utf-8"))[letter][place])
