"""REST: steps of a service page, and what the front page says, as JSON."""
