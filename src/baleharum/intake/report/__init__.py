"""The public form with which people report, and the page on which they come back to their report."""
