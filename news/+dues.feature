Cases remember what is due: moments that the slices tell stand in the catalog (`due_at`), so that a list of them wakes nothing.
