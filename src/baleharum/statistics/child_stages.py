"""Where the procedures of children stand: their part in them by the stage (domain.md 1e, 6)."""

from baleharum import _
from baleharum.statistics.figures import Figures
from baleharum.statistics.rows import Row
from baleharum.statistics.tables import Line
from baleharum.statistics.tables import lines
from baleharum.statistics.tables import Table
from baleharum.statistics.tables import Tally
from baleharum.statistics.tables import TOTAL
from baleharum.statistics.tables import TOTAL_LABEL
from baleharum.statistics.tables import totalled


STAGES_TITLE = _("report_child_stages", default="Children and the law: part by stage")
NOTE_STAGES = _(
    "note_child_stages",
    default="Procedures of children of the cases above, each where it stood on the last day of the"
    " period. A child with two procedures is in the table twice.",
)
#: What is no stage of the law: before the police began, and after everything.
BEFORE = Line("before", _("child_stage_before", default="Before the investigation"))
OVER = Line("over", _("child_stage_over", default="Over"))
HOME = "reintegrasi"
#: From these on a child may come home.
LAST = ("pelaksanaan", "over")


def stages(figures: Figures, tally: Tally) -> tuple[Table, ...]:
    """Return the table of part and stage; () where no case that came in has a procedure."""
    for uid, row in figures.entered():
        for role, stage in standing(row, figures.period.end):
            tally.add("child_stages", role, stage, uid)
    counts = tally.of("child_stages")
    if not counts:
        return ()
    columns = (BEFORE, *lines("abh-stages"), OVER)
    table = totalled(
        "child_stages",
        STAGES_TITLE,
        lines("abh-roles"),
        columns,
        counts,
        across=True,
        notes=(NOTE_STAGES,),
        cases=frozenset((*(column.key for column in columns), TOTAL)),
    )
    return (table,)


def columns() -> tuple[Line, ...]:
    """Return the columns of the table."""
    return (BEFORE, *lines("abh-stages"), OVER, Line(TOTAL, TOTAL_LABEL, whole=True))


def standing(row: Row, end: int) -> list[tuple[str, str]]:
    """Return part and stage of each procedure of a case on a day (an ordinal).

    A child who was reintegrated since the last stage began stands in the stage of that name.

    >>> facts = [(5, "child-stage", "anak-saksi.penyidikan", 1), (9, "reintegrated", "", None)]
    >>> case = Row("BH-2026-00001", "", "", (), (*facts, (7, "child-stage", "anak-saksi.over", 1)))
    >>> standing(case, 6), standing(case, 8), standing(case, 9), standing(case, 4)
    ([('anak-saksi', 'penyidikan')], [('anak-saksi', 'over')], [('anak-saksi', 'reintegrasi')], [])
    """
    found: dict[int | None, tuple[int, str]] = {}
    home = [on for on, what, _token, _number in row.facts if what == "reintegrated" and on <= end]
    for on, what, token, number in row.facts:
        if what == "child-stage" and on <= end and on >= found.get(number, (0, ""))[0]:
            found[number] = (on, token)
    stands = []
    for on, token in found.values():
        role, _dot, stage = token.partition(".")
        stands.append((role, HOME if stage in LAST and any(day >= on for day in home) else stage))
    return stands
