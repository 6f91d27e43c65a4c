"""What a client agrees to, for one purpose and one recipient; and where the law stands in its place."""
