"""The page of content whose fields are written in groups, each by a form of its own at its time."""

from plone import api
from typing import Any
from zope.schema import getFieldsInOrder


EDIT = "Modify portal content"


class GroupedFacts:
    """What the page tells of each group. Whoever mixes it in has these, and `fact` of a field.

    page_groups: page of the form -> (group, schema); page_titles: page -> heading.
    """

    page_groups: dict[str, tuple[str, Any]]
    page_titles: dict[str, Any]
    context: Any

    def is_open(self, group: str) -> bool:
        """Tell whether a group of fields may be written now."""
        raise NotImplementedError

    def fact(self, field: Any) -> dict[str, Any]:
        """Return title, text and url of a field; no text where nothing is known."""
        raise NotImplementedError

    def rows_of(self, group: str) -> list[dict[str, Any]]:
        """Return the rows of the list in a group, if it has one."""
        return []

    def has_rows(self, group: str) -> bool:
        """Tell whether there is a list in a group, shown or not."""
        return False

    def groups(self) -> dict[str, list[dict[str, Any]]]:
        """Return the groups of fields: told, of which something is known, and open, of which there
        is nothing yet but a form. Each has title, facts, address of the form ('' for none), and
        rows of a list."""
        url = self.context.absolute_url()
        may_edit = api.user.has_permission(EDIT, obj=self.context)
        found: dict[str, list[dict[str, Any]]] = {"told": [], "open": []}
        for page, (group, schema) in self.page_groups.items():
            facts = [self.fact(field) for _name, field in getFieldsInOrder(schema)]
            facts = [each for each in facts if each["text"]]
            form = f"{url}/{page}" if may_edit and self.is_open(group) else ""
            listed = self.has_rows(group)
            if facts or form or listed:
                found["told" if facts or listed else "open"].append(
                    {
                        "id": page.removeprefix("@@"),
                        "title": self.page_titles[page],
                        "facts": facts,
                        "url": form,
                        "rows": self.rows_of(group) if listed else [],
                    }
                )
        return found
