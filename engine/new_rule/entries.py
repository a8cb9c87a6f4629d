"""The entries of a new rule, as an author would write them; what has to be replaced begins with DRAFT.

In: a `NewRule` and the `Library` it is for. Out: YAML, Markdown and a line of the inventory.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from wayhome.engine.draft_texts import DRAFT
from wayhome.engine.inventory import Row
from wayhome.engine.library import Library
from wayhome.engine.new_rule.wanted import NewRule
from wayhome.engine.questionnaire import MODES
from wayhome.engine.wording import WAYS
from wayhome.engine.yaml_text import scalar

LOCATOR = f"{DRAFT}, replace by the place in the handbook"


def modes_of(library: Library, rule: NewRule) -> dict[str, tuple[str, ...]]:
    """Each way of doing it with the values at which it is advised: as the scale has it, as far as the measure has words."""
    wording = library.wording.measures.get(rule.measure)
    worded = [mode for mode in MODES if wording is None or mode in wording.actions]
    scale = library.questionnaire.scale_of(rule.reads)
    wanting = rule.wanting(library)
    found: dict[str, list[str]] = {}
    for level in scale.levels if scale else ():
        if level.level in wanting and level.mode in worded:
            found.setdefault(level.mode, []).append(level.level)
    if found:
        return {mode: tuple(levels) for mode, levels in found.items()}
    return {"strengthen" if "strengthen" in worded or not worded else worded[-1]: wanting}


def recommendation(library: Library, rule: NewRule) -> str:
    """The rule, which advises nothing yet, with an example for each of its ends."""
    modes = modes_of(library, rule)
    wanting, values = rule.wanting(library), rule.domain(library).values
    *first, last = modes
    examples = [
        _example(f"{DRAFT} {values_[0]}", {rule.reads: values_[0]}, f"{{status: recommended, mode: {mode}}}")
        for mode, values_ in modes.items()
    ]
    there = next(value for value in values if value not in wanting)
    examples.append(_example(f"{DRAFT} {there}", {rule.reads: there}, "{status: in-place}"))
    examples.append(_example("nobody asked", {}, "{status: possible}"))
    cites = f"  cites: [{', '.join(rule.cites)}]\n" if rule.cites else ""
    rows = [f"    - {{is: {mode}, when: {{{rule.reads}: {_values(modes[mode])}}}}}" for mode in first]
    gap = rule.reads if library.questionnaire.scale_of(rule.reads) else "\n    - {is: 1}"
    return (
        f"- recommend: {rule.id}\n  title: {scalar(rule.title)}\n  status: draft\n{cites}  sector: {rule.sector}\n"
        f"  need: {{{rule.reads}: {_need(library, rule)}}}\n  mode:\n"
        + "".join(f"{row}\n" for row in [*rows, f"    - {{is: {last}}}"])
        + f"  gap: {gap}\n  lead: {rule.lead}\n  examples:\n{''.join(examples)}"
    )


def finding(library: Library, rule: NewRule) -> str:
    """The finding, a yes or no that nothing in force may read yet, with an example for each of its ends."""
    wanting, values = rule.wanting(library), rule.domain(library).values
    there = next(value for value in values if value not in wanting)
    examples = (
        _example(f"{DRAFT} {wanting[0]}", {rule.reads: wanting[0]}, "{is: yes}"),
        _example(f"{DRAFT} {there}", {rule.reads: there}, "{is: no}"),
        _example("nobody asked", {}, "{is: [no, yes]}"),
    )
    return (
        f"- finding: {rule.id}\n  title: {scalar(rule.title)}\n  status: draft\n"
        f"  cites: [{', '.join(rule.cites or (rule.id,))}]\n"
        f"  table:\n    - {{is: yes, when: {{{rule.reads}: {_need(library, rule)}}}}}\n    - {{is: no}}\n"
        f"  examples:\n{''.join(examples)}"
    )


def _need(library: Library, rule: NewRule) -> str:
    order = rule.domain(library).order
    return f"{{below: {order[-1]}}}" if order else _values(rule.wanting(library))


def _values(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def _example(name: str, given: Mapping[str, str], expect: str) -> str:
    inside = ", ".join(f"{fact}: {value}" for fact, value in given.items())
    return f"    - {{name: {name}, given: {{{inside}}}, expect: {expect}}}\n"


def passage(library: Library, rule: NewRule, locator: str) -> str:
    """The passage behind the rule; behind a recommendation with all that a brief prints of it."""
    lines = [f"## {rule.title}", f"`{rule.id}`", "", f"- Locator: {locator}", "- Strength: could"]
    if rule.kind == "recommendation":
        lines += [
            f"- Actors: {rule.lead}",
            f"- Beneficiaries: {DRAFT} who gains from it",
            f"- Indicator: {DRAFT} what can be counted",
            f"- Means of verification: {DRAFT} where the count is found",
            *(f"- {codes}: {DRAFT}" for codes in ("SDG", "GCM", "CRS")),
        ]
    lines += ["", f"{DRAFT} Say in your own words what the handbook says.", ""]
    if rule.kind == "recommendation":
        for mode in (*modes_of(library, rule), "any"):
            lines += [f"**{mode}:** {DRAFT} {_what(mode)}", ""]
    return "\n".join(lines)


def inventory_row(rule: NewRule, beside: Row | None) -> str:
    """The line of the passage in the inventory, of the section and kind of the passage it stands beside."""
    section, kind = (beside.section, beside.kind) if beside else (DRAFT, "opportunity")
    cells = [rule.id, section, LOCATOR, kind, rule.lead or "all-stakeholders", "all", f"{DRAFT} {rule.title}", DRAFT]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()


def measure(rule: NewRule) -> str:
    """A new measure that holds the rule."""
    return (
        f"- measure: {rule.measure}\n  made_of: [{rule.id}]\n  lead: {rule.lead}\n  cluster: {rule.sector}\n  step: 4\n"
        f"  months: [3, 12]\n  instrument: {{any: {DRAFT} instrument}}\n  cost: {{any: small}}\n"
        "  criteria: {stakes: 1, leverage: 1, reach: 1}\n"
    )


def measure_words(library: Library, rule: NewRule) -> str:
    """What a brief says of a new measure."""
    said = {
        "Reason": "Why it matters, in a sentence.",
        "Decision": "What a minister is asked for",
        "Message": "The one sentence to remember.",
        "If": "what would make it needed",
        "Then": "what would be recommended",
        "Sign": "what shows that it works, by month {month}",
    }
    lines = [f"## {rule.title}", f"`{rule.measure}`", "", *(f"- {key}: {DRAFT} {text}" for key, text in said.items()), ""]
    for way in (way for way in WAYS if way == "any" or way in modes_of(library, rule)):
        lines += [f"**{way}:** {DRAFT} {_what(way)}", ""]
    return "\n".join(lines)


def _what(mode: str) -> str:
    if mode == "any":
        return "What to do whichever way, while several are open."
    return f"What to do where the way is to {mode}."
