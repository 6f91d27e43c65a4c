"""What a browser may keep of a session's pages: nothing, or the back button shows them to the next."""

from baleharum.login.visitors import noted


#: Pages and answers of services; style sheets and scripts may be kept.
KINDS = ("text/html", "application/json")


def keep_no_copy(event) -> None:
    """Subscriber for answers that are about to leave."""
    request = event.request
    response = request.response
    kind = response.getHeader("Content-Type") or ""
    if noted(request, "session") is not None and kind.startswith(KINDS):
        response.setHeader("Cache-Control", "private, no-store")
