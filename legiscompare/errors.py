"""Every error that legiscompare raises on purpose.

    LegiscompareError          the root of all others; never raised itself
    ├── UsageError             the request itself is wrong                       (exit 2)
    │   └── LanguageMismatch   the two texts are in different languages
    ├── SourceError            a text could not be read or parsed                (exit 3)
    │   ├── UnsupportedFormat  no reader knows this kind of file
    │   ├── MissingExtra       a library that this needs is not installed
    │   ├── DecodeError        the bytes are not text in this encoding
    │   └── LimitExceeded      the source is larger or deeper than a limit
    ├── DataError              a table or data file is malformed                 (exit 2)
    └── InvariantError         the program contradicts itself: a bug of ours     (exit 70)

Each message says what is wrong, where it is, and how to mend it. You may rely on the types and their attributes. The wording
of messages may change.
"""

from __future__ import annotations


class LegiscompareError(Exception):
    """The root of all errors that legiscompare raises on purpose.

    `what` is the fault, `where` a file, line or argument (empty if nowhere in particular), `mend` what to do about it.
    `exit_code` is what the command line ends with.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what, self.where, self.mend = what, where, mend
        super().__init__(f"{f'{where}: ' if where else ''}{what}{f' ({mend})' if mend else ''}")


class UsageError(LegiscompareError):
    """The request itself is wrong: an unknown option value, a range that names no article."""

    exit_code = 2


class LanguageMismatch(UsageError):
    """Draft and final are in different languages; `draft` and `final` hold their BCP-47 tags."""

    def __init__(self, draft: str, final: str) -> None:
        self.draft, self.final = draft, final
        super().__init__(
            f"the draft is in {draft!r} and the final text in {final!r}",
            mend="compare two texts in one language, or force the comparison",
        )


class SourceError(LegiscompareError):
    """A text could not be read or parsed."""

    exit_code = 3


class UnsupportedFormat(SourceError):
    """No reader takes this file."""


class MissingExtra(SourceError):
    """A reader exists but its library is not installed; `extra` names the extra to install."""

    def __init__(self, extra: str, *, what: str, where: str = "") -> None:
        self.extra = extra
        super().__init__(
            what,
            where=where,
            mend=f"install it with: pip install 'legiscompare[{extra}]'; in a clone: pip install '.[{extra}]'",
        )


class DecodeError(SourceError):
    """Bytes that are not text in the encoding that was declared or detected."""


class LimitExceeded(SourceError):
    """A source is larger, deeper or slower than a limit; the message names the limit and the option that raises it."""


class DataError(LegiscompareError):
    """A data file (lexicon, coding sheet, pairs, claims, instrument) is malformed; `where` is file and line."""

    exit_code = 2


class InvariantError(LegiscompareError):
    """The program's own output breaks a promise. Always a bug of legiscompare, never of the input."""

    exit_code = 70

    def __init__(self, what: str, *, where: str = "") -> None:
        super().__init__(what, where=where, mend="this is a bug in legiscompare: please report it with both texts")
