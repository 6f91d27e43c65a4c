A parser that an upload has taken over can read no key, no database and no other file, write nothing and reach nobody: Landlock, where the kernel has it.
