"""Scans and a photograph: what a centre's scanner and telephone would give."""

from io import BytesIO
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFilter
from random import Random
from time import struct_time

import piexif


SEED = 83126
# A rounded point in the middle of the city: nobody's address.
LATITUDE = ((8, 1), (35, 1), (1, 1))
LONGITUDE = ((116, 1), (6, 1), (30, 1))


def _noise(size, strength):
    """Return a grey picture around 128 with fine, repeatable grain."""
    pixels = Random(SEED).randbytes(size[0] * size[1])  # noqa: S311 (grain, no secret)
    grain = Image.frombytes("L", size, pixels).filter(ImageFilter.GaussianBlur(0.6))
    return grain.point(lambda value: 128 + (value - 128) * strength // 128)


def _scan(png, angle, strength):
    """Return the page as a scanner sees it: a bit askew, greyish, grainy."""
    page = Image.open(BytesIO(png)).convert("RGB")
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(238, 236, 230))
    paper = Image.new("RGB", page.size, (246, 244, 238))
    page = Image.blend(page, paper, 0.12)
    grain = _noise(page.size, strength).convert("RGB")
    return Image.blend(page, grain, 0.1).point(lambda v: min(255, int(v * 1.09)))


def scanned_pdf(png):
    """Return a PDF (A4, one JPEG, no text layer) of the rendered page."""
    page, out = _scan(png, 0.8, 46), BytesIO()
    epoch = struct_time((2026, 2, 17, 11, 5, 0, 1, 48, 0))
    page.save(
        out,
        "PDF",
        resolution=130,
        quality=58,
        creationDate=epoch,
        modDate=epoch,
        producer="Pemindai contoh",
    )
    return out.getvalue()


def scanned_png(png):
    """Return a PNG with few colours of the rendered receipt."""
    out = BytesIO()
    page = _scan(png, -1.3, 20).quantize(48, dither=Image.Dither.NONE)
    page.save(out, "PNG", optimize=True)
    return out.getvalue()


def _sky(draw, width, horizon):
    for y in range(horizon):
        share = y / horizon
        colour = (int(120 + 90 * share), int(175 + 50 * share), int(225 + 15 * share))
        draw.line([(0, y), (width, y)], fill=colour)


def _palm(draw, x, y, tall):
    draw.line([(x, y), (x + 12, y - tall)], fill=(104, 78, 52), width=11)
    top = (x + 12, y - tall)
    for dx, dy in ((-90, 30), (-75, -25), (-20, -60), (45, -55), (88, -12), (84, 42)):
        tip = (top[0] + dx, top[1] + dy)
        side = (top[0] + dx // 2, top[1] + dy // 2 - 22)
        draw.polygon([top, side, tip, (side[0], side[1] + 26)], fill=(46, 104, 52))


def _house(draw):
    draw.rectangle([330, 470, 990, 800], fill=(236, 222, 196))
    draw.polygon([(280, 480), (660, 270), (1040, 480)], fill=(160, 72, 48))
    draw.line([(280, 480), (660, 270), (1040, 480)], fill=(112, 46, 32), width=9)
    draw.rectangle([590, 560, 730, 800], fill=(92, 62, 40))
    draw.ellipse([704, 676, 720, 692], fill=(214, 178, 84))
    for left in (400, 800):
        draw.rectangle([left, 560, left + 120, 680], fill=(120, 158, 176))
        draw.rectangle([left, 560, left + 120, 680], outline=(250, 248, 240), width=9)
        draw.line([(left + 60, 560), (left + 60, 680)], fill=(250, 248, 240), width=6)
    draw.rectangle([310, 800, 1010, 822], fill=(176, 168, 156))
    draw.rectangle([250, 700, 300, 822], fill=(196, 186, 170))
    draw.rectangle([1020, 700, 1070, 822], fill=(196, 186, 170))


def _scene():
    """Return an invented picture: a small house between palms, hills behind."""
    scene = Image.new("RGB", (1280, 960))
    draw = ImageDraw.Draw(scene)
    _sky(draw, 1280, 640)
    hills = [(0, 640), (0, 520), (240, 420), (470, 530), (760, 380), (1010, 500)]
    draw.polygon([*hills, (1280, 430), (1280, 640)], fill=(122, 150, 150))
    draw.rectangle([0, 620, 1280, 960], fill=(126, 148, 84))
    draw.polygon([(560, 822), (760, 822), (1000, 960), (380, 960)], fill=(188, 172, 146))
    _palm(draw, 150, 800, 390)
    _palm(draw, 1150, 830, 430)
    _house(draw)
    soft = scene.filter(ImageFilter.GaussianBlur(1.1))
    return Image.blend(soft, _noise(soft.size, 60).convert("RGB"), 0.06)


def _exif():
    """Return EXIF bytes as a telephone writes them: camera, time and place."""
    return piexif.dump(
        {
            "0th": {
                piexif.ImageIFD.Make: b"Contoh",
                piexif.ImageIFD.Model: b"Ponsel Contoh 5",
                piexif.ImageIFD.Orientation: 1,
                piexif.ImageIFD.DateTime: b"2026:02:24 16:18:09",
            },
            "Exif": {
                piexif.ExifIFD.DateTimeOriginal: b"2026:02:24 16:18:09",
                piexif.ExifIFD.FNumber: (18, 10),
                piexif.ExifIFD.ISOSpeedRatings: 64,
            },
            "GPS": {
                piexif.GPSIFD.GPSVersionID: (2, 3, 0, 0),
                piexif.GPSIFD.GPSLatitudeRef: b"S",
                piexif.GPSIFD.GPSLatitude: LATITUDE,
                piexif.GPSIFD.GPSLongitudeRef: b"E",
                piexif.GPSIFD.GPSLongitude: LONGITUDE,
                piexif.GPSIFD.GPSAltitudeRef: 0,
                piexif.GPSIFD.GPSAltitude: (19, 1),
            },
        }
    )


def photo():
    """Return a JPEG photograph with EXIF and GPS."""
    out = BytesIO()
    _scene().save(out, "JPEG", quality=80, exif=_exif())
    return out.getvalue()
