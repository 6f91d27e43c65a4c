"""Letters to partners, with what they disclose and what that rests on."""
