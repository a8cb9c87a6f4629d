"""An empty profile to fill in: every question as a commented entry, by section, with its answers and who can give them.

In: the questionnaire and a country. Out: YAML text that is a valid profile as it stands.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from wayhome.engine.places import Country
from wayhome.engine.profile import FORMAT
from wayhome.engine.questionnaire import Question, Questionnaire

SCHEMA_FILE = "wayhome-profile.schema.json"
"""The schema an editor looks for beside a profile: a name and no path, since profiles travel from one machine to another."""
WIDTH = 112
_HEAD = """\
# yaml-language-server: $schema={schema}
# A Wayhome profile: what is known about {name}, with the evidence for it.
# Take the `#` away from the lines of a question to answer it. One value: `answer: patchy`. One of several, not sure which:
# `answer: [patchy, mostly]`. Not known: `nobody-knows` (asked, and nobody could say), `contested` (with
# `voices: [{{value: ..., who: ...}}, ...]`), `withheld` (not to be raised); leave it out if it was not asked yet.
# Every answer may carry `evidence:` (one sentence a brief can print), `source:` (keys of `sources` below) and `date:`.
# (*) = a desk officer can answer it from documents. (!) = sensitive; `withheld` is a proper answer.
wayhome: {format}
country:{code}
{area}title: ""
date: null # the day the answers describe, such as 2026-05
for: "" # whom the brief is for
basis: "" # what the answers rest on, in one sentence
sources: {{}} # key: {{title: ..., address: ..., date: ...}}
answers:
"""


def blank_profile(country: Country, area: str | None, questionnaire: Questionnaire, *, opt_in: bool = False) -> str:
    """The text of a new profile, with the questions of its level; with those asked only on request, if `opt_in`."""
    line = f"area: {area}\n" if area else ""
    code = f" {country.alpha_3}" if country.alpha_3 else ""
    parts = [_HEAD.format(schema=SCHEMA_FILE, name=country.name, format=FORMAT, code=code, area=line)]
    for section in questionnaire.sections:
        asked = [
            question
            for question in section.questions
            if question.is_raised(is_area=area is not None) or (opt_in and question.opt_in)
        ]
        if asked:
            parts.append(f"\n  # == {section.title} ==\n")
            parts += [_question(question, questionnaire) for question in asked]
    return "".join(parts)


def _question(question: Question, questionnaire: Questionnaire) -> str:
    marks = (" (*)" if question.documents else "") + (" (!)" if question.sensitive else "")
    who = ", ".join(questionnaire.roles[role].title for role in question.ask)
    lines = ["", *_wrapped(f"{question.text}{marks}"), *_wrapped(f"Ask: {who}.")]
    lines += [part for text in _choices(question, questionnaire) for part in _wrapped(text, indent="  ")]
    qualifiers = questionnaire.qualifiers_of(question)
    entry = [f"{question.question}:", f"  answer: {_template(question, questionnaire)}".rstrip()]
    if question.repeat:
        fields = ", ".join(f"{name}: " for name in ("name", *question.repeat.fields))
        entry += [f"    a-short-key: {{{fields}}} # one line a body", "  complete: # yes once nobody else is known"]
    for qualifier in qualifiers:
        values = "a date such as 2027-06" if qualifier.dates else " | ".join(qualifier.values)
        entry.append(f"  {qualifier.qualifier}: # {values}")
    if question.number:
        entry += [
            "  year:",
            *([f"  counted: # {' | '.join(question.number.counted)}"] if question.number.counted else []),
        ]
    entry += ["  evidence:", "  source:", "  date:"]
    return "\n".join([*(f"  # {line}".rstrip() if line else "" for line in lines), *(f"  #{line}" for line in entry), ""])


def _choices(question: Question, questionnaire: Questionnaire) -> list[str]:
    if question.scale:
        return [f"{level.level}: {level.anchor}" for level in questionnaire.scales[question.scale].levels]
    if question.repeat:
        return [f"{name}: {asked.text} ({', '.join(asked.values)})" for name, asked in question.repeat.fields.items()]
    rows = question.grid or question.dates
    labels = {**question.options, **(rows.rows if rows else {})}
    if question.names:
        labels = {role: questionnaire.roles[role].title for role in questionnaire.actor_roles}
    values = question.grid.values if question.grid else question.values
    return [f"{key}: {label}" for key, label in (*labels.items(), *((key, value.anchor) for key, value in values.items()))]


def _template(question: Question, questionnaire: Questionnaire) -> str:
    if question.options:
        return f"{_map(question.options)} # yes or no each; `rest: no` for the others"
    if question.grid:
        return f"{_map(question.grid.rows)} # {' | '.join(question.grid.values)} each"
    if question.dates:
        return f"{_map(question.dates.rows)} # 2026-05, undated or none-planned each"
    if question.names:
        return f"{_map(questionnaire.actor_roles)} # the name of the body each; `none` if there is none"
    if question.repeat:
        return ""
    if question.period:
        return f"{_map(('start', 'months'))} # such as {{start: 2026-01, months: 24}}"
    if question.number:
        return f"# a whole number of {question.number.unit}, or {' | '.join(band.band for band in question.number.bands)}"
    return "[]" if question.list else ""


def _map(keys: Iterable[str]) -> str:
    return f"{{{', '.join(f'{key}: ' for key in keys)}}}"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ") or [""]
