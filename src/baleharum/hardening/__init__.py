"""The security check: what of the hardening holds, what no longer does, and what to do."""
