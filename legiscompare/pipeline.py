"""The map of the program: two documents in, one comparison out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from legiscompare import lang
from legiscompare.align import align
from legiscompare.annotate import annotate
from legiscompare.carried import with_unchanged
from legiscompare.errors import LanguageMismatch
from legiscompare.invariants import check
from legiscompare.missing import instructions_as_references, instructions_told_apart, without_missing_recitals
from legiscompare.model import Comparison, Document, Notice, Settings
from legiscompare.norms import extract
from legiscompare.tag import metadata_changes, tag

__all__ = ["STAGES", "compare"]

STAGES = ("norms", "align", "tag", "check")
"""What `compare` does, in this order: the names that `progress` is told."""


def compare(
    draft: Document,
    final: Document,
    *,
    settings: Settings | None = None,
    fixed: Iterable[tuple[str, str, bool]] = (),
    progress: Callable[[str], None] | None = None,
) -> Comparison:
    """Compare two versions of an instrument.

    `fixed` holds a person's decisions on links: (draft ref, final ref, linked or forbidden). `progress` is told each stage
    as it begins; what it raises stops the work.
    Raises `LanguageMismatch` for two languages unless `settings.force`, `InvariantError` if the result contradicts itself.
    """
    settings = settings or Settings()
    tell = progress or _silent
    if _primary(draft) != _primary(final) and not settings.force:
        raise LanguageMismatch(draft.language, final.language)
    tell("norms")
    draft, final = with_unchanged(draft, final), with_unchanged(final, draft)
    old, new = annotate(draft), annotate(final)
    draft_norms = instructions_as_references(draft, extract(draft, old))
    final_norms = instructions_as_references(final, extract(final, new))
    tell("align")
    alignment = align(old, draft_norms, new, final_norms, fixed=tuple(fixed) or None)
    tell("tag")
    changes = tag(old, draft_norms, new, final_norms, alignment)
    if any(notice.code == "parse.instructions" for notice in (*draft.warnings, *final.warnings)):
        changes = instructions_told_apart(changes, draft_norms, final_norms)
    changes, draft_norms, final_norms, left_out = without_missing_recitals(
        changes, (draft, draft_norms), (final, final_norms)
    )
    comparison = Comparison(
        draft=draft,
        final=final,
        provision_pairs=alignment.provision_pairs,
        changes=changes,
        term_exchanges=alignment.term_exchanges,
        metadata_changes=metadata_changes(draft, final),
        settings=settings,
        warnings=(*_of("draft", draft), *_of("final", final), *alignment.warnings, *left_out, *_cautions(draft, final)),
        lexicons=_lexicons(draft),
    )
    tell("check")
    check(comparison, draft_norms, final_norms)
    return comparison


def _primary(document: Document) -> str:
    """The language without script and region: Traditional and Simplified Chinese are one."""
    return document.language.replace("_", "-").partition("-")[0].lower()


def _silent(_stage: str) -> None:
    """Nobody wants to be told."""


def _of(side: str, document: Document) -> list[Notice]:
    return [Notice(one.code, one.message, side, one.ref) for one in document.warnings]


def _lexicons(document: Document) -> str:
    language = lang.load(document.language)
    return f"{language.tag} {language.version}"


def _cautions(draft: Document, final: Document) -> list[Notice]:
    """What a reader must know before believing the result: the same text twice, dates in the wrong order, no direction."""
    cautions = []
    if draft.sha256 == final.sha256:
        cautions.append(Notice("compare.same-text", "draft and final are the same text"))
    if draft.date and final.date and draft.date > final.date:
        cautions.append(
            Notice("compare.order", f"the draft ({draft.date}) is later than the final text ({final.date}): swapped?")
        )
    if not lang.load(draft.language).has_lexicons:
        cautions.append(
            Notice("tag.no-lexicon", f"no lexicons for {draft.language!r}: norms are paired, no direction is given")
        )
    return cautions
