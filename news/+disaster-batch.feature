The people of a disaster are entered in one form: the event once, a line for each person or family, all filed or none, with mistakes told by line; also as `POST @disaster-reports`.
