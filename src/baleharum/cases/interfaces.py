"""What the slices above may ask of a case."""

from baleharum.team.interfaces import ICaseContent
from zope.interface import Attribute
from zope.interface import Interface
from zope.viewlet.interfaces import IViewletManager


class ICaseChild(ICaseContent):
    """What is filed in a case: a document, a person, a note…"""


class ISteps(Interface):
    """Something whose workflow has decisions, that say what is missing: a case, what is in it…

    What is not filed in a case says in `step_lists` which code lists its steps and states have.
    """


class ICaseKind(Interface):
    """A named utility: one kind of thing that is filed in a case. Its name is the portal type."""

    word = Attribute("What timeline and record of access call it; one token")
    letter = Attribute("What stands before its number in the case")
    label = Attribute("Its name for people")
    added = Attribute("Sentence of the timeline when it is filed: ${who}, ${subject}")
    decided = Attribute("Sentence of a decision: ${who}, ${subject}, ${step}; None for none")
    tab = Attribute("Name of the tab of the case under which it is found")
    transitions = Attribute("Code list of its transitions, '' for none")
    states = Attribute("Code list of its states, '' for none")
    timed = Attribute("Whether something about it may be due, see IDues")


class IRequirement(Interface):
    """A subscription adapter of a case: what must exist before a transition.

    Slices above register their own; all of them are asked, so that a refusal lists all.
    """

    def missing(transition, details):
        """Return `requirements.Missing` rows for a transition id; none when all is there.

        details: mapping with `comment` and whatever else the form of the transition asked.
        """

    def told(transition):
        """Return messages: what whoever takes this step has to know first; may be left out."""


class IEvidence(Interface):
    """A subscription adapter of a case: a record that says what a paper of some kind would say.

    Slices above register their own: an endorsed assessment, a consent in force.
    """

    def holds(kind, states, since=None):
        """Tell whether there is one of this kind of document, in one of these document states.

        since: the moment (DateTime) from which on it counts, None for ever; see `history.begun`.
        """

    def filed_under(kind):
        """Return the tab of the case where such a record is begun, '' for none; may be left out."""


class ICopy(Interface):
    """An adapter of what was written in a case and is no file: its copy for the person whom it is
    about (art. 32 of Law 27/2022). In Indonesian; no name of a colleague."""

    kind = Attribute("Token of the list `document-kinds` that says what it is")
    stands = Attribute("Whether there is a copy: not of a draft, nor of what is about others")
    person = Attribute("UID of whom it is about, '' for the clients of the case")

    def rows():
        """Return (title, text), of what is not empty."""


class IDues(Interface):
    """A subscription adapter of a case, or of something in one: what has to be done until when.

    The catalog remembers the answer, so it follows from what is stored, never from the clock;
    whoever changes what it follows from calls `dues.changed`. Of a case that has ended only
    `dues.LASTING` is due.
    """

    def dues():
        """Return `dues.Due` rows."""


class IFigureFacts(Interface):
    """A subscription adapter of a case: what is counted of it beside its steps and its people.

    Slices above register their own. The facts are kept with the figures of the register (slice
    `statistics`), in the clear: days, tokens and numbers, nothing that names or describes somebody.
    Whoever writes what they follow from otherwise than by filing, editing or a transition tells of
    it by `figures.FactsChanged`.
    """

    def facts():
        """Return `figures.Fact` rows."""


class IFactsChanged(Interface):
    """What is counted of a case has changed otherwise than by filing, editing or a transition."""

    object = Attribute("The case")


class IWaiting(Interface):
    """A named utility: one kind of thing that waits for the decision of somebody else than its
    author. Its name is the portal type. See `waiting`.
    """

    state = Attribute("State of its workflow in which it waits; several with blanks between")

    def deciders(brain):
        """Return the functions and professions of which one decides: words of team groups."""


class IDecisions(Interface):
    """A named utility: what lies in no case and waits for the decision of somebody, as a batch of
    recipients for its decree. Slices above register their own; the desk lists them.
    """

    def decisions(user):
        """Return `waiting.Decision` rows of what this person may see and decides on now."""


class IRegisterDues(Interface):
    """A subscription adapter of a register: what is due there and lies in no case.

    Slices above register their own: a request of somebody whose data this is, a breach.
    """

    def dues():
        """Return `dues.RegisterDue` rows that who acts now may see, and has to do."""


class IRefusal(Interface):
    """A transition that was refused."""

    missing = Attribute("All that is missing: a list of `requirements.Missing`")


class ICaseNotices(IViewletManager):
    """Banners above the tabs of a case."""


class ICaseOverview(IViewletManager):
    """On the overview of a case, behind its state, next steps and who answers for it."""


class ICaseTab(Interface):
    """A named utility: one more tab of a case, shown to who holds its permission there.

    Its name is the name of the view.
    """

    label = Attribute("Text of the tab")
    permission = Attribute("Title of the permission")
    place = Attribute("Its place in the row: a number, see `layout.TABS`")


class IRegisterLinks(IViewletManager):
    """More places to go to, in the head of the page of a register, an intake box or a report."""


class IDeskNotices(IViewletManager):
    """What somebody has to know before anything else on their desk."""


class IDeskAside(IViewletManager):
    """More panels beside somebody's work, on their desk."""


class IPersonLinks(IViewletManager):
    """More to know of a person, on the page that says what they can see; see `view.person`."""
