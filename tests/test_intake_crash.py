"""Killed anywhere (kill -9) a report is whole or absent, and sent again it is there once.

Children of the test write into a database on the disk, over that of the test, and are killed;
what they leave is looked at by another child, which opens the same files as a server does that is
started again.
"""

from baleharum.intake import codes
from baleharum.intake.filing import file_report
from baleharum.intake.messages import files_of
from baleharum.intake.submission import SentFile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from Testing.makerequest import makerequest
from tests.http import Visitor
from tests.intake_made import KEY
from tests.intake_made import sample_box
from tests.test_retention_crash import die_at
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.FileStorage import FileStorage
from zope.component.hooks import setSite

import json
import os
import pytest
import signal
import sys
import threading
import transaction


#: Where somebody pulls the plug: (end of the file's name, function), in the order of a submission.
PLACES = (
    ("intake/filing.py", "file_report"),
    ("intake/submission.py", "checked"),
    ("intake/submission.py", "looked_at"),
    ("intake/submission.py", "canonical"),
    ("intake/content.py", "freeze"),
    ("intake/parts.py", "__init__"),
    ("intake/parts.py", "seal"),
    ("intake/events.py", "report_added"),
    ("intake/codes.py", "remember"),
    ("intake/matching.py", "report_keys"),
    ("intake/indexers.py", "report_risk"),
    ("trail/changes.py", "tpc_vote"),
    ("ZODB/BaseStorage.py", "tpc_begin"),
    ("ZODB/blob.py", "storeBlob"),
    ("FileStorage/FileStorage.py", "tpc_vote"),
    ("FileStorage/FileStorage.py", "tpc_finish"),
)
TEXT = "Suaminya mengancam akan membakar rumah."
DATA = {"source": "formulir", "narrative": TEXT, "danger_now": True}
PHOTO = b"Foto pesan ancaman suaminya."


@pytest.fixture
def disk(functional, tmp_path):
    """A box in the database of the test, and a folder for what is written over it."""
    sample_box(functional["portal"])
    transaction.commit()
    return tmp_path


@contextmanager
def opened(functional, folder: Path):
    """The site with what is on the disk, in a child process."""
    written = FileStorage(str(folder / "Data.fs"), blob_dir=str(folder / "blobs"))
    base = DemoStorage(base=functional["zodbDB"].storage, changes=written)
    connection = DB(base).open()
    site = makerequest(connection.root()["Application"])["plone"]
    setSite(site)
    yield site
    transaction.abort()
    written.close()


def in_child(work) -> tuple[int, dict]:
    """Return status and what `work` answers in a process of its own; {} from one that dies."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.write(write, json.dumps(work()).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read, "rb") as told:
        said = told.read()
    _pid, status = os.waitpid(child, 0)
    return status, json.loads(said or b"{}")


def send(functional, folder, place=None):
    """Send the form, up to a place; returns its number and code as the visitor is shown them."""

    def work():
        with opened(functional, folder) as site:
            transaction.begin()
            if place is not None:
                threading.settrace(die_at(*place))
                sys.settrace(die_at(*place))
            files = [SentFile("pesan.txt", BytesIO(PHOTO))]
            report = file_report(site["penerimaan"], DATA, files, KEY)
            transaction.commit()
            return {"number": report.getId(), "code": codes.code_for(site["penerimaan"], KEY)}

    return in_child(work)


def look(functional, folder):
    """Return what is there: reports, and what of each is not whole."""

    def work():
        with opened(functional, folder) as site:
            box, found = site["penerimaan"], {}
            for number in box.objectIds():
                report = box[number]
                [file] = files_of(report)
                whole = {
                    "said": report.said["narrative"] == TEXT and report.is_as_sent,
                    "file": file.file.data == PHOTO,
                    "code": codes.report_of(box, codes.code_for(box, KEY)) == report,
                    "token": codes.filed_as(box, KEY) == report,
                    "listed": bool(site.portal_catalog.getrid("/".join(report.getPhysicalPath()))),
                    "state": bool(report.workflow_history),
                }
                found[number] = [name for name, holds in whole.items() if not holds]
            return found

    status, found = in_child(work)
    assert status == 0
    return found


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{Path(place[0]).stem}.{place[1]}")
def test_killed_anywhere_it_is_whole_or_absent_and_sent_again_it_is_there_once(
    functional, disk, place
):
    status, _said = send(functional, disk, place)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    left = look(functional, disk)
    assert len(left) <= 1 and not any(left.values())
    status, said = send(functional, disk)
    assert status == 0 and len(said["code"]) == 16
    assert look(functional, disk) == {said["number"]: []}
    assert said["number"].endswith("-00001")


def test_when_the_answer_is_lost_the_same_code_is_shown_again(functional, disk):
    first, again = send(functional, disk), send(functional, disk)
    assert first == again and look(functional, disk) == {first[1]["number"]: []}


def test_what_a_killed_process_leaves_is_sealed(functional, disk):
    for place in PLACES[4:]:
        send(functional, disk, place)
    send(functional, disk)
    left = [path.read_bytes() for path in disk.rglob("*") if path.is_file()]
    assert left and not any(TEXT.encode() in data or PHOTO in data for data in left)


def test_two_that_send_one_form_at_once_are_one_report(functional):
    site = functional["portal"]
    sample_box(site)
    transaction.commit()
    body = {"fields": {"narrative": TEXT}, "key": KEY}
    both = [Visitor(site, "operator1") for _number in range(2)]
    barrier = threading.Barrier(2)

    def hand_in(who):
        who.look_again = None
        barrier.wait()
        return who.rest("POST", "@deposit-report", body)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(hand_in, both))
    site._p_jar.sync()
    [number] = site["penerimaan"].objectIds()
    # Who was slower is told that nothing was filed, or the number; sent again it is the number.
    assert {a.status for a in answers} <= {201, 503}
    answers = [a for a in answers if a.status == 201]
    answers += [Visitor(site, "operator1").rest("POST", "@deposit-report", body)]
    assert len(answers) > 1 and all(a.json() == {"number": number} for a in answers)
