"""The pieces of a recommendation: there, missing, to be asked or borne in mind; cases where they share a condition."""

import pytest

from wayhome import advise, load_profile
from wayhome.engine.compile import compile_rulebook
from wayhome.engine.evaluate import evaluate
from wayhome.engine.recommend import Piece, verdicts_of
from wayhome.engine.rulebook import Component, Illustration
from wayhome.engine.truth import ALWAYS, Domain, Test

from .random_programs import measure, questionnaire, recommendation, rulebook

YES_NO = Domain(("no", "yes"))
NO, YES, EITHER = 0b01, 0b10, 0b11
DOMAINS = {"needed": YES_NO, "many": YES_NO, "consent": YES_NO}


def yes(fact):
    return Test(fact, YES, EITHER)


def told(components=(), illustrations=(), **facts):
    """The verdict on a recommendation that is needed unless said otherwise."""
    rule = recommendation(need=yes("needed"), components=components, illustrations=illustrations)
    book = rulebook(recommendations=[rule], measures=[measure()])
    program = compile_rulebook(book, questionnaire(DOMAINS))
    masks = {fact: {"needed": YES, **facts}.get(fact, EITHER) for fact in DOMAINS}
    return verdicts_of(book, program, evaluate(program, masks))[rule.id]


@pytest.mark.parametrize(
    ("when", "done", "facts", "expected"),
    [
        (ALWAYS, yes("consent"), {"consent": YES}, Piece.DONE),
        (ALWAYS, yes("consent"), {"consent": NO}, Piece.MISSING),
        (ALWAYS, yes("consent"), {}, Piece.OPEN),
        (ALWAYS, None, {}, Piece.GUIDANCE),
        (yes("many"), None, {"many": YES}, Piece.GUIDANCE),
        (yes("many"), None, {"many": NO}, None),
        (yes("many"), None, {}, Piece.OPEN),
        (yes("many"), yes("consent"), {"many": NO, "consent": NO}, None),
        (yes("many"), yes("consent"), {"many": YES, "consent": NO}, Piece.MISSING),
        (yes("many"), yes("consent"), {"consent": NO}, Piece.OPEN),
    ],
)
def test_a_component_is_as_far_as_its_answers_say(when, done, facts, expected):
    found = told([Component("p", when, done)], **facts)
    assert [part.piece for part in found.components] == ([expected] if expected else [])


def test_an_open_component_names_what_it_hangs_on():
    found = told([Component("p", yes("many"), yes("consent"))])
    assert found.components[0].hangs_on == ("many", "consent")
    settled = told([Component("p", yes("many"), yes("consent"))], consent=YES)
    assert settled.components[0].hangs_on == ("many",)


def test_pieces_are_told_only_of_what_is_to_be_done():
    found = told([Component("p", ALWAYS, yes("consent"))], [Illustration("c", ALWAYS)], needed=NO)
    assert (found.components, found.illustrations) == ((), ())


@pytest.mark.parametrize(("many", "expected"), [(YES, ("c",)), (NO, ()), (EITHER, ())])
def test_a_case_is_told_only_where_its_condition_certainly_holds(many, expected):
    assert told(illustrations=[Illustration("c", yes("many"))], many=many).illustrations == expected


PROFILE = "wayhome: 1\ncountry: XX\ndate: 2026-06\nanswers:\n  sop.use: patchy\n"


@pytest.fixture
def advised(tmp_path):
    def make(more):
        path = tmp_path / "profile.yaml"
        path.write_text(PROFILE + more, encoding="utf-8")
        return advise(load_profile(path))

    return make


def piece(found, rule, passage):
    recommendation_ = next(r for r in found.to_result().recommendations if r.id == rule)
    return next(part.state for part in recommendation_.components if part.passage == passage)


@pytest.mark.parametrize(("answer", "expected"), [("yes", "done"), ("no", "missing"), ("not-asked", "open")])
def test_the_parts_of_procedures_stand_in_the_brief_by_their_answers(advised, answer, expected):
    found = advised(f"  sop.parts: {{answer: {{consent: {answer}}}}}\n")
    assert piece(found, "coordination.step-4-sops", "sop.consent") == expected
    words = {"done": "There already", "missing": "Still missing", "open": "To be asked"}[expected]
    text = found.to_markdown()
    lines = [
        line
        for line in text.splitlines()
        if words in line and found.advice.library.passages["sop.consent"].title.lower() in line.lower()
    ]
    assert lines


def test_a_component_only_a_withheld_answer_could_settle_is_not_told(advised):
    found = advised("  sop.parts: {answer: {consent: withheld, costs: no}}\n")
    states = {
        part.passage
        for r in found.to_result().recommendations
        for part in r.components
        if r.id == "coordination.step-4-sops"
    }
    assert "sop.costs" in states
    assert "sop.consent" not in states
