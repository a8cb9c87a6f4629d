"""What a browser and axe-core make of the pages of the rulebook, opened from a folder."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wayhome.engine.library import load_library
from wayhome.engine.rule_site.folder import write_site
from wayhome.engine.rule_site.search import folded
from wayhome.engine.rule_site.site import site_of

from .browser import running_browser

pytestmark = pytest.mark.programs

AXE = Path(sys.prefix) / "programs" / "axe_playwright_python" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = [
    *("index", "all", "priorities", "handbook-4.1.3-procedures-and-referral", "measures", "measures-care"),
    *("sector-health", "questions-services"),
]
SHOWN = "return [...document.querySelectorAll('main li')].filter(e => e.offsetParent).map(e => e.textContent)"


@pytest.fixture(scope="module")
def browser():
    with running_browser() as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    write_site(folder, site_of(load_library(), "html"))
    return folder


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(browser, folder, name, width, scheme):
    assert AXE.is_file(), "axe-core is missing: `make programs` installs it"
    browser.show(folder / f"{name}.html", width, scheme)
    page, window = browser.run("const e = document.documentElement; return [e.scrollWidth, e.clientWidth]")
    assert page <= window == width
    browser.run(AXE.read_text(encoding="utf-8"))
    browser.run("for (const table of document.querySelectorAll('.scroll')) table.style.background = 'var(--behind)'")
    found = browser.wait_for(f"axe.run(document, {{runOnly: {{type: 'tag', values: {WCAG}}}}})")
    assert len(found["passes"]) > 15, "axe-core has hardly looked"
    faults = [(fault["id"], node["html"][:200]) for fault in found["violations"] for node in fault["nodes"]]
    assert not faults


def search(browser, words):
    browser.run(
        f"const field = document.querySelector('.search input'); field.value = {json.dumps(words)};"
        "field.dispatchEvent(new Event('input'))"
    )
    return browser.run(SHOWN), browser.run("return document.querySelector('[role=status]').textContent")


def test_the_search_finds_by_titles_and_by_what_is_said_and_loads_nothing(browser, folder):
    browser.show(folder / "all.html")
    everything = browser.run(SHOWN)
    assert len(everything) > 700
    found, said = search(browser, "Referral trafficking")
    assert "Referral from one service to the next, recommendation" in found
    assert said == f"{len(found)} found"
    assert len(found) < 40
    assert search(browser, "no-such-word") == ([], "0 found")
    assert search(browser, " ") == (everything, "")
    assert browser.run("return performance.getEntriesByType('resource').length") == 0


def places(browser, words):
    """Where what is found for these words leads, the foremost first."""
    search(browser, words)
    return browser.run("return [...document.querySelectorAll('#main > ul a')].map(a => a.getAttribute('href'))")


def test_an_id_comes_first_whole_or_begun_whatever_its_parts(browser, folder):
    browser.show(folder / "all.html")
    for id_ in ("I5-no-split", "I6", "text-unsigned-and-adopted", "i5-NO-split", "weights", "referral"):
        found = places(browser, id_)
        assert found[0].casefold().endswith(f"-{id_.casefold()}"), id_
    assert {place.rpartition("#")[2] for place in places(browser, "I5")} >= {"implication-I5-no-split", "implication-I5-old"}
    found = places(browser, "lead.body")
    assert [place.rpartition("#")[2] for place in found[:2]] == ["measure-lead.body", "question-lead.body"]
    assert len(found) > 10


def test_accents_capitals_beginnings_and_common_words_find_the_same(browser, folder):
    browser.show(folder / "all.html")
    found = places(browser, "Cote d'Ivoire")
    assert len(found) > 3
    for words in ("Côte d’Ivoire", "CO\u0302TE IVOIRE", "cote and the ivoire", "côte ivoi"):
        assert places(browser, words) == found, words
    assert "measures-together.html#measure-referral" in places(browser, "refer")
    assert len(places(browser, "no")) < len(places(browser, "n"))


def test_the_script_folds_letters_as_the_index_does(browser, folder):
    browser.show(folder / "all.html")
    script = (folder / "all.html").read_text(encoding="utf-8")
    begin, end = script.index("const letters ="), script.index("const parted")
    for words in ("Genève ÉCOLE Straße Œuvre Łódź İzmir", "إعادة آمن ٱلعودة مَدْرَسَة عــودة على مسؤول", "Αθήνας ΑΘΗΝΑΣ"):
        assert browser.run(f"{script[begin:end]} return folded({json.dumps(words)})") == folded(words)


def test_on_paper_examples_lie_open_and_the_field_for_searching_is_left_out(browser, folder, tmp_path):
    assert shutil.which("pdftotext"), "pdftotext is missing: `make programs` installs it"
    texts = {}
    for name in ("measures-care", "all"):
        browser.show(folder / f"{name}.html")
        (tmp_path / "page.pdf").write_bytes(browser.pdf())
        run = subprocess.run(["pdftotext", "-raw", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True)
        texts[name] = " ".join(run.stdout.split())
    cells = "return [...document.querySelectorAll('details th')].map(cell => cell.textContent)"
    browser.show(folder / "measures-care.html")
    names = browser.run(cells)
    assert len(names) > 10
    for name in names:
        assert "".join(name.split()) in texts["measures-care"].replace(" ", ""), name
    assert not texts["all"].startswith("Search")
