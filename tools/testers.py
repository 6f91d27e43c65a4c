"""Prints how many processes run the tests: as many as there are processors."""

import os


#: Each has a site of its own in memory.
MOST = 4

if __name__ == "__main__":
    # Fewer than the machine has, where a container or a task set allows fewer.
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(min(usable or 1, MOST))
