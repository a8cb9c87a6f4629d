"""Rules in words: every kind can be told, and says what its file says."""

from dataclasses import replace

import pytest

from wayhome.engine.brief.tree import Heading, Items, lines_of, words_of
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.rule_graph import Kind, Node, rule_graph
from wayhome.engine.rule_pages.entry import entry, shown, to_show
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rulebook import Example

LIBRARY = load_library()
WORDS = RuleWords(LIBRARY, rule_graph(LIBRARY))
NODES = list(WORDS.graph.titles)


def text_of(blocks):
    return "\n".join(map(words_of, lines_of(blocks)))


@pytest.mark.parametrize("node", NODES, ids=lambda node: f"{node.kind} {node.id}")
def test_every_question_and_rule_says_what_it_is_and_what_it_rests_on(node):
    blocks = entry(WORDS, node)
    text = text_of(blocks)
    assert words_of(blocks[0].line).casefold() == WORDS.title(node).casefold()
    assert node.id in text
    for edge in WORDS.graph.into(node):
        assert WORDS.title(edge.source).casefold() in text.casefold(), edge
    for edge in WORDS.graph.out(node):
        if node.kind not in (Kind.ACTOR, Kind.CONTRADICTION):
            assert WORDS.title(edge.target).casefold() in text.casefold(), edge
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    assert set(levels[1:]) <= {levels[0] + 1}


def test_every_example_is_told_with_what_it_gives_and_expects():
    book = LIBRARY.rulebook
    for kind, rules in (
        (Kind.RECOMMENDATION, book.recommendations.values()),
        (Kind.ACTOR, book.actor_rules.values()),
        (Kind.FINDING, [finding for finding in book.findings.values() if not finding.is_precondition]),
        (Kind.PRECONDITION, book.preconditions),
    ):
        for rule in rules:
            text = text_of(entry(WORDS, Node(kind, rule.id))).casefold()
            for example in rule.examples:
                assert example.name.casefold() in text


def test_a_condition_reads_in_the_words_of_the_questionnaire():
    text = text_of(entry(WORDS, Node(Kind.RECOMMENDATION, "opportunity.social-welfare.needs-in-policy")))
    assert "It is recommended if this is so:" in text
    assert 'The place of returnees in sector policies, "social welfare": anything short of "named, with action".' in text
    assert "Open to returnees what residents have (open)" in text
    assert "Only the national level can decide it" in text


def test_an_answer_that_is_read_is_shown_with_the_sentences_to_choose_it_by():
    blocks = entry(WORDS, Node(Kind.FINDING, "context.web-outgrows-means"))
    items = [words_of(line) for block in blocks if isinstance(block, Items) for line in block.lines]
    assert "beyond: They are not enough for the partners there are." in items


def test_a_passage_that_carries_a_recommendation_and_a_rule_on_bodies_shows_both():
    both = next(id_ for id_ in LIBRARY.rulebook.recommendations if id_ in LIBRARY.rulebook.actor_rules)
    found = shown(LIBRARY, both)
    assert len(found) == 2
    for markdown in (False, True):
        text = to_show(found, markdown=markdown)
        assert "A recommendation." in text
        assert "A rule on the bodies listed" in text
        assert f"- recommend: {both}" in text
        assert f"- actor: {both}" in text


def test_what_is_said_of_several_facts_names_them_all():
    text = text_of(entry(WORDS, Node(Kind.IMPLICATION, "I7")))
    assert "It is said of each of these, here of the first: the policy on return and reintegration; " in text
    assert "the strategy for the diaspora" in text


def test_an_id_that_nothing_has_comes_with_the_nearest():
    with pytest.raises(InputError, match=r"there is no rule 'referral\.wy'; did you mean 'referral\.why'\?"):
        shown(LIBRARY, "referral.wy")


def test_an_example_of_a_measure_is_told_with_the_way_it_gives_and_what_it_expects():
    expect = {
        "months": [0, 3], "lead": "cabinet-office", "step": 1, "instrument": "decree", "cost": "small",
        "guards": ["capture"], "after": [], "stakes": 1, "safe": "no", "t.months": [1, 2],
    }  # fmt: skip
    unknown = {"months": [3], "lead": "nobody", "guards": ["none-such"]}
    examples = (Example("By decree", {"mode": ["unify", "any"]}, expect), Example("Not to be", {}, unknown))
    measure = replace(LIBRARY.rulebook.measures["lead.body"], examples=examples)
    book = replace(LIBRARY.rulebook, measures={**LIBRARY.rulebook.measures, "lead.body": measure})
    words = RuleWords(replace(LIBRARY, rulebook=book), WORDS.graph)
    text = text_of(entry(words, Node(Kind.MEASURE, "lead.body")))
    assert "The way: bring together what stands apart (unify) or whichever way, while several are open" in text
    for said in (
        "Month 0 at the earliest, 3 months long; led by the Cabinet office; step 1; by decree; new money: small",
        "with care for One voice too strong; after nothing; Who suffers while it is missing: 1; safe to begin: no",
        "t: month 1 at the earliest, 2 months long",
        "Led by nobody; with care for none-such",
    ):
        assert said in text
