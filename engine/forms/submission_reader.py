"""One submission of a form, read as the contribution of the body that answered.

In: a `Record`. Out: who says what, with the place of each value. Every answer has the submission as its source, and what the
respondent named besides. The account that sent it is not read: it may be a person's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wayhome.engine.answer_fields import ANSWER, SOURCE, VOICES, FieldPath, Said, Takes
from wayhome.engine.contribution import Contribution
from wayhome.engine.dates import parse_date
from wayhome.engine.draft import new_key
from wayhome.engine.errors import Place, did_you_mean, listing
from wayhome.engine.forms import form_names as names
from wayhome.engine.forms.form_names import GIVEN, Asks, FormName, FormNames
from wayhome.engine.forms.submission_records import EXPORT_AGAIN, Column, Problems, Record, Value
from wayhome.engine.forms.submission_values import chosen, date, typed
from wayhome.engine.places import find_country
from wayhome.engine.questionnaire import NotKnown, Questionnaire
from wayhome.engine.sources import Plain

_SENT = ("SubmissionDate", "submissionDate", "_submission_time")
_VERSIONS = ("FormVersion", "formVersion")
_REVIEWED = ("ReviewState", "reviewState", "_validation_status", "label")  # `label` of _validation_status, in JSON
_UUID = re.compile(r"([0-9a-f]{8})-[0-9a-f-]{27}\Z")
_REJECTED = ("rejected", "not approved", "validation_status_not_approved")


@dataclass
class NamedSources:
    """The sources that respondents named, each with one key in the whole file."""

    by_title: dict[str, str] = field(default_factory=dict)

    def key(self, title: str) -> str:
        """The key of a source with this title."""
        if title not in self.by_title:
            self.by_title[title] = new_key(title, dict.fromkeys(self.by_title.values()))
        return self.by_title[title]


def _short(id_: str) -> str:
    """An id as part of a key: the first part of a UUID, else its letters and digits, as far as they are the last forty."""
    match = _UUID.match(id_.lower())
    return match[1] if match else re.sub(r"[^a-z0-9]+", "-", id_.lower())[-40:].strip("-")


class SubmissionReader:
    """Reads one submission; what cannot be placed goes to `problems`."""

    def __init__(
        self, record: Record, id_: str, questionnaire: Questionnaire, known: FormNames, named: NamedSources
    ) -> None:
        self.record = record
        self.id = id_
        self.questionnaire = questionnaire
        self.names = known
        self.named = named
        self.problems = Problems()
        self.notes: list[str] = []
        self.places: dict[tuple[str, FieldPath], Place] = {}
        self.said: dict[str, Said] = {}
        self.sources: dict[str, Plain] = {}
        self.given: set[tuple[str, FieldPath]] = set()
        """What is said to be known, and follows as typed text or as a list of bodies."""
        self.who = self._who()
        self.date = self._day()
        version = self._head(names.VERSION)
        self.version = version.text if version else self._of_server(_VERSIONS)

    def read(self) -> Contribution:
        """Everything the submission says."""
        head = self._country()
        for question in self.questionnaire.questions:
            self._question(question)
        for body in self.record.bodies:
            self._body(body)
        own = f"form-{_short(self.id)}"
        answers = {question: self._with_source(question, said, own) for question, said in self.said.items()}
        entry: dict[str, Plain] = {"title": f"Answers of {self.who}, by form", **({"date": self.date} if self.date else {})}
        sources = {own: entry, **self.sources} if answers else {}
        self._note_what_is_missing()
        return Contribution(self.who, answers, self._place_of, head, sources, is_another_voice=True)

    def _place_of(self, question: str, path: FieldPath) -> Place:
        for length in range(len(path), -1, -1):
            if (question, path[:length]) in self.places:
                return self.places[(question, path[:length])]
        return self.record.place

    def _head(self, name: str) -> Value | None:
        return self.record.values.get(Column(name))

    def _of_server(self, keys: tuple[str, ...]) -> str:
        return next((self.record.system[key] for key in keys if key in self.record.system), "")

    def _who(self) -> str:
        role, name, roles = self._head(names.BODY), self._head(names.BODY_NAME), self.questionnaire.roles
        if role and role.text not in (*roles, names.OTHER_BODY):
            mend = did_you_mean(role.text, roles) or EXPORT_AGAIN
            self.problems.tell(role.place, f"{role.text!r} is no choice of {names.BODY}", listing(roles), mend)
        if name:
            return name.text
        return roles[role.text].title if role and role.text in roles else f"an unnamed body (submission {self.id})"

    def _day(self) -> str:
        value = self._head(names.TALK_DATE)
        if value:
            return date(value, self.problems) or ""
        sent = self._of_server(_SENT)[:10]
        return sent if parse_date(sent) else ""

    def _country(self) -> dict[str, Plain]:
        head: dict[str, Plain] = {}
        for name, key in ((names.COUNTRY, "country"), (names.AREA, "area")):
            value = self._head(name)
            if value:
                country = find_country(value.text) if name == names.COUNTRY else None
                head[key] = country.alpha_3 if country else value.text.upper()
                self.places[("", (key,))] = value.place
        return head

    def _question(self, question: str) -> None:
        voices: dict[int, dict[str, Plain]] = {}
        for name in self.names.by_question[question]:
            if name.is_of_body or name.field.path == SOURCE:
                continue
            match name.asks:
                case Asks.CHOICE:
                    self._choice(name, name.field.path, self.record)
                case Asks.TYPED:
                    self._typed(name)
                case Asks.VOICE_VALUE | Asks.VOICE_WHO:
                    self._voice(name, voices)
                case Asks.NOTHING if value := self._head(name.name):
                    self.problems.tell(value.place, f"{name.name} takes no answer", mend="empty it")
        if voices:
            self._say(question, VOICES, list(voices.values()))
            if not all(voice["who"] for voice in voices.values()):
                place = self._place_of(question, VOICES)
                self.problems.tell(place, "a voice without the name of its body", mend="say who says it")

    def _say(self, question: str, path: FieldPath, value: Plain, place: Place | None = None) -> None:
        self.said.setdefault(question, {})[path] = value
        if place:
            self.places.setdefault((question, ()), place)
            self.places[(question, path)] = place

    def _choice(self, name: FormName, path: FieldPath, record: Record) -> None:
        found, at = chosen(name, record, self.problems)
        if GIVEN in found:
            self.given.add((name.field.question, path))
        elif found and at:
            self._say(name.field.question, path, found[0] if len(found) == 1 else [*found], at.place)

    def _typed(self, name: FormName) -> None:
        value, question, path = self._head(name.name), name.field.question, name.field.path
        # The choice that speaks for it: that of the same field, or of the whole period.
        choice = ("answer", "start") if name.field.takes is Takes.MONTHS else path
        said = self.said.get(question, {}).get(choice)
        is_period = self.questionnaire.questions[question].period
        if value is None:
            if (question, path) in self.given and not is_period:
                self.notes.append(f"{name.name} is said to be known, and left open")
        elif said is not None and (question, choice) not in self.given:
            what = f"{value.text!r} is typed, and {said!r} is chosen beside it"
            self.problems.tell(value.place, what, mend="leave one of the two out")
        elif (found := typed(name, value, self.problems)) is not None:
            self._say(question, path, found, value.place)

    def _voice(self, name: FormName, voices: dict[int, dict[str, Plain]]) -> None:
        key = "value" if name.asks is Asks.VOICE_VALUE else "who"
        at = self._head(name.name)
        text = at.text if at else ""
        if name.asks is Asks.VOICE_VALUE:
            found, at = chosen(name, self.record, self.problems)
            text = found[0] if found else ""
        if at and text:
            voices.setdefault(name.voice, {"value": "", "who": ""})[key] = text
            self.places.setdefault((name.field.question, ("voices",)), at.place)
            self.places[(name.field.question, ("voices", str(len(voices) - 1), key))] = at.place

    def _body(self, body: Record) -> None:
        """One of the bodies in a list; its key is made from its name."""
        asked = {column: self.names.by_name.get(column.name) for column in body.values}
        question = next((name.field.question for name in asked.values() if name and name.is_of_body), "")
        stray = next((column for column, name in asked.items() if not name or name.field.question != question), None)
        if not question or stray:
            place = body.values[stray].place if stray else body.place
            self.problems.tell(place, "an answer of the submission among those on its bodies", mend=EXPORT_AGAIN)
            return
        said = self.said.get(question, {})
        if ANSWER in said:
            what = f"bodies are listed, and {said[ANSWER]!r} is chosen beside them"
            self.problems.tell(body.place, what, mend="leave one of the two out")
            return
        of_body = [name for name in self.names.by_question[question] if name.is_of_body]
        title = next(name for name in of_body if name.asks is Asks.TYPED)
        named = body.values.get(Column(title.name))
        if named is None:
            self.problems.tell(body.place, "a body without a name", mend="give its name, or leave the row out")
            return
        key = new_key(named.text, {path[1]: None for path in said if len(path) == 3}, "body")
        self._say(question, ("answer", key, "name"), named.text, named.place)
        for name in of_body:
            if name.asks is Asks.CHOICE:
                self._choice(name, ("answer", key, name.field.path[2]), body)

    def _with_source(self, question: str, said: Said, own: str) -> Said:
        """The answer with the submission as its source, and the one the respondent named."""
        value = self._head(self.names.of(question, SOURCE, Asks.TYPED).name)
        keys: list[Plain] = [own] if any(word != NotKnown.NOT_ASKED.value for word in said.values()) else []
        if value:
            key = self.named.key(value.text)
            self.sources[key] = {"title": value.text}
            self.places[("", ("sources", key))] = value.place
            keys.append(key)
        return {**said, SOURCE: keys} if keys else said

    def _note_what_is_missing(self) -> None:
        if any(self.record.system.get(key, "").lower() in _REJECTED for key in _REVIEWED):
            self.notes.append("it was rejected when it was reviewed on the server")
        for question in self.names.repeats.values():
            if (question, ANSWER) in self.given and not self.said.get(question):
                self.notes.append(
                    "the bodies it lists are not in this file: KoboToolbox has them in its .xlsx and .json, ODK Central in a"
                    " second .csv, which has to lie beside the first, or in JSON with $expand=*"
                )
