"""Changing the state of a case or something in it, with what is missing said in full."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.kinds import kind_of
from baleharum.cases.layout import case_of
from baleharum.cases.policy import CLOSING_REASONS
from baleharum.cases.policy import leads_back
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import codes
from baleharum.cases.steps import mended_at
from baleharum.cases.steps import NOT_ASKED
from baleharum.cases.steps import state_label
from baleharum.cases.steps import step
from baleharum.cases.steps import steps
from baleharum.team.api import current_user_id
from plone import api
from plone.protect import CheckAuthenticator
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


#: code list -> what is asked for with it.
ASKED_FOR = {
    CLOSING_REASONS: _("label_reason_code", default="Why (required)"),
    "information-given": _(
        "label_information_given", default="Told of other services: how (required)"
    ),
}


class LeadsBack(BrowserView):
    """Guard of the transitions that bring a case back to where it was."""

    def __call__(self, transition):
        """Return whether this transition leads to the state before the last interruption."""
        history = self.context.workflow_history.get("case_workflow", ())
        return leads_back(transition, history)


class CaseSteps(BrowserView):
    """Macros `steps` and `missing`: lists of steps and of what they still need."""

    template = ViewPageTemplateFile("transitions_macros.pt")
    mended_at = staticmethod(mended_at)

    @property
    def macros(self):
        """The macros of the template."""
        return self.template.macros


class ChangeState(BrowserView):
    """`@@change-state`: choose a step, see what it does and needs, confirm it.

    GET shows; POST with `transition`, `comment` and the authenticator does it. A refusal lists
    all that is missing, and nothing has changed.
    """

    template = ViewPageTemplateFile("transitions.pt")
    refused = False
    not_chosen = _("label_not_chosen", default="– not chosen –")

    @property
    def tab(self):
        """The tab of the case under which the object is found."""
        kind = kind_of(self.context.portal_type)
        return kind.tab if kind else "view"

    def __call__(self):
        """Show the form, or do what it asks."""
        transition = Asked(self.request.form).get("transition", "")
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            if self.change(transition):
                return ""
        self.step = step(self.context, transition, self._details())
        if transition and self.step is None:
            api.portal.show_message(
                _("error_step_not_open", default="This step is not open (any more)."),
                request=self.request,
                type="warning",
            )
        return self.template()

    def change(self, transition):
        """Do it and say so; False if it was refused."""
        chosen = step(self.context, transition)
        workflow = api.portal.get_tool("portal_workflow")
        given = {"comment": self.comment(), "reason_code": self.code()}
        try:
            workflow.doActionFor(self.context, transition, **given)
        except TransitionRefused:
            self.refused = True
            return False
        except WorkflowException:
            return False
        message = _(
            "message_step_done",
            default="Done: ${step}.",
            mapping={"step": chosen.label},
        )
        api.portal.show_message(message, request=self.request)
        self.request.response.redirect(where_next(self.context))
        return True

    def comment(self):
        """Return the reason as it was typed."""
        return Asked(self.request.form).get("comment", "").strip()

    def code(self):
        """Return the token of the reason that was chosen."""
        return Asked(self.request.form).get("reason_code", "")

    def codes(self, step):
        """Return the reasons to choose from: (token, label)."""
        return codes(step)

    def asked_for(self, step):
        """Return the label of the list from which one is chosen."""
        return ASKED_FOR.get(step.codes, ASKED_FOR[CLOSING_REASONS])

    def _details(self):
        # Only who has sent the form can have forgotten the reason.
        if not self.refused:
            return NOT_ASKED
        return {"comment": self.comment(), "reason_code": self.code()}

    def choices(self):
        """Return the steps to choose from while none is chosen."""
        return steps(self.context)

    def state(self):
        """Return the label of where it stands now."""
        return state_label(self.context)

    def back(self):
        """Return the address to go back to."""
        return self.context.absolute_url()


def where_next(context) -> str:
    """Return the innermost address that the person may still see after a change.

    Closing a case ends the assignments; restricting a person's record closes it to most.
    """
    # A fresh look at who the person is: their groups may have ended with the change.
    with api.env.adopt_user(username=_login_name()):
        for place in (context, case_of(context)):
            if api.user.has_permission("View", obj=place):
                return place.absolute_url()
    return api.portal.get().absolute_url()


def _login_name():
    user = api.user.get(userid=current_user_id())
    return user.getUserName() if user is not None else None
