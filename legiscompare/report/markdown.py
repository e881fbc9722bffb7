"""Annotated Markdown that GitHub renders: anchors of its own, changes as del and ins, or CriticMarkup on request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.model import Burden, Comparison, Document, Op, Place, Tag, TextStatus
from legiscompare.report import cite as citing
from legiscompare.report.claims import checked, tally
from legiscompare.report.items import ReportItem
from legiscompare.report.marked import MarkedSegment, redline, side, visible
from legiscompare.report.markup import MADE
from legiscompare.report.summary import limits
from legiscompare.report.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legiscompare.model import Judgement
    from legiscompare.report.options import Options
    from legiscompare.report.sections import Section

_ALWAYS = re.compile(r"[\\`*_\[\]|~${}]")
_SOMETIMES = re.compile(
    r"(?P<before>\b(?:https?|ftp)(?=://)|\bmailto(?=:)|\bjavascript(?=:)|\bwww(?=\.)|^\s*\d+(?=[.)](?:\s|$)))"
    r"|(?P<mark>[@#](?=\w)|:(?=[\w+-]+:)|^\s*[-+=#](?=\s|$))"
)
_MARKS = {
    False: {Op.EQUAL: ("", ""), Op.DELETE: ("<del>", "</del>"), Op.INSERT: ("<ins>", "</ins>")},
    True: {Op.EQUAL: ("", ""), Op.DELETE: ("{--", "--}"), Op.INSERT: ("{++", "++}")},
}
_CUE = {False: ("<b>", "</b>"), True: ("{==", "==}")}


def escape(text: str) -> str:
    """`text` as words of one Markdown line: nothing in it starts a link, emphasis, table, formula, HTML or mention."""
    line = " ".join(visible(text).split("\n"))
    line = _ALWAYS.sub(lambda found: "\\" + found[0], line)
    line = _SOMETIMES.sub(_defuse, line)
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _defuse(found: re.Match[str]) -> str:
    """A backslash before the character that would act: after `https`, before `@`."""
    if found["before"]:
        return found["before"] + "\\"
    return f"{found['mark'][:-1]}\\{found['mark'][-1]}"


def render(comparison: Comparison, options: Options) -> str:
    """The whole comparison as Markdown."""
    view = View(comparison, options)
    parts = [
        MADE,
        *_head(view),
        *_counts(view),
        *_gone_and_new(view),
        f"## {view.words('words.articles')}",
        *(part for section in view.sections for part in _section(view, section)),
        *_claims(view),
        *_terms(view),
        *_tail(view),
    ]
    return "\n\n".join(parts) + "\n"


def _head(view: View) -> Iterator[str]:
    w = view.words
    yield f"# {escape(view.title)}"
    rows = [["", w("words.draft"), w("words.final")]]
    pair = (view.draft, view.final)
    rows.append([w("words.stage"), *(escape(one.stage or w("words.stage_unknown")) for one in pair)])
    rows.append([w("words.date"), *(one.date.isoformat() if one.date else w("words.date_unknown") for one in pair)])
    rows.append([w("words.issuer"), *(escape(w.join(one.issuer)) or "–" for one in pair)])
    rows.append([w("words.status"), *(escape(_status_of(view, one)) for one in pair)])
    rows.append([w("words.source"), *(escape(one.origin) for one in pair)])
    rows.append([w("words.sha256"), *(f"`{one.sha256}`" for one in pair)])
    yield _table(rows)
    yield f"> {w('words.baseline')}"


def _status_of(view: View, document: Document) -> str:
    note = f" ({document.text_note})" if document.text_note else ""
    return view.words(f"status.{document.text_status}") + note


def _table(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _counts(view: View) -> Iterator[str]:
    w = view.words
    yield f"## {w('words.headline')}"
    told = (Burden.DOWN, Burden.UP, Burden.BOTH, Burden.UNCLEAR)
    rows = [["", *(w(f"burden.{one}") for one in told)]]
    for party in view.parties:
        actors = escape(w.join(view.actors(party)))
        name = w(f"party_panel.{party}")
        name = w("phrase.who", party=name, actors=actors) if actors else name
        rows.append([name, *(str(len(view.of(party, one))) for one in told)])
    yield _table(rows)
    yield w.join(f"{w(f'tag.{tag}')} {count}" for tag, count in view.tags(view.items))


def _link(item: ReportItem, words: str) -> str:
    return f"[{escape(words)}](#{item.anchor})"


def _gone_and_new(view: View) -> Iterator[str]:
    w = view.words
    yield f"## {w('words.gone')}"
    yield w("words.gone_note")
    lines = [
        f"- {_link(item, item.draft_cite)} {_first(item.change.draft)}{_external(view, item)}" for item in view.removed
    ]
    lines += [
        f"- {_link(one.item, one.item.cite)} <del>{escape(one.words)}</del>" for one in view.fragments(dropped=True)
    ]
    yield "\n".join(lines) or w("words.nothing")
    yield f"## {w('words.new')}"
    for key, items in view.added.items():
        if items:
            yield f"**{w(f'words.new_{key}')}**"
            yield "\n".join(f"- {_link(item, item.final_cite)} {_first(item.change.final)}" for item in items)
    gained = view.fragments(dropped=False)
    if gained:
        yield f"**{w('words.inserted')}**"
        yield "\n".join(f"- {_link(one.item, one.item.cite)} <ins>{escape(one.words)}</ins>" for one in gained)


def _first(places: Iterable[Place]) -> str:
    words = " ".join(next(iter(places)).text.split())
    return escape(words if len(words) <= 120 else words[:119] + "…")


def _external(view: View, item: ReportItem) -> str:
    refs = item.change.external_refs
    return _aside(view, escape(view.words("words.external", refs=view.words.join(refs)))) if refs else ""


def _aside(view: View, words: str) -> str:
    return f"{view.words('words.mark_open')}{words}{view.words('words.mark_close')}"


def _section(view: View, section: Section) -> Iterator[str]:
    yield f'<a id="{section.anchor}"></a>\n\n### {escape(section.title)}'
    for item in section.items:
        if item.change.tag is not Tag.UNCHANGED:
            yield from _change(view, item)
    if section.unchanged:
        count = view.words("words.unchanged_fold", count=len(section.unchanged))
        lines = [f"- **{escape(item.cite)}** {_words(item.change.final)}" for item in section.unchanged]
        yield f"<details><summary>{count}</summary>\n\n" + "\n".join(lines) + "\n\n</details>"


def _words(places: Iterable[Place]) -> str:
    return " / ".join(escape(place.text) for place in places)


def _change(view: View, item: ReportItem) -> Iterator[str]:
    w, change = view.words, item.change
    yield f'<a id="{item.anchor}"></a>\n\n#### {escape(item.cite)}{view.words("words.mark_colon")}{escape(item.label)}'
    notes = [w(f"burden.{change.burden}"), f"`{change.tag}`", item.reason, view.move(item)]
    notes.append(f"{w('words.certainty')} {w(f'certainty.{change.certainty}')}")
    notes += [w("words.opinion", coder=one.coder, tag=w(f"tag.{one.tag}")) for one in change.opinions]
    if change.by == "human":
        notes.append(w("words.by_human"))
        notes += [w("words.machine_said", tag=w(f"tag.{change.machine.tag}"))] if change.machine else []
    yield " · ".join(note if note.startswith("`") else escape(note) for note in notes if note)
    yield "\n>\n".join(_quotes(view, item))
    facts = list(_facts(view, item))
    if facts:
        yield "\n".join(f"- {fact}" for fact in facts)


def _quotes(view: View, item: ReportItem) -> Iterator[str]:
    change = item.change
    if view.options.critic:
        yield f"> {marked(redline(change, view.draft, view.final), critic=True)}"
        return
    for places, document, of_draft in ((change.draft, view.draft, True), (change.final, view.final, False)):
        for place in places:
            status, _ = view.status(place, draft=of_draft)
            kept = "" if status is TextStatus.OFFICIAL else _aside(view, view.words(f"legal_status_short.{status}"))
            head = view.words("words.draft" if of_draft else "words.final")
            words = marked(side(change, place, document, draft=of_draft), critic=False)
            yield f"> **{head} {escape(place.label)}**{kept} {words}"


def marked(segments: Iterable[MarkedSegment], *, critic: bool) -> str:
    """A run of words with its marks, in HTML's `del` and `ins` or in CriticMarkup."""
    out = []
    for segment in segments:
        text = escape(segment.text)
        if segment.cues and not (critic and segment.op is not Op.EQUAL):
            left, right = _CUE[critic]
            text = f"{left}{text}{right}"
        left, right = _MARKS[critic][segment.op]
        out.append(f"{left}{text}{right}")
    return "".join(out)


def _facts(view: View, item: ReportItem) -> Iterator[str]:
    w, change = view.words, item.change
    for one in change.evidence:
        yield f"{escape(view.signed(one.dimension, one.sign))}{w.join(['', ''])}{w('words.rule')} `{one.rule.replace('`', '')}`"
    for label, place, score, margin in view.nearest(change):
        near = w("words.nearest", place=label, score=f"{score:.2f}", margin=f"{margin:.2f}")
        yield escape(near) + (f" {_first((place,))}" if place else "")
    if change.tag in (Tag.REMOVED, Tag.ADDED) and not change.candidates:
        yield w("words.nearest_none")
    if change.external_refs:
        yield escape(w("words.external", refs=w.join(change.external_refs)))
    if change.note:
        yield escape(change.note)


def _claims(view: View) -> Iterator[str]:
    w, found = view.words, checked(view)
    if not found:
        return
    yield f"## {w('words.claims')}"
    yield w("words.claims_note")
    yield w.join(f"{name} {count}" for name, count in tally(view))
    for one in found:
        claim = one.judgement.claim
        yield f'<a id="{one.anchor}"></a>\n\n**{one.verdict}** {escape(claim.id)}: {escape(claim.claim)}'
        facts = [f"{w('words.claims_asserts')}: {escape(one.asserts)}", escape(one.reason)]
        if one.item:
            certainty = w(f"certainty.{one.item.change.certainty}")
            facts += [_link(one.item, one.item.cite), f"{w('words.certainty')} {certainty}"]
        yield " · ".join(facts)
        absent = [f"- {head}: {escape(w.quote(cue))}" for head, cue in one.absent]
        if absent:
            yield "\n".join(absent)
        quotes = list(_quotes(view, one.item) if one.item else _standing(view, one.judgement))
        if quotes:
            yield "\n>\n".join(quotes)


def _standing(view: View, one: Judgement) -> Iterator[str]:
    """Passages of a claim that no change of a norm bears out or excludes."""
    for name, passage in (("draft", one.draft_text), ("final", one.final_text)):
        if passage:
            yield f"> **{view.words(f'words.{name}')}** {escape(passage)}"


def _terms(view: View) -> Iterator[str]:
    w, terms = view.words, view.comparison.term_exchanges
    if terms:
        yield f"## {w('words.terms')}"
        yield w("words.terms_note")
        keys = ("terms_from", "terms_to", "terms_times", "terms_left", "terms_verdict")
        rows = [[w(f"words.{key}") for key in keys]]
        for one in terms:
            verdict = w(f"verdict.{one.verdict}") if w.has(f"verdict.{one.verdict}") else one.verdict
            reason = f" ({one.reason})" if one.reason else ""
            rows.append([escape(one.draft), escape(one.final), str(one.times), str(one.left), escape(verdict + reason)])
        yield _table(rows)
    if view.comparison.metadata_changes:
        yield f"## {w('words.metadata')}"
        rows = [["", w("words.draft"), w("words.final"), ""]]
        for meta in view.comparison.metadata_changes:
            name = w(f"field.{meta.field}") if w.has(f"field.{meta.field}") else meta.field
            rows.append([escape(name), escape(meta.draft), escape(meta.final), escape(meta.note)])
        yield _table(rows)


def _tail(view: View) -> Iterator[str]:
    w, comparison = view.words, view.comparison
    notices = comparison.warnings
    yield f"## {w('words.not_judged')}"
    yield "\n".join(f"- {escape(one.message)}" for one in notices) or w("words.nothing")
    yield f"## {w('words.limits')}"
    yield "\n".join(f"- {escape(line)}" for line in limits(view))
    yield f"## {w('words.citation')}"
    yield escape(citing.plain(view))
    yield f"```bibtex\n{visible(citing.bibtex(view)).replace('```', '')}\n```"
