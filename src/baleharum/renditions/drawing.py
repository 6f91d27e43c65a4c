"""Photos as pages: as large as the paper lets them be, upright, in the pixels that they came in."""

from baleharum.documents import exits
from baleharum.documents import kinds
from baleharum.renditions.jpegs import bare
from PIL import Image
from PIL import ImageOps

import pikepdf


#: A4 and the margin of a picture on it, in points.
PAPER, MARGIN = (595.28, 841.89), 28.0
#: Pixels that are unpacked at most.
PIXELS = 100_000_000
SPACES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
#: EXIF orientation -> (turned clockwise by so many degrees, mirrored first); see TIFF 6.0, 274.
TURNS = {
    1: (0, False),
    2: (0, True),
    3: (180, False),
    4: (180, True),
    5: (270, True),
    6: (90, False),
    7: (90, True),
    8: (270, False),
}
ORIENTATION = 0x0112

Image.MAX_IMAGE_PIXELS = None  # Our own limit is told as such.


def page_of_picture(media_type: str, path: str) -> pikepdf.Pdf:
    """Return a PDF of one page with a JPEG or PNG."""
    pdf = pikepdf.new()
    with Image.open(path, formats=("JPEG", "PNG")) as image:
        if image.width * image.height > PIXELS:
            raise exits.Ended(exits.TOO_LARGE)
        if media_type == kinds.JPEG:
            # Whoever unpacks it later finds all of it.
            image.load()
            turned, mirrored = TURNS.get(image.getexif().get(ORIENTATION, 1), TURNS[1])
            with open(path, "rb") as stream:
                drawn = photo(pdf, stream.read())
        else:
            turned, mirrored = 0, False
            drawn = _pixels(pdf, ImageOps.exif_transpose(image))
    lay_out(pdf, drawn, turned, mirrored)
    return pdf


def photo(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Stream:
    """Return a JPEG as a picture of a PDF, bare of what it tells besides. Raises ValueError."""
    found = bare(data)
    if found.components not in SPACES:
        raise exits.Ended(exits.BROKEN)
    drawn = pikepdf.Stream(pdf, found.data, Filter=pikepdf.Name.DCTDecode)
    if found.components == 4 and found.adobe:
        drawn.Decode = pikepdf.Array([1, 0] * 4)
    return _image(drawn, found.width, found.height, SPACES[found.components])


def _pixels(pdf: pikepdf.Pdf, image: Image.Image) -> pikepdf.Stream:
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    grey = image.mode in ("1", "L", "I;16", "I")
    plain = image.convert("L" if grey else "RGB")
    drawn = pikepdf.Stream(pdf, plain.tobytes())
    return _image(drawn, *image.size, SPACES[1 if grey else 3])


def _image(drawn: pikepdf.Stream, width: int, height: int, space: str) -> pikepdf.Stream:
    drawn.Type, drawn.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    drawn.Width, drawn.Height, drawn.BitsPerComponent = width, height, 8
    drawn.ColorSpace = pikepdf.Name(space)
    return drawn


def lay_out(
    pdf: pikepdf.Pdf, drawn: pikepdf.Stream, turned: int = 0, mirrored: bool = False
) -> None:
    """Add a page with a picture on it, in the middle, on upright or lying paper as it is itself."""
    width, height = int(drawn.Width), int(drawn.Height)
    seen = (height, width) if turned in (90, 270) else (width, height)
    paper = PAPER if seen[1] >= seen[0] else (PAPER[1], PAPER[0])
    scale = min((paper[0] - 2 * MARGIN) / seen[0], (paper[1] - 2 * MARGIN) / seen[1])
    across, up = seen[0] * scale, seen[1] * scale
    left, bottom = (paper[0] - across) / 2, (paper[1] - up) / 2
    # The unit square of the picture, mirrored and turned, then to its place.
    a, b, c, d, e, f = {
        0: (across, 0, 0, up, 0, 0),
        90: (0, -up, across, 0, 0, up),
        180: (-across, 0, 0, -up, across, up),
        270: (0, up, -across, 0, across, 0),
    }[turned]
    if mirrored:
        a, b, e, f = -a, -b, e + a, f + b
    place = " ".join(f"{value:.2f}" for value in (a, b, c, d, left + e, bottom + f))
    page = pdf.add_blank_page(page_size=paper)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=drawn))
    page.Contents = pikepdf.Stream(pdf, f"q {place} cm /Picture Do Q".encode())
