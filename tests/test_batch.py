"""Many pairs: engines, limits, a driver that is killed, two drivers on one folder."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from legiscompare.batch import Job, Progress, WorkerLimits, jobs, run
from legiscompare.batch import driver as driving
from legiscompare.batch.child import Child
from legiscompare.batch.work import Task
from legiscompare.errors import UsageError
from legiscompare.report.tool import version

KILLS = int(os.environ.get("LEGISCOMPARE_KILLS", "3"))
"""Moments at which the driver is killed, for each engine; 20 before a release."""
NAMES = ("first-en", "first-zh", "short-lab-en", "short-meishi-zh", "short-parks-en", "short-yuedu-zh")


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of small pairs of the teaching corpus in two languages."""
    path = tmp_path_factory.mktemp("pairs") / "pairs.csv"
    rows = ["id,draft,final,language"]
    for name in NAMES:
        folder, language = ROOT / "corpus" / f"teaching-{name}", name[-2:]
        rows.append(f"{name},{folder / f'draft.{language}.md'},{folder / f'final.{language}.md'},{language}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def command(pairs: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "legiscompare", "batch", str(pairs), "-o", str(out), "--workers", "2", *more]


def start(*arguments: str, cwd: Path = ROOT) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(arguments, cwd=cwd, env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def finish(*arguments: str) -> str:
    process = start(*arguments)
    told = process.communicate(timeout=1800)[1]
    assert process.returncode == 0, told
    return told


def tables(out: Path) -> tuple[str, list[dict[str, object]], dict[str, bytes]]:
    """Summary, rows of the changes in order, and every result."""
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = sorted(parquet.read_table(out / "changes.parquet").to_pylist(), key=lambda row: (row["pair"], row["change"]))
    results = {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*/*"))}
    return (out / "summary.csv").read_text(encoding="utf-8"), rows, results


@pytest.fixture(scope="module")
def undisturbed(pairs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of an undisturbed run."""
    out = tmp_path_factory.mktemp("undisturbed")
    finish(*command(pairs, out))
    return out


def test_what_a_run_leaves(undisturbed: Path, pairs: Path) -> None:
    out = undisturbed
    summary, rows, _ = tables(out)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert list(manifest["pairs"]) == list(NAMES)
    assert manifest["pairs"]["first-zh"]["draft"]["sha256"] in summary
    assert {row["pair"] for row in rows} == set(NAMES)
    assert not [path for path in out.rglob(".*") if path.name != ".batch.lock"]
    told = [outcome.state for outcome in run(jobs(pairs), out, workers=1)]
    assert told == ["kept"] * len(NAMES)


def killed_and_resumed(pairs: Path, whole: Path, folder: Path, *more: str) -> None:
    """Kill the driver at `KILLS` moments, before, between and after its results, and resume it each time."""
    moments = random.Random(17)
    reached = []
    for turn in range(KILLS):
        out = folder / str(turn)
        process = start(*command(pairs, out, *more))
        written = moments.randint(0, len(NAMES))
        while process.poll() is None and len(list(out.glob("*/done.json"))) < written:
            time.sleep(0.005)
        time.sleep(moments.uniform(0, 0.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        reached.append(len(list(out.glob("*/done.json"))))
        finish(*command(pairs, out, *more))
        assert tables(out) == tables(whole), turn
    print(f"results written when the driver was killed: {reached}")


def test_a_killed_driver_is_resumed(pairs: Path, undisturbed: Path, tmp_path: Path) -> None:
    killed_and_resumed(pairs, undisturbed, tmp_path)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """Address of a scheduler with two workers in processes and folders of their own."""
    pytest.importorskip("distributed")
    told = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    running = [
        start(*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
    ]
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        running.append(
            start(
                *dask, "worker", "--scheduler-file", str(told), "--nthreads", "1", "--no-dashboard",
                "--local-directory", str(folder), "--name", name, cwd=folder,
            )
        )  # fmt: skip
    try:
        for _ in range(600):
            if told.is_file() and told.stat().st_size:
                break
            time.sleep(0.1)
        yield json.loads(told.read_text(encoding="utf-8"))["address"]
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.communicate(timeout=60)


def test_two_dask_workers_with_folders_of_their_own(
    cluster: str, pairs: Path, undisturbed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    finish(*command(pairs, out, "--engine", "dask", "--address", cluster))
    assert tables(out) == tables(undisturbed)


def test_dask_on_a_cluster_of_this_machine(pairs: Path, undisturbed: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    finish(*command(pairs, tmp_path, "--engine", "dask"))
    assert tables(tmp_path) == tables(undisturbed)


def test_a_killed_driver_of_dask_is_resumed(cluster: str, pairs: Path, undisturbed: Path, tmp_path: Path) -> None:
    killed_and_resumed(pairs, undisturbed, tmp_path / "out", "--engine", "dask", "--address", cluster)


def task(pairs: Path) -> Task:
    job = jobs(pairs)[0]
    return Task(job, (Path(job.draft).read_bytes(), Path(job.final).read_bytes()), ("json",), version())


@pytest.mark.parametrize(
    ("script", "reason"),
    [("exec sleep 60", "not done after 1 seconds"), ("exit 3", "its worker died (exit code 3)")],
)
def test_a_pair_that_hangs_or_dies_fails_alone(
    script: str, reason: str, pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    python.chmod(0o755)
    child = Child(WorkerLimits(seconds=1))
    with monkeypatch.context() as changed:
        changed.setattr(sys, "executable", str(python))
        assert child.ask(task(pairs)).reason.startswith(reason)
    child.limits = WorkerLimits()
    assert child.ask(task(pairs)).counts, "the next pair has a new process"
    child.close()


def test_what_a_killed_driver_left_is_taken_away(pairs: Path, tmp_path: Path) -> None:
    left = [tmp_path / ".summary.csv.ab12", tmp_path / ".changes.parquet.x" / "changes.parquet"]
    left += [tmp_path / NAMES[0] / ".comparison.json.cd34"]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    assert [one.state for one in run(jobs(pairs)[:1], tmp_path)] == ["done"]
    assert not [path for path in left if path.exists()]


def test_a_pair_that_needs_too_much_memory_fails_alone(tmp_path: Path, pairs: Path) -> None:
    from generate import as_law, generate

    made = generate("en", 1500, 1)
    for stage, provisions in (("draft", made.draft), ("final", made.final)):
        (tmp_path / f"{stage}.txt").write_text(as_law(provisions, "en", "Law"), encoding="utf-8")
    big = Job("big", str(tmp_path / "draft.txt"), str(tmp_path / "final.txt"), "en")
    limits = WorkerLimits(megabytes=160)
    found = {one.id: one for one in run([*jobs(pairs)[:2], big], tmp_path / "out", workers=1, limits=limits)}
    assert found["big"].state == "failed"
    assert "memory" in found["big"].reason or "died" in found["big"].reason
    assert [found[name].state for name in NAMES[:2]] == ["done", "done"]


def test_the_second_driver_on_a_folder_stops(pairs: Path, tmp_path: Path) -> None:
    with driving._alone(tmp_path), pytest.raises(UsageError, match="another batch is writing into this folder"):
        list(run(jobs(pairs), tmp_path))
    with driving._alone(tmp_path):
        process = start(*command(pairs, tmp_path))
        told = process.communicate(timeout=60)[1]
    assert process.returncode == 2
    assert "another batch is writing into this folder" in told


def test_a_request_that_does_not_fit_is_refused(pairs: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="engine"):
        list(run(jobs(pairs), tmp_path, engine="threads"))
    with pytest.raises(UsageError, match="Dask"):
        list(run(jobs(pairs), tmp_path, address="tcp://127.0.0.1:1"))


def test_the_largest_pairs_come_first_and_time_left_goes_by_size(tmp_path: Path) -> None:
    todo = []
    for name, size in (("small", 50), ("large", 250)):
        (tmp_path / name).write_bytes(b"x" * size)
        todo.append(Job(name, str(tmp_path / name), str(tmp_path / name)))
    inputs = sorted((driving._input(job) for job in todo), key=lambda one: -one.size)
    assert [one.job.id for one in inputs] == ["large", "small"]
    now = iter([0.0, 60.0])
    progress = Progress(todo, clock=lambda: next(now))
    progress.add("large", compared=True)
    assert progress.words() == "1 of 2, 1.0 a minute, 12 s left"


def test_a_pair_that_failed_at_once_says_nothing_of_the_rate(tmp_path: Path) -> None:
    now = iter([0.0, 0.01])
    progress = Progress([Job("bad", str(tmp_path / "nothing"), str(tmp_path / "nothing"))], clock=lambda: next(now))
    progress.add("bad", compared=False)
    assert progress.words() == "1 of 1"
