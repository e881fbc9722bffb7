"""How far a batch is: rate and time left, reckoned by the size of the texts, for the largest come first."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legiscompare.batch.listing import Job


class Progress:
    """Counts pairs and their sizes against a clock; nothing but what is told to people depends on it."""

    def __init__(self, jobs: Iterable[Job], clock: Callable[[], float] = time.monotonic) -> None:
        self._sizes = {job.id: _size(job.draft) + _size(job.final) for job in jobs}
        self._clock, self._begun = clock, clock()
        self.pairs = len(self._sizes)
        self._total = sum(self._sizes.values())
        self._size = self._passed = 0
        self.done = self._worked = 0

    def add(self, identifier: str, *, compared: bool) -> None:
        """A pair is finished. One that was done before, or that failed, says nothing of the rate."""
        self.done += 1
        if not compared:
            self._passed += self._sizes[identifier]
        else:
            self._worked += 1
            self._size += self._sizes[identifier]

    def words(self) -> str:
        """`12 of 2000, 3.1 a minute, 41 min left`."""
        told = f"{self.done} of {self.pairs}"
        seconds = self._clock() - self._begun
        if not self._worked or seconds <= 0:
            return told
        told += f", {60 * self._worked / seconds:.1f} a minute"
        if not self._size:
            return told
        left = (self._total - self._passed - self._size) * seconds / self._size
        return f"{told}, {_duration(left)} left"


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0  # the pair will fail, and says why


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes} min" if seconds >= 60 else f"{round(seconds)} s"
