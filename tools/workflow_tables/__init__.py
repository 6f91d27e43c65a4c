"""What the workflows say, one module a slice."""

from tools.workflow_tables import assessments
from tools.workflow_tables import cases
from tools.workflow_tables import consents
from tools.workflow_tables import partners
from tools.workflow_tables import plans


WORKFLOWS = {**cases.WORKFLOWS, **partners.WORKFLOWS, **assessments.WORKFLOWS}
WORKFLOWS = {**cases.WORKFLOWS, **partners.WORKFLOWS, **plans.WORKFLOWS}
WORKFLOWS = {**cases.WORKFLOWS, **partners.WORKFLOWS, **consents.WORKFLOWS}
from tools.workflow_tables import referrals


WORKFLOWS = {
    **cases.WORKFLOWS,
    **partners.WORKFLOWS,
    **consents.WORKFLOWS,
    **referrals.WORKFLOWS,
}

consents.into_cases(cases.CASE_STATES)
