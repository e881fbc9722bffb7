"""The served page in Chromium: compare, read, code by keyboard, agree, export, claims; phone, axe, no console error."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from web_server import ROOT, Served, serving

FOLDER = ROOT / "corpus" / "teaching-first-en"
DRAFT, FINAL = ((FOLDER / f"{name}.en.md").read_text(encoding="utf-8") for name in ("draft", "final"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served") / "data") as made:
        yield made


@pytest.fixture
def open_page(browser: Browser, served: Served) -> Iterator:
    """Opens a page; at the end no console message, page error or foreign request may have occurred."""
    contexts, heard = [], []

    def opener(path: str = "/", language: str = "en", width: int = 1280, **options) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        own = served.address.rsplit("/", 2)[0]
        page.on("request", lambda r: None if r.url.startswith((own, "blob:", "data:")) else heard.append(r.url))
        page.goto(served.url(path, language) if path.startswith("/") else path)
        return page

    opener.heard = heard
    yield opener
    for context in contexts:
        context.close()
    assert heard == []


@pytest.fixture(scope="module")
def job(browser: Browser, served: Served) -> str:
    """The address of a comparison that was pasted in."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.url())
    page.fill("#text_1", DRAFT)
    page.fill("#text_2", FINAL)
    page.click("button.main")
    page.wait_for_selector("section.pair", timeout=90_000)
    address = re.search(r"/job/[0-9a-f]{20}", page.url)[0]
    context.close()
    return address


def begin(page: Page, served: Served, job: str, name: str, *, blind: bool = False) -> int:
    page.goto(served.url(f"{job}/coding/0"))
    page.fill("#name", name)
    if blind:
        page.check("#blind")
    page.click("button.main")
    page.wait_for_url("**/code/*")
    return int(re.search(r"/code/(\d+)", page.url)[1])


def press(page: Page, key: str, wanted: str) -> None:
    """Press a key that leads to another page, and wait for it."""
    with page.expect_navigation(url=re.compile(wanted)):
        page.keyboard.press(key)


# -- compare ------------------------------------------------------------------------------------------------


def test_two_pasted_texts_become_a_report_that_is_read(open_page) -> None:
    page = open_page()
    page.fill("#text_1", DRAFT + "\n")
    page.fill("#text_2", FINAL + "\n")
    page.locator("details summary", has_text="Title, stage and date").first.click()
    page.fill("#stage_1", "Draft for comment")
    page.fill("#date_1", "2030-09-02")
    page.click("button.main")
    expect(page.locator("section.progress, section.pair").first).to_be_visible()
    page.wait_for_selector("section.pair", timeout=90_000)
    expect(page.locator("section.pair h2")).to_contain_text("Draft for comment")
    page.click("text=Read the report")
    expect(page.locator("article.c").first).to_be_visible()
    page.select_option("select[name=tag]", "softened")
    assert page.locator(".c:not([hidden])").count() >= 1
    page.go_back()
    with page.expect_download() as download:
        page.click(".files >> text=csv")
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) > 10
    assert re.fullmatch(r"legiscompare-[0-9a-f]{6}-0-csv\.csv", download.value.suggested_filename)


@pytest.mark.parametrize("javascript", [True, False])
def test_progress_is_shown_and_ends_without_a_script_too(open_page, javascript: bool) -> None:
    page = open_page(java_script_enabled=javascript)
    many = "\n\n".join(f"Article {n}\n\nThe operator shall report fault {n} within {n} days." for n in range(1, 200))
    page.fill("#text_1", f"{many}\n\nArticle 900\n\nScripts: {javascript}.")
    page.fill("#text_2", many.replace("shall report", "may report"))
    page.click("button.main")
    expect(page.locator("progress#bar")).to_be_visible()
    assert page.locator(".steps li").count() == 6
    page.wait_for_selector("section.pair", timeout=90_000)


def test_a_second_window_does_not_start_it_twice(open_page, job: str) -> None:
    page = open_page()
    page.fill("#text_1", DRAFT)
    page.fill("#text_2", FINAL)
    page.click("button.main")
    expect(page.locator("section.pair")).to_be_visible()
    assert job in page.url


def test_files_are_dropped_and_chosen(open_page) -> None:
    page = open_page()
    page.set_input_files(
        "#file_2", {"name": "../f.md", "mimeType": "text/markdown", "buffer": (FINAL + "\n\n").encode()}
    )
    page.evaluate(
        """words => {
      const data = new DataTransfer();
      data.items.add(new File([words], "d.md", {type: "text/markdown"}));
      const box = document.querySelector("fieldset.text");
      box.dispatchEvent(new DragEvent("dragover", {dataTransfer: data, bubbles: true, cancelable: true}));
      box.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
    }""",
        DRAFT,
    )
    assert page.evaluate("document.getElementById('file_1').files[0].name") == "d.md"
    page.click("button.main")
    page.wait_for_selector("section.pair", timeout=90_000)


def test_the_library_and_what_is_missing(open_page) -> None:
    page = open_page()
    page.locator("details", has_text="西港市").locator("summary").first.click()
    page.locator("details", has_text="西港市").locator("button").first.click()
    page.wait_for_selector("section.pair", timeout=90_000)
    expect(page.locator("h1")).to_contain_text("西港市")
    page.goto(page.url.split("/job/")[0] + "/")
    page.fill("#text_1", "Article 1\n\nThe operator of a ferry shall report a fault within three days.\n")
    page.fill("#text_2", "Article 1\n\nThe operator of a ferry shall report a fault.\n")
    page.click("button.main")
    page.wait_for_selector("section.pair", timeout=90_000)
    page.locator("details.fill summary").click()
    page.fill("#title_1", "Ferry Order")
    page.fill("#title_2", "Ferry Order")
    page.fill("#stage_2", "As adopted")
    page.locator("details.fill button").click()
    page.wait_for_selector("section.pair", timeout=90_000)
    expect(page.locator("h1")).to_contain_text("Ferry Order")
    expect(page.locator("section.pair h2")).to_contain_text("As adopted")


def test_three_texts_and_deletion(open_page) -> None:
    page = open_page()
    page.click("text=One more text")
    for n in (1, 2, 3):
        page.fill(f"#text_{n}", f"Article 1\n\nThe operator shall report a fault within {n * 2} days.\n")
    page.click("button.main")
    page.wait_for_selector("section.pair", timeout=90_000)
    assert page.locator("section.pair").count() == 2
    page.click("text=Read the history")
    expect(page.locator("main")).to_be_visible()
    page.go_back()
    page.click("text=Delete this comparison")
    page.click("text=Yes, delete it")
    expect(page.locator("h1")).to_have_text("Compare texts")


# -- code ---------------------------------------------------------------------------------------------------


def test_ten_changes_by_keyboard_with_undo_and_relink(open_page, served: Served, job: str) -> None:
    page = open_page()
    coder = begin(page, served, job, "Keys")
    for number in range(1, 11):
        press(page, "a", "did=saved")
        expect(page.locator("#status")).to_contain_text(f"{number} of 16 decided")
    press(page, "u", "did=undone")
    expect(page.locator("#status")).to_contain_text("9 of 16 decided")
    # Another tag and direction, on a norm that both texts have.
    page.goto(served.url(f"/code/{coder}/list"))
    page.locator("tbody tr", has_text=re.compile("softened")).first.locator("a").click()
    assert page.locator("#tag").input_value() == "softened"
    page.wait_for_load_state("load")
    page.keyboard.press("d")
    assert page.evaluate("document.activeElement.id") == "d-deontic"
    for one in page.locator("select[id^='d-']").all():
        one.select_option("")
    page.locator("#d-time").select_option("+")
    assert page.locator("#tag").input_value() == ""
    page.keyboard.press("Escape")
    unit = page.locator("#f-decide [name=unit]").input_value()
    press(page, "s", "did=saved")
    page.goto(served.url(f"/code/{coder}?unit={unit}"))
    assert page.locator("#tag").input_value() == "strengthened"
    assert page.locator("#burden").input_value() == "up"
    # A tag alone, by its number: the codebook wants a sign, and says so.
    page.keyboard.press("1")
    assert page.locator("#tag").input_value() == "softened"
    page.keyboard.press("Escape")
    heard = open_page.heard
    before = len(heard)
    with page.expect_response(lambda r: r.url.endswith("/decide")) as answered:
        page.keyboard.press("s")
    assert answered.value.status == 400
    expect(page.locator("#wrong")).to_contain_text("softened")
    expect(page.locator("#wrong")).to_be_focused()
    page.wait_for_timeout(200)
    del heard[before:]  # the browser tells of a status of 400
    # Another counterpart: linked, decided, taken back.
    page.goto(served.url(f"/code/{coder}?unit={unit}"))
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.id") == "to-final"
    page.locator("#to-final").select_option(index=2)
    page.locator("form", has=page.locator("#to-final")).get_by_role("button", name="Make this the counterpart").click()
    page.wait_for_url("**did=linked")
    expect(page.locator("#status")).to_contain_text("The link was changed")
    expect(page.locator(".tool")).to_contain_text("You made this unit")
    press(page, "u", "did=undone")
    assert page.locator("#tag").input_value() == "strengthened"
    # Join and split.
    page.locator("#links summary").click()
    page.locator("#to-draft").select_option(index=1)
    page.locator("form", has=page.locator("#to-draft")).get_by_role("button", name="Add it to this unit").click()
    page.wait_for_url("**did=linked")
    assert page.locator(".side.draft blockquote").count() == 2
    page.keyboard.press("x")
    page.keyboard.press("Space")
    page.locator("#f-split button").click()
    page.wait_for_url("**did=linked")
    assert page.locator(".side blockquote").count() == 1
    press(page, "u", "did=undone")
    assert page.locator(".side.draft blockquote").count() == 2
    press(page, "u", "did=undone")
    # A note, and the keys that lead about.
    page.keyboard.press("n")
    page.keyboard.type("seen twice jkasu")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Save the note").click()
    page.wait_for_url("**did=saved")
    assert page.locator("#note").input_value() == "seen twice jkasu"
    here = page.text_content("h1")
    press(page, "j", "unit=")
    assert page.text_content("h1") != here
    press(page, "k", "unit=")
    assert page.text_content("h1") == here
    page.keyboard.press("?")
    expect(page.locator("#keys p")).to_be_visible()
    press(page, "g", "/list")


def test_coding_works_without_a_script(open_page, served: Served, job: str) -> None:
    page = open_page(java_script_enabled=False)
    begin(page, served, job, "No script")
    page.click("text=Accept the program's answer")
    expect(page.locator("#status")).to_contain_text("1 of 16 decided")
    page.click("button:has-text('Undo')")
    expect(page.locator("#status")).to_contain_text("0 of 16 decided")


def test_two_coders_and_their_agreement(open_page, served: Served, job: str) -> None:
    page = open_page()
    first = begin(page, served, job, "First")
    for _ in range(16):
        page.goto(served.url(f"/code/{first}"))
        press(page, "a", "did=saved")
    second = begin(page, served, job, "Second", blind=True)
    expect(page.locator(".tool")).to_have_count(0)
    for number in range(12):
        page.goto(served.url(f"/code/{second}"))
        page.select_option("#kind", "obligation")
        page.select_option("#bearer", "regulated")
        page.select_option("#measured", "regulated")
        if page.locator("#d-time").is_visible() and number % 2 and page.locator(".side .nil").count() == 0:
            page.select_option("#d-time", "-")
        press(page, "s", "did=saved")
    page.goto(served.url(f"{job}/coding/0/agreement"))
    expect(page.locator("h2").first).to_contain_text("First and Second")
    expect(page.locator(".methods")).to_contain_text("Krippendorff")
    page.click("nav >> text=/^First and legiscompare$/")
    expect(page.locator("h2", has_text="First and legiscompare")).to_be_visible()
    table = page.locator("table")
    cells = table.locator("tbody tr", has_text="tag").first.locator("td").all_text_contents()
    assert cells[0] == "16"
    assert cells[1].startswith("1.00")


def test_export_and_reload(open_page, served: Served, job: str) -> None:
    page = open_page()
    coder = begin(page, served, job, "Out")
    for _ in range(3):
        press(page, "a", "did=saved")
    press(page, "g", "/list")
    kept = {}
    for words, suffix in (("CSV", "csv"), ("XLSX", "xlsx"), ("JSON", "json"), ("REFI-QDA", "qdpx")):
        with page.expect_download() as download:
            page.locator(".files a", has_text=words).click()
        kept[suffix] = Path(download.value.path()).read_bytes()
        assert download.value.suggested_filename.endswith(suffix)
    other = begin(page, served, job, "In")
    page.goto(served.url(f"/code/{other}/list"))
    page.set_input_files("#sheet", {"name": "s.xlsx", "mimeType": "application/zip", "buffer": kept["xlsx"]})
    page.click("text=Bring it in")
    expect(page.locator("[role=status]")).to_contain_text("3 steps were brought in")
    page.reload()
    assert page.locator("tbody tr", has_text="decided").count() == 3
    with page.expect_download() as download:
        page.locator(".files a", has_text="CSV").click()
    assert Path(download.value.path()).read_bytes() == kept["csv"]
    assert coder != other


# -- claims -------------------------------------------------------------------------------------------------


def test_a_commentary_is_checked_and_leads_to_the_report(open_page, job: str) -> None:
    page = open_page(f"{job}/claims/0")
    page.fill("#words", "Article 2 is unchanged. I like it. The words <script>alert(1)</script> were deleted.")
    page.click("text=Check it")
    expect(page.locator(".claims > li")).to_have_count(3)
    expect(page.locator(".claims > li").nth(0)).to_contain_text("supported")
    expect(page.locator(".claims > li").nth(1)).to_contain_text("does not say that anything changed")
    page.locator(".claims a").first.click()
    page.wait_for_url("**/report/0#**")
    assert page.evaluate("document.activeElement.id").startswith("c-2")


# -- how it looks -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def coder(browser: Browser, served: Served, job: str) -> int:
    context = browser.new_context()
    page = context.new_page()
    number = begin(page, served, job, "Looks")
    press(page, "a", "did=saved")
    context.close()
    return number


PAGES = ("/", "/?texts=4", "{job}", "{job}/delete", "{job}/coding/0", "{job}/coding/0/agreement", "{job}/claims/0",
         "/code/{coder}", "/code/{coder}/list")  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(open_page, job: str, coder: int, path: str, language: str) -> None:
    page = open_page(path.format(job=job, coder=coder), language=language, width=320)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.eval_on_selector_all(
        "button, select, .button",
        "nodes => nodes.filter(n => n.offsetParent && n.getBoundingClientRect().height < 24).map(n => n.outerHTML.slice(0, 90))",
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(
    browser: Browser, served: Served, axe: str, job: str, coder: int, path: str, language: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(served.url(path.format(job=job, coder=coder), language))
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.evaluate(axe)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    told = [f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:300]}" for one in found]
    context.close()
    assert told == []


def test_the_first_tab_stop_skips_to_the_content(open_page) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_page_of_another_site_reaches_nothing(browser: Browser, served: Served) -> None:
    """A page at another address posts a form here, reads a page, frames one: all are refused."""
    context = browser.new_context()
    page = context.new_page()
    page.route(
        "http://evil.example/*",
        lambda route: route.fulfill(body="<!doctype html><title>x</title>", content_type="text/html"),
    )
    page.goto("http://evil.example/")
    told = page.evaluate(
        """async (address) => {
          const out = [];
          for (const options of [{}, {method: 'POST', body: new URLSearchParams({text_1: 'x', mark: 'y'})}])
            try { await fetch(address + 'en/compare', options); out.push('read'); } catch { out.push('refused'); }
          return out;
        }""",
        served.address,
    )
    assert told == ["refused", "refused"]
    context.close()
