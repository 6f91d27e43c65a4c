A case is archived only when its active years (by its retention class) are over and it is not on hold; the refusal names the day and leads to the page where the class is chosen.
