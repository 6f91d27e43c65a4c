Filing something takes half the time: the catalog looks once, and at the thing itself alone, for each of the sixty names that it may have, and runs no script that lies around it.
