"""Who comes in: passwords, the second factor, sessions, the pledge."""
