"""The plain add form of a document; people use the upload on the tab of documents."""

from plone.dexterity.browser.add import DefaultAddView


class AddFileView(DefaultAddView):
    """`++add++CaseFile` of a case, for whoever may file documents.

    The stock view opens for everybody who may add anything and then fails.
    """
