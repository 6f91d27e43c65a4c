"""The report form of a site, and people who send it as a browser does."""

from baleharum.intake.report import tokens
from baleharum.intake.report.making import make_form
from html import unescape
from plone import api
from tests.http import Visitor
from tests.intake_made import sample_box
from tests.multipart import BOUNDARY

import re
import time
import transaction


STORY = "Kanaricerita: setiap malam ada yang dipukuli di rumah sebelah."
HIDDEN = re.compile(r'name="(token|pass|text)"\s+type="hidden"\s+value="([^"]*)"')
DIGITS = re.compile(r'id="report-code"\s*>(.*?)</p>', re.S)
NOTICE = re.compile(r'id="report-notice".*?>(.*?)</div>', re.S)


def report_site(portal, language="id"):
    """Make box and form, and commit them; returns the form."""
    with api.env.adopt_roles(["Manager"]):
        if "penerimaan" not in portal:
            sample_box(portal)
        form = make_form(language)
    transaction.commit()
    return form


def reports(portal):
    """Return the reports, as they are in the database now."""
    portal._p_jar.sync()
    return list(portal["penerimaan"].objectValues())


def encoded(fields, files=()):
    """Return body and headers of a form. files: (input, file name, bytes)."""
    parts = []
    for name, value in fields:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        parts.append(head.encode() + str(value).encode() + b"\r\n")
    for name, filename, data in files:
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"'
        )
        head += "\r\nContent-Type: application/octet-stream\r\n\r\n"
        parts.append(head.encode() + data + b"\r\n")
    parts.append(f"--{BOUNDARY}--\r\n".encode())
    return b"".join(parts), {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


class Reporter:
    """Somebody without an account, and a form before them."""

    def __init__(self, portal, path="lapor"):
        self.visitor, self.path = Visitor(portal), path
        self.token = token_of_before()

    def get(self, more=""):
        """Return a page."""
        return self.visitor.get(self.path + more)

    def send(self, files=(), more="", **answers):
        """Send the form, or another page of it, and return the answer."""
        fields = [("token", answers.pop("token", self.token))]
        for name, value in answers.items():
            for each in value if isinstance(value, list) else [value]:
                fields.append((f"form.widgets.{name}" if not more else name, each))
        named = [(f"form.widgets.{n}" if not more else n, f, d) for n, f, d in files]
        return self.visitor.ask("POST", self.path + more, *encoded(fields, named))

    def come_back(self, code, **fields):
        """Type a code, and return the page."""
        return self.send(more="/kode", code=code, token=token_of_before("report-code"), **fields)


def token_of_before(purpose="report", seconds=60):
    """Return the token of a page that was shown a minute ago."""
    return tokens.made(time.time() - seconds, purpose).text


def hidden(answer, name):
    """Return a hidden value of a page."""
    return dict(HIDDEN.findall(answer.text))[name]


def code_of(answer):
    """Return the 16 digits of a page of thanks, '' where there are none."""
    found = DIGITS.search(answer.text)
    return re.sub(r"\D", "", re.sub(r"<[^>]*>", "", found[1])) if found else ""


def notice_of(answer):
    """Return what a page says that was not taken."""
    found = NOTICE.search(answer.text)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", found[1])).split()) if found else ""
