"""`@@helpers` of a case: who of the directory can help, and the way on with the one chosen.

What is asked stands in the body of a request, never in an address: neither the history of a browser
nor a log tells what a case needs, or whom it is brought to.
"""

from baleharum.asked import Asked
from baleharum.cases.traces import shown
from baleharum.partners.kinds import kind_label
from baleharum.partners.matching import Match
from baleharum.plans.services import service_label
from baleharum.referrals import matching
from baleharum.referrals.listing import ADD
from baleharum.terms.lists import label
from baleharum.trail.actions import LIST
from functools import cached_property
from plone import api
from plone.app.layout.viewlets import ViewletBase
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import BadRequest
from zope.i18n import translate


RECORD = "baleharum: Add note"


class Helpers(BrowserView):
    """The page; a form narrows it to one need, two begin a letter or a record with a partner."""

    tab = "plan"

    def __call__(self) -> Any:
        self.found = matching.fitting(self.context, self.only)
        shown(LIST, self.context, "helpers", len(self.found))
        return self.index()

    @cached_property
    def only(self) -> str:
        """The need that is asked for, '' for all."""
        typed = Asked(self.request.form).get("need", "") if self.request.method == "POST" else ""
        return typed if typed in matching.needs(self.context) else ""

    def needs(self) -> list[dict[str, Any]]:
        """Return what the case needs: token, label, whether the plan says so, whether it is
        chosen."""
        planned = matching.planned(self.context)
        return [
            {
                "token": token,
                "label": service_label(token),
                "planned": token in planned,
                "chosen": token == self.only,
            }
            for token in matching.needs(self.context)
        ]

    def place(self) -> Any:
        """Return the sub-district of the case in words, '' where it is not known."""
        token = self.context.sub_district
        return label("sub-districts", token) if token else ""

    def rows(self) -> list[dict[str, Any]]:
        """Return the partners in words, the nearest first."""
        return [self._row(each) for each in self.found]

    def _row(self, found: Match) -> dict[str, Any]:
        offer = found.offer
        return {
            "uid": offer.uid,
            "name": offer.name,
            "kind": kind_label(offer.kind),
            "url": self._urls.get(offer.uid, ""),
            "near": label("partner-nearness", found.near),
            "near_token": found.near,
            "places": [label("sub-districts", token) for token in offer.sub_districts],
            "answers": [service_label(token) for token in found.answers],
            "skills": [label("partner-skills", token) for token in found.skills],
            "available": label("partner-availability", offer.availability)
            if offer.availability
            else "",
            "special": found.special,
            "simfoni": matching.simfoni_of(found),
            "service": self.only or next(iter(found.answers), ""),
        }

    @cached_property
    def _urls(self) -> dict[str, str]:
        catalog = api.portal.get_tool("portal_catalog")
        uids = [each.offer.uid for each in self.found]
        return {brain.UID: brain.getURL() for brain in catalog(UID=uids)} if uids else {}

    def letter_url(self) -> str:
        """Return the address of the form that begins a letter, '' for who may not."""
        return self._form(ADD, "ReferralLetter")

    def record_url(self) -> str:
        """Return the address of the form of a service record, '' for who may not."""
        return self._form(RECORD, "ServiceRecord")

    def _form(self, permission: str, portal_type: str) -> str:
        if not api.user.has_permission(permission, obj=self.context):
            return ""
        return f"{self.context.absolute_url()}/++add++{portal_type}"


class HelpersLink(ViewletBase):
    """The way to the page, from the overview of a case and from its plan."""

    @property
    def url(self) -> str:
        """The address, the same for a case and for what lies in it."""
        case = self.context if self.context.portal_type == "Case" else self.context.__parent__
        return f"{case.absolute_url()}/@@helpers"


class HelpersGet(Service):
    """GET @helpers of a case: needs, and the partners that fit all of them."""

    only = ""

    def reply(self) -> dict[str, Any]:
        """Return needs and items; each with nearness, answers, skills."""
        found = matching.fitting(self.context, self.only)
        shown(LIST, self.context, "helpers", len(found))
        return {
            "@id": f"{self.context.absolute_url()}/@helpers",
            "needs": list(matching.needs(self.context)),
            "items_total": len(found),
            "items": [self._item(each) for each in found],
        }

    def _item(self, found: Match) -> dict[str, Any]:
        offer = found.offer
        return {
            "UID": offer.uid,
            "name": offer.name,
            "kind": {
                "token": offer.kind,
                "title": translate(kind_label(offer.kind), context=self.request),
            },
            "near": found.near,
            "answers": list(found.answers),
            "skills": list(found.skills),
            "special": found.special,
            "availability": offer.availability or None,
            "sub_districts": list(offer.sub_districts),
        }


class HelpersPost(HelpersGet):
    """POST @helpers with `need`: the partners that fit one of the needs; nothing is changed."""

    def reply(self) -> dict[str, Any]:
        """Return the same. Raises BadRequest."""
        only = json_body(self.request).get("need", "")
        if only not in matching.needs(self.context):
            raise BadRequest("The case does not need that: GET @helpers names its needs.")
        self.only = only
        return super().reply()
