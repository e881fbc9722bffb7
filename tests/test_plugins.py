"""Plug-ins as a user has them: installed by pip without a network, used by the command, listed where they are broken."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from legiscompare.errors import UsageError
from legiscompare.plugins import GROUPS, plugins
from legiscompare.report import format_of

EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all example plug-ins in it."""
    pytest.importorskip("hatchling", reason="hatchling builds the examples; it comes with the extra `test`")
    folder = tmp_path_factory.mktemp("plugins")
    names = sorted(path.parent for path in EXAMPLES.glob("*/pyproject.toml"))
    assert len(names) == len(GROUPS)
    made = subprocess.run(
        [
            sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
            "--disable-pip-version-check", "--target", folder, *names,
        ],
        cwd=folder, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return folder


def run(*arguments: str | Path, path: list[Path], code: int = 0) -> tuple[str, str]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [*path, ROOT])), "PYTHONIOENCODING": "utf-8"}
    made = subprocess.run(
        [sys.executable, "-m", "legiscompare", *map(str, arguments)],
        cwd=path[0], env=env, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert made.returncode == code, made.stderr
    return made.stdout, made.stderr


def broken(folder: Path, entries: dict[str, str], code: str) -> Path:
    """An installed package whose plug-ins do not work."""
    info = folder / "wrecks-0.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: wrecks\nVersion: 0.1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "".join(f"[legiscompare.{kind}]\n{line}\n" for kind, line in entries.items()), encoding="utf-8"
    )
    (folder / "wrecks.py").write_text(code, encoding="utf-8")
    return folder


def test_installed_plug_ins_are_listed(installed: Path) -> None:
    out, err = run("plugins", "--check", path=[installed])
    rows = [line.split("\t") for line in out.splitlines()]
    added = {(kind, name): (origin, state) for kind, name, origin, state in rows if origin != "built in"}
    assert added == {
        ("reader", "org"): ("legiscompare-org 1.0", "works"),
        ("language", "gl"): ("legiscompare-galician 1.0", "works"),
        ("renderer", "latex"): ("legiscompare-latex 1.0", "works"),
        ("embedder", "concepts"): ("legiscompare-concepts 1.0", "works"),
        ("second opinion", "modals"): ("legiscompare-modals 1.0", "works"),
    }
    assert err == ""


def test_an_installed_reader_and_language_are_used(installed: Path, tmp_path: Path) -> None:
    law = tmp_path / "law.org"
    law.write_text("#+TITLE: Lock Act\n* Article 1\nThe keeper shall close the lock.\n", encoding="utf-8")
    assert run("outline", law, path=[installed])[0].startswith("Lock Act")
    lei = tmp_path / "lei.txt"
    lei.write_text("LEI DE FAROS\n\nArtigo 1 bis\nO fareiro acenderá a luz.\n", encoding="utf-8")
    assert "art. 1bis" in run("outline", lei, "--language", "gl", path=[installed])[0]
    assert "gl\t1.0\tGalician\tpaired only" in run("lang", "list", path=[installed])[0]
    assert "0 faults in gl" in run("lang", "check", "gl", path=[installed])[1]


def test_an_installed_renderer_is_used(installed: Path, tmp_path: Path) -> None:
    run("compare", "teaching-first-en", "-f", "latex", "-f", "csv", "-o", tmp_path / "out", path=[installed])
    assert r"\begin{longtable}" in (tmp_path / "out" / "latex.tex").read_text(encoding="utf-8")
    _, err = run("compare", "teaching-first-en", "-f", "papyrus", path=[installed], code=2)
    assert "'latex'" in err


def test_an_installed_embedder_is_used_and_named_in_the_result(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# Article 1\n\nThe operator shall notify the rider of every accident.\n", encoding="utf-8"
    )
    (tmp_path / "b.md").write_text("# Article 1\n\nCompanies tell customers about any mishap.\n", encoding="utf-8")
    files = tmp_path / "a.md", tmp_path / "b.md"
    plain = json.loads(run("compare", *files, "-f", "json", path=[installed])[0])
    helped = json.loads(run("compare", *files, "-f", "json", "--embedder", "concepts", path=[installed])[0])
    assert "embedder" not in plain["settings"]
    assert helped["settings"]["embedder"] == "concepts"
    assert helped["provision_pairs"] != plain["provision_pairs"]


def test_an_installed_second_opinion_is_scored_and_shown_beside_the_tag(installed: Path, tmp_path: Path) -> None:
    whole, sheet, shown = tmp_path / "c.json", tmp_path / "modals.csv", tmp_path / "d.json"
    run("compare", "teaching-drones-en", "-f", "json", "-o", whole, path=[installed])
    _, err = run("opinion", whole, "--coder", "modals", "-o", sheet, path=[installed])
    assert "0 refused" in err
    scored = json.loads(
        run(
            "evaluate",
            sheet,
            ROOT / "corpus" / "teaching-drones-en" / "coding.csv",
            "--resamples",
            "0",
            path=[installed],
        )[0]
    )
    assert scored
    run("compare", "teaching-drones-en", "-f", "json", "--opinion", sheet, "-o", shown, path=[installed])
    before, after = (json.loads(path.read_text(encoding="utf-8"))["changes"] for path in (whole, shown))
    assert [one["tag"] for one in before] == [one["tag"] for one in after]
    said = [one["opinions"][0] for one in after if "opinions" in one]
    assert said
    assert {one["coder"] for one in said} == {"modals"}
    page, _ = run("compare", "teaching-drones-en", "-f", "html", "--opinion", sheet, path=[installed])
    assert "modals says:" in page
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8"))))
    assert len(rows) == len(before)


def test_broken_plug_ins_are_listed_with_the_reason_and_stop_nothing(tmp_path: Path) -> None:
    entries = dict.fromkeys(
        GROUPS, "hollow = wrecks:hollow\nnameless = wrecks:nobody\nlost = nowhere.at.all\nrude = rude"
    )
    folder = broken(tmp_path, entries, "hollow = object()\n")
    (folder / "rude.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    out, err = run("plugins", path=[folder])
    rows = [line.split("\t") for line in out.splitlines() if "\twrecks 0.1\t" in line]
    assert len(rows) == 4 * len(GROUPS)
    reasons = {"nameless": "AttributeError", "lost": "ModuleNotFoundError", "rude": "SystemExit"}
    for _kind, name, _origin, state in rows:
        assert state.startswith("broken: ")
        assert reasons.get(name, "broken: ") in state
    assert f"{len(rows)} broken plug-ins left out" in err
    run("plugins", "--check", path=[folder], code=1)
    assert run("compare", "teaching-first-en", "-f", "summary", path=[folder])[0]


def test_a_plug_in_cannot_take_the_place_of_what_is_built_in(tmp_path: Path) -> None:
    code = "class thing:\n    suffix = '.txt'\n    @staticmethod\n    def render(comparison, options):\n        return 'mine'\n"
    folder = broken(tmp_path, {"renderers": "summary = wrecks:thing"}, code)
    out, err = run("plugins", path=[folder])
    assert "renderer\tsummary\twrecks 0.1\tbroken: one of this name is built in" in out
    assert "1 broken" in err
    assert run("compare", "teaching-first-en", "-f", "summary", path=[folder])[0] != "mine"


def test_unknown_formats_are_named() -> None:
    with pytest.raises(UsageError, match="no format 'papyrus'"):
        format_of("papyrus")


def test_without_plug_ins_there_are_none() -> None:
    assert {kind: plugins(kind) for kind in GROUPS} == dict.fromkeys(GROUPS, ())
