"""The templates: what stands on a page once. What repeats is built in `cards`, `rows`, `panels`, `ledgers`, `forms`."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2.ext import Extension

from legiscompare.report.markup import attribute
from legiscompare.report.messages import catalogue

if TYPE_CHECKING:
    from legiscompare.report.messages import Catalogue

FOLDER = Path(__file__).parent / "templates"
_STATIC = re.compile(r"""\{\{ t\((["'])([a-z_.]+)\1\) \}\}""")


class _Words(Extension):
    """Puts the report's own words into a template before it is translated: `{{ t("words.gone") }}`.

    Most processes render one page, so that translating the templates costs more than filling them in; most of what
    they say is fixed for a language.
    """

    words: Catalogue

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's
        return _STATIC.sub(lambda found: attribute(self.words(found[2])), source)


@functools.cache
def environment(language: str) -> jinja2.Environment:
    """Templates of one report language, with escaping always on."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        extensions=[type("Words", (_Words,), {"words": catalogue(language)})],
        optimized=False,
        auto_reload=False,
    )
