"""A rules folder is read whole or refused with every fault at its line."""

import shutil

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.rulebook import CRITERIA
from wayhome.engine.rulebook_reader.whole import load_rulebook
from wayhome.engine.sources import parse_yaml
from wayhome.engine.weights import read_weights

LIBRARY = load_library()
EXAMPLES = "examples: [{name: nobody asked, given: {}, expect: {}}]"
FINDING = f"""\
- finding: context.new
  title: New
  cites: [referral.why]
  table:
    - {{is: a, when: {{lead.body: none}}}}
    - {{is: b}}
  {EXAMPLES}
"""
IMPLICATION = f"- implication: I99\n  title: New\n  when: {{lead.body: none}}\n  then: {{sop.use: none}}\n  {EXAMPLES}\n"
CONTRADICTION = f"- contradiction: k9\n  title: New\n  when: {{lead.body: none}}\n  mend: ask\n  {EXAMPLES}\n"
RECOMMEND = f"""\
- recommend: referral.service-mapping
  title: New
  cites: [referral.why]
  sector: structure
  need: {{referral.use: none}}
  mode: referral.use
  lead: ministry-social
  {EXAMPLES}
"""
MEASURE = """\
- measure: new
  made_of: [referral.why]
  lead: ministry-social
  cluster: together
  step: 4
  months: [0, 3]
  instrument: {any: circular}
  cost: {any: none}
  criteria: {stakes: 1, leverage: 1, reach: [{is: 2, when: {lead.body: none}}, {is: 1}]}
"""
STEP = """\
- step: 1
  id: again
  title: Again
  cites: [step.1-sensitization]
  months: [0, 2]
"""


# The least that is a rulebook.
SKELETON = {
    "1-context/old.yaml": FINDING.replace("context.new", "context.old"),
    "2-preconditions/old.yaml": FINDING.replace("finding: context.new", "precondition: precondition.old"),
    "3-structures/old.yaml": RECOMMEND.replace("referral.service-mapping", "referral.why"),
    "5-priorities/weights.yaml": "".join(f"{name}: 1\n" for name in CRITERIA),
    "5-priorities/old.yaml": MEASURE.replace("measure: new", "measure: old"),
    "5-priorities/guards.yaml": "- guard: old\n",
    "5-priorities/gate.yaml": "- gate: [lead.body]\n",
    "6-roadmap/headline.yaml": "- headline: context.old\n",
    "6-roadmap/steps.yaml": "".join(STEP.replace("step: 1", f"step: {i}") for i in range(1, 7)),
}


@pytest.fixture
def rules(tmp_path):
    for name, text in SKELETON.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    (tmp_path / "0-implications").mkdir()
    (tmp_path / "0-implications" / "old.yaml").write_text(IMPLICATION.replace("I99", "I1"))
    (tmp_path / "4-opportunities").mkdir()
    return tmp_path


def load(folder):
    return load_rulebook(folder, LIBRARY.questionnaire, LIBRARY.passages)


def faults(folder):
    with pytest.raises(InputError) as error:
        load(folder)
    return str(error.value)


def test_the_least_rulebook_is_read(rules):
    assert list(load(rules).findings) == ["context.old", "precondition.old"]


def test_a_finding_reads_answers_and_lower_folders_only(rules):
    finding = FINDING.replace("lead.body: none", "precondition.old: a")
    (rules / "1-context" / "new.yaml").write_text(finding)
    assert "1-context/new.yaml:5:22: there is no fact 'precondition.old' to read here" in faults(rules)
    (rules / "1-context" / "new.yaml").rename(rules / "3-structures" / "new.yaml")
    assert load(rules).findings["context.new"].stratum == 3


def test_an_implication_reads_answers_only_wherever_it_stands(rules):
    (rules / "3-structures" / "new.yaml").write_text(IMPLICATION.replace("lead.body", "context.old"))
    assert "there is no fact 'context.old' to read here" in faults(rules)


def test_a_contradiction_reads_answers_only_wherever_it_stands(rules):
    (rules / "3-structures" / "new.yaml").write_text(CONTRADICTION.replace("lead.body", "context.old"))
    assert "there is no fact 'context.old' to read here" in faults(rules)
    (rules / "3-structures" / "new.yaml").write_text(CONTRADICTION)
    (found,) = load(rules).contradictions
    assert (found.id, found.mend, found.place.line) == ("k9", "ask", 1)


def test_a_contradiction_about_several_facts_is_one_for_each(rules):
    text = CONTRADICTION.replace("when: {lead.body", "for_each: [lead.body, sop.use]\n  when: {it")
    (rules / "0-implications" / "new.yaml").write_text(text)
    found = load(rules).contradictions
    assert [rule.id for rule in found] == ["k9@lead.body", "k9@sop.use"]
    assert [bool(rule.examples) for rule in found] == [True, False]


@pytest.mark.parametrize(
    ("folder", "text", "old", "new", "what"),
    [
        (
            "1-context",
            FINDING,
            "lead.body: none",
            "lead.bodi: none",
            ":5:22: there is no fact 'lead.bodi' to read here; did you mean",
        ),
        ("1-context", FINDING, "lead.body: none", "lead.body: non", "lead.body is never 'non'; expected none"),
        ("1-context", FINDING, "lead.body: none", "lead.body: {below: bottom}", "'bottom' is not an ordered level"),
        ("1-context", FINDING, "lead.body: none", "lead.body: {under: none}", "lead.body: not a test"),
        ("1-context", FINDING, "lead.body: none", "lead.body: []", "an empty list can never hold"),
        ("1-context", FINDING, "lead.body: none", "any: []", "'any' takes a list of conditions"),
        ("1-context", FINDING, "lead.body: none", "count: {at_least: 2}", "not a count"),
        ("1-context", FINDING, "{lead.body: none}", "none", "table.0.when is 'none'; expected a map"),
        ("1-context", FINDING, "{lead.body: none}", "{}", "not a condition"),
        ("1-context", FINDING, "    - {is: b}\n", "", "the last row of a table must have no `when`; add a row"),
        ("1-context", FINDING, "is: a, when: {lead.body: none}", "is: a", "only the last row may have no condition"),
        (
            "1-context",
            FINDING,
            "is: a",
            "is: true",
            "table.0.is is true; expected a text or a whole number; as a text it stands in quotes: 'true'",
        ),
        ("1-context", FINDING, "is: a", "is: '|'", "table.0.is is '|'; expected small letters, digits and hyphens"),
        (
            "1-context",
            FINDING,
            "finding: context.new",
            "finding: New",
            "finding is 'New'; expected small letters, digits and hyphens, in parts joined by dots",
        ),
        ("1-context", FINDING, "finding: context.new", "finding: lead.body", "'lead.body' is defined twice"),
        ("1-context", FINDING, "finding: context.new", "finding: a\n  precondition: b", "a finding or a precondition"),
        (
            "1-context",
            FINDING,
            "referral.why",
            "referral.wy",
            "there is no passage 'referral.wy'; did you mean 'referral.why'?",
        ),
        ("1-context", FINDING, "title: New", "titel: New", "unknown key 'titel'; did you mean 'title'?"),
        (
            "1-context",
            FINDING,
            "finding:",
            "fnding:",
            "an entry of an unknown kind; expected one that begins with implication",
        ),
        ("0-implications", IMPLICATION, "I99", "I1", "'I1' is defined twice"),
        (
            "0-implications",
            IMPLICATION,
            "sop.use: none",
            "sop.us: none",
            "there is no fact 'sop.us' to narrow; did you mean",
        ),
        ("0-implications", IMPLICATION, "sop.use: none", "sop.use: [nun]", "sop.use is never 'nun'"),
        (
            "0-implications",
            IMPLICATION,
            "when: {lead.body",
            "for_each: [no.fact]\n  when: {it",
            "there is no fact 'no.fact'",
        ),
        ("0-implications", CONTRADICTION, "{lead.body: none}", "{lead.bodi: none}", ":3:10: there is no fact 'lead.bodi'"),
        ("0-implications", CONTRADICTION, "{lead.body: none}", "{lead.body: non}", "lead.body is never 'non'"),
        ("0-implications", CONTRADICTION, "k9", "K9", "contradiction is 'K9'; expected small letters"),
        ("0-implications", CONTRADICTION, "  mend: ask\n", "", "the key 'mend' is missing"),
        (
            "0-implications",
            CONTRADICTION,
            "{lead.body: none}",
            "{any: [{lead.body: none}, {not: {lead.body: none}}]}",
            ":3:3: a condition that holds whatever the answers",
        ),
        (
            "0-implications",
            CONTRADICTION,
            "  when: {lead.body",
            "  for_each: [lead.body, lead.body]\n  when: {it",
            "'k9@lead.body' is defined twice",
        ),
        ("4-opportunities", RECOMMEND, "referral.service-mapping", "referral.why", "'referral.why' is defined twice"),
        ("4-opportunities", RECOMMEND, "referral.service-mapping", "no.passage", "there is no passage 'no.passage'"),
        ("4-opportunities", RECOMMEND, "ministry-social", "ministry-of-love", "there is no role 'ministry-of-love'"),
        ("4-opportunities", RECOMMEND, "mode: referral.use", "mode: returns.groups", "is not a question on a scale"),
        (
            "4-opportunities",
            RECOMMEND,
            "mode: referral.use",
            "mode: [{is: create}]",
            "needs `gap`, since its mode is a table",
        ),
        ("4-opportunities", RECOMMEND, "mode: referral.use", "mode: [{is: invent}]", "'invent' cannot stand here"),
        (
            "4-opportunities",
            RECOMMEND,
            "mode: referral.use",
            "mode: referral.use\n  gap: [{is: 4}]",
            "'4' cannot stand here",
        ),
        (
            "4-opportunities",
            RECOMMEND,
            "referral.service-mapping",
            "referral.service-mapping",
            "belongs to no measure; add it to `made_of`",
        ),
        (
            "5-priorities",
            MEASURE,
            "months: [0, 3]",
            "months: [-1, 3]",
            ":6:12: months.0 is -1; expected at least 0",
        ),
        (
            "5-priorities",
            MEASURE,
            "months: [0, 3]",
            "months: [0, 0]",
            ":6:15: months.1 is 0; expected at least 1",
        ),
        ("5-priorities", MEASURE, "months: [0, 3]", "months: [0]", "entry 2 of months is missing"),
        ("5-priorities", MEASURE, "{any: circular}", "{open: circular}", "`instrument` needs an entry `any`"),
        ("5-priorities", MEASURE, "{any: none}", "{any: none, opn: none}", "unknown mode 'opn'; did you mean 'open'?"),
        (
            "5-priorities",
            MEASURE,
            "{any: none}",
            "{any: cheap}",
            "cost.any is 'cheap'; expected none, small, budget line or investment",
        ),
        ("5-priorities", MEASURE, "stakes: 1", "stakes: 4", "stakes: 4 points; expected 0 to 3"),
        ("5-priorities", MEASURE, "stakes: 1", "stakes: true", "criteria.stakes is true; expected a whole number or a list"),
        ("5-priorities", MEASURE, "step: 4", "step: 7", "step is 7; expected at most 6"),
        ("5-priorities", MEASURE, "measure: new", "measure: old", "'old' is defined twice"),
        (
            "5-priorities",
            MEASURE,
            "measure: new",
            "measure: new\n  after: [oll]",
            "`after` names no 'oll'; did you mean 'old'?",
        ),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  after: [new]", "goes round in a circle: new after new"),
        (
            "5-priorities",
            MEASURE,
            "measure: new",
            "measure: new\n  contradicts: [new]",
            "`contradicts` names the measure itself",
        ),
        (
            "5-priorities",
            MEASURE,
            "measure: new",
            "measure: new\n  together_with: [new]",
            "`together_with` names the measure",
        ),
        (
            "5-priorities",
            MEASURE,
            "measure: new",
            "measure: new\n  guards: [olt]",
            "`guards` names no 'olt'; did you mean 'old'?",
        ),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  guards: [old, old]", "`guards` names 'old' twice"),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  carriers: [lead.body]", "lead.body is never 'yes'"),
        (
            "5-priorities",
            MEASURE,
            "measure: new",
            "measure: new\n  opening: [frame.budget]",
            "there is no fact 'frame.budget'",
        ),
        ("5-priorities", MEASURE, "measure: new", "measure: new", "'referral.why' belongs to"),
        ("6-roadmap", STEP, "step: 1", "step: 1", "the roadmap has steps 1, 1, 2, 3, 4, 5, 6; expected 1 to 6, once"),
    ],
)
def test_a_fault_in_a_rule_is_named_at_its_line(rules, folder, text, old, new, what):
    assert text.count(old), old
    path = rules / folder / "zz.yaml"
    path.write_text(text.replace(old, new))
    found = faults(rules)
    assert what in found
    assert found.startswith(f"{path}:" if "roadmap has steps" not in what else str(rules))


def test_a_guard_stands_once(rules):
    (rules / "5-priorities" / "new.yaml").write_text("- guard: old\n")
    assert "'old' is defined twice" in faults(rules)


def test_a_gate_names_questions(rules):
    (rules / "5-priorities" / "new.yaml").write_text("- gate: [lead.bod]\n")
    assert "there is no question 'lead.bod'; did you mean 'lead.body'?" in faults(rules)


def test_measures_may_wait_for_each_other_in_a_long_row_but_not_in_a_circle(rules):
    path = rules / "5-priorities" / "new.yaml"
    row = "".join(
        MEASURE.replace("measure: new", f"measure: m{i}\n  after: [m{i + 1}]").replace("[referral.why]", f"[r{i}]")
        for i in range(1100)
    )
    path.write_text(row + MEASURE.replace("measure: new", "measure: m1100"))
    assert "circle" not in faults(rules)
    path.write_text(row + MEASURE.replace("measure: new", "measure: m1100\n  after: [m1099]"))
    assert load_circle(rules) in ("m1099 after m1100 after m1099", "m1100 after m1099 after m1100")


def load_circle(rules):
    with pytest.raises(InputError) as error:
        load(rules)
    (found,) = [problem.what for problem in error.value.problems if "circle" in problem.what]
    return found.partition(": ")[2]


def test_faults_of_all_files_are_reported_together(rules):
    (rules / "0-implications" / "broken.yaml").write_text("- implication: [")
    (rules / "1-context" / "new.yaml").write_text(FINDING.replace("lead.body", "lead.bod"))
    (rules / "4-opportunities" / "new.yaml").write_text(RECOMMEND.replace("ministry-social", "nobody"))
    found = faults(rules)
    assert len(found.splitlines()) == 3
    for name in ("broken.yaml:2:", "1-context/new.yaml:5:", "4-opportunities/new.yaml:7:"):
        assert name in found


def test_an_empty_folder_is_no_rulebook(tmp_path):
    found = faults(tmp_path)
    assert found.startswith(f"{tmp_path}: not a rulebook; expected a folder that holds 0-implications, 1-context")
    assert found.endswith("begin with a copy of the rules that came with Wayhome")


def test_a_folder_of_a_rulebook_or_above_it_is_none_and_the_right_one_is_named(rules):
    assert f"did you mean {str(rules)!r}?" in faults(rules / "1-context")
    above = rules / "above"
    shutil.copytree(rules, above / "rules")
    assert f"did you mean {str(above / 'rules')!r}?" in faults(above)


@pytest.mark.parametrize("name", ["1-context", "3-structures", "5-priorities"])
def test_a_missing_folder_is_named_before_all_that_comes_of_it(rules, name):
    shutil.rmtree(rules / name)
    first, *others = faults(rules).splitlines()
    assert first.startswith(f"{rules / name}: the folder is missing; bring it back")
    assert others


def test_a_folder_that_nothing_leads_to_may_be_missing(rules):
    shutil.rmtree(rules / "4-opportunities")
    shutil.rmtree(rules / "0-implications")
    assert load(rules).findings


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "not a set of weights; expected one line each for gap, stakes, leverage, reach, opening, readiness"),
        ("- gap: 3", "not a set of weights"),
        ("gap", "not a set of weights"),
        ("gap: 3", "no weight for stakes, leverage, reach, opening, readiness"),
        ("{gaps: 3}", "there is no criterion 'gaps'; expected one line each for"),
        ("{gap: 1.5}", "gap: 1.5 is not a weight; expected a whole number, 0 to 100"),
        ("{gap: 3.0}", "gap: 3.0 is not a weight"),
        ("{gap: -1}", "gap: -1 is not a weight"),
        ("{gap: 101}", "gap: 101 is not a weight"),
        ("{gap: '3'}", "gap: '3' is not a weight"),
        ("{gap: true}", "gap: true is not a weight"),
        ("{gap: }", "gap: nothing is not a weight"),
        ("{gap: [3]}", "gap: a list is not a weight"),
        ("{gap: 1e999}", "gap: inf is not a weight"),
    ],
)
def test_weights_are_six_whole_numbers(text, what):
    with pytest.raises(InputError) as error:
        read_weights(parse_yaml(text, "w.yaml"))
    assert str(error.value).startswith("w.yaml")
    assert what in str(error.value)


def test_weights_may_stand_in_any_order():
    text = "\n".join(f"{name}: {i}" for i, name in enumerate(reversed(CRITERIA)))
    assert list(read_weights(parse_yaml(text, "w.yaml")).items()) == [(name, 5 - i) for i, name in enumerate(CRITERIA)]


def place_of(text, word):
    """The line and column at which a word stands last."""
    before = text[: text.rindex(word)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


TASK = """\
  tasks:
    - task: t
      passage: referral.why
      months: [0, 2]
      lead: cabinet-office
      partners: [ministry-social, cabinet-office]
"""


@pytest.mark.parametrize(
    ("folder", "text", "old", "new", "word"),
    [
        ("5-priorities", MEASURE, "made_of: [referral.why]", "made_of: [referral.why, referral.wyh]", "referral.wyh"),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  after: [old, oll]", "oll"),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  after_to_create:\n    - old\n    - oll", "oll"),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  rests_on: [precondition.odl]", "precondition.odl"),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  guards: [old, odl]", "odl"),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  together_with: [old, odl]", "odl"),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  after: [old, new]", "new]"),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  contradicts: [old, old]", "old]"),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  partners: [ministry-social, nobody]", "nobody"),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  opening: [frame.budgit]", "frame.budgit"),
        ("5-priorities", MEASURE, "measure: new", "measure: new\n  carriers: [lead.bodi]", "lead.bodi"),
        ("5-priorities", MEASURE, "made_of: [referral.why]", "made_of: [referral.why]", "referral.why"),
        ("5-priorities", "- gate: [lead.body, lead.bodi]\n", "lead", "lead", "lead.bodi"),
        ("4-opportunities", RECOMMEND, "cites: [referral.why]", "cites: [referral.why, referral.wyh]", "referral.wyh"),
        (
            "4-opportunities",
            RECOMMEND,
            "mode: referral.use",
            "mode: referral.use\n  components:\n    - {when: {sop.use: none}, passage: sop.consnt}",
            "passage: sop.consnt",
        ),
        ("6-roadmap", STEP + TASK, "passage: referral.why", "passage: referral.wyh", "passage: referral.wyh"),
        ("6-roadmap", STEP + TASK, "lead: cabinet-office", "lead: cabinet", "lead: cabinet"),
        ("6-roadmap", STEP + TASK, "ministry-social, cabinet-office", "ministry-social, cabinet", "cabinet]"),
        ("6-roadmap", STEP, "step: 1", "step: 1", "step: 1"),
        ("1-context", FINDING, "lead.body: none", "lead.body: [none, nine]", "nine"),
    ],
)
def test_the_fault_of_a_link_stands_at_the_item_or_key_it_is_about(rules, folder, text, old, new, word):
    path = rules / folder / "zz.yaml"
    assert old in text
    text = text.replace(old, new, 1)
    path.write_text(text)
    line, column = place_of(text, word)
    assert f"{path}:{line}:{column}: " in faults(rules)


def test_the_fault_of_a_replacement_stands_at_its_key(rules):
    path = rules / "5-priorities" / "zz.yaml"
    path.write_text(MEASURE.replace("measure: new", "measure: new\n  status: retired\n  replaced_by: odl"))
    assert faults(rules) == f"{path}:3:3: new: `replaced_by` names no 'odl'; did you mean 'old'?"
