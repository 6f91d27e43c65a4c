"""The guard: inside a realm everything is viewable, or it does not exist."""
