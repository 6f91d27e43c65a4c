"""REST: plans and records say more than their fields."""

from baleharum.cases.layout import case_of
from baleharum.plans.content import ICarePlan
from baleharum.plans.content import IServiceRecord
from baleharum.plans.facts import bars_of
from baleharum.plans.facts import seen
from baleharum.plans.listing import decision_rows
from baleharum.plans.listing import goal_rows
from baleharum.plans.meetings import ICaseConference
from baleharum.plans.meetings import IMediation
from baleharum.plans.policy import carried_out
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from typing import Any
from zope.component import adapter
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.interface import Interface


#: What is said of a goal or decision beside its cells.
PROGRESS = ("number", "records", "minutes", "last", "outcome", "share", "overdue")
DONE = ("number", "done", "overdue")


def said(request: Any, value: Any) -> Any:
    """Return a value with its messages in the language of the request."""
    if isinstance(value, Message):
        return translate(value, context=request)
    if isinstance(value, dict):
        return {key: said(request, each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [said(request, each) for each in value]
    return value


class More(SerializeToJson):
    """The stock answer, with what a subclass adds."""

    def __call__(self, version=None, include_items=True):
        """Return the content as JSON."""
        answer = super().__call__(version=version, include_items=include_items)
        return {**answer, **said(self.request, self.more())}

    def more(self) -> dict[str, Any]:
        """Return what is added."""
        raise NotImplementedError

    @property
    def records(self):
        """The records of the case that the caller sees."""
        return seen(case_of(self.context), "ServiceRecord")


@implementer(ISerializeToJson)
@adapter(ICarePlan, Interface)
class SerializePlan(More):
    """A plan: its version, and the progress of its goals."""

    def more(self):
        """Return series, version, progress."""
        # Of something that is just being filed the case is known, its goals are not.
        rows = goal_rows(self.context, self.records)
        return {
            "series": self.context.series,
            "version": self.context.version,
            "progress": [{name: row[name] for name in PROGRESS} for row in rows],
        }


@implementer(ISerializeToJson)
@adapter(IServiceRecord, Interface)
class SerializeRecord(More):
    """A record: which one corrects it."""

    def more(self):
        """Return corrected_by, null for none."""
        name = self.context.getId()
        later = [record.getId() for record in self.records if record.corrects == name]
        return {"corrected_by": later[0] if later else None}


@implementer(ISerializeToJson)
@adapter(ICaseConference, Interface)
class SerializeConference(More):
    """A conference: which of its decisions were carried out."""

    def more(self):
        """Return progress."""
        rows = decision_rows(self.context, carried_out(self.records))
        return {"progress": [{name: row[name] for name in DONE} for row in rows]}


@implementer(ISerializeToJson)
@adapter(IMediation, Interface)
class SerializeMediation(More):
    """A mediation: why it may not go on."""

    def more(self):
        """Return bars."""
        return {"bars": bars_of(case_of(self.context))}
