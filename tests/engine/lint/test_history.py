"""A history that falls behind is warned of where it does; one that is broken keeps no other check from running."""

import pytest

WHOLE = (
    "1.0.0:\n  new:\n    implication: [care-needs-a-table]\n    finding: [context.few, context.stage]\n"
    "    recommendation: [opportunity.social-welfare.vulnerable-services, coordination.need]\n"
    "    measure: [care, coordination]\n    guard: [women]\n"
    "    step: [sensitization, scoping, goal-setting, action-planning, implementation, monitoring]\n"
)


@pytest.mark.parametrize("before", ["", "0.9.0:\n  new: {measure: [long-gone]}\n"])
def test_a_history_that_names_everything_is_in_order_whatever_older_versions_name(found, before):
    assert found("rules/history.yaml", WHOLE + before) == []


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (WHOLE.replace("1.0.0", "0.9.0"), [""]),
        (WHOLE.replace("1.0.0", "1.1.0"), [""]),
        (WHOLE.replace("[women]", "[]"), ["women"]),
        (WHOLE.replace("[women]", "[women, men]"), ["men"]),
        (WHOLE + "  changed: {rulebook: {weights: [Other weights.]}, step: {walking: [Other months.]}}\n", ["walking"]),
        (WHOLE.replace("measure: [care, ", "measure: ["), ["care"]),
    ],
)
def test_what_falls_behind_is_warned_of(found, text, about):
    assert found("rules/history.yaml", text) == [f"history-behind {id_}".strip() for id_ in about]


def test_a_history_of_the_knowledge_is_held_against_questions_passages_and_words(found):
    told = found("knowledge/history.yaml", "1.0.0:\n  changed: {words: {care: [Other words.], health: [Other words.]}}\n")
    assert set(told) == {
        *(f"history-behind {id_}" for id_ in ("returns.number", "returns.trend", "returns.obstacles", "coordination.body")),
        *(f"history-behind {id_}" for id_ in ("service.protection", "scale.sizing", "scale.use-existing-structures")),
        *(f"history-behind {id_}" for id_ in ("opportunity.social-welfare.vulnerable-services", "coordination.need")),
        "history-behind health",
    }


def test_a_rule_that_is_a_draft_need_stand_in_no_version(small, found):
    path = small / "rules" / "0-implications" / "small.yaml"
    text = path.read_text(encoding="utf-8").replace("-table\n", "-table\n  status: draft\n", 1)
    path.write_text(text, encoding="utf-8")
    assert found("rules/history.yaml", WHOLE.replace("    implication: [care-needs-a-table]\n", "")) == []


def test_a_broken_history_is_a_fault_beside_the_others(small, found):
    (small / "rules" / "more.yml").write_text("", encoding="utf-8")
    assert found("rules/history.yaml", "1.0.0: {nwe: {}}\n") == ["wrong-shape", "unread-file more.yml"]
