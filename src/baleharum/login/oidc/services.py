"""The services of pas.plugins.oidc, which ask for less than the pages here: they are closed."""

from plone.restapi.services import Service
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class Closed(Service):
    """`@login-oidc`, `@logout-oidc`: people log in with a browser, programs with `@login`."""

    def publishTraverse(self, request, name):
        """Take the name of the provider."""
        return self

    def check_permission(self):
        """Let everybody ask: all get the same answer."""

    def reply(self):
        """Say what there is instead."""
        self.request.response.setStatus(404)
        message = "Open oidc-login with a browser; programs send POST @login."
        return {"error": {"type": "Not found", "message": message}}
