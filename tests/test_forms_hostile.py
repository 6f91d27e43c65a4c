"""Whatever is sent to the forms of consents, assessments, plans, letters and partners is taken or
refused with a message: never an error of the server, never something half-made."""

from baleharum.cases.moments import today
from baleharum.plans.facts import records
from lxml import html
from tests.adoptions_made import sample_adoption
from tests.assessments_made import sample_assessment
from tests.case_forms import path
from tests.centre import sample_case
from tests.consents_made import client_of
from tests.consents_made import sample_draft
from tests.plans_made import QUIET
from tests.plans_made import sample_conference
from tests.plans_made import sample_mediation
from tests.plans_made import sample_plan
from tests.referrals_made import sample_letter
from tests.referrals_made import sample_referral
from tests.referrals_made import some_partner
from tests.repatriations_made import sample_repatriation
from tests.stays_made import sample_house
from tests.stays_made import sample_stay

import pytest
import transaction


SIGNS = (
    "a\x00b\x01\x0b\x1f\x7f\u0085\ufffe\uffff \u202eاسم\u202c \u200f\u200b 👩🏽‍⚕️"
    " <script>alert(1)</script>&amp;]]> #{{ x }}{% y %} #panic(1) $x$ \\ @key ```"
)
#: What is typed into every field at once.
TYPED = {
    "nothing": "",
    "spaces": " \t\r\n ",
    "long": "Panjang " * 20_000,
    "signs": SIGNS,
    "a formula": "=HYPERLINK(0)",
    "lines": "a\r\nb\rc\u2028d\u2029e",
    "negative": "-1",
    "many figures": "9" * 5000,
    "figures of others": "١٢٣",
    "superscript": "²",
    "no day": "2026-02-30",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "a day and more": "2026-01-01T00:00:00+14:00",
    "no UID": "0" * 32,
    "no choice": "--NOVALUE--",
    # Letters of another encoding, and half of a sign.
    "no utf-8": b"\xff\xfe\xc3(",
    "half a sign": b"\xed\xa0\x80",
}

#: Of these, what a field of text may keep; what is kept has to be shown again.
KEPT = ("signs", "a formula", "lines")

#: How the names of all fields are bent, None to leave them out.
NAMES = (None, "{}:list", "{}:tuple", "{}.a:record", "{}.a:records", "{}:tokens", "{}:boolean")


def _case(site):
    return sample_case(site["perkara"], **QUIET)


def consent(site):
    """A draft."""
    return sample_draft(_case(site))


def assessment(site):
    """A draft."""
    return sample_assessment(_case(site))


def plan(site):
    """A draft."""
    return sample_plan(_case(site))


def conference(site):
    """Minutes."""
    return sample_conference(_case(site))


def mediation(site):
    """In preparation."""
    return sample_mediation(_case(site))


def letter(site):
    """A draft."""
    return sample_letter(_case(site), some_partner(site))


def letter_in(state):
    """Return what makes a letter in a state."""

    def made(site):
        return sample_referral(_case(site), some_partner(site), state)

    return made


def case(site):
    """A case with a client."""
    found = _case(site)
    client_of(found)
    return found


def directory(site):
    """The directory, with a partner."""
    return some_partner(site).__parent__


def stay(site):
    """A stay that is proposed, beside a house."""
    sample_house(site["perkara"])
    return sample_stay(_case(site))


def repatriation(site):
    """A repatriation that is proposed."""
    return sample_repatriation(_case(site))


def adoption(site):
    """An adoption file that was begun."""
    return sample_adoption(_case(site))


#: name -> who opens it, what makes its context, the page, a query of the page.
FORMS = {
    "add a consent": ("worker1", case, "++add++ConsentForm", ""),
    "edit a consent": ("worker1", consent, "edit", ""),
    "record a basis": ("supervisor1", case, "++add++LawfulBasis", ""),
    "add an assessment": ("worker1", case, "++add++Assessment", "&kind=triage"),
    "edit an assessment": ("worker1", assessment, "edit", ""),
    "add a plan": ("worker1", case, "++add++CarePlan", ""),
    "edit a plan": ("worker1", plan, "edit", ""),
    "record a service": ("worker1", case, "++add++ServiceRecord", ""),
    "add minutes": ("worker1", case, "++add++CaseConference", ""),
    "edit minutes": ("worker1", conference, "edit", ""),
    "add a mediation": ("worker1", case, "++add++Mediation", ""),
    "edit a mediation": ("worker1", mediation, "edit", ""),
    "add a letter": ("worker1", case, "++add++ReferralLetter", ""),
    "edit a letter": ("worker1", letter, "edit", ""),
    "note how it goes out": ("worker1", letter_in("signed"), "@@dispatch", ""),
    "note an answer": ("worker1", letter_in("sent"), "@@answer", ""),
    "note a reply": ("worker1", letter_in("accepted"), "@@reply", ""),
    "note a handover": ("worker1", letter_in("accepted"), "@@handover", ""),
    "add a house": ("head1", lambda site: site["perkara"], "++add++Shelter", ""),
    "edit a house": ("head1", lambda site: sample_house(site["perkara"]), "edit", ""),
    "propose a stay": ("worker1", case, "++add++ShelterStay", ""),
    "choose a room": ("worker1", stay, "@@room", ""),
    "write belongings": ("worker1", stay, "@@belongings", ""),
    "propose a repatriation": ("worker1", case, "++add++Repatriation", ""),
    "write a destination": ("worker1", repatriation, "@@destination", ""),
    "begin an adoption": ("worker1", case, "++add++AdoptionFile", ""),
    "write a couple": ("worker1", adoption, "@@couple", ""),
    "add a partner": ("supervisor1", directory, "++add++Partner", ""),
    "edit a partner": ("supervisor1", lambda site: directory(site)["m1"], "edit", ""),
}

#: What a form sends of itself, whatever somebody types.
OURS = ("_authenticator", "state_seen", "kind", "ajax_load")
OWN = ("-empty-marker", "-marker", ".count")
NO_CHOICE = (None, "", "--NOVALUE--")
#: What is chosen where a form leaves something open, by the type of the input.
FILLED = {"date": today().isoformat(), "text": "30", "email": "a@example.org", "checkbox": None}


def form_of(page):
    """Return the form of a page that is filled in, without its buttons: field -> input."""
    forms = [form for form in html.fromstring(page).forms if "_authenticator" in form.fields]
    form = max(forms, key=lambda each: len(each.inputs.keys()))
    return {
        name: form.inputs[name]
        for name in form.inputs.keys()  # noqa: SIM118 (no mapping)
        if name and not name.startswith("form.buttons")
    }


def is_own(name) -> bool:
    """Tell whether a form sends this itself."""
    return name in OURS or name.endswith(OWN)


def filled(field) -> list[str]:
    """Return what an input sends where everything is filled in."""
    kind = getattr(field, "type", None)
    if kind in ("checkbox", "radio"):
        first = next(iter(field)) if isinstance(field, list) else field
        return [first.get("value", "")]
    value = field.value
    if kind == "select-multiple" or isinstance(value, set | html.MultipleSelectOptions):
        return list(value) or field.value_options[:1]
    if hasattr(field, "value_options"):
        real = (each for each in field.value_options if each not in NO_CHOICE)
        return [value if value not in NO_CHOICE else next(real, value)]
    return [value or FILLED.get(kind, "Isi.")]


def is_text(field) -> bool:
    """Tell whether somebody types into an input."""
    return getattr(field, "tag", "") == "textarea" or getattr(field, "type", "") == "text"


def stored(context) -> tuple:
    """Return what is filed, and when something of it was written last."""
    context._p_activate()
    children = sorted(context.objectIds()) if hasattr(context, "objectIds") else ()
    return tuple(children), context._p_serial


class Sender:
    """Sends one form again and again, and looks each time at what has become of it.

    typed: field -> input, of what somebody types; own: what the form sends of itself.
    """

    def __init__(self, visitor, context, page, query):
        self.visitor, self.context = visitor, context
        # Without the frame of the page, which is the same for all and takes longest.
        self.page, self.query = f"{path(context)}/{page}", f"?ajax_load=1{query}"
        self.adds = page.startswith("++add++")
        self.typed, self.own = {}, {}

    def open(self) -> bool:
        """Open the form where it is not open already; tell whether there is one (any more)."""
        if self.typed:
            return True
        answer = self.visitor.get(self.page + self.query)
        inputs = form_of(answer.text) if answer.status == 200 else {}
        self.typed = {name: field for name, field in inputs.items() if not is_own(name)}
        self.own = {name: filled(field) for name, field in inputs.items() if is_own(name)}
        return bool(inputs)

    def send(self, fields, label):
        """Send the form and return the answer. fields: name -> texts."""
        before = stored(self.context)
        form = {"ajax_load": "1", **self.own, **fields, "form.buttons.save": "1"}
        answer = self.visitor.post(self.page, form)
        assert answer.status in (200, 302, 400), (label, answer.status, answer.text[:500])
        if answer.status == 302:
            self.look(label)
            self.typed = {}
        else:
            assert stored(self.context) == before, (label, "something was kept")
        if answer.status == 200:
            assert "invalid-feedback" in answer.text or "alert-danger" in answer.text, label
        return answer

    def look(self, label):
        """What was kept is shown, on its page and to programs."""
        new = self.context
        if self.adds:
            new = max(self.context.objectValues(), key=lambda each: each.created())
        assert self.visitor.get(f"{path(new)}?ajax_load=1").status == 200, label
        assert self.visitor.rest("GET", path(new)).status == 200, label


@pytest.fixture(params=FORMS)
def sender(request, functional, visit):
    """Somebody who has opened one of the forms."""
    who, make, page, query = FORMS[request.param]
    context = make(functional["portal"])
    transaction.commit()
    sender = Sender(visit(who), context, page, query)
    assert sender.open(), "the form is not there"
    return sender


def test_a_form_takes_anything_or_says_why_not(sender):
    for label, value in TYPED.items():
        if not sender.open():
            return
        sender.send(dict.fromkeys(sender.typed, value), label)
        if label in KEPT and sender.open():
            texts = {n: value if is_text(f) else filled(f) for n, f in sender.typed.items()}
            sender.send(texts, f"{label}, texts alone")


def test_a_form_asks_for_its_fields_whatever_their_names(sender):
    for bent in NAMES:
        if not sender.open():
            return
        bare = [n.partition(":")[0] for n in sender.typed] if bent else ()
        sender.send({bent.format(n): ["a", "b"] for n in bare}, bent)


#: language, field, what is typed, what is said at the field.
SAID = [
    # By the rules of Indonesian this would be fifteen.
    ("id", "minutes", "1.5", "90."),
    ("en", "minutes", "1,440", "whole number in figures"),
    ("en", "minutes", "60 menit", "whole number in figures"),
    ("en", "minutes", "1441", "A number from 1 to 1440."),
    ("en", "minutes", "0", "A number from 1 to 1440."),
    ("en", "happened_on", "30-11-2026", "Write the day as 2026-12-31."),
    ("en", "happened_on", "kemarin", "Write the day as 2026-12-31."),
    ("en", "happened_on", "9" * 12 + "-01-01", "Write the day as 2026-12-31."),
]


@pytest.mark.parametrize(("language", "field", "value", "said"), SAID)
def test_a_mistake_is_said_with_its_remedy(functional, visit, language, field, value, said):
    context = case(functional["portal"])
    transaction.commit()
    sender = Sender(visit("worker1"), context, "++add++ServiceRecord", "")
    sender.visitor.cookies["I18N_LANGUAGE"] = f'"{language}"'
    assert sender.open()
    fields = {n: filled(f) for n, f in sender.typed.items()}
    answer = sender.send({**fields, f"form.widgets.{field}": value}, value)
    assert said in answer.text, answer.text[-3000:]


def test_a_number_may_stand_between_spaces(functional, visit):
    context = case(functional["portal"])
    transaction.commit()
    sender = Sender(visit("worker1"), context, "++add++ServiceRecord", "")
    assert sender.open()
    fields = {n: filled(f) for n, f in sender.typed.items()}
    assert sender.send({**fields, "form.widgets.minutes": " 1440 "}, "1440").status == 302
    assert [r.minutes for r in records(context)] == [1440]


def test_a_long_line_is_said_with_its_limit(functional, visit):
    context = case(functional["portal"])
    transaction.commit()
    sender = Sender(visit("worker1"), context, "++add++ConsentForm", "")
    assert sender.open()
    long = {"form.widgets.witnesses": "x" * 201, "form.widgets.authority": "x" * 2001}
    answer = sender.send({**{n: filled(f) for n, f in sender.typed.items()}, **long}, "long")
    assert "A line is too long: 200 characters at most." in answer.text
    assert "This is too long: 2000 characters at most." in answer.text
    many = {"form.widgets.witnesses": "\n".join("abcdefghijk")}
    answer = sender.send({**{n: filled(f) for n, f in sender.typed.items()}, **many}, "many")
    assert "10 lines at most." in answer.text
