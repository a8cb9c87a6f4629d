"""Small faults in a rule: which there are, which of them an example notices, and which say the same as the rule."""

import random

import pytest

from wayhome.engine.library import load_library
from wayhome.engine.rule_tests.additions import additions_for
from wayhome.engine.rule_tests.cases import collect
from wayhome.engine.rule_tests.examine import examine
from wayhome.engine.rule_tests.killing import RuleTest
from wayhome.engine.rule_tests.meaning import meaning_of
from wayhome.engine.rule_tests.mutants import mutants_of
from wayhome.engine.rule_tests.report import killed
from wayhome.engine.rule_tests.written import path_text
from wayhome.engine.truth import truth

from .small_rulebook import RECOMMEND, SKELETON, finding

NEW = "1-context/new.yaml"
COUNT = "{count: {at_least: 2, of: [{lead.body: none}, {sop.use: [none, informal]}, {data.returnees: never}]}}"
ROUND = "the other way round"
LIBRARY = load_library()


def faults(test):
    """Path and words of every fault of a rule."""
    return [
        (path_text(mutant.path).removeprefix("table.0.when."), mutant.what)
        for mutant in mutants_of(test.found.rule, test.domains, LIBRARY.questionnaire)
    ]


def fates(test):
    """What became of each fault: killed, the same or unnoticed."""
    return {
        (path_text(tried.mutant.path), tried.mutant.what): "killed"
        if tried.killed_by
        else "same"
        if tried.same
        else "unnoticed"
        for tried in test.tried()
    }


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{sop.use: {at_least: patchy}}",
         [("sop.use", "at_least: patchy became on-paper"), ("sop.use", "at_least: patchy became working"),
          ("sop.use", ROUND)]),
        ("{lead.body: none}", [("lead.body", "none became informal"), ("lead.body", ROUND)]),
        ("{money.source.yearly: yes}", [("money.source.yearly", "yes became no"), ("money.source.yearly", ROUND)]),
        ("{returns.places: [spread, some-regions]}",
         [("returns.places", "without spread"), ("returns.places", "without some-regions"),
          ("returns.places", "with one-or-two-places"), ("returns.places", ROUND)]),
        ("{any: [{lead.body: none}, {sop.use: none}]}",
         [("any", "any became all"), ("any.0", "dropped"), ("any.0.lead.body", "none became informal"),
          ("any.0.lead.body", ROUND), ("any.1", "dropped"), ("any.1.sop.use", "none became informal"),
          ("any.1.sop.use", ROUND)]),
        ("{not: {money.source.yearly: yes}}",
         [("not", "not dropped"), ("not.money.source.yearly", "yes became no"), ("not.money.source.yearly", ROUND)]),
        ("{count: {at_least: 2, of: [{money.source.yearly: yes}, {money.source.project: yes}, {money.source.none: yes}]}}",
         [("count", "at_least: 2 became 1"), ("count", "at_least: 2 became 3"), ("count.of.0", "dropped"),
          ("count.of.0.money.source.yearly", "yes became no"), ("count.of.0.money.source.yearly", ROUND),
          ("count.of.1", "dropped"), ("count.of.1.money.source.project", "yes became no"),
          ("count.of.1.money.source.project", ROUND), ("count.of.2", "dropped"),
          ("count.of.2.money.source.none", "yes became no"), ("count.of.2.money.source.none", ROUND)]),
    ],
)  # fmt: skip
def test_the_faults_of_a_condition(tested, when, expected):
    found = faults(tested({NEW: finding(when)}, "context.new"))
    assert [fault for fault in found if not fault[0].startswith("table")] == expected
    assert [fault for fault in found if fault[0].startswith("table")] == [
        ("table.0", "the row for yes left out"),
        ("table.0.is", "yes became no"),
        ("table.1.is", "no became yes"),
    ]


def test_a_map_of_several_tests_is_all_of_them(tested):
    found = faults(tested({NEW: finding("{lead.body: none, sop.use: none}")}, "context.new"))
    assert ("lead.body", "dropped") in found
    assert ("table.0.when", "all became any") in found


def test_rows_modes_points_and_components_have_faults_too(tested):
    found = faults(tested({}, "referral.why"))
    for fault in (
        ("mode.0", "the row for create left out"),
        ("mode.0.is", "create became secure"),
        ("gap.0.is", "3 became 2"),
        ("components.0.done", "left out"),
        ("components.1.when", "left out"),
        ("components.1.when.sop.use", "none became informal"),
    ):
        assert fault in found


def test_a_fault_that_changes_what_is_concluded_is_killed_and_one_that_does_not_is_the_same(tested):
    rule = finding("{any: [{lead.body: none}, {all: [{lead.body: none}, {sop.use: none}]}]}",
                   "{name: a, given: {lead.body: none}, expect: {is: yes}}")  # fmt: skip
    found = fates(tested({NEW: rule}, "context.new"))
    assert found["table.0.when.any", "any became all"] == "killed"
    assert found["table.0.when.any.1", "dropped"] == "same"
    assert found["table.0.when.any.0.lead.body", "none became informal"] == "killed"
    assert found["table.0.when.any.1.all.1.sop.use", "none became informal"] == "same"
    assert found["table.1.is", "no became yes"] == "unnoticed"


def test_what_an_implication_rules_out_tells_nothing_apart(tested):
    implication = """\
- implication: I1
  title: Staff of a project, money of a project
  when: {sop.use.staff-paid-by: project}
  then: {sop.use.money: [project]}
  examples: [{name: a, given: {sop.use.staff-paid-by: project}, expect: {sop.use.money: project}}]
"""
    rule = finding("{sop.use.staff-paid-by: project, sop.use.money: [project]}")
    test = tested({"0-implications/i.yaml": implication, NEW: rule}, "context.new")
    (dropped,) = [
        tried
        for tried in test.tried()
        if path_text(tried.mutant.path) == "table.0.when.sop.use.money" and tried.mutant.what == "dropped"
    ]
    assert dropped.same == "only answers that I1 rules out would tell"


def test_a_row_nobody_reaches_may_say_anything(tested):
    text = RECOMMEND.replace("gap: [{is: 3, when: {referral.use: none}}, {is: 1}]",
                             "gap: [{is: 3, when: {referral.use: [none, patchy]}}, "
                             "{is: 2, when: {referral.use.ends-inside-plan: yes}}, {is: 0}]")  # fmt: skip
    test = tested({"3-structures/referral.yaml": text}, "referral.why")
    (last,) = [tried for tried in test.tried() if path_text(tried.mutant.path) == "gap.2.is"]
    assert last.same == "no profile in which the rule has a say reaches this row"


@pytest.mark.parametrize(
    ("file", "text", "id_"),
    [
        (NEW, finding(COUNT), "context.new"),
        ("3-structures/referral.yaml", RECOMMEND, "referral.why"),
    ],
)  # fmt: skip
def test_with_the_stubs_pasted_every_fault_is_noticed_or_the_same(small, tested, file, text, id_):
    report = examine(small({file: text}), word=id_, with_mutants=True)
    assert killed(report).noticed < killed(report).all - killed(report).same
    (examined,) = report.rules
    named = [
        "\n".join(stub.lines()).replace("say in plain words what is so", f"stub {i}")
        for i, stub in enumerate(examined.stubs)
    ]
    for added in examined.additions:
        assert isinstance(added.value, str | list)
    pasted = text + "\n".join(named) + "\n"
    for added in examined.additions:
        value = f"[{', '.join(added.value)}]" if isinstance(added.value, list) else added.value
        lines = pasted.splitlines()
        lines[added.case.place.line - 1] = lines[added.case.place.line - 1].replace(
            "expect: {", f"expect: {{{added.key}: {value}, "
        )
        pasted = "\n".join(lines) + "\n"
    assert "unnoticed" not in fates(tested({file: pasted}, id_)).values()


def test_an_example_that_could_tell_more_is_named(tested):
    test = tested({}, "referral.why")
    survivors = [tried for tried in test.tried() if tried.survivor]
    additions, left = additions_for(test, survivors)
    assert ("there is none", "gap", "3") in [(added.case.name, added.key, added.value) for added in additions]
    assert len(left) < len(survivors)


def test_what_a_rule_means_is_what_it_says_in_every_complete_profile():
    chosen = random.Random(7)
    rules = [found for found in collect(LIBRARY) if found.rule.kind in ("recommend", "finding", "measure")]
    compared = 0
    for found in chosen.sample(rules, 40):
        test = RuleTest(found, LIBRARY)
        mutants = list(mutants_of(found.rule, test.domains, LIBRARY.questionnaire))
        faulty = [test.faulty(mutant) for mutant in chosen.sample(mutants, min(10, len(mutants)))]
        versions = [test.version, *(version for version in faulty if version)]
        meanings = [meaning_of(test.kind, version.book, version.program) for version in versions]
        for _ in range(10):
            given = {fact: 1 << chosen.randrange(len(test.domains[fact].values)) for fact in test.program.facts.asked}
            facts = test.facts_from(given)
            truths = [{key: truth(condition, facts) for key, condition in meaning.items()} for meaning in meanings]
            if None in {verdict for held in truths for verdict in held.values()}:
                continue  # what stands beside a question that does not arise is never known
            said = [test.said(version, facts, given) for version in versions]
            held = [{key for key, verdict in verdicts.items() if verdict} for verdicts in truths]
            for i in range(1, len(versions)):
                compared += 1
                assert (said[0] == said[i]) == (held[0] == held[i]), (found.rule.id, versions[i].book)
    assert compared > 300


def test_the_faults_of_shipped_rules_are_noticed_or_proved_to_be_none():
    report = examine(LIBRARY, "1-context", with_mutants=True)
    assert killed(report).noticed + killed(report).same == killed(report).all > 300


def test_numbers_roles_and_words_that_a_measure_states_have_faults_too(tested):
    measure = SKELETON["5-priorities/measures.yaml"].replace(
        "{any: circular}", "{any: circular, create: decree}\n  guards: [debt]\n  audience: adviser"
    )
    test = tested({"5-priorities/measures.yaml": measure}, "referral")
    for fault in (
        ("lead", "migration-lead became cabinet-office"),
        ("step", "4 became 5"),
        ("months.0", "0 became 1"),
        ("months.1", "3 became 4"),
        ("instrument.any", "circular became decree"),
        ("instrument.create", "decree left out"),
        ("instrument.create", "decree became something else"),
        ("cost.any", "none became small"),
        ("criteria.stakes", "1 became 2"),
        ("guards.0", "debt left out"),
        ("safe", "no became yes"),
        ("audience", "adviser became confidential"),
    ):
        assert fault in faults(test)
    assert set(fates(test).values()) == {"unnoticed"}


def test_with_the_stubs_pasted_every_fault_of_a_measure_is_noticed(small, tested):
    measure = SKELETON["5-priorities/measures.yaml"].replace("{any: circular}", "{any: circular, create: decree}")
    report = examine(small({"5-priorities/measures.yaml": measure}), word="referral", with_mutants=True)
    (examined,) = (examined for examined in report.rules if examined.rule.kind == "measure")
    named = ["\n".join(stub.lines()).replace("say in plain words what is so", f"stub {i}")
             for i, stub in enumerate(examined.stubs)]  # fmt: skip
    pasted = f"{measure}  examples:\n" + "\n".join(named) + "\n"
    assert set(fates(tested({"5-priorities/measures.yaml": pasted}, "referral")).values()) == {"killed"}


def test_what_is_said_of_a_way_that_no_part_has_is_heard_by_nobody(tested):
    measure = SKELETON["5-priorities/measures.yaml"].replace("{any: none}", "{any: none, unify: small, secure: none}")
    test = tested({"5-priorities/measures.yaml": measure}, "referral")
    same = {(path_text(tried.mutant.path), tried.mutant.what): tried.same for tried in test.tried() if tried.same}
    assert same["cost.unify", "small became budget line"] == "none of its parts is ever done in this way"
    assert same["cost.secure", "none left out"] == "it says the same of any other way"


def test_the_faults_of_shipped_measures_are_noticed_or_proved_to_be_none():
    report = examine(LIBRARY, "5-priorities", with_mutants=True)
    assert killed(report).noticed + killed(report).same == killed(report).all > 1500


def test_what_a_scale_gives_a_rule_has_faults_too(tested):
    named = (
        RECOMMEND[: RECOMMEND.index("  mode:")] + "  mode: referral.use\n" + RECOMMEND[RECOMMEND.index("  components:") :]
    )
    test = tested({"3-structures/referral.yaml": named}, "referral.why")
    found = fates(test)
    assert found["mode", "as referral.use gives it, the row for create left out"] == "killed"
    assert found["mode", "as referral.use gives it, the row for adopt left out"] == "unnoticed"
    assert ("gap", "as referral.use gives it, 3 became 2") in found
