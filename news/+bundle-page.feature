A place of the chronology leads to its page of the bundle, shown as a picture with the pages before and after it; each page that is shown is noted.
