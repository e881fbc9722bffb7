"""Run the examples of a language's rules: each pair of short sentences is compared as a law of one article.

An example that fails is a fault of the rule, of the lexicon behind it, or of the example; `lang check` reports it.
"""

from __future__ import annotations

import re

from legiscompare import lang
from legiscompare.lang.check import Fault, faults
from legiscompare.model import Comparison
from legiscompare.parsing import parse
from legiscompare.pipeline import compare
from legiscompare.read import read
from legiscompare.tag.signs import Rule, rules

__all__ = ["compare_words", "example_faults", "fired", "language_faults"]

_HEADS = {
    "zh": "第一条 ", "zh-Hant": "第一條 ", "de": "§ 1\n", "es": "Artículo 1\n", "it": "Articolo 1\n", "nl": "Artikel 1\n",
}  # fmt: skip
_ARTICLE = "Article 1\n"
_HEADED = re.compile(r"第[一二三四五六七八九十]+条|Article \d+|§ \d+")


def compare_words(draft: str, final: str, language: str) -> Comparison:
    """Compare two short texts of law. What does not begin with a heading becomes the first article."""
    documents = [
        parse(read(_law(words, language).encode(), origin=name), language=language, title="")
        for name, words in (("draft", draft), ("final", final))
    ]
    return compare(documents[0], documents[1])


def _law(words: str, language: str) -> str:
    head = _HEADS.get(language, _ARTICLE)
    return words if _HEADED.match(words) else head + words


def fired(draft: str, final: str, language: str) -> tuple[str, ...]:
    """Ids of the rules that fire between two short texts (`time.looser`, without the language), sorted."""
    comparison = compare_words(draft, final, language)
    return tuple(sorted({one.rule.partition(".")[2] for change in comparison.changes for one in change.evidence}))


def example_faults(tag: str) -> tuple[Fault, ...]:
    """Examples of a language's rules that do not hold, and rules without examples both ways."""
    language = lang.load(tag)
    if not language.has_lexicons or language.base:
        return ()  # a variant of a language has no rules of its own
    told = {row.id for row in language.examples}
    missing = [
        Fault(
            f"lang/{tag}/rules.toml",
            f"rule {identifier}",
            "is missing",
            "add it with examples, or with a note that says why there are none",
        )
        for identifier in rules(language)
        if identifier not in told
    ]
    return (*missing, *(fault for rule in rules(language).values() for fault in _of(rule, tag)))


def _of(rule: Rule, tag: str) -> list[Fault]:
    found = []
    file, where = f"lang/{tag}/rules.toml", f"rule {rule.id}"
    for side, examples in (("yes", rule.yes), ("no", rule.no)):
        for example in examples:
            hit = fired(example.draft, example.final, tag)
            if (rule.id in hit) is (side == "no"):
                what = f"{side!r} example {example.draft!r} → {example.final!r}: fires {list(hit) or 'nothing'}"
                found.append(Fault(file, where, what, "correct the example, the lexicon entry behind it, or the rule"))
    return found


def language_faults(tag: str) -> tuple[Fault, ...]:
    """Everything that is wrong with a language folder: its data, its lexicon examples, its rule examples."""
    found = faults(tag)
    return found or example_faults(tag)
