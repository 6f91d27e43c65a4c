The clock of seven days in which help for a victim of trafficking begins (Law 21/2007) stands among the deadlines of the case, until a service that took place is recorded or the intervention begins.
