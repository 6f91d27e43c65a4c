"""What a step of a service page needs: all that is missing, each with where it is mended."""

from baleharum import _
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.moments import today
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.public.checker import findings
from baleharum.public.checker import note_refused
from baleharum.public.components import COMPONENTS
from baleharum.public.content import IServicePage
from baleharum.public.counterparts import counterpart_of
from baleharum.public.policy import empty_components
from baleharum.public.policy import review_missing
from baleharum.public.settings import settings
from baleharum.terms.lists import term
from plone import api
from zope.component import adapter
from zope.interface import implementer


#: The step that puts a page before everybody.
PUBLISH = "publish"


def field(name: str) -> str:
    """Return where a field is filled, below the page."""
    return f"edit#formfield-form-widgets-{name}"


@implementer(IRequirement)
@adapter(IServicePage)
class PageRules:
    """Everything of a service standard, in both languages, and nothing of a person."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        rows = []
        if term("service-page-transitions", transition).extra["comment"] == "required":
            rows.extend(comment_missing(details))
        if transition == PUBLISH:
            rows.extend(self._parts())
            rows.extend(self._other_language())
            rows.extend(self._surroundings())
            found = findings(self.context)
            rows.extend(Missing(f.message, field(f.field)) for f in found)
            # Who looks at what is still missing was not asked for a reason; who publishes was.
            if details.get("reason_code") is not None:
                note_refused(self.context, found)
        return rows

    def _parts(self):
        for name in empty_components(vars(self.context)):
            message = _(
                "missing_component",
                default="“${part}” is empty.",
                mapping={"part": COMPONENTS[name][0]},
            )
            yield Missing(message, field(name))
        if review_missing(self.context.review_on, today()):
            message = _("missing_review", default="The day of the next review is not set.")
            yield Missing(message, field("review_on"))

    def _other_language(self):
        other = counterpart_of(self.context)
        if other is None:
            message = _(
                "missing_counterpart", default="The page in the other language is not named."
            )
            yield Missing(message, field("ICounterpart-counterpart"))
            return
        empty = empty_components(vars(other))
        if empty:
            message = _(
                "missing_counterpart_parts",
                default="The page in the other language lacks ${count} of its 14 parts.",
                mapping={"count": str(len(empty))},
            )
            yield Missing(message, f"{other.absolute_url()}/edit")

    def _surroundings(self):
        if not settings().phones:
            message = _(
                "missing_phone", default="The settings have no telephone of the centre yet."
            )
            yield Missing(message, f"{api.portal.get().absolute_url()}/@@public-settings")
        if api.user.get_current().getId() in authors(self.context):
            message = _(
                "missing_other_person",
                default="Who wrote or submitted a page does not publish it: another head does.",
            )
            yield Missing(message)


def authors(page) -> set[str]:
    """Return the ids of who made a page, and of who submitted it last."""
    submitted = [who for _when, who, what, _why in page.decisions if what == "submit"]
    return {*page.creators, *submitted[-1:]}
