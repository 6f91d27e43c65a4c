"""The court procedure of a case: its stages, the clocks of the law, its hearings."""
