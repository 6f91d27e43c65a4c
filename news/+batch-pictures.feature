Photos document the distribution of a batch: only their pixels are kept, sealed, while it is distributed and accounted for.
