"""What is said of how to mend a fault is right: following it mends the fault."""

import re
import shutil

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.lint.run import lint_rulebook
from wayhome.engine.proofs.conditions import conditions
from wayhome.engine.proofs.grounds import Grounds
from wayhome.engine.rule_pages.entry import shown
from wayhome.engine.rule_tests.examine import examine

FEW = "rules/1-context/few.yaml"
CARE = "rules/5-priorities/measures/care.yaml"


def told(small):
    """Every finding as it is printed, with places seen from the folder."""
    return [str(one).replace(f"{small}/", "") for one in lint_rulebook(small / "rules", small / "knowledge").findings]


def changed(small, file, *pairs):
    """Put other words into a file, and see what is said."""
    text = (small / file).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    (small / file).write_text(text, encoding="utf-8")
    return told(small)


@pytest.mark.parametrize(("version", "whole"), [("0.1", "0.1.0"), ("2", "2.0.0")])
def test_a_version_needs_three_numbers_and_not_quotes(small, version, whole):
    (small / "rules/rulebook.yaml").write_text(f"version: {version}\n", encoding="utf-8")
    (line,) = told(small)
    assert line == (
        f"rules/rulebook.yaml:1:1: wrong-shape version is {version}; expected three numbers; write `version: {whole}`"
    )


def test_a_new_passage_wants_its_row_and_not_the_id_of_another(small):
    text = "\n## More of it\n`scale.sizing-more`\n\n- Locator: Scale; L9\n- Strength: should\n\nMore.\n"
    with (small / "knowledge/handbook/small.md").open("a", encoding="utf-8") as page:
        page.write(text)
    assert any("no row 'scale.sizing-more'; add its row to inventory.csv" in line for line in told(small))


def test_the_last_row_of_a_table_is_not_to_be_taken_out(small):
    lines = changed(
        small, FEW, ("{returns.number: low, returns.obstacles.work: no}}", "{not: {returns.number: {below: low}}}}")
    )
    (line,) = [line for line in lines if "unreached-row" in line]
    assert line.endswith("(table.1) is never the first to hold; narrow a row before it: the last says what is left")


def test_of_what_is_defined_twice_both_places_are_named(small):
    shutil.copy(small / FEW, small / "rules/1-context/few (copy).yaml")
    (line,) = told(small)
    assert line == (
        f"{FEW}:1:3: stands-twice 'context.few' is defined twice; the first is at rules/1-context/few (copy).yaml:1:3"
    )


def test_a_finding_of_the_same_folder_is_there_and_cannot_be_read(small):
    lines = changed(small, FEW, ("returns.obstacles.work: no", "context.stage: x"))
    (line,) = [line for line in lines if "context.stage" in line and "no fact" in line]
    assert re.search(r"concluded at rules/1-context/stage\.yaml:1:3, and a rule reads findings of lower-numbered", line)


def test_a_finding_that_is_wrong_itself_is_to_be_mended_first(small):
    lines = changed(small, FEW, ("  title: Few return, with few obstacles\n", ""))
    others = [line for line in lines if "no fact 'context.few'" in line]
    assert others
    assert all(line.endswith(f"it stands at {FEW}:1:3, and is wrong itself: mend that first") for line in others)


def test_of_a_part_of_a_retired_measure_it_is_said_that_the_measure_is_retired(small):
    lines = changed(small, CARE, ("\n  lead:", "\n  status: retired\n  lead:"))
    assert any(
        "belongs to care, which is retired; retire it as well, or add it to `made_of` of another measure" in line
        for line in lines
    )


def test_no_rule_is_replaced_by_itself(small):
    lines = changed(small, CARE, ("\n  lead:", "\n  status: retired\n  replaced_by: care\n  lead:"))
    assert any(
        "`replaced_by` names the rule itself; name what stands in its place, or leave it out" in line for line in lines
    )


def test_quotes_of_word_processors_are_named(small):
    lines = changed(
        small,
        "rules/3-structures/care.yaml",
        ("sector: ", "sector: \u201c"),
        ("\u201csocial-welfare", "\u201csocial-welfare\u201d"),
    )
    assert lines[0].endswith("in parts joined by dots; a text needs no quotes, or straight ones: ' or \"")


def test_a_condition_that_always_holds_is_told_in_a_whole_sentence(small):
    (small / "rules/5-priorities/guards.yaml").write_text(
        "- {guard: women, unless: {any: [{service.protection: none}, {not: {service.protection: none}}]}}\n"
    )
    library = load_library(small / "rules", small / "knowledge")
    (fault,) = [one for one in conditions(Grounds(library)).faults if one.rules == ("women",)]
    assert fault.message == "women: its unless holds whatever is answered"
    (line,) = [line for line in told(small) if "always-true" in line]
    assert line.endswith("women: `unless` holds whatever is answered")


def test_what_is_no_rule_or_no_file_is_told_with_what_was_meant():
    library = load_library()
    with pytest.raises(InputError, match=r"it is a passage, which `wayhome handbook show sop\.consent` shows"):
        shown(library, "sop.consent")
    with pytest.raises(InputError, match=r"nope\.yaml: there is no such file or folder$"):
        examine(library, "nope.yaml")
    with pytest.raises(InputError, match=r"did you mean '4-opportunities/social-welfare\.yaml'"):
        examine(library, "social-welfare.yaml")
