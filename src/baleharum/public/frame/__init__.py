"""The frame around public pages for visitors: lean, without the theme and without scripts of Plone."""
