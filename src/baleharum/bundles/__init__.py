"""Bundles for a court: one PDF with page numbers, index and bookmarks, and a package that proves it.

Pure functions of a `spec.Bundle` and files: no clock, no chance, no site. The same spec and the same
files give the same bytes on every machine.
"""
