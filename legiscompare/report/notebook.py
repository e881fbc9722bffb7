"""A comparison in a notebook: counts and changes as a small table, no script, nothing that acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from legiscompare.model import Burden
from legiscompare.report.cards import GLYPHS
from legiscompare.report.marked import visible
from legiscompare.report.options import Options
from legiscompare.report.view import View, brief

if TYPE_CHECKING:
    from legiscompare.model import Comparison

ROWS = 40
"""How many changes a notebook shows; the report shows all."""


def repr_html(comparison: Comparison, *, language: str = "en") -> str:
    """A fragment of HTML for `_repr_html_`: title, counts by party and direction, the first changes."""
    view = View(comparison, Options(language=language))
    w = view.words
    told = (Burden.DOWN, Burden.UP, Burden.BOTH, Burden.UNCLEAR)
    out = [f"<h3>{_safe(view.title)}</h3><table><thead><tr><td></td>"]
    out += [f"<th>{GLYPHS[one]} {_safe(w(f'burden.{one}'))}</th>" for one in told]
    out.append("</tr></thead><tbody>")
    for party in view.parties:
        cells = "".join(f"<td>{len(view.of(party, one))}</td>" for one in told)
        out.append(f"<tr><th>{_safe(w(f'party_panel.{party}'))}</th>{cells}</tr>")
    out.append("</tbody></table><table><tbody>")
    for item in view.loud[:ROWS]:
        words = [GLYPHS[item.change.burden], item.cite, item.label, brief(item.reason, 160)]
        out.append(f"<tr>{''.join(f'<td>{_safe(one)}</td>' for one in words)}</tr>")
    out.append("</tbody></table>")
    if len(view.loud) > ROWS:
        out.append(f"<p>{_safe(w('words.quotes_more', count=len(view.loud) - ROWS))}</p>")
    return "".join(out)


def _safe(words: str) -> str:
    return str(escape(visible(words)))
