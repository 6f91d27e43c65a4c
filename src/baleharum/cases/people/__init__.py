"""The people in a case: the only place of names, numbers and addresses."""
