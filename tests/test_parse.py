"""Trees: cases in plain text, properties of every tree, the counts of real texts, the refs of the reference codings."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_check import Case, cases, faults, printed

from legiscompare.errors import DataError, UsageError
from legiscompare.lang import available
from legiscompare.model import Document, ProvisionKind
from legiscompare.parsing import agreed, grammar, parse, structures, why
from legiscompare.read import read

FOLDER = Path(__file__).parent / "cases" / "parse"
CASES = [case for path in sorted(FOLDER.glob("*.md")) if path.stem != "README" for case in cases(path)]
QUIET = {"parse.language"}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case) -> None:
    source = read(case.text.encode(), origin="case" + case.suffix)
    document = parse(source, language=case.language)
    assert printed(document) == case.tree
    assert faults(source, document) == []
    notices = sorted(f"{notice.code} {notice.ref}".strip() for notice in document.warnings if notice.code not in QUIET)
    assert notices == sorted(case.notices.splitlines())
    labels = {node.ref: node.label for node in document.walk()}
    for line in case.labels.splitlines():
        ref, _, label = line.partition(" ")
        assert labels[ref] == label.strip()


STYLES = [case for case in CASES if "-styles: " in case.name]


@pytest.mark.parametrize("case", STYLES, ids=[case.name for case in STYLES])
def test_a_way_of_numbering_reads_alike_in_markdown(case: Case) -> None:
    text = "\n\n".join(line for line in case.text.split("\n") if line) + "\n"
    source = read(text.encode(), origin="case.md")
    document = parse(source, language=case.language)
    assert printed(document) == case.tree
    assert faults(source, document) == []


def test_there_are_cases_for_all_ways_of_numbering() -> None:
    assert len(STYLES) >= 76
    assert not [case.name for case in STYLES if "article " not in case.tree]


DOUBTFUL = "Rule 1\nA lender lends.\nRule 2\nA borrower borrows.\nClause 3\nIt is free.\nClause 4\nIt is fast.\n"


def test_a_structure_can_be_given_and_a_close_runner_up_is_named() -> None:
    source = read(DOUBTFUL.encode(), origin="x.txt")
    codes = {notice.code for notice in parse(source, language="en").warnings}
    assert "parse.structure" in codes
    refs = [node.ref for node in parse(source, language="en", structure="rule").walk() if node.kind == "article"]
    assert refs == ["1", "2"]
    refs = [node.ref for node in parse(source, language="en", structure="clause").walk() if node.kind == "article"]
    assert refs == ["3", "4"]
    plain = parse(source, language="en", structure="plain")
    assert not [node for node in plain.walk() if node.kind == "article"]
    with pytest.raises(UsageError, match="no structure 'ruel'"):
        parse(source, language="en", structure="ruel")


def test_why_tells_what_every_family_finds() -> None:
    points = "1. By day.\n2. By night.\n3. In fog.\n"
    text = f"Article 1. Locks open.\n{points}Article 2. Locks close.\n{points}Article 9. Locks rest.\n"
    found = {one.name: one for one in why(read(text.encode(), origin="x.txt"), language="en")}
    assert found["eu"].chosen
    assert (found["eu"].numbers, found["eu"].following) == (3, 1)
    assert "start again" in found["outline"].doubt
    assert set(structures("en")) >= set(found)


# Lines that look like law, in any order: whatever comes of them, nothing may be lost and nothing raised.
_LINES = st.lists(
    st.sampled_from(
        [
            "第一条　某部门应当公布名录。", "第二条 任何人不得：", "第三条", "第十条之一 ……", "（一）甲；", "（二）乙。", "1. 丙", "第一章 总则",
            "Article 1", "Article 2 Scope", "Article 3", "Subject matter", "1. The office shall:", "2. It may.", "(a) first;",
            "(b) second.", "(i) one;", "(ii) two.", "(1) A recital.", "TITLE I GENERAL CHAPTER 1", "ANNEX I", "Whereas:",
            "§ 1 Zweck", "(1) Der Betreiber muss", "a) eins", "aa) doppelt", "SEC. 101. SHORT TITLE. This Act", "12A Heading",
            "Article L. 111-1", "1° premier", "“第九条 引文", "引文完。”", "lower case goes on", "", "–  dash", "Done at Nowhere, 1 May",
            "附件1", "附录", "PART ONE", "Article 4: It opens.", "Rule 1 Text here.", "1.1 First.", "1.1.1 deeper", "2. Second", "一、总则", "（二）其他",
            "I. General", "A. More", "(unchanged)", "Article 5<sup>1</sup>", "(Purpose)", "§ 2. (1) Text.", "\u200b", "* * *", "**第二条** 粗体", "## 第三条 标题", "| a | b |",
        ]
    ),
    max_size=40,
)  # fmt: skip


@given(_LINES, st.sampled_from(["zh", "en", "de", "fr", "es", "und"]), st.sampled_from([".txt", ".md"]))
def test_nothing_is_lost_from_any_text(lines: list[str], language: str, suffix: str) -> None:
    text = "\n\n".join(lines) if suffix == ".md" else "\n".join(lines)
    if not re.sub(r"[\s\u200b*]", "", text):
        return
    source = read(text.encode(), origin="x" + suffix)
    assert faults(source, parse(source, language=language)) == []


@pytest.mark.parametrize("repeated", ["Article 3", "Article 3er"])
def test_a_number_printed_another_way_is_not_lost(repeated: str) -> None:
    text = "# Rules\n\n## Article 1\n\nRest.\n\n## Article 2\n\nStay.\n\n## Article 3er On bicycles\n\n## " + repeated
    source = read(text.encode(), origin="rules.md")
    assert faults(source, parse(source)) == []


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t\r"), min_size=1, max_size=400))
def test_any_text_gives_a_tree(text: str) -> None:
    data = ("法 " + text).encode("utf-8", "replace")
    source = read(data, origin="x.txt")
    assert faults(source, parse(source)) == []


# Counts stated by the texts' own list; several folders, one table.
COUNTS = {
    "cn-genai-2023/draft.zh.txt": (21, 0),
    "cn-genai-2023/final.zh.txt": (24, 0),
    "cn-genai-2023/final.cac-page.html": (24, 0),
    "eu-ai-act/2021-04-21-commission-proposal.md": (85, 89),
    "eu-ai-act/2021-04-21-commission-proposal.with-footnotes.md": (85, 89),
    "eu-ai-act/2021-11-29-council-slovenian-compromise.md": (86, 89),
    "eu-ai-act/2022-06-15-council-french-consolidated.md": (92, 91),
    "eu-ai-act/2022-12-06-council-general-approach.md": (98, 108),
    "eu-ai-act/2024-06-13-regulation-2024-1689.txt": (113, 0),
    "eu-ai-act/2026-consolidated.txt": (119, 0),
    "eu-gdpr/gdpr-proposal-2012.de.txt": (91, 139),
    "eu-gdpr/gdpr-proposal-2012.fr.txt": (91, 139),
    "de-laws/netzdg_2018-11-08.md": (12, 0),
    "de-laws/netzdg_2022-02-13.md": (14, 0),
}


def test_what_is_expected_of_every_real_text(shared: Path) -> None:
    """`cases/texts.csv`: language, counts and notices of each file; a notice more or less is a change to look at."""
    with (Path(__file__).parent / "cases/texts.csv").open(encoding="utf-8", newline="") as stream:
        table = {row["file"]: row for row in csv.DictReader(stream)}
    folder = shared / "texts"
    names = {
        path.relative_to(folder).as_posix() for path in folder.glob("*/*") if path.suffix not in {".json", ".jsonl"}
    }
    assert names == set(table)
    wrong = []
    for name, wanted in table.items():
        got = row_of(name, parse(read(folder / name)))
        wrong += [f"{name}: {key} is {got[key]!r}, not {wanted[key]!r}" for key in got if got[key] != wanted[key]]
    assert wrong == []


def row_of(name: str, document: Document) -> dict[str, str]:
    """A row of `cases/texts.csv`."""
    kinds = [node.kind for node in document.walk()]
    counts = {
        name: str(kinds.count(kind))
        for name, kind in (
            ("articles", ProvisionKind.ARTICLE), ("recitals", ProvisionKind.RECITAL), ("annexes", ProvisionKind.ANNEX)
        )
    }  # fmt: skip
    notices = [f"{notice.code} {notice.ref}".strip() for notice in document.warnings if notice.code not in QUIET]
    return {"file": name, "language": document.language, **counts, "notices": "; ".join(sorted(notices))}


@pytest.mark.parametrize("name", COUNTS)
def test_counts_of_real_texts(shared: Path, name: str) -> None:
    source = read(shared / "texts" / name)
    document = parse(source)
    kinds = [node.kind for node in document.walk()]
    assert (kinds.count(ProvisionKind.ARTICLE), kinds.count(ProvisionKind.RECITAL)) == COUNTS[name]
    assert faults(source, document) == []


def test_chinese_laws_have_as_many_articles_as_their_last_number(shared: Path) -> None:
    for path in sorted((shared / "texts/zh-laws").glob("*.md")):
        source = read(path)
        document = parse(source)
        refs = [node.ref for node in document.walk() if node.kind is ProvisionKind.ARTICLE]
        assert refs == [str(number) for number in range(1, len(refs) + 1)], path.name
        wanted = re.findall(r"^第[一二三四五六七八九十百零]+条 ", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(refs) == len(wanted), path.name
        assert faults(source, document) == []


def test_a_page_gives_the_words_of_the_text(shared: Path) -> None:
    folder = shared / "texts/cn-genai-2023"
    page, text = parse(read(folder / "final.cac-page.html")), parse(read(folder / "final.zh.txt"))

    def words(document: Document) -> dict[str, str]:
        body = [node for node in document.walk() if not node.ref.startswith(("preamble", "chapter"))]
        return {node.ref: "".join(document.slice(node.content).split()) for node in body}

    assert words(page) == words(text)
    assert page.effective == text.effective


def _sides(shared: Path, root: Path) -> list[tuple[str, Path, Path, Path]]:
    texts, gold = shared / "texts", shared / "gold"
    out = [
        ("D1", gold / "D1.csv", texts / "eu-ai-act/2021-04-21-commission-proposal.with-footnotes.md",
         texts / "eu-ai-act/2024-06-13-regulation-2024-1689.txt"),
        ("D2", gold / "D2.csv", texts / "zh-laws/保守国家秘密法_2010-04-29.md", texts / "zh-laws/保守国家秘密法_2024-02-27.md"),
    ]  # fmt: skip
    for sheet in sorted((root / "corpus").glob("*/coding.csv")):
        draft, final = (next(sheet.parent.glob(f"{side}.*.md"), None) for side in ("draft", "final"))
        if draft and final:
            out.append((sheet.parent.name, sheet, draft, final))
    return out


def test_refs_and_cues_of_the_sheets_are_in_the_trees(shared: Path, root: Path) -> None:
    """Every coded place exists (at paragraph level), and its cue stands in it."""
    missing = []
    for name, sheet, *paths in _sides(shared, root):
        trees = [parse(read(path)) for path in paths]
        with sheet.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for side, tree in zip(("draft", "final"), trees, strict=True):
                    missing += _missing(name, row, side, tree)
    assert missing == []


def _missing(name: str, row: dict[str, str], side: str, tree: Document) -> list[str]:
    refs = row[f"{side}_ref"]
    if refs in {"", "-", "title", "issuer", "basis", "date"}:
        return []
    spans = {}
    for node in tree.walk():
        spans.setdefault(node.ref, node.span)
    words = ""
    for ref in refs.split("+"):
        parts = ref.strip().split(".")
        if len(parts) > 1 and not parts[1][0].isdigit():  # a point straight under the article
            parts.insert(1, "1")
        if ".".join(parts) not in spans:
            return [f"{name} {row['id']} {side} {ref}: no such provision"]
        words += tree.slice(spans[".".join(parts[:2])])
    cue = re.sub(r"\W", "", row[f"{side}_cue"])
    return [] if cue in re.sub(r"\W", "", words) else [f"{name} {row['id']} {side} {refs}: cue not there"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A lender shall keep a register.", "en"), ("Article 1\nLocks open at dawn.", "en"),
        ("These Measures take effect on 1 May 2031.", "en"), ("Operators keep records for five years.", "en"),
        ("Der Verleiher muss ein Verzeichnis führen.", "de"), ("§ 1 Verleiher führen Verzeichnisse.", "de"),
        ("Le prêteur tient un registre.", "fr"), ("El prestador llevará un registro.", "es"),
        ("Il prestatore tiene il registro delle biciclette.", "it"), ("De uitlener houdt een register bij.", "nl"),
        ("O emprestador manterá um registro de bicicletas.", "pt"), ("出借人应当登记。", "zh"), ("出借人應登記", "zh"),
        ("貸主は登録簿を備えなければならない。", "ja"), ("대여자는 등록부를 비치하여야 한다.", "ko"), ("1 2 3", "und"),
        ("Xylq grmpf wrtz.", "und"),
    ],
)  # fmt: skip
def test_the_language_of_a_short_text(text: str, language: str) -> None:
    assert parse(read(text.encode(), origin="x.txt")).language == language


def test_the_other_version_is_evidence_for_a_text_too_short_to_tell() -> None:
    long = "A lender shall keep a register of the bicycles. " * 60
    assert agreed("Keepers open gates. Masters pay tolls.", long) == "en"
    assert agreed(long, "Keepers open gates. Masters pay tolls.") == "en"
    assert agreed("出借人应当登记。", long) == ""
    assert agreed("Der Verleiher muss ein Verzeichnis führen, das der Behörde offen ist.", long) == ""


@pytest.mark.parametrize("tag", available())
def test_every_pattern_of_instructions_can_be_read(tag: str) -> None:
    """They are compiled when an amending text is met, so that no run before it would tell."""
    for rule in grammar.load(tag).apply:
        assert set(rule.pattern.groupindex) <= {"old", "new", "place"}, rule.source


def test_a_malformed_pattern_of_instructions_is_a_clear_error() -> None:
    with pytest.raises(DataError, match=r"numbering\.toml.*kind repeal: repeal\(: .* malformed"):
        _ = grammar.Apply("repeal", "repeal(").pattern
