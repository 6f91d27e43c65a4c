Who may do what is one readable table, `docs/access.md`, and the test suite executes all of it; what somebody may not see answers exactly as a path that leads nowhere.
