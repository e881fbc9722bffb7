"""Traditional Chinese: how laws of Taiwan and Hong Kong are numbered, cited and told."""

from __future__ import annotations

import legiscompare as lc
from legiscompare.model import Deontic, Document, NormKind
from legiscompare.norms import extract
from legiscompare.report import render

HONG_KONG = """食物攤檔規例

1. 釋義

在本規例中——
(a) 攤檔，指出售食物的地方；
(b) 處長，指衞生處處長。

2. 營辦人的責任

(1) 營辦人須每月檢查攤檔。
(2) 營辦人不得向16歲以下的人售賣酒類。
(3) 處長可檢查攤檔。

3. 罰則

任何人違反第2(2)條，即屬犯罪，可處罰款10,000元。
"""


def _document(text: str, language: str) -> Document:
    return lc.parse(text.encode(), language=language)


def test_places_of_hong_kong_are_called_as_they_are_cited_there() -> None:
    labels = [one.label for one in _document(HONG_KONG, "zh-HK").walk()]
    assert "第2條第(2)款" in labels
    assert "第1條第(1)款(b)段" in labels


def test_places_of_taiwan_are_called_as_they_are_cited_there() -> None:
    text = "第一條\n\n業者應申報。\n\n業者應保存下列資料：\n\n一、姓名。\n\n二、住址。\n"
    labels = [one.label for one in _document(text, "zh-Hant").walk()]
    assert "第一條第二項" in labels
    assert any(one.startswith("第一條第二項第") and one.endswith("款") for one in labels)


def test_what_ordinances_of_hong_kong_ask_and_allow_is_read() -> None:
    norms = {norm.id.split("#")[0]: norm for norm in extract(_document(HONG_KONG, "zh-HK"))}
    assert norms["2.1"].deontic is Deontic.SHALL
    assert norms["2.2"].kind is NormKind.PROHIBITION
    assert norms["2.3"].kind is NormKind.POWER
    assert norms["3.1"].kind is NormKind.SANCTION


def test_a_report_on_a_text_of_hong_kong_is_in_traditional_characters() -> None:
    later = HONG_KONG.replace("每月", "每年").replace("10,000", "5,000")
    made = lc.compare(_document(HONG_KONG, "zh-HK"), _document(later, "zh-HK"))
    told = str(render(made, "summary", language="zh-HK"))
    assert "處罰減輕" in told
    assert "「每月」改為「每年」" in told
    assert "“" not in told
    assert 'lang="zh-Hant"' in str(render(made, "html", language="zh-HK"))
