What a reporter asks (do not call, leave no message, do not tell the police, not safe any more, no contact) stands first on the report and above the case that came of it.
