"""What is done on the page of a litigation file: documents in and out, their order, the bundle."""

from baleharum import _
from baleharum.asked import typed_number
from baleharum.cases.team.forms import Form
from baleharum.litigation import exhibits
from baleharum.litigation import exporting
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
        "sort": (EDIT, "sort"),
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
        exhibits.move(self.context, number, by)
        self.place = f"exhibit-{number}"
        return _("status_exhibit_moved", default="The exhibit was moved; the codes follow.")

    def remove(self, form):
        """Take an exhibit out."""
        exhibits.remove(self.context, number_in(form))
        return _("status_exhibit_removed", default="The exhibit was taken out of the file.")

    def sort(self, form):
        """Sort the exhibits by their days."""
        exhibits.sort(self.context)
        return _("status_exhibits_sorted", default="The exhibits are in the order of their days.")

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
