"""The screens of the team: who can see a case, why and until when."""
