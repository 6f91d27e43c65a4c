"""Reads the invented centre from the files of this folder."""

from importlib.resources import files

import json


def read(name: str):
    """Return the content of `<name>.json`."""
    return json.loads(files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8"))


def sample(name: str) -> bytes:
    """Return one of the sample files that the demo uploads."""
    return files("baleharum.demo").joinpath("files", name).read_bytes()


def text(name: str) -> str:
    """Return the content of another file of this folder."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
