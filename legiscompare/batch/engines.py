"""Where pairs are compared: in processes of this machine, or on a Dask cluster, used as it is.

An engine takes tasks one by one, only as fast as it needs them (each holds two texts), and gives results as they come.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from legiscompare.batch.child import Child, WorkerLimits, answer
from legiscompare.batch.work import Result
from legiscompare.errors import MissingExtra, SourceError

if TYPE_CHECKING:
    from legiscompare.batch.work import Task

Engine = Callable[[Iterable["Task"]], Iterator[Result]]

ENGINES = ("processes", "dask")


def processes(tasks: Iterable[Task], *, workers: int | None, limits: WorkerLimits) -> Iterator[Result]:
    """Results from children of this process, one for each worker (by default, each core)."""
    waiting = iter(tasks)
    taking = threading.Lock()
    done: queue.Queue[Result | BaseException | None] = queue.Queue()
    stopped = threading.Event()
    children = [Child(limits) for _ in range(workers or os.cpu_count() or 1)]

    def serve(child: Child) -> None:
        try:
            while not stopped.is_set():
                with taking:
                    task = next(waiting, None)
                if task is None:
                    break
                done.put(child.ask(task))
        except BaseException as error:  # told to the driver, who raises it
            done.put(error)
        finally:
            done.put(None)

    threads = [threading.Thread(target=serve, args=(child,), daemon=True) for child in children]
    for thread in threads:
        thread.start()
    try:
        running = len(threads)
        while running:
            found = done.get()
            if found is None:
                running -= 1
            elif isinstance(found, BaseException):
                raise found
            else:
                yield found
    finally:
        stopped.set()
        for child in children:
            child.close()


def dask(tasks: Iterable[Task], *, workers: int | None, limits: WorkerLimits, address: str | None) -> Iterator[Result]:
    """Results from the workers of a Dask scheduler, or of a cluster on this machine where no address is given.

    Each worker hands its pair to a child process of its own, as the other engine does: Dask itself ends no task that
    hangs. A pair whose worker dies again and again is given up by Dask and fails alone.
    Raises MissingExtra without dask.distributed, SourceError if nobody answers at the address.
    """
    try:
        distributed: Any = import_module("distributed")
    except ModuleNotFoundError as error:
        raise MissingExtra("batch", what="the Dask engine needs dask.distributed") from error
    with contextlib.ExitStack() as stack:
        if address is None:
            where: Any = stack.enter_context(
                distributed.LocalCluster(
                    n_workers=workers or os.cpu_count() or 1, threads_per_worker=1, dashboard_address=None
                )
            )
        else:
            where = address
        try:
            client = stack.enter_context(distributed.Client(where, timeout="30s"))
            client.wait_for_workers(1, timeout=30)
        except (OSError, TimeoutError) as error:
            raise SourceError(
                "no Dask scheduler with workers answers at this address",
                where=str(address),
                mend="check the address, and start the scheduler and its workers",
            ) from error
        waiting = iter(tasks)
        names: dict[str, str] = {}

        def submitted() -> Any:
            task = next(waiting, None)
            if task is None:
                return None
            future = client.submit(answer, task, limits, pure=False)
            names[future.key] = task.job.id
            return future

        slots = 2 * sum(client.nthreads().values())
        ready = distributed.as_completed([future for _ in range(slots) if (future := submitted()) is not None])
        for future in ready:
            if future.status == "finished":
                yield future.result()
            else:
                yield Result(names[future.key], reason=f"its Dask worker died ({type(future.exception()).__name__})")
            del names[future.key]
            if (following := submitted()) is not None:
                ready.add(following)
