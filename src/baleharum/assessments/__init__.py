"""Assessments: what was found about the people of a case, by whom, and who stands for it."""
