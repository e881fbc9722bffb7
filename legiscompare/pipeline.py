"""The map of the program: two documents in, one comparison out.

Each stage is a function that `Stages` holds, so that a library user may put another in its place. Whatever the stages
are, `check` holds the result against the promises of `invariants`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from legiscompare import lang
from legiscompare.align import align
from legiscompare.align.meaning import by_meaning
from legiscompare.annotate import Layer, annotate
from legiscompare.carried import with_unchanged
from legiscompare.collector import without_search_for_cycles
from legiscompare.errors import LanguageMismatch, UsageError
from legiscompare.invariants import check
from legiscompare.missing import instructions_as_references, instructions_told_apart, without_missing_recitals
from legiscompare.model import Alignment, Change, Comparison, Document, Norm, Notice, Settings
from legiscompare.norms import extract
from legiscompare.plugins import loaded
from legiscompare.tag import metadata_changes, tag

__all__ = ["STAGES", "Stages", "compare"]

STAGES = ("norms", "align", "tag", "check")
"""What `compare` does, in this order: the names that `progress` is told."""


class Aligner(Protocol):
    """Finds which norms became which. `fixed`: what a person decided, as for `compare`."""

    def __call__(
        self, draft: Layer, draft_norms: tuple[Norm, ...], final: Layer, final_norms: tuple[Norm, ...],
        *, fixed: Iterable[tuple[str, str, bool]] | None = None,
    ) -> Alignment: ...  # fmt: skip


class Tagger(Protocol):
    """Says what happened to each pair of norms and to each norm without a partner: every norm is in one change."""

    def __call__(
        self, draft: Layer, draft_norms: tuple[Norm, ...], final: Layer, final_norms: tuple[Norm, ...],
        alignment: Alignment,
    ) -> tuple[Change, ...]: ...  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of `compare`. Replace one with `Stages(align=mine)`; the others stay as they are.

    A stage gives the same result for the same input. It changes nothing that it is given. It treats both texts alike: if
    draft and final text are swapped, its result is swapped too.
    """

    annotate: Callable[[Document], Layer] = annotate
    """Reads a text once: its tokens, and every phrase of the lexicon in it."""
    norms: Callable[[Document, Layer], tuple[Norm, ...]] = extract
    """Cuts a text into norms, in the order of the text, each with its own id, each inside its provision."""
    align: Aligner = align
    tag: Tagger = tag


def compare(
    draft: Document,
    final: Document,
    *,
    settings: Settings | None = None,
    fixed: Iterable[tuple[str, str, bool]] = (),
    progress: Callable[[str], None] | None = None,
    stages: Stages | None = None,
) -> Comparison:
    """Compare two versions of an instrument.

    `fixed` holds a person's decisions on links: (draft ref, final ref, linked or forbidden). `progress` is called with the
    name of each stage when it begins. If it raises an exception, the work stops. `stages` replaces stages of the program.

    Raises `LanguageMismatch` if the texts are in two languages and `settings.force` is not set. Raises `UsageError` if no
    embedder has the name in `settings.embedder`. Raises `InvariantError` if the result contradicts itself.
    """
    settings = settings or Settings()
    if _primary(draft) != _primary(final) and not settings.force:
        raise LanguageMismatch(draft.language, final.language)
    with without_search_for_cycles():
        return _compared(draft, final, settings, tuple(fixed), progress or _silent, stages or Stages())


def _compared(
    draft: Document,
    final: Document,
    settings: Settings,
    fixed: tuple[tuple[str, str, bool], ...],
    tell: Callable[[str], None],
    run: Stages,
) -> Comparison:
    tell("norms")
    draft, final = with_unchanged(draft, final), with_unchanged(final, draft)
    old, new = run.annotate(draft), run.annotate(final)
    draft_norms = instructions_as_references(draft, run.norms(draft, old))
    final_norms = instructions_as_references(final, run.norms(final, new))
    tell("align")
    aligner = _with_embedder(run.align, settings.embedder)
    alignment = aligner(old, draft_norms, new, final_norms, fixed=fixed or None)
    tell("tag")
    changes = run.tag(old, draft_norms, new, final_norms, alignment)
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
        norms=(draft_norms, final_norms),
    )
    tell("check")
    check(comparison, draft_norms, final_norms)
    return comparison


def _with_embedder(aligner: Aligner, name: str) -> Aligner:
    """The aligner, followed by a look at the meaning of norms that it left over where an embedder is named."""
    if not name:
        return aligner
    known = loaded("embedders")
    if name not in known:
        raise UsageError(
            f"there is no embedder {name!r}",
            mend=f"use one that is installed: {', '.join(known)}"
            if known
            else "no embedder is installed; install one, see docs/how-to/write-a-plug-in.md",
        )
    return by_meaning(known[name], aligner)


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
            Notice(
                "compare.order",
                f"the draft ({draft.date}) is later than the final text ({final.date}): are they swapped?",
            )
        )
    if not lang.load(draft.language).has_lexicons:
        cautions.append(
            Notice(
                "tag.no-lexicon",
                f"there are no word lists for {draft.language!r}: norms are paired, but no direction is given",
            )
        )
    return cautions
