"""All benchmarks: `make bench`, or `PYTHONPATH=tests python -m bench`."""

import tempfile
from pathlib import Path

from bench import speed
from bench.align import main

with tempfile.TemporaryDirectory() as folder:
    main((25, 150, 250, 1000), Path(folder), write=True)
speed.main()
