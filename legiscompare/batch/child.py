"""A process that compares pairs one after another, and can be ended from outside.

`python -m legiscompare.batch` reads tasks from standard input and writes results to standard output, each as its
length and a pickle; both ends are this program. It ends when its parent does: its input then ends.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import IO

from legiscompare.batch.work import Result, Task, work
from legiscompare.errors import UsageError

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_LENGTH = struct.Struct(">Q")
_local = threading.local()


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """What one pair may take."""

    seconds: float = 600.0
    """From the moment that its worker begins."""
    megabytes: int | None = None
    """Address space of a worker; None for no limit. Raises UsageError where the system cannot limit it."""

    def __post_init__(self) -> None:
        if self.megabytes is not None and resource is None:
            raise UsageError(
                "this system cannot limit the memory of a process", where="--memory-limit", mend="leave it out"
            )


class Child:
    """One child process; started anew where it was ended."""

    def __init__(self, limits: WorkerLimits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, task: Task) -> Result:
        """The result of a task; of one that hangs or kills its process, a result that says so."""
        process = self._running()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        watch = threading.Timer(self.limits.seconds, end)
        watch.start()
        try:
            _send(process.stdin, task)
            found = _receive(process.stdout)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            found = None
        finally:
            watch.cancel()
        if isinstance(found, Result):
            return found
        self.close()
        if late.is_set():
            return Result(task.job.id, reason=f"not done after {self.limits.seconds:g} seconds, the limit of a pair")
        return Result(task.job.id, reason=f"its worker died (exit code {process.returncode})")

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was still to be sent to it is lost with it

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            path = os.pathsep.join(entry or str(os.getcwd()) for entry in sys.path)  # noqa: PTH109 - as sys.path means it
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "legiscompare.batch", str(self.limits.megabytes or 0)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": path},
            )
        return self._process


def answer(task: Task, limits: WorkerLimits) -> Result:
    """The result of a task, by the child process of this thread: what both engines run."""
    child: Child | None = getattr(_local, "child", None)
    if child is None or child.limits != limits:
        if child is not None:
            child.close()
        child = _local.child = Child(limits)
    return child.ask(task)


def _send(pipe: IO[bytes] | None, what: Task | Result) -> None:
    if pipe is None:
        raise EOFError
    data = pickle.dumps(what)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> Task | Result | None:
    """The next thing in a pipe; None at its end."""
    head = pipe.read(_LENGTH.size) if pipe is not None else b""
    if pipe is None or len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    data = pipe.read(size)
    if len(data) < size:
        return None
    found: Task | Result = pickle.loads(data)  # noqa: S301 - from our own parent or child
    return found


def main(megabytes: int) -> None:
    """Serve tasks until the parent ends."""
    if megabytes and resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    # What a library prints must not stand among the results.
    results = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while isinstance(task := _receive(sys.stdin.buffer), Task):
        try:
            _send(results, work(task))
        except BrokenPipeError:
            return
