"""All results of a batch in two tables: `changes.parquet`, a row for each change, and `summary.csv`, one for each pair.

Both are made from the JSON of each pair, in the order of the list: what they hold does not depend on who finished first.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legiscompare.model import Tag
from legiscompare.report import write
from legiscompare.report.sheet import guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legiscompare.batch.outcome import Outcome

CHANGES, SUMMARY = "changes.parquet", "summary.csv"
COLUMNS = (
    "pair", "change", "tag", "burden", "kind", "bearer_class", "bearer", "measured", "certainty", "by", "position",
    "dimensions", "rules", "draft_refs", "final_refs", "draft_text", "final_text", "dropped", "inserted",
)  # fmt: skip
_LISTS = frozenset({"dimensions", "rules", "draft_refs", "final_refs", "dropped", "inserted"})


def has_parquet() -> bool:
    """Whether pyarrow (extra `batch`) is here, without which there is no `changes.parquet`."""
    return find_spec("pyarrow") is not None


def write_tables(folder: str | Path, outcomes: Sequence[Outcome]) -> None:
    """Write both tables into `folder`; without pyarrow the summary alone."""
    target = Path(folder)
    write(target / SUMMARY, _summary(outcomes).encode("utf-8"))
    if not has_parquet():
        return
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.list_(pa.string()) if name in _LISTS else pa.string()) for name in COLUMNS])
    with tempfile.TemporaryDirectory(dir=target, prefix=f".{CHANGES}.") as place:
        made = Path(place) / CHANGES
        with pq.ParquetWriter(made, schema) as writer:
            for outcome in outcomes:
                if outcome.state != "failed":
                    rows = list(_rows(outcome.id, target / outcome.id / "comparison.json"))
                    writer.write_table(pa.Table.from_pylist(rows, schema=schema))
        made.replace(target / CHANGES)


def _rows(pair: str, path: Path) -> Iterable[dict[str, Any]]:
    for change in json.loads(path.read_bytes())["changes"]:
        yield {
            "pair": pair,
            "change": change["id"],
            **{name: change[name] for name in ("tag", "burden", "kind", "measured", "certainty", "by", "position")},
            "bearer_class": change["bearer"]["class"],
            "bearer": change["bearer"]["text"],
            "dimensions": [f"{one['name']}:{one['sign']}" for one in change["dimensions"]],
            "rules": list(dict.fromkeys(one["rule"] for one in change["evidence"])),
            "draft_refs": [one["ref"] for one in change["draft"]],
            "final_refs": [one["ref"] for one in change["final"]],
            "draft_text": " … ".join(one["text"] for one in change["draft"]),
            "final_text": " … ".join(one["text"] for one in change["final"]),
            "dropped": change["dropped"],
            "inserted": change["inserted"],
        }


def _summary(outcomes: Iterable[Outcome]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "state", "draft_sha256", "final_sha256", *Tag, "reason"])
    for one in outcomes:
        state = "failed" if one.state == "failed" else "done"
        counts = (one.counts.get(tag, 0) for tag in Tag)
        writer.writerow([one.id, state, *one.sha256, *counts, guard(one.reason)])
    return out.getvalue()
