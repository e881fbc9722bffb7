"""The sheet as a pandas frame. pandas is imported here only, and only when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legiscompare.report.sheet import COLUMNS, rows

if TYPE_CHECKING:
    import pandas as pd

    from legiscompare.model import Comparison


def to_frame(comparison: Comparison) -> pd.DataFrame:
    """A table with one row for each change, in the columns of the codebook.

    The index holds the stable ids of the changes. The columns `id` and `sure` are numbers. Needs pandas.
    """
    import pandas as pd

    index = pd.Index([change.id for change in comparison.changes], name="change")
    frame = pd.DataFrame(rows(comparison), index=index, columns=list(COLUMNS))
    return frame.astype({"id": int, "sure": int})
