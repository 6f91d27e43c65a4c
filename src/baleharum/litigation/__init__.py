"""Litigation files: exhibits in order, checked, approved, bound into one bundle and handed in."""
