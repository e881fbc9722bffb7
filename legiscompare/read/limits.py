"""How large a source may be. Size is checked before anything is parsed; every limit can be raised by its option."""

from __future__ import annotations

from dataclasses import dataclass

from legiscompare.errors import LimitExceeded

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one source. The names are those of the options that raise them."""

    max_bytes: int = 64 * MIB
    """Size of a file or of a downloaded answer."""
    max_text: int = 20_000_000
    """Characters of text after decoding and unpacking."""
    max_depth: int = 200
    """Nesting of elements in HTML and XML."""
    max_pages: int = 3000
    """Pages of a PDF."""
    max_members: int = 100
    """Files in a zip."""
    max_redirects: int = 5
    timeout: float = 30.0
    """Seconds for one download, all in all."""

    def check(self, name: str, value: float, *, where: str, unit: str) -> None:
        """Raise `LimitExceeded` if `value` passes the limit `name`."""
        limit = getattr(self, name)
        if value > limit:
            option = "--" + name.replace("_", "-")
            raise LimitExceeded(
                f"{value:,} {unit} are more than the limit of {limit:,}",
                where=where,
                mend=f"raise the limit with {option}",
            )
