What is not what was sealed (changed, cut, exchanged) is a row of the record and an alarm with a mail, also when it is met while a file is sent.
