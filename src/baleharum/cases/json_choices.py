"""REST: a term of a list is a text, yes or no is true or false; what is neither is refused."""

from baleharum.interfaces import IBaleharumLayer
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.deserializer.dxfields import ChoiceFieldDeserializer
from plone.restapi.deserializer.dxfields import DefaultFieldDeserializer
from plone.restapi.interfaces import IFieldDeserializer
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice


@implementer(IFieldDeserializer)
@adapter(IChoice, IDexterityContent, IBaleharumLayer)
class TermField(ChoiceFieldDeserializer):
    """As plone.restapi does it; a list or object without a token is no term of anything."""

    def __call__(self, value):
        """Return the value of the term. Raises ValueError, which is answered with 400."""
        sent = value.get("token") if isinstance(value, dict) else value
        if isinstance(sent, list | dict) or (isinstance(value, dict) and sent is None):
            raise ValueError('Send the token of a term as a text, or as {"token": "…"}.')
        return super().__call__(value)


@implementer(IFieldDeserializer)
@adapter(IBool, IDexterityContent, IBaleharumLayer)
class YesOrNoField(DefaultFieldDeserializer):
    """As plone.restapi does it; of a text it makes "no", whatever it says, also of "true"."""

    def __call__(self, value):
        """Return the value. Raises ValueError, which is answered with 400."""
        if value is not None and not isinstance(value, bool):
            raise ValueError("Send yes or no as true or false, without quotes.")
        return super().__call__(value)
