"""Bringing somebody home: what is verified, who travels with them, and who takes them over."""
