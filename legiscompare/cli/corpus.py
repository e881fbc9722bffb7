"""`corpus`: the library of instruments."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legiscompare.cli import exits
from legiscompare.cli._base import json_text, put, tell
from legiscompare.cli._options import date_of, limits_of
from legiscompare.errors import UsageError

if TYPE_CHECKING:
    from legiscompare.library import Instrument, Version
    from legiscompare.library.download import Visitor
    from legiscompare.library.fetching import Done


@click.group("corpus", short_help="The library of instruments: list, show, fetch, add, verify.")
def command() -> None:
    """The library of instruments: texts in versions, with what is known of each."""


@command.command("list")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_instruments(form: str) -> None:
    """List the instruments: name, language, kind, stages, whether the texts are here, title."""
    from legiscompare import library

    found = library.instruments()
    if form == "json":
        put(json_text([_facts(one) for one in found]), None)
        return
    widths = [max(map(len, column), default=0) for column in zip(*map(_row, found), strict=True)]
    put(
        "".join(
            f"{'  '.join(cell.ljust(width) for cell, width in zip(_row(one), widths, strict=True))}  "
            f"{one.title}{'  (default)' if one.default else ''}\n"
            for one in found
        ),
        None,
    )


def _row(one: Instrument) -> tuple[str, ...]:
    from legiscompare import library

    count = len(one.versions)
    return one.slug, one.language, one.kind, f"{count} stage{'s' if count > 1 else ' '}", library.in_short(one)


@command.command("status")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def status(slugs: tuple[str, ...], form: str) -> None:
    """Show which official texts are here, which are not and which are out of date (all instruments by default).

    Nothing is looked up on the network.
    """
    from legiscompare import library

    chosen = [library.instrument(slug) for slug in slugs] or library.instruments()
    found = [(one, library.standing(one, version)) for one in chosen for version in one.versions]
    if not slugs:
        found = [
            (one, each)
            for one, each in found
            if not (one.kind == "teaching" and each.state is library.InstrumentState.OURS)
        ]
    if form == "json":
        rows = [
            {"slug": one.slug, "stage": each.stage, "state": each.state.value, "why": each.why} for one, each in found
        ]
        put(json_text(rows), None)
        return
    width = max((len(f"{one.slug} {each.stage}") for one, each in found), default=0)
    put("".join(f"{f'{one.slug} {each.stage}':{width}}  {each.state:11}  {each.why}\n" for one, each in found), None)
    tell(f"texts are kept in {library.data_folder()}")


@command.command("show")
@click.argument("slug")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(slug: str, form: str) -> None:
    """Show what is known of an instrument: versions, dates, issuers, sources, how far its texts may be quoted."""
    from legiscompare import library

    one = library.instrument(slug)
    put(json_text(_facts(one)) if form == "json" else "".join(f"{line}\n" for line in _lines(one)), None)


def _facts(one: Instrument) -> dict[str, Any]:
    import msgspec

    from legiscompare import library

    return {
        "slug": one.slug,
        "title": one.title,
        "title_original": one.title_original,
        "kind": one.kind,
        "language": one.language,
        "jurisdiction": one.jurisdiction,
        "default": one.default,
        "summary": one.summary,
        "notes": list(one.notes),
        "licence": one.licence,
        "single": one.single,
        "unverified": list(one.unverified),
        "stages": list(one.stages),
        "state": library.in_short(one),
        "claims": sum(not each.control for each in library.said(one)),
        "folder": one.folder.name,
        "versions": msgspec.to_builtins(one.versions),
    }


def _lines(one: Instrument) -> list[str]:
    from legiscompare import library

    lines = [one.title, *filter(None, [one.title_original]), "", one.summary, ""]
    if one.single:
        lines += [f"one stage only: {one.single}", ""]
    for version in one.versions:
        lines += _version(one, version)
    if not one.own:
        lines.append(f"licence of the official texts: {one.licence}")
    lines += [f"compared unless others are named: {' with '.join(one.stages)}"] if len(set(one.stages)) > 1 else []
    lines += [f"claims: {sum(not each.control for each in library.said(one))}"] if one.claims else []
    lines += [f"- {note}" for note in one.notes]
    others = sorted(path.name for path in one.folder.iterdir() if path.is_file())
    return [*lines, "", f"files: {', '.join(others)}"]


def _version(one: Instrument, version: Version) -> list[str]:
    from legiscompare import library

    def doubt(name: str) -> str:
        return " (unverified)" if name in version.unverified or name in one.unverified else ""

    stage = " / ".join(filter(None, (version.stage, version.stage_original)))
    lines = [
        f"{version.id}: {version.file or library.standing(one, version).state}",
        f"  {version.title}{doubt('title')}",
    ]
    if version.title_original:
        lines.append(f"  {version.title_original}{doubt('title_original')}")
    lines.append(f"  {stage}, {version.date or 'no date'}{doubt('date') if version.date else ''}")
    if version.issuer:
        lines.append(f"  issued by {', '.join(version.issuer)}{doubt('issuer')}")
    if version.effective:
        lines.append(f"  in force since {version.effective}{doubt('effective')}")
    if version.articles:
        lines.append(f"  {version.articles} articles{doubt('articles')}")
    if not version.file:
        lines.append(f"  address: {f'<{version.address}>' if version.address else 'not known'}{doubt('address')}")
    lines.append(f"  text: {version.text_status}. {version.text_note}".rstrip())
    lines += [f"  Articles {', '.join(s.provisions)}: {s.text_status}. {s.note}" for s in version.provision_status]
    lines += [f"  source: {', '.join(filter(None, (s.name, s.what)))} <{s.url}>" for s in version.sources]
    found = one.kept(version)
    if found:
        lines.append(f"  here: {found.how} {found.when} from {found.address or found.asked}, sha256 {found.sha256}")
    return [*lines, ""]


@command.command("fetch")
@click.argument("slug")
@click.argument("stages", nargs=-1, metavar="[STAGE]...")
@click.option(
    "--from",
    "folder",
    type=click.Path(),
    metavar="FOLDER",
    help="Take files that you saved. Their names say which stage they are.",
)
@click.option("--address", metavar="URL", help="Ask this address instead of the entry's; for one stage.")
@click.option("--refresh", is_flag=True, help="Ask the site again for texts that are here. Old ones are kept.")
@click.option("--encoding", metavar="NAME", help="Encoding of the text, where the page names a wrong one.")
@click.option(
    "--accept", is_flag=True, help="Keep a text though its language or number of articles is not the entry's."
)
@click.option(
    "--status", type=click.Choice(["official", "transcription"]), default="transcription", show_default=True,
    help="With --from: how far your files may be quoted.",
)  # fmt: skip
@click.option("--max-bytes", type=click.IntRange(1), metavar="N", help="Largest file, in bytes.")
@click.option("--max-redirects", type=click.IntRange(0), metavar="N", help="Most redirects of one download.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), metavar="N", help="Seconds for one download.")
@click.pass_context
def fetch(ctx: click.Context, /, slug: str, stages: tuple[str, ...], **options: Any) -> None:
    """Fetch the official texts of an instrument (all stages by default) into your data folder, read and counted.

    One request at a time, with a pause; robots.txt is obeyed; only the address of the entry is asked. What is here is
    not fetched again. What broke off is continued on the next try. A text that does not fit the entry is refused.

    --from FOLDER takes files that you saved instead: named as the stage (proposal.html), or as the entry says.
    Exit 3 if a text could not be had.
    """
    from legiscompare import library
    from legiscompare.errors import LegiscompareError
    from legiscompare.library.download import Visitor

    one = library.instrument(slug)
    if options["address"] and (len(stages) != 1 or options["folder"]):
        raise UsageError(
            "an address is the address of one stage",
            where="--address",
            mend="name the stage: legiscompare corpus fetch SLUG STAGE",
        )
    chosen = [one.version(stage) for stage in stages]
    chosen = chosen or [version for version in one.versions if version.to_fetch is not None]
    if not chosen:
        raise UsageError(
            "its texts are part of the library, so there is nothing to fetch",
            where=slug,
            mend=f"compare them at once: legiscompare compare {slug}",
        )
    limits = limits_of(options)
    visitor = Visitor(limits)
    failed = 0
    for version in chosen:
        try:
            done = _one_stage(one, version, visitor, options)
        except LegiscompareError as error:
            place = f"{slug} {version.id}"
            tell(f"error: {error}" if error.where == place else f"error: {place}: {error}")
            failed += 1
            continue
        put(f"{slug} {done.stage}: {done.outcome}\n", None)
        for line in done.told:
            tell(f"  {line}")
    if failed:
        again = any(one.to_fetch and one.to_fetch.address for one in chosen) or options["address"]
        more = "; the same command again goes on from here" if again and not options["folder"] else ""
        tell(f"{failed} of {len(chosen)} could not be had{more}")
        ctx.exit(exits.SOURCE)
    tell(f"texts are kept in {library.data_folder() / slug}")


def _one_stage(one: Instrument, version: Version, visitor: Visitor, options: dict[str, Any]) -> Done:
    from legiscompare.errors import SourceError
    from legiscompare.library.fetching import choose_file, fetch_stage, take_file
    from legiscompare.model import TextStatus

    encoding, accept = options["encoding"] or "", options["accept"]
    if options["folder"] is None:
        return fetch_stage(
            one, version, visitor, address=options["address"] or "", refresh=options["refresh"], encoding=encoding,
            accept=accept,
        )  # fmt: skip
    folder = Path(options["folder"])
    path = choose_file(one, version, folder)
    if path is None:
        names = ", ".join(version.names) or f"{version.id}.html"
        raise SourceError(
            f"no file in this folder fits the stage {version.id!r}", where=str(folder), mend=f"name it {names}"
        )
    return take_file(
        one,
        version,
        path,
        limits=visitor.limits,
        encoding=encoding,
        accept=accept,
        status=TextStatus(options["status"]),
    )


@command.command("add")
@click.argument("draft", type=click.Path())
@click.argument("final", type=click.Path())
@click.option("--into", type=click.Path(), metavar="FOLDER", help="Your library. [default: LEGISCOMPARE_CORPUS]")
@click.option("--slug", metavar="NAME", help="Name of the entry and its folder: parks-2030.")
@click.option("--title", metavar="TITLE", help="Title of the instrument.")
@click.option("--jurisdiction", metavar="PLACE", help="State, union or town whose law it is.")
@click.option("--language", metavar="TAG", help="Language of the texts. Detected by default.")
@click.option("--summary", metavar="TEXT", default="", help="One or two sentences.")
@click.option("--stage", nargs=2, metavar="DRAFT FINAL", help="Stages, as officially called.")
@click.option("--date", nargs=2, metavar="DRAFT FINAL", help="Dates, as 2023-04-11; '' where there is none.")
@click.option("--issuer", nargs=2, metavar="DRAFT FINAL", help="Who issued each; several with a semicolon between.")
@click.option("--address", nargs=2, metavar="DRAFT FINAL", help="Official addresses; '' where there is none.")
@click.option(
    "--status", type=click.Choice(["official", "transcription", "translation", "invented"]),
    help="How far the texts may be quoted.",
)  # fmt: skip
def add_instrument(draft: str, final: str, into: str | None, **options: Any) -> None:
    """Start an entry of your own library from two files.

    What the texts say of themselves (language, title, date, issuer) is taken from them. What is missing is asked for at
    a terminal; elsewhere it must be given by option. Nothing is written before all is known.
    """
    from legiscompare.library import adding
    from legiscompare.model import TextStatus

    folder = Path(into) if into else adding.own_folder()
    documents = [adding.read_side(Path(path), language=options["language"]) for path in (draft, final)]
    ask = _Asking()
    title = ask(options["title"] or documents[1].title or documents[0].title, "--title", "Title of the instrument")
    slug = ask(options["slug"], "--slug", "Name of the entry, as parks-2030")
    place = ask(options["jurisdiction"], "--jurisdiction", "Whose law it is")
    status = ask(
        options["status"], "--status", "How far it may be quoted: official, transcription, translation, invented"
    )
    sides = []
    for number, (path, document) in enumerate(zip((draft, final), documents, strict=True)):
        name = ("draft", "final")[number]
        stage = ask(
            options["stage"] and options["stage"][number], "--stage", f"Stage of the {name}, as officially called"
        )
        issuer = options["issuer"][number] if options["issuer"] else "; ".join(document.issuer)
        issuer = ask(issuer, "--issuer", f"Who issued the {name}")
        day = date_of(options["date"][number]) if options["date"] else document.date
        sides.append((Path(path), document.title or title, stage, day, issuer))
    ask.all_or_error()
    if status not in {one.value for one in TextStatus} - {"unknown"}:
        raise UsageError(
            f"{status!r} is not a status", where="--status", mend="use official, transcription, translation or invented"
        )
    made = [
        adding.AddedSide(
            path, name, stage, day, tuple(filter(None, (one.strip() for one in issuer.split(";")))), TextStatus(status),
            (options["address"] or ("", ""))[number],
        )
        for number, (path, name, stage, day, issuer) in enumerate(sides)
    ]  # fmt: skip
    facts = adding.GivenFacts(slug, title, place, documents[1].language, options["summary"])
    one = adding.add(facts, made[0], made[1], folder)
    put(f"{one.folder}\n", None)
    tell(f"next: fill in SOURCES.md, then: LEGISCOMPARE_CORPUS={folder} legiscompare corpus verify {one.slug}")


class _Asking:
    """Asks for what is missing, at a terminal; elsewhere collects what must be given by option."""

    def __init__(self) -> None:
        self.missing: list[str] = []

    def __call__(self, known: str | None, option: str, words: str) -> str:
        if known:
            return known
        if sys.stdin.isatty():
            return str(click.prompt(words, err=True)).strip()
        if option not in self.missing:
            self.missing.append(option)
        return ""

    def all_or_error(self) -> None:
        """Raise UsageError naming every option that is missing."""
        if self.missing:
            raise UsageError(
                f"these facts are missing: {', '.join(self.missing)}",
                mend="give them as options, or run the command in a terminal and answer its questions",
            )


@command.command("verify")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--original", nargs=2, type=click.Path(), metavar="DRAFT FINAL", help="Originals of a translation.")
@click.pass_context
def verify_instruments(ctx: click.Context, /, slugs: tuple[str, ...], original: tuple[str, str] | None) -> None:
    """Check instruments (all by default): facts, structure, coding, claims and, with originals, the translation.

    Problems go to standard output, what was checked to standard error. Exit 1 if there is a problem.
    """
    from legiscompare import library

    if original and len(slugs) != 1:
        raise UsageError(
            "originals are the originals of one instrument",
            where="--original",
            mend="name the instrument: legiscompare corpus verify SLUG",
        )
    paths = (Path(original[0]), Path(original[1])) if original else (None, None)
    problems = 0
    for one in [library.instrument(slug) for slug in slugs] or library.instruments():
        found = library.verify(one, paths)
        put("".join(f"{problem}\n" for problem in found.problems), None)
        for line in found.done:
            tell(f"{one.slug}: {line}")
        problems += len(found.problems)
    tell(f"{problems} problem{'' if problems == 1 else 's'}")
    if problems:
        ctx.exit(exits.ASKED)
