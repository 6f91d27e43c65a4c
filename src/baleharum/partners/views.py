"""The pages of the directory and of a partner."""

from baleharum import _
from baleharum.cases.layout import full_width
from baleharum.cases.moments import spoken_language
from baleharum.cases.register.export import MEDIA_TYPES
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.partners.content import IPartner
from baleharum.partners.content import WAYS
from baleharum.partners.importing import may_import
from baleharum.partners.kinds import in_use
from baleharum.partners.kinds import kind_label
from baleharum.partners.listing import partners
from baleharum.partners.listing import STATES
from baleharum.partners.listing import wanted
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from urllib.parse import urlencode


class Directory(BrowserView):
    """The list of partners with its filters."""

    def __call__(self):
        full_width(self.request)
        self.asked = wanted(self.request.form)
        return self.index()

    @cached_property
    def rows(self):
        """The partners that are asked for."""
        return partners(self.context, self.asked)

    def words(self, row):
        """Return what the table shows of a row."""
        return {
            "kind": kind_label(row.kind),
            "services": [label("simfoni-services", token) for token in row.services],
            "areas": [label("provinces-ntb", token) for token in row.areas],
            "state": label("partner-states", row.state),
        }

    def selects(self):
        """Return the lists of the filter form: name, label, options."""
        lists = (
            ("kind", _("label_partner_kind", default="Kind"), in_use(), kind_label),
            (
                "service",
                _("label_partner_services", default="Services"),
                *_choices("simfoni-services"),
            ),
            ("skill", _("label_partner_skills", default="Skills"), *_choices("partner-skills")),
            ("area", _("label_partner_areas", default="Area"), *_choices("provinces-ntb")),
            (
                "sub_district",
                _("label_sub_district", default="Sub-district"),
                *_choices("sub-districts"),
            ),
            ("state", _("column_state", default="State"), *_choices("partner-states", STATES)),
        )
        return [
            {
                "name": name,
                "label": heading,
                "options": [
                    {
                        "value": token,
                        "label": text(token),
                        "selected": token == getattr(self.asked, name),
                    }
                    for token in tokens
                ],
            }
            for name, heading, tokens, text in lists
        ]

    def may_manage(self):
        """Tell whether the person keeps the directory."""
        return may_import(self.context)

    def may_add(self):
        """Tell whether the person may add a partner."""
        return bool(api.user.has_permission("baleharum: Add partner", obj=self.context))

    def exports(self):
        """Return the addresses of the same list as a file."""
        query = {name: value for name, value in vars(self.asked).items() if value}
        return [
            {
                "title": kind.upper(),
                "url": f"@@export-partners?{urlencode({**query, 'format': kind})}",
            }
            for kind in MEDIA_TYPES
        ]


def _choices(code_list, tokens=()):
    found = tokens or [known.token for known in terms(code_list) if not known.retired]
    return found, lambda token: label(code_list, token)


class PartnerView(BrowserView):
    """A partner: how to reach it for staff, and what the public may know for everybody else."""

    def __call__(self):
        full_width(self.request)
        return self.index()

    def kind(self):
        """Return the label of the kind."""
        return kind_label(self.context.kind)

    def state(self):
        """Return the label of the state."""
        return state_label(self.context)

    def services(self):
        """Return the labels of the services."""
        return [label("simfoni-services", token) for token in self.context.services or ()]

    def skills(self):
        """Return the labels of the skills."""
        return [label("partner-skills", token) for token in self.context.skills or ()]

    def availability(self):
        """Return when they can help, for staff; '' where nobody has said."""
        if not self.is_staff or not self.context.availability:
            return ""
        return label("partner-availability", self.context.availability)

    def away_until(self):
        """Return the last day of an absence, for staff; '' where there is none."""
        day = self.context.away_until if self.is_staff else None
        return day_text(day, spoken_language()) if day else ""

    def areas(self):
        """Return the labels of the areas."""
        return [label("provinces-ntb", token) for token in self.context.areas or ()]

    def sub_districts(self):
        """Return the labels of the sub-districts."""
        return [label("sub-districts", token) for token in self.context.sub_districts or ()]

    @cached_property
    def is_staff(self):
        """Whether the person reads the directory as a whole."""
        return bool(api.user.has_permission("View", obj=self.context.__parent__))

    def directory_url(self):
        """Return the address of the directory."""
        return self.context.__parent__.absolute_url()

    def shelter(self):
        """Tell staff whether people are sheltered here."""
        return self.is_staff and self.context.is_shelter

    @cached_property
    def inactive_reason(self):
        """Why it is no longer active, for staff."""
        return self.context.inactive_reason if self.is_staff else None

    def may_edit(self):
        """Tell whether the person may change the partner."""
        return bool(api.user.has_permission("Modify portal content", obj=self.context))

    def ways(self):
        """Return (title, text) of the ways to reach it that the person may know."""
        partner = self.context
        known = {name: getattr(partner, name) for name in WAYS} if self.is_staff else partner.shown
        return [(name, IPartner[name].title, known[name]) for name in WAYS if known.get(name)]

    def steps(self):
        """Return the steps that the person may take."""
        return steps(self.context)
