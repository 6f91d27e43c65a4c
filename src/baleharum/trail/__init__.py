"""The record of who read and did what: append-only, hash-chained, outside of the ZODB."""
