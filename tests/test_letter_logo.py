"""A logo is a small picture that is drawn anew, or shapes that fetch nothing and do nothing."""

from baleharum.letters.logo import logo
from baleharum.letters.refusals import LetterRefused
from baleharum.letters.typeset import letter_pdf
from dataclasses import replace
from io import BytesIO
from PIL import Image
from tests.letters import HEAD
from tests.letters import LOGO
from tests.letters import sample_letter
from tests.pdfa import violations

import pytest
import random


def png(width=40, height=40, noise=False) -> bytes:
    """Return a picture."""
    image = Image.new("RGBA", (width, height), (200, 0, 0, 128))
    if noise:
        image.putdata([tuple(random.randbytes(4)) for _pixel in range(width * height)])  # noqa: S311
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(("data", "name"), [(LOGO.encode(), "logo.svg"), (png(), "logo.PNG")])
def test_a_letter_with_a_logo_is_pdf_a(data, name):
    with_logo = letter_pdf(sample_letter(), replace(HEAD, logo=logo(data, name)))
    assert violations(with_logo) == []
    assert with_logo != letter_pdf(sample_letter(), replace(HEAD, logo=""))


def svg(inside: str, attributes: str = "", before: str = "") -> bytes:
    """Return an SVG with something in it."""
    return (
        f'{before}<svg xmlns="http://www.w3.org/2000/svg"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inside}</svg>'
    ).encode()


@pytest.mark.parametrize(
    "data",
    [
        svg("<script>alert(1)</script>"),
        svg("", 'onload="alert(1)"'),
        svg('<image href="https://example.org/a.png"/>'),
        svg('<use href="https://example.org/a.svg#b"/>'),
        svg('<use xlink:href="file:///etc/passwd"/>'),
        svg('<rect fill="url(https://example.org/a)"/>'),
        svg('<rect style="fill: u\\72l(https://example.org/a)"/>'),
        svg("<style>@import 'https://example.org/a.css'</style>"),
        svg("<text>Bale Harum</text>"),
        svg("<foreignObject/>"),
        svg('<a href="#x"/>'),
        svg("&a;", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        svg("&a;", before='<!DOCTYPE svg [<!ENTITY a "aaaa">]>'),
        b"<html/>",
        b"<svg",
        b"\xff\xfe",
        b"",
    ],
)
def test_an_svg_that_does_more_than_draw_is_refused(data):
    with pytest.raises(LetterRefused):
        logo(data, "logo.svg")


def test_an_svg_may_refer_to_its_own_parts_and_keep_notes_of_its_program():
    own = svg(
        '<defs><linearGradient id="a"/></defs><rect fill="url(#a)" style="stroke: url(#a)"/>'
        '<use href="#a"/><x:note xmlns:x="http://www.inkscape.org/" a="b"/>'
    )
    assert logo(own, "logo.svg") == own.decode()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (png(300, 300, noise=True), "logo.png"),
        (png(1601, 10), "logo.png"),
        (png(), "logo.jpg"),
        (png()[:60], "logo.png"),
        (b"%PDF-1.4\n", "logo.pdf"),
        (b"GIF89a", "logo.gif"),
        (b"", "logo.png"),
    ],
    ids=["large", "wide", "name", "cut", "pdf", "gif", "empty"],
)
def test_what_is_no_small_picture_is_refused(data, name):
    with pytest.raises(LetterRefused):
        logo(data, name)
