"""What nothing uses: questions and findings no rule reads, passages no rule carries, guards, scales, roles, whole files.

In: a `Reading`. Out: faults at what stands unused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wayhome.engine.coverage import Carried, coverage_of
from wayhome.engine.errors import Place
from wayhome.engine.inventory import ASIDE, MAY_BE_SET_ASIDE, Row, read_inventory, read_set_aside
from wayhome.engine.library import EXAMPLES, LINT_SETTINGS
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.reading import Reading
from wayhome.engine.rulebook import SetAside, conditions_of
from wayhome.engine.rulebook_reader.files import STRATA
from wayhome.engine.sources import HISTORY
from wayhome.engine.truth import facts_read
from wayhome.engine.version_file import KNOWLEDGE, RULEBOOK
from wayhome.engine.wording import SENTENCES

_RULES = (RULEBOOK, HISTORY, LINT_SETTINGS, *(f"{name}/**/*.yaml" for name in STRATA))
_KNOWLEDGE = (
    KNOWLEDGE,
    HISTORY,
    f"{EXAMPLES}/*.yaml",
    "handbook/set-aside.yaml",
    *(f"questionnaire/{name}.yaml" for name in ("[0-9]*", "*.cases", "roles", "scales", "sectors")),
    *(f"wording/{name}.yaml" for name in ("guards", "page", "preconditions", "steps")),
    *(f"wording/{name}" for name in SENTENCES),
)
_LOOKS_READ = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
"""Endings that editors and people give to such files; only `.yaml` is read."""


def unread_questions(reading: Reading) -> Iterator[LintFinding]:
    """Questions of whose facts no condition reads one; what only fills in the brief (a list, a period) yields none."""
    questionnaire = reading.library.questionnaire
    read = _facts_read(reading)
    yielded: dict[str, set[str]] = {}
    for spec in (*questionnaire.facts.values(), *questionnaire.actor_facts.values()):
        yielded.setdefault(spec.question, set()).add(spec.id)
    for id_, facts in yielded.items():
        if not facts & read:
            what = f"no rule reads {id_}"
            yield fault("question-not-read", questionnaire.places[id_], what, "write the rule, or do not ask", id_)


def unused_findings(reading: Reading) -> Iterator[LintFinding]:
    """Findings that no condition reads, no measure rests on and no headline follows."""
    book = reading.library.rulebook
    used = {*_facts_read(reading), book.headline, *(id_ for m in book.measures.values() for id_ in m.rests_on)}
    places = {**{one.id: one.place for one in book.findings.values()}, **{o.id: o.place for o in book.some_actor.values()}}
    for id_, place in places.items():
        if id_ not in used:
            yield fault("finding-not-used", place, f"no rule reads {id_}", about=id_)


def uncarried_passages(reading: Reading) -> Iterator[LintFinding]:
    """Rows of the inventory that no rule carries, no brief prints and nobody has set aside."""
    folder = reading.knowledge / "handbook"
    rows = read_inventory(folder)
    for one in coverage_of(reading.library, rows, read_set_aside(folder, rows)):
        if one.carried is Carried.NONE:
            place = reading.library.passages[one.row.id].place if one.row.id in reading.library.passages else one.row.place
            gone = reading.library.rulebook.what_became_of(one.row.id)
            what = f"no rule stands on {one.row.id}" + (f", whose rule is {gone.said}" if gone else "")
            yield fault("passage-without-rule", place, what, _mend_of_passage(one.row, gone), one.row.id)


def _mend_of_passage(row: Row, gone: SetAside | None) -> str:
    """How a row is accounted for that no rule carries; one that could become advice cannot be set aside as context."""
    by = f"{gone.replaced_by} name it in its `cites`" if gone and gone.replaced_by else "another rule name it in its `cites`"
    carried = f"let {by}" if gone else "write a rule on it, or let another name it in its `cites`"
    if row.kind in MAY_BE_SET_ASIDE:
        return f"{carried}, or set it aside with a reason in handbook/{ASIDE}"
    entry = f"{{code: passage-without-rule, about: {row.id}, why: ...}}"
    return f"{carried}, or say why it stands alone below `accepted` in {LINT_SETTINGS}: {entry}"


def never_used(reading: Reading) -> Iterator[LintFinding]:
    """Guards no measure names, scales and qualifiers no question has, roles nobody has."""
    questionnaire, book = reading.library.questionnaire, reading.library.rulebook
    guards = {id_ for measure in book.measures.values() for id_ in measure.guards}
    for guard in book.guards.values():
        if guard.id not in guards:
            yield fault("never-used", guard.place, f"no measure names the guard {guard.id}", about=guard.id)
    questions = questionnaire.questions.values()
    folder = reading.knowledge / "questionnaire"
    qualifiers = {q.qualifier for question in questions for q in questionnaire.qualifiers_of(question)}
    roles = {*(role for question in questions for role in question.ask), *_roles(reading)}
    for what, file, known, used in (
        ("scale", "scales.yaml", questionnaire.scales, {question.scale for question in questions}),
        ("qualifier", "scales.yaml", questionnaire.qualifiers, qualifiers),
        ("role", "roles.yaml", questionnaire.roles, roles),
    ):
        for id_ in known:
            if id_ not in used:
                place = reading.entry(folder / file, what, id_)
                yield fault("never-used", place, f"nothing uses the {what} {id_}", about=id_)


def unread_files(reading: Reading) -> Iterator[LintFinding]:
    """Files that look as if they were read, and are not: of another folder than those that are, or of another ending."""
    for folder, patterns in ((reading.rules, _RULES), (reading.knowledge, _KNOWLEDGE)):
        read = {path for pattern in patterns for path in folder.glob(pattern)}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path in read or not _LOOKS_READ.search(path.name) or any(part.startswith(".") for part in name.parts):
                continue
            right = _LOOKS_READ.sub(".yaml", path.name)
            mend = "move it to a folder that is read" if right == path.name else f"name it {right}"
            yield fault("unread-file", Place(str(path), 1, 1), "nobody reads this file", mend, name.as_posix())


def unsaid_versions(reading: Reading) -> Iterator[LintFinding]:
    """Rules or knowledge of which nothing says which version they are."""
    library = reading.library
    for version, path in (
        (library.rulebook_version, reading.rules / RULEBOOK),
        (library.knowledge_version, reading.knowledge / KNOWLEDGE),
    ):
        if not version:
            yield fault("no-version", Place(str(path), 1, 1), "nothing says which version this is", "write `version: 0.1.0`")


def _facts_read(reading: Reading) -> set[str]:
    book = reading.library.rulebook
    conditions = [condition for _, _, some in conditions_of(book) for condition in some]
    conditions += book.relevance.values()
    conditions += [some.when for some in book.some_actor.values()]
    conditions += [when for m in book.measures.values() for rows in m.openings.values() for _, when in rows]
    return {fact for condition in conditions for fact in facts_read(condition)}


def _roles(reading: Reading) -> Iterator[str]:
    """The roles that lead, take part, or are asked of by name."""
    questionnaire, book = reading.library.questionnaire, reading.library.rulebook
    for measure in book.measures.values():
        yield from (measure.lead, *measure.partners, *measure.lead_by_mode.values())
    for rule in book.recommendations.values():
        yield rule.lead
    for step in book.steps:
        for task in step.tasks:
            yield from (task.lead, *task.partners)
    for finding in book.findings.values():
        yield from (task.lead for task in finding.tasks)
    yield from (sector.lead for sector in questionnaire.sectors.values())
    yield from questionnaire.actor_roles
