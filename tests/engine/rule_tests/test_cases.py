"""Examples are found in rule files and beside them, at their lines; what they name and there is not is refused."""

import random

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.library import _digest
from wayhome.engine.rule_tests.cases import collect, named

from .small_rulebook import RECOMMEND, finding

NEW = "1-context/new.yaml"
BESIDE = "1-context/new.cases.yaml"
RULE = finding("{lead.body: none}")


def of(library, id_):
    """The examples of a rule, as name and line."""
    (found,) = [found for found in collect(library) if found.rule.id == id_]
    return [(case.name, case.place.line) for case in found.cases]


def refused(library):
    with pytest.raises(InputError) as caught:
        collect(library)
    return str(caught.value)


def test_examples_stand_in_the_rule_file_and_in_files_beside_it(small):
    case = "# why\n- rule: context.new\n  name: nobody leads\n  given: {lead.body: none}\n  expect: {is: yes}\n"
    assert of(small({NEW: RULE, BESIDE: case}), "context.new") == [("nobody asked", 9), ("nobody leads", 2)]


def test_one_example_may_stand_for_several(small):
    each = (
        "- rule: context.new\n  name: somebody leads\n  each:\n    - {lead.body: patchy}\n    - {lead.body: working}\n"
        "  expect: {is: no}\n"
    )
    library = small({NEW: RULE, BESIDE: each})
    assert of(library, "context.new")[1:] == [("somebody leads (1)", 4), ("somebody leads (2)", 5)]
    (found,) = [found for found in collect(library) if found.rule.id == "context.new"]
    assert [case.given for case in found.cases[1:]] == [{"lead.body": "patchy"}, {"lead.body": "working"}]


def test_what_each_gives_comes_on_top_of_what_is_given(small):
    rule = finding(
        "{lead.body: none, sop.use: none}", "{name: x, given: {sop.use: none}, each: [{lead.body: none}], expect: {is: yes}}"
    )
    (found,) = [found for found in collect(small({NEW: rule})) if found.rule.id == "context.new"]
    assert found.cases[0].given == {"sop.use": "none", "lead.body": "none"}


def test_files_of_examples_decide_nothing(small, tmp_path):
    library = small({NEW: RULE, BESIDE: "- {rule: context.new, name: x, expect: {is: no}}\n"})
    before = _digest(tmp_path / "rules", "*.yaml")
    (tmp_path / "rules" / BESIDE).write_text("nonsense: [")
    assert "context.new" in library.rulebook.findings
    assert _digest(tmp_path / "rules", "*.yaml") == before


@pytest.mark.parametrize(
    ("case", "what"),
    [
        (
            "{rule: context.nev, name: x, expect: {is: yes}}",
            "1:4: there is no rule 'context.nev'; did you mean 'context.new'?",
        ),
        ("{rule: context.new, name: x, expect: {}}", "1:32: context.new: 'x' expects nothing"),
        ("{rule: context.new, name: x, expect: {iss: yes}}", "expects an unknown 'iss'; expected is; did you mean 'is'?"),
        ("{rule: context.new, name: x, expect: {is: yeah}}", "is is never 'yeah'; expected no, yes"),
        ("{rule: context.new, name: x, given: {lead.bodi: none}, expect: {is: no}}", "did you mean 'lead.body'?"),
        ("{rule: context.new, name: x, given: {lead.body: non}, expect: {is: no}}", "lead.body is never 'non'; expected"),
        ("{rule: context.new, name: x, given: {lead.body: []}, expect: {is: no}}", "lead.body needs a value"),
        ("{rule: context.new, name: nobody asked, expect: {is: no}}", "is the name of two examples; the first is at"),
        ("{rule: context.new, nmae: x, expect: {is: no}}", "unknown key 'nmae'; did you mean 'name'?"),
        ("{rule: context.new, expect: {is: no}}", "the key 'name' is missing"),
        ("[]", "expected an entry beginning with `- rule:`"),
    ],
)
def test_an_example_that_names_what_there_is_not_is_refused_at_its_line(small, tmp_path, case, what):
    message = refused(small({NEW: RULE, BESIDE: f"- {case}\n"}))
    assert message.startswith(str(tmp_path / "rules" / BESIDE) + ":1:")
    assert what in message


@pytest.mark.parametrize(
    ("case", "line", "column"),
    [
        ("{rule: context.new, name: x, given: {lead.bodi: none}, expect: {is: no}}", 1, 40),
        ("{rule: context.new, name: x, given: {sop.use: none, lead.body: non}, expect: {is: no}}", 1, 55),
        ("{rule: context.new, name: x, expect: {is: yeah}}", 1, 41),
        ("{rule: context.new, expect: {is: no}, name: nobody asked}", 1, 41),
        ("rule: context.new\n  name: x\n  expect: {is: no}\n  each:\n    - {lead.body: none}\n    - {lead.body: non}", 6, 8),
        ("rule: context.new\n  name: x\n  given: {lead.body: non}\n  each: [{sop.use: none}]\n  expect: {is: no}", 3, 11),
        ("rule: context.new\n  name: x\n  each: [{sop.use: none}]\n  expect: {iss: no}", 4, 12),
    ],
)
def test_a_fault_in_an_example_stands_at_its_key(small, tmp_path, case, line, column):
    message = refused(small({NEW: RULE, BESIDE: f"- {case}\n"}))
    assert message.startswith(f"{tmp_path / 'rules' / BESIDE}:{line}:{column}: ")


def test_a_fault_in_an_example_in_a_rule_file_stands_at_its_key(small, tmp_path):
    rule = finding("{lead.body: none}", "{name: x, given: {lead.body: non}, expect: {is: no}}")
    (line,) = [i for i, text in enumerate(rule.splitlines(), 1) if "{name: x" in text]
    column = rule.splitlines()[line - 1].index("lead.body") + 1
    assert refused(small({NEW: rule})).startswith(f"{tmp_path / 'rules' / NEW}:{line}:{column}: ")


def test_of_a_recommendation_its_own_passages_may_be_expected_and_no_others(small):
    given = "given: {referral.use: none}"
    good = f"    - {{name: a, {given}, expect: {{missing: [referral.mou, sop.consent], gap: 3, done: [], cases: []}}}}\n"
    assert len(of(small({"3-structures/referral.yaml": RECOMMEND + good}), "referral.why")) == 2
    bad = f"    - {{name: b, {given}, expect: {{done: [referral.mau], status: recomended}}}}\n"
    message = refused(small({"3-structures/referral.yaml": RECOMMEND + bad}))
    assert "done is never 'referral.mau'; expected referral.mou, sop.consent, all; did you mean 'referral.mou'?" in message
    assert "status is never 'recomended'" in message
    assert "did you mean 'recommended'?" in message


def test_where_two_rules_have_one_id_an_example_says_which(small):
    actor = """\
- actor: referral.why
  title: Of a body
  part: contact
  when: {actor.interest: low}
  examples: [{name: nobody asked, given: {}, expect: {is: [yes, no]}}]
"""
    files = {"3-structures/actors.yaml": actor, BESIDE: "- {rule: referral.why, name: x, expect: {is: no}}\n"}
    assert "add `kind: actor` or `kind: recommend`" in refused(small(files))
    files[BESIDE] = "- {rule: referral.why, kind: actor, name: x, expect: {is: no}}\n"
    assert [len(found.cases) for found in collect(small(files)) if found.rule.id == "referral.why"] == [2, 1]


def test_a_file_or_folder_limits_the_rules_and_a_word_the_examples(small, tmp_path):
    library = small(
        {NEW: RULE, BESIDE: "- {rule: context.new, name: a lead, given: {lead.body: none}, expect: {is: yes}}\n"}
    )
    folder = tmp_path / "rules"
    assert {found.rule.id for found in collect(library, folder / "1-context")} == {"context.skeleton", "context.new"}
    assert [found.rule.id for found in collect(library, folder / BESIDE)] == ["context.new"]
    rules = collect(library)
    assert [(found.rule.id, len(found.cases)) for found in named(rules, "new")] == [("context.new", 2)]
    assert [(found.rule.id, len(found.cases)) for found in named(rules, "a lead")] == [("context.new", 1)]


def test_a_broken_file_of_examples_is_read_or_refused_with_its_place(small, tmp_path):
    whole = (
        "- rule: context.new\n  name: somebody leads\n  each:\n    - {lead.body: patchy}\n    - {lead.body: working}\n"
        "  expect: {is: no}\n"
        "- {rule: referral.why, name: x, given: {sop.use: [none, informal]}, expect: {status: possible}}\n"
    )
    library, path, chosen = small({NEW: RULE}), tmp_path / "rules" / BESIDE, random.Random(3)
    problems = []
    for _ in range(150):
        at = chosen.randrange(len(whole))
        path.write_text(whole[:at] + chosen.choice(["", "[", "}", ": ", "\n", "- ", "&a ", "'", "\t"]) + whole[at + 1 :])
        try:
            collect(library)
        except InputError as error:
            problems += error.problems
    assert len(problems) > 100
    assert {problem.place.file for problem in problems} == {str(path)}
    assert all(problem.what for problem in problems)


MEASURE = "5-priorities/measures.cases.yaml"


@pytest.mark.parametrize(
    ("case", "what"),
    [
        ("given: {mode: secur}, expect: {step: 4}",
         "mode is never 'secur'; expected create, secure, any; did you mean 'secure'?"),
        ("expect: {leed: migration-lead}", "expects an unknown 'leed'"),
        ("expect: {leed: migration-lead}", "did you mean 'lead'?"),
        ("expect: {lead: migration-led}", "lead is never 'migration-led'"),
        ("expect: {months: [3]}",
         "months is never [3]; expected the month it may start and how many it takes, such as [1, 9]"),
        ("expect: {months: 3}", "months is never [3]"),
        ("expect: {step: 7}", "step is never '7'; expected 1, 2, 3, 4, 5, 6"),
        ("expect: {cost: smal}",
         "cost is never 'smal'; expected none, small, budget line, investment; did you mean 'small'?"),
        ("expect: {guards: [dept]}", "guards is never 'dept'; expected debt; did you mean 'debt'?"),
        ("expect: {safe: yess}", "safe is never 'yess'; expected no, yes, when-recommended"),
    ],
)  # fmt: skip
def test_what_a_measure_never_states_is_refused_with_what_it_may(small, case, what):
    assert what in refused(small({MEASURE: f"- {{rule: referral, name: x, {case}}}\n"}))


def test_only_an_example_of_a_measure_gives_the_way(small):
    case = "- {rule: referral.why, name: x, given: {mode: create}, expect: {status: possible}}\n"
    assert "gives an unknown fact 'mode'" in refused(small({"3-structures/referral.cases.yaml": case}))
