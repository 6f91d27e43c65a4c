"""What is done on the page of a litigation file: documents in and out, their order, the bundle."""

from baleharum import _
from baleharum.asked import typed_number
from baleharum.cases.team.forms import Form
from baleharum.litigation import exhibits
from baleharum.litigation import exporting
from baleharum.litigation import ordering
from baleharum.litigation import policy
from baleharum.litigation.facts import begins
from baleharum.login.api import require_step_up


EDIT = "Modify portal content"
PREPARE = "baleharum: Prepare litigation file"
CHECK = "baleharum: Check litigation file"


class FileActions(Form):
    """The forms of the page, which are posted to it."""

    tab = "litigation"
    actions = {
        "add": (EDIT, "add"),
        "up": (EDIT, "up"),
        "down": (EDIT, "down"),
        "remove": (EDIT, "remove"),
        "put": (EDIT, "put"),
        "sort": (EDIT, "sort"),
        "unsort": (EDIT, "unsort"),
        "export": (PREPARE, "export"),
        "cancel": (PREPARE, "cancel"),
        "retry": (PREPARE, "retry"),
    }

    #: Where the page goes on.
    place = "index"

    def after(self) -> str:
        """Return the address that follows: the index, where most is done."""
        return f"{self.context.absolute_url()}#{self.place}"

    def add(self, form):
        """Take the chosen documents in."""
        count = exhibits.add(self.context, form.every("documents"), form.get("section", ""))
        return _(
            "status_exhibits_added",
            default="Taken in: ${count}. Their PDFs are being made.",
            mapping={"count": count},
        )

    def up(self, form):
        """Move an exhibit up."""
        return self._move(form, -1)

    def down(self, form):
        """Move an exhibit down."""
        return self._move(form, 1)

    def _move(self, form, by: int):
        number = number_in(form)
        ordering.move(self.context, number, by, form.get("order", ""))
        return self._moved(number)

    def put(self, form):
        """Put an exhibit at a place of a section."""
        number, place = number_in(form), typed_number(form.get("place", "")) or 0
        ordering.place(self.context, number, form.get("section", ""), place, form.get("order", ""))
        return self._moved(number)

    def _moved(self, number: int):
        self.place = f"exhibit-{number}"
        return where(self.context, number)

    def remove(self, form):
        """Take an exhibit out."""
        exhibits.remove(self.context, number_in(form))
        return _("status_exhibit_removed", default="The exhibit was taken out of the file.")

    def sort(self, form):
        """Sort the exhibits by their days."""
        ordering.sort(self.context, form.get("section", ""), form.get("order", ""))
        return _("status_exhibits_sorted", default="The exhibits are in the order of their days.")

    def unsort(self, form):
        """Take the sorting back."""
        ordering.undo(self.context, form.get("order", ""))
        return _("status_exhibits_unsorted", default="The order is the one of before again.")

    def export(self, form):
        """Ask for the bundle."""
        require_step_up(self.request, back=self.context.absolute_url())
        exporting.ask(self.context)
        self.place = "bundle"
        return _("status_export", default="The bundle is being made. Look again in a moment.")

    def cancel(self, form):
        """Take back what was asked for."""
        exporting.cancel(self.context)
        self.place = "bundle"
        return _("status_export_cancelled", default="The bundle is not made.")

    def retry(self, form):
        """Have the worker try again."""
        require_step_up(self.request, back=self.context.absolute_url())
        exporting.retry(self.context)
        self.place = "bundle"
        return _("status_export", default="The bundle is being made. Look again in a moment.")


def number_in(form) -> int:
    """Return the number of the exhibit that a form names, 0 for none."""
    return typed_number(form.get("number", "")) or 0


def where(context, number: int):
    """Return where an exhibit is now, for who reads or hears it."""
    codes = list(context.section_titles())
    entries = policy.ordered(context.entries, codes)
    section = entries[policy.place_of(entries, number)].section
    within = [entry.number for entry in entries if entry.section == section]
    return _(
        "status_exhibit_placed",
        default="It is ${code} now: ${place} of ${count} in section ${section}.",
        mapping={
            "code": context.codes(begins(context)[0])[number],
            "place": within.index(number) + 1,
            "count": len(within),
            "section": section,
        },
    )
