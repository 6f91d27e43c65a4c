"""What the workflows say, one module a slice."""

from tools.workflow_tables import adoptions
from tools.workflow_tables import assessments
from tools.workflow_tables import cases
from tools.workflow_tables import consents
from tools.workflow_tables import intake
from tools.workflow_tables import litigation
from tools.workflow_tables import mandates
from tools.workflow_tables import partners
from tools.workflow_tables import plans
from tools.workflow_tables import programmes
from tools.workflow_tables import public
from tools.workflow_tables import referrals
from tools.workflow_tables import repatriations
from tools.workflow_tables import stays


WORKFLOWS = {
    **cases.WORKFLOWS,
    **partners.WORKFLOWS,
    **consents.WORKFLOWS,
    **assessments.WORKFLOWS,
    **plans.WORKFLOWS,
    **referrals.WORKFLOWS,
    **litigation.WORKFLOWS,
    **stays.WORKFLOWS,
    **repatriations.WORKFLOWS,
    **adoptions.WORKFLOWS,
    **mandates.WORKFLOWS,
    **programmes.WORKFLOWS,
    **intake.WORKFLOWS,
    **public.WORKFLOWS,
}

consents.into_cases(cases.CASE_STATES)
litigation.into_cases(cases.CASE_STATES)
mandates.into_cases(cases.CASE_STATES)
stays.into_registers(cases.WORKFLOWS["register_workflow"]["states"]["open"])
