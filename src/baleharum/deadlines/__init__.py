"""What is due: one list for a case, a person and the centre; as a calendar and a daily mail."""
