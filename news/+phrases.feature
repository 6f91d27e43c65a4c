A phrase of frequent words is found more quickly: the order of words is opened in one loop.
