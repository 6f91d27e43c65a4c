"""What a page shows of the inside of a document."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.files.text import kept_text
from baleharum.documents.confinement import MESSAGES
from baleharum.documents.kinds import WITH_PAGES
from dataclasses import dataclass
from urllib.parse import urlencode
from zope.i18nmessageid import Message


#: Instead of the inside of a file that the virus scanner keeps closed.
CLOSED = _("preview_closed", default="The file is closed, so that there is no preview of it.")

#: Bytes of the text that is shown of a document without pages.
TEXT = 20_000


@dataclass(frozen=True)
class Preview:
    """The page that is shown of a document, out of how many (0: not counted yet).

    image, larger: addresses of the page; previous_url, next_url: of the neighbours; text: of a
    document without pages; trouble: why it cannot be read.
    """

    page: int
    pages: int
    image: str = ""
    larger: str = ""
    previous_url: str = ""
    next_url: str = ""
    text: str = ""
    trouble: Message | str = ""


def preview(document, form, url: str, params: tuple[tuple[str, str], ...] = ()) -> Preview:
    """Return what to show of a document; form: asks for `page`; url, params: of this screen."""
    if not document.openable:
        return Preview(1, 0, trouble=CLOSED)
    trouble = MESSAGES.get(document.text_reason, "")
    if document.media_type not in WITH_PAGES:
        return Preview(1, 0, text=kept_text(document, TEXT), trouble=trouble)
    if trouble:
        return Preview(1, 0, trouble=trouble)
    page = _page(form, document.pages)
    image = f"{document.absolute_url()}/@@page-image?n={page}"

    def at(number):
        return f"{url}?{urlencode([*params, ('page', number)])}#preview"

    return Preview(
        page,
        document.pages,
        image=f"{image}&w=900",
        larger=f"{image}&w=1600",
        previous_url=at(page - 1) if page > 1 else "",
        next_url=at(page + 1) if page < document.pages else "",
    )


def _page(form, pages):
    try:
        return min(max(int(Asked(form).get("page", 1)), 1), max(pages, 1))
    except ValueError:
        return 1
