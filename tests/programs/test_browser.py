"""What a browser, a phone, a printer and axe-core make of a brief as HTML."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wayhome import advise, load_profile
from wayhome.engine.advise import Edition
from wayhome.engine.brief.pictures.gallery import PICTURES
from wayhome.engine.documents.html import to_html

from .browser import running_browser

pytestmark = pytest.mark.programs

AXE = Path(sys.prefix) / "programs" / "axe_playwright_python" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
POINTS = 72 / 25.4  # of paper, a millimetre
ARABIC = """\
wayhome: 1
country: TUN
date: 2026-03
for: وزير الشؤون الاجتماعية
basis: ثلاث مقابلات ووثيقتان عامتان
sources:
  report: {title: تقرير عن العودة (٢٠٢٥), address: example.org/تقرير, date: 2025-06}
answers:
  frame.actors:
    answer:
      ministry-interior: وزارة الداخلية
      ministry-social: "وزارة الشؤون الاجتماعية، قسم «العائدين»"
      ministry-labour: "<b>وزارة</b> التشغيل & التكوين (ANETI)"
    source: report
  sop.use: {answer: on-paper, evidence: "توجد إجراءات مكتوبة منذ ٢٠١٩ (لا تُطبّق).", source: report}
  referral.use: {answer: informal, evidence: "A network of people who know each other; شبكة غير رسمية.", source: report}
  coordination.working: {answer: patchy, evidence: "لجنة مشتركة تجتمع مرتين في السنة", source: report}
"""
NAMES = [*(f"xx-{edition}" for edition in Edition), "gha-2021", "arabic", "right-to-left", "xx-summary", "xx-labour"]
EXAMPLES = ["civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north"]


@pytest.fixture(scope="module")
def browser():
    with running_browser() as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A file for each name."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "arabic.yaml").write_text(ARABIC, encoding="utf-8")
    arabic = advise(load_profile(folder / "arabic.yaml"))
    turned = arabic.advice.library.wording.page.model_copy(update={"direction": "rtl"})
    written = {
        **{f"xx-{edition}": advise(load_profile("example:xx"), edition=edition).to_html() for edition in Edition},
        "gha-2021": advise(load_profile("example:gha-2021")).to_html(),
        "arabic": arabic.to_html(),
        "right-to-left": to_html(arabic.to_document(), turned),
        "xx-summary": advise(load_profile("example:xx")).to_html(summary=True),
        "xx-labour": advise(load_profile("example:xx")).to_html(body="ministry-labour"),
    }
    for name, html in written.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in written}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(browser, pages, name, width, scheme):
    assert AXE.is_file(), "axe-core is missing: `make programs` installs it"
    browser.show(pages[name], width, scheme)
    browser.run(AXE.read_text(encoding="utf-8"))
    # axe-core cannot tell the contrast above the shadows that say a table goes on.
    browser.run("for (const table of document.querySelectorAll('.scroll')) table.style.background = 'var(--behind)'")
    found = browser.wait_for(f"axe.run(document, {{runOnly: {{type: 'tag', values: {WCAG}}}}})")
    assert len(found["passes"]) > 20, "axe-core has hardly looked"
    faults = [(fault["id"], node["html"][:200]) for fault in found["violations"] for node in fault["nodes"]]
    assert not faults


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_never_scrolls_sideways_and_wide_tables_do(browser, pages, name, width):
    browser.show(pages[name], width)
    page, window = browser.run("const e = document.documentElement; return [e.scrollWidth, e.clientWidth]")
    assert page <= window == width
    if width < 400:
        assert browser.run("return [...document.querySelectorAll('.scroll')].some(e => e.scrollWidth > e.clientWidth)")


def test_on_a_phone_the_words_of_a_picture_can_be_read(browser, pages):
    browser.show(pages["xx-adviser"], 360)
    sizes = browser.run(
        "return [...document.querySelectorAll('figure svg')].map(svg =>"
        " svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"
    )
    assert len(sizes) == len(PICTURES)
    assert all(size > 0.85 for size in sizes), "a picture is drawn to be read at its own size"


def test_the_style_takes_effect_and_nothing_is_loaded(browser, pages):
    browser.show(pages["gha-2021"])
    assert browser.run("return getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    assert browser.run("return performance.getEntriesByType('resource').length") == 0


def test_a_script_that_got_in_would_not_run(browser, pages, tmp_path):
    html = pages["gha-2021"].read_text(encoding="utf-8")
    attack = "<script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">"
    (tmp_path / "a.html").write_text(html.replace("</main>", f"{attack}</main>"), encoding="utf-8")
    browser.show(tmp_path / "a.html")
    assert browser.run("return document.title").startswith("Ghana")


def test_by_keyboard_the_brief_is_one_step_away_and_the_contents_beside_it_are_all_there(browser, pages):
    browser.show(pages["gha-2021"])
    assert browser.press_tab() == "Skip to the brief"
    browser.press_tab()  # the contents themselves, which may have to be scrolled
    listed = browser.run("return [...document.querySelectorAll('nav a')].map(link => link.textContent)")
    assert len(listed) > 10
    assert [browser.press_tab() for _ in listed] == listed


def test_on_a_phone_the_contents_are_folded_away_until_they_are_asked_for(browser, pages):
    browser.show(pages["gha-2021"], 390)
    height = "return document.querySelector('nav').offsetHeight"
    folded = browser.run(height)
    browser.run("document.querySelector('summary').click()")
    assert browser.run(height) > 4 * folded


# On paper


@pytest.fixture(scope="module")
def printed(browser, pages, tmp_path_factory):
    """The text of each printed page, and the place of each word, by name."""
    assert shutil.which("pdftotext"), "pdftotext is missing: `make programs` installs it"
    folder = tmp_path_factory.mktemp("paper")

    def read(name):
        path = folder / f"{name}.pdf"
        if not path.exists():
            browser.show(pages[name])
            path.write_bytes(browser.pdf())

        def text(*options):
            command = ["pdftotext", *options, path, "-"]
            return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout

        return text("-raw").split("\f")[:-1], text("-bbox")

    return read


def packed(text):
    return re.sub(r"[\s\u2060]", "", text)


@pytest.mark.parametrize("name", ["gha-2021", "xx-draft"])
def test_on_paper_no_row_is_cut_and_no_page_lacks_the_heading_of_its_table(browser, pages, printed, name):
    sheets = [packed(sheet) for sheet in printed(name)[0]]
    browser.show(pages[name])
    rows = """return [...document.querySelectorAll('table')].map(table => [...table.rows].map(row =>
        [...row.cells].map(cell => cell.matches(':has(.unseen)') ? '' : cell.textContent).join('')))"""
    tables = browser.run(rows)
    assert tables
    for head, *body in tables:
        for row in map(packed, body):
            on = [sheet for sheet in sheets if row in sheet]
            assert on, f"this row is cut: {row}"
            assert any(packed(head) in sheet for sheet in on), f"no heading above: {row}"


@pytest.mark.parametrize("name", ["gha-2021", "xx-draft", "arabic", "right-to-left"])
def test_on_paper_every_word_stands_inside_the_margins_of_a4(printed, name):
    _, places = printed(name)
    sizes = set(re.findall(r'<page width="([\d.]+)" height="([\d.]+)">', places))
    assert [(round(float(width) / POINTS), round(float(height) / POINTS)) for width, height in sizes] == [(210, 297)]
    words = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)"', places)
    assert len(words) > 3000
    assert min(float(left) for left, _, _ in words) > 14 * POINTS
    assert max(float(right) for _, _, right in words) < (210 - 14) * POINTS


@pytest.mark.parametrize("name", ["gha-2021", "xx-confidential"])
def test_on_paper_every_page_says_which_edition_it_is_and_its_number(printed, name):
    sheets, _ = printed(name)
    edition = "workingdraftfortalks" if name == "gha-2021" else "confidentialedition"
    for number, sheet in enumerate(map(packed, sheets), 1):
        assert edition in sheet
        assert f"{number}/{len(sheets)}" in sheet


def test_on_paper_the_first_page_is_one_page_and_the_annexes_begin_a_new_one(printed):
    sheets, _ = printed("xx-draft")
    assert "If only one thing is done" in " ".join(sheets[0].split())
    assert "What to do, in order" not in sheets[0]
    (begins,) = [sheet for sheet in sheets if "Annex A. Questions and answers" in sheet]
    above = begins.partition("Annex A.")[0]
    assert len(above.splitlines()) <= 2, "the edition and the number of the page stand first, then the annex"


def test_on_paper_there_is_nothing_to_press(printed):
    sheets, _ = printed("gha-2021")
    for label in ("Skip to the brief", "Contents", "↩"):
        assert label not in "".join(sheets)


@pytest.fixture
def sheets_of(browser, tmp_path):
    """The text of each printed page of some HTML."""

    def read(html):
        (tmp_path / "page.html").write_text(html, encoding="utf-8")
        browser.show(tmp_path / "page.html")
        (tmp_path / "page.pdf").write_bytes(browser.pdf())
        command = ["pdftotext", "-raw", tmp_path / "page.pdf", "-"]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split("\f")[:-1]

    return read


@pytest.mark.parametrize("name", EXAMPLES)
def test_on_paper_a_summary_is_one_page_with_its_sources(sheets_of, name):
    (sheet,) = sheets_of(advise(load_profile(f"example:{name}")).to_html(summary=True))
    for words in ("Decisions asked of", "Care to be taken", "Sources", "profile-sha256"):
        assert packed(words) in packed(sheet)


@pytest.mark.parametrize("role", ["migration-lead", "ministry-labour", "ministry-finance", "local-government"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_on_paper_a_body_reads_two_pages_and_auditors_the_rest(sheets_of, name, role):
    sheets = sheets_of(advise(load_profile(f"example:{name}")).to_html(body=role))
    assert next(i for i, sheet in enumerate(sheets) if "For those who check" in sheet) <= 2
