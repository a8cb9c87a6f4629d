"""The examples of rules: those in rule files, and those in `*.cases.yaml` beside them and beside the questionnaire.

In: a `Library`. Out: a `RuleCases` for each rule that can be tested. An example that names what there is not is an error
of the input, at its line, with the word that was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from wayhome.engine.conditions import parse_condition
from wayhome.engine.entry_places import EntryPlaces
from wayhome.engine.errors import InputError, Place, Problem, did_you_mean, listing
from wayhome.engine.library import Library
from wayhome.engine.questionnaire import MODES, YES_NO
from wayhome.engine.recommend import Piece, Status
from wayhome.engine.rule_shapes import CaseShape, QuestionCaseShape
from wayhome.engine.rule_tests.stated import MODE, Choices, choices_of, is_months, months_word, ways_of
from wayhome.engine.rule_tests.written import QUESTION, WrittenRule, written_questions, written_rules
from wayhome.engine.rulebook import POINTS, Rulebook
from wayhome.engine.rulebook import Example as RuleExample
from wayhome.engine.rulebook_reader.files import STRATA
from wayhome.engine.rulebook_reader.one_entry import read_entry
from wayhome.engine.sources import CASES, Path_, Source, entries, read_yaml, shape
from wayhome.engine.truth import Domain

OPEN = "open"
"""Expected of a fact of which nothing was narrowed."""
ALL = "all"
"""Expected of every component of a recommendation."""
ASKED = "asked"
"""Expected of a question: whether it is asked."""
CASES_TOLD = "cases"
"""The key under which an example names the cases that are told."""


@dataclass(frozen=True)
class Case:
    """One example: what is given, what is expected."""

    name: str
    given: dict[str, str | list[str]]
    expect: dict[str, object]
    place: Place
    is_one_of_several: bool = False
    """One of those that an example with `each` stands for."""


@dataclass(frozen=True)
class RuleCases:
    """A rule with its examples."""

    rule: WrittenRule
    book: Rulebook
    """A rulebook of nothing but this rule."""
    cases: list[Case] = field(default_factory=list)


def collect(library: Library, only: Path | None = None) -> list[RuleCases]:
    """Every rule with its examples, in the order of the files.

    Args:
        library: Rules and knowledge.
        only: Limits to the rules of this file or folder, or to those a file of examples speaks of.

    Raises:
        InputError: For a file of examples that cannot be read, and for an example that names what there is not.
    """
    rules, problems = _gathered(library)
    if problems:
        raise InputError(problems)
    return [found for found in rules if only is None or _stands_in(found, only)]


def readable(library: Library) -> list[RuleCases]:
    """The same, without the examples in which something is wrong: to be read, not run."""
    return _gathered(library)[0]


def _gathered(library: Library) -> tuple[list[RuleCases], list[Problem]]:
    """Every rule with the examples in which nothing is wrong, and what is wrong in the others."""
    folder = library.examples.parent / "questionnaire"
    rules = [RuleCases(rule, book_of(rule, library)) for rule in written_rules(library.rules)]
    questions = [RuleCases(rule, book_of(rule, library)) for rule in written_questions(folder)]
    for found in rules:
        found.cases.extend(_beside(found.rule))
    retired = {one.id for one in library.rulebook.set_aside}
    problems = [fault for path in _cases_files(library.rules) for fault in _take_in(path, CaseShape, rules, retired)]
    for path in sorted(folder.glob(f"*{CASES}")):
        problems += _take_in(path, QuestionCaseShape, questions)
    rules = [*questions, *rules]
    places = EntryPlaces()
    for found in rules:
        examined = list(_examined(found, library, places))
        problems += [problem for _, faults in examined for problem in faults]
        found.cases[:] = [case for case, faults in examined if not faults]
    return rules, problems


def book_of(rule: WrittenRule, library: Library) -> Rulebook:
    """A rulebook of nothing but this rule; raises InputError for a fault in it."""
    if rule.kind != QUESTION:
        return read_entry(rule.source, rule.index, library.rulebook, library.questionnaire, library.passages)
    written = rule.entry.get("relevant")
    asked = {spec.id: spec.domain for spec in library.questionnaire.facts.values()}
    relevant = parse_condition(written, asked, rule.source, (*rule.path, "relevant"))
    return Rulebook({rule.id: relevant}, (), {}, {}, {}, {}, (), {}, "")


def named(rules: Iterable[RuleCases], word: str) -> list[RuleCases]:
    """The rules whose id holds a word; of the others, the examples whose name does."""
    chosen = []
    for found in rules:
        cases = [case for case in found.cases if word in found.rule.id or word in case.name]
        if cases or word in found.rule.id:
            chosen.append(RuleCases(found.rule, found.book, cases))
    return chosen


def _beside(rule: WrittenRule) -> Iterator[Case]:
    """The examples in an entry itself."""
    examples = rule.entry.get("examples")
    for i, example in enumerate(examples if isinstance(examples, list) else ()):
        assert isinstance(example, dict)  # the reader of rules has checked its shape
        yield from _cases(RuleExample(**example), rule.source, (rule.index, "examples", i))  # type: ignore[arg-type]


def _cases(example: RuleExample, source: Source, path: Path_) -> Iterator[Case]:
    """An example; or one for each of those it stands for, with a number behind its name."""
    if not example.each:
        yield Case(example.name, example.given, example.expect, source.place(*path))
    for i, more in enumerate(example.each):
        place = source.place(*path, "each", i)
        yield Case(f"{example.name} ({i + 1})", example.given | more, example.expect, place, is_one_of_several=True)


def _cases_files(folder: Path) -> list[Path]:
    return sorted(path for name in STRATA for path in (folder / name).rglob(f"*{CASES}"))


def _take_in(
    path: Path, of: type[CaseShape | QuestionCaseShape], rules: list[RuleCases], retired: Collection[str] = ()
) -> list[Problem]:
    """Put the examples of a file to their rules or questions; those of a retired rule are left aside with it."""
    key = "rule" if of is CaseShape else QUESTION
    problems: list[Problem] = []
    try:
        source = read_yaml(path)
        written_there = list(entries(source, key))
    except InputError as error:
        return list(error.problems)
    for i, _ in written_there:
        try:
            written = shape(of, source, i)
        except InputError as error:
            problems.extend(error.problems)
            continue
        id_, kind = (written.rule, written.kind) if isinstance(written, CaseShape) else (written.question, None)
        meant = [found for found in rules if found.rule.id == id_ and kind in (None, found.rule.kind)]
        if not meant and id_ in retired:
            continue
        if not meant:
            known = [found.rule.id for found in rules]
            what = f"there is no rule {id_!r}" if key == "rule" else f"no question {id_!r} is asked under a condition"
            problems.append(Problem(source.place(i, key), what, mend=did_you_mean(id_, known), code="unknown-id"))
        elif len(meant) > 1:
            what = f"{id_!r} is the id of several rules"
            kinds = " or ".join(f"`kind: {found.rule.kind}`" for found in meant)
            problems.append(Problem(source.place(i, key), what, mend=f"add {kinds}"))
        else:
            example = RuleExample(written.name, written.given, written.expect, written.each)
            meant[0].cases.extend(_cases(example, source, (i,)))
    return problems


def _stands_in(found: RuleCases, only: Path) -> bool:
    files = {found.rule.source.file, *(case.place.file for case in found.cases)}
    return any(Path(file).resolve().is_relative_to(only.resolve()) for file in files)


def facts_of(found: RuleCases, library: Library) -> dict[str, Domain]:
    """The facts that an example of this rule may give; of a measure the way of doing it as well."""
    compiled = {"some_actor": library.some_actor, "actor": library.actor_rules}.get(found.rule.kind, library.country)
    facts = {fact: compiled.program.domains[fact] for fact in compiled.program.asked}
    for measure in found.book.measures.values():
        facts[MODE] = ways_of(measure, library.rulebook.recommendations)
    return facts


def expectable(found: RuleCases, library: Library) -> Choices:
    """What an example of this rule may expect: the keys, each with the values it may have; None for any."""
    book, id_ = found.book, found.rule.id
    stated = choices_of(book, library.rulebook, library.questionnaire.roles, library.questionnaire.sectors)
    match found.rule.kind:
        case "implication":
            return {fact: (*domain.values, OPEN) for fact, domain in facts_of(found, library).items()}
        case "finding" | "precondition":
            return {"is": book.findings[id_].domain.values, **stated}
        case "recommend":
            rule = book.recommendations[id_]
            components = [part.passage for part in rule.components]
            pieces = dict.fromkeys(map(str, Piece), (*components, ALL))
            cases = {CASES_TOLD: [case.passage for case in rule.illustrations]}
            national = {"national": YES_NO} if rule.national_when is not None else {}
            modes = {"mode": MODES, "modes": MODES}
            return {"status": [*Status], **modes, "gap": POINTS.values, **pieces, **cases, **national, **stated}
        case "measure":
            (measure,) = book.measures.values()
            return {**dict.fromkeys(measure.criteria, POINTS.values), "main": YES_NO, **stated}
        case "question":
            return {ASKED: YES_NO}
        case "guard":
            return {"prints": YES_NO, **stated}
        case "step":
            return {**{task.id: YES_NO for step in book.steps for task in step.tasks}, **stated}
    return {"is": YES_NO}


def _examined(found: RuleCases, library: Library, places: EntryPlaces) -> Iterator[tuple[Case, list[Problem]]]:
    """The examples of a rule, each with what is wrong in it: a name that stands twice, or what there is not."""
    facts, keys = facts_of(found, library), expectable(found, library)
    names: dict[str, Place] = {}
    for case in found.cases:
        problems = list(_problems(case, found, facts, keys, places))
        if case.name in names:
            what = f"{found.rule.id}: {case.name!r} is the name of two examples"
            place = places.at_example(case.place, case.is_one_of_several, "name")
            problems.append(Problem(place, what, mend=f"the first is at {names[case.name]}", code="stands-twice"))
        names.setdefault(case.name, case.place)
        yield case, problems


def _problems(
    case: Case, found: RuleCases, facts: Mapping[str, Domain], keys: Choices, places: EntryPlaces
) -> Iterator[Problem]:
    where, is_one = f"{found.rule.id}: {case.name!r}", case.is_one_of_several
    for fact, value in case.given.items():
        at = partial(places.at_example, case.place, is_one, "given", fact)
        if fact not in facts:
            hint = did_you_mean(fact, facts)
            yield Problem(at(), f"{where} gives an unknown fact {fact!r}", mend=hint, code="unknown-id")
        else:
            yield from _unknown(as_list(value), facts[fact].values, at, f"{where}: {fact} is never")
            if not as_list(value):
                yield Problem(at(), f"{where}: {fact} needs a value; leave it out if nothing is known of it")
    if not case.expect:
        place = places.at_example(case.place, is_one, "expect")
        yield Problem(place, f"{where} expects nothing", listing(keys, 12))
    for key, wanted in case.expect.items():
        at = partial(places.at_example, case.place, is_one, "expect", key)
        if key not in keys:
            hint = did_you_mean(key, keys)
            yield Problem(at(), f"{where} expects an unknown {key!r}", listing(keys, 12), hint, "unknown-id")
        elif is_months(key, found.book) and not _is_month_and_length(wanted):
            what = f"{where}: {key} is never {months_word(as_list(wanted))}"
            yield Problem(at(), what, "the month it may start and how many it takes, such as [1, 9]")
        else:
            yield from _unknown(as_list(wanted), keys[key], at, f"{where}: {key} is never")


def _is_month_and_length(wanted: object) -> bool:
    return isinstance(wanted, list) and len(wanted) == 2 and all(str(one).isdecimal() for one in wanted)


def _unknown(values: list[str], known: Collection[str] | None, at: Callable[[], Place], what: str) -> Iterator[Problem]:
    for value in values:
        if known is not None and value not in known:
            yield Problem(at(), f"{what} {value!r}", listing(known), did_you_mean(value, known), "outside-domain")


def as_list(value: object) -> list[str]:
    """One value, or several of them, as a list."""
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]
