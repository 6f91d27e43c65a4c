"""The tab Timeline: everything that happened in the case, the newest first."""

from baleharum.asked import Asked
from baleharum.cases.storyline import page
from Products.Five.browser import BrowserView


class Timeline(BrowserView):
    """A page of the timeline; `?before=` and `?after=` a key page on."""

    tab = "timeline"

    def __call__(self, *args, **kwargs):
        """Show the page that the address asks for, the newest if it asks for none."""
        self.page = page(self.context, **place(self.request.form))
        return self.index(*args, **kwargs)

    def address(self, direction, key):
        """Return the address of the next page in a direction."""
        return f"{self.context.absolute_url()}/timeline?{direction}={key}"


def place(form) -> dict[str, int]:
    """Return the place in the timeline that an address asks for; nonsense asks for none."""
    for name in ("before", "after"):
        value = Asked(form).get(name, "")
        if value.isdecimal() and len(value) < 19:
            return {name: int(value)}
    return {}
