"""Screens of the team: who can see a case, standing appointments, leave, emergency access."""
