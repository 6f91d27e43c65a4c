"""Pictures that document a distribution: only their pixels are kept, sealed, while it goes on."""

from baleharum.programmes.pictures import add_picture
from baleharum.programmes.pictures import PictureRefused
from baleharum.programmes.pictures import remove_picture
from baleharum.trail.actions import EDIT
from baleharum.trail.api import rows as trail_rows
from io import BytesIO
from PIL import Image
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.document_samples import photo
from tests.http import Visitor
from tests.multipart import send
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme

import base64
import pytest
import transaction


OPERATOR = "intake1"
CAPTION = "Penyaluran di kantor pos"
NIK = "5271051708850000"


def put(batch, state):
    """Put a batch into a state, whatever it needs; returns it."""
    workflow = batch.portal_workflow
    workflow.setStatusOf("batch_workflow", batch, {"review_state": state, "action": None})
    workflow["batch_workflow"].updateRoleMappingsFor(batch)
    batch.reindexObject()
    return batch


@pytest.fixture
def batch(portal):
    return put(sample_batch(sample_programme(sample_folder(portal))), "distributed")


def added(batch, data=None, name="foto.jpg", caption=CAPTION):
    with acting(OPERATOR):
        return add_picture(batch, BytesIO(photo() if data is None else data), name, caption)


def test_nothing_but_the_picture_is_kept_and_that_is_sealed(batch):
    assert b"Kamera Contoh" in photo() and Image.open(BytesIO(photo())).getexif()
    kept = added(batch)
    with acting(OPERATOR):
        data, small = kept.file.data, kept.small.data
    assert b"Kamera Contoh" not in data and b"Mataram" not in data
    assert not Image.open(BytesIO(data)).getexif() and max(Image.open(BytesIO(small)).size) <= 480
    assert (kept.number, kept.by, kept.file.filename) == (1, OPERATOR, "1")
    assert CAPTION not in repr(sorted(kept.__dict__.items()))


@pytest.mark.parametrize(
    ("data", "name", "caption", "told"),
    [
        (MINIMAL_PDF, "foto.pdf", "", "no photo"),
        (b"no picture", "foto.jpg", "", ""),
        (photo()[:400], "foto.jpg", "", ""),
        (b"\xff\xd8\xff" + b"0" * 20_000_000, "foto.jpg", "", "20 MB"),
        (None, "foto.jpg", f"Penerima {NIK}", "numbers of people"),
        (None, "foto.jpg", "5271 0517 0885 0000", "numbers of people"),
        (None, "foto.jpg", "x" * 201, "200 characters"),
    ],
    ids=["pdf", "text", "cut off", "large", "nik", "nik with blanks", "long"],
)
def test_what_is_not_kept(batch, data, name, caption, told):
    with pytest.raises(PictureRefused) as refused:
        added(batch, data, name, caption)
    assert told in refused.value.args[0].default and batch._pictures == ()


@pytest.mark.parametrize("state", ["draft", "verification", "decreed", "finished", "cancelled"])
def test_pictures_stay_as_they_are_outside_of_the_distribution(batch, state):
    added(batch)
    put(batch, state)
    for change in (lambda: added(batch), lambda: remove_picture(batch, 1)):
        with pytest.raises(PictureRefused):
            change()
    assert len(batch._pictures) == 1


def test_a_number_is_given_once(batch):
    first, second = added(batch), added(batch)
    with acting(OPERATOR):
        remove_picture(batch, second.number)
        with pytest.raises(PictureRefused):
            remove_picture(batch, second.number)
    assert added(batch).number == 3 and batch._pictures[0] is first


def test_pages_and_services(functional):
    portal = functional["portal"]
    batch = put(sample_batch(sample_programme(sample_folder(portal))), "distributed")
    transaction.commit()
    page = "program/p1/JSLU-2026-001/@@pictures"
    operator, head = Visitor(portal, OPERATOR), Visitor(portal, "head1")
    fields = {"caption": CAPTION}
    sent = [("foto.jpg", photo(), "image/jpeg")]
    send(operator, page, fields, sent, page=page, json=False, name="file")
    transaction.begin()
    assert len(batch._pictures) == 1
    shown = head.get(page)
    assert CAPTION in shown.text and 'name="file"' not in shown.text
    picture = head.get("program/p1/JSLU-2026-001/@@picture?number=1")
    assert picture.header("Content-Type") == "image/jpeg" and picture.body[:2] == b"\xff\xd8"
    assert head.get("program/p1/JSLU-2026-001/@@picture?number=2").status == 404
    assert Visitor(portal, "worker3").get(page).status == 404

    service = "program/p1/JSLU-2026-001/@pictures"
    body = {"filename": "a.png", "data": base64.b64encode(photo()).decode(), "caption": ""}
    assert operator.rest("POST", service, body).status == 422
    more = operator.rest("POST", service, body | {"filename": "a.jpg"}).json()
    assert [each["number"] for each in more["items"]] == [1, 2]
    assert head.rest("POST", service, body).status in (401, 403, 404)
    left = operator.rest("DELETE", service, {"number": 1}).json()
    assert [each["number"] for each in left["items"]] == [2]
    told = [row.detail for row in trail_rows(user=OPERATOR, actions=(EDIT,), limit=9)]
    assert {"picture:1", "picture:2", "picture-removed:1"} <= set(told)
