"""Run by `test_report_killed` in a process of its own: a real server that is killed (kill -9) at one
place after the other while a report comes in, over a database on the disk.

python -m tests.report_killed ZOPE_CONF

Writes a line of JSON for each place: {"place", "killed", "before", "after", "codes", "whole"}.
"""

from contextlib import closing
from tests.canaries import site_of
from tests.centre import register_people
from tests.document_samples import pdf
from tests.http import PIPELINE
from tests.report_made import code_of
from tests.report_made import encoded
from tests.report_made import report_site
from tests.report_made import STORY
from tests.report_made import token_of_before
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZPublisher import WSGIPublisher

import http.client
import json
import os
import signal
import sqlite3
import sys
import threading
import transaction
import Zope2


#: Where the server dies: before anything is made, between its parts, while it votes, between the
#: record and the database, and when all is stored and nothing was said yet.
PLACES = (
    ("intake/submission.py", "canonical"),
    ("intake/filing.py", "keep_files"),
    ("intake/codes.py", "remember"),
    ("trail/sqlite.py", "append"),
    ("FileStorage/FileStorage.py", "tpc_vote"),
    ("FileStorage/FileStorage.py", "_finish"),
    ("intake/report/page.py", "code_groups"),
)
PDF = pdf("bukti")
#: What tools/make_site.py calls it.
SITE = "baleharum"


class Text:
    """What `code_of` reads."""

    def __init__(self, text):
        self.text = text


def database(folder, read_only=False):
    """Open the database on the disk."""
    blobs = str(folder / "blobstorage")
    path = str(folder / "filestorage" / "Data.fs")
    return DB(FileStorage(path, read_only=read_only, blob_dir=blobs))


def serve(folder, place, tell):
    """Serve in this process, and die at the place, if there is one. tell: file to write the port."""
    from App.ZApplication import ZApplicationWrapper
    from waitress import create_server

    Zope2.DB = database(folder)
    Zope2.bobo_application = ZApplicationWrapper(Zope2.DB, "Application")
    WSGIPublisher._MODULES.clear()
    if place:
        threading.settrace(dying_at(*place))
    server = create_server(PIPELINE, host="127.0.0.1", port=0, threads=2)
    os.write(tell, f"{server.effective_port}\n".encode())
    os.close(tell)
    server.run()


def dying_at(module, function):
    """Return a trace function that kills this process when a function of a module is called."""

    def watch(frame, event, _argument):
        code = frame.f_code
        if code.co_name == function and code.co_filename.endswith(module):
            os.kill(os.getpid(), signal.SIGKILL)

    return watch


def visited(folder, place, token, times=1):
    """Send the report to a server that dies at the place; returns (killed, the codes shown)."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        serve(folder, place, theirs)
    os.close(theirs)
    with os.fdopen(ours) as told:
        port = int(told.readline())
    codes = {code_of(Text(sent(port, token))) for _again in range(times)}
    # Who is dead already is told nothing more.
    os.kill(child, signal.SIGTERM)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, codes


def sent(port, token):
    """Return the page that comes back, '' where the server is gone."""
    fields = [("token", token), ("form.widgets.narrative", STORY)]
    body, headers = encoded(fields, [("form.widgets.file_1", "bukti.pdf", PDF)])
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    with closing(line):
        try:
            line.request("POST", f"/{SITE}/lapor", body, {**headers, "Host": "localhost"})
            return line.getresponse().read().decode()
        except (http.client.HTTPException, ConnectionError):
            return ""


def found(folder, site_id):
    """Return for each report on the disk whether it is whole."""
    from zope.component.hooks import setSite

    opened = database(folder, read_only=True)
    connection = opened.open()
    site = connection.root()["Application"][site_id]
    setSite(site)
    reports = list(site["penerimaan"].objectValues())
    whole = [is_whole(report) for report in reports]
    setSite(None)
    transaction.abort()
    connection.close()
    opened.close()
    return whole


def is_whole(report):
    """Tell whether a report has all that was sent, and reads as it was sent."""
    files = [file.file.data for file in report.parts("files").values()]
    return report.is_as_sent and report.said["narrative"] == STORY and files == [PDF]


def forget_pace(folder):
    """Let the next reports wait for nothing: they are counted for all servers of a site together."""
    with closing(sqlite3.connect(folder / "login" / "login.sqlite3", timeout=30)) as tables, tables:
        tables.execute("DELETE FROM attempt")


def main(argv):
    """Make the site, and kill servers of it."""
    from pathlib import Path

    conf = Path(argv[0]).resolve()
    folder = conf.parents[2]
    app, site = site_of(str(conf))
    register_people()
    report_site(site)
    site_id = SITE
    transaction.commit()
    app._p_jar.close()
    Zope2.DB.close()
    for place in PLACES:
        token = token_of_before()
        before = len(found(folder, site_id))
        killed, _codes = visited(folder, place, token)
        after = found(folder, site_id)
        codes = visited(folder, None, token, times=2)[1]
        end = found(folder, site_id)
        forget_pace(folder)
        row = {
            "place": "/".join(place),
            "killed": killed,
            "before": before,
            "after": len(after),
            "end": len(end),
            "codes": sorted(codes),
            "whole": all([*after, *end]),
        }
        print(json.dumps(row), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
