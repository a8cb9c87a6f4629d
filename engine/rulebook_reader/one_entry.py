"""One entry read by itself, as those do who try it out or change it.

In: an entry, and the rules known already. Out: a rulebook of nothing but what the entry says.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.rulebook import Rulebook
from wayhome.engine.rulebook_reader.files import kind_of
from wayhome.engine.rulebook_reader.findings import finding, some_actor
from wayhome.engine.rulebook_reader.implications import contradictions, implications
from wayhome.engine.rulebook_reader.measures import guard, means, measure
from wayhome.engine.rulebook_reader.reading import Reading
from wayhome.engine.rulebook_reader.recommendations import actor_rule, recommendation
from wayhome.engine.rulebook_reader.roadmap import step
from wayhome.engine.sources import Source


def read_entry(source: Source, i: int, known: Rulebook, questionnaire: Questionnaire, passages: Collection[str]) -> Rulebook:
    """One entry read by itself among the rules known already: a rulebook of nothing but what it says.

    Raises InputError for a fault in it.
    """
    reading = Reading(questionnaire, passages)
    reading.domains |= {one.id: one.domain for one in known.findings.values()}
    reading.recommendations, reading.means = known.recommendations, known.means
    none = Rulebook({}, (), {}, {}, {}, {}, (), {}, "")
    entry = source.value[i]  # type: ignore[index]  # the caller has seen that it is a list
    assert isinstance(entry, dict)
    match kind_of(entry, source.place(i)):
        case "implication":
            return replace(none, implications=tuple(implications(reading, source, i)))
        case "contradiction":
            return replace(none, contradictions=tuple(contradictions(reading, source, i)))
        case "finding" | "precondition":
            found = finding(reading, source, i, 0)
            return replace(none, findings={found.id: found})
        case "recommend":
            rule = recommendation(reading, source, i, 0)
            return replace(none, recommendations={rule.id: rule})
        case "actor":
            of_body = actor_rule(reading, source, i)
            return replace(none, actor_rules={of_body.id: of_body})
        case "some_actor":
            some = some_actor(reading, source, i)
            return replace(none, some_actor={some.id: some})
        case "measure":
            ranked = measure(reading, source, i)
            return replace(none, measures={ranked.id: ranked})
        case "guard":
            care = guard(reading, source, i)
            return replace(none, guards={care.id: care})
        case "means":
            return replace(none, means=means(reading, source, i))
        case "step":
            return replace(none, steps=(step(reading, source, i),))
    return none
