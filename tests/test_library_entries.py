"""Entries without texts of ours: what they tell, what they leave open, and that a user is told which."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from legiscompare import library
from legiscompare.cli import main
from legiscompare.errors import DataError, SourceError, UsageError
from legiscompare.library.kept import Kept, keep, path_of
from legiscompare.library.state import OLD

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = [one for one in library.instruments() if not one.own]
EVERY = [one.slug for one in ENTRIES]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("LEGISCOMPARE_DATA", str(folder))
    return folder


@pytest.mark.parametrize("slug", EVERY)
def test_an_entry_tells_all_it_must(slug: str) -> None:
    one = library.instrument(slug)
    assert one.kind == "instrument"
    assert one.summary
    assert one.licence
    assert (one.folder / "SOURCES.md").is_file()
    assert one.claims is not None
    for version in one.versions:
        assert version.stage, version.id
        assert version.issuer, version.id
        assert version.date, version.id
        if version.language.startswith("zh"):
            assert version.title_original
            assert version.stage_original
            assert version.issuer_original
    told = (one.folder / "SOURCES.md").read_text(encoding="utf-8")
    for version in one.versions:
        assert version.address in told
        assert not version.unverified or ", ".join(version.unverified) in told


@pytest.mark.parametrize("slug", EVERY)
def test_claims_say_who_says_so(slug: str) -> None:
    one = library.instrument(slug)
    found = library.said(one)
    assert len({each.id for each in found}) == len(found)
    assert all(each.who and each.claim for each in found)
    for stages in library.claimed_stages(one):
        assert library.claims_of(one, stages)
    assert sum(len(library.claims_of(one, stages)) for stages in library.claimed_stages(one)) == len(found)


def test_the_list_shows_all_with_their_state() -> None:
    made = CliRunner().invoke(main, ["corpus", "list"])
    assert made.exit_code == 0
    lines = {line.split()[0]: line for line in made.output.splitlines()}
    assert set(lines) == set(library.slugs())
    assert all("not here" in lines[slug] for slug in EVERY)
    assert " included " in lines["cn-genai-2023"]


def test_status_says_what_is_here_and_how_to_get_the_rest() -> None:
    made = CliRunner().invoke(main, ["corpus", "status", "eu-ai-act", "-f", "json"])
    rows = {row["stage"]: row for row in json.loads(made.stdout)}
    assert rows["proposal"] == {"slug": "eu-ai-act", "stage": "proposal", "state": "not here", "why": "can be fetched"}
    assert "--from" in rows["council-2022-06"]["why"]


def test_show_marks_what_is_unverified() -> None:
    made = CliRunner().invoke(main, ["corpus", "show", "cn-deep-synthesis"]).output
    assert "2022-01-28 (unverified)" in made
    assert "address: not known" in made
    assert "25 articles (unverified)" in made


def test_a_text_that_is_not_here_is_asked_for() -> None:
    with pytest.raises(SourceError, match="corpus fetch eu-gdpr proposal"):
        library.instrument("eu-gdpr").pair()
    with pytest.raises(SourceError, match="--from FOLDER"):
        library.instrument("cn-model-ai-law").pair()


def test_one_stage_alone_says_why() -> None:
    with pytest.raises(UsageError, match="no draft of an executive order is published"):
        library.instrument("us-eo-14110").pair()


def kept(stage: str, data: bytes, **facts: object) -> Kept:
    import hashlib

    sha256 = hashlib.sha256(data).hexdigest()
    known = {"how": "fetched", "when": dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), **facts}
    return Kept(stage=stage, file=f"{sha256[:16]}.txt", sha256=sha256, size=len(data), **known)  # type: ignore[arg-type]


def test_what_is_out_of_date_is_said(data: Path) -> None:
    one = library.instrument("eu-gdpr")
    version = one.version("proposal")
    text = b"Article 1\nEverybody shall take care.\n"

    def why(**facts: object) -> tuple[str, str]:
        keep(one.slug, kept("proposal", text, **{"asked": version.address, "articles": 91, **facts}), text)
        found = library.standing(one, version)
        return found.state.value, found.why

    assert why()[0] == "here"
    assert "another address" in why(asked="https://law.example/old")[1]
    assert "says 91 articles" in why(articles=12)[1]
    assert why(articles=12, accepted=True)[0] == "here"
    old = (dt.datetime.now(dt.UTC) - OLD - dt.timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert "days ago" in why(when=old)[1]
    assert library.in_short(one) == "1 of 2 here, 1 out of date"
    why()
    found = one.kept(version)
    assert found is not None
    path_of(one.slug, found).write_bytes(b"spoiled")
    assert "changed by someone else" in library.standing(one, version).why
    with pytest.raises(SourceError, match="--refresh"):
        one.document(version)
    path_of(one.slug, found).unlink()
    assert "gone" in library.standing(one, version).why


def test_a_damaged_list_of_texts_is_said(data: Path) -> None:
    (data / "eu-gdpr").mkdir(parents=True)
    path = data / "eu-gdpr" / "fetched.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="damaged"):
        library.kept("eu-gdpr")
    path.write_text('{"format":"other/9"}', encoding="utf-8")
    with pytest.raises(DataError, match="a form that this version does not know"):
        library.kept("eu-gdpr")


def test_claims_of_an_instrument_that_is_here_need_no_comparison() -> None:
    made = CliRunner().invoke(main, ["claims", "cn-genai-2023"])
    assert made.exit_code == 0, made.output
    assert "## CN23-56: " in made.output
    assert CliRunner().invoke(main, ["claims", "eu-ai-act"]).exit_code == 3
    assert "the library holds no claims about" in CliRunner().invoke(main, ["claims", "eu-dsa"]).output
    assert "give its JSON file after the claims" in CliRunner().invoke(main, ["claims", "claims.csv"]).output


def test_stages_belong_to_an_instrument() -> None:
    made = CliRunner().invoke(main, ["compare", "a.md", "b.md", "--stages", "draft", "final"])
    assert made.exit_code == 2
    assert "files have none" in made.output
    made = CliRunner().invoke(main, ["compare", "teaching-first-en", "--stages", "draft", "draft"])
    assert "named twice" in made.output


def test_a_name_that_is_nearly_right_is_told() -> None:
    for wrong, near in (("gdpr", "eu-gdpr"), ("cn-state-secrets", "cn-state-secrets-law"), ("eu-gpdr", "eu-gdpr")):
        made = CliRunner().invoke(main, ["corpus", "show", wrong])
        assert made.exit_code == 2
        assert f"(perhaps {near}" in made.stderr
    far = CliRunner().invoke(main, ["corpus", "show", "zzzz"]).stderr
    assert far.count("(all names: legiscompare corpus list)") == 1


def test_a_text_without_an_address_is_said_once_and_not_to_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEGISCOMPARE_DATA", str(tmp_path))
    made = CliRunner().invoke(main, ["corpus", "fetch", "cn-state-secrets-law", "before"])
    assert made.exit_code == 3
    assert made.stderr.count("cn-state-secrets-law before") == 1
    assert made.stderr.splitlines()[-1] == "1 of 1 could not be had"
