"""The search finds a profile in which a condition holds exactly if there is one."""

from hypothesis import given

from wayhome.engine.evaluate import evaluate
from wayhome.engine.rule_tests.meaning import Same, apart
from wayhome.engine.rule_tests.search import Search
from wayhome.engine.truth import simplify, truth

from ..random_programs import Choices, books, built, choices, completions, examples, holds


def worlds(book):
    """Every complete profile, with whether an implication contradicts it."""
    return [book.world(picked) for picked in completions({id_: domain.full for id_, domain in book.asked.items()})]


def drawn(chosen):
    """A rulebook, two conditions over its facts as the oracle reads them, and the same as the engine does."""
    own = Choices(bytes(chosen.below(256) for _ in range(80)))
    book = chosen.book()
    plains = [own.plain(book.domains) for _ in range(2)]
    return book, plains, [simplify(built(plain, book.domains)) for plain in plains]


@given(choices().map(drawn))
@examples(100)
def test_a_condition_is_met_by_the_answers_found_or_by_no_complete_profile(found):
    book, (plain, _), (condition, _) = found
    search = Search(book.program)
    given_ = search._find(condition, {})
    if given_ is None:
        assert not any(holds(plain, world.facts) for world in worlds(book))
    else:
        facts = {id_: given_.get(id_, domain.full) for id_, domain in book.asked.items()}
        assert truth(condition, evaluate(search._plain, facts).facts) is True
        assert all(holds(plain, book.world(picked).facts) for picked in completions(facts))


@given(choices().map(drawn))
@examples(100)
def test_without_answers_that_implications_contradict_it_is_exact_too(found):
    book, (plain, _), (condition, _) = found
    possible = [world for world in worlds(book) if not world.violated and holds(plain, world.facts)]
    given_ = Search(book.program).find_consistent(condition)
    assert (given_ is None) == (not possible)
    if given_ is not None:
        facts = {id_: given_.get(id_, domain.full) for id_, domain in book.asked.items()}
        assert any(not book.world(picked).violated for picked in completions(facts))


@given(choices().map(drawn))
@examples(100)
def test_two_conditions_are_apart_exactly_if_some_profile_tells_them_apart(found):
    book, plains, conditions = found
    left, right = ({"it": condition} for condition in conditions)
    differs = any(
        holds(plains[0], world.facts) != holds(plains[1], world.facts) for world in worlds(book) if not world.violated
    )
    assert isinstance(apart(left, right, Search(book.program)), Same) == (not differs)


@given(books())
@examples(50)
def test_answers_that_cannot_all_be_true_are_kept_away_from(book):
    fact, domain = next(iter(book.asked.items()))
    first, last = (simplify(built(("test", fact, mask), book.asked)) for mask in (1, domain.full & ~1))
    given_ = Search(book.program, {"first": first}).find_plausible(last)
    assert given_ is None or not given_.get(fact, domain.full) & 1
    assert Search(book.program, {"first": first}).find_plausible(first) is None
