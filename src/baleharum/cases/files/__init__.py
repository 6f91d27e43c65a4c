"""The documents of a case: upload, versions, review, text and preview."""
