"""Markdown: headings, lists and tables by markdown-it-py; the text stays the file's own, so that offsets are exact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legiscompare.model import Block, BlockKind, Notice, Span
from legiscompare.read.lines import TextLine, lines_of, paragraphs, wrap_width, wrapped
from legiscompare.read.raw import Draft, Raw
from legiscompare.read.revised import versions

if TYPE_CHECKING:
    from markdown_it.token import Token

name = "markdown"
suffixes = (".md", ".markdown", ".mdown", ".qmd")

PSEUDO_HEADING = 7
"""Level of a paragraph that is set apart by emphasis alone."""
_EMPHASISED = re.compile(r"(\*{1,3}|_{1,3})(?!\s)((?:(?!\1).)+?)(?<!\s)\1", re.DOTALL)
_ATTRIBUTES = re.compile(r"\[(.+?)\]\{[^}]*\}$", re.DOTALL)
_TRAILING_ATTRIBUTES = re.compile(r"(?<!\s)\s*\{[#.][^{}]*\}$")
_HINTS = re.compile(rb"^#{1,6} \S|^\*{1,3}\S[^\n]*\*{1,3}\s*$|^```", re.MULTILINE)
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_HAS_WORDS = re.compile(r"\w")
_LONE_MARKUP = re.compile(r"^[\s>]*+(?:(?:\d+[.)]|[-*+]|#{1,6}|```\w*|~~~\w*)[\s>]*+)?$")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\](?!:)")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]:")


def sniff(raw: Raw) -> float:
    """Markdown shows itself by headings and emphasised lines; HTML is left to its own reader."""
    return 0.15 if raw.looks_like_text and _HINTS.search(raw.data[:65536]) else 0.0


def read(raw: Raw) -> list[Draft]:
    """Blocks of a Markdown file. Comments, raw fences, rules and footnotes are notes.

    Two versions where the text marks changes (`~~struck~~`, CriticMarkup) and both are wanted.
    """
    drafts = []
    for text, stage, notices in versions(raw.text, raw.revisions):
        walk = _Walk(text)
        draft = walk.draft()
        draft.stage, draft.warnings = stage, [*draft.warnings, *notices, *wrapped(walk.width)]
        draft.marks = tuple(Span(*match.span()) for match in _NOTE_MARK.finditer(text))
        drafts.append(draft)
    return drafts


class _Walk:
    """One pass over the tokens of markdown-it; block tokens carry the range of source lines they came from."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = lines_of(text)
        starts = [0]
        for raw_line in text.split("\n"):
            starts.append(starts[-1] + len(raw_line) + 1)
        self.starts = starts
        self.width = wrap_width(self.lines)
        self.blocks: list[Block] = []
        self.metadata: dict[str, str] = {}
        self.pending = ""
        """List marker whose item has had no words yet."""

    def draft(self) -> Draft:
        body = self.text
        skip = 0
        if front := _FRONT.match(body):
            self._front(front[1])
            self.blocks.append(Block(Span(0, front.end()), BlockKind.NOTE))
            skip = front[0].count("\n")
            body = "\n" * skip + body[front.end() :]
        from markdown_it import MarkdownIt  # slow to load, and asked for by no other format

        parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
        # Reference definitions would swallow footnotes without leaving a token.
        parser.disable("reference")
        parser.core.ruler.disable(["inline", "text_join"])  # only blocks are wanted; their words stay as they are
        try:
            self._tokens(parser.parse(body))
            lost = self._lost(body)
        except (IndexError, ValueError, RecursionError):  # a fault of the parser on hostile input
            lost = True
        if not lost:
            return Draft(self.text, self.blocks, self.metadata)
        told = Notice("read.markdown", "read as plain text: the Markdown is nested too deeply or not well formed")
        return Draft(self.text, [Block(span) for span in paragraphs(self.lines, self.width)], self.metadata, [told])

    def _lost(self, body: str) -> bool:
        """Whether a line with words is in no block: the parser drops what is nested too deeply without a word."""
        covered = [(block.span.start, block.span.end) for block in self.blocks]
        place = 0
        for line in lines_of(body):
            while place < len(covered) and covered[place][1] <= line.start:
                place += 1
            inside = place < len(covered) and covered[place][0] < line.end
            if line.text and not inside and _HAS_WORDS.search(_LONE_MARKUP.sub("", line.text)):
                return True
        return False

    def _front(self, body: str) -> None:
        for match in re.finditer(r"^(\w+):[ \t]*(\S.*)$", body, re.MULTILINE):
            key = match[1].lower()
            if key in {"title", "date", "language", "lang", "stage"}:
                self.metadata["language" if key == "lang" else key] = match[2].strip().strip("\"'")

    def _tokens(self, tokens: list[Token]) -> None:
        depth = 0
        table: tuple[int, int] | None = None
        heading = 0
        for token in tokens:
            kind = token.type
            if kind in {"bullet_list_open", "ordered_list_open"}:
                depth += 1
            elif kind in {"bullet_list_close", "ordered_list_close"}:
                depth -= 1
            elif kind == "list_item_open":
                self.pending = token.info + token.markup
            elif kind == "list_item_close":
                self.pending = ""
            elif kind == "table_open" and token.map:
                table = (token.map[0], token.map[1])
                self._rows(*table, BlockKind.TABLE, depth)
            elif kind == "table_close":
                table = None
            elif kind == "heading_open":
                heading = int(token.tag[1])
            elif kind == "heading_close":
                heading = 0
            elif kind == "inline" and table is None and token.map:
                self._inline(token, heading, depth)
            elif kind in {"fence", "html_block", "hr"} and token.map:
                self._aside(token)
            elif kind == "code_block" and token.map:
                self._code(token)

    def _range(self, first: int, last: int) -> Span:
        """Words of source lines `first` to `last`, white space and the line break at both ends left out."""
        start = self.starts[first]
        end = min(self.starts[min(last, len(self.starts) - 1)], len(self.text))
        words = self.text[start:end]
        lead = len(words) - len(words.lstrip())
        return Span(start + lead, max(start + lead, start + len(words.rstrip())))

    def _add(self, span: Span, kind: BlockKind, level: int) -> None:
        marker, self.pending = self.pending, ""
        if marker and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.LIST_ITEM
        if span.end > span.start:
            self.blocks.append(Block(span, kind, level, marker))

    def _rows(self, first: int, last: int, kind: BlockKind, depth: int) -> None:
        self._add(self._range(first, last), kind, depth)

    def _aside(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        span = self._range(first, last)
        words = span.of(self.text)
        if token.type == "fence" and not token.info.startswith("{="):
            inner = self._range(first + 1, max(first + 1, last - 1))
            self._add(inner, BlockKind.PARAGRAPH, 0)
        elif token.type == "html_block" and re.match(r"<table", words, re.IGNORECASE):
            self._add(span, BlockKind.TABLE, 0)
        elif token.type == "html_block" and not re.fullmatch(r"\s*(?:<!--.*-->|</?\w[^>]*>)\s*", words, re.DOTALL):
            self._add(span, BlockKind.PARAGRAPH, 0)
        elif span.end > span.start:
            self.blocks.append(Block(span, BlockKind.NOTE))

    def _code(self, token: Token) -> None:
        """Indented text is no program in a law: its lines are paragraphs."""
        first, last = token.map or [0, 0]
        for span in paragraphs(self.lines[first:last], self.width):
            self._add(span, BlockKind.PARAGRAPH, 0)

    def _inline(self, token: Token, heading: int, depth: int) -> None:
        first = (token.map or [0, 0])[0]
        found = self._locate(first, token.content.split("\n"))
        if heading:
            whole = Span(found[0].start, found[-1].end)
            span = self._bare(whole)
            if span.end == span.start and whole.end > whole.start:  # attributes and nothing else
                self.blocks.append(Block(whole, BlockKind.NOTE))
            self._add(span, BlockKind.HEADING, heading)
            return
        if _FOOTNOTE.match(token.content):
            self.blocks.append(Block(Span(found[0].start, found[-1].end), BlockKind.NOTE))
            return
        spans = paragraphs(found, self.width)
        for span in spans:
            bare = self._bare(span)
            if bare != span and len(bare.of(self.text)) <= 300:
                self._add(bare, BlockKind.HEADING, PSEUDO_HEADING)
            else:
                self._add(span, BlockKind.PARAGRAPH, depth)

    def _locate(self, first: int, content: list[str]) -> list[TextLine]:
        """Where the lines of an inline token stand in the file: each is the tail of its source line."""
        found = []
        for number, words in enumerate(content):
            start = self.starts[min(first + number, len(self.starts) - 2)]
            stop = self.starts[min(first + number + 1, len(self.starts) - 1)]
            wanted = words.strip()
            at = self.text.rfind(wanted, start, min(stop, len(self.text)))
            if at < 0:  # an escape or a tab was expanded: take the whole line
                line = self.lines[min(first + number, len(self.lines) - 1)]
                found.append(line)
                continue
            found.append(TextLine(at, at + len(wanted), wanted))
        return found

    def _bare(self, span: Span) -> Span:
        """Without emphasis, attributes and links that wrap the whole of it."""
        start, end = span
        while True:
            words = self.text[start:end]
            if (match := _TRAILING_ATTRIBUTES.search(words)) and not _ATTRIBUTES.fullmatch(words):
                end = start + match.start()
            elif match := _EMPHASISED.fullmatch(words):
                start, end = start + match.start(2), start + match.end(2)
            elif match := _ATTRIBUTES.fullmatch(words):
                start, end = start + match.start(1), start + match.end(1)
            else:
                return Span(start, end)
