"""Many pairs: in processes of this machine or on a Dask cluster; what is done already is not done again.

The driver (`driver`) reads the texts and writes the results; a worker gets bytes and gives bytes (`work`), so that it
needs no folder in common with the driver. Every pair is compared in a child process (`child`): one that hangs, dies or
takes too much memory fails alone. `engines` says where the children live; `tables` puts all results together.
"""

from __future__ import annotations

from legiscompare.batch.child import WorkerLimits
from legiscompare.batch.driver import run
from legiscompare.batch.listing import Job, jobs
from legiscompare.batch.outcome import Outcome
from legiscompare.batch.progress import Progress
from legiscompare.batch.tables import has_parquet

__all__ = ["Job", "Outcome", "Progress", "WorkerLimits", "has_parquet", "jobs", "run"]
