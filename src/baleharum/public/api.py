"""REST: what the front page and the directory say, as JSON; both are read by everybody."""

from baleharum.public.contacts import centre_contacts
from baleharum.public.contacts import hotlines
from baleharum.public.contacts import report_address
from baleharum.public.counterparts import ENGLISH
from baleharum.public.directory import helpers
from baleharum.public.donations import permit
from baleharum.public.listing import services
from baleharum.public.settings import settings
from dataclasses import asdict
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.services import Service


class PublicServicesGet(Service):
    """`GET @public-services` of a tree: whom to call, and the services in its language."""

    def reply(self):
        """Return @id, hotlines, centre, report, exit, donations and items."""
        language = ENGLISH if self.context.getId() == ENGLISH else "id"
        donations = permit()
        return {
            "@id": f"{self.context.absolute_url()}/@public-services",
            "hotlines": [asdict(each) for each in hotlines(language)],
            "centre": asdict(centre_contacts(language)),
            "report": report_address(language),
            "exit": settings().exit_address,
            "donations": json_compatible(asdict(donations) | {"open": donations.is_open()}),
            "items": [
                {
                    "@id": entry.url,
                    "title": entry.title,
                    "description": entry.summary,
                    "needs": list(entry.needs),
                    "audiences": list(entry.audiences),
                }
                for entry in services(self.context)
            ],
        }


class PublicPartnersGet(Service):
    """`GET @public-partners`: the partners that are published, and what may be known of them."""

    def reply(self):
        """Return @id and items; `shown` holds how to reach a partner."""
        return {
            "@id": f"{self.context.absolute_url()}/@public-partners",
            "items": [
                {
                    "@id": row.url,
                    "name": row.name,
                    "kind": row.kind,
                    "areas": list(row.areas),
                    "sub_districts": list(row.sub_districts),
                    "shown": row.shown,
                }
                for row in helpers()
            ],
        }
