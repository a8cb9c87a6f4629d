"""What one person, meeting or file has to say: answers with their sources, each with the place it was read from.

In: values by question and field, from a form, a workbook or another profile. Out: a checked `Contribution`, ready to be
taken into a profile or combined with others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from wayhome.engine.answer_fields import FieldPath, Said, said, saying
from wayhome.engine.draft import Draft
from wayhome.engine.errors import Place
from wayhome.engine.profile import FORMAT
from wayhome.engine.profile_reader import check_source
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.sources import Path_, Plain, Source

PlaceOf = Callable[[str, FieldPath], Place]
"""Where the value of a field of a question was read; with an empty path, where anything on the question was."""


@dataclass(frozen=True)
class Contribution:
    """What one voice says."""

    who: str
    """How the voice is named where it differs from another: a body or a file, never a person's name."""
    answers: Mapping[str, Said]
    """By question, what is said, in the form of `answer_fields.said`."""
    place_of: PlaceOf
    head: Mapping[str, Plain] = field(default_factory=dict)
    """Lines of a profile's head, such as `title`."""
    sources: Mapping[str, Plain] = field(default_factory=dict)
    is_another_voice: bool = False
    """Its evidence and sources stand beside those there, as a form's do; a workbook's, made from a profile, replace them."""


def contribution_of(draft: Draft) -> Contribution:
    """What a profile says. Its voice is the one who prepared it, or the file."""
    draft.profile  # noqa: B018  # raises for what is no profile
    head = {key: value for key, value in draft.value.items() if key not in ("wayhome", "sources", "answers")}
    who = str(head.get("prepared_by") or "").strip() or draft.file
    return Contribution(
        who,
        draft.everything_said(),
        lambda question, path: draft.source.place(*(("answers", question) if question else ()), *path),
        {key: value for key, value in head.items() if value not in (None, "")},
        draft.sources,
    )


def checked(contribution: Contribution, file: str, questionnaire: Questionnaire) -> Contribution:
    """The same, every value in its one form; raises InputError listing each value that is no answer, with its place."""
    answers: dict[str, Plain] = {}
    for id_, values in contribution.answers.items():
        question = questionnaire.questions.get(id_)
        if question is None:
            answers[id_] = "?"  # which is told below
        elif (entry := saying(question, None, values, questionnaire)) is not None:
            answers[id_] = entry
    value: dict[str, Plain] = {
        "wayhome": FORMAT,
        **contribution.head,
        "sources": dict(contribution.sources),
        "answers": answers,
    }
    source = _Placed(file, value, dict.fromkeys(_paths(value), (0, 0)), contribution.place_of)
    check_source(source, "", questionnaire)
    forms = {id_: said(questionnaire.questions[id_], entry, questionnaire) for id_, entry in answers.items()}
    return replace(contribution, answers=forms)


def _paths(value: Plain, path: Path_ = ()) -> Iterator[Path_]:
    """The path of every value within a value."""
    yield path
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _paths(part, (*path, key))


@dataclass(frozen=True)
class _Placed(Source):
    """A profile put together from cells: each of its values stands where its cell does."""

    place_of: PlaceOf

    def place(self, *path: str | int) -> Place:
        """The place of the cell behind the value at this path."""
        words = tuple(map(str, path))
        if len(path) < 2 or path[0] != "answers":
            return self.place_of("", words)
        return self.place_of(words[1], words[2:] if words[2:3] == ("answer",) else words[2:3])
