"""Writing a received file into the database piece by piece, however large it is."""

from plone.namedfile.file import NamedBlobFile
from shutil import copyfileobj


PIECE = 1 << 20


def stored(data, filename: str) -> NamedBlobFile:
    """Return data as a file of its own.

    data: bytes, or an open binary file, which is copied from its beginning and stays where it
    is. (Handed to NamedBlobFile, an open file would be moved away from its place on the disk;
    a request that has to be repeated would then find nothing.)
    """
    file = NamedBlobFile(filename=filename)
    with file.open("w") as target:
        if isinstance(data, bytes):
            target.write(data)
        else:
            data.seek(0)
            copyfileobj(data, target, PIECE)
    return file
