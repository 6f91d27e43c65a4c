"""A service page: what the public reads of one service, in one language."""

from baleharum import _
from baleharum.cases.interfaces import ISteps
from baleharum.public.components import COMPONENTS
from baleharum.public.components import DELIVERY
from baleharum.public.components import MANUFACTURE
from baleharum.public.values import review_in_time
from plone.autoform import directives
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.event import notify
from zope.interface import implementer
from zope.interface import Interface
from zope.traversing.interfaces import BeforeTraverseEvent


class IServiceStandard(model.Schema):
    """The components of a service standard; lines that begin with - or 1. become lists."""

    model.fieldset(
        "delivery",
        label=_("fieldset_delivery", default="How the service is given"),
        fields=list(DELIVERY),
    )
    model.fieldset(
        "manufacture",
        label=_("fieldset_manufacture", default="What stands behind it"),
        fields=list(MANUFACTURE),
    )
    persyaratan = schema.Text(required=False, max_length=5000)
    prosedur = schema.Text(required=False, max_length=5000)
    jangka_waktu = schema.Text(required=False, max_length=5000)
    biaya = schema.Text(required=False, max_length=5000)
    produk = schema.Text(required=False, max_length=5000)
    pengaduan = schema.Text(required=False, max_length=5000)
    dasar_hukum = schema.Text(required=False, max_length=5000)
    sarana = schema.Text(required=False, max_length=5000)
    kompetensi = schema.Text(required=False, max_length=5000)
    pengawasan_internal = schema.Text(required=False, max_length=5000)
    jumlah_pelaksana = schema.Text(required=False, max_length=5000)
    jaminan_pelayanan = schema.Text(required=False, max_length=5000)
    jaminan_keamanan = schema.Text(required=False, max_length=5000)
    evaluasi_kinerja = schema.Text(required=False, max_length=5000)


for _name, (_title, _help) in COMPONENTS.items():
    IServiceStandard[_name].title = _title
    IServiceStandard[_name].description = _help


class IServicePage(IServiceStandard, ISteps):
    """The public page of one service."""

    title = schema.TextLine(
        title=_("label_service_name", default="Name of the service"), max_length=120
    )
    description = schema.Text(
        title=_("label_service_summary", default="In one or two sentences"),
        description=_(
            "help_service_summary",
            default="What somebody in need gets here. It stands in lists and in search results.",
        ),
        max_length=400,
    )
    directives.widget("needs", CheckBoxFieldWidget)
    needs = schema.Tuple(
        title=_("label_service_needs", default="For which need"),
        value_type=schema.Choice(vocabulary="baleharum.ServiceNeeds"),
        required=False,
        missing_value=(),
        default=(),
    )
    directives.widget("audiences", CheckBoxFieldWidget)
    audiences = schema.Tuple(
        title=_("label_service_audiences", default="For whom"),
        value_type=schema.Choice(vocabulary="baleharum.Audiences"),
        required=False,
        missing_value=(),
        default=(),
    )
    place = schema.Text(
        title=_("label_service_place", default="Where and when"),
        description=_(
            "help_service_place",
            default="Only what may be known: the address of a shelter never stands here.",
        ),
        required=False,
        max_length=1000,
    )
    review_on = schema.Date(
        title=_("label_service_review", default="To be looked at again on"),
        description=_("help_service_review", default="Within 12 months."),
        required=False,
        constraint=review_in_time,
    )


class IPublicPage(Interface):
    """Marks what the public reads as a page: it is shown in the frame of the public side."""


@implementer(IServicePage, IPublicPage)
class ServicePage(Item):
    """The public page of one service. What was decided about it stays with it."""

    __providedBy__ = FTIAwareSpecification()

    #: Code lists of its steps and states, see `cases.steps`.
    step_lists = ("service-page-transitions", "service-page-states")

    #: What was decided, the first one first: (ISO moment, user id, transition, reason).
    decisions = ()

    def __before_publishing_traverse__(self, arg1, arg2=None):
        """Tell that somebody comes this way, see `withdrawn`; sites do so of themselves."""
        notify(BeforeTraverseEvent(self, arg2 or arg1))
        return super().__before_publishing_traverse__(arg1, arg2)
