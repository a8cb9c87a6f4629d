"""Complete profiles against the worlds an oracle counts out, on random rulebooks."""

from hypothesis import given

from wayhome.engine.compile import fits_of, need_of, unless_of
from wayhome.engine.evaluate import evaluate
from wayhome.engine.proofs.compare import Comparer, Relation, entails, equivalent
from wayhome.engine.proofs.space import build_space, satisfiable
from wayhome.engine.truth import negate

from ..random_programs import books, examples, holds, nothing_known, questionnaire


def asked_of(book):
    return questionnaire(book.asked, {id_: value for id_, (_, value) in book.relevance.items()})


def space_of_book(book):
    return build_space(book.program, asked_of(book))


def conditions_of_book(book):
    """Every named condition of a random rulebook: as the engine has it, and as the oracle does."""
    for id_, need, fits, *_ in book.recommendations:
        yield book.program.verdicts[need_of(id_)], need
        yield book.program.verdicts[fits_of(id_)], fits
    for id_, unless in book.guards:
        yield book.program.verdicts[unless_of(id_)], unless


@given(books(4, 3))
@examples(150)
def test_a_condition_can_hold_exactly_if_it_does_in_some_complete_world(book):
    worlds = list(book.completions(nothing_known(book.program)))
    space = space_of_book(book)
    for condition, plain in conditions_of_book(book):
        for wanted, is_wanted in ((condition, True), (negate(condition), False)):
            expected = any(holds(plain, world.facts) is is_wanted for world in worlds)
            assert (satisfiable(space, wanted) is not None) is expected


@given(books(4, 3))
@examples(100)
def test_a_world_that_is_found_shows_what_was_asked_for(book):
    space = space_of_book(book)
    for condition, _ in conditions_of_book(book):
        world = satisfiable(space, condition)
        if world is not None:
            masks = space.masks(world)
            found = evaluate(book.program, {fact: masks[fact] for fact in book.program.asked})
            assert found.asked == masks
            assert not found.conflicts
            assert not found.applied
            name = next(name for name, known in book.program.verdicts.items() if known == condition)
            assert found.verdicts[name] is True


@given(books(4, 3))
@examples(100)
def test_conditions_compare_as_the_worlds_in_which_they_hold(book):
    worlds = list(book.completions(nothing_known(book.program)))
    space = space_of_book(book)
    (old, plain_old), (new, plain_new), *_ = conditions_of_book(book)
    was = {i for i, world in enumerate(worlds) if holds(plain_old, world.facts)}
    is_now = {i for i, world in enumerate(worlds) if holds(plain_new, world.facts)}
    assert entails(space, old, new) == (was <= is_now)
    assert equivalent(space, old, new) == (was == is_now)
    found = Comparer(space, space).compared(old, new)
    by_subsets = {(True, True): Relation.SAME, (True, False): Relation.WEAKER, (False, True): Relation.STRONGER}
    assert found.relation is by_subsets.get((was <= is_now, is_now <= was), Relation.DIFFERENT)
    assert (found.gained is not None) == bool(is_now - was)
    assert (found.lost is not None) == bool(was - is_now)
