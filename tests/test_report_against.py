"""Two comparisons side by side; a comparison in a notebook."""

from __future__ import annotations

from dataclasses import replace

from lxml import html as lxml_html
from report_builder import hostile, small

from legiscompare.model import Burden, Tag
from legiscompare.report import against, json_in, json_out
from legiscompare.report.notebook import ROWS, repr_html


def test_the_same_comparison_differs_in_nothing() -> None:
    old = json_in.loads(json_out.dumps(small()))
    assert against.differences(old, small()) == ()
    assert against.facts(old, small()) == ()
    assert "Nothing differs" in against.render(old, small())


def test_what_differs_is_told() -> None:
    old = small()
    changes = [change for change in old.changes if change.id != "4.1~-"]
    changes[1] = replace(changes[1], tag=Tag.MIXED, burden=Burden.BOTH)
    changes[2] = replace(changes[2], id="2.2~9.9")
    new = replace(old, changes=tuple(changes), lexicons="en 1.1")
    found = {one.id: one for one in against.differences(old, new)}
    assert [(f.name, f.old, f.new) for f in found["2.1+6.1~2.1"].fields] == [
        ("tag", "softened", "mixed"),
        ("burden", "down", "both"),
    ]
    assert found["2.2~9.9"].old is None
    assert found["4.1~-"].new is None
    assert found["2.2~2.2"].new is None
    assert set(found) == {"2.1+6.1~2.1", "2.2~9.9", "2.2~2.2", "4.1~-"}
    text = against.render(old, new)
    assert "Tag: softened → mixed" in text
    assert "en 1.0 → en 1.1" in text
    assert "only in the earlier report, removed" in text
    assert "标签" in against.render(old, new, language="zh")


def test_notebook_shows_counts_and_lets_nothing_act() -> None:
    tree = lxml_html.fragment_fromstring(repr_html(hostile()), create_parent=True)
    assert not tree.xpath("//script | //img | //@onload | //@href")
    tree = lxml_html.fragment_fromstring(repr_html(small()), create_parent=True)
    assert [cell.text for cell in tree.xpath(".//table[1]//td")][1:5] == ["6", "1", "1", "1"]
    assert len(tree.xpath(".//table[2]//tr")) == min(ROWS, 11)
