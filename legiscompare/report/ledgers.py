"""What stands after the changes: definitions, terms, title and issuer, warnings. All functions give HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.report.definitions import definitions
from legiscompare.report.markup import attribute, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legiscompare.report.definitions import Definition
    from legiscompare.report.view import View

USERS = 15
"""How many norms that use a changed term are named; the rest is counted."""


def ledgers(view: View) -> str:
    """The ledgers that have anything to say."""
    return "\n".join(filter(None, (_definitions(view), _terms(view), _metadata(view))))


def _definitions(view: View) -> str:
    found = definitions(view)
    rows = "\n".join(_definition(view, one) for one in found)
    return _section(view, "definitions", f'<ul class="rows">\n{rows}\n</ul>') if found else ""


def _definition(view: View, one: Definition) -> str:
    words = view.words
    users = [f'<a href="#{user.anchor}">{escaped(user.final_cite)}</a>' for user in one.users[:USERS]]
    if len(one.users) > USERS:
        users.append(escaped(words("words.quotes_more", count=len(one.users) - USERS)))
    term = f'<b lang="{attribute(view.final.language)}">{escaped(one.term)}</b>'
    return (
        f'<li><a href="#{one.item.anchor}">{escaped(one.item.cite)} {term}</a> {escaped(one.item.label)}. '
        f"{escaped(words('words.uses'))}: {', '.join(users) or escaped(words('none'))}</li>"
    )


def _terms(view: View) -> str:
    words, rows = view.words, []
    for one in view.comparison.term_exchanges:
        key = f"verdict.{one.verdict}"
        reason = f" ({escaped(one.reason)})" if one.reason else ""
        verdict = escaped(words(key) if words.has(key) else one.verdict) + reason
        sides = (
            _cell(view.draft.language, one.draft, one.draft_definition),
            _cell(view.final.language, one.final, one.final_definition),
        )
        rows.append(f"<tr>{''.join(sides)}<td>{one.times}</td><td>{one.left}</td><td>{verdict}</td></tr>")
    if not rows:
        return ""
    note = f'<p class="note">{escaped(words("words.terms_note"))}</p>\n'
    heads = "".join(_head(view, f"terms_{name}") for name in ("from", "to", "times", "left", "verdict"))
    return _section(view, "terms", note + _table(view, "terms", heads, rows))


def _metadata(view: View) -> str:
    words, rows = view.words, []
    for one in view.comparison.metadata_changes:
        key = f"field.{one.field}"
        name = escaped(words(key) if words.has(key) else one.field)
        sides = _cell(view.draft.language, one.draft or "–") + _cell(view.final.language, one.final or "–", one.note)
        rows.append(f'<tr><th scope="row">{name}</th>{sides}</tr>')
    heads = f"<td></td>{_head(view, 'draft')}{_head(view, 'final')}"
    return _section(view, "metadata", _table(view, "metadata", heads, rows)) if rows else ""


def _cell(language: str, words: str, small: str = "") -> str:
    more = f"<br><small>{escaped(small)}</small>" if small else ""
    return f'<td lang="{attribute(language)}">{escaped(words)}{more}</td>'


def _head(view: View, name: str) -> str:
    return f'<th scope="col">{escaped(view.words(f"words.{name}"))}</th>'


def _section(view: View, name: str, inner: str) -> str:
    head = f'<h2 id="{name}">{escaped(view.words(f"words.{name}"))}</h2>'
    return f'<section class="ledger wide" aria-labelledby="{name}">{head}\n{inner}</section>'


def _table(view: View, name: str, heads: str, rows: Iterable[str]) -> str:
    label = attribute(view.words(f"words.{name}"))
    body = "\n".join(rows)
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{label}"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def warnings(view: View) -> str:
    """What a reader must know, a line each."""
    words, rows = view.words, []
    for one in view.comparison.warnings:
        side = words(f"words.{one.side}") if one.side in ("draft", "final") else one.side
        where = f"{escaped(' '.join(filter(None, (side, one.ref))))}: " if one.side else ""
        rows.append(f"<li>{where}{escaped(one.message)} <code>{escaped(one.code)}</code></li>")
    return "\n".join(rows) or f'<li class="nil">{escaped(words("words.nothing"))}</li>'
