"""The heart: the register, its cases, and the people, files and notes of a case."""
