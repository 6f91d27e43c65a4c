"""Writing a received file into the database piece by piece, however large it is, sealed."""

from baleharum.vault.files import SealedFile


def stored(data, filename: str) -> SealedFile:
    """Return data as a file of its own.

    data: bytes, or an open binary file, which is copied from its beginning and stays where it is:
    a request that has to be repeated finds it there.
    """
    file = SealedFile(filename=filename)
    file.write(data)
    return file
