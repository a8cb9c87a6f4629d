"""Every code has a page, and its examples are what they say they are."""

import re
from pathlib import Path

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.lint import codes as module
from wayhome.engine.lint.codes import code_named, codes, fault
from wayhome.engine.lint.finding import Severity
from wayhome.engine.lint.pages import contents, page_of, write_pages
from wayhome.engine.lint.run import lint_rulebook

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "docs" / "lint"
BY_LINT = [code for code in codes().values() if code.found_by == "lint"]


def in_order(code):
    return code.code


def written(small, file, text):
    path = small / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return lint_rulebook(small / "rules", small / "knowledge").findings


@pytest.mark.parametrize("code", BY_LINT, ids=in_order)
def test_the_wrong_example_of_a_code_is_found_at_a_line(small, code):
    findings = [one for one in written(small, code.file, code.wrong) if one.code == code.code]
    assert findings
    assert all(one.severity is code.severity and one.message for one in findings)
    assert all(one.place.file.startswith(str(small)) for one in findings)
    assert code.code == "incomplete" or all(one.place.line and one.place.column for one in findings)


@pytest.mark.parametrize("code", BY_LINT, ids=in_order)
def test_in_the_right_example_of_a_code_nothing_is_found(small, code):
    assert written(small, code.right_file or code.file, code.right) == ()


def test_no_code_is_without_a_page_and_no_page_without_a_code():
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    assert pages == set(codes()), "run `make lint-pages`"


@pytest.mark.parametrize("code", codes().values(), ids=in_order)
def test_the_page_of_a_code_is_up_to_date(code):
    assert (PAGES / f"{code.code}.md").read_text(encoding="utf-8") == page_of(code), "run `make lint-pages`"


def test_the_list_of_codes_is_up_to_date_and_links_to_every_page(tmp_path):
    assert write_pages(tmp_path / "new") == len(codes())
    assert (tmp_path / "new" / "README.md").read_text(encoding="utf-8") == contents()
    assert (PAGES / "README.md").read_text(encoding="utf-8") == contents(), "run `make lint-pages`"
    assert set(re.findall(r"\]\((.*)\.md\)", contents())) == set(codes())


def test_pages_that_cannot_be_written_are_an_error_with_a_name(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(InputError, match=r"taken.*cannot be made"):
        write_pages(tmp_path / "taken" / "pages")


def test_every_code_that_the_engine_gives_a_fault_is_in_the_list():
    sources = list((ROOT / "engine").rglob("*.py"))
    given = {
        code
        for path in sources
        for code in re.findall(r"""(?:code=|code = |\bfault\()\s*"([a-z-]+)\"""", path.read_text(encoding="utf-8"))
    }
    assert len(given) > 20
    assert given <= set(codes())


def test_a_code_there_is_not_comes_with_the_one_that_was_meant():
    with pytest.raises(InputError, match="there is no code 'nevertrue'; did you mean 'never-true'"):
        code_named("nevertrue")
    with pytest.raises(KeyError):
        fault("nevertrue", None, "")


def test_a_code_listed_twice_is_an_error(tmp_path, monkeypatch):
    text = module.FILE.read_text(encoding="utf-8")
    twice = tmp_path / "codes.yaml"
    twice.write_text(text + text[text.index("- code: circle") : text.index("- code: incomplete")], encoding="utf-8")
    monkeypatch.setattr(module, "FILE", twice)
    with pytest.raises(InputError, match="the code 'circle' stands twice"):
        codes.__wrapped__()


def test_a_fault_has_the_severity_of_its_code():
    assert fault("too-long", None, "").severity is Severity.WARNING
    assert fault("circle", None, "").severity is Severity.ERROR
