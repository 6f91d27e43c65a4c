"""The schema field of a sealed file; widgets and REST treat it as any file of plone.namedfile."""

from baleharum.vault.files import SealedFile
from plone.namedfile.field import NamedFile


class SealedFileField(NamedFile):
    """A field that holds a SealedFile."""

    _type = SealedFile
