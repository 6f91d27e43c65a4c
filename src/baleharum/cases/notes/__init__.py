"""Progress notes: written once, never changed."""
