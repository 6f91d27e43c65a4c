What is typed into a form and not sent is kept on the server some seconds later, sealed, for its author: it outlives a reload, a crash and a lost session.
