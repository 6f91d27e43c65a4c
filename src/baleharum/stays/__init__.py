"""Stays in a shelter: houses with rooms and beds, who is let in, until when, and what follows."""
