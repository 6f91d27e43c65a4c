"""The register: a fast table of the cases that a person may see."""
