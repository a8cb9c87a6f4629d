"""What to ask next, in words: a table of questions, whom to ask, what hangs on each, and how far the answers lead.

In: an `Advice` and its `Asking`. Out: `AskingWords`, as text, Markdown or JSON. For the adviser: of the edition it was made
for, so that what is not raised is not named here either.
"""

from __future__ import annotations

from wayhome.engine.advise import Advice
from wayhome.engine.asking import Asking, ToAsk
from wayhome.engine.brief.markdown import to_markdown
from wayhome.engine.brief.phrases import Phrases, capital, made_from
from wayhome.engine.brief.tree import Block, Code, Document, Heading, Items, Line, Paragraph, Strong, Text, plain
from wayhome.engine.firmness import FOREMOST
from wayhome.engine.plain_text import to_text
from wayhome.engine.sources import Strict

MOST_NAMED = 3
STEPS = (1, 3, 5, 10, 20, 40)
"""After so many answers we say how many measures stand."""
_EFFORT = {1: "it stands in documents", 2: "it takes a call or a meeting", 4: "it takes a survey"}


class ToAskResult(Strict):
    """An open question."""

    question: str
    name: str
    core: bool
    ask: list[str]
    effort: int
    gain: float
    changes: float
    moves: list[str]


class AskingResult(Strict):
    """Open questions in the order in which to ask them."""

    country: str
    edition: str
    questions: list[ToAskResult]
    open: int
    standing: list[float]
    final: float
    is_proved: bool
    scenarios: int
    seed: int


class AskingWords:
    """What to ask next, for one advice."""

    def __init__(self, advice: Advice, asking: Asking, *, top: int, seed: int) -> None:
        self._advice = advice
        self._asking = asking
        self._top = top
        self._seed = seed
        self._p = Phrases(advice)

    def to_text(self) -> str:
        """For a terminal."""
        return to_text(self._blocks())

    def to_markdown(self) -> str:
        """The same as Markdown; the front matter says what it was made from."""
        front = {**made_from(self._p), "seed": self._seed}
        return to_markdown(Document(front, tuple(self._blocks()), ()))

    def to_result(self) -> AskingResult:
        """The same as plain values; gains and changes are means over the scenarios."""
        asking = self._asking
        return AskingResult(
            country=self._p.place,
            edition=str(self._advice.options.edition),
            questions=[
                ToAskResult(
                    question=ask.unknown.question.question,
                    name=ask.unknown.question.name,
                    core=ask.unknown.question.core,
                    ask=list(ask.unknown.question.ask),
                    effort=ask.effort,
                    gain=round(ask.gain, 4),
                    changes=round(ask.changes, 4),
                    moves=list(ask.moves),
                )
                for ask in asking.questions[: self._top]
            ],
            open=len(asking.questions),
            standing=list(asking.standing),
            final=asking.final,
            is_proved=asking.is_proved,
            scenarios=asking.scenarios,
            seed=self._seed,
        )

    def to_json(self) -> str:
        """The same as JSON."""
        return self.to_result().model_dump_json(indent=2) + "\n"

    def _blocks(self) -> list[Block]:
        blocks: list[Block] = [Heading(1, (Text("What to ask next: "), plain(self._p.place)))]
        asking = self._asking
        if not asking.questions:
            return [*blocks, _said("Nothing is left to ask: every question that somebody could answer is answered.")]
        if not asking.scenarios:
            return [
                *blocks,
                _said("No combination of answers goes together: `wayhome check` says which contradict each other."),
            ]
        blocks.append(_said(self._opening()))
        blocks.append(Items(tuple(map(self._line, asking.questions[: self._top])), is_numbered=True))
        if len(asking.questions) > self._top:
            blocks.append(_said(f"{len(asking.questions) - self._top} more are open; --top shows more."))
        idle = sum(not ask.gain and not ask.moves for ask in asking.questions)
        if idle:
            blocks.append(_said(f"{idle} of the open questions moved nothing among the foremost in any combination drawn."))
        return [*blocks, *self._outlook()]

    def _opening(self) -> str:
        number = len(self._asking.questions)
        asked = "One question is open" if number == 1 else f"{number} questions are open"
        core = sum(ask.unknown.question.core for ask in self._asking.questions)
        first = f", {core} of them in the core, which comes first" if 0 < core < number else ""
        return (
            f"{asked}{first}. They stand in the order in which their answers are expected to settle the foremost"
            f" {FOREMOST} measures for the least effort. The order is ours, from {self._asking.scenarios} combinations of"
            " answers drawn evenly from what is possible; neighbours may be as good as one another."
        )

    def _line(self, ask: ToAsk) -> Line:
        question = ask.unknown.question
        state = self._p.words(f"state.{ask.unknown.state}")
        moves = [self._p.neutral_action(id_)[0] for id_ in ask.moves[:MOST_NAMED]]
        more = len(ask.moves) - len(moves)
        rest = f"; and {more} more" if more else ""
        told = f" It may bring in or take out: {'; '.join(moves)}{rest}." if moves else ""
        if not moves and ask.gain > 0:
            told = " It tells only together with other answers."
        return (
            Strong(capital(question.name)),
            Text(f" ({state}) " if state else " "),
            Code(question.question),
            Text(f". Ask {self._p.bodies(question.ask[:2])}; {_EFFORT[ask.effort]}.{told}"),
        )

    def _outlook(self) -> list[Block]:
        asking = self._asking
        blocks: list[Block] = [Heading(2, (Text("How far the answers lead"),))]
        if asking.is_proved:
            return [*blocks, _said(f"Proved: nothing left to ask changes the foremost {FOREMOST} measures.")]
        after = [step for step in STEPS if step < len(asking.questions)]
        lines = [_stand("Today", asking.standing[0])]
        lines += [_stand(f"After {step} more", asking.standing[step]) for step in after]
        blocks.append(
            _said(
                f"Of the {_number(asking.final)} measures that stand foremost once everything is answered, so many stand"
                " there on average:"
            )
        )
        lines.append(_stand(f"After all {len(asking.questions)}", asking.standing[-1]))
        return [*blocks, Items(tuple((Text(words),) for words in lines))]


def _said(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _stand(when: str, number: float) -> str:
    return f"{when}: {_number(number)}"


def _number(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
