"""Builds comparisons by hand, so that the renderers are tested apart from the stages before them.

`small(language)` holds every tag, a join, a split, a move, evidence on both sides and a text of mixed status;
`hostile()` holds what must never act in a page; `large(n)` holds n articles.
"""

from __future__ import annotations

import difflib
import hashlib
import itertools
import re
from dataclasses import dataclass, field, replace
from datetime import date

from legiscompare.model import (
    Burden,
    Candidate,
    Certainty,
    Change,
    Comparison,
    Dimension,
    Document,
    Edit,
    Evidence,
    MetadataChange,
    NormKind,
    Notice,
    Op,
    Party,
    PartyClass,
    Place,
    Position,
    Provision,
    ProvisionKind,
    ProvisionPair,
    Sign,
    Span,
    Tag,
    TermExchange,
    TextRelation,
    TextStatus,
)

Articles = list[tuple[str, str, list[tuple[str, str]]]]
"""(number, heading, [(norm's ref, words)])"""


@dataclass
class Built:
    document: Document
    norms: dict[str, Place]


@dataclass
class Row:
    """One change in shorthand: `draft` and `final` are refs joined with `+`, evidence names words of the norms."""

    draft: str
    final: str
    tag: str
    burden: str
    kind: str = "obligation"
    bearer: str = "regulated"
    actor: str = ""
    measured: str = "regulated"
    evidence: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    """(rule, dimension, sign, words of the draft, words of the final text)"""
    dropped: tuple[str, ...] = ()
    inserted: tuple[str, ...] = ()
    certainty: str = "high"
    label: str = ""
    position: str = "same"
    external: tuple[str, ...] = ()
    candidates: tuple[tuple[str, float, float], ...] = ()
    note: str = ""
    by: str = "machine"


def document(articles: Articles, *, language: str, **facts: object) -> Built:
    """A document in which each norm is a paragraph of its article."""
    zh = language == "zh"
    text, norms, tops = "", {}, []
    if facts.get("title"):
        text += f"{facts['title']}\n\n"
    for number, heading, rows in articles:
        start = len(text)
        printed = f"第{number}条" if zh else f"Article {number}"
        text += printed + ("　" if zh else " ")
        at = len(text)
        text += heading + "\n\n"
        head = Span(at, at + len(heading)) if heading else None
        paragraphs = []
        for place, (ref, words) in enumerate(rows, 1):
            span = Span(len(text), len(text) + len(words))
            text += words + "\n\n"
            label = f"第{number}条第{place}款" if zh else f"Art. {number}({place})"
            eid = f"art_{number}__para_{place}"
            norms[ref] = Place(ref, label, words, span, ref if "#" in ref else f"{ref}#1", eid)
            provision_ref = ref.split("#")[0]
            paragraphs.append(
                Provision(eid, provision_ref, label, ProvisionKind.PARAGRAPH, str(place), None, span, span)
            )
        end = len(text.rstrip("\n"))
        empty = Span(end, end)
        label = printed if zh else f"Art. {number}"
        tops.append(
            Provision(
                f"art_{number}", number, label, ProvisionKind.ARTICLE, printed, head, Span(start, end), empty,
                tuple(paragraphs),
            )
        )  # fmt: skip
    whole = Span(0, len(text))
    root = Provision("doc", "", "", ProvisionKind.DOCUMENT, "", None, whole, Span(0, 0), tuple(tops))
    made = Document(
        text=text,
        root=root,
        language=language,
        origin=str(facts.pop("origin", "text.md")),
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        **facts,  # type: ignore[arg-type]
    )
    return Built(made, norms)


def tokens(text: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9]+|\s+|.", text, re.DOTALL)


def edits(draft: Built, final: Built, left: list[Place], right: list[Place]) -> tuple[Edit, ...]:
    """Token edits over the places of both sides, in order."""
    a = [(t, p.span.start + s) for p in left for t, s in _starts(p.text)]
    b = [(t, p.span.start + s) for p in right for t, s in _starts(p.text)]
    matcher = difflib.SequenceMatcher(a=[t for t, _ in a], b=[t for t, _ in b], autojunk=False)
    out: list[Edit] = []
    for op, i, j, k, m in matcher.get_opcodes():
        for which, (lo, hi), side in (("-", (i, j), a), ("+", (k, m), b)):
            if op == "equal" or lo == hi:
                continue
            for run in _runs(side[lo:hi]):
                out.append(
                    Edit(Op.DELETE, run, Span(0, 0)) if which == "-" else Edit(Op.INSERT, Span(0, 0), run)
                )  # fmt: skip
        if op == "equal":
            for (t, at), (_, bt) in zip(a[i:j], b[k:m], strict=True):
                last = out[-1] if out else None
                if last and last.op is Op.EQUAL and last.draft.end == at and last.final.end == bt:
                    out[-1] = Edit(Op.EQUAL, Span(last.draft.start, at + len(t)), Span(last.final.start, bt + len(t)))
                else:
                    out.append(Edit(Op.EQUAL, Span(at, at + len(t)), Span(bt, bt + len(t))))
    return tuple(out)


def _starts(text: str) -> list[tuple[str, int]]:
    sizes = [len(t) for t in tokens(text)]
    return list(zip(tokens(text), itertools.accumulate([0, *sizes[:-1]]), strict=True)) if sizes else []


def _runs(side: list[tuple[str, int]]) -> list[Span]:
    runs: list[Span] = []
    for t, at in side:
        if runs and runs[-1].end == at:
            runs[-1] = Span(runs[-1].start, at + len(t))
        else:
            runs.append(Span(at, at + len(t)))
    return runs


def change(row: Row, draft: Built, final: Built) -> Change:
    left = [draft.norms[r] for r in row.draft.split("+") if r != "-"]
    right = [final.norms[r] for r in row.final.split("+") if r != "-"]

    def find(words: str, places: list[Place]) -> Span | None:
        for place in places:
            at = place.text.find(words)
            if words and at >= 0:
                return Span(place.span.start + at, place.span.start + at + len(words))
        assert not words, words
        return None

    evidence = tuple(
        Evidence(rule, Dimension(dim), Sign(sign), find(d, left), find(f, right))
        for rule, dim, sign, d, f in row.evidence
    )
    classes = tuple(PartyClass(c) for c in row.measured.split("+") if c != "none")
    bearer = tuple(PartyClass(c) for c in row.bearer.split("+") if c != "none")
    return Change(
        id=f"{row.draft}~{row.final}",
        tag=Tag(row.tag),
        burden=Burden(row.burden),
        draft=tuple(left),
        final=tuple(right),
        kind=NormKind(row.kind),
        bearer=Party(bearer, row.actor, find(row.actor, right or left)),
        measured=classes,
        dimensions=tuple(sorted({(e.dimension, e.sign) for e in evidence})),
        dropped=row.dropped,
        inserted=row.inserted,
        evidence=evidence,
        certainty=Certainty(row.certainty),
        edits=edits(draft, final, left, right) if left and right else (),
        candidates=tuple(Candidate(*c) for c in row.candidates),
        external_refs=row.external,
        by=row.by,
        note=row.note,
        label=row.label,
        position=Position(row.position if left and right else "none"),
    )


def comparison(draft: Built, final: Built, rows: list[Row], **more: object) -> Comparison:
    changes = tuple(change(row, draft, final) for row in rows)
    return Comparison(
        draft=draft.document,
        final=final.document,
        provision_pairs=_article_pairs(changes, draft.document, final.document),
        changes=changes,
        term_exchanges=more.pop("term_exchanges", ()),  # type: ignore[arg-type]
        metadata_changes=more.pop("metadata_changes", ()),  # type: ignore[arg-type]
        settings=more.pop("settings", None) or __import__("legiscompare.model").model.Settings(),
        warnings=more.pop("warnings", ()),  # type: ignore[arg-type]
        lexicons=f"{final.document.language} 1.0",
    )


def _article_pairs(changes: tuple[Change, ...], draft: Document, final: Document) -> tuple[ProvisionPair, ...]:
    seen: dict[tuple[str, str], Change] = {}
    for one in changes:
        for d in one.draft:
            for f in one.final:
                seen.setdefault((d.ref.split(".")[0], f.ref.split(".")[0]), one)
    out = []
    left = {a for a, _ in seen}
    right = {b for _, b in seen}
    for a, b in seen:
        position = Position.SAME if a == b else Position.RENUMBERED
        out.append(
            ProvisionPair(
                ProvisionKind.ARTICLE, (a,), (b,), position, TextRelation.REVISED, 0.8, 1.5, "shingles"
            )
        )  # fmt: skip
    for node in draft.root.children:
        if node.ref not in left:
            out.append(
                ProvisionPair(
                    ProvisionKind.ARTICLE, (node.ref,), (), Position.NONE, TextRelation.NONE, 0.2, 1.0, "shingles"
                )
            )  # fmt: skip
    for node in final.root.children:
        if node.ref not in right:
            out.append(
                ProvisionPair(
                    ProvisionKind.ARTICLE, (), (node.ref,), Position.NONE, TextRelation.NONE, 0.2, 1.0, "shingles"
                )
            )  # fmt: skip
    return tuple(out)


def small(language: str = "en") -> Comparison:
    """Every tag, a join (2.1 + 6.1), a split (7.1), a move (5), all in one."""
    return _small_zh() if language == "zh" else _small_en()


def _small_en() -> Comparison:
    draft = document(
        [
            ("1", "Purpose", [("1.1", "This Order serves quiet nights in the harbour.")]),
            ("2", "Noise", [("2.1", "The operator shall ensure that no noise leaves the site."),
                            ("2.2", "The operator shall report a breach within two hours to the Harbour Office.")]),
            ("3", "Fines", [("3.1", "An operator in breach shall be fined 500 to 5 000 crowns by the Harbour Office.")]),
            ("4", "Insurance", [("4.1", "The operator shall insure every crane under the Crane Act.")]),
            ("5", "Night work", [("5.1", "The operator shall not unload at night.")]),
            ("6", "Filters", [("6.1", "The operator shall fit filters to engines.")]),
            ("7", "Records", [("7.1", "The operator shall keep records and show them to residents on request."),
                              ("7.2", "Residents may ask the operator for the measured values.")]),
            ("8", "Waste", [("8.1", "The operator shall remove waste.")]),
            ("9", "Access", [("9.1", "The Harbour Office may inspect the site at any time.")]),
        ],
        language="en", title="Harbour Noise Order", stage="Draft for consultation", date=date(2030, 9, 2),
        issuer=("Harbour Office",), text_status=TextStatus.TRANSCRIPTION, text_note="typed from a printed notice",
        origin="draft.md",
        provision_status={"8": (TextStatus.TRANSCRIPTION, "not checked against a second source")},
    )  # fmt: skip
    final = document(
        [
            ("1", "Purpose", [("1.1", "This Order serves quiet nights in the harbour.")]),
            ("2", "Noise", [("2.1", "The operator shall take effective measures to reduce noise and fit filters to engines."),
                            ("2.2", "The operator shall report a breach within twelve hours to the Harbour Office.")]),
            ("3", "Night work", [("3.1", "The operator shall not unlawfully unload or load at night.")]),
            ("4", "Fines", [("4.1", "An operator in breach shall be fined 500 to 9 000 crowns by the Harbour Office.")]),
            ("5", "Records", [("5.1", "The operator shall keep records."),
                              ("5.2", "The operator shall show the records to residents where feasible."),
                              ("5.3", "Residents may ask the operator for the measured values.")]),
            ("6", "Waste", [("6.1", "The operator shall remove waste in accordance with applicable law.")]),
            ("7", "Access", [("7.1", "The Harbour Office may, after due notice, inspect the site.")]),
            ("8", "Relief", [("8.1", "Small operators may report once a month.")]),
            ("9", "Residents", [("9.1", "Residents shall not enter the site.")]),
            ("10", "Innovation", [("10.1", "The City encourages silent cranes.")]),
        ],
        language="en", title="Harbour Noise Order", stage="Adopted text", date=date(2031, 1, 15),
        issuer=("Harbour Office", "City Council"), text_status=TextStatus.OFFICIAL, origin="final.md",
    )  # fmt: skip
    rows = [
        Row("1.1", "1.1", "unchanged", "none", "principle", "other", "", "none"),
        Row("2.1+6.1", "2.1", "softened", "down", actor="The operator", label="duty softened",
            evidence=[("en.obligation_type.result-to-conduct", "obligation_type", "-", "ensure", "take effective measures")]),
        Row("2.2", "2.2", "softened", "down", actor="The operator", label="duty softened",
            evidence=[("en.time.longer-deadline", "time", "-", "within two hours", "within twelve hours")],
            dropped=("two",), inserted=("twelve",)),
        Row("5.1", "3.1", "mixed", "both", "prohibition", actor="The operator", label="ban changed both ways",
            position="moved", certainty="medium",
            evidence=[("en.qualifier.unlawfully-in-ban", "qualifier", "-", "", "unlawfully"),
                      ("en.scope_object.item-added", "scope_object", "+", "unload", "unload or load")]),
        Row("3.1", "4.1", "strengthened", "up", "sanction", "authority", "the Harbour Office", "regulated",
            label="sanction raised", position="renumbered",
            evidence=[("en.quantity.higher-maximum", "quantity", "+", "5 000", "9 000")]),
        Row("4.1", "-", "removed", "down", actor="The operator", label="gone from this text",
            external=("Crane Act",), candidates=(("2.1#1", 0.21, 1.02), ("6.1#1", 0.18, 1.0)), certainty="medium"),
        Row("7.1", "5.1+5.2", "softened", "down", actor="The operator", label="duty softened", position="renumbered",
            certainty="low", dropped=("on request",), inserted=("where feasible",),
            evidence=[("en.qualifier.where-feasible", "qualifier", "-", "", "where feasible"),
                      ("en.precision.trigger-gone", "precision", "?", "on request", "")]),
        Row("7.2", "5.3", "unchanged", "none", "right", "user", "Residents", "regulated"),
        Row("8.1", "6.1", "undetermined", "unclear", actor="The operator", label="change not readable",
            position="renumbered", certainty="medium",
            evidence=[("en.qualifier.applicable-law", "qualifier", "?", "", "in accordance with applicable law")]),
        Row("9.1", "7.1", "softened", "down", "power", "authority", "The Harbour Office", "regulated",
            label="power narrowed", position="renumbered",
            evidence=[("en.condition.notice", "condition", "-", "at any time", "after due notice")]),
        Row("-", "8.1", "added", "down", "permission", actor="Small operators", label="new relief"),
        Row("-", "9.1", "added", "up", "prohibition", "user", "Residents", "user", label="new ban", certainty="medium"),
        Row("-", "10.1", "added", "none", "encouragement", "other", "The City", "none", label="new policy statement"),
    ]  # fmt: skip
    made = comparison(
        draft, final, rows,
        term_exchanges=(TermExchange("vessel", "ship", 3, 1, "neutral", "defined alike"),
                        TermExchange("product", "service", 4, 2, "substantive", "both terms in use", "a thing", "an act")),
        metadata_changes=(MetadataChange("issuer", "Harbour Office", "Harbour Office; City Council"),),
        warnings=(Notice("parse.gap", "Article 11 is missing from the sequence", "draft", "11"),),
    )  # fmt: skip
    reworded = replace(
        made.changes[7],
        id="7.2~5.3",
        tag=Tag.REWORDED,
        note="two words changed places",
    )
    return replace(made, changes=(*made.changes[:7], reworded, *made.changes[8:]))


def _small_zh() -> Comparison:
    draft = document(
        [
            ("一", "", [("1.1", "为了港区夜间安静，制定本规定。")]),
            ("二", "", [("2.1", "经营者应当保证噪声不传出场地。"), ("2.2", "经营者应当在二小时内报告事故。")]),
            ("三", "", [("3.1", "经营者违反本规定的，由港务部门处五百元以上五千元以下罚款。")]),
            ("四", "", [("4.1", "经营者应当依照《吊车法》为吊车投保。")]),
            ("五", "", [("5.1", "经营者不得在夜间卸货。")]),
            ("六", "", [("6.1", "经营者应当清除废物。")]),
            ("七", "", [("7.1", "用户可以要求经营者提供测量数据。")]),
        ],
        language="zh", title="港区噪声规定", stage="征求意见稿", date=date(2030, 9, 2), issuer=("港务部门",),
        text_status=TextStatus.INVENTED, text_note="为教学而编", origin="draft.zh.md",
    )  # fmt: skip
    final = document(
        [
            ("一", "", [("1.1", "为了港区夜间安静，制定本规定。")]),
            ("二", "", [("2.1", "经营者应当采取有效措施降低噪声。"), ("2.2", "经营者应当在十二小时内报告事故。")]),
            ("三", "", [("3.1", "经营者不得在夜间非法卸货和装货。")]),
            ("四", "", [("4.1", "经营者违反本规定的，由港务部门处五百元以上九千元以下罚款。")]),
            ("五", "", [("5.1", "经营者应当依法清除废物。")]),
            ("六", "", [("6.1", "使用者可以请求经营者提供测量数据。")]),
            ("七", "", [("7.1", "国家鼓励使用静音吊车。")]),
        ],
        language="zh", title="港区噪声规定", stage="公布稿", date=date(2031, 1, 15), issuer=("港务部门",),
        text_status=TextStatus.INVENTED, text_note="为教学而编", origin="final.zh.md",
    )  # fmt: skip
    rows = [
        Row("1.1", "1.1", "unchanged", "none", "principle", "other", "", "none"),
        Row("2.1", "2.1", "softened", "down", actor="经营者", label="duty softened",
            evidence=[("zh.obligation_type.result-to-conduct", "obligation_type", "-", "保证", "采取有效措施")]),
        Row("2.2", "2.2", "softened", "down", actor="经营者", label="duty softened", dropped=("二小时",),
            inserted=("十二小时",), evidence=[("zh.time.longer-deadline", "time", "-", "二小时内", "十二小时内")]),
        Row("5.1", "3.1", "mixed", "both", "prohibition", actor="经营者", label="ban changed both ways", position="moved",
            evidence=[("zh.qualifier.unlawful-in-ban", "qualifier", "-", "", "非法"),
                      ("zh.scope_object.item-added", "scope_object", "+", "卸货", "卸货和装货")]),
        Row("3.1", "4.1", "strengthened", "up", "sanction", "authority", "港务部门", "regulated", label="sanction raised",
            evidence=[("zh.quantity.higher-maximum", "quantity", "+", "五千元", "九千元")], position="renumbered"),
        Row("4.1", "-", "removed", "down", actor="经营者", label="gone from this text", external=("《吊车法》",),
            candidates=(("5.1#1", 0.21, 1.02),), certainty="medium"),
        Row("6.1", "5.1", "undetermined", "unclear", actor="经营者", label="change not readable", position="renumbered",
            evidence=[("zh.qualifier.by-law", "qualifier", "?", "", "依法")]),
        Row("7.1", "6.1", "reworded", "none", "right", "user", "使用者", "regulated", position="renumbered"),
        Row("-", "7.1", "added", "none", "encouragement", "other", "国家", "none", label="new policy statement"),
    ]  # fmt: skip
    return comparison(
        draft, final, rows, term_exchanges=(TermExchange("用户", "使用者", 12, 2, "neutral", "defined alike"),)
    )


HOSTILE = (
    "<script>window.HACKED=1</script><img src=x onerror=window.HACKED=1>",
    "[click](javascript:window.HACKED=1) <a href='javascript:window.HACKED=1'>x</a> https://example.org",
    "safe \u202egnitsop\u202c \u2066isolated\u2069 \x00nul \x1besc \u200bzero",
    "W" * 10_000,
    "{{ 7*7 }} {% raw %} ${7*7} #{7} </script></style><!-- --> <![CDATA[ ]]>",
    '=HYPERLINK("http://example.org","x") +1 @SUM(A1) *bold* _it_ ~~del~~ `code` | pipe | # head $$x$$ :smile: @who #1',
    "x{color:red}*/ url(javascript:1) expression(1) @import 'x'; &amp; &lt;b&gt; \"quotes\" 'single'",
)


def hostile() -> Comparison:
    """Words of the law that would be dangerous if they were anything but words."""
    left = [(f"{n}.1", words) for n, words in enumerate(HOSTILE, 1)]
    right = [(f"{n}.1", f"{words} and more") for n, words in enumerate(HOSTILE, 1)]
    evil = '</title><script>window.HACKED=1</script>" onload="window.HACKED=1'
    draft = document(
        [(r.split(".")[0], f"Head {evil}", [(r, w)]) for r, w in left],
        language="en", title=f"Law {evil}", stage=f"Draft {evil}", origin=f"javascript:{evil}", text_note=evil,
        issuer=(evil,),
    )  # fmt: skip
    final = document(
        [(r.split(".")[0], f"Head {evil}", [(r, w)]) for r, w in right],
        language="en", title=f"Law {evil}", stage=f"Final {evil}", origin=f"javascript:{evil}", text_note=evil,
    )  # fmt: skip
    rows = [
        Row(r, r, "softened", "down", label=evil, note=evil, dropped=(evil, "=1+1"), inserted=("@x",), external=(evil,),
            evidence=[("en.rule<script>", "scope_object", "-", "", "and more")])
        for r, _ in left
    ]  # fmt: skip
    return comparison(
        draft, final, rows,
        warnings=(Notice("x", evil),), metadata_changes=(MetadataChange("title", evil, evil, evil),),
        term_exchanges=(TermExchange(evil, evil, 1, 1, "neutral", evil),),
    )  # fmt: skip


def large(articles: int = 500) -> Comparison:
    """Two norms an article; every eighth changed, every fortieth gone or new."""

    def words(n: int, p: int) -> str:
        return (
            f"The operator of a site of class {n} shall, under paragraph {p}, keep a record of every movement of goods "
            f"numbered {n * 7 + p} and hand it to the Harbour Office on request within {n % 20 + 2} days."
        )

    draft = document(
        [(str(n), f"Matter {n}", [(f"{n}.{p}", words(n, p)) for p in (1, 2)]) for n in range(1, articles + 1)],
        language="en", title="A long Act", stage="Bill", text_status=TextStatus.OFFICIAL, origin="bill.md",
    )  # fmt: skip
    final = document(
        [(str(n), f"Matter {n}",
          [(f"{n}.{p}", words(n, p).replace("on request", "where feasible") if (n * 2 + p) % 8 == 0 else words(n, p))
           for p in (1, 2)]) for n in range(1, articles + 1)],
        language="en", title="A long Act", stage="Act", text_status=TextStatus.OFFICIAL, origin="act.md",
    )  # fmt: skip
    rows = []
    for n in range(1, articles + 1):
        for p in (1, 2):
            ref, changed = f"{n}.{p}", (n * 2 + p) % 8 == 0
            if (n * 2 + p) % 80 == 3:
                rows += [Row(ref, "-", "removed", "down", actor="The operator"), Row("-", ref, "added", "up")]
            elif changed:
                rows.append(
                    Row(ref, ref, "softened", "down", actor="The operator", label="duty softened",
                        evidence=[("en.qualifier.where-feasible", "qualifier", "-", "on request", "where feasible")])
                )  # fmt: skip
            else:
                rows.append(Row(ref, ref, "unchanged", "none", actor="The operator"))
    return comparison(draft, final, rows)
