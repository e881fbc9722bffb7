"""The whole as one picture: draft articles left, final articles right, a ribbon for what became what.

A ribbon is as thick as the norms it carries are many; direction shows in colour and in pattern. Norms that are gone
end in a stub on the left, new ones begin in a stub on the right. As `-f svg` the picture stands alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from legiscompare.model import Burden, Comparison, Provision, ProvisionKind
from legiscompare.report.environment import environment
from legiscompare.report.items import QUIET, ReportItem
from legiscompare.report.marked import visible
from legiscompare.report.markup import escaped
from legiscompare.report.view import View, brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legiscompare.report.options import Options

HERE = Path(__file__).parent
WIDTH, LEFT, RIGHT, BAR, STUB = 900.0, 210.0, 690.0, 10.0, 70.0
GAP, LABEL, TOP = 5.0, 13.0, 28.0
UNIT_MAX, UNIT_MIN, WISHED = 9.0, 1.5, 1200.0
FOLDED = 4
"""Recitals in a row, all of them gone or all of them new, that become one."""
_ORDER = (Burden.DOWN, Burden.UP, Burden.BOTH, Burden.UNCLEAR, Burden.NONE)


@dataclass
class FlowNode:
    """An article of one side."""

    eid: str
    label: str
    anchor: str
    order: int
    recital: bool = False
    norms: int = 0
    y: float = 0.0
    height: float = 0.0
    used: float = 0.0
    """How much of its height ribbons have taken."""


@dataclass
class Flow:
    """All changes of one direction between two articles, or of one article and nothing."""

    draft: FlowNode | None
    final: FlowNode | None
    burden: Burden
    items: list[ReportItem] = field(default_factory=list)
    path: str = ""
    words: str = ""
    """The ribbon in a sentence, for the list below the picture."""
    title: str = ""
    """The same in short, for the picture itself."""
    href: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Picture:
    """Everything the template draws."""

    height: float
    nodes: list[tuple[str, FlowNode]]
    flows: list[Flow]
    width: float = WIDTH
    left: float = LEFT
    right: float = RIGHT
    bar: float = BAR


def draw(view: View) -> Picture:
    """Lay the picture out."""
    nodes: dict[str, dict[str, FlowNode]] = {"draft": {}, "final": {}}
    flows: dict[tuple[str, str, Burden], Flow] = {}
    homes = {item.anchor: section.anchor for section in view.sections for item in section.items}

    def node(side: str, top: Provision | None, item: ReportItem) -> FlowNode | None:
        if top is None:
            return None
        found = nodes[side].get(top.eid)
        if found is None:
            label = brief(visible(top.label or top.number or top.ref or "¶"), 24)
            found = nodes[side][top.eid] = FlowNode(top.eid, label, homes[item.anchor], top.span.start)
            found.recital = top.kind is ProvisionKind.RECITAL
        return found

    for item in view.items:
        change = item.change
        lefts = _unique([node("draft", view.top(place, draft=True), item) for place in change.draft])
        rights = _unique([node("final", view.top(place, draft=False), item) for place in change.final])
        for left in lefts:
            for right in rights:
                key = (_eid(left), _eid(right), change.burden)
                flow = flows.setdefault(key, Flow(left, right, change.burden))
                flow.items.append(item)
    for side in nodes:
        _fold(nodes[side], flows)
    made = sorted(flows.values(), key=lambda one: (_at(one.draft), _at(one.final), _ORDER.index(one.burden)))
    return Picture(_lay(nodes, made, view, homes), [(s, n) for s in nodes for n in nodes[s].values()], made)


def _fold(nodes: dict[str, FlowNode], flows: dict[tuple[str, str, Burden], Flow]) -> None:
    """Recitals in a row that stand in one text alone become one node: ninety stubs below each other tell nothing more.

    Recitals bind nobody; articles stay single however many are gone.
    """
    ends: dict[int, list[tuple[str, str, Burden]]] = {}
    for key, flow in flows.items():
        for end in (flow.draft, flow.final):
            if end:
                ends.setdefault(id(end), []).append(key)

    def alone(node: FlowNode) -> bool:
        return node.recital and all(flows[key].draft is None or flows[key].final is None for key in ends[id(node)])

    for single, run in groupby(sorted(nodes.values(), key=_at), key=alone):
        first, *others = run
        if not single or len(others) + 1 < FOLDED:
            continue
        first.label = f"{first.label} – {others[-1].label}"
        for node in others:
            del nodes[node.eid]
            for key in ends[id(node)]:
                flow = flows.pop(key)
                draft, final = (first, None) if flow.draft else (None, first)
                whole = flows.setdefault((_eid(draft), _eid(final), flow.burden), Flow(draft, final, flow.burden))
                whole.items.extend(flow.items)


def _unique(found: list[FlowNode | None]) -> list[FlowNode | None]:
    """Each node once; a change without places on this side ends in nothing."""
    if len(found) == 1:
        return found
    return list({id(one): one for one in found if one is not None}.values()) or [None]


def _eid(node: FlowNode | None) -> str:
    return node.eid if node else ""


def _at(node: FlowNode | None) -> int:
    return -1 if node is None else node.order


def _lay(nodes: dict[str, dict[str, FlowNode]], flows: list[Flow], view: View, homes: dict[str, str]) -> float:
    """Give every node and ribbon its place; gives the height of the picture."""
    for flow in flows:
        for end in (flow.draft, flow.final):
            if end:
                end.norms += len(flow.items)
    total = max((sum(node.norms for node in side.values()) for side in nodes.values()), default=1) or 1
    unit = min(UNIT_MAX, max(UNIT_MIN, WISHED / total))
    height = TOP
    for side in nodes.values():
        y = TOP
        for one in sorted(side.values(), key=_at):
            one.y, one.height = y, one.norms * unit
            y += max(one.height, LABEL) + GAP
        height = max(height, y)
    tops: dict[int, float] = {}
    for flow in flows:
        if flow.draft:
            tops[id(flow)] = flow.draft.y + flow.draft.used
            flow.draft.used += len(flow.items) * unit
    for flow in sorted(flows, key=lambda one: (_at(one.final), _at(one.draft), _ORDER.index(one.burden))):
        thick = len(flow.items) * unit
        bottom = None
        if flow.final:
            bottom = flow.final.y + flow.final.used
            flow.final.used += thick
        flow.path = _ribbon(tops.get(id(flow)), bottom, thick)
        flow.quiet = all(item.change.tag in QUIET for item in flow.items)
        flow.href = flow.items[0].anchor if len(flow.items) == 1 and not flow.quiet else homes[flow.items[0].anchor]
        if not flow.quiet:
            flow.title, flow.words = _words(flow, view)
    return height + 6


def _ribbon(start: float | None, end: float | None, thick: float) -> str:
    """Outline of a ribbon between two heights, or of a stub at one: relative to where it begins, which is shorter."""
    left, right = LEFT + BAR, RIGHT - BAR
    if end is None:
        assert start is not None  # noqa: S101 - a flow has a side
        return _stub(left, STUB, start, thick)
    if start is None:
        return _stub(right, -STUB, end, thick)
    by, back = _n(end - start), _n(start - end)
    half, wide = (right - left) / 2, right - left
    return (
        f"M{left:.0f} {_n(start)}c{half:.0f} 0 {half:.0f} {by} {wide:.0f} {by}v{_n(thick)}"
        f"c-{half:.0f} 0-{half:.0f} {back}-{wide:.0f} {back}z"
    )


def _stub(x: float, by: float, y: float, thick: float) -> str:
    half = _n(thick / 2)
    return f"M{x:.0f} {_n(y)}l{by:.0f} {half} {-by:.0f} {half}z"


def _n(value: float) -> str:
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def _words(flow: Flow, view: View) -> tuple[str, str]:
    w = view.words
    left = flow.draft.label if flow.draft else "–"
    right = flow.final.label if flow.final else "–"
    labels = w.join(f"{label} {count}" if count > 1 else label for label, count in view.labels(flow.items))
    head = w.join((f"{left} → {right}", w("words.norms", count=len(flow.items)), w(f"burden.{flow.burden}")))
    return f"{left} → {right}{w('words.mark_colon')}{labels}", w("phrase.side", head=head, text=labels)


def svg(view: View, *, alone: bool, drawn: Picture | None = None) -> Markup:
    """The picture as SVG; `alone` adds what a file of its own needs, `drawn` saves laying it out again."""
    template = environment(view.words.language).get_template("picture.svg.j2")
    style = Markup((HERE / "css" / "picture.css").read_text(encoding="utf-8") if alone else "")  # noqa: S704 - ours
    picture = drawn or draw(view)
    body = Markup("\n".join((*_flows(picture), *_nodes(picture))))  # noqa: S704 - escaped there
    made = template.render(p=picture, body=body, t=view.words, alone=alone, style=style, title=visible(view.title))
    return Markup(made)  # noqa: S704 - the template escapes


def _flows(picture: Picture) -> Iterator[str]:
    """Ribbons, those of one look in one group: what did not change lies below, what did above it."""
    groups: dict[str, list[str]] = {}
    for flow in picture.flows:
        if flow.quiet:
            shown = f'<path d="{flow.path}"/>'
            groups.setdefault("", []).append(shown)
            continue
        end = " gone" if not flow.final else " new" if not flow.draft else ""
        shown = f'<a href="#{flow.href}" tabindex="-1"><title>{escaped(flow.title)}</title><path d="{flow.path}"/></a>'
        groups.setdefault(f"{flow.burden}{end}", []).append(shown)
    order = ["", *(f"{burden}{end}" for burden in reversed(_ORDER) for end in ("", " gone", " new"))]
    for name in order:
        if name in groups:
            yield f'<g class="rb {name or "none"}">'
            yield from groups[name]
            yield "</g>"


def _nodes(picture: Picture) -> Iterator[str]:
    """Articles of both sides: a bar and a label that leads to its section."""
    for side, bar, label, anchor in (
        ("draft", picture.left, picture.left - 7, ' text-anchor="end"'),
        ("final", picture.right - picture.bar, picture.right + 7, ""),
    ):
        nodes = [node for name, node in picture.nodes if name == side]
        yield f'<g class="nb" transform="translate({_n(bar)} 0)">'
        yield from (f'<rect y="{_n(one.y)}" width="{_n(picture.bar)}" height="{_n(one.height)}"/>' for one in nodes)
        yield f'</g><g class="nl" transform="translate({_n(label)} 0)"{anchor}>'
        for one in nodes:
            y = one.y + max(one.height, LABEL) / 2 + 4
            yield f'<a href="#{one.anchor}" tabindex="-1"><text y="{_n(y)}">{escaped(one.label)}</text></a>'
        yield "</g>"


def render(comparison: Comparison, options: Options) -> str:
    """The picture as a file of its own."""
    return str(svg(View(comparison, options), alone=True))
