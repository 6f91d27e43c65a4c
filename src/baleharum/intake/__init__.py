"""The intake: reports that come in by whatever door, and what officers make of them."""
