"""What every command shares: colour, errors and exit codes, where data and words go."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legiscompare.cli import exits
from legiscompare.errors import LegiscompareError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from legiscompare.model import Notice


class CommandGroup(click.Group):
    """A group that honours NO_COLOR (click does not) and ends with the exit code that its error carries."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """As click, with colour off where NO_COLOR is set to anything."""
        if os.environ.get("NO_COLOR"):
            extra.setdefault("color", False)
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """As click, with our own errors told in one line."""
        if ctx.parent is not None:
            return super().invoke(ctx)
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except LegiscompareError as error:
            tell(f"error: {error}")
            _trace()
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            # The reader of our output went away (`| head`): no fault. Python must not complain at exit either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(exits.DONE)
        except KeyboardInterrupt:
            raise
        except OSError as error:
            # A folder that cannot be made, a disk that is full: the machine's matter, not a bug.
            where = f"{error.filename}: " if error.filename else ""
            tell(f"error: {where}{error.strerror or error} (check the path, your rights and the space)")
            _trace()
            ctx.exit(exits.SOURCE)
        except Exception as error:
            tell(f"error: {type(error).__name__}: {error} (this is a bug in legiscompare: please report it)")
            tell("       set LEGISCOMPARE_DEBUG=1 to see where it happened")
            _trace()
            ctx.exit(exits.BUG)


def _trace() -> None:
    if os.environ.get("LEGISCOMPARE_DEBUG"):
        traceback.print_exc()


def tell(message: str) -> None:
    """Words for the user, on standard error; what would act on a terminal (in a file's name, in a quote) is shown."""
    from legiscompare.report.marked import visible

    click.echo(visible(message), err=True)


@contextlib.contextmanager
def bar(steps: int) -> Iterator[Callable[[str], None]]:
    """What to tell each stage of long work: a bar on standard error where that is a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _stage: None
        return
    made: Any = click.progressbar(
        length=steps, file=sys.stderr, show_eta=False, show_pos=False, item_show_func=lambda stage: str(stage or "")
    )
    with made as shown:
        yield lambda stage: shown.update(1, stage)


def tell_notices(notices: Iterable[Notice], *, limit: int = 12) -> None:
    """Notices as warnings on standard error: each once, the first `limit` of them, then how many more there are."""
    lines = dict.fromkeys(
        f"warning: {f'{one.side}: ' if one.side else ''}{f'{one.ref}: ' if one.ref else ''}{one.message}"
        for one in notices
    )
    for line in list(lines)[:limit]:
        tell(line)
    if len(lines) > limit:
        tell(f"warning: {len(lines) - limit} more; all of them stand in the report")


def put(data: str | bytes, path: str | None, *, encoding: str = "utf-8") -> None:
    """Data to a file, whole or not at all, or to standard output (`None` or `-`), the same bytes on every machine."""
    raw = data.encode(encoding) if isinstance(data, str) else data
    if path is not None and path != "-":
        from legiscompare.report import write

        write(Path(path), raw)
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at its end
        raise SourceError(
            f"the output cannot be written: {error.strerror}",
            where="standard output",
            mend="free some space on the disk, or write to another place",
        ) from error


def json_text(value: object) -> str:
    """JSON as we print it: indented, in the given order, Chinese as Chinese."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
