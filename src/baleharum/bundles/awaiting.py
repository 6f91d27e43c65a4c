"""Waiting for what a library offers as a coroutine alone."""

from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from typing import TypeVar

import asyncio


T = TypeVar("T")


def awaited(work: Coroutine[Any, Any, T]) -> T:
    """Return what comes of a coroutine; it runs in a thread of its own, so that a loop in ours, if
    there is one, is in nobody's way. Raises what it raises."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
