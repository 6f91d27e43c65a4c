"""What a file can hold that acts by itself: tokens of the list `file-findings`, and what follows."""

#: Programs, and what starts or loads something when the file is opened.
ACTIVE = (
    "javascript",
    "open-action",
    "extra-actions",
    "launch",
    "embedded",
    "rich-media",
    "xfa",
    "submit-form",
    "macros",
    "template",
    "external",
    "dde",
    "ole",
    "polyglot",
)

#: Nobody could look inside, so that it must count as active.
UNSEEN = ("encrypted", "unchecked")

#: A picture that breaks off harms nobody.
HARMLESS = ("damaged",)

FINDINGS = (*ACTIVE, *UNSEEN, *HARMLESS)


def is_active(findings: tuple[str, ...]) -> bool:
    """Tell whether a file with these findings is handed out only after a warning."""
    return any(finding not in HARMLESS for finding in findings)


def ordered(found: set[str]) -> tuple[str, ...]:
    """Return findings in the order of the list."""
    return tuple(finding for finding in FINDINGS if finding in found)
