A bundle warns of pages that do not stand upright, and of scans that are finer than courts ask for.
