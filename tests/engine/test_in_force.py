"""Drafts and retired rules: what is checked, what advises, and what is said of their ids."""

import shutil
from pathlib import Path

import pytest

from wayhome.engine.coverage import coverage_of
from wayhome.engine.errors import InputError
from wayhome.engine.inventory import read_inventory
from wayhome.engine.library import load_library, shipped
from wayhome.engine.lint.run import lint_rulebook
from wayhome.engine.proofs.prove import Prover
from wayhome.engine.rule_pages.entry import shown, to_show
from wayhome.engine.rule_tests.cases import collect, named
from wayhome.engine.rule_tests.running import run

SMALL = Path(__file__).with_name("lint") / "small"
CARE = "opportunity.social-welfare.vulnerable-services"
FILES = {
    CARE: "3-structures/care.yaml",
    "coordination.need": "3-structures/coordination.yaml",
    "care": "5-priorities/measures/care.yaml",
    "coordination": "5-priorities/measures/coordination.yaml",
    "care-needs-a-table": "0-implications/small.yaml",
    "own": "1-context/own.yaml",
    "context.stage": "1-context/stage.yaml",
    "women": "5-priorities/guards.yaml",
}


@pytest.fixture
def small(tmp_path):
    """The folder of a small rulebook."""
    shutil.copytree(shipped("knowledge") / "wording", tmp_path / "knowledge" / "wording")
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    return tmp_path


def mark(small, id_, *lines, without_examples=False):
    """Add lines to a rule, and perhaps take its examples away."""
    path = small / "rules" / FILES[id_]
    text = path.read_text(encoding="utf-8")
    if without_examples:
        text = text[: text.index("  examples:")]
    head = next(line for line in text.splitlines() if line.endswith(f": {id_}"))
    path.write_text(text.replace(head, "\n  ".join((head, *lines)), 1), encoding="utf-8")


def load(small, **how):
    return load_library(small / "rules", small / "knowledge", **how)


def refused(small):
    with pytest.raises(InputError) as error:
        load(small)
    return str(error.value)


def test_a_draft_is_read_and_tested_and_advises_nothing(small):
    mark(small, CARE, "status: draft")
    library, whole = load(small), load(small, with_drafts=True)
    assert CARE not in library.rulebook.recommendations
    assert "care" not in library.rulebook.measures  # nothing it is made of advises
    assert not any(CARE in name for name in library.program.verdicts)
    assert library.rulebook.what_became_of(CARE).said == "a draft, which advises nothing yet"
    assert whole.rulebook.recommendations[CARE].in_force == "draft"
    assert run(named(collect(whole), CARE), whole) == (3, [])


def test_a_fault_in_a_draft_is_found_by_every_check(small):
    mark(small, CARE, "status: draft")
    path = small / "rules" / FILES[CARE]
    path.write_text(
        path.read_text().replace("need: {service.protection: [none, patchy, closed]}", "need: {service.x: none}")
    )
    assert "service.x" in refused(small)
    path.write_text(
        path.read_text().replace(
            "need: {service.x: none}",
            "need: {all: [{service.protection: none}, {context.few: yes}, {returns.number: high}]}",
        )
    )
    prover = Prover(load(small, with_drafts=True), small / "rules")
    assert any(CARE in fault.message for proof in prover.result().proofs for fault in proof.faults)


def test_a_draft_is_linted(small):
    mark(small, CARE, "status: draft")
    path = small / "rules" / FILES[CARE]
    path.write_text("".join(line for line in path.read_text().splitlines(True) if "nobody asked" not in line))
    found = [(one.code, one.about) for one in lint_rulebook(small / "rules", small / "knowledge").findings]
    assert found == [("missing-example", CARE)]


def test_a_retired_rule_needs_neither_examples_nor_questions_and_its_id_is_known(small):
    mark(small, CARE, "status: retired", "replaced_by: coordination.need", without_examples=True)
    mark(small, "care", "status: retired")
    path = small / "rules" / FILES[CARE]
    path.write_text(path.read_text().replace("service.protection: [none", "service.long-gone: [none"))
    cases = f"- {{rule: {CARE}, name: left over, given: {{service.long-gone: none}}, expect: {{status: recommended}}}}\n"
    path.with_name("care.cases.yaml").write_text(cases)
    library = load(small, with_drafts=True)
    assert CARE not in {found.rule.id for found in collect(library)}
    assert list(library.rulebook.measures) == ["coordination"]
    assert library.rulebook.what_became_of(CARE).said == "retired, replaced by coordination.need"
    assert library.rulebook.what_became_of("care").said == "retired"
    assert library.rulebook.what_became_of("coordination") is None


def test_what_carries_a_passage_is_a_rule_in_force(small):
    def carried(library):
        rows = read_inventory(small / "knowledge" / "handbook")
        return {one.row.id for one in coverage_of(library, rows, {}) if CARE in one.rules}

    assert CARE in carried(load(small))
    mark(small, CARE, "status: draft")
    assert CARE not in carried(load(small))
    assert CARE in carried(load(small, with_drafts=True))


def test_links_to_what_is_not_in_force_fall_away(small):
    mark(small, "coordination.need", "status: draft")
    mark(small, "coordination", "status: draft")
    library = load(small)
    assert library.rulebook.measures["care"].after == ()
    assert load(small, with_drafts=True).rulebook.measures["care"].after == ("coordination",)


def test_an_implication_that_is_a_draft_narrows_nothing(small):
    mark(small, "care-needs-a-table", "status: draft")
    assert load(small).program.implications == ()
    assert [rule.id for rule in load(small, with_drafts=True).program.implications] == ["care-needs-a-table"]


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ([("care", "status: draft")], f"{CARE} belongs to care, which is a draft"),
        ([("care", "status: retired")], f"{CARE} belongs to care, which is retired"),
        ([(CARE, "status: retired")], "care: everything it is made of is retired"),
        ([("coordination", "status: retired"), ("coordination.need", "status: retired")], "which is retired; take it out"),
        ([(CARE, "replaced_by: coordination.need")], "only a rule with `status: retired` is replaced by another"),
        (
            [(CARE, "status: retired", "replaced_by: cordination.need"), ("care", "status: retired")],
            "did you mean 'coordination.need'",
        ),
        ([(CARE, "status: gone")], "status"),
    ],
)
def test_what_cannot_be_is_told_with_how_to_mend_it(small, marks, said):
    for one in marks:
        mark(small, *one)
    assert said in refused(small)


def test_only_a_retired_rule_goes_without_examples(small):
    mark(small, CARE, without_examples=True)
    assert "the rule has no example; only one with `status: retired` needs none" in refused(small)


def test_an_id_is_never_used_a_second_time(small):
    mark(small, CARE, "status: retired")
    path = small / "rules" / FILES[CARE]
    text = path.read_text(encoding="utf-8")
    (path.parent / "again.yaml").write_text(text.replace("  status: retired\n", ""), encoding="utf-8")
    assert f"{CARE!r} is retired here and stands a second time; an id is never used again" in refused(small)


def test_whoever_retires_a_rule_is_told_how_its_passage_is_accounted_for(small):
    def faults():
        found = lint_rulebook(small / "rules", small / "knowledge").findings
        return [one for one in found if one.code == "passage-without-rule"]

    mark(small, CARE, "status: retired", "replaced_by: coordination.need")
    mark(small, "care", "status: retired")
    (told,) = faults()
    assert told.message == f"no rule stands on {CARE}, whose rule is retired, replaced by coordination.need"
    assert told.mend.startswith("let coordination.need name it in its `cites`, or say why it stands alone below `accepted`")
    assert told.mend.endswith(f"in lint.yaml: {{code: passage-without-rule, about: {CARE}, why: ...}}")
    mark(small, "coordination.need", f"cites: [{CARE}]")
    assert not faults()


def test_what_is_no_advice_can_be_set_aside_when_its_rule_is_retired(small):
    inventory = small / "knowledge" / "handbook" / "inventory.csv"
    text = inventory.read_text(encoding="utf-8")
    inventory.write_text(text.replace(",opportunity,", ",tip,"), encoding="utf-8")
    mark(small, CARE, "status: retired")
    mark(small, "care", "status: retired")
    found = lint_rulebook(small / "rules", small / "knowledge").findings
    (told,) = [one for one in found if one.code == "passage-without-rule"]
    assert told.mend == "let another rule name it in its `cites`, or set it aside with a reason in handbook/set-aside.yaml"


def own_finding(small, *lines, file="own"):
    """A finding besides those there are."""
    text = (
        "- finding: own\n  title: Own\n  cites: [scale.sizing]\n"
        "  table: [{is: yes, when: {returns.number: low}}, {is: no}]\n"
        "  examples: [{name: few return, given: {returns.number: low}, expect: {is: yes}}]\n"
    )
    path = small / "rules" / "1-context" / f"{file}.yaml"
    path.write_text("\n  ".join((text.rstrip("\n"), *lines)) + "\n")


def test_a_finding_that_is_a_draft_stands_in_no_brief_and_a_draft_may_read_it(small):
    own_finding(small, "status: draft")
    path = small / "rules" / FILES["coordination.need"]
    path.write_text(path.read_text().replace("need: {coordination", "need: {own: yes, coordination"))
    assert "coordination.need is in force and reads own, which is a draft; take" in refused(small)
    mark(small, "coordination.need", "status: draft")
    mark(small, "coordination", "status: draft")
    library, whole = load(small), load(small, with_drafts=True)
    assert "own" not in library.rulebook.findings
    assert "own" not in library.program.domains
    assert library.rulebook.what_became_of("own").said == "a draft, which advises nothing yet"
    assert run(named(collect(whole), "own"), whole) == (1, [])
    assert named(collect(whole), "own")[0].cases


def test_a_finding_that_was_retired_is_known_by_its_id_and_not_used_again(small):
    own_finding(small, "status: retired", "replaced_by: context.stage")
    library = load(small)
    assert "own" not in library.rulebook.findings
    assert library.rulebook.what_became_of("own").said == "retired, replaced by context.stage"
    assert "Own [own] was retired" in to_show(shown(library, "own"), markdown=False)
    own_finding(small, file="again")
    assert "'own' is retired here and stands a second time" in refused(small)


def test_the_headline_reads_no_draft(small):
    mark(small, "context.stage", "status: draft")
    assert "the headline is in force and reads context.stage, which is a draft" in refused(small)


def test_a_guard_waits_or_ends_only_where_no_measure_in_force_names_it(small):
    mark(small, "women", "status: draft")
    assert "care is in force and names the guard women, which is a draft" in refused(small)
    mark(small, "care", "status: draft")
    mark(small, CARE, "status: draft")
    library = load(small)
    assert library.rulebook.guards == {}
    assert library.rulebook.what_became_of("women").kind == "guard"
    path = small / "rules" / FILES["women"]
    path.write_text(path.read_text().replace("status: draft", "status: retired"))
    assert "`guards` names 'women', which is retired; take it out, or name another" in refused(small)


def test_a_precondition_is_always_in_force(small):
    (small / "rules" / "1-context" / "own.yaml").write_text(
        "- precondition: own\n  title: Own\n  status: draft\n  cites: [scale.sizing]\n  table: [{is: yes}]\n"
        "  examples: [{name: none, given: {}, expect: {is: yes}}]\n"
    )
    assert "own.yaml:3:3: a precondition is always in force" in refused(small)


@pytest.mark.parametrize(
    ("file", "before", "text"),
    [
        ("rules/1-context/few.yaml", "title: Few", "title: DRAFT Few"),
        ("rules/5-priorities/measures/care.yaml", "instrument: {any: ", "instrument: {any: DRAFT "),
        ("knowledge/wording/guards.yaml", "title: ", "title: DRAFT "),
        ("knowledge/measures/care.md", "- Reason: ", "- Reason: DRAFT "),
        ("knowledge/handbook/small.md", "- Indicator: ", "- Indicator: DRAFT "),
    ],
)
def test_a_rule_in_force_with_a_text_that_is_still_to_be_written_stops_every_brief_and_no_check(small, file, before, text):
    path = small / file
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines) if before in line)
    lines[number] = lines[number].replace(before, text)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = refused(small)
    assert f"{path}:{number + 1}:" in said
    assert "a text of it still begins with DRAFT; replace it" in said
    load(small, with_drafts=True)
