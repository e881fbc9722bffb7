"""What changed about the instrument itself: title, issuers, legal basis, dates, structure."""

from __future__ import annotations

from legiscompare.model import Document, MetadataChange, ProvisionKind

_COUNTED = (
    ProvisionKind.CHAPTER,
    ProvisionKind.SECTION,
    ProvisionKind.ARTICLE,
    ProvisionKind.RECITAL,
    ProvisionKind.ANNEX,
)


def metadata_changes(draft: Document, final: Document) -> tuple[MetadataChange, ...]:
    """Differences of metadata that both texts or their descriptions state; what neither states is left out."""
    made = []
    if draft.title != final.title and draft.title and final.title:
        made.append(MetadataChange("title", draft.title, final.title))
    for name in ("issuer", "basis"):
        old, new = getattr(draft, name), getattr(final, name)
        if old and new and set(old) != set(new):
            gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
            note = "; ".join(
                part
                for part in (f"gone: {', '.join(gone)}" if gone else "", f"new: {', '.join(come)}" if come else "")
                if part
            )
            made.append(MetadataChange(name, ", ".join(old), ", ".join(new), note))
    for name in ("date", "effective"):
        old_date, new_date = getattr(draft, name), getattr(final, name)
        if old_date != new_date and (old_date or new_date):
            made.append(MetadataChange(name, str(old_date or ""), str(new_date or "")))
    for kind in _COUNTED:
        counts = [sum(provision.kind is kind for provision in document.walk()) for document in (draft, final)]
        if counts[0] != counts[1]:
            made.append(MetadataChange(f"number of {kind.value}s", str(counts[0]), str(counts[1])))
    return tuple(made)
