"""Who read what: the record of access on screens, its alarms, and its export for a data subject."""
