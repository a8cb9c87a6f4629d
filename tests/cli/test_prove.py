"""`wayhome rules prove`: the shipped rulebook is proved; a rulebook with faults is told each of them, with a country."""

import json
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from wayhome.cli.main import main
from wayhome.engine.advise import Edition, Options, advise
from wayhome.engine.library import load_library, shipped
from wayhome.engine.lint.codes import codes
from wayhome.engine.profile_reader import read_profile
from wayhome.engine.proofs.prove import Proved, report
from wayhome.engine.recommend import Status
from wayhome.engine.truth import truth

from ..engine.lint.small_rulebook import copy_small

NEVER = "{policy.reintegration: drafted, policy.plan: adopted}"  # I1: a policy still in draft has no plan in force
ADDED = """
- finding: context.seeded
  title: A row that the one before it swallows
  cites: [scale.sizing]
  table:
    - {is: many, when: {returns.number: [medium, high]}}
    - {is: most, when: {returns.number: high}}
    - {is: few}
  examples: [{name: none, given: {}, expect: {is: [many, most, few]}}]
- finding: context.swallowed
  title: A last row that is never reached
  cites: [scale.sizing]
  table:
    - {is: 'yes', when: {returns.number: high}}
    - {is: 'no', when: {returns.number: [low, medium]}}
    - {is: 'yes'}
  examples: [{name: none, given: {}, expect: {is: [no, yes]}}]
"""
CONTRADICTION = """
- contradiction: seeded
  title: What an implication says already
  when: {policy.reintegration: drafted, policy.plan: adopted}
  mend: say nothing
  examples: [{name: none, given: {}, expect: {is: [no, yes]}}]
"""
GENDER = """  need: {policy.sectors.gender: {below: acts}}
  fits: {policy.reintegration: {at_least: adopted}, policy.sectors.gender: {at_least: silent}}"""
LABOUR = """  need: {not: {policy.sectors.labour: acts}}
  fits: {policy.reintegration: [adopted, in-part, carried-out], not: {policy.sectors.labour: no-policy}}"""
EDITS = (
    ("1-context/scale.yaml", "", ADDED),
    ("0-implications/contradictions.yaml", "", CONTRADICTION),
    ("0-implications/texts.yaml", "then: {policy.plan: [none, drafted, lapsed]}", "then: {policy.plan: [none, drafted]}"),
    ("5-priorities/guards.yaml", "unless: {service.women: reaching}", f"unless: {NEVER}"),
    ("5-priorities/guards.yaml", "unless: {returns.groups.minorities: no}", f"unless: {{not: {NEVER}}}"),
    ("3-structures/regional-process.yaml", "need: {regional.process: [none, outside, member]}", f"need: {{not: {NEVER}}}"),
    ("3-structures/places-abroad.yaml", "national_when: {area.powers.partners-abroad: no} ", f"national_when: {NEVER} "),
    ("3-structures/firms.yaml", "{firms.strategy: {below: followed}}", "{firms.strategy: [elsewhere, written]}"),
    ("3-structures/functions.yaml", "{actor.influence: low, actor.interest: low}", "{actor.influence: low}"),
    ("4-opportunities/gender.yaml", GENDER, LABOUR),
    ("5-priorities/measures/services.yaml", "contradicts: []", "contradicts: [health]"),
    ("lint.yaml", "about: I13", "about: I14"),
    ("lint.yaml", "ways, about: opportunity.business-finance.review-criteria", "ways, about: referral.why"),
)
"""File, what stands there (nothing: at the end), and what is put in its place."""


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory):
    """A copy of the rules with one fault of each kind."""
    folder = tmp_path_factory.mktemp("fork") / "rules"
    shutil.copytree(shipped("rules"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, old, new in EDITS:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text, (name, old)
        (folder / name).write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
    for path in (folder / "5-priorities/measures").glob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        lines = [line.split("leverage")[0] + "leverage: 1" if "leverage:" in line else line for line in lines]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def proved(rulebook):
    """What the command says of it: exit status, result, folder of profiles."""
    folder = rulebook.parent / "faults"
    args = ["rules", "prove", "--rulebook", str(rulebook), "-o", str(folder), "--format", "json"]
    found = CliRunner().invoke(main, args, catch_exceptions=False)
    return found.exit_code, Proved.model_validate_json(found.stdout), folder


@pytest.fixture
def shown(proved, rulebook):
    """The fault of a code in a rule, and what follows from the profile that shows it."""
    library = load_library(rulebook)

    def of(code, rule):
        (fault,) = [
            fault for proof in proved[1].proofs for fault in proof.faults if fault.code == code and rule in fault.rules
        ]
        profile = read_profile(str(proved[2] / fault.profile), library.questionnaire, library.examples)
        return fault, advise(profile, library, Options(edition=Edition.CONFIDENTIAL))

    return of


def test_the_shipped_rulebook_is_proved(invoke):
    found = invoke("rules", "prove")
    assert found.exit_code == 0, found.output
    assert found.output.count("proved: ") == found.output.count("\n") - 3
    assert "each of 254 statuses of recommendations can happen" in found.output
    assert "1 accepted otherwise in lint.yaml" in found.output
    assert found.output.endswith("No fault.\n")


def test_a_rulebook_with_faults_ends_with_status_one_and_each_has_its_line_and_its_profile(proved, rulebook):
    status, result, folder = proved
    faults = [fault for proof in result.proofs for fault in proof.faults]
    assert status == 1
    assert {fault.code for fault in faults} == {code.code for code in codes().values() if code.found_by == "prove"} - {
        "no-profile"
    }
    text = report(result)
    for fault in faults:
        weight = "warning: " if fault.severity == "warning" else ""
        assert f"{fault.file}:{fault.line}:{fault.column}: {fault.code} {weight}{fault.message}" in text
        written = (folder / fault.profile).read_text(encoding="utf-8")
        assert fault.shows in written
        (tried,) = [line for line in written.splitlines() if line.startswith("# Try: ")]
        assert tried.startswith(f"# Try: wayhome advise {folder / fault.profile}")
        assert tried.endswith(f" --rulebook {rulebook}")
    assert sorted(path.name for path in folder.iterdir()) == sorted(fault.profile for fault in faults)


@pytest.mark.slow
def test_every_profile_answers_everything_that_arises(proved, rulebook, invoke):
    for path in proved[2].iterdir():
        found = invoke("check", path, "--rulebook", rulebook, "--format", "json")
        assert found.exit_code == 0, found.output
        total = json.loads(found.output)["total"]
        assert total["asked"] - total["answered"] <= 1  # without a list of areas it is the whole country


def test_the_installed_program_takes_such_a_profile(wayhome, proved, rulebook):
    path = next(path for path in sorted(proved[2].iterdir()) if "never-holds" in path.name)
    found = wayhome("advise", path, "--rulebook", rulebook)
    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith("---")


def test_a_value_that_never_comes_out_is_shown_where_its_own_row_holds(shown):
    fault, advice = shown("unreachable-value", "context.seeded")
    assert "never 'most'" in fault.message
    domains = advice.library.program.domains
    assert domains["returns.number"].names(advice.evaluation.facts["returns.number"]) == ("high",)
    assert domains["context.seeded"].names(advice.evaluation.facts["context.seeded"]) == ("many",)


def test_a_row_that_is_never_first_is_shown_where_another_wins(shown):
    fault, advice = shown("never-first", "context.swallowed")
    assert "row 1, 2" in fault.message
    assert advice.evaluation.facts["context.swallowed"].bit_count() == 1


def test_a_status_that_never_happens_is_shown_by_its_opposite(shown):
    fault, advice = shown("unreachable-status", "regional.role")
    assert fault.part == "status in-place"
    assert "I1" in fault.message
    assert advice.verdicts["regional.role"].status is not Status.IN_PLACE


def test_a_way_of_doing_that_is_never_advised_is_shown_where_its_row_is_the_first_to_hold(shown):
    fault, advice = shown("unreachable-mode", "private-strategy.5-roadmap")
    assert fault.part == "mode create"
    domain = advice.library.program.domains["firms.strategy"]
    assert domain.names(advice.evaluation.facts["firms.strategy"]) == ("none",)
    assert advice.verdicts["private-strategy.5-roadmap"].status is not Status.RECOMMENDED
    assert "the row for 'create' is the first" in fault.shows
    assert "firms.strategy: none" in fault.message


def test_a_condition_that_never_holds_is_shown_where_half_of_it_does(shown):
    fault, advice = shown("never-holds", "women")
    assert fault.message == (
        "women: its unless holds in no complete profile: {policy.reintegration: drafted} and {policy.plan: adopted}"
        " exclude each other (by I1)"
    )
    names = advice.library.program.domains["policy.reintegration"].names
    assert names(advice.evaluation.facts["policy.reintegration"]) == ("drafted",)
    assert advice.evaluation.verdicts["women#unless"] is False


def test_a_condition_on_areas_is_shown_by_an_area(shown):
    fault, advice = shown("never-holds", "l2l.decentralized-cooperation")
    assert advice.profile.area is not None
    assert fault.part == "national_when"


def test_a_condition_that_never_fails_is_shown_where_it_holds(shown):
    _, advice = shown("never-fails", "minorities")
    assert advice.evaluation.verdicts["minorities#unless"] is True


def test_a_contradiction_that_an_implication_excludes_is_told(shown):
    fault, advice = shown("never-holds", "seeded")
    assert fault.part == "contradiction"
    when = next(one.when for one in advice.library.rulebook.contradictions if one.id == "seeded")
    assert truth(when, advice.evaluation.asked) is False


def test_two_rules_that_say_the_same_are_shown_together(shown):
    fault, advice = shown("same-advice", "opportunity.gender.harmonize-goals")
    first, second = (advice.verdicts[rule] for rule in fault.rules)
    assert first.status is second.status is Status.RECOMMENDED
    assert first.mode == second.mode


def test_measures_that_contradict_each_other_are_shown_recommended_together(shown):
    fault, advice = shown("contradicting-advice", "health")
    statuses = {ranked.id: ranked.status for ranked in advice.ranked}
    assert [statuses[rule] for rule in fault.rules] == [Status.RECOMMENDED] * 2


def test_two_ways_of_working_with_one_body_are_shown_on_a_body(shown):
    fault, advice = shown("contradicting-advice", "engagement.inform")
    (body,) = [one for one in advice.actors if one.actor.key == "in-question"]
    assert {rule.id for rule in body.rules} >= set(fault.rules)


def test_implications_that_leave_nothing_are_shown_in_conflict(shown):
    fault, advice = shown("implications-conflict", "I1")
    assert {conflict.implication for conflict in advice.evaluation.conflicts} <= {"I1", "I7@policy.plan"}
    assert advice.evaluation.conflicts
    assert set(fault.rules) == {"I1", "I7"}


def test_a_criterion_without_effect_is_shown_by_equal_points(shown):
    _, advice = shown("idle-criterion", "leverage")
    assert {ranked.criteria["leverage"] for ranked in advice.ranked} == {(1, 1)}


def test_what_is_accepted_and_not_so_is_told(proved):
    found = proved[1].in_vain
    assert [(one.code, one.severity) for one in found] == [("accepted-in-vain", "warning")] * 2
    said = ("implications-conflict is accepted of 'I14'", "contradicting-ways is accepted of 'referral.why'")
    for one, words in zip(found, said, strict=True):
        assert words in one.message
        assert one.message in report(proved[1])


NOTHING = """
- implication: {id}
  title: The same whatever the answers
  when: {{any: [{{returns.trend: falling}}, {{not: {{returns.trend: falling}}}}]}}
  then: {{returns.trend: [{value}]}}
  examples: [{{name: none, given: {{}}, expect: {{returns.trend: open}}}}]
"""


def test_a_rulebook_that_allows_no_profile_says_so_and_nothing_else(invoke, tmp_path):
    folder = tmp_path / "rules"
    shutil.copytree(shipped("rules"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = NOTHING.format(id="N1", value="falling") + NOTHING.format(id="N2", value="rising")
    (folder / "0-implications" / "none.yaml").write_text(text, encoding="utf-8")
    found = invoke("rules", "prove", "--rulebook", folder)
    assert found.exit_code == 1
    assert "no-profile no complete profile agrees with N1 and N2" in found.output
    assert found.output.endswith("\n1 fault.\n")


def test_what_is_accepted_of_a_rule_hides_no_other_fault_of_it(tmp_path):
    """The shipped acceptance of a row of `coordination.need` is of that row alone."""
    shutil.copytree(shipped("rules"), tmp_path / "rules", ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "rules" / "lint.yaml"
    path.write_text(path.read_text().replace("what: row 1 of its gap", "what: row 2 of its gap"))
    done = CliRunner().invoke(main, ["rules", "prove", "--rulebook", str(tmp_path / "rules")])
    assert done.exit_code == 1
    assert "never-holds coordination.need: row 1 of its gap" in done.stdout
    assert "it is found with others, so mend `what`" in done.stdout


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("contradicting-advice", "  contradicts: [health]"),
        ("never-holds", f"  unless: {NEVER}"),
        ("unreachable-value", "    - {is: most, when: {returns.number: high}}"),
        ("never-first", "    - {is: 'yes'}"),
    ],
)
def test_a_fault_is_told_at_the_line_that_is_to_be_mended(proved, code, line):
    found = [one for proof in proved[1].proofs for one in proof.faults if one.code == code]
    lines = [Path(one.file).read_text(encoding="utf-8").split("\n")[one.line - 1] for one in found]
    assert line in lines


@pytest.fixture
def small(tmp_path):
    """A small rulebook with two measures that contradict each other, in the folder of today."""
    copy_small(tmp_path)
    code = codes()["contradicting-advice"]
    before = (tmp_path / code.file).read_text(encoding="utf-8")
    (tmp_path / code.file).write_text(code.wrong, encoding="utf-8")
    return tmp_path / code.file, before


SMALL = ("--rulebook", "rules", "--knowledge", "knowledge")


def test_without_a_folder_no_profile_is_said_to_be_there(invoke, small):
    found = invoke("rules", "prove", *SMALL)
    assert found.exit_code == 1
    assert "contradict each other, and one profile can be advised both" in found.stdout
    assert "to see it, write a profile with -o DIR: " in found.stdout
    assert "shown by" not in found.stdout


def test_the_command_in_a_profile_works_where_prove_was_called_and_shows_the_fault(invoke, small, tmp_path):
    (tmp_path / "to see").mkdir()
    found = invoke("rules", "prove", *SMALL, "-o", "to see")
    path = next((tmp_path / "to see").iterdir())
    assert f"shown by to see/{path.name}: " in found.stdout
    (tried,) = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# Try: ")]
    command = shlex.split(tried.removeprefix("# Try: "))
    assert command[0] == "wayhome"
    run = invoke(*command[1:])
    assert run.exit_code == 0, run.output


def test_once_a_fault_is_mended_its_profile_is_taken_away_and_nothing_else_is(invoke, small, tmp_path):
    invoke("rules", "prove", *SMALL, "-o", "wit")
    (shown,) = (tmp_path / "wit").glob("*-contradicting-advice-*")
    other = tmp_path / "wit" / "01-my-own.yaml"
    other.write_text("wayhome: 1\n", encoding="utf-8")
    path, before = small
    path.write_text(before, encoding="utf-8")
    found = invoke("rules", "prove", *SMALL, "-o", "wit", "--format", "json")
    assert f"Taken away: wit/{shown.name}, whose fault is mended" in found.stderr
    left = {one["profile"] for proof in json.loads(found.stdout)["proofs"] for one in proof["faults"]}
    assert {path.name for path in (tmp_path / "wit").iterdir()} == {other.name, *left}
