Registers have the report *Minimum service standard (SPM)*: people served of the target of the year, by kind; the head enters targets with their source.
