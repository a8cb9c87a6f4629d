"""What a browser and axe-core make of the pages of the rulebook, opened from a folder."""

import sys
from pathlib import Path

import pytest

from wayhome.engine.library import load_library
from wayhome.engine.rule_site.site import site_of, write_site

from .browser import running_browser

pytestmark = pytest.mark.programs

AXE = Path(sys.prefix) / "programs" / "axe_playwright_python" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = ["index", "all", "handbook-4.1.3-procedures-and-referral", "measures", "sector-health", "questions-services"]
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
        f"const field = document.querySelector('.search input'); field.value = {words!r};"
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
