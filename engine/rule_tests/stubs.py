"""Examples that are missing, ready to paste: what to give is found by search, what to expect is what the rule says today.

In: a `RuleTest` and what examples should show. Out: a `Stub` for each example that is missing. Whoever pastes one gives it a
name and asks whether what it expects is right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from wayhome.engine.recommend import Piece
from wayhome.engine.rule_tests.cases import ALL, ASKED, CASES_TOLD
from wayhome.engine.rule_tests.killing import RuleTest, Tried
from wayhome.engine.rule_tests.search import Masks
from wayhome.engine.rule_tests.stated import LISTED as LISTED_IDS
from wayhome.engine.rule_tests.stated import Said, is_months
from wayhome.engine.sources import Plain, unquoted
from wayhome.engine.truth import Condition
from wayhome.engine.yaml_text import lines_of

UNNAMED = "say in plain words what is so"
LONGEST = 24
"""Facts that one stub gives at most, unless a single test takes more."""
LISTED = ("components", "illustrations")
"""Parts of which one example can show many at once."""
LISTS = (*map(str, Piece), CASES_TOLD, *LISTED_IDS)
"""Keys whose value is a list of ids, however many."""
ALWAYS_SHOWN = ("is", "status", "prints", ASKED)


@dataclass(frozen=True)
class Goal:
    """What some example should show."""

    condition: Condition
    """Where it is certain, an example shows it; with less, it may."""
    part: str
    """The key of the entry it is about."""
    shown: Callable[[Masks, Masks], Collection[str]]
    """From facts and what was given: the keys an example has to expect so that it shows this; none if it does not."""


@dataclass(frozen=True)
class Stub:
    """An example to be named and confirmed."""

    given: dict[str, str]
    expect: dict[str, str | list[str]]
    each: tuple[dict[str, str], ...] = ()
    """Where the same is expected of several: what each gives besides."""

    def lines(self, rule: str = "") -> list[str]:
        """The example as it stands below `examples:`; with the id of its rule, as it stands in a file of examples."""
        indent = 0 if rule else 4
        written: dict[str, Plain] = {"rule": rule} if rule else {}
        written["name"] = UNNAMED
        if self.given or not self.each:
            written["given"] = dict(self.given)
        if self.each:
            written["each"] = [dict(more) for more in self.each]
        written["expect"] = {
            key: [unquoted(each) for each in value] if isinstance(value, list) else unquoted(value)
            for key, value in self.expect.items()
        }
        lines = [line for key, value in written.items() for line in lines_of(key, value, indent + 2)]
        return [f"{' ' * indent}- {lines[0].lstrip()}", *lines[1:]]


@dataclass(frozen=True)
class _Draft:
    """An example, and which of the goals it shows, each with what it has to expect for that."""

    given: Masks
    facts: Masks
    shows: dict[int, Collection[str]]


def stubs_for(test: RuleTest, goals: Sequence[Goal]) -> list[Stub]:
    """Examples that show all these goals, few and short; a goal that no profile meets is left out."""
    drafts: list[_Draft] = []
    remaining = dict(enumerate(goals))
    while remaining:
        first, goal = next(iter(remaining.items()))
        masks = test.search.find(goal.condition)
        made = [] if masks is None else [_draft(test, given, goals) for given in _tries(test, masks, goal, remaining)]
        fitting = [draft for draft in made if first in draft.shows]
        if fitting:
            drafts.append(max(fitting, key=lambda draft: len(draft.shows.keys() & remaining.keys())))
        for i in {first, *(drafts[-1].shows if fitting else ())} & remaining.keys():
            del remaining[i]
    seen: set[int] = set()
    stubs = []
    for draft in _needed(test, drafts, goals):
        stubs.append(_stub(test, draft, [keys for i, keys in draft.shows.items() if i not in seen]))
        seen.update(draft.shows)
    return _grouped(stubs)


def _tries(test: RuleTest, masks: Masks, goal: Goal, remaining: Mapping[int, Goal]) -> list[Masks]:
    """What an example that shows a goal could give, the shortest first."""
    if goal.part in LISTED:
        return [_enlarged(test, masks, [other for other in remaining.values() if other.part == goal.part])]
    return [_chosen(test, each, remaining) for each in (_shortened(test, masks, goal), masks)]


def _draft(test: RuleTest, given: Masks, goals: Sequence[Goal]) -> _Draft:
    facts = test.facts_from(given)
    return _Draft(given, facts, {i: keys for i, goal in enumerate(goals) if (keys := goal.shown(facts, given))})


def _needed(test: RuleTest, drafts: list[_Draft], goals: Sequence[Goal]) -> list[_Draft]:
    """Those left if one goes through them from the last and drops each, and each answer, that shows nothing of its own."""
    kept = list(drafts)
    for draft in reversed(drafts):
        elsewhere = {i for other in kept if other is not draft for i in other.shows}
        own = draft.shows.keys() - elsewhere
        at = next(i for i, other in enumerate(kept) if other is draft)
        kept[at : at + 1] = [_without_needless(test, draft, own, goals)] if own else []
    return kept


def _without_needless(test: RuleTest, draft: _Draft, own: Set[int], goals: Sequence[Goal]) -> _Draft:
    for fact in list(draft.given):
        fewer = _draft(test, {other: mask for other, mask in draft.given.items() if other != fact}, goals)
        if own <= fewer.shows.keys():
            draft = fewer
    return draft


def _stub(test: RuleTest, draft: _Draft, shown: Iterable[Collection[str]]) -> Stub:
    """An example that expects as little as shows all this."""
    words = {fact: test.domains[fact].names(mask)[0] for fact, mask in draft.given.items()}
    said = test.said(test.version, draft.facts, draft.given)
    return Stub(words, _expected(test, said, shown))


def _grouped(stubs: list[Stub]) -> list[Stub]:
    """Those of which the same is expected in one."""
    groups: list[list[Stub]] = []
    for stub in stubs:
        same = next((group for group in groups if group[0].expect == stub.expect), None)
        if same is None:
            groups.append([stub])
        else:
            same.append(stub)
    found = []
    for group in groups:
        first = group[0]
        shared = {fact: value for fact, value in first.given.items() if all(each.given.get(fact) == value for each in group)}
        each = tuple({f: v for f, v in stub.given.items() if f not in shared} for stub in group)
        found.append(first if len(group) == 1 else Stub(shared, first.expect, each))
    return found


def _enlarged(test: RuleTest, masks: Masks, others: Iterable[Goal]) -> Masks:
    """The same example with more answers, so that it shows more."""
    for other in others:
        more = test.search.find_plausible(other.condition, masks)
        if more is not None and len(more) <= LONGEST:
            masks = more
    return _single(masks)


def _single(masks: Mapping[str, int]) -> Masks:
    """One value for each fact: no test tells those that are left apart."""
    return {fact: mask & -mask for fact, mask in masks.items()}


def _shortened(test: RuleTest, masks: Masks, goal: Goal) -> Masks:
    """The same example without the answers it does not need."""
    for fact in list(masks):
        fewer = {other: mask for other, mask in masks.items() if other != fact}
        given = _single(fewer)
        if goal.shown(test.facts_from(given), given):
            masks = fewer
    return masks


def _chosen(test: RuleTest, masks: Masks, goals: Mapping[int, Goal]) -> Masks:
    """Of values that come to the same for one goal, those that show most of the others."""
    first, *others = goals.values()
    given = _single(masks)
    for fact, mask in masks.items():
        best = -1
        for bit in _bits(mask):
            tried = {**given, fact: bit}
            facts = test.facts_from(tried)
            number = sum(bool(other.shown(facts, tried)) for other in others) if first.shown(facts, tried) else -1
            if number > best:
                best, given = number, tried
    return given


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield mask & -mask
        mask &= mask - 1


def _expected(test: RuleTest, said: Said, shown: Iterable[Collection[str]]) -> dict[str, str | list[str]]:
    """What the rule says today, under its first key and the fewest others that show all that is to be shown."""
    kept = {key for key in ALWAYS_SHOWN if key in said}
    left = [keys for keys in shown if not kept & set(keys)]
    while left:
        told = sorted({key for keys in left for key in keys}, key=lambda key: (len(said.get(key, ())), key))
        best = max(told, key=lambda key: sum(key in keys for keys in left))
        kept.add(best)
        left = [keys for keys in left if best not in keys]
    if kept & {"mode", "modes"}:
        kept = kept - {"mode", "modes"} | {"mode" if len(said["mode"]) == 1 else "modes"}
    return {key: expectation(test, key, values) for key, values in said.items() if key in kept}


def expectation(test: RuleTest, key: str, values: tuple[str, ...]) -> str | list[str]:
    """Values as an example expects them under a key."""
    components = [part.passage for rule in test.found.book.recommendations.values() for part in rule.components]
    if key in LISTS and len(values) > 1 and set(values) == set(components):
        return ALL
    if is_months(key, test.found.book):
        return values[0].strip("[]").split(", ")
    return values[0] if len(values) == 1 and key not in LISTS else list(values)


def differing_keys(left: Said, right: Said) -> list[str]:
    """The keys under which two rules say different things."""
    return [key for key in dict.fromkeys((*left, *right)) if set(left.get(key, ())) != set(right.get(key, ()))]


def goals_of_survivors(test: RuleTest, survivors: Iterable[Tried]) -> list[Goal]:
    """What examples should show so that these faults are noticed."""
    return [_goal_of(test, tried) for tried in survivors if tried.survivor is not None]


def _goal_of(test: RuleTest, tried: Tried) -> Goal:
    faulty = tried.survivor
    assert faulty is not None
    assert tried.apart is not None

    def shown(facts: Masks, given: Masks) -> list[str]:
        keys = differing_keys(test.said(test.version, facts, given), test.said(faulty, facts, given))
        return [key for key in keys if key in ALWAYS_SHOWN] or keys

    return Goal(tried.apart, str(tried.mutant.path[0]), shown)
