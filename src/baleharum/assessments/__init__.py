"""What is found out: assessments with domains, scores, and an endorsement."""
