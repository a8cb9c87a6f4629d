"""The disjunctive form of a condition: the ways in which it can hold, each a conjunction of tests on distinct facts.

In: a simplified `truth.Condition`. Out: for each way, which values of which facts must have been ruled out. This is the form
the rule engine can run: it has no sound `or` and no sound negation.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from wayhome.engine.errors import EngineError
from wayhome.engine.truth import All, Any, Condition, Count, Test

MOST_DISJUNCTS = 600
MOST_FORMS = 8 * MOST_DISJUNCTS  # before those are left out that hold only where another does
Disjunct = tuple[tuple[str, int], ...]
"""Facts, each with the values that must have been ruled out."""


def disjuncts(condition: Condition, name: str) -> list[Disjunct]:
    """The disjunctive form of a simplified condition: in each way it can hold, the values to be ruled out by fact.

    An empty disjunct always holds; no disjunct at all never does. Raises EngineError where the form grows too wide.
    """
    forms = _disjuncts(condition, name)
    return [tuple((test.fact, test.full & ~test.mask) for _, test in sorted(form.items())) for form in forms]


_Form = dict[str, Test]
"""A conjunction of tests, one a fact."""


def _disjuncts(condition: Condition, name: str) -> list[_Form]:
    match condition:
        case Test(fact, mask, full):
            return [] if not mask else [{}] if mask == full else [{fact: condition}]
        case Any(parts):
            return _absorbed([form for part in parts for form in _disjuncts(part, name)], name)
        case All(parts):
            return _conjoined([_disjuncts(part, name) for part in parts], name)
        case Count(at_least, parts):
            each = [_disjuncts(part, name) for part in parts]  # once, however many ways a part belongs to
            forms: list[_Form] = []
            for way in itertools.combinations(each, at_least):
                forms += _conjoined(way, name)
                if len(forms) > MOST_FORMS:
                    break
            return _absorbed(forms, name)


def _conjoined(parts: Sequence[list[_Form]], name: str) -> list[_Form]:
    first, *others = parts or [[{}]]
    forms = first
    for part in others:
        pairs = itertools.product(forms, part)
        forms = _absorbed([form for left, right in pairs if (form := _both(left, right)) is not None], name)
    return forms


def _both(left: _Form, right: _Form) -> _Form | None:
    """Both conjunctions at once; None if no world satisfies them."""
    form = dict(left)
    for fact, test in right.items():
        if fact in form:
            mask = test.mask & form[fact].mask
            if not mask:
                return None
            test = Test(fact, mask, test.full)
        form[fact] = test
    return form


def _absorbed(forms: list[_Form], name: str) -> list[_Form]:
    """Leave out every form that holds only where another one does."""
    if len(forms) > MOST_FORMS:
        raise EngineError(f"{name}: the condition is too wide for the rule engine; split the rule")
    if len(forms) < 2:
        return forms
    unique = {frozenset((fact, test.mask) for fact, test in form.items()): form for form in forms}
    kept: list[_Form] = []
    for form in sorted(unique.values(), key=lambda f: (len(f), -sum(test.mask.bit_count() for test in f.values()))):
        if not any(_implies(form, weaker) for weaker in kept):
            kept.append(form)
            if len(kept) > MOST_DISJUNCTS:
                what = f"the condition is too wide for the rule engine (more than {MOST_DISJUNCTS} forms)"
                raise EngineError(f"{name}: {what}; split the rule")
    return kept


def _implies(form: _Form, weaker: _Form) -> bool:
    return all(fact in form and not form[fact].mask & ~test.mask for fact, test in weaker.items())
