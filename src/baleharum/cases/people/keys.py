"""Under which keys a person is found in other cases: hashed, since the catalog is no secret."""

from baleharum.cases.names import match_keys
from baleharum.vault.fingerprints import every_fingerprint
from baleharum.vault.fingerprints import fingerprints


def hashed_keys(nik: str, name: str, birth_year: int | None) -> list[str]:
    """Return the keyed hashes of `names.match_keys`, in their order."""
    keyed = fingerprints("person")
    return [keyed(key) for key in match_keys(nik, name, birth_year)]


def asked_keys(nik: str, name: str, birth_year: int | None) -> list[str]:
    """Return the same under every generation of the key: what to look for."""
    return every_fingerprint("person", match_keys(nik, name, birth_year))
