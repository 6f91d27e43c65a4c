The board of a house says since when somebody waits and which stay ends today; the page of all houses names who waits for any of them.
