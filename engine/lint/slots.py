"""Slots in braces that nothing fills, in every text a brief prints.

In: a `Reading`. Out: faults at texts. The wording of measures is looked at where it is read. A sentence of the program, and
what stands around a brief, may hold the slots they hold where they are shipped; no other text is filled in at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from wayhome.engine.entry_places import EntryPlaces
from wayhome.engine.errors import Place
from wayhome.engine.library import shipped
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.reading import Reading
from wayhome.engine.lint.texts import sentences_in
from wayhome.engine.rule_tests.written import path_text
from wayhome.engine.rulebook_reader.files import KINDS
from wayhome.engine.sources import Path_, Plain, read_yaml
from wayhome.engine.wording import load_page_wording, slots_in

_LISTS = ("questionnaire/roles.yaml", "questionnaire/scales.yaml", "questionnaire/sectors.yaml")
_WORDING = ("wording/guards.yaml", "wording/steps.yaml", "wording/preconditions.yaml")
_NAMED_BY = (*KINDS, "question", "role", "scale", "sector")
"""The keys of which the first in an entry holds its id."""


def unfilled_slots(reading: Reading) -> Iterator[LintFinding]:
    """Every slot that the program does not fill where it stands."""
    ours = _shipped_slots()
    for said in sentences_in(reading.knowledge):
        if said.about in ours:
            yield from _faults(said.text, ours[said.about], f"the sentence {said.about!r}", said.place, said.about)
    page, as_shipped = reading.library.wording.page, load_page_wording(shipped("knowledge"))
    source = read_yaml(reading.knowledge / "wording" / "page.yaml")
    for name in type(page).model_fields:
        filled = slots_in(getattr(as_shipped, name))
        yield from _faults(getattr(page, name), filled, f"`{name}`", source.place("page", name), name)
    yield from _in_files(reading)
    yield from _in_pages(reading)


@cache
def _shipped_slots() -> dict[str, set[str]]:
    return {said.about: slots_in(said.text) for said in sentences_in(shipped("knowledge"))}


def _in_files(reading: Reading) -> Iterator[LintFinding]:
    """Of texts in rules, in the questionnaire and in the lists of wording."""
    lists = (read_yaml(reading.knowledge / name) for name in (*_LISTS, *_WORDING))
    for source in (*reading.rule_files, *reading.sections, *lists):
        for path, text in _texts(source.value, ()):
            if slots_in(text):
                within = next((i + 1 for i, step in enumerate(path) if isinstance(step, int)), 0)
                about = _owner(source.value, path[:within]) if within else str(path[-2:][0])
                yield from _faults(text, (), f"`{path_text(path[within:])}`", source.place(*path), about)


def _in_pages(reading: Reading) -> Iterator[LintFinding]:
    """Of texts in the pages of the handbook, and of the titles of measures."""
    places = EntryPlaces()
    for passage in reading.library.passages.values():
        texts = [("title", passage.title), ("text", passage.text)]
        texts += [("locator", passage.locator), ("beneficiaries", passage.beneficiaries)]
        texts += [("indicator", passage.indicator), ("means of verification", passage.verification)]
        for part, text in texts:
            if slots_in(text):
                yield from _faults(text, (), f"its {part}", places.field(passage.place, part), passage.id)
        for way, text in passage.modes.items():
            yield from _faults(text, (), f"its paragraph **{way}:**", places.field(passage.place, way), passage.id)
        for callout in passage.callouts:
            for line, text in callout.lines:
                yield from _faults(text, (), f"a {callout.kind}", Place(passage.place.file, line, 1), passage.id)
    for measure in reading.library.wording.measures.values():
        yield from _faults(measure.title, (), "its title", measure.place, measure.id)


def _texts(value: Plain, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Every text in a file, with its path; examples decide nothing and are not printed."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, (list, dict)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            if key != "examples":
                yield from _texts(part, (*path, key))


def _owner(value: Plain, path: Path_) -> str:
    """The id of the entry at a path."""
    for step in path:
        value = value[step]  # type: ignore[index]  # the caller has walked this path
    return next((str(value[key]) for key in value if key in _NAMED_BY), "") if isinstance(value, dict) else ""


def _faults(text: str, filled: Iterable[str], where: str, place: Place, about: str) -> Iterator[LintFinding]:
    known = ", ".join(f"{{{name}}}" for name in sorted(filled))
    for slot in sorted(slots_in(text) - set(filled)):
        what = f"{about}: nothing fills {{{slot}}} in {where}"
        mend = f"what may stand here: {known}" if known else "write out what is meant; nothing is filled in here"
        yield fault("unfilled-slot", place, what, mend, about)
