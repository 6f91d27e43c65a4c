"""Insurance and health of the people of a case, kept by its psychologists and doctors alone."""
