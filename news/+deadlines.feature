Deadlines: one list of what is due, of a case, a person and the centre, on the desk and as `@deadlines`.
