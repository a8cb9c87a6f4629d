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
    head = {key: value for key, value in draft.value.items() if key not in ("wayhome", "sources", "answers")}
    places = draft.profile.places
    who = str(head.get("prepared_by") or "").strip() or draft.file
    return Contribution(
        who,
        draft.everything_said(),
        lambda question, path: places.get(question) or Place(draft.file, 1, 1),
        {key: value for key, value in head.items() if value not in (None, "")},
        draft.sources,
    )


def checked(contribution: Contribution, file: str, questionnaire: Questionnaire) -> Contribution:
    """The same, every value in its one form; raises InputError listing each value that is no answer, with its place."""
    answers: dict[str, Plain] = {}
    for id_, values in contribution.answers.items():
        question = questionnaire.questions[id_]
        entry = saying(question, None, values, questionnaire)
        if entry is not None:
            answers[id_] = entry
    value: dict[str, Plain] = {
        "wayhome": FORMAT,
        **contribution.head,
        "sources": dict(contribution.sources),
        "answers": answers,
    }
    marks = dict.fromkeys(_paths(value, ()), (0, 0))  # that it stands there: where, `place` says
    check_source(_Placed(file, value, marks, contribution.place_of), "", questionnaire)
    forms = {}
    for id_, written in answers.items():
        given = contribution.answers[id_]  # an entry that holds only evidence says `not-asked` too, which nobody said
        values = said(questionnaire.questions[id_], written, questionnaire)
        forms[id_] = {path: part for path, part in values.items() if path in given}
    return replace(contribution, answers=forms)


def _paths(value: Plain, path: Path_) -> Iterator[Path_]:
    """The paths of a value and of all it holds."""
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield from _paths(part, (*path, step))


@dataclass(frozen=True)
class _Placed(Source):
    """A profile put together from cells: each of its values stands where its cell does."""

    place_of: PlaceOf

    def place(self, *path: str | int) -> Place:
        """The place of the cell behind the value at this path."""
        if len(path) < 2 or path[0] != "answers":
            return self.place_of("", tuple(map(str, path)))
        return self.place_of(str(path[1]), tuple(map(str, path[2:])))
