An emergency report that nobody takes up in time calls its officers by mail, once, with its number and nothing of what was reported.
