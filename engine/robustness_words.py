"""How firm an order is, in words: what stands in front in which share of combinations, who trades places, and why.

In: an `Advice` and its `Robustness`. Out: `RobustnessWords`, as text, Markdown or JSON. Shares are of combinations drawn
evenly, said as whole numbers of a hundred; the bands for words are ours.
"""

from __future__ import annotations

from wayhome.engine.advise import Advice
from wayhome.engine.brief.markdown import to_markdown
from wayhome.engine.brief.phrases import Phrases, made_from
from wayhome.engine.brief.pictures.firmness import drawn_of
from wayhome.engine.brief.tree import (
    Block,
    Document,
    Grid,
    Heading,
    Items,
    Line,
    Paragraph,
    Picture,
    Strong,
    Text,
    joined,
    line,
    plain,
)
from wayhome.engine.errors import InputError
from wayhome.engine.firmness import FOREMOST, WITHIN, Band, Kind, Robustness, Standing, band, of_hundred, told
from wayhome.engine.plain_text import to_text
from wayhome.engine.settled import is_top_proved
from wayhome.engine.sources import Strict

TRADING = 25
"""Neighbours trade places if the second stands first in so many of 100 combinations (ours)."""
IN_WORDS: dict[Band, str] = {
    "almost-every": "almost every combination",
    "most": "most combinations",
    "some": "some combinations",
    "hardly-any": "hardly any combination",
}
MOST_NAMED = 10
"""Trading places is told of the first so many of today."""


class StandingResult(Strict):
    """A measure over the scenarios of a kind; numbers of scenarios."""

    measure: str
    recommended: int
    first_1: int
    first_3: int
    first_5: int
    first_10: int
    best: int | None
    worst: int | None


class SwapResult(Strict):
    """Neighbours of today, and how often the second stands before the first."""

    first: str
    second: str
    swapped: int


class KindResult(Strict):
    """One kind of scenarios."""

    scenarios: int
    same_five: int
    measures: list[StandingResult]
    swaps: list[SwapResult]


class RobustnessResult(Strict):
    """How firm an order is."""

    country: str
    edition: str
    answers: KindResult
    weights: KindResult
    both: KindResult
    sensitive: dict[str, int]
    open_answers: int
    left_out: int
    is_proved: bool
    seed: int


class RobustnessWords:
    """How firm the order of one advice is."""

    def __init__(self, advice: Advice, found: Robustness) -> None:
        self._advice = advice
        self._found = found
        self._p = Phrases(advice)
        self._seen = {r.id: r for r in advice.ranked}
        self._places = {r.id: r.rank for r in advice.ranked if r.rank}

    def to_text(self) -> str:
        """For a terminal."""
        return to_text(self._blocks())

    def to_markdown(self) -> str:
        """The same as Markdown; the front matter says what it was made from."""
        front = {**made_from(self._p), "seed": self._found.seed}
        return to_markdown(Document(front, tuple(self._blocks()), ()))

    def to_result(self) -> RobustnessResult:
        """The same as plain values."""
        found = self._found
        return RobustnessResult(
            country=self._p.place,
            edition=str(self._advice.options.edition),
            answers=kind_result(found.answers),
            weights=kind_result(found.weights),
            both=kind_result(found.both),
            sensitive=found.sensitive,
            open_answers=found.open,
            left_out=found.left_out,
            is_proved=is_top_proved(self._advice, FOREMOST),
            seed=found.seed,
        )

    def to_json(self) -> str:
        """The same as JSON."""
        return self.to_result().model_dump_json(indent=2) + "\n"

    def picture(self) -> Picture:
        """Shares and places drawn, of answers and weights together; raises InputError if there is nothing to draw."""
        found = drawn_of(self._p, self._found.both)
        if found is None:
            raise InputError.at(self._advice.profile.file, "there is no order to draw: nothing is ever recommended")
        return found

    def _blocks(self) -> list[Block]:
        found = self._found
        blocks: list[Block] = [Heading(1, (Text("How firm the order is: "), plain(self._p.place)))]
        if not found.both.scenarios:
            return [
                *blocks,
                _said("No combination of answers goes together: `wayhome check` says which contradict each other."),
            ]
        if not found.both.standings:
            return [*blocks, _said("Nothing is recommended in any combination of answers, so there is no order.")]
        blocks += [_said(self._drawn()), Heading(2, (Text("In words"),))]
        blocks.append(Items(tuple(self._sentences())))
        blocks.append(Heading(2, (Text("Measure by measure, of 100 combinations"),)))
        return [*blocks, self._table()]

    def _drawn(self) -> str:
        found = self._found
        asked = "One answer is open." if found.open == 1 else f"{found.open or 'No'} answers are open."
        out = f" {found.left_out} more contradicted our rules and were left out." if found.left_out else ""
        whose = "ours" if self._advice.weights == self._advice.library.rulebook.weights else "those given"
        return (
            f"{asked} We drew {found.both.scenarios:,} combinations of what open answers could be, evenly from what is"
            f" possible; as many of weights, each between half and one and a half times {whose}; and both together. A share"
            f" is of the combinations drawn, not a probability. All this is ours (seed {found.seed}).{out}"
        )

    def _sentences(self) -> list[Line]:
        found, both = self._found, self._found.both
        said: list[Line] = []
        if is_top_proved(self._advice, FOREMOST):
            said.append(
                line(f"Proved: with these weights no open answer changes what stands in the first {FOREMOST} places.")
            )
        placed = len(self._places)
        if placed < FOREMOST:
            few = "Only one measure has" if placed == 1 else f"{f'Only {placed}' if placed else 'No'} measures have"
            other = "else " if placed else ""
            said.append(line(f"{few} a place today; what {other}will stand in the first {FOREMOST} hangs on open answers."))
        if not placed:
            return [*said, *self._rising()]
        for kind, what in ((found.answers, "open answers"), (found.weights, "weights"), (both, "the two together")):
            if found.open or kind is found.weights:
                same = of_hundred(kind.same_five, kind.scenarios)
                said.append(line(f"In {same} of 100 combinations of {what} the first {FOREMOST} are those of today."))
        named = [s for s in both.standings if self._places.get(s.measure, MOST_NAMED + 1) <= MOST_NAMED]
        for key, words in IN_WORDS.items():
            here = [s.measure for s in named if band(s.foremost, both.scenarios) == key]
            if here:
                said.append(line(f"Among the first {FOREMOST} in {words}: {{names}}.", names=self._names(here)))
        said += self._rising()
        for swap in both.swaps:
            if swap.swapped * 100 >= TRADING * both.scenarios and self._places[swap.second] <= MOST_NAMED:
                share = of_hundred(swap.swapped, both.scenarios)
                template = f"{{first}} and {{second}} trade places: the second stands before the first in {share} of 100."
                said.append(line(template, first=self._names([swap.first]), second=self._names([swap.second])))
        criterion, changed = next(iter(found.sensitive.items()))
        share = of_hundred(changed, found.weights.scenarios)
        said.append(
            line(
                f"The order is most sensitive to the weight of {criterion}: drawn alone, it changes the first {FOREMOST} in"
                f" {share} of 100."
                if changed
                else f"No weight drawn alone changes the first {FOREMOST}."
            )
        )
        return said

    def _rising(self) -> list[Line]:
        """What has no place today, and would often be among the first."""
        both = self._found.both
        without = [s for s in told(self._places, both) if s.measure not in self._places]
        said = []
        for key, words in IN_WORDS.items():
            here = [s.measure for s in without if band(s.foremost, both.scenarios) == key]
            if here:
                start = f"Without a place today, yet among the first {FOREMOST} in {words}"
                said.append(line(f"{start}: {{names}}.", names=self._names(here)))
        return said

    def _table(self) -> Grid:
        heads = ("today", "measure", "answers: first 1, 3, 5, 10", "weights", "both", "best to worst place seen")
        by_kind = [
            {s.measure: s for s in kind.standings} for kind in (self._found.answers, self._found.weights, self._found.both)
        ]
        rows: list[tuple[Line, ...]] = []
        for standing in told(self._places, self._found.both):
            id_ = standing.measure
            shares = [_shares(kind.get(id_), self._found.both.scenarios) for kind in by_kind]
            worst = f" to {standing.worst}" if standing.worst else ", or none"
            place = str(self._places.get(id_, "–"))
            cells = (place, self._name(id_), *shares, f"{standing.best}{worst}")
            rows.append(tuple((Text(cell),) for cell in cells))
        return Grid(tuple((Text(head),) for head in heads), tuple(rows))

    def _name(self, id_: str) -> str:
        return self._p.of(self._seen[id_]).title

    def _names(self, ids: list[str]) -> Line:
        """Titles of measures, set apart from the sentence around them."""
        return joined(part for i, id_ in enumerate(ids) for part in (Text("; " if i else ""), Strong(self._name(id_))))


def _shares(standing: Standing | None, scenarios: int) -> str:
    numbers = standing.within if standing else (0,) * len(WITHIN)
    return ", ".join(str(of_hundred(number, scenarios)) for number in numbers)


def kind_result(kind: Kind) -> KindResult:
    """One kind of scenarios as plain values."""
    return KindResult(
        scenarios=kind.scenarios,
        same_five=kind.same_five,
        measures=[
            StandingResult(
                measure=standing.measure,
                recommended=standing.recommended,
                first_1=standing.within[0],
                first_3=standing.within[1],
                first_5=standing.foremost,
                first_10=standing.within[3],
                best=standing.best,
                worst=standing.worst,
            )
            for standing in kind.standings
        ],
        swaps=[SwapResult(first=swap.first, second=swap.second, swapped=swap.swapped) for swap in kind.swaps],
    )


def _said(text: str) -> Paragraph:
    return Paragraph((Text(text),))
