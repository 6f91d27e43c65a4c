Head and privacy officer of an intake box are told who read a report, by its number.
