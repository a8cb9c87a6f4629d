"""Conditions of two rulebooks against each other."""

import pytest

from wayhome.engine.compile import compile_rulebook
from wayhome.engine.errors import InputError
from wayhome.engine.proofs.compare import Comparer, Relation
from wayhome.engine.proofs.space import build_space
from wayhome.engine.proofs.words import words
from wayhome.engine.truth import ALWAYS, NEVER, All, Any, Count, Domain, Test

from ..random_programs import finding, questionnaire, rulebook

LEVELS = Domain(("none", "some", "all"), ("none", "some", "all"))
YES_NO = Domain(("no", "yes"))
WELL_OFF = Test("rich", 0b10, 0b11)


def space_of(many, domains=None):
    """A rulebook whose finding `rich` holds from a level on."""
    asked = questionnaire(domains or {"service": LEVELS, "other": YES_NO})
    rule = finding("rich", [("yes", Test("service", many, 0b111)), ("no", ALWAYS)])
    rule = type(rule)(**{**vars(rule), "domain": YES_NO})
    return build_space(compile_rulebook(rulebook(findings=[rule]), asked), asked)


def test_a_finding_that_holds_more_often_makes_what_reads_it_weaker():
    old, new = space_of(0b100), space_of(0b110)
    found = Comparer(old, new).compared(WELL_OFF, WELL_OFF)
    assert found.relation is Relation.WEAKER
    assert Comparer(old, new).masks(found.gained)["service"] == LEVELS.mask(["some"])
    assert found.lost is None
    assert Comparer(new, old).compared(WELL_OFF, WELL_OFF).relation is Relation.STRONGER


def test_the_same_said_in_other_words_is_the_same():
    other = Test("other", 0b10, 0b11)
    old, new = space_of(0b110), space_of(0b110)
    reworded = Any((All((WELL_OFF, other)), All((Test("service", 0b110, 0b111), Test("other", 0b01, 0b11)))))
    assert Comparer(old, new).compared(WELL_OFF, reworded).relation is Relation.SAME


def test_conditions_that_each_hold_alone_are_different():
    space = space_of(0b100)
    found = Comparer(space, space).compared(WELL_OFF, Test("other", 0b10, 0b11))
    assert found.relation is Relation.DIFFERENT
    assert space.masks(found.gained)["other"] == 0b10
    assert space.masks(found.lost)["service"] == 0b100


def test_rulebooks_that_ask_other_things_cannot_be_compared():
    other = space_of(0b01, {"service": Domain(("none", "some", "all", "more")), "other": YES_NO})
    with pytest.raises(InputError, match="the answers to 'service' are not the same in both"):
        Comparer(space_of(0b100), other)


def test_conditions_are_worded_as_rule_files_write_them():
    domains = {"service": LEVELS, "other": YES_NO}
    low, yes = Test("service", 0b011, 0b111), Test("other", 0b10, 0b11)
    assert words(low, domains) == "{service: [none, some]}"
    assert words(All((low, yes)), domains) == "{service: [none, some], other: yes}"
    assert words(Any((low, All((yes, Any((low, yes)))))), domains) == (
        "{any: [{service: [none, some]}, {all: [{other: yes}, {any: [{service: [none, some]}, {other: yes}]}]}]}"
    )
    assert words(Count(2, (low, yes, yes)), domains).startswith("{count: {at_least: 2, of: [{service: [none, some]}, ")
    assert (words(ALWAYS, domains), words(NEVER, domains)) == ("always", "never")
