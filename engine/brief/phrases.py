"""Words for facts, bodies and sources, shared by every section of a brief.

In: an `Advice`. Out: lines of the document tree; each source becomes a numbered note when it is first used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from wayhome.engine.advise import Advice
from wayhome.engine.brief.sentences import Sentences
from wayhome.engine.brief.tree import Inline, Line, Note, Text, joined, line, plain, words_of
from wayhome.engine.dates import in_words, month_in_words, parse_date
from wayhome.engine.prioritise import Ranked
from wayhome.engine.profile import Answer
from wayhome.engine.questionnaire import Question
from wayhome.engine.roadmap import Task
from wayhome.engine.wording import MeasureWording, TaskWording

MOST_WAYS = 3
"""Of doing a thing, in one sentence."""
MOST_VALUES = 3
"""Of a fact, in one sentence; beyond that it is shorter to say what is ruled out."""
Detail = Literal["answers", "names", "counts"]


class Phrases(Sentences):
    """The sentences of one brief, with its notes in the order of their use."""

    def __init__(
        self,
        advice: Advice,
        *,
        has_room: bool = True,
        is_short: bool = False,
        detail: Detail = "answers",
        is_drawn: bool = True,
    ) -> None:
        super().__init__(advice.library.wording)
        self.advice = advice
        self.has_room = has_room
        """The main part says of every action how firm its place is, not of the firmest alone."""
        self.detail = detail
        """How much the main part tells of the time since an earlier brief."""
        self.is_drawn = is_drawn
        """There are pictures beside the words."""
        self.is_short = is_short
        """The main part leaves to the annexes what else would make it longer than a minister reads."""
        self.questionnaire = advice.library.questionnaire
        self._notes: dict[str, str] = {}
        self.numbers = {r.id: i for i, r in enumerate(advice.shown, 1)}
        """The number of each action in the main part."""

    @property
    def place(self) -> str:
        """The area and country, as sentences name them."""
        profile = self.advice.profile
        if profile.name:
            return plain(profile.name).text
        return f"{profile.area}, {profile.country.name}" if profile.area else profile.country.name

    @property
    def recipient(self) -> str:
        """Whom the brief is for."""
        given = plain(self.advice.profile.recipient).text
        if given or not self.advice.profile.area:
            return given or self.words("recipient.unknown")
        return self.words("recipient.unknown.area", place=self.place)

    def body(self, role: str) -> str:
        """The real name of a body if the profile gives it, else its role in short."""
        name = self.advice.profile.actor(role)
        return plain(name).text if name else self.questionnaire.roles[role].short

    def body_title(self, role: str) -> str:
        """The real name of a body if the profile gives it, else its role as a sentence names it."""
        name = self.advice.profile.actor(role)
        return plain(name).text if name else self.questionnaire.roles[role].title

    def bodies(self, roles: Iterable[str]) -> str:
        """Several bodies, each once; with semicolons where a name holds a comma."""
        names = list(dict.fromkeys(self.body(role) for role in roles))
        return "; ".join(names) if any("," in name for name in names) else listed(names)

    def lead(self, role: str) -> str:
        """Who leads: a name nobody gave is to be confirmed, and for a role that nobody holds somebody is to be appointed."""
        if self.advice.profile.actor(role) or not self.questionnaire.roles[role].actor:
            return self.body(role)
        is_vacant = any(
            self._is_vacant(question, role) for question in self.questionnaire.questions.values() if question.names
        )
        return self.words("confirm.vacant" if is_vacant else "confirm", title=self.body(role))

    def _is_vacant(self, question: Question, role: str) -> bool:
        answer = self.advice.profile.answers.get(question.question)
        return answer is not None and role in answer.parts and answer.parts[role].values == ("no",)

    def is_unsaid(self, question: str) -> bool:
        """Whether this edition says nothing of a question."""
        facts = self.questionnaire.facts_of(question)
        return bool(facts) and all(self.advice.is_withheld(spec.id) for spec in facts)

    def values(self, finding: str) -> tuple[str, ...]:
        """The values still possible of a fact or finding."""
        return self.advice.library.program.domains[finding].names(self.advice.evaluation.facts[finding])

    def actions(self, numbers: Sequence[int]) -> str:
        """`action 3`, or `actions 3 and 5`."""
        return self.words("action" if len(numbers) == 1 else "actions", numbers=listed(map(str, numbers)))

    def month(self, month: int) -> str:
        """A month of the plan; with a calendar month if the start is known."""
        start = self.advice.profile.start
        return f"month {month}" if start is None else f"{month_in_words(start + month)} (month {month})"

    def of(self, ranked: Ranked) -> MeasureWording:
        """What is said of a measure."""
        return self.wording.measures[ranked.id]

    def action(self, ranked: Ranked) -> tuple[str, Line]:
        """What to do: the title, and the details."""
        heading, details = self.of(ranked).action(ranked.way)
        text = Text(self.next_opening(ranked))
        return words_of(line(heading, text=text)), line(details, text=text)

    def neutral_action(self, measure: str) -> tuple[str, Line]:
        """What to do whatever the way: the title, and the details."""
        heading, details = self.wording.measures[measure].action()
        text = Text(self.words("opening.unnamed"))
        return words_of(line(heading, text=text)), line(details, text=text)

    def decision(self, ranked: Ranked) -> Line:
        """What a minister is asked for."""
        month = str(self.start_of(ranked.id) + 6)
        return line(self.of(ranked).say("decision", ranked.way), month=month, text=Text(self.next_opening(ranked)))

    def sign(self, ranked: Ranked) -> Line:
        """What shows that a measure works."""
        return line(self.of(ranked).say("sign", ranked.way), month=str(self.start_of(ranked.id) + 6))

    def next_opening(self, ranked: Ranked, *, is_dated: bool = True) -> str:
        """The text that opens next and serves a measure, by its name if the profile gives one, with its date if known."""
        for fact, opening in self.advice.openings.items():
            if fact in ranked.measure.openings and opening.title:
                title = plain(opening.title).text
                date = f" ({in_words(opening.date)})" if opening.date and is_dated else ""
                return self.words("opening.named", title=title, date=date)
        return self.words("opening.unnamed")

    def ways(self, modes: Iterable[str]) -> str:
        """Modes in words: the ways of doing a thing that are left."""
        ways = [self.words(f"way.{mode}") for mode in modes]
        return " or ".join(ways) if len(ways) <= MOST_WAYS else self.words("way.open-still")

    def start_of(self, measure: str) -> int:
        """The month of the plan in which a measure starts; 0 if it is not in the roadmap."""
        return next((task.start for task in self.advice.roadmap.tasks if task.measure == measure), 0)

    def task_words(self, task: Task) -> tuple[str, str]:
        """What a task of the roadmap says, and its result."""
        if task.measure:
            ranked = next(r for r in self.advice.ranked if r.id == task.measure)
            return self.action(ranked)[0], ""
        if task.kind == "scoping":
            names = listed(self.questionnaire.questions[id_].name for id_ in task.questions)
            return self.words("task.ask", names=names), ""
        wording = self._task_wording(task)
        return wording.text, wording.result

    def task_name(self, task: Task) -> str:
        """The same in few words, for a picture."""
        if task.measure or task.kind == "scoping":
            return self.task_words(task)[0]
        wording = self._task_wording(task)
        return wording.short or wording.text.rstrip(".")

    def _task_wording(self, task: Task) -> TaskWording:
        owner = task.id.removesuffix(f".{task.wording}")
        wordings = self.wording.steps if task.kind == "standing" else self.wording.preconditions[owner].tasks
        return wordings[task.wording]

    # facts and answers

    def question_of(self, fact: str) -> Question:
        """The question that yields a fact."""
        return self.questionnaire.question_of(fact)

    def state(self, fact: str) -> str:
        """A fact in words: `referral: each body acts alone, or people who know each other make it work`."""
        spec = self.questionnaire.facts[fact]
        values = spec.domain.names(self.advice.evaluation.facts[fact])
        return f"{spec.label}: {' or '.join(spec.clauses.get(value) or value for value in values)}"

    def evidence(self, answer: Answer) -> Line:
        """The evidence of an answer as a sentence with its notes; empty if there is none."""
        if not answer.evidence:
            return ()
        text = plain(answer.evidence).text
        stop = "" if text.endswith((".", "!", "?", "…")) else "."
        return joined([Text(f"{text}{stop}"), *self.notes(answer)])

    def reason(self, fact: str) -> Line:
        """What a fact shows, as evidence if there is any, else in the words of the scale."""
        answer = self.advice.profile.answers.get(self.questionnaire.facts[fact].question)
        found = self.evidence(answer) if answer else ()
        if found:
            return found
        words = self.state(fact) if len(self.values(fact)) <= MOST_VALUES else self.ruled_out(fact)
        return joined([Text(f"{words[:1].upper()}{words[1:]}."), *(self.notes(answer) if answer else ())])

    def ruled_out(self, fact: str) -> str:
        """A fact of which little more is known than what it is not."""
        spec = self.questionnaire.facts[fact]
        others = [value for value in spec.domain.values if value not in self.values(fact)]
        clauses = self.words("or").join(spec.clauses.get(value) or value for value in others)
        return self.words("reason.ruled-out", label=spec.label, clauses=clauses)

    def notes(self, answer: Answer) -> list[Note]:
        """References to the sources of an answer."""
        found = []
        for key in answer.sources:
            number = self._notes.setdefault(key, str(len(self._notes) + 1))
            found.append(Note(number))
        return found

    def sources(self) -> tuple[tuple[str, Line], ...]:
        """Every note used, with its source."""
        out = []
        for key, number in self._notes.items():
            source = self.advice.profile.sources[key]
            date = parse_date(source.date)
            parts: list[Inline] = [plain(source.title)]
            if source.address:
                parts += [Text(": "), plain(source.address)]
            if date and date.text[:4] not in f"{source.title} {source.address}":
                parts.append(Text(f" ({in_words(date)})"))
            out.append((number, joined([*parts, Text(".")])))
        return tuple(out)


def made_from(p: Phrases) -> dict[str, object]:
    """What a page on one advice says of where it comes from, for its front matter."""
    return {
        "country": p.place,
        "edition": str(p.advice.options.edition),
        "profile-sha256": p.advice.profile.digest,
        **p.advice.library.identity,
    }


def listed(words: Iterable[str]) -> str:
    """Words joined as prose: `a, b and c`."""
    known = list(words)
    if len(known) < 2:
        return "".join(known)
    return f"{', '.join(known[:-1])} and {known[-1]}"


def spaced(lines: Iterable[Line]) -> Line:
    """Lines one after the other, with a space between."""
    out: list[Inline] = []
    for part in lines:
        if part and out:
            out.append(Text(" "))
        out.extend(part)
    return joined(out)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """The text with a small first letter."""
    return text[:1].lower() + text[1:]
