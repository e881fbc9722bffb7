"""What the program knows of a language: tokens, numbering, lexicons, rules. All of it is data in `lang/<xx>/`.

`load("zh-Hans")` gives the `Language` of the folder `zh`. A language without a folder of lexicons can still be read,
parsed and aligned; `Language.has_lexicons` says so and no direction is given for it.
"""

from __future__ import annotations

from legiscompare.lang.language import Language, available, load
from legiscompare.lang.scan import Scan, find, scan
from legiscompare.lang.tables import Entry
from legiscompare.lang.tokens import Token, TokenKind

__all__ = ["Entry", "Language", "Scan", "Token", "TokenKind", "available", "find", "load", "scan"]
