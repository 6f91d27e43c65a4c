"""The plain add form of a note; people use the tab of notes."""

from plone.dexterity.browser.add import DefaultAddView


class AddNoteView(DefaultAddView):
    """`++add++CaseNote` of a case, for whoever may write notes.

    The stock view opens for everybody who may add anything and then fails.
    """
