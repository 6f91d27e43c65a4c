"""The page that says how long a case is kept and whether it is held, and the banner above it."""

from baleharum import _
from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.cases.team.forms import Form
from baleharum.retention import dates
from baleharum.retention import holds
from baleharum.retention import policy
from baleharum.retention import requests
from baleharum.retention.records import class_of
from baleharum.retention.records import CLASSES
from baleharum.retention.records import retention_of
from baleharum.retention.records import schedule_of
from baleharum.retention.spoken import spoken_day
from baleharum.retention.spoken import spoken_moment
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from plone import api
from plone.app.layout.viewlets import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class CaseRetention(Form):
    """`@@retention` of a case: class, dates, legal hold."""

    tab = "retention"
    template = ViewPageTemplateFile("retention.pt")
    actions = {
        "classify": (holds.CLASSIFY, "classify"),
        "hold": (holds.HOLD_CASE, "hold"),
        "lift": (holds.LIFT_HOLD, "lift"),
    }

    def facts(self):
        """Return class, fate, and the days between which the case is kept."""
        chosen = class_of(self.context)
        closed = dates.closed_on(self.context)
        schedule = schedule_of(chosen)
        active = policy.active_until(closed, schedule) if closed else None
        return {
            "class": label(CLASSES, chosen),
            "fate": label("retention-fates", schedule.fate),
            "closed": spoken_day(closed),
            "active": spoken_day(active),
            "end": spoken_day(dates.usual_end(self.context)),
        }

    def classes(self):
        """Return the classes to choose from."""
        chosen = class_of(self.context)
        return [
            {"token": t.token, "label": label(CLASSES, t.token), "chosen": t.token == chosen}
            for t in terms(CLASSES)
        ]

    def held(self):
        """Return the hold in force in words, None for none."""
        hold = retention_of(self.context).hold
        if hold is None:
            return None
        return {
            "who": full_name(hold["by"]),
            "when": spoken_moment(hold["at"]),
            "reason": holds.reason_of(self.context, hold["reason"]),
        }

    def rights(self):
        """Return action -> whether the person may do it."""
        whole = retention_of(self.context).tombstone is None
        return {name: whole and self.may(perm) for name, (perm, _do) in self.actions.items()}

    def classify(self, form):
        """Choose another class."""
        holds.classify(self.context, form.get("class", ""))
        return _("status_classified", default="The retention class is changed.")

    def hold(self, form):
        """Place a hold."""
        holds.place_hold(self.context, form.get("reason", ""))
        return _("status_held", default="The case is on legal hold: it is not destroyed.")

    def lift(self, form):
        """Lift the hold."""
        holds.lift_hold(self.context, form.get("reason", ""))
        return _("status_lifted", default="The legal hold is lifted.")


class Notice(ViewletBase):
    """Above the tabs of a case: its hold, and for who may see it the way to its keeping."""

    def update(self):
        """Look whether the case is held."""
        super().update()
        self.case = case_of(self.context)
        self.held = retention_of(self.case).hold is not None
        self.linked = api.user.has_permission(holds.VIEW, obj=self.case)
        self.files = api.user.has_permission(requests.FILE, obj=self.case)

    def url(self) -> str:
        """Return the page of its keeping."""
        return f"{self.case.absolute_url()}/@@retention"

    def requests_url(self) -> str:
        """Return the page of the requests about it."""
        return f"{self.case.absolute_url()}/@@subject-requests"
