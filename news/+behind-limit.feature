Visitors can send no more than the report form takes; of a form with files that are too large the text is kept and shown again, with and without scripts.
