"""Addresses of the product's own files that change with what is in them, so that they may be kept."""

from functools import cache
from hashlib import sha256
from importlib.resources import files


@cache
def mark(name: str) -> str:
    """Return what stands for the contents of a file of `static`."""
    data = files("baleharum").joinpath("static", name).read_bytes()
    return sha256(data).hexdigest()[:12]


def address(site_url: str, name: str) -> str:
    """Return the address of a file of `static`."""
    return f"{site_url}/++webresource++{mark(name)}/++plone++baleharum/{name}"
