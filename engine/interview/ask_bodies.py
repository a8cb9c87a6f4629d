"""Ask for a list of bodies, one after another, each with what is asked of it.

In: a question that is answered body by body. Out: the list, in the file; bodies that are listed can be put right.
"""

from __future__ import annotations

from dataclasses import dataclass

from wayhome.engine.answer_fields import ANSWER, AnswerField, FieldPath, Said, body_fields
from wayhome.engine.draft import Draft, new_key
from wayhome.engine.errors import printable
from wayhome.engine.interview.ask_field import ask_field, changes_of
from wayhome.engine.interview.ask_lines import is_unknown, whole_list
from wayhome.engine.interview.in_words import shortened, value_in_words
from wayhome.engine.interview.prompts import field_lines
from wayhome.engine.interview.record import Record
from wayhome.engine.interview.steps import Asks, Step
from wayhome.engine.interview.talk import Back, Done, Talk, walk
from wayhome.engine.questionnaire import Question
from wayhome.engine.sources import Plain


@dataclass(frozen=True)
class Bodies:
    """Asks for the bodies of one question."""

    talk: Talk
    record: Record
    question: Question

    def ask(self) -> bool:
        """Ask until a bare Enter; whether anything was said."""
        is_changed = False
        while True:
            names = self._names()
            if names:
                listed = [f"  {number:>2}  {shortened(name)}" for number, name in enumerate(names.values(), 1)]
                self.talk.say("\n".join(["", "Listed so far:", *listed]))
                self.talk.say(
                    "The name of another body or group; or the number of one listed, to correct it. Enter when done."
                )
            else:
                self.talk.say("The name of a body or group, one at a time. Enter when done.")
            reply = self.talk.ask("Name: ")
            if not reply:
                return is_changed
            if is_unknown(reply):
                is_changed |= self._say_unknown(reply)
                continue
            key = self._key_of(reply) or self._add(reply)
            if key:
                is_changed = True
                try:
                    self._ask_fields(key)
                except (Back, Done):
                    continue

    def _names(self) -> dict[str, str]:
        """Key to name of the bodies listed."""
        said = self.record.said(self.question.question)
        return {path[1]: str(value) for path, value in said.items() if len(path) == 3 and path[2] == "name"}

    def _key_of(self, reply: str) -> str | None:
        """The body a number, key or name stands for."""
        names = self._names()
        if reply.isdecimal() and len(reply) < 4 and 1 <= int(reply) <= len(names):
            return list(names)[int(reply) - 1]
        return next((key for key, name in names.items() if reply.casefold() in (key, name.casefold())), None)

    def _say_unknown(self, reply: str) -> bool:
        """Say of the whole list that it is not known; only while nobody is listed."""
        if self._names():
            self.talk.say("Bodies are listed. Take them off the list first: their number, then - for the name.")
            return False
        changes = changes_of(self.talk, whole_list(self.question), {}, reply)
        if changes:
            self.record.answer(self.question.question, changes, value_in_words(changes[ANSWER]))
        return bool(changes)

    def _add(self, name: str) -> str | None:
        """List another body; its key."""
        if name.isdecimal():
            self.talk.say(f"There is no body {printable(name)} in the list. Type a name.")
            return None
        made: list[str] = []
        id_ = self.question.question

        def make(draft: Draft) -> Draft:
            made[:] = [new_key(name, {path[1]: 0 for path in draft.said(id_) if len(path) == 3}, "body")]
            return draft.with_said(id_, {("answer", made[0], "name"): name})

        self.record.write(make, shortened(name))
        return made[0]

    def _ask_fields(self, key: str) -> None:
        fields = body_fields(self.question, key)
        # A body that has just been named need not be asked for its name.
        is_new = len(self._said(key)) == 1
        walk(lambda: fields[1:] if is_new else fields, lambda field: self._ask_field(key, field))

    def _ask_field(self, key: str, field: AnswerField) -> None:
        said = self._said(key)
        is_name = field.path[-1] == "name"
        step = Step(Asks.FIELD, field)
        self.talk.say("\n".join(["", *field_lines(step, self.question, is_first=False)]))
        if field.path in said:
            rest = ", - takes the body off the list" if is_name else ", - takes it away"
            self.talk.say(f"So far: {value_in_words(said[field.path])}. Enter keeps it{rest}.")
        changes = ask_field(self.talk, step, said)
        if not changes:
            return
        if is_name and changes[field.path] is None:
            self._write(key, dict.fromkeys(said, None), f"{shortened(str(said[field.path]))} is off the list")
            raise Done
        self._write(key, changes, value_in_words(changes[field.path]) if changes[field.path] is not None else "left open")

    def _said(self, key: str) -> Said:
        return {path: value for path, value in self.record.said(self.question.question).items() if path[1:2] == (key,)}

    def _write(self, key: str, changes: dict[FieldPath, Plain], words: str) -> None:
        """Write changes to one body; another's changes to the others do no harm."""
        id_, seen = self.question.question, self._said(key)

        def is_as_seen(draft: Draft) -> bool:
            return {path: value for path, value in draft.said(id_).items() if path[1:2] == (key,)} == seen

        self.record.write(lambda draft: draft.with_said(id_, changes), words, is_as_seen)
