"""The small part of Jinja that a template of letters may use: fields, lists, conditions.

Everything else is refused before it runs: a template comes from outside, and Jinja's sandbox alone
would still let one fill the memory. What is wrong is said with the name of the field.
"""

from baleharum import _
from baleharum.letters.fields import BY_NAME
from baleharum.letters.refusals import LetterRefused
from collections.abc import Iterator
from jinja2 import nodes
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from typing import Any


FILTERS = ("upper", "lower", "title", "join", "length")
LOOP = ("index", "first", "last")
WRITTEN = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
)


class StrictEnvironment(SandboxedEnvironment):
    """Fills templates whose text was looked at first; `seen` are the fields that they name."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.globals.clear()
        self.seen: set[str] = set()

    def from_string(self, source: Any, *args: Any, **options: Any) -> Any:
        """Return the template. Raises LetterRefused with all that is wrong in it."""
        tree = self.parse(source)
        # Two messages with the same id are equal, whatever they name.
        found = {repr((each, each.mapping)): each for each in _below(tree, {}, 0)}
        if found:
            raise LetterRefused(*found.values())
        self.seen |= _fields(tree)
        return super().from_string(source, *args, **options)


def _fields(tree: nodes.Template) -> set[str]:
    return {each.name for each in tree.find_all(nodes.Name)} & set(BY_NAME)


def _below(node: nodes.Node, entries: dict[str, str], depth: int) -> Iterator[Any]:
    """Yield what is wrong. entries: name of an entry -> its list; it is known within a loop alone."""
    if not isinstance(node, WRITTEN):
        yield _other(type(node).__name__.lower())
        return
    if isinstance(node, nodes.For):
        yield from _loop(node, entries, depth)
        return
    yield from _one(node, entries)
    # What has parts was looked at with them.
    if not isinstance(node, nodes.Getattr):
        for child in node.iter_child_nodes():
            yield from _below(child, entries, depth)


def _loop(node: nodes.For, entries: dict[str, str], depth: int) -> Iterator[Any]:
    name = getattr(node.iter, "name", "")
    target = node.target
    if not isinstance(target, nodes.Name) or node.recursive or node.test or depth:
        yield _other("for")
        return
    if name not in BY_NAME:
        yield _unknown(name or "for")
        return
    if not BY_NAME[name].is_list:
        yield _(
            "error_template_no_list",
            default="“${field}” is one text and no list: write {{ ${field} }}.",
            mapping={"field": name},
        )
        return
    inside = {**entries, target.name: name}
    for child in (*node.body, *node.else_):
        yield from _below(child, inside, depth + 1)


def _one(node: nodes.Node, entries: dict[str, str]) -> Iterator[Any]:
    if isinstance(node, nodes.Name) and node.name not in {*BY_NAME, *entries}:
        yield _unknown(node.name)
    elif isinstance(node, nodes.Output):
        yield from _written(node, entries)
    elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
        yield _other(node.name)
    elif isinstance(node, nodes.Getattr):
        yield from _part(node, entries)


def _part(node: nodes.Getattr, entries: dict[str, str]) -> Iterator[Any]:
    name = getattr(node.node, "name", "")
    if name == "loop" and entries:
        known: tuple[str, ...] = LOOP
    else:
        known = BY_NAME[entries[name]].parts if name in entries else ()
    if node.attr not in known:
        yield _unknown(f"{name}.{node.attr}" if name else node.attr)


def _written(node: nodes.Output, entries: dict[str, str]) -> Iterator[Any]:
    """Yield what would be written as programs write it: a list, an entry with parts."""
    for each in node.nodes:
        if not isinstance(each, nodes.Name):
            continue
        name = each.name
        if name in entries:
            if parts := BY_NAME[entries[name]].parts:
                yield _entry(name, parts)
        elif name in BY_NAME and BY_NAME[name].is_list:
            yield _whole(name)


def _unknown(name: str):
    return _(
        "error_template_field",
        default="“${field}” is no field of a letter. The page “Fields of letters” lists them.",
        mapping={"field": name},
    )


def _whole(name: str):
    return _(
        "error_template_list",
        default="“${field}” has several entries: write {%p for one in ${field} %} … {%p endfor %}.",
        mapping={"field": name},
    )


def _entry(name: str, parts: tuple[str, ...]):
    return _(
        "error_template_entry",
        default="“${field}” has parts: write one of ${parts}.",
        mapping={"field": name, "parts": ", ".join(f"{{{{ {name}.{part} }}}}" for part in parts)},
    )


def _other(what: str):
    return _(
        "error_template_other",
        default="“${what}” can't be used in a template: there are fields, “for” with a list and"
        " “if”, and one “for” does not stand in another.",
        mapping={"what": what},
    )
