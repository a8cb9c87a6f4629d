"""What changed in the knowledge: questions, scales and bodies that are other than they were, and words that are printed.

In: `VersionWords` of libraries that are aligned, and the old library as it is. Out: `Entry`s. Everything is compared piece
by piece: a piece that is not known to be words, or to serve the asking alone, counts as one that decides.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wayhome.engine.changes.renamed import told
from wayhome.engine.inventory import COLUMNS, FILE, read_inventory, read_set_aside
from wayhome.engine.library import Library
from wayhome.engine.questionnaire import Question
from wayhome.engine.sources import read_text
from wayhome.engine.truth import ALWAYS
from wayhome.engine.version_file import Step
from wayhome.engine.versions.entries import Entry, How, Said, changed
from wayhome.engine.versions.piece_words import said_of_pieces
from wayhome.engine.versions.words import VersionWords

HANDBOOK = "handbook"
MOST_WORDS = 12
"""Words by which a text without a title is named (ours)."""


@dataclass(frozen=True)
class Kind:
    """A kind of things in the knowledge."""

    title: str
    """The part of it that says what it is called."""
    new_is: Step = Step.PATCH
    gone_is: Step = Step.PATCH


_KINDS = {
    "scale": Kind("title", Step.MINOR, Step.MAJOR),
    "qualifier": Kind("text", Step.MINOR, Step.MAJOR),
    "role": Kind("title", Step.MINOR, Step.MAJOR),
    "sector": Kind("title", Step.MINOR, Step.MAJOR),
    "section": Kind("title", Step.MINOR, Step.MINOR),
    "passage": Kind("title", gone_is=Step.MAJOR),  # old briefs name it
    "measure's words": Kind("title"),
    "guard's words": Kind("title"),
    "step's words": Kind("text"),
    "precondition's words": Kind("title"),
    "sentence": Kind("text"),
    "page's words": Kind("untitled"),
}
"""All kinds but questions, and the rows of the inventory, which no library holds."""
_NAMED_AS = {"measure's words": "measure", "guard's words": "guard", "precondition's words": "finding"}
"""Words that stand under the id of a rule."""


def _things(library: Library) -> dict[str, Mapping[str, object]]:
    """Everything there is of each kind, by its id."""
    asked, wording = library.questionnaire, library.wording
    return {
        "scale": asked.scales,
        "qualifier": asked.qualifiers,
        "role": asked.roles,
        "sector": asked.sectors,
        "section": {page.id: {"title": page.title} for page in asked.sections},
        "passage": {id_: told(one) for id_, one in library.passages.items()},
        "measure's words": wording.measures,
        "guard's words": wording.guards,
        "step's words": wording.steps,
        "precondition's words": wording.preconditions,
        "sentence": {key: {"text": text} for key, text in wording.sentences.items()},
        "page's words": {"page": wording.page},
    }


def knowledge_entries(w: VersionWords, old: Library, questions: Mapping[str, str]) -> Iterator[Entry]:
    """Everything that differs.

    Args:
        w: the words for both versions.
        old: the old library, not aligned.
        questions: the ids of questions of before with those of now, where they differ.
    """
    new = w.meaning.new
    if old.knowledge_digest == new.knowledge_digest:
        return
    yield from _questions(w, old, questions)
    before, now = _things(old), _things(new)
    for name in _KINDS:
        yield from _of_kind(w, name, before[name], now[name])
    yield from _inventory(w, old, new)


def _of_kind(w: VersionWords, kind: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Entry]:
    names = w.meaning.names.of(_NAMED_AS.get(kind, kind))
    before = {now: was for was, now in names.items()}
    for id_, thing in {**old, **new}.items():
        title, was = _title(kind, thing), old.get(before.get(id_, id_))
        if id_ in names:
            if kind == "passage":  # of words the entry of the rule tells it
                sentence = f"It is now called {names[id_]}. An old brief that names {id_} leads nowhere."
                said = (Said("id", sentence, Step.MAJOR),)
                yield Entry(kind, id_, title, How.RENAMED, Step.MAJOR, said, names[id_])
        elif was is None:
            yield Entry(kind, id_, title, How.NEW, _KINDS[kind].new_is)
        elif id_ not in new:
            yield Entry(kind, id_, title, How.REMOVED, _KINDS[kind].gone_is)
        else:
            found = tuple(said_of_pieces(w, kind, was, thing))
            if found:
                yield changed(kind, id_, title, found)


def _title(kind: str, thing: object) -> str:
    part = _KINDS[kind].title
    title = thing[part] if isinstance(thing, dict) else getattr(thing, part)
    words = str(title).split()
    return " ".join(words) if len(words) <= MOST_WORDS else f"{' '.join(words[:MOST_WORDS])} …"


def _questions(w: VersionWords, old: Library, renamed: Mapping[str, str]) -> Iterator[Entry]:
    asked = old.questionnaire.questions, w.meaning.new.questionnaire.questions
    before, passages = {now: was for was, now in renamed.items()}, w.meaning.names.of("passage")
    for id_, question in {**asked[0], **asked[1]}.items():
        was = asked[0].get(before.get(id_, id_))
        if id_ in renamed:
            sentence = f"It is now called {renamed[id_]}: what profiles answer to {id_} is read no more."
            said: tuple[Said, ...] = (Said("id", sentence, Step.MAJOR),)
            yield Entry("question", id_, question.name, How.RENAMED, Step.MAJOR, said, renamed[id_])
        elif was is None:
            yield Entry("question", id_, question.name, How.NEW, Step.MINOR)
        elif id_ not in asked[1]:
            yield Entry("question", id_, question.name, How.REMOVED, Step.MAJOR)
        else:
            linked = was.model_copy(update={"passages": tuple(passages.get(one, one) for one in was.passages)})
            said = (*said_of_pieces(w, "question", linked, question), *_asked(w, old, was, question))
            if said:
                yield changed("question", id_, question.name, said)


def _asked(w: VersionWords, old: Library, was: Question, question: Question) -> Iterator[Said]:
    """When it is asked and on which page, and which of its answers are more than others."""
    id_ = question.question
    relevance = [side.rulebook.relevance.get(id_, ALWAYS) for side in (w.meaning.old, w.meaning.new)]
    yield from w.condition("relevant", "It is asked", relevance[0], relevance[1])
    pages = [
        next(page for page in side.questionnaire.sections if id_ in [one.question for one in page.questions])
        for side in (w.meaning.old, w.meaning.new)
    ]
    if pages[0].id != pages[1].id:
        yield from w.field("section", "Page it stands on", pages[0].title, pages[1].title, "“{}”".format, Step.MINOR)
    if not question.scale:  # a scale has an entry of its own
        orders = [
            {spec.id.removeprefix(asked.question): spec.domain.order for spec in side.questionnaire.facts_of(asked.question)}
            for side, asked in ((old, was), (w.meaning.new, question))
        ]
        turned = {
            (before, orders[1][fact]) for fact, before in orders[0].items() if set(before) == set(orders[1].get(fact, ()))
        }
        for before, now in sorted(turned):
            yield from w.field("ordered", "Its answers from the lowest to the highest", before, now, "“{}”".format)


def _inventory(w: VersionWords, old: Library, new: Library) -> Iterator[Entry]:
    """Rows of the inventory of the handbook, and those that are set aside; they bear the ids of passages."""
    sides = [_rows(side.examples.parent / HANDBOOK) for side in (old, new)]
    names = w.meaning.names.of("passage")
    sides[0] = {names.get(id_, id_): row for id_, row in sides[0].items()}
    for id_, (summary, *_) in {**sides[0], **sides[1]}.items():
        if id_ not in sides[0] or id_ not in sides[1]:
            how = How.NEW if id_ in sides[1] else How.REMOVED
            yield Entry("inventory row", id_, summary, how, Step.PATCH)
        elif sides[0][id_] != sides[1][id_]:
            told_ = "What the inventory of the handbook says of it changed, or whether it is set aside, and why."
            yield changed("inventory row", id_, summary, (Said("row", told_, Step.PATCH),))


def _rows(folder: Path) -> dict[str, tuple[str, ...]]:
    """The rows by id, each with all that is said of it, its summary first."""
    lines = [*csv.reader(read_text(folder / FILE).splitlines())][1:]
    aside = read_set_aside(folder, read_inventory(folder))
    said = {id_: (one.reason, one.why) for id_, one in aside.items()}
    summary = COLUMNS.index("summary")
    return {id_: (rest[summary - 1], *rest, *said.get(id_, ())) for id_, *rest in lines}
