"""The adversarial cases of the security design, by their numbers: see cases.py."""
