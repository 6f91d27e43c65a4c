"""Letters: numbers without gaps, the letterhead, typeset and office letters, what is sent out."""
