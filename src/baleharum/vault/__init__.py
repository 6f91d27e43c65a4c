"""Keys and sealed values: what a case holds can be read with the key of the case, or not at all."""
