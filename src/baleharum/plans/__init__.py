"""What is planned and done: care plans, service records, conferences, mediation."""
