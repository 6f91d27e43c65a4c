"""What is said to the provider: where people log in, what a code is worth, who somebody is."""

from baleharum.login.oidc.flows import Flow
from baleharum.login.oidc.provider import is_secure
from baleharum.login.oidc.refused import Refused
from baleharum.login.visitors import moment
from base64 import urlsafe_b64encode
from hashlib import sha256
from plone import api
from typing import Any
from urllib.parse import quote_plus
from urllib.parse import urlencode

import requests


#: Seconds to connect, and to wait for an answer: a thread of the site waits with it.
PATIENCE = (3, 5)
#: Seconds for which the provider's description of itself counts; those for which one that can't
#: be reached is not asked again, so that nobody keeps all threads waiting.
KNOWN, UNREACHABLE = 600.0, 30.0
WELL_KNOWN = ".well-known/openid-configuration"
#: The provider asks for the password again: on a shared PC somebody else may be logged in there.
#: With `max_age` it has to say when it did (`auth_time`), which the browser cannot change.
FRESH = {"prompt": "login", "max_age": "300"}

_descriptions: dict[str, tuple[float, dict[str, Any] | None]] = {}


def address(provider: Any, flow: Flow) -> str:
    """Return where the browser is sent to. Raises Refused while the provider can't be reached."""
    challenge = urlsafe_b64encode(sha256(flow.verifier.encode()).digest()).decode().rstrip("=")
    query = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri(),
        "scope": " ".join(dict.fromkeys(["openid", *provider.get_scopes()])),
        "state": flow.state,
        "nonce": flow.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        **FRESH,
    }
    page = _endpoint(description(provider.issuer), "authorization_endpoint")
    return f"{page}{'&' if '?' in page else '?'}{urlencode(query)}"


def redirect_uri() -> str:
    """Return the page of this site that the provider sends people back to."""
    return f"{api.portal.get().absolute_url()}/oidc-callback"


def description(issuer: str) -> dict[str, Any]:
    """Return the provider's description of itself, see OpenID Connect Discovery 1.0."""
    until, known = _descriptions.get(issuer, (0.0, None))
    if moment() >= until:
        # Whoever asks meanwhile gets the old one, or is told that there is none.
        _descriptions[issuer] = (moment() + UNREACHABLE, known)
        known = _asked("GET", f"{issuer.rstrip('/')}/{WELL_KNOWN}")
        if str(known.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
            raise Refused("provider", "the provider says that it is another one")
        _descriptions[issuer] = (moment() + KNOWN, known)
    if known is None:
        raise Refused("provider", "the provider was not to be reached a moment ago")
    return known


def tokens(provider: Any, flow: Flow, code: str) -> dict[str, Any]:
    """Return what the provider gives for a code."""
    about = description(provider.issuer)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri(),
        "code_verifier": flow.verifier,
    }
    client, secret = provider.client_id, provider.client_secret or ""
    ways = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if secret and "client_secret_basic" in ways:
        options: dict[str, Any] = {"auth": (quote_plus(client), quote_plus(secret))}
    else:
        options = {}
        form.update({"client_id": client}, **({"client_secret": secret} if secret else {}))
    return _asked("POST", _endpoint(about, "token_endpoint"), "code", data=form, **options)


def keys(provider: Any) -> list[dict[str, Any]]:
    """Return the keys that the provider signs with, as they are now."""
    found = _asked("GET", _endpoint(description(provider.issuer), "jwks_uri")).get("keys")
    return [key for key in found or () if isinstance(key, dict)]


def user_info(provider: Any, access_token: str) -> dict[str, Any]:
    """Return what the provider says of a person beside the ID token, {} where it says nothing."""
    about = description(provider.issuer)
    if not about.get("userinfo_endpoint"):
        return {}
    headers = {"Authorization": f"Bearer {access_token}"}
    return _asked("GET", _endpoint(about, "userinfo_endpoint"), headers=headers)


def _endpoint(about: dict[str, Any], name: str) -> str:
    found = str(about.get(name, ""))
    if not is_secure(found):
        raise Refused("provider", f"its {name} is no https address")
    return found


def _asked(method: str, url: str, reason: str = "provider", **options: Any) -> dict[str, Any]:
    """Return the JSON of an answer; reason: what it means that the provider refuses."""
    try:
        # No redirect is followed: it could lead to where the codes are not safe.
        answer = requests.request(method, url, timeout=PATIENCE, allow_redirects=False, **options)
        if answer.status_code != 200:
            refuses = 400 <= answer.status_code < 500
            raise Refused(reason if refuses else "provider", f"{url} answers {answer.status_code}")
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise Refused("provider", f"{url}: {type(error).__name__}") from error
    if not isinstance(found, dict):
        raise Refused("provider", f"{url} answers no JSON object")
    return found
