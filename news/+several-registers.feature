A site with several registers counts them together, with what each adds, and filters by register, for who may see figures of each.
