"""REST: what the screens of documents show; these services only translate HTTP."""

from baleharum.asked import Asked
from baleharum.cases.files import listing
from baleharum.cases.files.document import version_rows
from baleharum.cases.files.paging import SIZE
from baleharum.cases.files.paging import start_of
from baleharum.cases.files.review import listed
from baleharum.cases.files.review import others_waiting
from baleharum.cases.files.review import reviewable
from baleharum.cases.files.search import find
from baleharum.cases.files.search import hits
from plone.restapi.services import Service
from zope.i18n import translate


class Documents(Service):
    """GET @documents of a case: the table, with its filters, sort and start."""

    def reply(self):
        """Return {'@id', 'items', 'items_total', 'start'}."""
        wanted = listing.Wanted.from_form(self.request.form)
        brains, total = listing.find(self.context, wanted)
        items = [row_json(self.request, row) for row in listing.rows(brains)]
        return answer(self, "@documents", items, items_total=total, start=wanted.start)


class ReviewQueue(Service):
    """GET @review-queue of a register: the documents that the person may review."""

    def reply(self):
        """Return {'@id', 'items', 'items_total', 'start', 'others'}, the oldest first.

        others: what waits and is no document; POST its @workflow to decide.
        """
        start, brains = start_of(self.request.form), list(reviewable(self.context))
        rows = listing.rows(listed(brains[start : start + SIZE]))
        items = [row_json(self.request, row) for row in rows]
        others = [waiting_json(self.request, row) for row in others_waiting(self.context)]
        frame = {"items_total": len(brains), "start": start, "others": others}
        return answer(self, "@review-queue", items, **frame)


class Find(Service):
    """GET @find?text=… of a register or case: documents that hold all the words."""

    def reply(self):
        """Return {'@id', 'items', 'items_total', 'start'}."""
        text, start = Asked(self.request.form).get("text", ""), start_of(self.request.form)
        brains, total = find(self.context, text, start)
        items = [
            {
                **row_json(self.request, hit.row),
                "case": hit.case,
                "snippet": vars(hit.snippet) if hit.snippet else None,
            }
            for hit in hits(brains, text)
        ]
        return answer(self, "@find", items, items_total=total, start=start)


class Versions(Service):
    """GET @versions of a document: all that the person may see, the newest first."""

    def reply(self):
        """Return {'@id', 'items'}; 'same': the bytes are those of this document."""
        items = [
            {
                "@id": row.url,
                "number": row.number,
                "version": row.version,
                "state": labelled(self.request, row.state, row.state_label),
                "author": row.author_name,
                "filed": row.filed.ISO8601(),
                "filename": row.filename,
                "size": row.size,
                "sha256": row.sha256,
                "same": row.same,
                "download": f"{row.url}/@@download/file",
                "findings": list(row.findings),
                "scan": row.scan,
            }
            for row in version_rows(self.context)
        ]
        return answer(self, "@versions", items)


def answer(service, name: str, items: list[dict], **more) -> dict:
    """Return the frame of a listing."""
    return {"@id": f"{service.context.absolute_url()}/{name}", "items": items, **more}


def waiting_json(request, row: dict) -> dict:
    """Return a row of what waits and is no document."""
    return {
        "@id": row["url"],
        "@type": row["type"],
        "UID": row["uid"],
        "title": row["title"],
        "kind": translate(row["label"], context=request),
        "author": {"id": row["author"], "name": row["author_name"]},
        "filed": row["filed"].ISO8601(),
    }


def labelled(request, token: str, text) -> dict[str, str]:
    """Return a token with its label in the reader's language, as plone.restapi does."""
    return {"token": token, "title": translate(text, context=request)}


def row_json(request, row: listing.Row) -> dict:
    """Return a row of the table."""
    return {
        "@id": row.url,
        "UID": row.uid,
        "number": row.number,
        "title": row.title,
        "kind": labelled(request, row.kind, row.kind_label),
        "level": labelled(request, row.level, row.level_label),
        "state": labelled(request, row.state, row.state_label),
        "text": labelled(request, row.text, row.text_label),
        "version": row.version,
        "author": {"id": row.author, "name": row.author_name},
        "filed": row.filed.ISO8601(),
        "filename": row.filename,
    }
