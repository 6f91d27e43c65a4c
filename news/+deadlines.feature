Deadlines: one list of what is due, of a case, a person and the centre, on the desk, as `@deadlines`, as a calendar with a secret address and as a daily mail with case numbers alone.
