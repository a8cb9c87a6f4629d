"""The roadmap drawn: each line once, arrows as `after` says, what is past the time given hatched, dates as marks."""

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures.drawing import DEEP, LIGHT, PAPER, SIGNAL
from wayhome.engine.brief.pictures.mermaid import inert
from wayhome.engine.dates import parse_date
from wayhome.engine.facts import Opening

from .svg_reading import EXAMPLES, NASTY, advice_of, check_labels, drawn, labels, shapes, whole_labels

BAR = 10.0


def timeline(advice):
    return drawn(advice)["timeline"]


def bars(svg):
    """(middle, left, right) of each task's bar in the order drawn; one in two parts counts once."""
    rects = [rect for rect in shapes(svg, "rect") if float(rect["height"]) == BAR and rect.get("stroke") == DEEP]
    legend = min(float(rect["y"]) for rect in rects if rect["x"] == "6")
    found = {}
    for rect in rects:
        left, top, width = (float(rect[key]) for key in ("x", "y", "width"))
        if top < legend:
            old = found.get(top, (left, left))
            found[top] = (min(left, old[0]), max(left + width, old[1]))
    return [(top + BAR / 2, left, right) for top, (left, right) in sorted(found.items())]


def with_plan(advice, *, horizon=None, start=None, tasks=None, openings=None):
    plan = advice.roadmap
    tasks = plan.tasks if tasks is None else tasks
    beyond = tuple(task.id for task in tasks if horizon is not None and task.end > horizon)
    return dataclasses.replace(
        advice,
        roadmap=dataclasses.replace(plan, tasks=tasks, horizon=horizon, beyond=beyond),
        profile=dataclasses.replace(advice.profile, start=start),
        openings=advice.openings if openings is None else openings,
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_line_of_the_main_part_is_drawn_once_and_no_page_of_questions(name):
    advice = advice_of(name)
    phrases, said = Phrases(advice), whole_labels(timeline(advice).svg)
    for task in advice.roadmap.printed:
        assert task.kind != "scoping"
        assert said.count(phrases.task_name(task)) == 1
        if task.measure:
            assert said.count(str(phrases.numbers[task.measure])) >= 1
    assert len(bars(timeline(advice).svg)) == len(advice.roadmap.printed)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_bar_is_as_long_as_its_task(name):
    advice = advice_of(name)
    found = bars(timeline(advice).svg)
    months = max(task.end for task in advice.roadmap.printed)
    unit = (624 - 282) / months
    for task, (_, left, right) in zip(advice.roadmap.printed, found, strict=True):
        assert left == pytest.approx(282 + unit * task.start, abs=0.1)
        assert right == pytest.approx(282 + unit * task.end, abs=0.2)


@pytest.mark.parametrize("name", EXAMPLES)
def test_arrows_lead_where_after_says(name):
    advice = advice_of(name)
    svg = timeline(advice).svg
    middles = {
        round(middle, 1): task.measure for task, (middle, _, _) in zip(advice.roadmap.printed, bars(svg), strict=True)
    }
    drawn_measures = set(middles.values()) - {None}
    expected = {
        (before, r.id) for r in advice.ranked if r.id in drawn_measures for before in r.after if before in drawn_measures
    }
    arrows = [path["d"] for path in shapes(svg, "path") if path.get("stroke") == SIGNAL and path["d"].count("L") == 2]
    found = set()
    for d in arrows:
        (x0, y0), (x1, y1), (x2, y2) = [tuple(map(float, pair)) for pair in re.findall(r"[ML]([\d.]+) ([\d.]+)", d)]
        assert x0 == x1 < x2
        assert y1 == y2
        found.add((middles[y0], middles[y1]))
    assert found == expected
    assert name not in ("xx", "gha-2021", "xx-north") or found


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_begins_at_once_bears_the_mark(name):
    advice = advice_of(name)
    marks = [p for p in shapes(timeline(advice).svg, "path") if p["fill"] == PAPER and p["d"].count("L") == 2]
    at_once = sum(task.at_once for task in advice.roadmap.printed)
    assert len(marks) == at_once + bool(at_once), "and once more in the legend"


def test_actions_are_told_from_other_lines_by_more_than_colour():
    svg = timeline(advice_of("xx")).svg
    fills = {rect["fill"] for rect in shapes(svg, "rect") if float(rect["height"]) == BAR}
    assert fills == {DEEP, LIGHT}
    numbers = [label for label in labels(svg) if label.fill == DEEP]
    assert len(numbers) == sum(task.measure is not None for task in advice_of("xx").roadmap.printed)


@pytest.mark.parametrize("horizon", [1, 6, 17])
def test_what_runs_past_the_time_given_is_hatched(horizon):
    advice = with_plan(advice_of("xx"), horizon=horizon, start=2026 * 12)
    picture = timeline(advice)
    hatched = [rect for rect in shapes(picture.svg, "rect") if rect["fill"].startswith("url(")]
    assert len(hatched) == sum(task.id in advice.roadmap.beyond for task in advice.roadmap.printed) + 1, "and the legend"
    assert f"time given: {horizon} months" in whole_labels(picture.svg)
    assert f"run past the {horizon} months given" in picture.alternative
    check_labels(picture.svg)


@pytest.mark.parametrize("horizon", [None, 18, 24])
def test_a_plan_that_fits_has_no_hatch(horizon):
    svg = timeline(with_plan(advice_of("xx"), horizon=horizon)).svg
    assert "hatch" not in svg
    assert "time given" not in svg


def test_months_of_the_calendar_stand_below_those_of_the_plan_once_the_start_is_known():
    axis = [label for label in labels(timeline(with_plan(advice_of("xx"), start=2026 * 12 + 6)).svg) if label.base < 50]
    by_place = {}
    for label in axis[1:]:
        by_place.setdefault(round((label.left + label.right) / 2), []).append(label.text)
    assert list(by_place.values()) == [
        ["0", "Jul", "2026"],
        ["3", "Oct"],
        ["6", "Jan", "2027"],
        ["9", "Apr"],
        ["12", "Jul"],
        ["15", "Oct"],
        ["18", "Jan", "2028"],
    ]
    assert "Jul" not in whole_labels(timeline(with_plan(advice_of("xx"))).svg)


def opening(title, date, start=2026 * 12):
    found = parse_date(date)
    return Opening(title, found, found.first - start if found else None)


def test_dates_that_fall_into_the_plan_are_marks_with_their_names():
    facts = ["frame.openings.budget", "frame.openings.labour", "frame.openings.health", "money.until.project"]
    given_ = [
        opening("", "2026-03"),
        opening("employment strategy", "2027-05"),
        opening("late", "2030-01"),
        opening("", "2026"),
    ]
    advice = with_plan(advice_of("xx"), start=2026 * 12, openings=dict(zip(facts, given_, strict=True)))
    svg = timeline(advice).svg
    said = whole_labels(svg)
    for words in ("The budget", "March 2026", "Employment strategy", "May 2027", "Project money", "2026"):
        assert words in said
    assert "Late" not in said
    diamonds = [p for p in shapes(svg, "path") if p["fill"] == SIGNAL and p["d"].count("L") == 3]
    assert len(diamonds) == 3 + 1, "and one in the legend"
    undated = {fact: dataclasses.replace(o, date=None, month=None) for fact, o in advice.openings.items()}
    assert "The budget" not in whole_labels(timeline(with_plan(advice, openings=undated)).svg)


def test_an_action_that_waits_for_an_open_one_says_so():
    found = [label for label in labels(timeline(advice_of("srb")).svg) if label.left == 26]
    (waits,) = [i for i, label in enumerate(found) if label.text == "Firmer after action 6."]
    assert found[waits].top - found[waits - 1].bottom < 4 < found[waits + 1].top - found[waits].bottom


@dataclasses.dataclass(frozen=True)
class Plan:
    """A roadmap made of an example's tasks in other months; small enough to be shown when a test fails."""

    name: str
    months: dict
    """By task: start, end, whether it begins at once."""
    horizon: int | None
    start: int | None
    openings: dict

    def advice(self):
        advice = advice_of(self.name)
        kept = [task for task in advice.roadmap.tasks if task.id in self.months]
        tasks = tuple(
            dataclasses.replace(task, **dict(zip(("start", "end", "at_once"), self.months[task.id], strict=True)))
            for task in kept
        )
        return with_plan(advice, tasks=tasks, horizon=self.horizon, start=self.start, openings=self.openings)


@st.composite
def plans(draw):
    """Any months for the tasks of an example, as long as none begins before what it comes after."""
    name = draw(st.sampled_from(["xx", "xx-north", "gha-2021", "mda"]))
    advice = advice_of(name)
    kept = [task for task in advice.roadmap.tasks if draw(st.booleans())]
    longest = draw(st.sampled_from([2, 12, 60, 400]))
    after = {r.id: r.after for r in advice.ranked}
    months = {}

    def placed(task):
        if task.id not in months:
            earlier = [placed(other)[0] + 1 for other in kept if other.measure in after.get(task.measure, ())]
            start = max([draw(st.integers(0, longest)), *earlier])
            months[task.id] = (start, start + draw(st.integers(1, longest)), draw(st.booleans()))
        return months[task.id]

    for task in kept:
        placed(task)
    titles = st.text(max_size=60) | st.sampled_from(NASTY)
    dates = st.sampled_from(["2026-01", "2026-09", "2027", "2031-12", "2026-02-03"])
    openings = {fact: opening(draw(titles), draw(dates)) for fact in draw(st.sets(st.sampled_from(DATES)))}
    horizon, start = draw(st.none() | st.integers(1, 2 * longest)), draw(st.none() | st.just(2026 * 12))
    return Plan(name, months, horizon, start, openings)


DATES = [
    *("frame.openings.migration-law", "frame.openings.budget", "frame.openings.labour", "frame.openings.health"),
    *("money.until.project", "money.until.yearly"),
]


@given(plans())
@settings(deadline=None, max_examples=60)
def test_labels_and_bars_of_any_roadmap_stand_free_and_inside(plan):
    advice = plan.advice()
    found = drawn(advice)
    assert ("timeline" in found) is bool(advice.roadmap.printed)
    if "timeline" in found:
        svg = found["timeline"].svg
        check_labels(svg)
        assert len(bars(svg)) == len(advice.roadmap.printed)
        for _, left, right in bars(svg):
            assert 280 <= left < right <= 640
        check_gantt(found["timeline"].mermaid, advice)


GANTT_LINE = re.compile(
    r"    (?P<words>[^:;#%`\n]+) :(active, |milestone, )?(?P<id>t\d+), (\d{4}-\d\d-\d\d|\d+), (\d{4}-\d\d-\d\d|\d+)"
)


def check_gantt(text, advice):
    head, *lines = text.split("\n")
    assert head.startswith("%%{init: ")
    assert lines[0] == "gantt"
    tasks = [match for line in lines if (match := GANTT_LINE.fullmatch(line))]
    others = [line.split()[0] for line in lines[1:] if not GANTT_LINE.fullmatch(line)]
    assert set(others) <= {"accTitle:", "accDescr:", "todayMarker", "dateFormat", "axisFormat", "section"}
    assert len({match["id"] for match in tasks}) == len(tasks)
    assert sum("◆" not in match["words"] for match in tasks) == len(advice.roadmap.printed)


@pytest.mark.parametrize("name", EXAMPLES)
def test_mermaid_tells_each_line_once(name):
    advice = advice_of(name)
    text = timeline(advice).mermaid
    check_gantt(text, advice)
    for task in advice.roadmap.printed:
        assert (
            text.count(f"{inert(Phrases(advice).task_name(task))} :")
            + text.count(f"{inert(Phrases(advice).task_name(task))} … :")
            == 1
        )


@given(st.text() | st.sampled_from(NASTY))
@settings(deadline=None)
def test_mermaid_reads_what_people_type_as_words(typed):
    words = inert(typed)
    assert not set('\n\r:;#%`"{}<>[]|&=\\$^~*_') & set(words)
    assert [c for c in words if c.isalpha()] == [c for c in typed if c.isalpha()]
