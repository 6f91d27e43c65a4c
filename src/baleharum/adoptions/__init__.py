"""Adoption: who asks for a child, what the law asks of them, and how it is decided."""
