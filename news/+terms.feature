Code lists of the domain with labels in Indonesian and English, checks of NIK and other identity numbers, and phonetic keys of names.
