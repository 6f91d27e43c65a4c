"""A folder of programmes with its people, a programme, batches, and lists of recipients."""

from baleharum.cases.moments import today
from baleharum.cases.people.checks import SAMPLES
from baleharum.jobs.running import run_pending
from baleharum.programmes import taking
from baleharum.team.api import assign
from datetime import timedelta
from openpyxl import Workbook
from plone import api
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting

import io
import transaction


#: Standing appointments on the folder; the others of tests.centre have none.
APPOINTMENTS = {
    "intake1": "operator",
    "worker1": "operator",
    "head1": "head",
    "privacy1": "privacy",
}
HEADS = ("nik", "nama", "kecamatan", "jumlah", "tanggal_lahir", "desil")
DISTRICTS = ("Ampenan", "52.71.02", "Kec. Selaparang", "sandubaya")


def sample_folder(portal, but=()):
    """Make the folder `program` and appoint its people, but for some; returns it."""
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(portal, "ProgrammeFolder", id="program", title="Program")
    for user_id, function in APPOINTMENTS.items():
        if user_id not in but:
            assign(folder, user_id, function, granted_by="system")
    return folder


def sample_programme(folder, **fields):
    """Add a programme as an operator; returns it."""
    given = {"title": "JSLU Kota", "programme": "jslu", **fields}
    with acting("intake1"):
        return createContentInContainer(folder, "Programme", **given)


def sample_batch(programme, **fields):
    """Begin a batch as an operator; returns it."""
    given = {"year": 2026, "period": "1", **fields}
    with acting("intake1"):
        return createContentInContainer(programme, "AssistanceBatch", **given)


def sample_activity(programme, **fields):
    """Add an activity of yesterday as an operator; returns it."""
    given = {
        "kind": "p2k2",
        "topic": "Pengasuhan anak",
        "held_on": today() - timedelta(days=1),
        "place": "Kantor lurah",
        "others": 12,
        **fields,
    }
    with acting("intake1"):
        return createContentInContainer(programme, "GroupActivity", **given)


def nik(number):
    """Return the NIK of an invented person, another for each number up to 8,000,000."""
    day, rest = number % 28 + 1, number // 28
    month, rest = rest % 12 + 1, rest // 12
    year, rest = rest % 100, rest // 100
    return f"5271{rest % 99 + 1:02d}{day:02d}{month:02d}{year:02d}0000"


def row(number, **cells):
    """Return the cells of a line, by HEADS."""
    plain = {
        "nik": nik(number),
        "nama": f"Inaq Contoh {number}",
        "kecamatan": DISTRICTS[number % len(DISTRICTS)],
        "jumlah": "300000",
        "tanggal_lahir": "",
        "desil": "2",
    }
    return [{**plain, **cells}[head] for head in HEADS]


def some_rows(count, start=0):
    """Return lines of different people."""
    return [row(number) for number in range(start, start + count)]


def as_csv(rows, heads=HEADS, encoding="utf-8", delimiter=","):
    """Return lines as the bytes of a CSV."""
    lines = [delimiter.join(map(str, line)) for line in (heads, *rows)]
    return "\n".join(lines).encode(encoding)


def as_xlsx(rows, heads=HEADS, change=None):
    """Return lines as the bytes of a workbook. change: does something with the sheet."""
    book = Workbook()
    sheet = book.active
    for line in (heads, *rows):
        sheet.append(list(line))
    if change is not None:
        change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def take_in(portal, batch, data, what="recipients", who="intake1", name="daftar.csv"):
    """Take a list in through the queue, and have the worker do it; returns how it went.

    Commits, as the queue shows only what is committed.
    """
    api.portal.set_registry_record(SAMPLES, True)
    with acting(who):
        taking.hand_in(batch, io.BytesIO(data), name, what)
    transaction.commit()
    run_pending(portal.getPhysicalRoot())
    transaction.begin()
    return batch.last
