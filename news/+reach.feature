In the place of Plone's contact form, which would mail what somebody types, stands a page that says whom to call; missing pages and errors say so too, in the language of the address.
