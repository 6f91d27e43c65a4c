Reports on which nobody decides are erased in time too, with a reminder; a box has a page for holds, restriction and requests of the people whom its reports are about.
