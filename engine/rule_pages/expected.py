"""What an example expects of what a rule states outright, in words: who leads, in which months, by which instrument.

In: `RuleWords` and what is expected. Out: a clause for each key of that kind; the others are left to the page of the rule.
"""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.engine.brief.phrases import lower
from wayhome.engine.questionnaire import MODES
from wayhome.engine.rule_graph import Kind, Node
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rulebook_reader.measures import SET_BY_AUTHOR

_NAMED = {
    "lead": Kind.ROLE,
    "sector": Kind.SECTOR,
    "after": Kind.MEASURE,
    "rests_on": Kind.PRECONDITION,
    "guards": Kind.GUARD,
}
"""Keys whose values are ids, with what they are ids of."""
_WORDED = ("main", "audience", "always")
"""Keys whose values have words of their own."""
_AS_WRITTEN = ("step", "instrument", "cost", "safe", "level")


def stated_words(w: RuleWords, expect: Mapping[str, object]) -> list[str]:
    """What an example expects of what its rule states outright, in its order."""
    said = []
    for key, wanted in expect.items():
        if key in w.library.program.domains:  # of a fact, which an implication narrows
            continue
        owner, _, name = key.rpartition(".")
        values = [str(value) for value in wanted] if isinstance(wanted, list) else [str(wanted)]
        text = _words(w, name, values)
        said += [w.words("expected.of-task", task=owner, text=text) if owner else text] if text else []
    return said


def ways_words(w: RuleWords, ways: list[str]) -> str:
    """The ways of doing it that an example gives."""
    return w.facts.either([w.way(way) if way in MODES else lower(w.words("way.any")) for way in ways])


def _words(w: RuleWords, key: str, values: list[str]) -> str:
    """What is expected under a key; empty for a key of another kind."""
    if key == "months":
        return w.words("expected.months", start=values[0], length=values[1])
    if key in _NAMED:
        names = "; ".join(w.title(Node(_NAMED[key], id_)) for id_ in values)
        return w.words(f"expected.{key}", names=names or w.words("expected.none"))
    if key in _WORDED:
        return w.facts.either([w.words(f"expected.{key}.{value}") for value in values])
    if key in SET_BY_AUTHOR or key == "readiness":
        name = w.sentences.words(f"explain.criterion.{key}")
        return w.words("expected.points", name=name, points=w.facts.either(values))
    return w.words(f"expected.{key}", value=w.facts.either(values)) if key in _AS_WRITTEN else ""
