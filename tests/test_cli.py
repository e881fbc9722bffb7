"""The command line: what goes where, exit codes, bad input, the environment."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from legiscompare.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parents[1]
DRAFT = (
    "Article 1\n\nThe operator shall report a fault within three days.\n\nArticle 2\n\nThe operator shall keep logs.\n"
)
FINAL = "Article 1\n\nThe operator shall report a fault.\n\nArticle 2\n\nThe operator shall keep logs.\n"


def run(*args: str, env: dict[str, str] | None = None, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, list(args), env=env, input=stdin)


@pytest.fixture
def texts(tmp_path: Path) -> tuple[str, str]:
    draft, final = tmp_path / "draft.txt", tmp_path / "final.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    final.write_text(FINAL, encoding="utf-8")
    return str(draft), str(final)


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("comparison") / "comparison.json"
    assert run("compare", "teaching-first-en", "-f", "json", "-o", str(path)).exit_code == 0
    return str(path)


def every_command(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = []
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        found.append(((*path, name), command))
        if isinstance(command, click.Group):
            found += every_command(command, (*path, name))
    return found


EVERY = every_command(main)


@pytest.mark.parametrize(("path", "command"), EVERY, ids=[" ".join(path) for path, _ in EVERY])
def test_every_command_says_what_it_does(path: tuple[str, ...], command: click.Command) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert command.help
    assert len(command.help) > 20
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            assert parameter.help or parameter.name == "form", f"{path}: {parameter.name} has no help"


def test_help_is_quick_and_imports_no_pandas() -> None:
    code = (
        "import sys\nfrom legiscompare.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "heavy = {'pandas', 'numpy', 'lxml', 'jinja2', 'diff_match_patch', 'legiscompare.model'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert made.returncode == 0, made.stderr
    for name in COMMANDS:
        assert name in made.stdout


def test_help_says_of_each_command_what_the_command_says_of_itself() -> None:
    for name, line in COMMANDS.items():
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert command.short_help == line, name


def test_markdown_goes_to_standard_output_and_words_to_standard_error(texts: tuple[str, str]) -> None:
    result = run("compare", *texts)
    assert result.exit_code == 0
    assert "three days" in result.stdout
    assert "warning:" not in result.stdout


def test_formats_in_a_folder(texts: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("compare", *texts, "-f", "json", "-f", "html", "-f", "csv", "-f", "markdown", "-o", str(out))
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in out.iterdir()) == ["comparison.json", "report.html", "report.md", "sheet.csv"]
    assert json.loads((out / "comparison.json").read_text(encoding="utf-8"))["schema"] == "legiscompare/comparison/1.3"


def test_several_formats_need_a_folder(texts: tuple[str, str]) -> None:
    result = run("compare", *texts, "-f", "json", "-f", "html")
    assert result.exit_code == 2
    assert "-o" in result.stderr


def test_standard_input(texts: tuple[str, str]) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "legiscompare", "compare", "-", texts[1], "-f", "summary"],
        input=DRAFT, cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert "three days" in made.stdout


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 8, ""),
        ("broken.txt", b"\xff\xfe\x00\xd8\x00", ""),
        ("unknown.xyz", b"PK\x03\x04 no such thing", ""),
    ],
)
def test_what_cannot_be_read_gives_one_message_and_exit_3(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    good = tmp_path / "good.txt"
    good.write_text(DRAFT, encoding="utf-8")
    result = run("compare", str(tmp_path / name), str(good), "-o", str(tmp_path / "out.md"))
    assert result.exit_code == 3, result.output
    errors = [line for line in result.stderr.splitlines() if line.startswith("error:")]
    assert len(errors) == 1
    assert name in errors[0]
    assert words in errors[0]
    assert "Traceback" not in result.output
    assert not (tmp_path / "out.md").exists()


def test_a_missing_file(tmp_path: Path) -> None:
    result = run("compare", str(tmp_path / "none.txt"), str(tmp_path / "none.txt"))
    assert result.exit_code == 3
    assert "none.txt" in result.stderr


def test_two_languages(texts: tuple[str, str], tmp_path: Path) -> None:
    zh = tmp_path / "zh.txt"
    zh.write_text("第一条　提供者应当在三日内报告。\n第二条　提供者应当保存日志。\n", encoding="utf-8")
    result = run("compare", texts[0], str(zh))
    assert result.exit_code == 2
    assert "'en'" in result.stderr
    assert "'zh'" in result.stderr
    assert run("compare", texts[0], str(zh), "--force").exit_code == 0


def test_the_same_file_twice_warns_and_works(texts: tuple[str, str]) -> None:
    result = run("compare", texts[0], texts[0], "-f", "json")
    assert result.exit_code == 0
    assert "same text" in result.stderr
    assert {change["tag"] for change in json.loads(result.stdout)["changes"]} == {"unchanged"}


def test_dates_in_the_wrong_order_warn(texts: tuple[str, str]) -> None:
    result = run("compare", *texts, "--date", "2024-05-01", "2023-05-01", "-f", "summary")
    assert result.exit_code == 0
    assert "later than the final" in result.stderr


def test_a_wrong_date(texts: tuple[str, str]) -> None:
    result = run("compare", *texts, "--date", "2024-05-01", "May")
    assert result.exit_code == 2
    assert "2023-04-11" in result.stderr, "the message shows how a date is written"


def test_facts_by_option(texts: tuple[str, str]) -> None:
    result = run("compare", *texts, "--title", "The Draft", "The Final", "--stage", "Bill", "Act", "-f", "json")
    found = json.loads(result.stdout)
    assert (found["draft"]["title"], found["final"]["title"]) == ("The Draft", "The Final")
    assert (found["draft"]["stage"], found["final"]["stage"]) == ("Bill", "Act")


def test_articles(texts: tuple[str, str]) -> None:
    found = json.loads(run("compare", *texts, "--articles", "2", "-f", "json").stdout)
    assert {place["ref"].split(".")[0] for change in found["changes"] for place in change["final"]} == {"2"}
    assert found["settings"]["articles"] == "2"
    assert run("compare", *texts, "--articles", "77").exit_code == 2
    assert run("compare", *texts, "--articles", "two").exit_code == 2


def test_fail_on(texts: tuple[str, str]) -> None:
    assert run("compare", *texts, "--fail-on", "softened", "-f", "summary").exit_code == 1
    assert run("compare", *texts, "--fail-on", "mixed", "-f", "summary").exit_code == 0


def test_pairs_of_a_person_win(texts: tuple[str, str], tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("draft_ref,final_ref,decision\n1.1,-,same\n", encoding="utf-8")
    found = json.loads(run("compare", *texts, "--pairs", str(pairs), "-f", "json").stdout)
    assert {change["tag"] for change in found["changes"]} == {"removed", "added", "unchanged"}
    assert found["settings"]["pairs_sha256"]


def test_coding_of_a_person_wins(texts: tuple[str, str], tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    assert run("compare", *texts, "-f", "csv", "-o", str(sheet)).exit_code == 0
    sheet.write_text(sheet.read_text(encoding="utf-8-sig").replace("softened,down,time-", "undetermined,unclear,time?"))
    found = json.loads(run("compare", *texts, "--coding", str(sheet), "-f", "json").stdout)
    changed = next(change for change in found["changes"] if change["tag"] == "undetermined")
    assert changed["by"] == "human"
    assert changed["machine"]["tag"] == "softened"


def test_unknown_instrument_and_too_many_texts(texts: tuple[str, str]) -> None:
    result = run("compare", "no-such-law")
    assert result.exit_code == 2
    assert "legiscompare corpus list" in result.stderr
    assert run("compare", *texts, texts[0]).exit_code == 2
    assert run("compare", texts[0]).exit_code == 2


def test_environment_twins(texts: tuple[str, str]) -> None:
    result = run("compare", *texts, env={"LEGISCOMPARE_COMPARE_FORMAT": "json"})
    assert json.loads(result.stdout)["schema"]
    assert run("compare", *texts, env={"LEGISCOMPARE_COMPARE_FAIL_ON": "softened"}).exit_code == 1


def test_no_color_wins_and_colour_needs_a_terminal(texts: tuple[str, str]) -> None:
    assert "\x1b[" not in run("compare", *texts, "-f", "terminal").output
    assert "\x1b[" not in run("compare", *texts, "-f", "terminal", env={"NO_COLOR": "1"}).output


def test_same_bytes_whatever_the_hash_seed_and_locale(tmp_path: Path) -> None:
    made = []
    for seed, locale in (("0", "C"), ("4242", "C.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "0"}
        command = [sys.executable, "-m", "legiscompare", "compare", "teaching-first-zh", "-f", "json"]
        made.append(subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True).stdout)
    assert made[0] == made[1]
    assert "征求意见稿".encode() in made[0]


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = f"{sys.executable} -m legiscompare compare teaching-first-en | head -c 10"
    made = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=ROOT, capture_output=True, check=False)
    assert made.returncode == 0, made.stderr
    assert b"Traceback" not in made.stderr
    assert b"BrokenPipe" not in made.stderr


def test_a_bug_of_ours_is_called_so(monkeypatch: pytest.MonkeyPatch, texts: tuple[str, str]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("legiscompare.pipeline.compare", broken)
    result = run("compare", *texts)
    assert result.exit_code == 70
    assert "bug in legiscompare" in result.stderr
    assert "Traceback" not in result.stderr


def test_outline(texts: tuple[str, str]) -> None:
    result = run("outline", texts[0], "--norms")
    assert result.exit_code == 0
    assert "1.1" in result.stdout
    assert "obligation" in result.stdout
    tree = json.loads(run("outline", texts[0], "-f", "json").stdout)
    assert [node["ref"] for node in tree["provisions"]] == ["1", "2"]


def test_a_text_without_articles_is_a_list_of_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("Nobody shall smoke here.\n\nDogs are welcome.\n", encoding="utf-8")
    result = run("outline", str(path))
    assert result.exit_code == 0
    assert "no article" in result.stderr


@pytest.mark.parametrize("name", ["softened", "qualifier", "obligation", "up", "en.time.longer", "high"])
def test_explain_a_name(name: str) -> None:
    result = run("explain", name)
    assert result.exit_code == 0
    assert result.stdout.startswith(name)


def test_explain_a_change(comparison: str) -> None:
    change = next(
        c for c in json.loads(Path(comparison).read_text(encoding="utf-8"))["changes"] if c["tag"] == "softened"
    )
    result = run("explain", change["id"], "--in", comparison)
    assert result.exit_code == 0
    for words in (change["id"], change["evidence"][0]["rule"], "softened", "→"):
        assert words in result.stdout
    assert run("explain", "no-such", "--in", comparison).exit_code == 2
    assert run("explain", "no-such").exit_code == 2


def test_corpus() -> None:
    assert "cn-genai-2023" in run("corpus", "list").stdout
    facts = json.loads(run("corpus", "show", "teaching-first-zh", "-f", "json").stdout)
    assert [version["id"] for version in facts["versions"]] == ["draft", "final"]
    assert "Cyberspace Administration of China" in run("corpus", "show", "cn-genai-2023").stdout
    assert run("corpus", "verify", "teaching-first-en", "teaching-first-zh").exit_code == 0
    assert run("corpus", "show", "no-such-law").exit_code == 2


def test_report(tmp_path: Path) -> None:
    result = run("report", "teaching-first-en", "-o", str(tmp_path / "reports"))
    assert result.exit_code == 0
    page = Path(result.stdout.strip())
    assert page.is_file()
    assert {path.name for path in page.parent.iterdir()} == {
        "summary.txt", "report.md", "report.html", "comparison.json", "sheet.csv",
    }  # fmt: skip


def test_evaluate_and_floors(comparison: str, tmp_path: Path) -> None:
    gold, floors = ROOT / "corpus" / "teaching-first-en" / "coding.csv", tmp_path / "floors.toml"
    result = run("evaluate", comparison, str(gold), "--floors", str(floors), "--floor-name", "first", "--update-floors")
    assert result.exit_code == 0, result.output
    assert {"article", "paragraph", "norm", "intervals", "confusion"} <= json.loads(result.stdout).keys()
    args = ("evaluate", comparison, str(gold), "--floors", str(floors), "--floor-name", "first", "-f", "table")
    assert run(*args).exit_code == 0
    lines = floors.read_text(encoding="utf-8").splitlines()
    raised = ['"paragraph.link.f1" = 1.5' if line.startswith('"paragraph.link.f1"') else line for line in lines]
    floors.write_text("\n".join(raised), encoding="utf-8")
    result = run(*args)
    assert result.exit_code == 1
    assert "paragraph.link.f1" in result.stderr
    assert run(*args[:-4], "--floor-name", "other").exit_code == 2


def test_code_start_check_merge_agreement(comparison: str, tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    assert run("code", "start", comparison, "--prefill", "-o", str(one)).exit_code == 0
    two.write_bytes(one.read_bytes())
    assert run("code", "check", str(one), "--in", comparison).exit_code == 0
    result = run("code", "agreement", str(one), str(two))
    assert result.exit_code == 0
    assert "tag" in result.stdout
    assert "1.000" in result.stdout
    assert run("code", "merge", str(one), str(two), "-o", str(tmp_path / "both.csv")).exit_code == 0
    one.write_text(one.read_text(encoding="utf-8-sig").replace("softened", "gone"), encoding="utf-8")
    result = run("code", "check", str(one))
    assert result.exit_code == 1
    assert "gone" in result.stdout


def test_sheets_that_nobody_filled_in_yet_are_called_so(comparison: str, tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    assert run("code", "start", comparison, "-o", str(one)).exit_code == 0
    two.write_bytes(one.read_bytes())
    result = run("code", "check", str(one))
    told = result.stdout.splitlines()
    assert result.exit_code == 1
    assert told[0] == f"{one}:2: not coded yet: fill in kind, tag, burden and sure"
    assert len(told) == int(result.stderr.split()[0]), "one line for each row"
    result = run("code", "agreement", str(one), str(two))
    assert result.exit_code == 2
    assert "no norm is coded in two of these sheets" in result.stderr
    filled = one.read_text(encoding="utf-8-sig").splitlines()
    names = filled[0].split(",")
    filled[1] = ",".join(
        "1" if name == "sure" else cell for name, cell in zip(names, next(csv.reader([filled[1]])), strict=True)
    )
    one.write_text("\n".join(filled[:2]) + "\n", encoding="utf-8")
    assert "tag is empty; write one of softened, " in run("code", "check", str(one)).stdout


def test_worksheet(comparison: str, tmp_path: Path) -> None:
    key = tmp_path / "key.md"
    result = run("worksheet", comparison, "--items", "7", "--key", str(key))
    assert result.exit_code == 0
    assert "## 7" in result.stdout
    assert "softened** (" not in result.stdout, "the exercise gives nothing away"
    assert key.read_text(encoding="utf-8").count("Measured:") == 7


def test_batch_resumes_and_reports_failures(texts: tuple[str, str], tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "out"
    pairs.write_text(f"id,draft,final\ngood,{texts[0]},{texts[1]}\nbad,{texts[0]},nowhere.txt\n", encoding="utf-8")
    result = run("batch", str(pairs), "-o", str(out), "--workers", "1")
    assert result.exit_code == 4
    assert "1 done, 0 kept, 1 failed" in result.stderr
    first = (out / "good" / "comparison.json").read_bytes()
    result = run("batch", str(pairs), "-o", str(out), "--workers", "2")
    assert "0 done, 1 kept, 1 failed" in result.stderr
    assert (out / "good" / "comparison.json").read_bytes() == first
    assert "bad,failed" in (out / "summary.csv").read_text(encoding="utf-8")
    Path(texts[1]).write_text(FINAL.replace("keep logs", "keep all logs"), encoding="utf-8")
    assert "1 done, 0 kept" in run("batch", str(pairs), "-o", str(out), "--workers", "1").stderr


@pytest.mark.parametrize("text", ["id,draft\n", "id,draft,final\n../x,a,b\n", "id,draft,final\na,b,c\na,b,c\n"])
def test_a_malformed_list_of_pairs(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(text, encoding="utf-8")
    result = run("batch", str(path), "-o", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "pairs.csv:" in result.stderr


def test_lang_plugins_completion() -> None:
    assert "zh" in run("lang", "list").stdout
    assert run("lang", "check", "xx").exit_code == 2
    assert "markdown" in run("plugins").stdout
    for shell in ("bash", "zsh", "fish"):
        assert "legiscompare" in run("completion", shell).stdout


def test_claims(comparison: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(
        "id,draft_ref,final_ref,expected_tag,claim,cue_draft,cue_final\n"
        "1,5.1,5.1,softened,The deadline is longer.,two hours,twelve hours\n"
        "2,5.1,5.1,unchanged,The deadline is the same.,two hours,two hours\n",
        encoding="utf-8",
    )
    found = json.loads(run("claims", str(path), comparison, "-f", "json").stdout)
    assert [one["verdict"] for one in found] == ["supported", "contradicted"]
    assert "## 1: supported" in run("claims", str(path), comparison).stdout
    assert run("claims", str(path), comparison, "-f", "csv").stdout.startswith("id,")
