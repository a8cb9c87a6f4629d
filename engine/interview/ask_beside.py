"""Ask for what stands beside an answer: the evidence, its source, its date.

In: a question that is answered. Out: the same with evidence, in the file; a new source is listed at the head of the profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wayhome.engine.answer_fields import DATE, EVIDENCE, SOURCE, FieldPath, beside
from wayhome.engine.draft import Draft, new_key
from wayhome.engine.errors import did_you_mean, printable
from wayhome.engine.interview.in_words import beside_in_words, shortened, value_in_words
from wayhome.engine.interview.prompts import sources_lines
from wayhome.engine.interview.read_input import NotUnderstood, read
from wayhome.engine.interview.record import Record
from wayhome.engine.interview.steps import Asks
from wayhome.engine.interview.talk import Talk
from wayhome.engine.sources import Plain

FEW = 5
"""So many sources are read out each time; more are listed on request."""


@dataclass
class Beside:
    """Asks for evidence, source and date; remembers the source given last."""

    talk: Talk
    record: Record
    last_source: list[str] = field(default_factory=list)

    def ask(self, question: str, asks: Asks) -> None:
        """One of the three prompts; Enter leaves a thing as it is, `-` takes it away."""
        if asks is Asks.EVIDENCE:
            self._evidence(question)
        elif asks is Asks.SOURCE:
            self._source(question)
        else:
            self._date(question)

    def _evidence(self, question: str) -> None:
        held = self._held(question, EVIDENCE)
        how = "Enter keeps it, - takes it away" if held else "Enter to go on without"
        self.talk.say(f"Evidence, one sentence a brief can print ({how}).")
        reply = self._reply("Evidence: ", held, question, EVIDENCE)
        if reply:
            self.record.answer(question, {EVIDENCE: reply}, f"evidence: {shortened(reply)}", "evidence")

    def _source(self, question: str) -> None:
        held = self._held(question, SOURCE)
        sources = self.record.draft.sources
        if 0 < len(sources) <= FEW:
            self.talk.say("\n".join(["The sources so far:", *sources_lines(sources)]))
        ways = ["a number or key of those listed"] if sources else []
        ways += ["l to list them"] if len(sources) > FEW else []
        ways += [f"= for the same as last time ({printable(', '.join(self.last_source))})"] if self.last_source else []
        how = "Enter keeps it, - takes it away" if held else "Enter for none"
        self.talk.say(f"Source: {', '.join([*ways, 'or the title of a new one' if ways else 'its title'])} ({how}).")
        while reply := self._reply("Source: ", held, question, SOURCE):
            sources = self.record.draft.sources
            if reply == "l" and sources:
                self.talk.say("\n".join(sources_lines(sources)))
                continue
            keys = list(self.last_source) if reply == "=" else keys_named(reply, sources)
            if keys:
                self.record.answer(question, {SOURCE: _one_or_list(keys)}, f"source: {printable(', '.join(keys))}")
                self.last_source = keys
                return
            doubt = _doubt(reply, sources)
            if not doubt:
                self._new_source(question, reply)
                return
            self.talk.say(doubt)

    def _new_source(self, question: str, title: str) -> None:
        """List a source and name it as that of the answer, in one change; then ask for its date."""
        made: list[str] = []
        seen = self.record.said(question)

        def make(draft: Draft) -> Draft:
            made[:] = [new_key(title, draft.sources)]
            return draft.with_source(made[0], {"title": title}).with_said(question, {SOURCE: made[0]})

        self.record.write(make, f"a new source, {shortened(title)}", lambda draft: draft.said(question) == seen)
        self.last_source = list(made)
        self.talk.say("The date of the source, such as 2026-05 (Enter if it has none).")
        value = self._ask_date("Date of the source: ")
        if value:
            key = made[0]
            self.record.write(
                lambda draft: draft.with_source(key, {**_entry(draft, key), "date": as_written(value)}),
                f"date of the source: {value}",
                lambda draft: key in draft.sources,
            )

    def _date(self, question: str) -> None:
        held = self._held(question, DATE)
        day = self.record.draft.value.get("date")
        how = "Enter keeps it, - takes it away" if held else "Enter to go on"
        self.talk.say(f"The date of this fact, if not that of the profile{f', {day}' if day else ''} ({how}).")
        while reply := self._reply("Date of the fact: ", held, question, DATE):
            try:
                value = read(beside(question, DATE), reply)
            except NotUnderstood as error:
                self.talk.say(str(error))
                continue
            self.record.answer(question, {DATE: value}, f"date of the fact: {value_in_words(value)}")
            return

    def _ask_date(self, prompt: str) -> Plain:
        while reply := self.talk.ask(prompt, may_edit_evidence=False):
            try:
                return read(beside("", DATE), reply)
            except NotUnderstood as error:
                self.talk.say(str(error))
        return None

    def _held(self, question: str, path: FieldPath) -> str:
        held = beside_in_words(self.record.said(question), path)
        if held:
            self.talk.say(f"So far: {held}")
        return held

    def _reply(self, prompt: str, held: str, question: str, path: FieldPath) -> str:
        """A reply to work on; nothing if the thing stays as it is, or has just been taken away."""
        reply = self.talk.ask(prompt, may_edit_evidence=False)
        if reply != "-":
            return reply
        if held:
            self.record.answer(question, {path: None}, f"no {path[0]}")
        return ""


def keys_named(reply: str, sources: Mapping[str, object]) -> list[str]:
    """The keys of sources a reply names by number or key, if it names nothing else."""
    keys = list(sources)
    if reply in keys:
        return [reply]
    found = []
    for word in reply.replace(",", " ").replace(";", " ").split():
        if word.isdecimal() and word not in keys:
            found += keys[int(word) - 1 : int(word)] if len(word) < 4 and int(word) > 0 else []
            if len(word) >= 4 or not 0 < int(word) <= len(keys):
                return []
        elif word in keys:
            found.append(word)
        else:
            return []
    return list(dict.fromkeys(found))


def _doubt(reply: str, sources: Mapping[str, object]) -> str:
    """Why a reply is hardly the title of a new source; nothing if it may be one."""
    if reply == "=":
        return "No source was given yet. Type its title."
    if " " in reply:
        return ""
    if reply.isdecimal():
        return (
            f"There is no source {reply}: {f'the numbers go from 1 to {len(sources)}' if sources else 'none is listed yet'}."
        )
    hint = did_you_mean(reply, sources)
    return f"There is no source {printable(reply)}; {hint} A title has more than one word." if hint else ""


def as_written(value: Plain) -> Plain:
    """A date as it stands in a file: a year alone is a number there."""
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def _entry(draft: Draft, key: str) -> dict[str, Plain]:
    entry = draft.sources.get(key)
    return dict(entry) if isinstance(entry, dict) else {}


def _one_or_list(keys: list[str]) -> Plain:
    return keys[0] if len(keys) == 1 else list[Plain](keys)
