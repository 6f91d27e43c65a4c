"""Photos without what they tell besides the picture: place, time, camera, names, small previews."""

from baleharum.documents import confinement
from baleharum.documents import kinds
from baleharum.documents.handing import handed
from baleharum.documents.handing import SOURCE
from typing import BinaryIO


#: What can be made clean.
CLEANABLE = (kinds.JPEG, kinds.PNG)

#: Bytes of the largest answer.
LIMIT = 120_000_000


def cleaned(stream: BinaryIO, media_type: str) -> bytes:
    """Return a picture drawn anew in its own format, upright, without any metadata.

    A photo of more than 40 million pixels becomes smaller. Raises `Unreadable`, also for what is
    no picture ('no-preview').
    """
    if media_type not in CLEANABLE:
        raise confinement.Unreadable("no-preview")
    with handed(stream) as copy:
        return confinement.run(["clean", media_type, SOURCE], LIMIT, source=copy)
