"""Rules in words: every kind can be told, and says what its file says."""

from dataclasses import replace

import pytest

from wayhome.engine.brief.tree import Grid, Heading, Items, lines_of, words_of
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.prioritise import EQUAL_WITHIN, MOST_RECOMMENDED, MOST_SHOWN
from wayhome.engine.rule_graph import STANDS_ONCE, Kind, Node, rule_graph
from wayhome.engine.rule_pages.entry import entry, shown, to_show
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rule_pages.shown_examples import examples_of
from wayhome.engine.rule_tests.cases import collect
from wayhome.engine.rulebook import Example
from wayhome.engine.truth import ALWAYS, negate

from ..lint.small_rulebook import copy_small

LIBRARY = load_library()
WORDS = RuleWords(LIBRARY, rule_graph(LIBRARY), examples=examples_of(LIBRARY))
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


OF_KIND = {
    "question": Kind.QUESTION,
    "step": Kind.STEP,
    "implication": Kind.IMPLICATION,
    "contradiction": Kind.CONTRADICTION,
    "finding": Kind.FINDING,
    "some_actor": Kind.FINDING,
    "precondition": Kind.PRECONDITION,
    "recommend": Kind.RECOMMENDATION,
    "actor": Kind.ACTOR,
    "measure": Kind.MEASURE,
    "guard": Kind.GUARD,
    "means": Kind.RULEBOOK,
}


def grid_of(kind, id_):
    """The rows of the examples of a rule, in words."""
    (grid,) = [block for block in entry(WORDS, Node(OF_KIND[kind], id_)) if isinstance(block, Grid) and block.folded]
    return [tuple(map(words_of, row)) for row in grid.rows]


def test_every_example_wherever_it_stands_is_told_with_all_it_gives_and_expects():
    told = 0
    for (kind, id_), found in WORDS.examples.items():
        if not found:
            continue
        rows = grid_of(kind, id_)
        assert [row[0].casefold() for row in rows] == [example.name.casefold() for example in found]
        for example, (_, given, expected) in zip(found, rows, strict=True):
            for fact in (*example.given, *(fact for more in example.each for fact in more)):
                row = fact in LIBRARY.questionnaire.facts and WORDS.facts.row(fact)[0]
                named = "the way: " if fact == "mode" else row or WORDS.facts.subject(fact)
                assert named.casefold() in given.casefold() or "more" in given, (id_, example.name, given)
            assert len(expected.split("; ")) >= (1 if kind == "implication" else len(example.expect))
            told += max(1, len(example.each))
    assert told == sum(len(found.cases) for found in collect(LIBRARY)) > 1500


def test_what_is_expected_of_pieces_points_and_cases_reads_as_words():
    example = Example(
        "x",
        {},
        {
            "status": "recommended",
            "modes": ["create", "open"],
            "gap": [1, 2],
            "national": ["no", "yes"],
            "done": "all",
            "missing": ["referral.mou"],
            "cases": [],
        },
    )
    words = replace(WORDS, examples={("recommend", "referral.why"): [example]})
    (grid,) = [b for b in entry(words, Node(Kind.RECOMMENDATION, "referral.why")) if isinstance(b, Grid) and b.folded]
    (row,) = grid.rows
    assert words_of(grid.folded) == "1 example"
    title = LIBRARY.passages["referral.mou"].title
    assert words_of(row[2]).split("; ") == [
        "Recommended",
        f"{WORDS.way('create')} or {WORDS.way('open')}",
        "points for what is missing: 1 or 2",
        "not asked of the national level or asked of the national level",
        "there: every piece",
        f'still missing: "{title}"',
        "cases told: none",
    ]


def test_examples_of_measures_guards_and_steps_are_told():
    for kind, id_, expect, said in (
        (Kind.MEASURE, "referral", {"reach": 2, "main": "no"}, "How many it reaches: 2; in the annexes"),
        (Kind.GUARD, next(iter(LIBRARY.rulebook.guards)), {"prints": ["no", "yes"]}, "It stays away or it is printed"),
        (Kind.STEP, (step := LIBRARY.rulebook.steps[0]).id, {step.tasks[0].id: "yes"}, "on the roadmap"),
    ):
        words = replace(WORDS, examples={(str(kind), id_): [Example("x", {}, expect)]})
        (grid,) = [block for block in entry(words, Node(kind, id_)) if isinstance(block, Grid) and block.folded]
        assert said in words_of(grid.rows[0][2])


def test_what_an_example_gives_in_turn_is_told_once():
    each = [{"lead.body": "none"}, {"lead.body": "working", "referral.use": "none"}]
    words = replace(WORDS, examples={("recommend", "referral.why"): [Example("x", {"sop.use": "none"}, {}, each)]})
    (grid,) = [b for b in entry(words, Node(Kind.RECOMMENDATION, "referral.why")) if isinstance(b, Grid) and b.folded]
    asks = WORDS.facts.asks
    first, second = asks("lead.body", ["none"]), f"{asks('lead.body', ['working'])}; {asks('referral.use', ['none'])}"
    assert words_of(grid.rows[0][1]).casefold() == f"{asks('sop.use', ['none'])}; in turn: {first}, or {second}".casefold()


def test_what_is_in_place_is_said_by_its_opposite_and_not_by_a_not():
    for rule in LIBRARY.rulebook.recommendations.values():
        blocks = entry(WORDS, Node(Kind.RECOMMENDATION, rule.id))
        status = next(b for b in blocks if isinstance(b, Grid) and words_of(b.head[0]) == "Status")
        said = {words_of(outcome): words_of(text) for outcome, text in status.rows}
        assert not any(text.startswith("Not so") for text in said.values())
        assert said["In place"].casefold() == WORDS.clause(negate(rule.need)).casefold()
        assert ("Does not apply" in said) == (rule.fits != ALWAYS)
    blocks = entry(WORDS, Node(Kind.RECOMMENDATION, "opportunity.social-welfare.vulnerable-services"))
    text = text_of(blocks)
    assert "Protection for people harmed or at risk: used by returnees as much as by their neighbours, and" in text


def test_what_can_never_be_in_place_has_no_such_row():
    rule = replace(LIBRARY.rulebook.recommendations["referral.why"], need=ALWAYS)
    book = replace(LIBRARY.rulebook, recommendations={**LIBRARY.rulebook.recommendations, rule.id: rule})
    words = replace(WORDS, library=replace(LIBRARY, rulebook=book))
    blocks = entry(words, Node(Kind.RECOMMENDATION, rule.id))
    status = next(b for b in blocks if isinstance(b, Grid) and words_of(b.head[0]) == "Status")
    assert [words_of(outcome) for outcome, _ in status.rows] == ["Recommended", "Hangs on an answer"]


def test_what_stands_once_is_told_with_every_line_of_it():
    for id_ in STANDS_ONCE:
        (found,) = shown(LIBRARY, id_)
        assert found.place.line
        assert WORDS.title(Node(Kind.RULEBOOK, id_)) in text_of(found.blocks)
    (gate,) = shown(LIBRARY, "gate")
    assert gate.lines.count("- gate:") == len(LIBRARY.rulebook.gate)
    assert "protection for people harmed or at risk [service.protection], or psychosocial care" in text_of(gate.blocks)
    (weights,) = shown(LIBRARY, "weights")
    assert "gap: 3" in weights.lines
    assert "readiness: 1" in weights.lines
    text = text_of(weights.blocks)
    for constant in (f"within {EQUAL_WITHIN} points", f"at most {MOST_SHOWN} measures: {MOST_RECOMMENDED} recommended"):
        assert constant in text
    (means,) = shown(LIBRARY, "means")
    assert "who pays for the work" in text_of(means.blocks)


def test_a_rulebook_may_do_without_money_of_the_state(tmp_path):
    copy_small(tmp_path)
    (found,) = shown(load_library(tmp_path / "rules", tmp_path / "knowledge"), "means")
    assert "No rule says so" in text_of(found.blocks)
    assert (found.place.file, found.lines) == (str(tmp_path / "rules"), "")


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
    example = Example("By decree", {"mode": ["unify", "any"]}, expect)
    words = replace(WORDS, examples={("measure", "lead.body"): (example,)})
    text = text_of(entry(words, Node(Kind.MEASURE, "lead.body")))
    assert "The way: bring together what stands apart (unify) or whichever way, while several are open" in text
    for said in (
        "Month 0 at the earliest, 3 months long; led by the Cabinet office; step 1; by decree; new money: small",
        "with care for One voice too strong; after nothing; Who suffers while it is missing: 1; safe to begin: no",
        "t: month 1 at the earliest, 2 months long",
    ):
        assert said in text
