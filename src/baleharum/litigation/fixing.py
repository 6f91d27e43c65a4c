"""What the approval fixes: the bundle as it will be bound, and what the gates said of it."""

from baleharum.bundles.spec import as_json
from baleharum.bundles.spec import Bundle
from baleharum.bundles.spec import Exhibit
from baleharum.bundles.spec import from_json
from baleharum.litigation import gates
from baleharum.litigation import numbering
from baleharum.litigation.choices import document_of
from baleharum.litigation.facts import begins
from baleharum.litigation.facts import facts_of
from baleharum.litigation.facts import superseded
from baleharum.litigation.pseudonyms import in_edition
from baleharum.litigation.redacted import sha256_of
from baleharum.litigation.redactions import held
from baleharum.team.api import current_user_id
from baleharum.terms.lists import term
from collections.abc import Callable
from zope.i18n import translate


def fix(context, comment: str = "") -> None:
    """Fix the bundle, who approves it, and what of the warnings they let pass, and why."""
    facts = facts_of(context)
    context._keep("frozen", as_json(composed(context, facts)))
    # With names replaced now, so that whenever it is built the manifest says the same.
    said = in_edition(context)
    rows = (_row(found, said(comment), said) for found in gates.findings(facts))
    context._keep("gates", tuple(rows))
    context._keep("found", ())
    context._keep("asked_by", "")


def loosen(context) -> None:
    """Take back what the approval fixed: the file is a draft again."""
    # What was found stays until the next approval: the pages of the exhibits tell of it.
    for name, value in (("frozen", ""), ("gates", ()), ("asked_by", "")):
        context._keep(name, value)


def _row(found: gates.Finding, comment: str, said: Callable[[str], str]) -> tuple:
    text = said(translate(found.message, target_language="en"))
    return found.gate, found.blocks, found.code, text, current_user_id(), comment


def gate_rows(context) -> list[dict]:
    """Return what manifest.json says of the gates: those that found nothing, and each finding."""
    told = [
        {"gate": gate, "code": code, "found": text, "passed_by": who, "why": why}
        for gate, _blocks, code, text, who, why in context.gates
    ]
    silent = set(gates.LOOKED) - {row["gate"] for row in told}
    quiet = [{"gate": gate, "passed": True} for gate in silent]
    return sorted((*told, *quiet), key=lambda row: (int(row["gate"][1:]), row.get("code", "")))


def frozen(context) -> Bundle:
    """Return the bundle as it was approved."""
    return from_json(context.frozen)


def composed(context, facts: gates.Facts) -> Bundle:
    """Return the bundle as the file says it now. Every exhibit has its rendition."""
    before = superseded(context)
    language, said = context.language or "id", in_edition(context)
    exhibits = (_exhibit(context, source, language, said) for source in facts.sources)
    code = "" if before is None else before.code
    told = numbering.told(context, facts.sources, said)
    return numbering.composed(context, exhibits, begins(context)[1], code, told, said)


def _exhibit(context, source: gates.Source, language: str, said: Callable[[str], str]) -> Exhibit:
    entry = source.entry
    document = document_of(context, entry)
    return Exhibit(
        code=source.code,
        title=said(entry.title),
        section=entry.section,
        pages=len(source.bound),
        original=entry.sha256,
        rendition=sha256_of(context, entry, document),
        extension=entry.ending,
        day=entry.dated,
        has_original=entry.has_original,
        proves=said(entry.proves),
        stamp_duty=said(_duty(entry, language)),
        redacted=len(held(context, entry)),
        included=entry.included,
        of=source.rendered.pages if entry.included else 0,
    )


def _duty(entry, language: str) -> str:
    if entry.duty == "none":
        return ""
    known = term("stamp-duties", entry.duty)
    text = known.en if language == "en" else known.id
    day = entry.duty_on.isoformat() if entry.duty_on else ""
    return ", ".join(filter(None, (text, day, entry.duty_ref)))
