The list of sub-districts has all 117 kecamatan of Nusa Tenggara Barat (Kepmendagri 300.2.2-2430/2025); reports show those of the centre's own regency or city, and others where something was counted.
