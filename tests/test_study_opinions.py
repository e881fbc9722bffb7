"""A language model as a coder among coders: asked over HTTP, recorded, checked, refused where it makes things up."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from legiscompare.cli import main
from legiscompare.errors import DataError, SourceError, UsageError
from legiscompare.pipeline import compare
from legiscompare.report import load, render
from legiscompare.shortcuts import parse
from legiscompare.study import evaluate, with_opinions
from legiscompare.study.endpoint import ChatEndpoint, cells_of, messages
from legiscompare.study.explaining import explain_change
from legiscompare.study.opinions import collect, questions

DRAFT = "Article 1\n\nThe operator shall report a fault within three days.\n\nArticle 2\n\nThe operator shall keep a lamp.\n"
FINAL = (
    "Article 1\n\nThe operator may report a fault within three days.\n\nArticle 2\n\nThe operator shall keep a lamp.\n"
)
GOOD = {
    "kind": "permission", "bearer": "regulated", "measured": "regulated", "tag": "softened", "burden": "down",
    "dimensions": "deontic-", "dropped": "shall", "inserted": "may", "draft_cue": "shall report", "final_cue": "may report",
    "sure": "3", "note": "a duty became a choice",
}  # fmt: skip


def comparison():
    return compare(*(parse(text.encode(), language="en") for text in (DRAFT, FINAL)))


class Model:
    """A server of this machine that answers what it is told to, in turn."""

    def __init__(self, *answers: Any) -> None:
        self.answers, self.asked, self.headers = list(answers), [], []
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                model.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
                model.headers.append(dict(self.headers))
                status, body = model.answers.pop(0)
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/v1"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def says(text: str) -> tuple[int, bytes]:
    return 200, json.dumps({"choices": [{"message": {"content": text}}]}).encode()


def test_the_coder_gets_the_codebook_both_passages_and_the_elements_but_not_the_answer() -> None:
    (question,) = questions(comparison())
    system, user = messages(question)
    assert "softened: The measured party is freer" in system["content"]
    for words in (
        "shall report a fault",
        "may report a fault",
        "- bearer: The operator",
        "- modal: shall",
        "- modal: may",
    ):
        assert words in user["content"]
    assert "softened" not in user["content"]
    assert "deontic" not in user["content"]


def test_a_good_answer_is_a_row_that_can_be_scored_and_shown(tmp_path: Path) -> None:
    whole, sheet, answers = tmp_path / "c.json", tmp_path / "model.csv", tmp_path / "answers.jsonl"
    made = comparison()
    render(made, "json", path=whole)
    with Model(says(f"Here it is:\n```json\n{json.dumps(GOOD)}\n```")) as model:
        arguments = ["opinion", str(whole), "--endpoint", model.address, "--model", "m", "--answers", str(answers)]
        done = CliRunner().invoke(
            main, [*arguments, "-o", str(sheet)], env={"LEGISCOMPARE_OPINION_KEY": "secret"}, catch_exceptions=False
        )
        assert done.exit_code == 0, done.stderr
        assert "1 asked, 1 answered, 0 refused" in done.stderr
        assert model.headers[0]["Authorization"] == "Bearer secret"
        assert model.asked[0]["temperature"] == 0
    assert "secret" not in answers.read_text(encoding="utf-8")
    # The same again, with nobody there to ask.
    again = CliRunner().invoke(main, [*arguments, "--offline"], catch_exceptions=False)
    assert again.stdout == sheet.read_text(encoding="utf-8")
    own = tmp_path / "own.csv"
    render(made, "csv", path=own)
    assert evaluate(sheet, own, resamples=0).flat()["article.link.f1"] == 1.0
    shown = with_opinions(made, sheet)
    assert [one.tag for one in shown.changes] == [one.tag for one in made.changes]
    (said,) = [opinion for one in shown.changes for opinion in one.opinions]
    assert (said.coder, said.tag, said.draft_cue) == ("model", "softened", "shall report")
    for form in ("html", "markdown"):
        assert "model says: softened" in str(render(shown, form)).replace("Softened", "softened")
    assert any("model says: softened" in line for line in explain_change(shown, "1.1"))
    render(shown, "json", path=whole)
    assert load(whole) == shown


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ({"draft_cue": "shall notify"}, "does not stand in the passage"),
        ({"final_cue": ""}, "final_cue is empty"),
        ({"tag": "weaker"}, "'weaker' is none of"),
        ({"tag": "removed"}, "neither removed nor added"),
        ({"burden": "up"}, "gives burden"),
        ({"dimensions": "deontic+"}, "give tag"),
        ({"dimensions": "mood-"}, "not a dimension with a sign"),
    ],
)
def test_an_answer_that_breaks_the_codebook_or_makes_up_a_quote_is_refused(spoil: dict[str, str], words: str) -> None:
    bad = says(json.dumps({**GOOD, **spoil}))
    with Model(bad, bad) as model:
        got = collect(comparison(), ChatEndpoint(model.address, "m"))
    assert len(got.refused) == 1
    assert words in got.refused[0]
    assert words in model.asked[1]["messages"][1]["content"], "the coder is told what was wrong"
    assert [row["tag"] for row in got.rows] == ["unchanged"]


def test_a_second_try_may_be_good() -> None:
    with Model(says("I cannot say."), says(json.dumps(GOOD))) as model:
        got = collect(comparison(), ChatEndpoint(model.address, "m"))
    assert (got.asked, got.refused, len(got.rows)) == (1, (), 2)


@pytest.mark.parametrize("said", ["", "no", "[1]", "{", '{"a":' * 5000, "{'tag': 1}"])
def test_what_is_no_object_is_refused(said: str) -> None:
    with pytest.raises(DataError, match="not a JSON object"):
        cells_of(said, "1~1")


@pytest.mark.parametrize(
    "reply", [(500, b""), (401, b"{}"), (302, b""), (200, b"<html>"), (200, b"{}"), (200, b" " * 1_000_100)]
)
def test_an_endpoint_that_fails_is_one_clear_error(reply: tuple[int, bytes]) -> None:
    with Model(reply) as model, pytest.raises(SourceError) as caught:
        collect(comparison(), ChatEndpoint(model.address, "m"))
    assert "/chat/completions" in str(caught.value)
    assert caught.value.mend


def test_nobody_there_is_one_clear_error() -> None:
    with pytest.raises(SourceError, match="does not answer"):
        collect(comparison(), ChatEndpoint("http://127.0.0.1:9/v1", "m"))


@pytest.mark.parametrize("address", ["http://models.example/v1", "ftp://127.0.0.1/", "file:///etc/passwd", "models"])
def test_texts_and_keys_are_not_sent_in_the_clear(address: str) -> None:
    with pytest.raises(UsageError):
        ChatEndpoint(address, "m")


def test_recorded_answers_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"asked": "x"}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.jsonl:1"):
        ChatEndpoint("http://localhost/v1", "m", answers=tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--endpoint", "http://localhost/v1"],
        ["--coder", "nobody"],
        ["--endpoint", "http://localhost/v1", "--coder", "x"],
    ],
)
def test_usage(arguments: list[str], tmp_path: Path) -> None:
    render(comparison(), "json", path=tmp_path / "c.json")
    done = CliRunner().invoke(main, ["opinion", str(tmp_path / "c.json"), *arguments])
    assert done.exit_code == 2
    assert done.stderr.startswith("error: ")
