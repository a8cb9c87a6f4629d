"""The search against trying every world."""

from hypothesis import given

from wayhome.engine.proofs.search import Search
from wayhome.engine.truth import ALWAYS, NEVER, Domain, Test, simplify, truth

from ..random_programs import built, choices, completions, examples, holds


def laws_and_goal():
    def made(chosen):
        domains = {f"q{i}": chosen.domain(4) for i in range(1 + chosen.below(5))}
        laws = chosen.some(0, 4, lambda: chosen.plain(domains, 2))
        return domains, laws, chosen.plain(domains, 3)

    return choices(300).map(made)


@given(laws_and_goal())
@examples(400)
def test_a_world_is_found_exactly_if_there_is_one(given_):
    domains, laws, goal = given_
    worlds = [
        world
        for world in completions({fact: domain.full for fact, domain in domains.items()})
        if all(holds(law, world) for law in laws)
    ]
    conditions = [simplify(built(law, domains)) for law in laws]
    search = Search({fact: domain.full for fact, domain in domains.items()}, conditions)
    assert search.is_empty == (not worlds)
    found = search.find(simplify(built(goal, domains)))
    wanted = [world for world in worlds if holds(goal, world)]
    assert found in wanted if wanted else found is None


@given(laws_and_goal())
@examples(50)
def test_the_same_question_gets_the_same_answer_whatever_was_asked_before(given_):
    domains, laws, goal = given_
    full = {fact: domain.full for fact, domain in domains.items()}
    conditions = [simplify(built(law, domains)) for law in laws]
    wanted = simplify(built(goal, domains))
    search = Search(full, conditions)
    first = search.find(wanted)
    search.find(ALWAYS)
    assert search.find(wanted) == first == Search(full, conditions).find(wanted)


def test_what_no_question_touches_is_as_usual():
    domains = {"a": 0b11, "b": 0b11, "c": 0b11}
    law = Test("b", 0b10, 0b11)
    search = Search(domains, [law], usual={"a": 1, "b": 2, "c": 2})
    assert search.find(Test("a", 0b10, 0b11)) == {"a": 2, "b": 2, "c": 2}


def test_laws_that_exclude_each_other_leave_no_world():
    search = Search({"a": 0b11}, [Test("a", 0b01, 0b11), Test("a", 0b10, 0b11)])
    assert search.is_empty
    assert search.find(ALWAYS) is None
    assert Search({"a": 0b11}, []).find(NEVER) is None


def test_what_follows_from_what_follows_is_found_without_trying():
    links = range(2000)
    yes_no = Domain(("no", "yes"))
    domains = {f"q{i}": yes_no for i in range(len(links) + 1)}
    laws = [built(("any", (("test", f"q{i}", 1), ("test", f"q{i + 1}", 2))), domains) for i in links]
    world = Search(dict.fromkeys(domains, 0b11), map(simplify, laws)).find(Test("q0", 0b10, 0b11))
    assert set(world.values()) == {0b10}
    assert all(truth(law, world) for law in laws)
