"""REST: `@people` lists the people of a case, `@matches` searches before one is added."""

from baleharum.cases.people import listing
from baleharum.cases.people.checks import warnings
from baleharum.cases.people.content import ICaseSubject
from baleharum.cases.people.incoming import matches_in
from baleharum.cases.people.incoming import matches_json
from baleharum.cases.people.matches import matches_of
from baleharum.interfaces import IBaleharumLayer
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.dxfields import DefaultFieldSerializer
from plone.restapi.services import Service
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.schema.interfaces import ITextLine


LISTED = ("name", "part", "sex", "birth_date", "birth_year", "nik_state", "phone", "safe_contact")


@implementer(IFieldSerializer)
@adapter(ITextLine, ICaseSubject, IBaleharumLayer)
class MaskedField(DefaultFieldSerializer):
    """A NIK or family card number in full for who may change it, masked for who only reads."""

    def __call__(self):
        """Return the value or its mask."""
        value = super().__call__()
        if value and self.field.__name__ in listing.MASKED and not listing.may_edit(self.context):
            return listing.field_text(self.context, self.field.__name__)
        return value


class PeopleGet(Service):
    """The people of a case whom the caller may see; NIKs are masked."""

    def reply(self):
        """Return @id and items."""
        return {
            "@id": f"{self.context.absolute_url()}/@people",
            "items": [self._item(person) for person in listing.people_of(self.context)],
        }

    def _item(self, person):
        return {
            "@id": person.absolute_url(),
            "id": person.getId(),
            "review_state": api.content.get_state(person),
            "nik": listing.field_text(person, "nik"),
            **{name: json_compatible(getattr(person, name)) for name in LISTED},
        }


class MatchesPost(Service):
    """`POST <case>/@matches`: name, nik, birth_date (ISO), birth_year. Adds nothing.

    A POST, because names and numbers of people do not belong into addresses.
    """

    def reply(self):
        """Return the matches."""
        matches = matches_in(self.context, json_body(self.request))
        return matches_json(self.context, self.request, matches)


class MatchesGet(Service):
    """`GET <person>/@matches`: who else may be the same, and what looks odd in the record."""

    def reply(self):
        """Return matches and warnings."""
        found = matches_json(self.context.__parent__, self.request, matches_of(self.context))
        texts = [translate(text, context=self.request) for text in warnings(self.context)]
        return {
            "@id": f"{self.context.absolute_url()}/@matches",
            **found,
            "warnings": texts,
        }
