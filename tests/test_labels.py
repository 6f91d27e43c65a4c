"""A label of a code list speaks the language of who reads it: Indonesian, or else English."""

from baleharum.terms.lists import label
from baleharum.terms.translation import labels
from plone import api
from plone.i18n.interfaces import ILanguageUtility
from plone.i18n.utility import setLanguageBinding
from Products.PageTemplates.ZopePageTemplate import ZopePageTemplate
from zope.component import getUtility
from zope.i18n import translate

import pytest


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Sangat rahasia"),
        ("id-id", "Sangat rahasia"),
        ("id_ID", "Sangat rahasia"),
        ("en", "Secret"),
        ("en-gb", "Secret"),
        ("nl", "Secret"),
        (None, "Secret"),
    ],
)
def test_a_label_speaks_indonesian_or_else_english(language, text):
    message = label("levels", "secret")
    assert labels.translate(message, target_language=language, default=message.default) == text
    assert labels.translate("levels:secret", target_language=language) == text


def test_a_message_the_lists_do_not_know_keeps_its_default():
    assert labels.translate("levels:gone", {"n": "1"}, default="Gone ${n}") == "Gone 1"
    assert labels.translate("gone", target_language="id") == "gone"


def test_the_same_word_is_two_labels_in_two_lists():
    assert label("lawful-bases", "persetujuan") != label("document-kinds", "persetujuan")


@pytest.fixture
def bilingual(portal):
    """A site that offers Indonesian and English and asks the browser."""
    tool = getUtility(ILanguageUtility)
    tool.settings.available_languages = ["id", "en"]
    tool.settings.default_language = "en"
    tool.settings.use_request_negotiation = True


def visit(http_request, accepted):
    http_request.environ["HTTP_ACCEPT_LANGUAGE"] = accepted
    setLanguageBinding(http_request)
    return http_request


BROWSERS = [
    ("id", "Perempuan"),
    ("id-ID,id;q=0.9", "Perempuan"),
    ("en-GB", "Female"),
    ("nl", "Female"),
]


@pytest.mark.parametrize(("accepted", "text"), BROWSERS)
def test_the_language_of_the_visitor_decides(bilingual, http_request, accepted, text):
    request = visit(http_request, accepted)
    assert translate(label("sexes", "p"), context=request) == text


@pytest.mark.parametrize(("accepted", "text"), BROWSERS)
def test_a_page_template_shows_a_label_in_the_language_of_the_visitor(
    bilingual, http_request, accepted, text
):
    request = visit(http_request, accepted)
    template = ZopePageTemplate("label", '<p tal:content="options/label"></p>', "text/html")
    shown = template.__of__(api.portal.get())(label=label("sexes", "p"), REQUEST=request)
    assert f"<p>{text}</p>" in shown


def test_an_asked_for_language_wins_over_the_visitors(bilingual, http_request):
    request = visit(http_request, "en")
    assert translate(label("sexes", "p"), context=request, target_language="id") == "Perempuan"
