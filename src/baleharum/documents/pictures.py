"""Pages as pictures. Runs in the extractor only, where a hostile file can do no harm."""

from baleharum.documents import exits
from baleharum.documents import kinds
from baleharum.documents.parsers import open_pdf
from PIL import Image
from PIL import ImageOps

import io


#: Pixels that are unpacked at most, and pixels of an answer.
PIXELS_READ = 40_000_000
PIXELS_SHOWN = 10_000_000

#: Pixels that a picture may have to be kept: those of the largest telephones, and of a scan.
PIXELS_KEPT = {kinds.JPEG: 250_000_000, kinds.PNG: PIXELS_READ}
FORMATS = {kinds.JPEG: ("JPEG",), kinds.PNG: ("PNG",)}
QUALITY = 92

# Our own limit is stricter, and told as such.
Image.MAX_IMAGE_PIXELS = None


def count(media_type: str, path: str) -> int:
    """Return the number of pages: of a PDF, 1 for a picture."""
    return len(open_pdf(path)) if media_type == kinds.PDF else 1


def page(media_type: str, path: str, number: int, width: int) -> bytes:
    """Return page `number` (from 1) as PNG, at most `width` pixels wide."""
    if media_type == kinds.PDF:
        return _png(_pdf_page(path, number, width))
    if number != 1:
        raise exits.Ended(exits.NO_PAGE)
    return _png(_picture(path, width))


def measure(media_type: str, path: str) -> None:
    """Look at the size that a picture has when unpacked; end with TOO_LARGE or an error."""
    with Image.open(path, formats=FORMATS[media_type]) as image:
        if image.width * image.height > PIXELS_KEPT[media_type]:
            raise exits.Ended(exits.TOO_LARGE)
        image.verify()


def clean(media_type: str, path: str) -> bytes:
    """Return a picture in its own format: upright, only its pixels, at most PIXELS_READ of them."""
    if media_type not in FORMATS:
        raise exits.Ended(exits.NO_PREVIEW)
    with Image.open(path, formats=FORMATS[media_type]) as image:
        if media_type == kinds.JPEG:
            _draft(image)
        if image.width * image.height > PIXELS_READ:
            raise exits.Ended(exits.TOO_LARGE)
        upright = ImageOps.exif_transpose(image)
    if media_type == kinds.PNG:
        return _bare(upright.convert("RGBA" if upright.has_transparency_data else "RGB"), "PNG")
    return _bare(upright.convert("RGB"), "JPEG", quality=QUALITY)


def _draft(image: Image.Image) -> None:
    """Have a photo of too many pixels unpacked at a half, a quarter or an eighth of its size."""
    size = image.size
    for part in (1, 2, 4, 8):
        if size[0] * size[1] <= PIXELS_READ * part * part:
            image.draft("RGB", (size[0] // part, size[1] // part))
            return


def _pdf_page(path: str, number: int, width: int) -> Image.Image:
    document = open_pdf(path)
    if not 1 <= number <= len(document):
        raise exits.Ended(exits.NO_PAGE)
    sheet = document[number - 1]
    across, down = sheet.get_size()
    scale = width / max(across, 1)
    # A page of two metres' height is shown smaller, not cut.
    scale = min(scale, (PIXELS_SHOWN / max(across * down, 1)) ** 0.5)
    # Neither forms nor annotations run anything here: PDFium is built without scripts.
    return sheet.render(scale=scale).to_pil()


def _picture(path: str, width: int) -> Image.Image:
    """The picture upright, no larger than it is, after a look at what unpacking would cost."""
    with Image.open(path, formats=("JPEG", "PNG")) as image:
        # A JPEG can be unpacked at an eighth of its size: large photos are no bombs.
        image.draft("RGB", (width * 2, width * 2))
        if image.width * image.height > PIXELS_READ:
            raise exits.Ended(exits.TOO_LARGE)
        upright = ImageOps.exif_transpose(image)
        height = round(upright.height * width / max(upright.width, 1))
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        upright.thumbnail((width, max(1, min(height, PIXELS_SHOWN // width))))
        return upright


def _png(image: Image.Image) -> bytes:
    return _bare(image, "PNG", compress_level=6)


def _bare(image: Image.Image, kind: str, **options: int) -> bytes:
    """Only the pixels: what else a picture knew (place, time, camera, preview) stays behind."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    answer = io.BytesIO()
    bare.save(answer, kind, **options)
    return answer.getvalue()
