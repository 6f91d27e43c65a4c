Templates are compiled once and kept under `var/templates`, not at the first look after each start.
