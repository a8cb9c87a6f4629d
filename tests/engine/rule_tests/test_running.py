"""Examples run on the part of the program their rule needs; one that does not hold is shown with what is known."""

import re

import pytest
from hypothesis import given

from wayhome.engine.evaluate import evaluate
from wayhome.engine.library import load_library
from wayhome.engine.rule_tests.cases import collect
from wayhome.engine.rule_tests.examine import examine
from wayhome.engine.rule_tests.programs import slice_of
from wayhome.engine.rule_tests.running import masks_of, missing, run

from ..random_programs import books_and_facts, examples
from .small_rulebook import RECOMMEND, SKELETON, finding

MEASURES = "5-priorities/measures.cases.yaml"
WHEN = (
    "{any: [{lead.body: [none, informal]}, {not: {sop.use: {at_least: patchy}}}, "
    "{count: {at_least: 1, of: [{data.returnees: never}]}}]}"
)


def failures(library):
    return run(collect(library), library)[1]


@given(books_and_facts())
@examples(60)
def test_the_part_of_a_program_that_some_facts_follow_from_yields_them_as_the_whole_does(drawn):
    book, facts = drawn
    whole = evaluate(book.program, facts)
    for wanted in book.program.domains:
        part = slice_of(book.program, [wanted])
        assert evaluate(part, {fact: facts[fact] for fact in part.asked}).facts[wanted] == whole.facts[wanted]


def test_the_part_is_that_of_the_shipped_rules_too():
    library = load_library()
    domains = library.program.domains
    for found in [found for found in collect(library) if found.rule.kind == "finding"]:
        part = slice_of(library.program, [found.rule.id])
        for case in found.cases[:2]:
            given_ = masks_of(case, domains)
            whole, small = (
                evaluate(program, {fact: given_.get(fact, domains[fact].full) for fact in program.asked})
                for program in (library.program, part)
            )
            assert small.facts[found.rule.id] == whole.facts[found.rule.id]


def test_a_failure_shows_the_condition_with_what_is_known_of_each_test(small, tmp_path):
    wrong = "{name: drafted, given: {lead.body: drafted, sop.use: [on-paper, patchy]}, expect: {is: no}}"
    (failure,) = failures(small({"1-context/new.yaml": finding(WHEN, wrong)}))
    assert str(failure).splitlines() == [
        f"{tmp_path}/rules/1-context/new.yaml:9:7: context.new: 'drafted': expected is no; got is [no, yes]",
        "  table.0.when (yes): any: unknown",
        "    lead.body: [none, informal]: false, it is drafted",
        "    not: unknown",
        "      sop.use: {at_least: patchy}: unknown, it is on-paper or patchy",
        "    at least 1 of: unknown",
        "      data.returnees: never: unknown, nothing is known",
    ]


def test_a_failure_of_a_recommendation_shows_what_decides_what_is_wrong_and_nothing_else(small):
    wrong = "    - {name: a, given: {referral.use: patchy}, expect: {status: recommended, gap: 3, missing: all}}\n"
    (failure,) = failures(small({"3-structures/referral.yaml": RECOMMEND + wrong}))
    assert (failure.expected, failure.found) == ("gap 3, missing all", "gap 1, missing []")
    headings = [line.partition(":")[0] for line in failure.trees if not line.startswith(" ")]
    assert headings == ["need", "gap.0.when (3)", "components.0.done (referral.mou)", "components.1.when (sop.consent)",
                        "components.1.done (sop.consent)"]  # fmt: skip


def test_of_a_rule_about_several_facts_the_one_is_shown_that_the_example_speaks_of(small):
    rule = """\
- implication: I1
  title: What a project's staff run lives on project money
  for_each: [service.health, sop.use]
  when: {it.staff-paid-by: project}
  then: {it.money: [project]}
  examples:
    - {name: procedures, given: {sop.use.staff-paid-by: project}, expect: {sop.use.money: state}}
"""
    files = {"0-implications/new.yaml": rule.replace("expect: {sop.use.money: state}", "expect: {sop.use.money: yearly}")}
    (failure,) = failures(small(files))
    assert failure.trees == ("when, of sop.use: sop.use.staff-paid-by: project: true, it is project",)
    assert failure.found == "sop.use.money project"


@pytest.mark.parametrize(
    ("file", "text", "wrong"),
    [
        ("5-priorities/guards.yaml",
         "- {guard: debt, unless: {returns.obstacles.debt: no}, examples: [EX]}\n- gate: [lead.body]\n",
         "{name: a, given: {returns.obstacles.debt: no}, expect: {prints: yes}}"),
        ("5-priorities/0-means.yaml", "- {means: {money.source.yearly: yes}, examples: [EX]}\n",
         "{name: a, given: {money.source.yearly: no}, expect: {is: yes}}"),
        ("0-implications/x.yaml", "- {contradiction: c, title: C, when: {lead.body: none}, mend: ask, examples: [EX]}\n",
         "{name: a, given: {lead.body: patchy}, expect: {is: yes}}"),
    ],
)  # fmt: skip
def test_rules_of_every_kind_may_have_examples(small, file, text, wrong):
    (failure,) = failures(small({file: text.replace("EX", wrong)}))
    assert failure.case.name == "a"
    right = wrong.replace("prints: yes", "prints: no").replace("is: yes", "is: no")
    assert failures(small({file: text.replace("EX", right)})) == []


def test_a_measure_and_a_step_may_have_examples_too(small):
    measure = SKELETON["5-priorities/measures.yaml"]
    measure += "  main_when: {returns.number: low}\n"
    measure += "  examples: [{name: many, given: {returns.number: high}, expect: {reach: 2, main: yes}}]\n"
    (failure,) = failures(small({"5-priorities/measures.yaml": measure}))
    assert (failure.expected, failure.found) == ("main yes", "main no")
    steps = SKELETON["6-roadmap/steps.yaml"].replace(
        "- {step: 1, id: step-1,",
        "- {step: 1, "
        "tasks: [{task: t, passage: referral.why, months: [0, 1], lead: migration-lead, when: {lead.body: none}}], "
        "examples: [{name: led, given: {lead.body: working}, expect: {t: yes}}], id: step-1,",
    )
    (failure,) = failures(small({"6-roadmap/steps.yaml": steps}))
    assert (failure.expected, failure.found) == ("t yes", "t no")


def test_every_status_and_mode_deserves_an_example(small):
    library = small({})
    (message,) = missing(collect(library), library)
    assert message.endswith("referral.why: no example ends in 'secure', 'possible', 'in-place'; add one")


BY_WAY = (
    SKELETON["5-priorities/measures.yaml"]
    .replace("{any: circular}", "{any: circular, create: decree}\n  lead_by_mode: {create: cabinet-office}")
    .replace("cost: {any: none}", "cost: {any: none, create: budget line}")
)  # fmt: skip


@pytest.mark.parametrize(
    ("given_", "expect"),
    [
        ("{}", "{instrument: circular, cost: none, lead: migration-lead, months: [0, 3], step: 4, after: [], safe: no}"),
        ("{mode: create}", "{instrument: decree, cost: budget line, lead: cabinet-office}"),
        ("{mode: secure}", "{instrument: circular, cost: none, lead: migration-lead}"),
        ("{mode: [create, secure]}", "{instrument: circular, cost: none, lead: migration-lead}"),
        ("{mode: any}", "{instrument: circular, stakes: 1, reach: [1, 2]}"),
    ],
)
def test_what_a_measure_says_by_the_way_of_doing_it_is_expected_as_a_brief_would_say_it(small, given_, expect):
    example = f"  examples: [{{name: a, given: {given_}, expect: {expect}}}]\n"
    assert failures(small({"5-priorities/measures.yaml": BY_WAY + example})) == []


def test_the_order_of_a_month_and_a_length_counts_and_no_condition_is_shown_for_it(small):
    example = "  examples: [{name: a, given: {}, expect: {months: [3, 0], cost: small, instrument: decree}}]\n"
    (failure,) = failures(small({"5-priorities/measures.yaml": BY_WAY + example}))
    assert failure.expected == "months [3, 0], cost small, instrument decree"
    assert failure.found == "months [0, 3], cost none, instrument circular"
    assert failure.trees == ()


def test_what_a_measure_comes_after_only_to_be_made_is_expected_while_it_may_have_to_be(small):
    measures = BY_WAY.replace("- measure: referral\n", "- measure: referral\n  after_to_create: [first]\n")
    other = SKELETON["3-structures/referral.yaml"].replace("recommend: referral.why", "recommend: sop.consent")
    other = other.replace("{passage: sop.consent, when", "{passage: sop.first-contact, when")
    files = {
        "3-structures/sop.yaml": other,
        "5-priorities/first.yaml": SKELETON["5-priorities/measures.yaml"].replace("referral.why", "sop.consent").replace(
            "- measure: referral", "- measure: first"
        ),
        "5-priorities/measures.yaml": measures,
        MEASURES: "".join(
            f"- {{rule: referral, name: case {i}, given: {given_}, expect: {{after: {after}}}}}\n"
            for i, (given_, after) in enumerate([("{}", "[first]"), ("{mode: create}", "[first]"), ("{mode: secure}", "[]")])
        ),
    }  # fmt: skip
    assert failures(small(files)) == []


def test_tasks_guards_and_recommendations_state_things_too(small):
    steps = SKELETON["6-roadmap/steps.yaml"].replace(
        "- {step: 1, ",
        "- {step: 1, tasks: [{task: t, passage: referral.why, months: [0, 1], lead: migration-lead}], "
        "examples: [{name: a, given: {}, expect: {t: yes, t.months: [1, 1], t.lead: cabinet-office, months: [0, 2]}}], ",
    )
    referral = RECOMMEND + "    - {name: a, given: {}, expect: {lead: partners, sector: structure, level: national}}\n"
    guards = "- {guard: debt, unless: {returns.obstacles.debt: no}, examples: [EX]}\n- gate: [lead.body]\n"
    guards = guards.replace("EX", "{name: a, given: {}, expect: {prints: yes, audience: adviser, always: no}}")
    files = {"6-roadmap/steps.yaml": steps, "3-structures/referral.yaml": referral, "5-priorities/guards.yaml": guards}
    assert {(failure.rule, failure.expected, failure.found) for failure in failures(small(files))} == {
        ("step-1", "t.months [1, 1], t.lead cabinet-office", "t.months [0, 1], t.lead migration-lead"),
        ("referral.why", "lead partners, level national", "lead migration-lead, level any"),
        ("debt", "audience adviser", "audience brief"),
    }


DECIDES_NOTHING = [
    "{service.papers: {at_least: none}}",
    "{service.papers: {below: none}}",
    "{all: [{lead.body: none}, {lead.body: informal}]}",
    "{any: [{lead.body: none}, {not: {lead.body: none}}]}",
]


@pytest.mark.parametrize("constant", DECIDES_NOTHING)
def test_a_condition_that_decides_nothing_is_shown_and_tried_as_any_other(small, constant):
    given_ = "{service.papers: closed, lead.body: none}"
    always = constant in (DECIDES_NOTHING[0], DECIDES_NOTHING[3])
    contrary, prints, reach = ("no", "yes", 1) if always else ("yes", "no", 2)
    nobody = "    - {name: nobody asked, given: {}, expect: {status: possible}}\n"
    measures = SKELETON["5-priorities/measures.yaml"].replace("when: {returns.number: high}", f"when: {constant}")
    library = small(
        {
            "1-context/new.yaml": finding(constant, f"{{name: a, given: {given_}, expect: {{is: {contrary}}}}}"),
            "3-structures/referral.yaml": re.sub(r"need: .*", f"need: {constant}", RECOMMEND) + nobody,
            "5-priorities/measures.yaml": measures,
            MEASURES: f"- {{rule: referral, name: a, given: {given_}, expect: {{reach: {reach}}}}}\n",
            "5-priorities/guards.yaml": f"- {{guard: debt, unless: {constant}}}\n- gate: [lead.body]\n",
            "5-priorities/guards.cases.yaml": f"- {{rule: debt, name: a, given: {given_}, expect: {{prints: {prints}}}}}\n",
        }
    )
    report = examine(library, with_coverage=True, with_mutants=True)
    wrong = {failure.rule: failure.trees[0].partition(":")[0] for failure in report.failures}
    assert wrong == {
        "context.new": "table.0.when (yes)",
        "referral.why": "need",
        "referral": "criteria.reach.0.when (2)",
        "debt": "unless",
    }
