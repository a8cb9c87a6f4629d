"""The order of measures: classes never mixed, assured points, ties, and what the main part of a brief holds."""

import itertools
from dataclasses import dataclass, field

import pytest
from hypothesis import given

from wayhome.engine.compile import points_of
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.handbook import Passage
from wayhome.engine.prioritise import rank_measures
from wayhome.engine.recommend import Status, Verdict
from wayhome.engine.rulebook import POINTS

from .random_programs import WEIGHTS, choices, examples, filled, measure, recommendation

SET = ("stakes", "leverage", "reach", "readiness")
RECOMMENDED, POSSIBLE, IN_PLACE, ELSEWHERE = (
    Status.RECOMMENDED,
    Status.POSSIBLE,
    Status.IN_PLACE,
    Status.NOT_APPLICABLE,
)


@dataclass(frozen=True)
class Case:
    """A measure of one recommendation: its status and the least and most points of each criterion."""

    id: str
    status: Status = RECOMMENDED
    gap: tuple = (0, 0)
    stakes: tuple = (0, 0)
    leverage: tuple = (0, 0)
    reach: tuple = (0, 0)
    readiness: tuple = (0, 0)
    openings: dict = field(default_factory=dict)
    line: int = 1
    modes: tuple = ("create",)
    rest: dict = field(default_factory=dict)
    """Of the measure: cluster, safe, after and so on."""

    @property
    def part(self):
        return f"{self.id}.part"


def case(id_, status=RECOMMENDED, line=1, modes=("create",), openings=None, **given):
    """A case from plain numbers: points known are one number, points unknown an interval."""
    intervals = {
        name: value if isinstance(value, tuple) else (value, value) for name, value in given.items() if name in ("gap", *SET)
    }
    rest = {name: value for name, value in given.items() if name not in ("gap", *SET)}
    dates = {date: (low, low) if isinstance(low, int) else low for date, low in (openings or {}).items()}
    return Case(id_, status, line=line, modes=modes, openings=dates, rest=rest, **intervals)


def interval(low, high):
    return POINTS.mask(str(value) for value in range(low, high + 1))


def hangs(of):
    return ("answer",) if of.status is POSSIBLE else ()


def rank(*cases, weights=WEIGHTS, extra_parts=()):
    """Rank the cases; `extra_parts` are further verdicts on parts, as (part, status, gap, modes)."""
    measures, outcomes, verdicts = {}, {}, {}
    for of in cases:
        parts = (of.part, *(part for part, *_ in extra_parts if part.startswith(f"{of.id}.")))
        measures[of.id] = measure(of.id, parts, openings=dict.fromkeys(of.openings, ()), **of.rest)
        outcomes |= {points_of(of.id, name): interval(*getattr(of, name)) for name in SET}
        outcomes |= {points_of(date, "opening"): interval(*points) for date, points in of.openings.items()}
        verdicts[of.part] = Verdict(recommendation(of.part), of.status, of.modes, of.gap, hangs(of))
    for part, status, gap, modes in extra_parts:
        verdicts[part] = Verdict(recommendation(part), status, modes, gap, ())
    lines = {of.part: of.line for of in cases} | {part: 1 for part, *_ in extra_parts}
    passages = {part: filled(Passage, id=part, locator=f"Table; L{line}", strength="could") for part, line in lines.items()}
    evaluation = Evaluation({}, {}, {}, outcomes, (), (), frozenset())
    return rank_measures(measures, passages, verdicts, evaluation, weights)


def ids(ranked):
    return [one.id for one in ranked]


def shown(*cases, **options):
    return [one.id for one in rank(*cases, **options) if one.shown]


# Classes


def test_classes_are_never_mixed_however_many_points_there_are():
    found = rank(
        case("in-place", IN_PLACE),
        case("depends", POSSIBLE, stakes=3, leverage=3, reach=3, readiness=3),
        case("elsewhere", ELSEWHERE),
        case("safe", safe="yes", stakes=2, leverage=3),
        case("recommended"),
    )
    assert [(one.id, one.of_class) for one in found] == [
        ("recommended", "recommended"),
        ("safe", "safe"),
        ("depends", "depends"),
        ("in-place", None),
        ("elsewhere", None),
    ]
    assert [one.rank for one in found] == [1, None, None, None, None]


@pytest.mark.parametrize(("status", "of_class"), [(RECOMMENDED, "safe"), (POSSIBLE, "depends"), (IN_PLACE, None)])
def test_what_is_safe_once_recommended_hangs_on_its_answer_until_then(status, of_class):
    assert rank(case("safe", status, safe="when-recommended"))[0].of_class == of_class


@pytest.mark.parametrize("status", [RECOMMENDED, POSSIBLE])
def test_what_is_safe_to_begin_is_so_whatever_the_answers(status):
    assert rank(case("safe", status, safe="yes"))[0].of_class == "safe"


def test_what_is_safe_but_in_place_is_not_advised():
    assert rank(case("safe", IN_PLACE, safe="yes"))[0].of_class is None


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((POSSIBLE, RECOMMENDED), RECOMMENDED),
        ((IN_PLACE, POSSIBLE), POSSIBLE),
        ((ELSEWHERE, IN_PLACE), IN_PLACE),
        ((ELSEWHERE, ELSEWHERE), ELSEWHERE),
        ((IN_PLACE, RECOMMENDED), RECOMMENDED),
    ],
)
def test_a_measure_stands_as_its_foremost_part_does(parts, expected):
    first, second = parts
    (found,) = rank(case("m", first), extra_parts=[("m.other", second, (0, 0), ())])
    assert found.status is expected
    assert {part.status for part in found.leading_parts} == {expected}


def test_modes_and_gap_come_from_the_parts_that_give_the_status():
    (found,) = rank(
        case("m", RECOMMENDED, gap=(1, 2), modes=("open",)),
        extra_parts=[("m.b", RECOMMENDED, (2, 2), ("create",)), ("m.c", POSSIBLE, (3, 3), ("secure",))],
    )
    assert found.criteria["gap"] == (2, 2)
    assert found.modes == ("create", "open")
    assert found.mode is None


def test_a_measure_of_which_no_part_has_a_verdict_is_left_out():
    hidden = measure("hidden", ["no.verdict"])
    assert rank_measures({"hidden": hidden}, {}, {}, Evaluation({}, {}, {}, {}, (), (), frozenset()), WEIGHTS) == []


# Points


def test_points_are_the_weighted_sum_of_what_is_assured_and_of_what_is_possible():
    (found,) = rank(
        case("m", gap=(1, 3), stakes=(0, 2), leverage=1, reach=(1, 2), readiness=(0, 3), openings={"budget": (2, 3)})
    )
    assert found.criteria == {
        "gap": (1, 3),
        "stakes": (0, 2),
        "leverage": (1, 1),
        "reach": (1, 2),
        "opening": (2, 2),
        "readiness": (0, 3),
    }
    assert found.assured == 3 * 1 + 3 * 0 + 3 * 1 + 2 * 1 + 2 * 2 + 1 * 0
    assert found.upper == 3 * 3 + 3 * 2 + 3 * 1 + 2 * 2 + 2 * 2 + 1 * 3


def test_other_weights_make_another_order():
    cases = (case("people", stakes=2), case("machinery", leverage=3))
    assert ids(rank(*cases)) == ["machinery", "people"]
    assert ids(rank(*cases, weights={**WEIGHTS, "leverage": 1})) == ["people", "machinery"]


def test_what_is_unknown_never_outranks_what_is_assured():
    wide = case("wide", gap=(1, 3), stakes=(0, 3), leverage=(0, 3), reach=(0, 3), readiness=(0, 3))
    assert ids(rank(wide, case("assured", gap=1, readiness=1))) == ["assured", "wide"]


def test_the_best_opening_that_is_certain_counts_and_an_unknown_one_is_none():
    (found,) = rank(case("m", openings={"budget": (0, 3), "law": (1, 2), "plan": 0}))
    assert found.criteria["opening"] == (1, 1)
    (found,) = rank(case("m", openings={"budget": (0, 3)}))
    assert found.criteria["opening"] == (0, 0)
    (found,) = rank(case("m"))
    assert found.criteria["opening"] == (0, 0)


@pytest.mark.parametrize("before", list(Status))
def test_readiness_is_at_least_two_once_everything_it_comes_after_works(before):
    later = case("later", readiness=(0, 1), after=("one", "two"))
    found = {one.id: one for one in rank(later, case("one", IN_PLACE), case("two", before))}
    assert found["later"].criteria["readiness"] == ((2, 2) if before is IN_PLACE else (0, 1))


def test_unlocking_lowers_no_readiness_and_needs_something_that_came_before():
    found = {one.id: one for one in rank(case("later", readiness=(1, 3), after=("one",)), case("one", IN_PLACE))}
    assert found["later"].criteria["readiness"] == (2, 3)
    assert rank(case("first", readiness=1))[0].criteria["readiness"] == (1, 1)


# Ties

LADDER = [
    ("opening", {"openings": {"budget": 3}}, {"stakes": 2}),
    ("stakes", {"stakes": 1}, {"leverage": 1}),
    ("readiness", {"readiness": 2}, {"reach": 1}),
    ("the handbook", {"line": 100}, {"line": 900}),
]


@pytest.mark.parametrize(("by", "first", "second"), LADDER, ids=[by for by, *_ in LADDER])
def test_equal_points_are_ordered_by_opening_then_stakes_then_readiness_then_the_handbook(by, first, second):
    winner, other = case("z", **first), case("a", **second)
    for cases in itertools.permutations((winner, other)):
        found = rank(*cases)
        assert found[0].assured == found[1].assured
        assert ids(found) == ["z", "a"]


def test_stakes_decide_before_readiness_and_the_handbook():
    cases = (case("z", stakes=1, line=900), case("a", readiness=3, line=100))
    assert ids(rank(*cases)) == ["z", "a"]


def test_the_handbook_order_is_that_of_lines_not_of_digits():
    assert ids(rank(case("late", line=1200), case("early", line=95))) == ["early", "late"]


def test_within_two_points_of_the_foremost_measures_are_equal():
    points = {"a": 12, "b": 11, "c": 10, "d": 9, "e": 6}
    found = rank(*(case(id_, gap=(n // 3, 3), readiness=n % 3, reach=0) for id_, n in points.items()))
    assert {one.id: one.assured for one in found} == {"a": 12, "b": 11, "c": 10, "d": 9, "e": 6}
    assert {one.id: one.equal_to_next for one in found} == {"a": True, "b": True, "c": False, "d": False, "e": False}


def test_what_waits_is_ordered_by_what_would_hurt_if_it_were_missed():
    found = rank(
        case("certain", POSSIBLE, gap=3, readiness=3, stakes=1, line=1),
        case("may-hurt", POSSIBLE, stakes=(0, 3), line=5),
        case("reaches", POSSIBLE, reach=(0, 3), line=9),
        case("as-much", POSSIBLE, leverage=(1, 2), line=8),
    )
    assert ids(found) == ["may-hurt", "as-much", "reaches", "certain"]


# What is shown


def many(number, status=RECOMMENDED, **given):
    return [case(f"{status}-{i}", status, cluster=f"{status}-{i}", line=i, **given) for i in range(number)]


def test_at_most_ten_are_shown_with_two_safe_and_four_waiting():
    found = rank(*many(20), *many(5, POSSIBLE), case("s1", safe="yes"), case("s2", safe="yes"), case("s3", safe="yes"))
    assert sum(one.shown for one in found) == 10
    assert sum(one.shown for one in found if one.of_class == "safe") == 2
    found = rank(*many(1), *many(9, POSSIBLE))
    assert sum(one.shown for one in found if one.of_class == "depends") == 4
    assert sum(one.shown for one in found) == 5


def test_fewer_than_ten_are_shown_where_there_are_fewer():
    assert shown(*many(2), *many(1, POSSIBLE), case("x", IN_PLACE), case("y", ELSEWHERE)) == [
        "recommended-0",
        "recommended-1",
        "possible-0",
    ]


def test_at_most_three_of_a_cluster_are_shown_and_the_next_moves_up():
    cases = [case(f"work-{i}", cluster="livelihood", line=i) for i in range(5)]
    found = shown(*cases, case("other", cluster="care", line=9), case("waits", POSSIBLE, cluster="livelihood"))
    assert found == ["work-0", "work-1", "work-2", "other"]


def test_a_place_is_kept_for_care_whatever_the_order():
    care = case("care", POSSIBLE, cluster="care", keeps_place=True)
    waiting = [case(f"w{i}", POSSIBLE, cluster=f"w{i}", stakes=(0, 3)) for i in range(6)]
    found = shown(*many(20), *waiting, care)
    assert "care" in found
    assert len(found) == 10
    assert shown(*waiting, care)[-1] == "care"
    assert len(shown(*waiting, care)) == 4


def test_without_care_among_what_waits_its_place_goes_to_the_next():
    safe = [case("s1", safe="yes"), case("s2", safe="yes")]
    waits = case("waits", POSSIBLE, cluster="waits", stakes=(0, 3))
    care = {"cluster": "care", "keeps_place": True}
    assert shown(*many(9), *safe, waits, case("care", POSSIBLE, **care))[-1] == "care"
    assert shown(*many(9), *safe, waits, case("care", IN_PLACE, **care))[-1] == "waits"


def test_a_long_list_is_no_order_so_at_most_seven_of_the_recommended_are_shown():
    assert shown(*many(9)) == [f"recommended-{i}" for i in range(7)]


@pytest.mark.parametrize("audience", ["adviser", "confidential"])
@pytest.mark.parametrize(
    "given",
    [{"status": RECOMMENDED}, {"status": POSSIBLE}, {"status": POSSIBLE, "keeps_place": True}, {"safe": True}],
    ids=["recommended", "depends", "care", "safe"],
)
def test_what_is_not_for_every_reader_is_ranked_but_not_shown(audience, given):
    (found,) = rank(case("quiet", audience=audience, **given))
    assert found.of_class is not None
    assert not found.shown


# Random measures


def random_cases(chosen):
    def points():
        low = chosen.below(4)
        return low, low + chosen.below(4 - low)

    def one(i):
        status = chosen.of((RECOMMENDED, RECOMMENDED, POSSIBLE, IN_PLACE, ELSEWHERE))
        earlier = tuple(f"m{j}" for j in range(i) if chosen.below(6) == 0)
        return Case(
            f"m{i}",
            status,
            *(points() for _ in range(5)),
            {f"d{i}.{j}": points() for j in range(chosen.below(3))},
            line=chosen.below(30),
            rest={
                "cluster": chosen.of(("care", "means", "work", "local", "learning")),
                "safe": chosen.below(6) == 1,
                "keeps_place": chosen.below(5) == 1,
                "after": earlier,
            },
        )

    return [one(i) for i in range(1 + chosen.below(30))]


several_cases = choices(900).map(random_cases)


@examples(200)
@given(several_cases)
def test_every_measure_stands_once_in_its_class_and_the_classes_in_their_order(cases):
    found = rank(*cases)
    assert sorted(ids(found)) == sorted(of.id for of in cases)
    classes = [one.of_class for one in found]
    assert classes == sorted(classes, key=["recommended", "safe", "depends", None].index)
    ranks = [one.rank for one in found if one.of_class == "recommended"]
    assert ranks == list(range(1, len(ranks) + 1))
    assert all(one.rank is None for one in found if one.of_class != "recommended")
    for one in found:
        assert (one.of_class is None) == (one.status in (IN_PLACE, ELSEWHERE))


@examples(200)
@given(several_cases)
def test_the_recommended_are_ordered_by_assured_points_and_unknown_points_change_nothing(cases):
    found = [one for one in rank(*cases) if one.of_class == "recommended"]
    assured = [one.assured for one in found]
    assert assured == sorted(assured, reverse=True)
    assert all(one.assured <= one.upper for one in found)
    least = [
        Case(
            of.id,
            of.status,
            *((getattr(of, name)[0],) * 2 for name in ("gap", *SET)),
            {date: (low, low) for date, (low, _) in of.openings.items()},
            of.line,
            of.modes,
            of.rest,
        )
        for of in cases
    ]
    assert ids(one for one in rank(*least) if one.of_class == "recommended") == ids(found)


@examples(200)
@given(several_cases)
def test_the_order_in_which_measures_are_written_decides_nothing_but_full_ties(cases):
    def key(one):
        lows = [one.criteria[name][0] for name in ("opening", "stakes", "readiness")]
        line = min(of.line for of in cases if of.id == one.id)
        return (one.of_class, -one.assured, *(-low for low in lows), line)

    for ordered in (cases, cases[::-1]):
        found = [one for one in rank(*ordered) if one.of_class == "recommended"]
        assert [key(one) for one in found] == sorted(key(one) for one in found)


@examples(300)
@given(several_cases)
def test_what_is_shown_keeps_to_its_bounds_and_to_the_order(cases):
    found = rank(*cases)
    held = [one for one in found if one.shown]
    clusters = [one.measure.cluster for one in held]
    assert len(held) <= 10
    assert all(clusters.count(cluster) <= 3 for cluster in clusters)
    assert sum(one.of_class == "recommended" for one in held) <= 7
    assert sum(one.of_class == "safe" for one in held) <= 2
    assert sum(one.of_class == "depends" for one in held) <= 4
    assert all(one.of_class is not None for one in held)
    # Nobody is passed over but for the cluster or for want of room.
    recommended = [one for one in found if one.of_class == "recommended"]
    for one in recommended:
        if not one.shown:
            later = [other for other in recommended if other.shown and other.rank > one.rank]
            if later:
                assert clusters.count(one.measure.cluster) == 3
    if any(one.of_class == "depends" and one.measure.keeps_place for one in found):
        candidates = [one for one in found if one.of_class == "depends" and one.measure.keeps_place]
        before = [one.measure.cluster for one in held if one.of_class == "safe"]
        assert any(one.shown for one in candidates) or all(before.count(one.measure.cluster) == 3 for one in candidates)


@examples(200)
@given(several_cases)
def test_a_group_of_equals_never_stretches_further_than_two_points(cases):
    groups = [[]]
    for one in rank(*cases):
        if one.of_class != "recommended":
            assert not one.equal_to_next
            continue
        groups[-1].append(one.assured)
        if not one.equal_to_next:
            groups.append([])
    groups = [group for group in groups if group]
    assert all(group[0] - group[-1] <= 2 for group in groups)
    assert all(group[0] - after[0] > 2 for group, after in itertools.pairwise(groups))
