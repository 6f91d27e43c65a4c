The demo holds a litigation file: exhibits, one of them in part, a box, pseudonyms and a fact, with a consent for its court.
