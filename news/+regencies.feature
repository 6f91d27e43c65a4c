The destination of a repatriation is chosen by the name of its regency or city; all 514 of them are known with their Kemendagri codes, and the letters name them.
