"""Which tests in the conditions of a rule its examples make true, false and unknown, and what would show the rest.

In: a `RuleTest`. Out: a `LeafCoverage` a test. Of a verdict that no example shows it is decided exactly whether any profile
can show it: unknown, if it is so of a country of which nothing is known, since what is certain there is certain everywhere;
true and false by search.
"""

from __future__ import annotations

from dataclasses import dataclass

from wayhome.engine.errors import Place
from wayhome.engine.recommend import Piece
from wayhome.engine.rule_tests.cases import ASKED, CASES_TOLD
from wayhome.engine.rule_tests.killing import RuleTest
from wayhome.engine.rule_tests.running import about, asked_words
from wayhome.engine.rule_tests.search import Masks
from wayhome.engine.rule_tests.stubs import Goal, differing_keys
from wayhome.engine.rule_tests.written import Node, trees_of
from wayhome.engine.sources import Path_
from wayhome.engine.truth import ALWAYS, All, Condition, Truth, negate, simplify, truth

_DECIDES = {
    "need": ("status",),
    "fits": ("status",),
    "mode": ("mode", "modes"),
    "gap": ("gap",),
    "components": tuple(map(str, Piece)),
    "illustrations": (CASES_TOLD,),
    "national_when": ("national",),
    "main_when": ("main",),
    "relevant": (ASKED,),
}
"""A part of an entry to the keys of what it decides; of criteria, the key is the next step of the path."""
TRUTHS: tuple[Truth, ...] = (True, False, None)


@dataclass(frozen=True)
class LeafCoverage:
    """One test, and the examples that make it true, false and unknown."""

    path: Path_
    place: Place
    reads: str
    """What it asks."""
    shown: dict[Truth, str]
    """The name of the first example of each."""
    never: dict[Truth, str]
    """Those that no profile can show, and why."""

    @property
    def missing(self) -> list[Truth]:
        """Those that an example could show and none does."""
        return [each for each in TRUTHS if each not in self.shown and each not in self.never]


@dataclass(frozen=True)
class RuleCoverage:
    """The tests of one rule."""

    leaves: list[LeafCoverage]
    goals: list[Goal]
    """What examples should show besides."""


def coverage_of(test: RuleTest) -> RuleCoverage:
    """How far the examples of a rule try its conditions."""
    shown = _shown(test)
    facts = test.facts_from({})
    leaves, goals = [], []
    for path, tree in trees_of(test.found.rule, test.domains, test.found.rule.facts[0]):
        for leaf in tree.leaves:
            place, reads = test.found.rule.place_of(*leaf.path), f"{leaf.fact}: {asked_words(leaf.given)}"
            covered = LeafCoverage(leaf.path, place, reads, shown.get(leaf.path, {}), {})
            leaves.append(covered)
            for verdict in covered.missing:
                why = _never(test, leaf, verdict, facts)
                if why:
                    covered.never[verdict] = why
                else:
                    goals.append(_goal_of(test, leaf, path, verdict))
    return RuleCoverage(leaves, goals)


def _shown(test: RuleTest) -> dict[Path_, dict[Truth, str]]:
    """For each test, by its path, the first example that makes it true, false and unknown."""
    rule = test.found.rule
    trees = {fact: [leaf for _, tree in trees_of(rule, test.domains, fact) for leaf in tree.leaves] for fact in rule.facts}
    shown: dict[Path_, dict[Truth, str]] = {}
    for example in test.examples:
        for fact in about(test.found, example.case):
            for leaf in trees[fact]:
                verdict = truth(leaf.condition, example.facts)
                shown.setdefault(leaf.path, {}).setdefault(verdict, example.case.name)
    return shown


def _never(test: RuleTest, leaf: Node, verdict: Truth, nothing_known: Masks) -> str:
    """Why no profile makes a test true, false or unknown; nothing if one does."""
    if verdict is None:
        known = truth(leaf.condition, nothing_known)
        return "" if known is None else f"it is {'true' if known else 'false'} whatever is known"
    wanted = leaf.condition if verdict else negate(leaf.condition)
    return "" if test.search.find(wanted) is not None else "no answers make it so"


def _goal_of(test: RuleTest, leaf: Node, path: Path_, verdict: Truth) -> Goal:
    """A profile that shows it where it matters; if there is none, any."""
    wanted: Condition = ALWAYS if verdict is None else leaf.condition if verdict else negate(leaf.condition)
    matters = _matters(test, path)
    if verdict is None or test.search.find_consistent(All((wanted, matters))) is None:
        matters = ALWAYS

    def shown(facts: Masks, given: Masks) -> list[str]:
        is_shown = truth(leaf.condition, facts) is verdict and truth(matters, facts) is True
        return _keys(test, path, facts, given) if is_shown else []

    return Goal(All((wanted, matters)), str(path[0]), shown)


def _matters(test: RuleTest, path: Path_) -> Condition:
    """When a condition decides anything: its rule is recommended, no row before it holds, its component comes in."""
    conditions = {at: tree.condition for at, tree in trees_of(test.found.rule, test.domains, test.found.rule.facts[0])}
    wanted: list[Condition] = []
    if test.kind == "recommend" and path[0] not in ("need", "fits", "national_when"):
        wanted += [conditions.get(("need",), ALWAYS), conditions.get(("fits",), ALWAYS)]
    if len(path) > 1 and path[0] in ("table", "mode", "gap", "criteria"):
        before = [at for at in conditions if at[:-2] == path[:-2] and int(at[-2]) < int(path[-2])]
        wanted += [negate(conditions[at]) for at in before]
    if path[-1] == "done":
        wanted.append(conditions.get((*path[:-1], "when"), ALWAYS))
    return simplify(All(tuple(wanted)))


def _keys(test: RuleTest, path: Path_, facts: Masks, given: Masks) -> list[str]:
    """What an example has to tell: what the condition decides, of that what is not so of an unknown country."""
    said, before = test.said(test.version, facts, given), test.said(test.version, test.facts_from({}), {})
    decides = ("done", "missing") if path[-1] == "done" else _DECIDES.get(str(path[0]), path[1:2])
    decided = [key for key in decides if key in said] or list(said)
    return [key for key in differing_keys(said, before) if key in decided] or [str(key) for key in decided[:1]]
