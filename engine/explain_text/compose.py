"""Explain a recommendation, a measure, a finding or a precondition to a domain expert who never saw the rules.

In: an `Advice` and an id. Out: an `Explained`, as text, Markdown or JSON. What the edition's readers may not see does not
exist here: its id is as unknown as any other.
"""

from __future__ import annotations

from wayhome.engine.advise import Advice
from wayhome.engine.brief.markdown import to_markdown
from wayhome.engine.brief.phrases import Phrases, made_from
from wayhome.engine.brief.tree import Block, Document, Heading, Items, Paragraph
from wayhome.engine.errors import InputError, did_you_mean
from wayhome.engine.explain_text.explained import Explained, Kind
from wayhome.engine.explain_text.finding import finding
from wayhome.engine.explain_text.measure import left_out, measure
from wayhome.engine.explain_text.recommendation import recommendation
from wayhome.engine.explain_text.words import Words
from wayhome.engine.library_history import became
from wayhome.engine.plain_text import to_text, words_of
from wayhome.engine.sources import Strict


class PassageResult(Strict):
    """A passage of the handbook."""

    id: str
    title: str
    locator: str
    strength: str
    text: str


class SectionResult(Strict):
    """A part of the explanation: a heading and its sentences."""

    title: str
    sentences: list[str]


class ExplanationResult(Strict):
    """An explanation as plain values."""

    kind: Kind
    id: str
    title: str
    country: str
    edition: str
    status: str
    values: list[str]
    modes: list[str]
    because: list[str]
    hangs_on: list[str]
    passages: list[PassageResult]
    sections: list[SectionResult]
    sources: dict[str, str]


class Explanation:
    """An explanation with its sources."""

    def __init__(self, explained: Explained, p: Phrases) -> None:
        self.explained = explained
        self._p = p
        self._notes = p.sources()

    def to_text(self) -> str:
        """For a terminal."""
        return to_text(self.explained.blocks, self._notes)

    def to_markdown(self) -> str:
        """The same as Markdown; the front matter says what it was made from."""
        front = {**made_from(self._p), "explains": self.explained.id}
        return to_markdown(Document(front, self.explained.blocks, self._notes))

    def to_result(self) -> ExplanationResult:
        """The same as plain values."""
        found = self.explained
        return ExplanationResult(
            kind=found.kind,
            id=found.id,
            title=found.title,
            country=self._p.place,
            edition=str(self._p.advice.options.edition),
            status=found.status,
            values=list(found.values),
            modes=list(found.modes),
            because=list(found.because),
            hangs_on=list(found.hangs_on),
            passages=[
                PassageResult(
                    id=passage.id,
                    title=passage.title,
                    locator=passage.locator,
                    strength=passage.strength,
                    text=passage.text,
                )
                for passage in found.passages
            ],
            sections=_sections(found.blocks),
            sources={key: words_of(line) for key, line in self._notes},
        )

    def to_json(self) -> str:
        """The same as JSON."""
        return self.to_result().model_dump_json(indent=2) + "\n"


def explain(advice: Advice, id_: str) -> Explanation:
    """Explain what has this id.

    Raises:
        InputError: if nothing this edition's readers may see has it.
    """
    id_ = advice.library.questionnaire.canonical(id_)
    p = Phrases(advice)
    words = Words(p)
    book = advice.library.rulebook
    owners = {part: owner for owner in book.measures.values() for part in owner.made_of}
    verdicts = {
        rule: verdict for rule, verdict in advice.verdicts.items() if advice.options.edition.sees(owners[rule].audience)
    }
    ranked = {found.id: found for found in advice.ranked}
    if id_ in verdicts:
        return Explanation(recommendation(words, verdicts[id_], owners[id_].id), p)
    if id_ in ranked:
        return Explanation(measure(words, ranked[id_]), p)
    owner = book.measures.get(id_)
    if owner is not None and any(part in verdicts for part in owner.made_of):
        return Explanation(left_out(words, owner), p)
    if id_ in book.findings:
        return Explanation(finding(words, book.findings[id_]), p)
    if id_ in book.actor_rules or id_ in book.some_actor:
        mend = f"where bodies are listed, Annex I shows what follows for each; `wayhome rules show {id_}` shows the rule"
        raise InputError.at("ID", f"{id_!r} is a rule on the bodies listed, one at a time", mend=mend)
    gone = book.what_became_of(id_)
    if gone is not None:
        what = f"{id_!r} is {gone.said}" if gone.in_force == "draft" else f"{id_!r} was {gone.said}"
        raise InputError.at("ID", what, mend=f"`wayhome rules show {id_}` shows it")
    what = f"there is no recommendation, measure, finding or precondition {id_!r} to explain"
    known = [*ranked, *verdicts, *book.findings]
    since = became(advice.library, id_)
    if since is not None and (not since.now or since.now in known):
        raise InputError.at("ID", what, mend=f"it {since.said}")
    hint = did_you_mean(id_, known)
    raise InputError.at("ID", what, mend=hint or "`wayhome rules list` shows every id")


def _sections(blocks: tuple[Block, ...]) -> list[SectionResult]:
    found: list[SectionResult] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append(SectionResult(title=words_of(block.line), sentences=[]))
        elif isinstance(block, Paragraph):
            found[-1].sentences.append(words_of(block.line))
        elif isinstance(block, Items):
            found[-1].sentences.extend(map(words_of, block.lines))
    return found
