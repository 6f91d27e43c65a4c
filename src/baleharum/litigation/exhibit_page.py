"""The page of one exhibit: what the index says of it, its duty stamp, flags and waivers."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.layout import full_name
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.team.forms import Form
from baleharum.litigation import exhibits
from baleharum.litigation import gates
from baleharum.litigation import lifting
from baleharum.litigation import ordering
from baleharum.litigation import ranges
from baleharum.litigation.acting import CHECK
from baleharum.litigation.acting import EDIT
from baleharum.litigation.acting import number_in
from baleharum.litigation.facts import facts_of
from baleharum.litigation.keeping import is_open
from baleharum.litigation.looked import holding
from baleharum.litigation.looked import look
from baleharum.litigation.looked import wanted
from baleharum.litigation.policy import place_of
from baleharum.litigation.policy import WITHHELD
from baleharum.login.api import require_step_up
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from datetime import datetime
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


class ExhibitPage(Form):
    """`@@exhibit?number=3` of a litigation file."""

    tab = "litigation"
    template = ViewPageTemplateFile("exhibit.pt")
    actions = {
        "save": (EDIT, "save"),
        "split": (EDIT, "split"),
        "lift": (EDIT, "lift"),
        "look": (CHECK, "look"),
        "waive": (CHECK, "waive"),
    }

    @cached_property
    def entry(self):
        """The exhibit. Raises NotFound."""
        entries = self.context.entries
        try:
            return entries[place_of(entries, number_in(Asked(self.request.form)))]
        except KeyError as error:
            raise NotFound(self.request["URL"]) from error

    def after(self) -> str:
        """Return the line of the exhibit in the index."""
        return f"{self.context.absolute_url()}#exhibit-{self.entry.number}"

    def open(self) -> bool:
        """Tell whether it may be written now."""
        return self.may(EDIT) and is_open(self.context, "file")

    def may_waive(self) -> bool:
        """Tell whether the person may let it go out now."""
        return self.may(CHECK) and is_open(self.context, "file")

    def title(self) -> dict:
        """Return code and number of the document."""
        return {"name": self.entry.name.upper(), "version": self.entry.version}

    def value(self, name: str) -> str:
        """Return what stands in a field: what was typed, else what is kept."""
        kept = getattr(self.entry, name)
        text = kept.isoformat() if hasattr(kept, "isoformat") else str(kept or "")
        return self.typed("save", name, text, number=self.entry.number)

    def options(self, name: str) -> list[dict]:
        """Return the choices of a field: token, label, whether it is chosen."""
        if name == "section":
            rows = [(code, f"{code} {t}") for code, t in self.context.section_titles().items()]
        else:
            rows = [(t.token, label("stamp-duties", t.token)) for t in terms("stamp-duties")]
        chosen = self.value(name)
        return [{"token": token, "label": text, "on": token == chosen} for token, text in rows]

    def flags(self) -> list[dict]:
        """Return the flags: token, label, whether it is set, and whether it is lifted by itself alone."""
        return [
            {
                "token": t.token,
                "label": label("exhibit-flags", t.token),
                "on": t.token in self.entry.flags,
                "held": t.token in WITHHELD and t.token in self.entry.flags,
            }
            for t in terms("exhibit-flags")
        ]

    def withheld(self) -> bool:
        """Tell whether it goes out only when two people have waived."""
        return bool(set(WITHHELD) & set(self.entry.flags))

    def waivers(self) -> list[dict]:
        """Return who has waived, when and why."""
        return [
            {
                "who": full_name(who),
                "at": _spoken(at),
                "why": why,
            }
            for who, at, why in self.entry.waivers
        ]

    @cached_property
    def unread(self) -> list:
        """What somebody has to look at, as the gates tell it."""
        return [each for each in self._findings if each.look and each.number == self.entry.number]

    @cached_property
    def _findings(self) -> list:
        return gates.findings(facts_of(self.context))

    def looked(self) -> list[dict]:
        """Return who has looked at what the exhibit is now, and when."""
        what = wanted(self.unread).get(self.entry.number)
        found = [] if what is None else holding(self.context, self.entry.number, what)
        return [{"who": full_name(row.who), "at": _spoken(row.at)} for row in found]

    def may_look(self) -> bool:
        """Tell whether the person may note now that they have looked."""
        return self.may(CHECK) and is_open(self.context, "looking")

    def sheets(self, found) -> list[dict]:
        """Return number and address of the pages that a finding names."""
        url = f"{self.context.absolute_url()}/@@redactions?number={self.entry.number}&page="
        return [{"number": number, "url": f"{url}{number}"} for number in found.sheets]

    def look(self, form):
        """Note that the person has looked."""
        look(self.context, self.entry.number, self._findings)
        return _("status_looked", default="It is noted that you have looked at this exhibit.")

    def save(self, form):
        """Write what was typed."""
        names = ("section", "title", "dated", "proves", "duty", "duty_on", "duty_ref", "included")
        exhibits.describe(
            self.context,
            self.entry.number,
            has_original=form.get("has_original", "") == "1",
            # A browser sends nothing of what it shows and does not let change.
            flags=(*form.every("flags"), *(row["token"] for row in self.flags() if row["held"])),
            **{name: form.get(name, "") for name in names},
        )
        return _("status_exhibit_saved", default="The exhibit was changed.")

    def pages(self) -> int:
        """Return how many pages the document has, 0 while its PDF is being made."""
        return ranges.count(self.context, self.entry)

    def split(self, form):
        """Make an exhibit of its own of some of its pages."""
        ordering.split(self.context, self.entry.number, form.get("pages", ""))
        return _(
            "status_exhibit_split",
            default="The pages are an exhibit of their own now, behind this one.",
        )

    def lift(self, form):
        """Take a flag off with which it is withheld."""
        require_step_up(self.request, back=self.request["URL"] + f"?number={self.entry.number}")
        lifting.lift(self.context, self.entry.number, form.get("flag", ""), form.get("reason", ""))
        return _(
            "status_flag_lifted",
            default="The flag was lifted. Whoever approves the file reads who did it, and why.",
        )

    def waive(self, form):
        """Let it go out, as one of two."""
        require_step_up(self.request, back=self.request["URL"] + f"?number={self.entry.number}")
        exhibits.waive(self.context, self.entry.number, form.get("reason", ""))
        return _("status_exhibit_waived", default="Your waiver is noted. It takes two people.")


def _spoken(moment: str) -> str:
    """Return an ISO moment in words."""
    return moment_text(datetime.fromisoformat(moment), spoken_language())
