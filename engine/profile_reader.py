"""Read and check a profile.

In: a YAML file, standard input or an example, and the questionnaire. Out: a `Profile`. Raises InputError listing every fault
with line and column.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import ValidationError

from wayhome.engine.actor_reader import named_kinds, read_actors
from wayhome.engine.dates import PartialDate, parse_date
from wayhome.engine.errors import MOST_PROBLEMS, InputError, Problem, did_you_mean, listing
from wayhome.engine.places import NO_COUNTRY, find_area, find_country, nearest_country
from wayhome.engine.profile import (
    FORMAT,
    LONGEST_TEXT,
    MOST_MONTHS,
    Actor,
    Answer,
    AnswerEntry,
    Part,
    Profile,
    ProfileFile,
    SourceEntry,
)
from wayhome.engine.questionnaire import DATE_BANDS, YES_NO, NotKnown, Question, Questionnaire
from wayhome.engine.sources import Plain, Source, decoded, parse_yaml, read_bytes, shape

UNDATED = "undated"
_MOST = 10**10  # more people than there are


def read_profile(path: str, questionnaire: Questionnaire, examples: Path) -> Profile:
    """Load a profile from a file, from standard input (`-`) or from the examples (`example:civ`)."""
    return check_profile(profile_bytes(path, examples), path, questionnaire)


def profile_bytes(path: str, examples: Path) -> bytes:
    """The content of a profile: a file, standard input (`-`) or one of the examples (`example:civ`)."""
    if path.startswith("example:"):
        name = path.removeprefix("example:")
        known = example_names(examples)
        if name not in known:
            hint = did_you_mean(name, known) or f"there are {listing(known)}"
            raise InputError.at(path, f"there is no example {name!r}", mend=hint)
        return read_bytes(examples / f"{name}.yaml")
    return read_bytes(Path(path))


def example_names(examples: Path) -> list[str]:
    """The names of the example profiles."""
    return sorted(path.stem for path in examples.glob("*.yaml"))


def check_profile(given: str | bytes, file: str, questionnaire: Questionnaire) -> Profile:
    """Parse and check a profile; raises InputError listing every fault."""
    data = given.encode() if isinstance(given, str) else given
    return check_source(parse_yaml(decoded(data, file), file), hashlib.sha256(data).hexdigest(), questionnaire)


def check_source(source: Source, digest: str, questionnaire: Questionnaire) -> Profile:
    """Check a profile that has been parsed, from whatever kind of file; raises InputError listing every fault."""
    if not isinstance(source.value, dict):
        raise InputError.at(source.place(), "a profile is a list of `key: value` lines", mend="see `wayhome new`")
    reader = _Reader(source, questionnaire)
    try:
        written = shape(ProfileFile, source)
    except InputError as error:
        reader.problems = list(error.problems)
        reader.read(_what_has_its_shape(source.value), digest)
        raise InputError(reader.problems) from None
    return reader.read(written, digest)


def _what_has_its_shape(value: dict[str, Plain]) -> ProfileFile:
    """A profile without those of its parts that have no shape of one, so that the others can be checked too."""
    found: dict[str, Plain] = {"wayhome": FORMAT}
    for key, part in value.items():
        if key == "answers" and isinstance(part, dict):
            found[key] = {id_: entry for id_, entry in part.items() if _fits(key, {id_: entry})}
        elif key == "sources" and isinstance(part, dict):
            found[key] = {name: entry if _fits(key, {name: entry}) else {"title": name} for name, entry in part.items()}
        elif _fits(key, part):
            found[key] = part
    if "country" not in found:
        found.pop("area", None)  # which would be said to lack one
    return ProfileFile.model_validate(found)


def _fits(key: str, part: Plain) -> bool:
    try:
        ProfileFile.model_validate({"wayhome": FORMAT, key: part})
    except ValidationError:
        return False
    return True


class _Reader:
    """Turns a file into a profile, collecting problems."""

    def __init__(self, source: Source, questionnaire: Questionnaire) -> None:
        self.source = source
        self.questionnaire = questionnaire
        self.problems: list[Problem] = []

    def read(self, written: ProfileFile, digest: str) -> Profile:
        country = find_country(written.country) if written.country.strip() else NO_COUNTRY
        area = None
        if country is NO_COUNTRY and written.area:
            self.problem(("area",), "an area stands in a country", mend=f"add `country: {written.area[:2]}`")
        elif country is None:
            hint = nearest_country(written.country)
            self.problem(
                ("country",), f"no country has the code {written.country!r}", "an ISO 3166-1 code such as CIV", hint
            )
        elif written.area:
            area = find_area(written.area, country)
            if area is None:
                self.problem(("area",), f"{country.name} has no area {written.area!r}", "an ISO 3166-2 code")
        answers = {}
        for id_, entry in (written.answers or {}).items():
            question = self.questionnaire.questions.get(id_)
            if question is None:
                hint = did_you_mean(id_, self.questionnaire.questions)
                self.problem(("answers", id_), f"there is no question {id_!r}", mend=hint)
            elif entry is not None:
                answer = self.answer(question, entry, written.sources)
                parts = (*answer.parts.values(), *answer.qualifiers.values())
                if answer.evidence or answer.listed or any(part.is_given for part in parts):
                    answers[id_] = answer
        date = self.date(written.date, ("date",))
        for key, listed in written.sources.items():
            self.date(listed.date, ("sources", key, "date"))
        if self.problems:
            raise InputError(self.problems)
        assert country is not None
        places = {id_: self.source.place("answers", id_) for id_ in answers}
        return Profile(
            self.source.file,
            digest,
            country,
            area,
            written.name,
            written.title,
            date,
            written.recipient,
            written.basis,
            written.invented or country.alpha_2 == "XX",
            written.sources,
            answers,
            *frame_of(answers, self.questionnaire),
            places,
            {key: self.source.place("sources", key) for key in written.sources},
        )

    def problem(self, path: tuple[str | int, ...], what: str, expected: str = "", mend: str = "") -> None:
        self.problems.append(Problem(self.source.place(*path), what, expected, mend))
        if len(self.problems) > MOST_PROBLEMS:
            raise InputError(self.problems)

    def date(self, given: object, path: tuple[str | int, ...]) -> PartialDate | None:
        if given is None:
            return None
        date = parse_date(given)
        if date is None:
            self.problem(path, f"{given!r} is not a date", "2021, 2021-11 or 2021-11-05")
        return date

    def answer(self, question: Question, entry: AnswerEntry, sources: dict[str, SourceEntry]) -> Answer:
        path = ("answers", question.question)
        for key in entry.source:
            if key not in sources:
                self.problem((*path, "source"), f"no source {key!r} is listed", mend=did_you_mean(key, sources))
        extra = dict(entry.model_extra or {})
        number: int | None = None
        year: int | None = None
        items: tuple[str, ...] = ()
        actors: tuple[Actor, ...] = ()
        is_complete = False
        if question.kind == "number":
            number, parts, year = self.number(question, entry.answer, extra, path)
        elif question.kind == "period":
            number, parts = self.period(entry.answer, path)
        elif question.kind == "list":
            items, parts = self.items(question, entry.answer, path)
        elif question.kind == "repeat":
            at = (*path, "complete")
            is_complete = self.uncontested(self.one_of(extra.pop("complete", None), YES_NO, at), at).values == ("yes",)
            actors, parts, is_complete = self.actors(question, entry.answer, is_complete, path)
        else:
            parts = self.parts(question, entry.answer, path)
        qualifiers = self.qualifiers(question, extra, path)
        for name, part in (*parts.items(), *qualifiers.items()):
            if name or question.question not in self.questionnaire.facts:
                row = (name, "date") if question.kind == "dates" else (name,) if name else ()
                at = (*path, name) if name in qualifiers or name == "counted" else (*path, "answer", *row)
                self.uncontested(part, at)
        return Answer(
            question.question,
            self.voiced(question, parts, entry, path),
            qualifiers,
            entry.voices,
            entry.evidence.strip(),
            entry.source,
            self.date(entry.date, (*path, "date")),
            number,
            year,
            items,
            actors,
            is_complete,
        )

    def voiced(
        self, question: Question, parts: dict[str, Part], entry: AnswerEntry, path: tuple[str | int, ...]
    ) -> dict[str, Part]:
        """A contested answer is the set of the values given."""
        part = parts.get("")
        spec = self.questionnaire.facts.get(question.question)
        if part is None or spec is None or part.state is not NotKnown.CONTESTED:
            if entry.voices:
                self.problem((*path, "voices"), "`voices` goes with `answer: contested`")
            return parts
        if len(entry.voices) < 2:
            self.problem(
                (*path, "voices"), "a contested answer names at least two voices", "voices: [{value: ..., who: ...}, ...]"
            )
            return parts
        said: dict[str, None] = {}
        for i, voice in enumerate(entry.voices):
            at = (*path, "voices", i, "value")
            if isinstance(voice.value, str) and _state(voice.value) is not None:
                self.problem(at, "a voice names a value", listing(spec.domain.values), "leave it out if it could not say")
            else:
                said |= dict.fromkeys(self.one_of(voice.value, spec.domain.values, at).values)
        return {"": Part(tuple(said), NotKnown.CONTESTED)}

    def uncontested(self, part: Part, path: tuple[str | int, ...]) -> Part:
        """A part for which voices have no place: `contested` is a problem there."""
        if part.state is not NotKnown.CONTESTED:
            return part
        self.problem(path, "`contested` is for questions with one answer", mend="list the values said instead")
        return Part(state=NotKnown.NOT_ASKED)

    def parts(self, question: Question, given: object, path: tuple[str | int, ...]) -> dict[str, Part]:
        facts = self.questionnaire.facts
        id_ = question.question
        if question.kind in ("scale", "values"):
            return {"": self.one_of(given, facts[id_].domain.values, (*path, "answer"))}
        rows = self.rows(question)
        state = _state(given)
        if state is NotKnown.CONTESTED:
            self.uncontested(Part(state=state), (*path, "answer"))
            return {}
        if state is not None:
            return {row: Part(state=state) for row in rows}
        if not isinstance(given, dict):
            self.problem((*path, "answer"), f"{question.name}: not a map", f"a value for each of {listing(rows)}")
            return {}
        found = {}
        for row, value in given.items():
            at = (*path, "answer", row)
            if row == "rest":
                continue
            known = row if row in rows else self.questionnaire.canonical(str(row))
            if known not in rows or known in found:
                what = f"{id_} has {known!r} twice" if known in found else f"{id_} has no {row!r}"
                self.problem(at, what, listing(rows), did_you_mean(str(row), rows))
                continue
            found[known] = self.row(question, known, value, at)
        if "rest" in given and rows:
            at = (*path, "answer", "rest")
            rest = self.uncontested(self.row(question, rows[0], given["rest"], at), at)
            found |= {row: rest for row in rows if row not in found}
        return {row: found[row] for row in rows if row in found}  # in the order asked, however the file has them

    def rows(self, question: Question) -> tuple[str, ...]:
        if question.grid:
            return tuple(question.grid.rows)
        if question.dates:
            return tuple(question.dates.rows)
        return self.questionnaire.actor_roles if question.names else tuple(question.options)

    def row(self, question: Question, row: str, value: object, at: tuple[str | int, ...]) -> Part:
        if question.kind == "dates":
            return self.dated(value, at)
        if question.kind == "names":
            if _state(value) is not None:
                return Part(state=_state(value))
            if value == "none":
                return Part(("no",))
            if not isinstance(value, str) or not value.strip():
                self.problem(at, "not a name", "the name of a body, or `none`")
                return Part(state=NotKnown.NOT_ASKED)
            return Part(("yes",), title=self.text(value, at))
        return self.one_of(value, self.questionnaire.facts[f"{question.question}.{row}"].domain.values, at)

    def dated(self, value: object, at: tuple[str | int, ...]) -> Part:
        """A date, `undated` (it will come), `none-planned`, or a map of date and title."""
        title = ""
        if isinstance(value, dict):
            unknown = next((key for key in value if key not in ("date", "title")), None)
            if unknown is not None:
                hint = did_you_mean(unknown, ("date", "title"))
                self.problem((*at, unknown), f"unknown key {unknown!r}", "date, title", hint)
                return Part(state=NotKnown.NOT_ASKED)
            title, value = self.text(value.get("title"), (*at, "title")), value.get("date", "")
        if _state(value) is not None:
            return Part(state=_state(value), title=title)
        if value == "none-planned":
            return Part(("none-planned",), title=title)
        if value == UNDATED:
            return Part(tuple(band for band in DATE_BANDS if band not in ("passed", "none-planned")), title=title)
        date = parse_date(value)
        if date is None:
            self.problem((*at, "date"), f"{value!r} is not a date", f"2026-05, {UNDATED} or none-planned")
            return Part(state=NotKnown.NOT_ASKED)
        return Part(date=date, title=title)

    def text(self, given: object, path: tuple[str | int, ...]) -> str:
        """Free text; nothing if it is left open."""
        if given is None:
            return ""
        if isinstance(given, str) and len(given) <= LONGEST_TEXT:
            return given
        self.problem(path, "not a text", f"words, at most {LONGEST_TEXT} characters")
        return ""

    def one_of(self, given: object, allowed: tuple[str, ...], path: tuple[str | int, ...]) -> Part:
        state = _state(given)
        if state is not None:
            return Part(state=state)
        values = given if isinstance(given, list) else [given]
        if not values:
            self.problem(path, "an empty list says nothing", "at least one value", "leave the answer out instead")
            return Part(state=NotKnown.NOT_ASKED)
        words = [("yes" if value else "no") if isinstance(value, bool) else value for value in values]
        for word in words:
            if not isinstance(word, str) or word not in allowed:
                self.problem(path, f"{word!r} is not an answer here", listing(allowed), did_you_mean(str(word), allowed))
                return Part(state=NotKnown.NOT_ASKED)
        return Part(tuple(value for value in allowed if value in words))

    def number(
        self, question: Question, given: object, extra: dict[str, Plain], path: tuple[str | int, ...]
    ) -> tuple[int | None, dict[str, Part], int | None]:
        assert question.number is not None
        parts: dict[str, Part] = {}
        number: int | None = None
        if isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= _MOST:
            number = given
            bands = question.number.bands
            parts[""] = Part((next(band.band for band in bands if band.below is None or given < band.below),))
        else:
            bands_known = tuple(band.band for band in question.number.bands)
            if isinstance(given, (int, float)):
                expected = f"a whole number of {question.number.unit}, or one of {listing(bands_known)}"
                self.problem((*path, "answer"), f"{given!r} is not an answer here", expected)
            else:
                parts[""] = self.one_of(given, bands_known, (*path, "answer"))
        counted = extra.pop("counted", None) if question.number.counted else None
        if counted is not None:
            parts["counted"] = self.one_of(counted, tuple(question.number.counted), (*path, "counted"))
        year = extra.pop("year", None)
        if year is not None and parse_date(year) is None:
            self.problem((*path, "year"), f"{year!r} is not a year", "2024")
        date = parse_date(year)
        return number, parts, date.first // 12 if date else None

    def period(self, given: object, path: tuple[str | int, ...]) -> tuple[int | None, dict[str, Part]]:
        state = _state(given)
        if state is not None:
            return None, {} if state is NotKnown.NOT_ASKED else {"": Part(state=state)}
        if not isinstance(given, dict) or set(given) - {"start", "months"}:
            self.problem((*path, "answer"), "not a period", "{start: 2026-01, months: 24}")
            return None, {}
        if given.get("start") is None and given.get("months") is None:
            return None, {}
        months = given.get("months")
        if months is not None and not (
            isinstance(months, int) and not isinstance(months, bool) and 1 <= months <= MOST_MONTHS
        ):
            self.problem((*path, "answer", "months"), f"{months!r} is not a number of months", f"1 to {MOST_MONTHS}")
            months = None
        start = self.date(given.get("start"), (*path, "answer", "start"))
        return months, {"start": Part(date=start), "": Part(("given",))}

    def items(
        self, question: Question, given: object, path: tuple[str | int, ...]
    ) -> tuple[tuple[str, ...], dict[str, Part]]:
        state = _state(given)
        if state is not None:
            return (), {} if state is NotKnown.NOT_ASKED else {"": Part(state=state)}
        words = given if isinstance(given, list) else [given]
        texts = [self.text(word, (*path, "answer")) for word in words]
        found = tuple(text for text in texts if text.strip())
        return found, {"": Part(("given",))} if found else {}

    def actors(
        self, question: Question, given: object, is_complete: bool, path: tuple[str | int, ...]
    ) -> tuple[tuple[Actor, ...], dict[str, Part], bool]:
        """The bodies, what follows of their kinds, and whether the list is complete; never one that is empty."""
        state = _state(given)
        if state is not None:
            return (), {} if state is NotKnown.NOT_ASKED else {"": Part(state=state)}, False
        found = read_actors(question, given, (*path, "answer"), self.one_of, self.problem)
        is_complete = is_complete and isinstance(given, dict) and len(found) == len(given) > 0
        return found, named_kinds(question, found, is_complete), is_complete

    def qualifiers(self, question: Question, extra: dict[str, Plain], path: tuple[str | int, ...]) -> dict[str, Part]:
        known = {qualifier.qualifier: qualifier for qualifier in self.questionnaire.qualifiers_of(question)}
        found = {}
        for key, value in extra.items():
            qualifier = known.get(key)
            at = (*path, key)
            if qualifier is None:
                names = [*known, *AnswerEntry.model_fields]
                self.problem(at, f"{question.question} has no {key!r}", listing(names), did_you_mean(key, names))
            elif not qualifier.dates:
                found[key] = self.one_of(value, tuple(qualifier.values), at)
            elif _state(value) is not None:
                found[key] = Part(state=_state(value))
            else:
                found[key] = Part(date=self.date(value, at))
        return {key: found[key] for key in known if key in found}


def frame_of(answers: dict[str, Answer], questionnaire: Questionnaire) -> tuple[int | None, int | None, dict[str, str]]:
    """Start, months and actors, from the questions whose kind says that they hold them."""
    start, horizon, actors = None, None, {}
    for id_, answer in answers.items():
        kind = questionnaire.questions[id_].kind
        if kind == "period":
            date = answer.parts["start"].date if "start" in answer.parts else None
            start = date.first if date and date.first == date.last else None
            horizon = answer.number
        elif kind == "names":
            actors = {role: part.title for role, part in answer.parts.items() if part.title}
    return start, horizon, actors


def _state(given: object) -> NotKnown | None:
    """The kind of not-knowing that stands in place of a value; a value left open was not asked."""
    if given is None:
        return NotKnown.NOT_ASKED
    return NotKnown(given) if isinstance(given, str) and given in set(NotKnown) else None
