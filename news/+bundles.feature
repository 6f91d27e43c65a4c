Bundles for a court: one PDF with stamped pages, linked index, bookmarks, list of evidence and integrity sheet, and a deterministic BagIt package that `bin/verify-bundle` checks.
