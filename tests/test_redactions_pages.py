"""The page on which boxes are drawn, the pictures of it, and the same over REST."""

from Acquisition import aq_parent
from baleharum.litigation import exhibits
from baleharum.litigation import redactions
from baleharum.trail.actions import OPEN
from baleharum.trail.api import rows
from io import BytesIO
from PIL import Image
from tests.centre import acting
from tests.centre import sample_case
from tests.document_samples import pdf
from tests.http import Visitor
from tests.litigation_made import court_of
from tests.litigation_made import ready
from tests.litigation_made import release
from tests.litigation_made import sample_exhibit
from tests.litigation_made import sample_request
from tests.litigation_made import taken_in
from tests.litigation_made import worked
from tests.referrals_made import approved
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.test_redactions import blackened
from tests.test_redactions import NAME
from tests.test_redactions import TEXT
from tests.test_referrals_pages import send
from tests.test_referrals_rest import path

import pytest
import re
import transaction


BOX = {"sheet": "1", "left": "10", "top": "5,5", "width": "80", "height": "12", "reason": "name"}


@pytest.fixture
def app(functional):
    return functional["app"]


@pytest.fixture
def site(functional):
    return functional["portal"]


def with_name(app, site):
    case = sample_case(site["perkara"])
    context = ready(app, site, case, 0, to=court_of(site), edition="pseudonymous")
    taken_in(context, sample_exhibit(case, TEXT))
    worked(app)
    return context


@pytest.fixture
def file(prepared):
    return prepared(with_name)


@pytest.fixture
def case(file):
    return aq_parent(file)


def page_of(file) -> str:
    return f"{path(file)}/@@redactions"


def test_a_box_is_drawn_and_taken_away_without_a_script(app, site, file):
    visitor = Visitor(site, "advocate1")
    answer = send(visitor, page_of(file), "?number=1", action="draw", number="1", **BOX)
    assert answer.status == 302 and "number=1&page=1#picture" in answer.header("Location")
    transaction.begin()
    (box,) = redactions.boxes_of(file, 1)
    assert (box.page, box.left, box.top, box.reason) == (1, 0.1, 0.055, "name")
    text = visitor.get(f"{page_of(file)}?number=1").text
    assert 'data-redacted="waiting"' in text and 'class="bh-redact-box"' in text
    transaction.begin()
    worked(app)
    assert 'data-redacted="made"' in visitor.get(f"{page_of(file)}?number=1").text
    name = redactions.name_of(box)
    answer = send(visitor, page_of(file), "?number=1", action="erase", number="1", box=name)
    assert answer.status == 302
    transaction.begin()
    assert redactions.boxes_of(file, 1) == ()


@pytest.mark.parametrize(
    "wrong",
    [{"left": "-1"}, {"width": "x"}, {"height": ""}, {"sheet": "7"}, {"reason": "Nama"}],
)
def test_a_box_that_is_none_is_refused_and_shown_again(site, file, wrong):
    visitor = Visitor(site, "advocate1")
    fields = {**BOX, "top": "33", **wrong}
    answer = send(visitor, page_of(file), "?number=1", action="draw", number="1", **fields)
    assert answer.status == 200 and 'value="33"' in answer.text
    transaction.begin()
    assert redactions.boxes_of(file, 1) == ()


def test_names_are_looked_for_and_taken_one_by_one_or_all(site, case, file):
    visitor, query = Visitor(site, "advocate1"), "?number=1&names=1"
    text = visitor.get(page_of(file) + query).text
    assert 'data-found="1"' in text and "bh-redact-found" in text
    assert NAME not in text, "The page says where somebody is named, not who."
    (name,) = re.findall(r'id="found-([0-9a-f]+)"', text)
    given = {"number": "1", "names": "1", "action": "take"}
    assert send(visitor, page_of(file), query, **given).status == 200, "None was chosen."
    assert send(visitor, page_of(file), query, **given, box=name).status == 302
    transaction.begin()
    assert [box.reason for box in redactions.boxes_of(file, 1)] == ["name"]
    assert 'data-found="0"' in visitor.get(page_of(file) + query).text
    given["action"] = "take-all"
    assert send(visitor, page_of(file), query, **given).status == 200, "There is none left."


def test_a_page_as_it_was_and_as_it_is_bound(trail, app, site, case, file):
    visitor = Visitor(site, "advocate1")
    address = f"{path(file)}/@@page-picture?number=1&page=1&w=480"
    answer = visitor.get(address)
    assert answer.status == 200 and answer.header("Cache-Control") == "private, no-store"
    assert answer.header("Content-Type") == "image/png"
    before = Image.open(BytesIO(answer.body)).convert("L")
    assert visitor.get(f"{address}&bound=1").status == 404
    send(visitor, page_of(file), "?number=1", action="draw", number="1", **BOX)
    transaction.begin()
    worked(app)
    after = Image.open(BytesIO(visitor.get(f"{address}&bound=1").body)).convert("L")
    middle = (before.width // 2, int(before.height * 0.08))
    assert before.getpixel(middle) > 200 and after.getpixel(middle) < 30
    document = uid(case[file.entries[0].name])
    told = [row for row in rows(actions=(OPEN,)) if row.subject == document]
    assert ("advocate1", "page-picture") in {(row.user, row.view) for row in told}
    for wrong in ("number=7", "number=1&page=2", "number=1&page=x", "number=x", ""):
        assert visitor.get(f"{path(file)}/@@page-picture?{wrong}").status == 404, wrong


def test_who_does_not_read_the_document_finds_no_picture_of_it(app, site, case):
    context = ready(app, site, case, 0, to=court_of(site))
    secret = approved(case, "laporan-sosial", data=pdf("Rahasia"))
    opening = release(sample_request(case), secret)
    taken_in(context, secret)
    worked(app)
    advocate = Visitor(site, "advocate1")
    pages = ("@@redactions?number=1", "@@page-picture?number=1&page=1")
    for page in pages:
        assert advocate.get(f"{path(context)}/{page}").status == 200
    take(opening, "worker1", "withdraw", comment="Sidang selesai.")
    transaction.commit()
    for page in pages:
        assert advocate.get(f"{path(context)}/{page}").status == 404
    assert advocate.rest("GET", f"{path(context)}/@redactions/1").status == 404
    box = {"page": 1, "left": 1, "top": 1, "width": 1, "height": 1, "reason": "name"}
    assert advocate.rest("POST", f"{path(context)}/@redactions/1", box).status == 404


def test_others_look_and_draw_nothing(site, file):
    for user_id in ("worker1", "supervisor1"):
        visitor = Visitor(site, user_id)
        text = visitor.get(f"{page_of(file)}?number=1").text
        assert "bh-redact" in text and 'id="draw-box"' not in text
        send(visitor, page_of(file), "?number=1", action="draw", number="1", **BOX)
        box = {"page": 1, "left": 1, "top": 1, "width": 1, "height": 1, "reason": "name"}
        answer = visitor.rest("POST", f"{path(file)}/@redactions/1", box)
        assert answer.status in (401, 403, 404)
    transaction.begin()
    assert redactions.boxes_of(file, 1) == ()
    for user_id in ("psychologist1", "head1", "advocate2", "intake1"):
        visitor = Visitor(site, user_id)
        for page in ("@@redactions?number=1", "@@page-picture?number=1&page=1"):
            assert visitor.get(f"{path(file)}/{page}").status == 404
        assert visitor.rest("GET", f"{path(file)}/@redactions/1").status == 404


def test_boxes_are_drawn_over_rest(app, site, file):
    advocate, where = Visitor(site, "advocate1"), f"{path(file)}/@redactions/1"
    box = {"page": 1, "left": 10, "top": 5.5, "width": 80, "height": 12, "reason": "name"}
    told = advocate.rest("POST", where, box).json()
    assert [{**each, "box": ""} for each in told["boxes"]] == [{**box, "box": ""}]
    assert (told["state"], told["pages"], told["holds"]) == ("waiting", 1, True)
    for wrong in ({**box, "page": "1"}, {**box, "left": None}, {**box, "reason": "x"}, {}):
        assert advocate.rest("POST", where, wrong).status == 400, wrong
    name = told["boxes"][0]["box"]
    assert advocate.rest("POST", f"{where}/erase", {"boxes": "x"}).status == 400
    assert advocate.rest("POST", f"{where}/erase", {"boxes": ["x"]}).status == 400
    assert advocate.rest("POST", f"{where}/erase", {"boxes": [name]}).json()["boxes"] == []
    (place,) = advocate.rest("GET", f"{where}?names=1").json()["names"]
    assert advocate.rest("POST", f"{where}/names", {"boxes": ["x"]}).json()["boxes"] == []
    assert advocate.rest("POST", f"{where}/names", {}).json()["boxes"] == [place]
    assert advocate.rest("POST", f"{where}/others", {}).status == 400
    for wrong in ("", "/x", "/7"):
        assert advocate.rest("GET", f"{path(file)}/@redactions{wrong}").status == 404


def test_text_that_is_only_covered_is_shown_with_what_helps(app, site, case):
    context = ready(app, site, case, 0, to=court_of(site))
    taken_in(context, approved(case, "catatan-kasus", data=blackened("Nama yang ditutup")))
    worked(app)
    transaction.commit()
    visitor = Visitor(site, "advocate1")
    assert 'data-covered="2"' in visitor.get(f"{page_of(context)}?number=1").text
    text = visitor.get(f"{path(context)}/view").text
    assert "@@redactions?number=1&amp;page=2" in text and "only covered" in text


def test_in_another_edition_the_page_says_that_boxes_do_not_hold(app, site, case):
    context = ready(app, site, case, 1)
    visitor = Visitor(site, "advocate1")
    send(visitor, page_of(context), "?number=1", action="draw", number="1", **BOX)
    assert "do not hold in the edition" in visitor.get(f"{page_of(context)}?number=1").text
    transaction.begin()
    with acting("advocate1"):
        exhibits.describe(context, 1, flags=("redacted-sealed",))
    transaction.commit()
    assert "do not hold in the edition" not in visitor.get(f"{page_of(context)}?number=1").text
