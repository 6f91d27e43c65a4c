"""baleharum: the case files of a social-service centre or safe house."""

from zope.i18nmessageid import MessageFactory


_ = MessageFactory("baleharum")
