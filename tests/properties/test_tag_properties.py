"""tag: promises that hold for any two laws. Small laws are built from templates, in Chinese and English."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mirror import facts, mirrored

from legiscompare.lang import load
from legiscompare.model import Op, Tag
from legiscompare.study.examples import compare_words
from legiscompare.tag.signs import rules

# Slots: bearer, modal, qualifier, act with object, time, and a trigger or a carve-out around them.
EN = {
    "trigger": ["", "Where a vehicle is damaged, ", "Where an accident is suspected, "],
    "bearer": ["operators", "operators and importers", "the authority", "users"],
    "modal": ["shall", "may", "should", "shall not"],
    "qualifier": ["", "where feasible, ", "immediately "],
    "act": ["inform the riders", "take effective measures against theft", "ensure the safety of the brakes",
            "disclose location data", "publish prices, rules and maps", "store lists of no more than 50 names"],
    "time": ["", " within 24 hours", " within three days", " every year"],
    "exception": ["", ", unless the rider objects", ", except as provided by law"],
}  # fmt: skip
ZH = {
    "trigger": ["", "车辆损坏的，", "涉嫌发生事故的，"],
    "bearer": ["经营者", "经营者和生产者", "主管部门", "用户"],
    "modal": ["应当", "可以", "必须", "不得"],
    "qualifier": ["", "尽可能", "立即", "依法"],
    "act": [
        "告知骑行人",
        "采取有效措施防盗",
        "保证制动安全",
        "提供位置信息",
        "公开价目、规则和地图",
        "存储不超过50人的名单",
    ],
    "time": ["", "，在24小时内完成", "，在三日内完成", "，每年一次"],
    "exception": ["", "，骑行人反对的除外", "，法律另有规定的除外"],
}
TEMPLATES = {
    "en": (EN, "{trigger}{bearer} {modal} {qualifier}{act}{time}{exception}."),
    "zh": (ZH, "{trigger}{bearer}{modal}{qualifier}{act}{time}{exception}。"),
}
NUMBERS = "一二三四五六七八九"


@st.composite
def sentences(draw: st.DrawFn, tag: str) -> str:
    slots, template = TEMPLATES[tag]
    sentence = template.format(**{name: draw(st.sampled_from(words)) for name, words in slots.items()})
    return sentence[0].upper() + sentence[1:]


def law(norms: list[str], tag: str, first: int = 1) -> str:
    heads = (f"第{NUMBERS[n]}条 " if tag == "zh" else f"Article {n + 1}\n" for n in range(first - 1, 9))
    return "\n\n".join(head + norm for head, norm in zip(heads, norms, strict=False))


@st.composite
def laws(draw: st.DrawFn) -> tuple[str, str, str]:
    """Language, draft, final: the final keeps, drops, rewrites and adds norms of the draft."""
    tag = draw(st.sampled_from(["en", "zh"]))
    draft = draw(st.lists(sentences(tag), min_size=1, max_size=4, unique=True))
    final = []
    for norm in draft:
        match draw(st.sampled_from(["keep", "drop", "write"])):
            case "keep":
                final.append(norm)
            case "write":
                final.append(draw(sentences(tag)))
    final += draw(st.lists(sentences(tag), min_size=0 if final else 1, max_size=2))
    return tag, law(draft, tag), law(final, tag)


@given(laws())
def test_swapping_mirrors_everything(pair: tuple[str, str, str]) -> None:
    tag, draft, final = pair
    assert facts(compare_words(final, draft, tag)) == mirrored(compare_words(draft, final, tag))


EXAMPLES = sorted(
    {
        (tag, *sorted((example.draft, example.final)))
        for tag in ("en", "zh")
        for rule in rules(load(tag)).values()
        for example in (*rule.yes, *rule.no)
    }
)


@pytest.mark.parametrize(("tag", "draft", "final"), EXAMPLES)
def test_swapping_mirrors_the_examples_of_the_rules(tag: str, draft: str, final: str) -> None:
    assert facts(compare_words(final, draft, tag)) == mirrored(compare_words(draft, final, tag))


@given(laws())
def test_edits_rebuild_both_texts_and_evidence_is_quoted(pair: tuple[str, str, str]) -> None:
    tag, draft, final = pair
    comparison = compare_words(draft, final, tag)
    for change in comparison.changes:
        for side, skip in (("draft", Op.INSERT), ("final", Op.DELETE)):
            document = getattr(comparison, side)
            words = "".join(document.slice(getattr(edit, side)) for edit in change.edits if edit.op is not skip)
            assert words == "".join(place.text for place in getattr(change, side))
            for one in change.evidence:
                span = getattr(one, side)
                assert span is None or any(place.span.holds(span) for place in getattr(change, side))


@st.composite
def renumbered(draw: st.DrawFn) -> tuple[str, str, str]:
    tag = draw(st.sampled_from(["en", "zh"]))
    norms = draw(st.lists(sentences(tag), min_size=1, max_size=5, unique=True))
    return tag, law(norms, tag), law(norms, tag, first=draw(st.integers(2, 4)))


@given(renumbered())
def test_renumbering_alone_changes_nothing(pair: tuple[str, str, str]) -> None:
    tag, draft, final = pair
    assert {change.tag for change in compare_words(draft, final, tag).changes} == {Tag.UNCHANGED}


_PRINT = """
import json, sys
from legiscompare.study.examples import compare_words
for tag, draft, final in json.loads(sys.stdin.buffer.read()):
    sys.stdout.write(repr(compare_words(draft, final, tag).changes))
"""


def test_the_same_bytes_whatever_the_hash_seed(root: Path) -> None:
    """The seed orders sets; none may reach the output."""
    found = set()
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", _PRINT],
            input=json.dumps(EXAMPLES).encode(),
            capture_output=True,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            check=True,
        )
        found.add(hashlib.sha256(done.stdout).hexdigest())
        assert done.stdout
    assert len(found) == 1
