"""The directory of partners: institutions and people of the community who help with a case."""
