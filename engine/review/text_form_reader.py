"""Read a form back from Markdown.

In: the text of a form. Out: `Filled`. Sections are found by the key below their heading, so that they may be reordered or
taken out; answers by their labels, over as many lines as somebody wrote. Whatever else was changed or added is refused with
its line: nothing that was typed is lost unseen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.review.filled import Filled, FilledRow, Typed, cleaned
from wayhome.engine.review.form_words import ANSWERS, CORRECTIONS, PERSON, FormWords
from wayhome.engine.review.forms import Form, form_carried
from wayhome.engine.review.text_form import (
    CARRIED,
    PERSON_KEY,
    fact_head,
    label_of,
    person_head,
    preamble,
    row_head,
)

_NOT_OURS = "is it a form written by `wayhome review open`?"
_COPY = re.compile(rf"^[\s>]*<!--\s*{CARRIED}\s*$(.*?)^[\s>]*-->\s*$", re.MULTILINE | re.DOTALL)
_KEY = re.compile(r"\s*`([^`]+)`\s*\Z")
_MARKS = re.compile(r"^[\s>]+|\s+$")  # what mail programs and editors add to a line or take from it


@dataclass
class _Section:
    """The lines under a key: those before the first label, and what was typed after each label."""

    key: str
    line: int
    head: list[tuple[int, str]] = field(default_factory=list)
    typed: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    twice: list[tuple[int, str]] = field(default_factory=list)
    """Labels that stand a second time."""


def read_text_form(text: str, file: str, words: FormWords) -> Filled:
    """Read a form; raises InputError for what is no form of ours."""
    copy = _COPY.search(text)
    if copy is None:
        raise InputError.at(file, "the copy of the form at its end is not there", mend=_NOT_OURS)
    line = text.count("\n", 0, copy.start()) + 1
    carried = copy.group(1).rpartition(".")[2].replace(">", "")  # what stands behind the sentence on it
    form = form_carried(carried, Place(file, line, 1))
    body = text[: copy.start()] + "\n" * text[copy.start() : copy.end()].count("\n") + text[copy.end() :]
    return _Reader(form, file, words).read(_without_front_matter(body.split("\n")))


def _without_front_matter(lines: list[str]) -> list[tuple[int, str]]:
    """The lines with their numbers, from the one after the front matter on."""
    numbered = list(enumerate(lines, 1))
    plain = [_MARKS.sub("", line) for line in lines]
    fences = [i for i, line in enumerate(plain) if line == "---"]
    is_first = len(fences) > 1 and not any(plain[: fences[0]])
    return numbered[fences[1] + 1 :] if is_first else numbered


class _Reader:
    def __init__(self, form: Form, file: str, words: FormWords) -> None:
        self.form = form
        self.file = file
        self.words = words
        self.problems: list[Problem] = []
        self.heads = {PERSON_KEY: person_head(words)}
        self.heads |= {row.measure: row_head(row) for row in form.content.rows}
        self.heads |= {fact.key: fact_head(fact, words) for fact in form.content.facts}
        self.pages = {f"## {words('page.decisions')}", f"## {words('page.facts')}"}

    def read(self, lines: list[tuple[int, str]]) -> Filled:
        before, sections = self.sections(lines)
        self.unchanged(before, preamble(self.form, self.words), "what stands before the first question was changed")
        rows = {key: self.row(key, found) for key, found in sections.items()}
        person = rows.pop(PERSON_KEY, None) or FilledRow(PERSON_KEY, Place(self.file), {})
        given = [row for row in rows.values() if row is not None and row.typed]
        return Filled(
            self.form,
            self.file,
            person,
            tuple(row for row in given if row.key in self.form.rows),
            tuple(row for row in given if row.key in self.form.facts),
            tuple(self.problems),
        )

    def sections(self, lines: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], dict[str, list[_Section]]]:
        """The lines before the first section, and the sections by key."""
        starts = {}
        for i, (number, line) in enumerate(lines):
            match = _KEY.match(_MARKS.sub("", line))
            heading = self._heading_before(lines, i)
            if match and heading is not None:
                if match.group(1) in self.heads:
                    starts[heading] = match.group(1)
                else:
                    self.refuse(number, f"this form asks nothing about {match.group(1)!r}", "take the section out")
        before: list[tuple[int, str]] = []
        found: dict[str, list[_Section]] = {}
        section: _Section | None = None
        label: str | None = None
        quoted = 0
        for i, (number, line) in enumerate(lines):
            if i in starts:
                section, label = _Section(starts[i], number), None
                found.setdefault(section.key, []).append(section)
            if _MARKS.sub("", line) in self.pages:
                continue
            if section is None:
                before.append((number, line))
                continue
            name, marks, rest = self.label(section.key, line)
            if name is not None:
                label, quoted = name, marks.count(">")
                if name in section.typed:
                    section.twice.append((number, line))
                section.typed.setdefault(name, []).append((number, rest))
            elif label is None:
                section.head.append((number, line))
            else:
                section.typed[label].append((number, _unquoted(line, quoted)))
        return before, found

    def _heading_before(self, lines: list[tuple[int, str]], at: int) -> int | None:
        """The heading right above a line, blank lines aside."""
        for i in range(at - 1, -1, -1):
            line = _MARKS.sub("", lines[i][1])
            if line:
                return i if line.startswith("#") else None
        return None

    def label(self, key: str, line: str) -> tuple[str | None, str, str]:
        """The answer a line begins, what stands before its label, and what after the colon."""
        for name, label in self.labels(key).items():
            match = re.match(
                rf"([\s>]*)[-*+]?\s*(?:\*\*)?{re.escape(label)}(?:\*\*)?\s*:(?:\*\*)?(.*)\Z", line, re.IGNORECASE
            )
            if match:
                return name, match.group(1), match.group(2)
        return None, "", ""

    def labels(self, key: str) -> Mapping[str, str]:
        """The labels of a section."""
        if key == PERSON_KEY:
            return {name: label_of(self.words, name, "person") for name in PERSON}
        kind, names = ("answer", ANSWERS) if key in self.form.rows else ("correction", CORRECTIONS)
        return {name: label_of(self.words, name, kind) for name in names}

    def row(self, key: str, sections: list[_Section]) -> FilledRow | None:
        """The answers of a section; None if it is refused."""
        before = len(self.problems)
        if len(sections) > 1:
            for section in sections:
                self.refuse(section.line, f"{key} stands in {len(sections)} sections", "leave one of them")
        section = sections[0]
        self.unchanged(section.head, self.heads[key], "the text that was asked about was changed")
        for number, _ in section.twice:
            self.refuse(number, "this label stands twice in the section", "put the answer under the first")
        typed = {}
        for name, lines in section.typed.items():
            text = cleaned("\n".join(line.strip() for _, line in lines))
            if text:
                first = next(number for number, line in lines if cleaned(line))
                typed[name] = Typed(text, Place(self.file, first, 1))
        if len(self.problems) > before:
            return None
        return FilledRow(key, Place(self.file, section.line, 1), typed)

    def unchanged(self, lines: Iterable[tuple[int, str]], expected: str, what: str) -> None:
        """Refuse, with its line, what is not there word by word."""
        wanted = [word for line in expected.split("\n") for word in _words(line)]
        there = [(number, word) for number, line in lines for word in _words(line)]
        if [word for _, word in there] == wanted:
            return
        pairs = zip(there, wanted, strict=False)
        at = next((number for (number, word), other in pairs if word != other), None)
        if at is None:  # one is the beginning of the other
            at = there[len(wanted)][0] if len(there) > len(wanted) else there[-1][0] if there else 1
        self.refuse(at, what, "write after the colons only, in the form as it was sent")

    def refuse(self, line: int, what: str, mend: str) -> None:
        self.problems.append(Problem(Place(self.file, line, 1), what, mend=mend))


def _unquoted(line: str, quoted: int) -> str:
    """A line of an answer without the marks that mail put before its label too; any other `>` is somebody's own."""
    return re.sub(rf"^(?:\s*>){{0,{quoted}}}", "", line)


def _words(line: str) -> list[str]:
    return unicodedata.normalize("NFC", _MARKS.sub("", line)).split()
