"""What follows when an assessment is filed or changes its state, on every path."""

from Acquisition import aq_parent
from baleharum.assessments.files import frozen
from baleharum.assessments.files import not_of_case
from baleharum.assessments.kinds import is_kind
from baleharum.assessments.making import refuse_to_begin
from baleharum.assessments.values import normal_rows
from baleharum.assessments.versions import assessments_of
from baleharum.assessments.versions import put_aside
from baleharum.cases import dues
from baleharum.cases.content import ICase
from baleharum.cases.moments import today
from baleharum.team.api import current_user_id
from baleharum.team.api import profession_of
from baleharum.team.groups import is_account
from plone.uuid.interfaces import IUUID
from zExceptions import BadRequest


def looked_at(assessment, event) -> None:
    """Refuse, before it is filed, what no form would send. Raises BadRequest."""
    case = event.newParent
    if event.oldParent is not None or not ICase.providedBy(case):
        return
    if not is_kind(assessment.kind):
        raise BadRequest("An assessment needs its kind: a token of the list assessment-kinds.")
    # Who is no account is the product itself, or an administrator's script.
    if is_account(current_user_id()):
        refuse_to_begin(case, assessment.kind)
    if not_of_case(case, assessment.files):
        raise BadRequest("A document is not of this case, or was withdrawn. Leave it out.")
    normal_rows(assessment.rules, assessment.ratings)
    _look_at_series(case, assessment)


def _look_at_series(case, assessment):
    earlier = [one for one in assessments_of(case) if one.series == assessment.series]
    if not assessment.series:
        if assessment.version != 1:
            raise BadRequest("The first assessment of a series is version 1.")
        return
    fits = all(one.version < assessment.version and one.kind == assessment.kind for one in earlier)
    if not earlier or not fits:
        raise BadRequest("A version belongs to an earlier one of its kind, in the same case.")


def filed(assessment, event) -> None:
    """Take down series, version and day."""
    if event.newParent is None:
        return
    # A default is not stored, and what is not stored could still be chosen.
    assessment.version = assessment.version
    if not assessment.series:
        assessment.series = IUUID(assessment)
    if assessment.assessed_on is None:
        assessment.assessed_on = today()


def before_step(assessment, event) -> None:
    """Freeze with a submission whose work it is and which files belong to it."""
    if event.transition is None or event.transition.id != "submit":
        return
    assessment.author_profession = profession_of(assessment.Creator())
    assessment.frozen_files = frozen(aq_parent(assessment), assessment.files)


def after_step(assessment, event) -> None:
    """An endorsed version takes the place of the one before; what is due is told anew."""
    if event.transition is None:
        return
    if event.transition.id == "endorse":
        put_aside(assessment)
    dues.changed(assessment)
    dues.changed(aq_parent(assessment))
