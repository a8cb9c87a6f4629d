"""A question is hidden in a form exactly where the three-valued logic says that it certainly does not arise."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine.compile import Skip
from wayhome.engine.evaluate import evaluate
from wayhome.engine.forms.form_names import Asks, form_names
from wayhome.engine.forms.xpath import FALSE, TRUE, Relevance, all_of, any_of, not_
from wayhome.engine.library import load_library
from wayhome.engine.questionnaire import NotKnown
from wayhome.engine.truth import All, Any, Count, Test, simplify

from ..random_programs import examples

LIBRARY = load_library()
QUESTIONNAIRE = LIBRARY.questionnaire
NAMES = form_names(QUESTIONNAIRE)
UNKNOWN = (NotKnown.NOT_ASKED, NotKnown.NOBODY_KNOWS, NotKnown.WITHHELD)
PLAIN = [id_ for id_, question in QUESTIONNAIRE.questions.items() if question.kind in ("scale", "values", "options", "grid")]
SETTLED = {
    ".".join((one.field.question, *(one.field.path[1:] if one.field.path[0] == "answer" else one.field.path))): one
    for id_ in PLAIN
    for one in NAMES.by_question[id_]
    if one.asks is Asks.CHOICE and one.field.choices and one.field.takes != "date"
}
"""Fact to the choice that settles it."""


def read(expression, answers):
    """The limited XPath of our conditions, as Python: `and`, `or`, `not()`, `if()`, `selected()`, comparisons, sums."""
    text = re.sub(r"selected\(\$\{(\w+)\}, '([^']*)'\)", r"('\2' in value('\1').split())", expression)
    text = re.sub(r"\$\{(\w+)\} = '([^']*)'", r"(value('\1') == '\2')", text)
    text = text.replace("true()", "True").replace("false()", "False").replace("if(", "choose(")
    assert "$" not in text
    assert "selected" not in text
    names = {"value": lambda name: answers.get(name, ""), "choose": lambda test, one, other: one if test else other}
    return eval(text, {"__builtins__": {}, **names})


def drawn(draw, fact):
    """An answer to the choice behind a fact: what the form holds, and the mask of what it leaves possible."""
    name = SETTLED[fact]
    domain = QUESTIONNAIRE.facts[fact].domain
    kind = draw.choice(("open", "value", "value", "values", "state", "contested"))
    if kind == "value" or (kind == "values" and not name.field.choices):
        value = draw.choice(domain.values)
        return {name.name: value}, domain.mask([value])
    if kind == "values":
        some = draw.sample(domain.values, draw.randint(1, len(domain.values)))
        return {name.name: " ".join(some)}, domain.mask(some)
    if kind == "state" and name.field.states:
        return {name.name: draw.choice([state for state in name.field.states if state in UNKNOWN]).value}, domain.full
    if kind == "contested" and NotKnown.CONTESTED in name.field.states:
        said = [draw.choice(("", *domain.values)) for _ in range(2)]
        voices = [one.name for one in NAMES.by_question[name.field.question] if one.asks is Asks.VOICE_VALUE]
        mask = domain.mask(said) if all(said) else domain.full
        return {name.name: "contested", **dict(zip(voices, said, strict=True))}, mask
    return {}, domain.full


def hidden(program, relevance, answers, *, empties):
    """What is hidden once everything is filled in: ODK Collect reads what is hidden as empty, Enketo may still hold it."""
    found = set()
    for level in program.skips:
        for skip in level:
            shown = relevance.of(skip.question)
            if shown and not read(shown, answers):
                found.add(skip.question)
        gone = {one.name for question in found for one in NAMES.by_question[question]} if empties else ()
        answers = {name: value for name, value in answers.items() if name not in gone}
    return found


def compared(program, draw, asked):
    """Fill the form in at random, and compare what is hidden with what the reference evaluator skips."""
    relevance = Relevance(program, QUESTIONNAIRE, NAMES, asked)
    masks = {fact: domain.full for fact, domain in program.domains.items()}
    answers = {}
    for fact in SETTLED:
        if QUESTIONNAIRE.facts[fact].question in asked:
            held, masks[fact] = drawn(draw, fact)
            answers |= held
    skipped = evaluate(program, masks).irrelevant
    for empties in (True, False):
        assert hidden(program, relevance, answers, empties=empties) == skipped


@examples(150)
@given(st.randoms(use_true_random=False), st.sampled_from([1.0, 0.8]))
def test_the_conditions_of_the_questionnaire_hide_what_certainly_does_not_arise(draw, share):
    asked = {id_ for id_ in QUESTIONNAIRE.questions if draw.random() < share}
    program = dataclasses.replace(LIBRARY.program, implications=(), strata=(), verdicts={}, outcomes=())
    compared(program, draw, asked)


def a_condition(draw, facts, depth=2):
    kind = draw.choice(("test", "all", "any", "count")) if depth else "test"
    if kind == "test":
        fact = draw.choice(facts)
        full = QUESTIONNAIRE.facts[fact].domain.full
        return Test(fact, draw.randint(0, full), full)
    parts = tuple(a_condition(draw, facts, depth - 1) for _ in range(draw.randint(1, 4)))
    return Count(draw.randint(1, len(parts)), parts) if kind == "count" else All(parts) if kind == "all" else Any(parts)


@examples(300)
@given(st.randoms(use_true_random=False))
def test_so_do_conditions_of_any_shape_over_questions_that_are_skipped_themselves(draw):
    questions = draw.sample(PLAIN, 9)
    levels = []
    known = [fact for fact in SETTLED if QUESTIONNAIRE.facts[fact].question in questions[:3]]
    for level in (questions[3:6], questions[6:]):
        skips = []
        for id_ in level:
            specs = QUESTIONNAIRE.skipped_facts(QUESTIONNAIRE.questions[id_])
            skipped = specs[0].domain.mask([draw.choice(specs[0].domain.values)])
            lines = () if specs[0].id == id_ else tuple(spec.id for spec in specs)
            beside = tuple(spec.id for spec in QUESTIONNAIRE.facts_of(id_) if spec not in specs)
            skips.append(Skip(id_, simplify(a_condition(draw, known)), skipped, lines, beside))
        levels.append(tuple(skips))
        known += [fact for fact in SETTLED if QUESTIONNAIRE.facts[fact].question in level]
    program = dataclasses.replace(LIBRARY.program, skips=tuple(levels), implications=(), strata=(), verdicts={}, outcomes=())
    compared(program, draw, set(questions) - {draw.choice(questions)})


@pytest.mark.parametrize("empties", [True, False])
def test_what_stands_beside_an_answer_that_does_not_arise_says_nothing(empties):
    money = QUESTIONNAIRE.facts["coordination.working.money"].domain
    beside = tuple(spec.id for spec in QUESTIONNAIRE.facts_of("coordination.working") if spec.id != "coordination.working")
    working = next(skip for level in LIBRARY.program.skips for skip in level if skip.question == "coordination.working")
    parts = Skip("sop.use", Test("coordination.working.money", money.mask(["yearly"]), money.full), 1)
    program = dataclasses.replace(LIBRARY.program, skips=((working,), (parts,)))
    relevance = Relevance(program, QUESTIONNAIRE, NAMES, {"coordination.state", "coordination.working", "sop.use"})
    assert "coordination.working.money" in beside
    answers = {"coordination_state": "scattered", "coordination_working": "patchy", "coordination_working__money": "project"}
    assert hidden(program, relevance, answers, empties=empties) == {"sop.use"}
    answers["coordination_state"] = "none"
    assert hidden(program, relevance, answers, empties=empties) == {"coordination.working"}


def test_a_question_without_a_condition_is_always_shown():
    relevance = Relevance(LIBRARY.program, QUESTIONNAIRE, NAMES, set(QUESTIONNAIRE.questions))
    assert relevance.of("service.health") == ""


def test_a_question_whose_condition_reads_questions_left_out_of_the_form_is_always_shown():
    assert Relevance(LIBRARY.program, QUESTIONNAIRE, NAMES, {"sop.parts"}).of("sop.parts") == ""


def test_what_a_choice_alone_does_not_settle_hides_nothing():
    fact = "returns.number"
    full = QUESTIONNAIRE.facts[fact].domain.full
    program = dataclasses.replace(LIBRARY.program, skips=((Skip("sop.use", Test(fact, 1, full), 1),),))
    assert Relevance(program, QUESTIONNAIRE, NAMES, {"sop.use", fact}).of("sop.use") == ""


def test_a_condition_that_never_holds_hides_its_question():
    program = dataclasses.replace(LIBRARY.program, skips=((Skip("sop.use", Test("lead.body", 0, 63), 1),),))
    assert Relevance(program, QUESTIONNAIRE, NAMES, {"sop.use", "lead.body"}).of("sop.use") == FALSE


def test_the_conditions_can_be_read_by_whoever_opens_the_form():
    relevance = Relevance(LIBRARY.program, QUESTIONNAIRE, NAMES, set(QUESTIONNAIRE.questions))
    plan = "policy_reintegration"
    contested = f"(${{{plan}}} = 'contested' and ${{{plan}__voice1}} = 'none' and ${{{plan}__voice2}} = 'none')"
    assert relevance.of("policy.plan") == f"not(${{{plan}}} = 'none' or {contested})"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (any_of(["a", FALSE, "a"]), "a"),
        (any_of(["a", TRUE]), TRUE),
        (any_of([]), FALSE),
        (all_of(["a", "b"]), "(a and b)"),
        (all_of([TRUE]), TRUE),
        (all_of(["a", FALSE]), FALSE),
        (not_("a"), "not(a)"),
        (not_(any_of(["a", "b"])), "not(a or b)"),
        (not_(TRUE), FALSE),
    ],
)
def test_what_is_certain_leaves_no_trace_in_an_expression(made, expected):
    assert made == expected
