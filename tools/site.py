"""What the site of the documentation needs besides docs/: the README as its first page, a menu, links that stay in it.

MkDocs calls these functions (`hooks` in mkdocs.yml). The menu is read from the folders, so that a new page needs no entry.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).resolve().parents[1]
OUTER = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
}
"""Pages that stand outside docs/, and what they are called in the site."""
SECTIONS = {
    "how-to": "How to",
    "reference": "Reference",
    "explain": "Explanation",
    "benchmarks": "Benchmarks",
    "decisions": "Decisions",
}
FIRST = ("tutorial.md", "glossary.md", "codebook.md")
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s#]+)(#[^)\s]*)?\)")


def title_of(path: Path) -> str:
    """The first heading of a page."""
    found = re.search(r"^# (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1].replace("`", "") if found else path.stem


def menu() -> list[dict[str, Any]]:
    """The menu: what to read first, then a section for each folder, its pages by title."""
    docs = ROOT / "docs"
    found: list[dict[str, Any]] = [{"Start": "index.md"}]
    found += [{title_of(docs / name): name} for name in FIRST if (docs / name).is_file()]
    for folder, title in SECTIONS.items():
        pages = sorted((docs / folder).glob("*.md"), key=title_of)
        if folder == "decisions":
            pages.sort()
        found.append({title: [{title_of(page): page.relative_to(docs).as_posix()} for page in pages]})
    found.append(
        {
            "Project": [
                {title_of(ROOT / name): page}
                for name, page in OUTER.items()
                if name != "README.md" and (ROOT / name).is_file()
            ]
        }
    )
    return found


def inside(text: str, here: Path) -> str:
    """The text of a page that stands at `here`, with links that fit the site; what is not in it becomes plain words."""

    def link(match: re.Match[str]) -> str:
        picture, words, target, anchor = match[1], match[2], match[3], match[4] or ""
        if "://" in target or target.startswith("mailto:"):
            return match[0]
        aim = (here.parent / target).resolve()
        docs = ROOT / "docs"
        where = here.parent if here.is_relative_to(docs) else docs
        if aim.is_relative_to(docs) and aim.is_file():
            return f"{picture}[{words}]({_from(where, aim)}{anchor})"
        if aim.parent == ROOT and aim.name in OUTER:
            return f"{picture}[{words}]({_from(where, docs / OUTER[aim.name])}{anchor})"
        return words

    return _LINK.sub(link, text)


def _from(folder: Path, aim: Path) -> str:
    up, base = "", folder
    while not aim.is_relative_to(base):
        up, base = f"{up}../", base.parent
    return up + aim.relative_to(base).as_posix()


_SHIM = re.compile(r'<script src="https://[^"]*/iframe-worker/shim"></script>')
"""What the theme would load from elsewhere so that the search works from a folder: our own script stands in its place."""
WORKER = Path(__file__).with_name("site_worker.js")


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Nothing is loaded from elsewhere."""
    return _own_worker(output, "../" * page.url.count("/"))


def on_post_template(output: str, **_: Any) -> str:
    """The same for the page that says that there is no such page."""
    return _own_worker(output, "")


def _own_worker(output: str, up: str) -> str:
    return _SHIM.sub(f'<script src="{up}assets/javascripts/{WORKER.name}"></script>', output)


def on_post_build(config: MkDocsConfig) -> None:
    """Put our script beside those of the theme."""
    (Path(config.site_dir) / "assets" / "javascripts" / WORKER.name).write_bytes(WORKER.read_bytes())


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the site its menu."""
    config.nav = menu()
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that stand outside docs/."""
    from mkdocs.structure.files import File

    for name, page in OUTER.items():
        path = ROOT / name
        if path.is_file():
            files.append(File.generated(config, page, content=inside(path.read_text(encoding="utf-8"), path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Make the links of a page fit the site."""
    return inside(markdown, ROOT / "docs" / page.file.src_uri) if page.file.abs_src_path else markdown
