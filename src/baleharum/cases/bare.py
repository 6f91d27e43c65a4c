"""What is filed in a register has no field but those of its schema.

Tags, descriptions and other authors of Plone's own forms would stand in the catalog, in lists of
all tags of the site, in the clear. No screen of a case asks for them; stock pages do.
"""

from zExceptions import BadRequest


def _refuse(self, *values, **named):
    raise BadRequest("There is no such field in a case. Write it in a note.")


class Bare:
    """Refuses the setters of Dublin Core on every path; mix in before the Dexterity class."""

    setDescription = setSubject = setCreators = setContributors = _refuse
    setRights = setLanguage = setFormat = setEffectiveDate = setExpirationDate = _refuse

    def setTitle(self, title):
        """Take a title while there is no number yet (it will stand in its place).

        Raises BadRequest afterwards.
        """
        if getattr(self, "numbered", False):
            _refuse(self)
        super().setTitle(title)
