"""The fields of a hearing, and the page of one: when it is, where, and what came of it."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.moments import WITA
from baleharum.cases.team.forms import Form
from baleharum.litigation.acting import EDIT
from baleharum.litigation.acting import number_in
from baleharum.litigation.court import hearings
from baleharum.litigation.court.hearings import Hearing
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


class HearingFields(Form):
    """Gives a page the macro `fields`, and what stands in it: what was typed, else what is kept."""

    tab = "litigation"
    _fields = ViewPageTemplateFile("fields.pt")
    #: The action that writes the fields.
    writes = "add"

    @property
    def hearing_fields(self):
        """The macros of the fields."""
        return self._fields.macros

    def kept(self) -> Hearing | None:
        """Return the hearing that the fields are of, None for a new one."""
        return None

    def value(self, name: str) -> str:
        """Return the text of a field."""
        row = self.kept()
        if row is None:
            return self.typed(self.writes, name)
        local = row.moment.astimezone(WITA)
        known = {"day": local.date().isoformat(), "time": f"{local:%H:%M}"}
        default = known[name] if name in known else getattr(row, name)
        return self.typed(self.writes, name, default, number=row.number)

    def options(self, name: str) -> list[dict]:
        """Return the choices of a field: token, label, whether it is chosen."""
        chosen = self.value(name) or ("dakwaan" if name == "what" else hearings.PLANNED)
        code_list = hearings.CODED[name]
        return [
            {"token": t.token, "label": label(code_list, t.token), "on": t.token == chosen}
            for t in terms(code_list)
            if not t.retired
        ]

    def attendees(self) -> list[dict]:
        """Return the roles of who takes part: token, label, whether it is ticked."""
        row, sent = self.kept(), Asked(self.request.form)
        # Also when nothing is ticked any more, a form that was sent says so.
        mine = self.request.method == "POST" and sent.get("action") == self.writes
        ticked = sent.every("who") if mine else (row.who if row else ())
        return [
            {"token": t.token, "label": label("hearing-roles", t.token), "on": t.token in ticked}
            for t in terms("hearing-roles")
        ]

    def open(self) -> bool:
        """Tell whether the person may write hearings now."""
        return self.may(EDIT) and not self.context.is_fixed


def sent(form) -> dict:
    """Return the fields of a hearing as a form sends them."""
    texts = {name: form.get(name, "") for name in ("day", "time", "room", "what", "state", "note")}
    return texts | {"who": form.every("who")}


class HearingPage(HearingFields):
    """`@@hearing?number=3` of a procedure."""

    template = ViewPageTemplateFile("hearing.pt")
    actions = {"save": (EDIT, "save"), "remove": (EDIT, "remove")}
    writes = "save"

    @cached_property
    def row(self) -> Hearing:
        """The hearing. Raises NotFound."""
        number = number_in(Asked(self.request.form))
        try:
            return hearings.one(self.context, number)
        except hearings.HearingRefused as error:
            raise NotFound(self.request["URL"]) from error

    def kept(self) -> Hearing:
        """Return the hearing."""
        return self.row

    def after(self) -> str:
        """Return the list of hearings."""
        return f"{self.context.absolute_url()}#hearings"

    def save(self, form):
        """Write what was typed."""
        hearings.change(self.context, self.row.number, **sent(form))
        return _("status_hearing_saved", default="The hearing was changed.")

    def remove(self, form):
        """Take out what was written by mistake."""
        hearings.remove(self.context, self.row.number)
        return _("status_hearing_removed", default="The hearing was taken out.")
