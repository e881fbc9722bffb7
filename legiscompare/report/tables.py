"""The sheet as a pandas frame. pandas is imported here only, and only when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.report.sheet import COLUMNS, rows

if TYPE_CHECKING:
    import pandas as pd

    from legiscompare.model import Comparison


def to_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per change in the codebook's columns, indexed by the change's stable id; `id` and `sure` are numbers."""
    import pandas as pd

    index = pd.Index([change.id for change in comparison.changes], name="change")
    frame = pd.DataFrame(rows(comparison), index=index, columns=list(COLUMNS))
    return frame.astype({"id": int, "sure": int})
