"""The page for people who never open a terminal: compare, read, code, check claims; on this machine alone.

`serve` is the way in. `guard` says who may ask, `desk` keeps texts and comparisons and starts the work in a process of its
own, `codings` keeps what coders decide, `app` puts the pages together.
"""

from __future__ import annotations

from legiscompare.web.app import application
from legiscompare.web.served import Site
from legiscompare.web.serving import serve

__all__ = ["Site", "application", "serve"]
