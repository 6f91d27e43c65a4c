"""The plain add form of a document; people use the upload on the tab of documents."""

from baleharum.cases.files.content import ICaseFile
from baleharum.cases.files.door import declared_type
from plone.dexterity.browser.add import DefaultAddView
from z3c.form.validator import SimpleFieldValidator
from z3c.form.validator import WidgetValidatorDiscriminators


class AddFileView(DefaultAddView):
    """`++add++CaseFile` of a case, for whoever may file documents.

    The stock view opens for everybody who may add anything and then fails.
    """


class FileValidator(SimpleFieldValidator):
    """Has the form's file keep the type that its sender declared; the stock form forgets it."""

    def validate(self, value, force=False):
        """Check the value as any field does, see policy.acceptable."""
        declared = declared_type(self.request.form.get(self.widget.name))
        if declared and value is not None and hasattr(value, "contentType"):
            value.contentType = declared
        return super().validate(value, force)


WidgetValidatorDiscriminators(FileValidator, field=ICaseFile["file"])
