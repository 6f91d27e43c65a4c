"""Code lists: the tokens a case may store, and their labels in two languages."""
