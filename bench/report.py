"""The tables of a run, in Markdown."""

from collections.abc import Iterable
from importlib.metadata import version
from measure import Pair
from measure import Series
from scenes import FLAT
from statistics import median

import os
import platform


HEAD = (
    "| | ours ms | CPU ms | | plain ms | CPU ms | ratio | CPU ratio |\n"
    "|---|---|---|---|---|---|---|---|"
)


def table(title: str, pairs: Iterable[Pair]) -> str:
    """Return a heading and the rows of a scene: medians, with least and greatest in brackets."""
    return "\n".join([f"### {title}", "", HEAD, *(row(each) for each in pairs), ""])


def row(each: Pair) -> str:
    """Return one row."""
    least, greatest = each.ratios
    ours, theirs = median(each.ours.cpu), median(each.theirs.cpu)
    cells = (
        each.name,
        spread(each.ours.wall),
        f"{ours:.0f}",
        each.against,
        spread(each.theirs.wall),
        f"{theirs:.0f}",
        f"**{each.ratio:.2f}** ({least:.2f}–{greatest:.2f})",
        f"{ours / theirs:.2f}",
    )
    return f"| {' | '.join(cells)} |"


def spread(times: list[float]) -> str:
    """Return a median with the least and the greatest, in milliseconds."""
    return f"{median(times):.0f} ({min(times):.0f}–{max(times):.0f})"


def machine() -> str:
    """Return what the numbers were measured on."""
    cores = len(os.sched_getaffinity(0))
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    return (
        f"{cpu_model()}, {cores} cores, {memory():.0f} GiB; Python {platform.python_version()}, "
        f"Plone {version('Products.CMFPlone')}; load {load} at the end."
    )


def cpu_model() -> str:
    """Return the name of the processor."""
    with open("/proc/cpuinfo") as lines:
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def memory() -> float:
    """Return the memory of the machine in GiB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)


def aims(by_documents: dict[int, list[Pair]], by_cases: dict[int, list[Pair]]) -> str:
    """Return what the numbers say to the aims: flat in documents, register near a listing."""
    lines = ["### Aims", ""]
    few, many = min(by_documents), max(by_documents)
    for small, large in zip(by_documents[few], by_documents[many], strict=True):
        if small.name in FLAT:
            lines.append(
                f"- {small.name}, CPU time with {many} documents against {few}: "
                f"{growth(small.ours, large.ours):.2f} times; "
                f"plain Plone {growth(small.theirs, large.theirs):.2f} times"
            )
    for size, pairs in by_cases.items():
        page = pairs[0]
        lines.append(
            f"- {page.name} among {size}: {page.ratio:.2f} times a {page.against} (aim: under "
            f"1.5), {page.ms:.0f} ms, of which {median(page.ours.cpu):.0f} CPU (aim: under 120)"
        )
    return "\n".join([*lines, ""])


def growth(small: Series, large: Series) -> float:
    """Return how many times the CPU time of the small one the large one takes."""
    return median(large.cpu) / median(small.cpu)
