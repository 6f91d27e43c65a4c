The desk after the login: my cases, what waits for me, what is due and what is new (REST `@desk`); the look of the site, a language switch, and no toolbar for those who do not build the site.
