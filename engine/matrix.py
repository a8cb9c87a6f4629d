"""The action plan matrix: one row a measure, what each is made of, and what the columns mean.

In: an `Advice`. Out: a `Matrix` of three tables of plain values; `matrix_files` writes them. What is meant for the
confidential edition alone is in none of them, whatever the edition: a matrix travels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from wayhome.engine.advise import Advice
from wayhome.engine.brief.phrases import Phrases, listed
from wayhome.engine.care import guards_among
from wayhome.engine.handbook import Passage
from wayhome.engine.matrix_words import citation, class_of, funding, places_of, rationale, risk, standing
from wayhome.engine.prioritise import Ranked
from wayhome.engine.roadmap import Task

Cell = str | int | None


@dataclass(frozen=True)
class Column:
    """A column: its heading, and how wide it should be in characters."""

    title: str
    width: int


@dataclass(frozen=True)
class Table:
    """One sheet."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Matrix:
    """The action plan as tables."""

    title: str
    """What a printed page carries as its head, with the edition."""
    edition: str
    plan: Table
    """A row for each measure that is recommended, safe to begin or hanging on an answer, in the order of the brief."""
    parts: Table
    """A row for each recommendation that such a measure is made of."""
    about: Table
    """What each column holds and whose it is; how the matrix was made."""


@dataclass(frozen=True)
class _Made:
    """What the cells of a row are made from."""

    ranked: Ranked
    passages: tuple[Passage, ...]
    task: Task | None
    """None while the measure hangs on an answer."""
    place: str
    standing: str


_Value = Callable[[Phrases, _Made], Cell]
_COLUMNS: dict[str, tuple[int, str, _Value]] = {
    "id": (21, "ours", lambda p, made: made.ranked.id),
    "action": (22, "ours", lambda p, made: p.action(made.ranked)[0]),
    "sector": (11, "handbook", lambda p, made: _sectors(p, made.ranked)),
    "step": (15, "ours", lambda p, made: _step(p, made.ranked)),
    "lead": (16, "ours", lambda p, made: p.lead(made.ranked.lead)),
    "partners": (22, "ours", lambda p, made: p.bodies(made.ranked.measure.partners)),
    "beneficiaries": (20, "ours", lambda p, made: _joined(passage.beneficiaries for passage in made.passages)),
    "start": (7, "ours", lambda p, made: made.task.start if made.task else None),
    "start-date": (10, "ours", lambda p, made: _date(p, made.task.start if made.task else None)),
    "end": (7, "ours", lambda p, made: made.task.end if made.task else None),
    "end-date": (10, "ours", lambda p, made: _date(p, made.task.end if made.task else None)),
    "indicator": (25, "ours", lambda p, made: _joined(passage.indicator for passage in made.passages)),
    "verification": (20, "ours", lambda p, made: _joined(passage.verification for passage in made.passages)),
    "instrument": (15, "ours", lambda p, made: made.ranked.instrument),
    "cost": (9, "ours", lambda p, made: made.ranked.cost),
    "funding": (18, "profile", lambda p, made: funding(p, made.ranked)),
    "risk": (26, "ours", lambda p, made: risk(p, made.ranked, made.task)),
    "class": (13, "ours", lambda p, made: class_of(p, made.ranked)),
    "priority": (13, "ours", lambda p, made: made.place),
    "rationale": (34, "profile", lambda p, made: rationale(p, made.ranked)),
    "citation": (26, "handbook", lambda p, made: citation(p, made.passages)),
    "sdg": (8, "code", lambda p, made: _codes(passage.sdg for passage in made.passages)),
    "gcm": (7, "code", lambda p, made: _codes(passage.gcm for passage in made.passages)),
    "crs": (8, "code", lambda p, made: _codes(passage.crs for passage in made.passages)),
    "review": (10, "profile", lambda p, made: made.standing),
}
"""By name, in order: width, whose it is, and the value."""
_FOR_THE_ADVISER: dict[str, tuple[int, str, _Value]] = {
    "assured": (9, "ours", lambda p, made: made.ranked.assured),
    "upper": (9, "ours", lambda p, made: made.ranked.upper),
}
_PARTS = (
    ("id", 16),
    ("recommendation", 34),
    ("title", 30),
    ("sector", 14),
    ("status", 14),
    ("way", 14),
    ("how", 60),
    ("strength", 10),
    ("locator", 28),
    ("lead", 20),
    ("beneficiaries", 22),
    ("indicator", 30),
    ("verification", 26),
    ("sdg", 9),
    ("gcm", 9),
    ("crs", 9),
)


def matrix_of(advice: Advice, front: Mapping[str, object]) -> Matrix:
    """The matrix of an advice.

    Args:
        advice: what was concluded, perhaps with a review.
        front: what identifies the brief, as it stands in the front matter of one.
    """
    p = Phrases(advice)
    ranked = [r for r in advice.ranked if r.of_class and r.measure.audience != "confidential"]
    columns = _COLUMNS | (_FOR_THE_ADVISER if advice.options.edition.sees("adviser") else {})
    places = places_of(p, ranked)
    rows = []
    for r in ranked:
        passages = tuple(advice.library.passages[part.rule.id] for part in r.leading_parts)
        task = next((task for task in advice.roadmap.tasks if task.measure == r.id), None)
        review = advice.reviews.measures.get(r.id) if advice.reviews else None
        made = _Made(r, passages, task, places[r.id], standing(p, review))
        rows.append(tuple(value(p, made) for _, _, value in columns.values()))
    heads = tuple(Column(p.words(f"matrix.head.{name}"), width) for name, (width, _, _) in columns.items())
    return Matrix(
        p.words("matrix.title", place=p.place),
        p.words(f"edition.{advice.options.edition}"),
        Table(p.words("matrix.plan"), heads, tuple(rows)),
        _parts(p, ranked),
        _about(p, columns, ranked, front),
    )


def _parts(p: Phrases, ranked: Iterable[Ranked]) -> Table:
    rows = []
    for r in ranked:
        for part in r.leading_parts:
            passage = p.advice.library.passages[part.rule.id]
            rows.append(
                (
                    r.id,
                    part.rule.id,
                    part.rule.title,
                    p.questionnaire.sectors[part.rule.sector].title,
                    p.words(f"status.{part.status}"),
                    p.ways(part.modes),
                    passage.modes.get(part.mode or "any") or passage.modes["any"],
                    passage.strength,
                    passage.locator,
                    p.lead(part.rule.lead),
                    passage.beneficiaries,
                    passage.indicator,
                    passage.verification,
                    ", ".join(passage.sdg),
                    ", ".join(passage.gcm),
                    ", ".join(passage.crs),
                )
            )
    heads = tuple(Column(p.words(f"matrix.head.{name}"), width) for name, width in _PARTS)
    return Table(p.words("matrix.parts"), heads, tuple(rows))


def _about(
    p: Phrases, columns: Mapping[str, tuple[int, str, _Value]], ranked: Sequence[Ranked], front: Mapping[str, object]
) -> Table:
    """What each column holds and whose it is; below, how the matrix was made."""
    most = str(3 * sum(p.advice.weights.values()))
    rows: list[tuple[Cell, ...]] = [
        (p.words(f"matrix.head.{name}"), p.words(f"matrix.note.{name}", most=most), p.words(f"matrix.origin.{origin}"))
        for name, (_, origin, _) in columns.items()
    ]
    rows += [(None, p.words(f"matrix.about.{key}"), None) for key in ("inert", "confidential")]
    guards = [p.wording.guards[id_] for id_ in guards_among(p.advice, ranked)]
    if guards:
        rows += [(None, None, None), (p.words("matrix.about.care"), None, None)]
        rows += [(guard.title, guard.text, p.words("matrix.origin.ours")) for guard in guards]
    rows += [(None, None, None), (p.words("matrix.about.made"), None, None)]
    rows += [(key, _flat(value), None) for key, value in front.items()]
    widths = (("column", 24), ("meaning", 90), ("origin", 24))
    heads = tuple(Column(p.words(f"matrix.head.{name}"), width) for name, width in widths)
    return Table(p.words("matrix.about"), heads, tuple(rows))


def _flat(value: object) -> str:
    """A value of the front matter in words."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_flat(inner)}" for key, inner in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value is None else str(value)


def _sectors(p: Phrases, r: Ranked) -> str:
    return listed(dict.fromkeys(p.questionnaire.sectors[part.rule.sector].title for part in r.leading_parts))


def _step(p: Phrases, r: Ranked) -> str:
    step = next(step for step in p.advice.library.rulebook.steps if step.number == r.measure.step)
    return p.words("matrix.step", number=str(step.number), name=p.words(f"step.name.{step.id}"))


def _date(p: Phrases, month: int | None) -> str | None:
    """A month of the plan as a calendar month, such as 2026-09, which sorts."""
    if month is None:
        return None
    start = p.advice.profile.start
    return p.words("matrix.no-date") if start is None else f"{(start + month) // 12}-{(start + month) % 12 + 1:02}"


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _codes(codes: Iterable[Iterable[str]]) -> str:
    return ", ".join(dict.fromkeys(code for some in codes for code in some))
