"""The page on which an officer enters the people of one disaster, in one form without scripts."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.intake import deciding
from baleharum.intake import disaster
from baleharum.intake.deciding import IntakeRefused
from baleharum.intake.disaster import BatchRefused
from baleharum.intake.enter_page import EnterPage
from functools import cached_property
from plone.protect import CheckAuthenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


#: Lines of a new form, and how many are added at a time.
LINES = 10

EVENT = (
    "disaster",
    "happened_on",
    "sub_district",
    "place_text",
    "story",
    "institution",
    "reference",
)
LINE = (
    *("person_name", "person_nik", "person_sex", "person_age"),
    *("people", "kelurahan", "needs", "danger_now"),
)


class DisasterPage(EnterPage):
    """`@@enter-disaster` of a box. Fields of a line are called after it: `person_name-3`."""

    browser_title = _("heading_enter_disaster", default="Enter the people of a disaster")
    template = ViewPageTemplateFile("disaster.pt")
    actions = {"enter": (deciding.ADD, "enter")}
    fields = disaster.FIELDS

    def act(self, form):
        """Give more lines, or file the batch."""
        if form.get("action") == "more":
            CheckAuthenticator(self.request)
            return False
        return super().act(form)

    def after(self):
        """Return the queue."""
        return self.context.absolute_url()

    @cached_property
    def lines(self):
        """How many lines the form has."""
        form = Asked(self.request.form)
        asked = typed_number(form.get("lines", "")) or LINES
        more = LINES if form.get("action") == "more" else 0
        return min(max(asked, 1) + more, disaster.LINES)

    def may_grow(self):
        """Tell whether there can be more lines."""
        return self.lines < disaster.LINES

    def event(self):
        """Return the fields of the event."""
        return [
            field | {"required": name in (*disaster.NEEDED, "story")}
            for name, field in ((name, self._field(name)) for name in EVENT)
        ]

    def rows(self):
        """Return number, fields and whether something is wrong, of each line."""
        found = []
        for number in range(1, self.lines + 1):
            fields = [self._field(name, f"{name}-{number}") for name in LINE]
            wrong = any(field["errors"] for field in fields)
            found.append({"number": number, "fields": fields, "wrong": wrong})
        return found

    def mistakes(self):
        """Return the numbers of the lines in which something is wrong."""
        return [row["number"] for row in self.rows() if row["wrong"]]

    def enter(self, form):
        """File the batch."""
        lines = [
            {name: self._read(form, name, f"{name}-{number}") for name in LINE}
            for number in range(1, self.lines + 1)
        ]
        event = {name: self._read(form, name) for name in EVENT}
        try:
            reports = disaster.enter_batch(self.context, event, lines, self.key)
        except BatchRefused as refused:
            for line, name, message in refused.errors:
                asked = f"{name}-{line}" if line else name
                self.errors.setdefault(asked, []).append(message)
            raise IntakeRefused(NOT_FILED) from refused
        return _(
            "status_disaster_entered",
            default="${count} reports are filed, the first as ${number}.",
            mapping={"count": len(reports), "number": reports[0].getId()},
        )


NOT_FILED = _("disaster_not_filed", default="Nothing was filed yet: look at what is marked below.")
