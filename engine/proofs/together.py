"""Rules looked at two or more at a time: the same said twice, advice against advice, criteria without effect.

In: `Grounds`. Out: a `Proof` for each kind.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from wayhome.engine.compile import exclusive
from wayhome.engine.errors import Place
from wayhome.engine.proofs.grounds import Fault, Grounds, Proof, base
from wayhome.engine.proofs.search import World
from wayhome.engine.proofs.space import Space
from wayhome.engine.rulebook import CRITERIA, POINTS, Measure, Recommendation, Row
from wayhome.engine.truth import ALWAYS, All, Any, Condition, facts_read, negate, simplify, truth

ONE_EACH = ("engagement", "agreement")
"""Of these parts of the advice on a body, only one can be followed."""


def duplicates(grounds: Grounds) -> Proof:
    """No two recommendations have the same status and way of doing whatever is answered."""
    rules = list(grounds.library.rulebook.recommendations.values())
    outcomes = {rule.id: _outcomes(rule, grounds.answered) for rule in rules}
    samples = {id_: [grounds.answered.find(where) for where in its.values()] for id_, its in outcomes.items()}
    faults = []
    for first, second in itertools.combinations(rules, 2):
        one, other = outcomes[first.id], outcomes[second.id]
        tried = [world for world in (*samples[first.id], *samples[second.id]) if world is not None]
        if any(truth(one[name], world) is not truth(other[name], world) for world in tried for name in _STATUSES):
            continue  # most differ on a profile already at hand
        if _difference(one, other, grounds.answered) is None:
            shown = grounds.find(first.need, first.fits)
            message = f"{second.id} says the same as {first.id} whatever is answered: need, `fits` and mode agree everywhere"
            shows = f"{first.id} and {second.id} are recommended together here, in the same way"
            faults.append(_fault("same-advice", second.place, (second.id, first.id), "", message, shown, shows))
    number = len(rules) * (len(rules) - 1) // 2
    return Proof(f"no two of {len(rules)} recommendations say the same ({number} pairs)", number, tuple(faults))


_STATUSES = ("recommended", "in place", "not applicable")


def _outcomes(rule: Recommendation, space: Space) -> dict[str, Condition]:
    """What can come out for a rule, each with where it does."""
    certain = space.states.certain
    advised = All((rule.need, rule.fits))
    statuses = (advised, negate(rule.need), negate(rule.fits))
    found = {name: certain(condition) for name, condition in zip(_STATUSES, statuses, strict=True)}
    for value, row in exclusive(rule.modes, (advised,)):
        found[value] = simplify(Any((found.get(value, Any()), certain(row))))
    return found


def _difference(first: dict[str, Condition], second: dict[str, Condition], space: Space) -> World | None:
    """A profile in which something comes out for one and not for the other."""
    for name in dict.fromkeys([*first, *second]):
        one, other = first.get(name, Any()), second.get(name, Any())
        found = space.find(one, negate(other)) or space.find(other, negate(one))
        if found is not None:
            return found
    return None


def advice_against_advice(grounds: Grounds) -> Proof:
    """No two measures that contradict each other are recommended together, and no two ways of working with one body."""
    rulebook = grounds.library.rulebook
    faults, number = [], 0
    told: set[frozenset[str]] = set()
    for measure in rulebook.measures.values():
        for i, other in enumerate(measure.contradicts):
            pair = frozenset((measure.id, other))
            if pair in told:
                continue
            told.add(pair)
            number += 1
            found = grounds.find(_advised(grounds, measure), _advised(grounds, rulebook.measures[other]))
            if found is not None:
                message = f"{measure.id} and {other} contradict each other, and one profile can be advised both"
                shows = f"{measure.id} and {other} are both recommended here"
                pair_of = (measure.id, other)
                place = grounds.places.at(measure.place, "contradicts", i)
                faults.append(_fault("contradicting-advice", place, pair_of, "measures", message, found, shows))
    for first, second in itertools.combinations(rulebook.actor_rules.values(), 2):
        if first.part != second.part or first.part not in ONE_EACH:
            continue
        number += 1
        found = grounds.find(first.when, second.when)
        if found is not None:
            message = f"{first.id} and {second.id} can both hold of one body, which can follow one {first.part} only"
            shows = f"{first.id} and {second.id} both hold of the body `in-question` here"
            ids = (first.id, second.id)
            place = grounds.places.at(second.place, "when")
            faults.append(_fault("contradicting-advice", place, ids, first.part, message, found, shows))
    return Proof(f"nothing that contradicts is advised together ({number} pairs)", number, tuple(faults))


def ways_against_ways(grounds: Grounds) -> Proof:
    """No body is told to create one thing and to build on what is there for another, read off the same scale.

    Looked at are recommendations with one lead whose ways of doing read a common fact on a scale, unless they are parts of
    one measure or their measures are said to go together: then a brief says how they do.
    """
    rulebook = grounds.library.rulebook
    owners = {part: measure for measure in rulebook.measures.values() for part in measure.made_of}
    faults, number = [], 0
    for first, second in itertools.combinations(rulebook.recommendations.values(), 2):
        common = sorted(_scales(grounds, first) & _scales(grounds, second))
        if first.lead != second.lead or not common or _go_together(owners[first.id], owners[second.id]):
            continue
        number += 1
        ways = [exclusive(rule.modes, (rule.need, rule.fits)) for rule in (first, second)]
        for (one, where), (other, there) in itertools.product(*ways):
            found = grounds.find(where, there) if one != other and "create" in (one, other) else None
            if found is not None:
                message = f"{second.lead} can be told to {other!r} in {second.id} and to {one!r} in {first.id}"
                message += f", which both read {', '.join(common)}"
                shows = f"{second.id} is recommended here as {other!r}, and {first.id} as {one!r}"
                place = grounds.places.at(second.place, "mode")
                faults.append(_fault("contradicting-ways", place, (second.id, first.id), "mode", message, found, shows))
                break  # one profile shows it
    return Proof(f"nobody is told to create beside building on what is there ({number} pairs)", number, tuple(faults))


def _scales(grounds: Grounds, rule: Recommendation) -> set[str]:
    """The facts on a scale that decide how a thing is done."""
    read = {fact for _, condition in rule.modes for fact in facts_read(condition)}
    return {fact for fact in read if grounds.library.questionnaire.scale_of(fact) is not None}


def _go_together(one: Measure, other: Measure) -> bool:
    return one.id == other.id or one.id in other.together_with or other.id in one.together_with


def _advised(grounds: Grounds, measure: Measure) -> Condition:
    """Where a measure is recommended: one of its parts is."""
    rules = grounds.library.rulebook.recommendations
    return Any(tuple(All((rules[part].need, rules[part].fits)) for part in measure.made_of))


def criteria(grounds: Grounds) -> Proof:
    """Every criterion tells two measures apart somewhere, or measures between profiles."""
    weighted = [name for name in CRITERIA if grounds.library.rulebook.weights.get(name)]
    faults = []
    for name in weighted:
        tables = list(_tables_of(grounds, name))
        if not _tells_apart(grounds, tables):
            message = f"the criterion {name} gives every measure the same points everywhere, so its weight decides nothing"
            shows = f"every measure has the same points for {name} here"
            place = next(iter(grounds.library.rulebook.measures.values())).place
            faults.append(_fault("idle-criterion", place, (name,), "", message, grounds.space.find(), shows))
    return Proof(f"each of {len(weighted)} criteria can change the order", len(weighted), tuple(faults))


def _tables_of(grounds: Grounds, criterion: str) -> Iterator[tuple[tuple[Row, ...], Condition]]:
    """The tables that give the points of a criterion, each with where it is asked."""
    rulebook = grounds.library.rulebook
    if criterion == "gap":
        yield from ((rule.gap, All((rule.need, rule.fits))) for rule in rulebook.recommendations.values())
    for measure in rulebook.measures.values():
        if criterion in measure.criteria:
            yield measure.criteria[criterion], ALWAYS
        if criterion == "opening":
            yield from ((rows, ALWAYS) for rows in (*measure.openings.values(), (("0", ALWAYS),)))


def _tells_apart(grounds: Grounds, tables: Iterable[tuple[tuple[Row, ...], Condition]]) -> bool:
    """Whether some profile gives one measure some points and another measure other points."""
    known: dict[tuple[tuple[Row, ...], Condition], dict[str, Condition]] = {}
    for rows, within in tables:
        known.setdefault(
            (rows, within), {value: row for value in POINTS.values if (row := _comes_out(value, rows, within)) != Any()}
        )
    for one, other in itertools.combinations(known.values(), 2):
        for (value, row), (other_value, other_row) in itertools.product(one.items(), other.items()):
            if value != other_value and grounds.find(row, other_row) is not None:
                return True
    return False


def _comes_out(value: str, rows: tuple[Row, ...], within: Condition) -> Condition:
    return simplify(Any(tuple(row for is_, row in exclusive(rows, (within,)) if is_ == value)))


def implications(grounds: Grounds) -> Proof:
    """No profile fires implications that leave a fact without any value."""
    narrowing: dict[str, list[tuple[str, Place, Condition, int]]] = {}
    for rule in grounds.library.rulebook.implications:
        for fact, allowed in rule.then:
            narrowing.setdefault(fact, []).append((rule.id, rule.place, rule.when, allowed))
    faults, told = [], set[frozenset[str]]()
    for fact, those in narrowing.items():
        space = grounds.space.without(law for law in grounds.space.laws if law.by == "implication" and law.fact == fact)
        states = space.states
        values = [1 << i for i in range(len(grounds.domains[fact].values))]
        against = (Any(tuple(states.certain(when) for _, _, when, allowed in those if not allowed & v)) for v in values)
        found = space.find(*against)
        if found is None:
            continue
        fired = [(id_, place) for id_, place, when, _ in those if truth(states.certain(when), found) is True]
        ids = tuple(dict.fromkeys(base(id_) for id_, _ in fired))
        if frozenset(ids) in told:
            continue  # the same rules for another fact
        told.add(frozenset(ids))
        message = f"{' and '.join(id_ for id_, _ in fired)} can both apply and leave {fact} without any value"
        shows = f"the implications {' and '.join(id_ for id_, _ in fired)} contradict each other on {fact} here"
        faults.append(_fault("implications-conflict", fired[-1][1], ids, "", message, found, shows))
    number = len(grounds.library.rulebook.implications)
    return Proof(f"no two of {number} implications leave a fact without any value", number, tuple(faults))


def _fault(
    code: str, place: Place, rules: tuple[str, ...], about: str, message: str, world: World | None, shows: str
) -> Fault:
    mends = {
        "same-advice": "take one away, or let them differ",
        "contradicting-advice": "narrow the condition of one",
        "contradicting-ways": "narrow a row, name the measures under `together_with`, or accept it with a reason",
        "idle-criterion": "give measures different points, or the criterion no weight",
        "implications-conflict": "narrow what one of them says",
    }
    return Fault(code, place, rules, about, message, mends[code], world, shows)
