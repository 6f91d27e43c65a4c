"""A widget to choose several terms of a code list in an order that counts."""

from plone.app.z3cform.widgets.select import AjaxSelectWidget
from z3c.form.interfaces import IFieldWidget
from z3c.form.widget import FieldWidget
from zope.i18n import translate
from zope.interface import implementer


class OrderedTermsWidget(AjaxSelectWidget):
    """The one list widget of Plone that keeps the order of what is chosen.

    A code list is short: it comes with the page instead of being asked for while one types.
    """

    def _ajaxselect_options(self):
        titles = {
            term.token: translate(term.title, context=self.request)
            for term in self.get_vocabulary()
        }
        chosen = self.value.split(self.separator) if self.value else []
        return {
            "separator": self.separator,
            "multiple": True,
            "data": [{"id": token, "text": title} for token, title in titles.items()],
            "initialValues": {token: titles.get(token, token) for token in chosen},
        }


@implementer(IFieldWidget)
def OrderedTermsFieldWidget(field, request):
    """Return the widget for a field, see `plone.autoform.directives.widget`."""
    return FieldWidget(field, OrderedTermsWidget(request))
