"""The proofs decided anew by clingo, from a translation of its own."""

import random

import pytest
from hypothesis import given

from wayhome.engine.library import load_library
from wayhome.engine.proofs.space import build_space, satisfiable, space_of
from wayhome.engine.truth import All, negate

from ..random_programs import books, examples
from .asp import Solver, Text
from .test_space import asked_of, conditions_of_book


@given(books(5, 4))
@examples(60)
def test_on_random_rulebooks_both_find_the_same(book):
    conditions = [wanted for condition, _ in conditions_of_book(book) for wanted in (condition, negate(condition))]
    text = Text(book.domains)
    for fact in book.asked:
        text.plain(fact)
    text.program(book.program)
    solver = Solver(text, conditions)
    space = build_space(book.program, asked_of(book))
    assert solver.possible() == {condition for condition in conditions if satisfiable(space, condition) is not None}


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture(scope="module")
def questions(library):
    """Everything the proofs of single conditions and rows ask about the shipped rulebook."""
    program, book = library.program, library.rulebook
    found = [wanted for condition in program.verdicts.values() for wanted in (condition, negate(condition))]
    tables = (*(table for stratum in program.strata for table in stratum), *program.outcomes)
    found += [row for table in tables for _, row in table.rows]
    found += [All((rule.need, rule.fits)) for rule in book.recommendations.values()]
    found += [wanted for rule in book.actor_rules.values() for wanted in (rule.when, negate(rule.when))]
    found += [rule.when for rule in book.implications]
    return list(dict.fromkeys(found))


def test_on_the_shipped_rulebook_both_find_the_same(library, questions):
    program, questionnaire, book = library.program, library.questionnaire, library.rulebook
    space = space_of(library)
    possible = [condition for condition in questions if satisfiable(space, condition) is not None]
    never = [condition for condition in questions if condition not in set(possible)]
    assert len(never) > 20  # such as a gap of nothing, which `need` leaves out
    # All that never holds, where a law too many would show; of the rest a fixed sample, to be quick. All agree.
    asked = [*never, *random.Random(7).sample(possible, 300)]
    text = Text(program.domains | {fact: spec.domain for fact, spec in questionnaire.actor_facts.items()})
    text.answers(questionnaire)
    text.some_actor(book.some_actor.values())
    text.program(program, book.contradictions)
    assert Solver(text, asked).possible() == set(asked) - set(never)
