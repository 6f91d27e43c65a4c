"""The demo centre: invented people, for training and for tests. Never part of a real site."""
