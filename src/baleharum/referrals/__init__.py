"""Referral letters: what they disclose and on which basis, who signs and sends them, what came of it."""
