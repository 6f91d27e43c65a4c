"""What an ID token must be before anything in it is believed (OpenID Connect Core 1.0, 3.1.3.7)."""

from baleharum.login.oidc.refused import Refused
from collections.abc import Collection
from collections.abc import Sequence
from hmac import compare_digest
from typing import Any

import jwt


#: Signatures that only the provider can make: with the client's secret (HS256) we could, too.
ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
)
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce", "auth_time"]
#: Seconds by which the clocks of provider and site may differ.
LEEWAY = 30


def verified(
    token: str,
    keys: Sequence[dict[str, Any]],
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    began: float,
) -> dict[str, Any]:
    """Return the claims of an ID token that answers this login. Raises Refused.

    began: when the login began here; the person has to have logged in there after it.
    """
    try:
        key = _key_of(token, keys)
        claims = jwt.decode(
            token,
            jwt.PyJWK.from_dict(key).key,
            algorithms=[key["alg"]] if key.get("alg") in ALGORITHMS else ALGORITHMS,
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": NEEDED},
        )
    # A key that does not fit the algorithm is a TypeError or ValueError of the package.
    except (jwt.PyJWTError, TypeError, ValueError) as error:
        raise Refused("token", type(error).__name__) from error
    why = _wrong(claims, client_id, nonce, began)
    if why:
        raise Refused("token", why)
    return claims


def _key_of(token: str, keys: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the key that a token says it is signed with."""
    name = jwt.get_unverified_header(token).get("kid")
    fitting = [
        key
        for key in keys
        if (name is None or key.get("kid") == name) and key.get("use", "sig") == "sig"
    ]
    if len(fitting) != 1:
        raise Refused("token", "no key of the provider, or more than one, fits it")
    return fitting[0]


def _wrong(claims: dict[str, Any], client_id: str, nonce: str, began: float) -> str:
    """Return what in a well signed token is wrong for this login, '' for nothing."""
    if not compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        return "another nonce"
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", "" if several else client_id) != client_id:
        return "made for another client"
    when = claims["auth_time"]
    if not isinstance(when, int | float) or when < began - LEEWAY:
        return "the person has not logged in anew"
    return "" if claims["sub"] else "nobody"


def has_factor(claims: dict[str, Any], accepted: Collection[str]) -> bool:
    """Tell whether a token says that the person has shown one of these, by `amr` or `acr`."""
    said = claims.get("amr")
    shown = {value for value in said if isinstance(value, str)} if isinstance(said, list) else set()
    if isinstance(claims.get("acr"), str):
        shown.add(claims["acr"])
    return bool(shown & set(accepted))
