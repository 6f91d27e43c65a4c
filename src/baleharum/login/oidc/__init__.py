"""Logging in through a provider of OpenID Connect; there only where pas.plugins.oidc is installed.

pas.plugins.oidc brings the plugin with its settings and their screens. What comes back from the
provider is checked here, and leads to a ticket of this slice instead of to an account made anew.
"""
