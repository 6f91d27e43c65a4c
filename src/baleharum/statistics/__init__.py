"""Figures: kept facts of every case, what is counted of them, and what of it everybody may read."""
