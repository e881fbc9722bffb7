"""The JSON edge: nothing is lost, the published schema holds, and a file that contradicts itself is refused."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from report_builder import hostile, large, small

from legiscompare.errors import DataError
from legiscompare.report import json_in, json_out

CASES = {"en": lambda: small("en"), "zh": lambda: small("zh"), "hostile": hostile, "large": lambda: large(20)}


@pytest.mark.parametrize("name", CASES)
def test_round_trip_loses_nothing(name: str) -> None:
    made = CASES[name]()
    text = json_out.dumps(made)
    assert json_in.loads(text) == made
    assert json_out.dumps(json_in.loads(text)) == text


@pytest.mark.parametrize("name", CASES)
def test_published_schema_holds(name: str) -> None:
    schema = json.loads(json_out.SCHEMA_FILE.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(json_out.dumps(CASES[name]())))


def test_committed_schema_is_the_one_the_structs_give() -> None:
    assert json.loads(json_out.SCHEMA_FILE.read_text(encoding="utf-8")) == json.loads(json.dumps(json_out.schema()))


def test_schema_refuses_an_unknown_tag() -> None:
    data = json.loads(json_out.dumps(small()))
    data["changes"][0]["tag"] = "watered down"
    schema = json.loads(json_out.SCHEMA_FILE.read_text(encoding="utf-8"))
    assert not jsonschema.Draft202012Validator(schema).is_valid(data)


def test_contract_of_a_change() -> None:
    data = json.loads(json_out.dumps(small("zh")))
    assert data["schema"] == "legiscompare/comparison/1.3"
    assert list(data) == [
        "schema", "tool", "settings", "draft", "final", "provision_pairs", "changes", "term_exchanges",
        "metadata_changes", "summary", "warnings",
    ]  # fmt: skip
    change = data["changes"][2]
    assert (change["id"], change["tag"], change["burden"]) == ("2.2~2.2", "softened", "down")
    assert change["bearer"]["class"] == "regulated"
    assert change["bearer"]["text"] == "经营者"
    assert change["measured"] == "regulated"
    assert change["dimensions"] == [{"name": "time", "sign": "-"}]
    assert change["evidence"][0]["final"]["text"] == "十二小时内"
    assert "".join(text for op, text in change["edits"] if op != "+") == change["draft"][0]["text"]
    assert "".join(text for op, text in change["edits"] if op != "-") == change["final"][0]["text"]
    assert sum(p["kind"] == "article" for p in data["draft"]["provisions"]) == 7
    removed = next(c for c in data["changes"] if c["tag"] == "removed")
    assert removed["final"] == []
    assert removed["candidates"][0]["ref"] == "5.1"
    assert data["summary"]["by_tag"]["softened"] == 2


def test_later_minor_versions_are_read() -> None:
    data = json.loads(json_out.dumps(small()))
    data["schema"] = "legiscompare/comparison/1.7"
    data["changes"][0]["a_field_of_tomorrow"] = 1
    assert json_in.loads(json.dumps(data)) == small()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda d: d.update(schema="legiscompare/comparison/2"), "comparison/2"),
        (lambda d: d["changes"][1]["draft"][0].update(text="other words"), "2.1+6.1~2.1"),
        (lambda d: d["changes"][1]["draft"][0].update(end=10**9), "2.1+6.1~2.1"),
        (lambda d: d["changes"][1]["edits"].pop(), "edit_spans"),
        (lambda d: d["changes"][1].update(measured="everybody"), "everybody"),
        (lambda d: d.pop("draft"), "draft"),
        (lambda d: d["changes"][1].update(tag="worse"), "worse"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(spoil, says: str) -> None:
    data = json.loads(json_out.dumps(small()))
    spoil(data)
    with pytest.raises(DataError, match=says.replace("+", r"\+")) as caught:
        json_in.loads(json.dumps(data), where="old.json")
    assert "old.json" in str(caught.value)


def test_not_json_at_all(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"x\.json"):
        json_in.loads(b"\xff{", where="x.json")


def test_the_reference_page_names_every_field(root: Path) -> None:
    page = (root / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    data = json.loads(json_out.dumps(small()))
    for field in [*data, *data["changes"][0]]:
        assert f"`{field}`" in page, field
