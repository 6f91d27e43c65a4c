The desk tells who may read alarms how many of them nobody has looked at yet.
