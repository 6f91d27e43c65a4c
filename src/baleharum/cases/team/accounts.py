"""REST: an account of the site as JSON, without the teams that its person is in."""

from baleharum.interfaces import IBaleharumLayer
from baleharum.team.policy import is_token
from plone import api
from plone.restapi.batching import HypermediaBatch
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.user import BaseSerializer
from Products.CMFCore.interfaces import IMemberData
from zope.component import adapter
from zope.interface import implementer


@implementer(ISerializeToJson)
@adapter(IMemberData, IBaleharumLayer)
class Account(BaseSerializer):
    """As plone.restapi does it, with the groups that the site has a record of.

    A team has no record that could be shown, and who manages accounts need not know of it.
    """

    def __call__(self):
        data = super().__call__()
        tool = api.portal.get_tool("portal_groups")
        known = [tool.getGroupById(g) for g in self.context.getGroups() if not is_token(g)]
        rows = [{"id": g.id, "title": g.title or g.id} for g in known if g is not None]
        batch = HypermediaBatch(self.request, rows)
        data["groups"] = {
            "@id": batch.canonical_url,
            "items_total": batch.items_total,
            "items": sorted(batch, key=lambda row: row["title"]),
        }
        if batch.links:
            data["groups"]["batching"] = batch.links
        return data
