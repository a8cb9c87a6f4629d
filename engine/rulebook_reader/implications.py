"""Implications and contradictions: what one answer says about another.

In: an entry of a rule file. Out: one rule, or one for each fact it is said of.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.errors import InputError, did_you_mean
from wayhome.engine.rule_shapes import ContradictionShape, ImplicationShape
from wayhome.engine.rulebook import Contradiction, Implication
from wayhome.engine.rulebook_reader.for_each import about, each_fact, named
from wayhome.engine.rulebook_reader.reading import Reading, advising
from wayhome.engine.sources import Source, shape
from wayhome.engine.truth import ALWAYS, Test, facts_read


def implications(known: Reading, source: Source, i: int) -> Iterator[Implication]:
    """The rules of an entry that narrow facts; raises InputError for a fault in it."""
    written = shape(ImplicationShape, source, i)
    in_force = advising(written, written.examples, source, i)
    facts = known.questionnaire.facts
    for fact, id_, examples in each_fact(written.implication, written):
        when = known.condition_on_answers(about(written.when, fact), source, i)
        then = []
        for key, values in written.then.items():
            target = named(key, fact)
            if target not in facts:
                what, hint = f"there is no fact {target!r} to narrow", did_you_mean(target, facts)
                raise InputError.at(source.place(i, "then", key), what, mend=hint, code="unknown-id")
            test = known.condition({target: values}, source, i, "then")
            then.append((target, test.mask if isinstance(test, Test) else known.domains[target].full))
        yield Implication(id_, written.title, when, tuple(then), source.place(i), examples, in_force)


def contradictions(known: Reading, source: Source, i: int) -> Iterator[Contradiction]:
    """Answers that cannot all be true, as an entry has them; raises InputError for a fault in it."""
    written = shape(ContradictionShape, source, i)
    for fact, id_, examples in each_fact(written.contradiction, written):
        when = known.condition_on_answers(about(written.when, fact), source, i)
        if not facts_read(when):
            what = "a condition that holds whatever the answers" if when == ALWAYS else "a condition that never holds"
            code = "always-true" if when == ALWAYS else "never-true"
            raise InputError.at(source.place(i, "when"), what, code=code)
        yield Contradiction(id_, written.title, when, written.mend, source.place(i), examples)
