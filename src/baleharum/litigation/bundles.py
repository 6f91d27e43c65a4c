"""The page of a bundle, and its three files. Each is noted as an export, and asks who sits there."""

from baleharum import _
from baleharum.cases.files.download import SAFE
from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.passwords import NO_PASSWORD
from baleharum.cases.passwords import NoPassword
from baleharum.cases.passwords import take_password
from baleharum.guard.traces import uid
from baleharum.litigation.choices import found_with
from baleharum.litigation.parcels import parcel
from baleharum.litigation.parcels import Sent
from baleharum.login.api import require_step_up
from baleharum.terms.lists import label
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import read
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import BadRequest
from zExceptions import NotFound


class BundleView(BrowserView):
    """`view` of a bundle: what it is, its files, and how they are checked."""

    tab = "litigation"

    def facts(self) -> dict:
        """Return what is known of it."""
        bundle = self.context
        return {
            "edition": label("bundle-editions", bundle.edition),
            "pages": f"{bundle.first_page}–{bundle.last_page}",
            "sha256": bundle.sha256,
            "made": moment_text(bundle.created().asdatetime(), spoken_language()),
            "who": full_name(bundle.made_by) if bundle.made_by else "",
            "size": max(1, round(bundle.package.size / 1_000_000)),
        }

    def file(self) -> dict | None:
        """Return code and address of the litigation file, None where the person may not see it."""
        found = found_with(self.context.made_of, "LitigationFile", case_of(self.context))
        if found is None or not api.user.has_permission("View", obj=found):
            return None
        return {"code": found.code, "url": found.absolute_url()}

    def tab_url(self) -> str:
        """Return the tab."""
        return f"{case_of(self.context).absolute_url()}/litigation"

    def signed(self) -> list[dict]:
        """Return view and label of what the centre has signed, beside the package."""
        texts = {
            "signed": _("button_bundle_signed", default="Signed bundle (PDF)"),
            "signature": _("button_bundle_signature", default="Signature of the manifest (P7S)"),
            "time_stamp": _("button_bundle_time_stamp", default="Time stamp (TSR)"),
        }
        return [
            {"view": f"@@bundle-{field.replace('_', '-')}", "label": text}
            for field, text in texts.items()
            if getattr(self.context, field) is not None
        ]


class Download(BrowserView):
    """One file of a bundle, as it was made, opened while it is sent."""

    name, word = "pdf", "pdf"

    def __call__(self):
        bundle = self.context
        file = getattr(bundle, self.name)
        if file is None:
            raise NotFound("The centre has not signed this bundle.")
        require_step_up(self.request)
        told = f"bundle-{self.word},sha256={bundle.sha256[:32]}"
        read(EXPORT, uid(case_of(bundle)), uid(bundle), told)
        attach(self.request.response, file.contentType, file.size, file.filename)
        return file.stream()


class ManifestDownload(Download):
    """`@@bundle-manifest`: what programs read."""

    name, word = "manifest", "manifest"


class PackageDownload(Download):
    """`@@bundle-package`: the ZIP for the recipient."""

    name, word = "package", "package"


class SignedDownload(Download):
    """`@@bundle-signed`: the bundle with the signature of the centre behind it."""

    name, word = "signed", "signed"


class SignatureDownload(Download):
    """`@@bundle-signature`: the signature over the manifest."""

    name, word = "signature", "signature"


class TimeStampDownload(Download):
    """`@@bundle-time-stamp`: what the service of time stamps said of the manifest."""

    name, word = "time_stamp", "time-stamp"


class Parcel(BrowserView):
    """`@@bundle-parcel`: POST gives the package in a ZIP with a password, which then waits."""

    def __call__(self):
        require_step_up(self.request, back=posted(self))
        body = Sent(parcel(self.context))
        name = f"{self.context.stem}-aes.zip"
        attach(self.request.response, "application/zip", len(body), name)
        return body


class Password(BrowserView):
    """`@@bundle-password`: POST shows the password of the ZIP that one has just made, once."""

    tab = "litigation"
    template = ViewPageTemplateFile("password.pt")
    password = ""

    def __call__(self):
        url = posted(self)
        require_step_up(self.request, back=url)
        try:
            self.password = take_password(self.context)
        except NoPassword:
            api.portal.show_message(NO_PASSWORD, self.request, "error")
            return self.request.response.redirect(url)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.template()


def posted(view) -> str:
    """Return the address of the bundle. Raises BadRequest for what is no sent form."""
    if view.request.method != "POST":
        raise BadRequest("Use the button on the page of the bundle.")
    CheckAuthenticator(view.request)
    return view.context.absolute_url()


def attach(response, media_type: str, size: int, filename: str) -> None:
    """Say that a body of so many bytes is a file that no browser shows or keeps."""
    for name, value in SAFE.items():
        response.setHeader(name, value)
    response.setHeader("Content-Type", media_type)
    response.setHeader("Content-Length", str(size))
    response.setHeader("Content-Disposition", f'attachment; filename="{filename}"')
    response.setHeader("Cache-Control", "private, no-store")
