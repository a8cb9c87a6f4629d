"""The order the handbook states or implies: between measures, between components, between the steps."""

import pytest

from wayhome.engine.library import load_library

BOOK = load_library().rulebook


def before(measure, seen=()):
    """Every measure that comes before this one, directly or through others."""
    found = BOOK.measures[measure]
    return {other for id_ in (*found.after, *found.after_to_create) for other in (id_, *before(id_))}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("coordination.mechanism", "procedures"),  # 4.1.3: the mechanism, then its procedures, while there are none
        ("coordination.mechanism", "referral"),
        ("coordination.mechanism", "abroad.committee"),  # 4.2.1 builds on what coordinates at home
        ("abroad.committee", "abroad.information"),  # 4.2.1: committee, aims, then the system
        ("abroad.committee", "abroad.joint-programme"),  # Figure 4.3: the frame, then the models
        ("abroad.committee", "mobility"),  # Figure 4.3: mobility last
        ("data", "abroad.information"),  # rules on data stand before any entry
        ("fact-finding", "firms"),  # Table 4.2: who returns, then which firms
        ("lead.body", "policy.text-and-plan"),
        ("lead.body", "money"),  # Figure 4.5, step 5: the responsible body, then the means
        ("policy.text-and-plan", "money"),
        ("policy.text-and-plan", "policy.goals-in-line"),
        ("local", "local.plans"),
        ("procedures", "data"),
    ],
)
def test_what_founds_a_measure_comes_before_it(first, then):
    assert first in before(then)


@pytest.mark.parametrize(
    ("rule", "order"),
    [
        (
            "private-strategy.5-roadmap",
            [
                "private-strategy.1-returnee-profile",
                "private-strategy.2-existing-strategies",
                "private-strategy.3-companies",
                "private-strategy.4-matching-mechanisms",
                "private-strategy.6-monitor",
            ],
        ),
        ("referral.why", ["referral.service-mapping", "referral.mou", "referral.sops", "referral.process-not-document"]),
        (
            "coordination.need",
            ["coordination.step-2-map-functions", "coordination.step-3-mechanism", "coordination.step-3.i-endorsed"],
        ),
        (
            "steering.establish",
            [
                "flow.1-information.origin-scoping",
                "flow.2-design.programme",
                "flow.3-framework.committee",
                "steering.agree-objectives",
                "flow.3-framework.mous",
            ],
        ),
        ("diaspora.action.strategy", ["diaspora.action.implement", "diaspora.action.monitor"]),
        (
            "capacity.phase.strategy.plan",
            [
                "capacity.phase.goals.develop-initiatives",
                "capacity.phase.goals.align-outcomes",
                "capacity.phase.implementation.carry-out",
                "capacity.phase.monitoring.capacity-indicators",
            ],
        ),
        (
            "mobility.sectors-of-mutual-interest",
            ["mobility.trigger-saturation", "mobility.skills-training", "mobility.regular-labour-migration"],
        ),
    ],
)
def test_components_stand_in_the_order_of_the_handbook(rule, order):
    passages = [part.passage for part in BOOK.recommendations[rule].components]
    assert [passage for passage in passages if passage in order] == order


def test_the_steps_of_the_mainstreaming_track_follow_each_other():
    starts = [min(task.months[0] for task in step.tasks) for step in BOOK.steps if step.number < 6]
    assert starts == sorted(starts)
    ends = [max(sum(task.months) for task in step.tasks) for step in BOOK.steps]
    assert ends == sorted(ends)


def test_preconditions_are_cautions_and_stand_before_nothing():
    preconditions = {finding.id for finding in BOOK.preconditions}
    for measure in BOOK.measures.values():
        assert not preconditions & {*measure.after, *measure.after_to_create}
    for rule in BOOK.recommendations.values():
        assert rule.lead


def test_there_are_at_most_45_measures_and_150_questions_with_a_repeated_field_counted_once():
    questionnaire = load_library().questionnaire
    fields = sum(len(question.repeat.fields) - 1 for question in questionnaire.questions.values() if question.repeat)
    assert len(BOOK.measures) <= 45
    assert len(questionnaire.questions) + fields <= 150
    assert sum(question.core for question in questionnaire.questions.values()) == 58
