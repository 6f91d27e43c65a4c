"""What the catalog tells of programmes and batches without waking them: tokens, counts, sums, a day."""

from Acquisition import aq_parent
from baleharum.programmes import policy
from baleharum.programmes.activity import IGroupActivity
from baleharum.programmes.batch import IAssistanceBatch
from baleharum.programmes.content import IProgramme
from baleharum.programmes.content import IProgrammeFolder
from plone.indexer import indexer


@indexer(IProgramme)
def kind_of_programme(programme):
    """Token of the list `programmes`."""
    return programme.programme


@indexer(IAssistanceBatch)
def kind_of_batch(batch):
    """Token of the list `programmes`."""
    return aq_parent(batch).programme


@indexer(IAssistanceBatch)
def batch_recipients(batch):
    """How many recipients it has."""
    return batch.recipients.count()


@indexer(IAssistanceBatch)
def batch_received(batch):
    """How many of them have received it."""
    return batch.recipients.count(policy.RECEIVED)


@indexer(IAssistanceBatch)
def batch_returned(batch):
    """Of how many it was returned."""
    return batch.recipients.count(policy.RETURNED)


@indexer(IAssistanceBatch)
def batch_amount(batch):
    """Sum of the amounts of all, in the unit of the programme."""
    return batch.recipients.amount()


@indexer(IAssistanceBatch)
def batch_paid(batch):
    """Sum of the amounts that were received."""
    return batch.recipients.amount(policy.RECEIVED)


@indexer(IAssistanceBatch)
def batch_decreed(batch):
    """Day of the decree, None without one."""
    return batch.decree_date


@indexer(IAssistanceBatch)
def searchable_batch(batch):
    """The number alone."""
    return batch.getId()


@indexer(IGroupActivity)
def kind_of_activity(activity):
    """Token of the list `programmes`, of its programme."""
    return aq_parent(activity).programme


@indexer(IGroupActivity)
def activity_kind(activity):
    """Token of the list `activity-kinds`."""
    return activity.kind


@indexer(IGroupActivity)
def activity_attended(activity):
    """How many came."""
    return activity.attended


@indexer(IGroupActivity)
def activity_held(activity):
    """On which day."""
    return activity.held_on


@indexer(IGroupActivity)
def searchable_activity(activity):
    """The number alone."""
    return activity.getId()


@indexer(IProgrammeFolder)
def in_navigation(folder):
    """The folder stands in the navigation of those who may open it."""
    return False
