"""Builds the demo centre."""


def build(tool):
    """Fill the site with the demo centre."""
