"""The frame of every page: toolbar, account, languages and footer."""
