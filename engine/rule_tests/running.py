"""Run the examples of rules through both evaluations.

In: rules with their examples. Out: the number run, and a `Failure` for each that does not hold: its place, what was
expected, what came out, and the conditions behind it with what is known of each test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wayhome.engine.compile import modes_of
from wayhome.engine.double_entry import infer
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.library import Compiled, Library
from wayhome.engine.recommend import Piece, Status
from wayhome.engine.rule_tests.cases import CASES_TOLD, OPEN, Case, RuleCases, as_list
from wayhome.engine.rule_tests.programs import RuleProgram, program_of
from wayhome.engine.rule_tests.said import concerned, expected, said_by
from wayhome.engine.rule_tests.stated import Said, stated_by
from wayhome.engine.rule_tests.written import Node, WrittenRule, path_text, trees_of, value_at
from wayhome.engine.rulesets import rulesets_of
from wayhome.engine.sources import Path_, Plain
from wayhome.engine.truth import ALWAYS, NEVER, Domain, Truth, truth

_WORDS: Mapping[Truth, str] = {True: "true", False: "false", None: "unknown"}
_BEHIND = {
    "status": ("need", "fits"),
    "mode": ("need", "fits", "mode"),
    "modes": ("need", "fits", "mode"),
    "gap": ("need", "fits", "gap"),
    "national": ("national_when",),
    CASES_TOLD: ("need", "fits", "illustrations"),
    "main": ("main_when",),
    **dict.fromkeys(("stakes", "leverage", "reach"), ("criteria",)),
    **dict.fromkeys(map(str, Piece), ("need", "fits", "components")),
}
"""The key of an expectation to the parts of a rule that decide it; all parts, for a key that is not here and not stated."""


@dataclass(frozen=True)
class Failure:
    """An example that does not hold."""

    case: Case
    rule: str
    expected: str
    found: str
    trees: tuple[str, ...] = ()
    """The conditions that decide it, one line each, with their parts below them."""

    def __str__(self) -> str:
        said = f"{self.case.place}: {self.rule}: {self.case.name!r}: expected {self.expected}; got {self.found}"
        return "\n".join((said, *(f"  {line}" for line in self.trees)))


def tested_program(found: RuleCases, library: Library) -> RuleProgram:
    """What decides a rule, with every fact it names, its examples name, or that it would read if another body led."""
    domains, rule = domains_of(found.rule.kind, library), found.rule
    # A test that decides nothing is simplified away with its fact, and is told of all the same.
    also = {leaf.fact for fact in rule.facts for _, tree in trees_of(rule, domains, fact) for leaf in tree.leaves}
    if rule.kind == "implication":
        also |= {fact for case in found.cases for fact in (*case.given, *case.expect)}
    elif rule.kind == "measure":
        lists = [question.question for question in library.questionnaire.questions.values() if question.names]
        also |= {f"{list_}.{role}" for list_ in lists for role in library.questionnaire.roles}
    return program_of(rule.kind, found.book, library, also)


def masks_of(case: Case, domains: Mapping[str, Domain]) -> dict[str, int]:
    """What an example gives, as far as it bears on these facts."""
    return {fact: domains[fact].mask(as_list(value)) for fact, value in case.given.items() if fact in domains}


def run(rules: Iterable[RuleCases], library: Library) -> tuple[int, list[Failure]]:
    """Run the examples of these rules; the number run, and those that failed."""
    number, failures = 0, []
    for found in rules:
        program = tested_program(found, library)
        compiled = Compiled(program.whole, rulesets_of(program.whole))
        for case in found.cases:
            number += 1
            nothing = {fact: program.whole.domains[fact].full for fact in program.whole.asked}
            evaluation, _ = infer(compiled, nothing | masks_of(case, program.facts.domains))
            said = said_by(found.rule.kind, found.book, program.whole, evaluation, case.given)
            failure = _failure(found, case, said, evaluation, library)
            if failure is not None:
                failures.append(failure)
    return number, failures


def _failure(found: RuleCases, case: Case, said: Said, evaluation: Evaluation, library: Library) -> Failure | None:
    wanted = expected(case, found.book)
    wrong = [key for key, values in wanted.items() if frozenset(said.get(key, ())) != values]
    if not wrong:
        return None
    return Failure(
        case,
        found.rule.id,
        ", ".join(f"{key} {_shown(case.expect[key])}" for key in wrong),
        ", ".join(f"{key} {_shown(_as_given(said.get(key, ())))}" for key in wrong),
        tuple(_lines(found, case, wrong, evaluation, library)),
    )


def _as_given(values: tuple[str, ...]) -> object:
    return values[0] if len(values) == 1 else list(values)


def _shown(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def domains_of(kind: str, library: Library) -> dict[str, Domain]:
    """Every fact that a condition of a rule of this kind may read."""
    country, bodies = library.program.domains, library.actor_rules.program.domains
    own = library.some_actor.program.domains if kind == "some_actor" else bodies if kind == "actor" else {}
    return {**country, **own}


def about(found: RuleCases, case: Case) -> list[str | None]:
    """The facts that the word `it` stands for in an example; None for a rule about no fact in particular."""
    if found.rule.facts == (None,):
        return [None]
    said_of = [fact for fact, wanted in case.expect.items() if wanted != OPEN]
    return [id_.partition("@")[2] for id_ in concerned(found.book, (*case.given, *said_of))]


def _lines(found: RuleCases, case: Case, wrong: list[str], evaluation: Evaluation, library: Library) -> Iterator[str]:
    """The conditions behind what is wrong, with what is known of each test."""
    stated = stated_by(found.book)
    wrong = [key for key in wrong if key not in stated]
    behind = {part for key in wrong for part in _BEHIND.get(key, ())}
    facts = evaluation.asked if found.rule.kind == "contradiction" else evaluation.facts
    domains = domains_of(found.rule.kind, library)
    for fact in about(found, case) if wrong else ():
        for path, tree in trees_of(found.rule, domains, fact):
            if not behind or path[0] in behind:
                yield from _tree_lines(tree, facts, domains, _heading(found.rule, path, fact))


def _heading(rule: WrittenRule, path: Path_, fact: str | None) -> str:
    """What a condition decides: its path, and the value of its row."""
    row = value_at(rule.entry, path[:-1])
    said = f" ({row.get('is', row.get('passage', row.get('task')))})" if isinstance(row, dict) and len(path) > 1 else ""
    return f"{path_text(path)}{said}{f', of {fact}' if fact else ''}"


def _tree_lines(
    node: Node, facts: Mapping[str, int], domains: Mapping[str, Domain], heading: str, depth: int = 0
) -> Iterator[str]:
    found = _WORDS[truth(node.condition, facts)]
    start = f"{'  ' * depth}{f'{heading}: ' if heading else ''}"
    if node.kind == "test":
        domain = domains[node.fact]
        names = domain.names(facts[node.fact])
        known = "nothing is known" if facts[node.fact] == domain.full else f"it is {' or '.join(names)}"
        yield f"{start}{node.fact}: {asked_words(node.given)}: {found}, {known}"
        return
    label = f"at least {node.given} of" if node.kind == "count" else node.kind
    yield f"{start}{label}: {found}"
    for part in node.parts:
        yield from _tree_lines(part, facts, domains, "", depth + 1)


def asked_words(given: Plain) -> str:
    """What a test asks, as it is written."""
    if isinstance(given, dict):
        return f"{{{', '.join(f'{key}: {value}' for key, value in given.items())}}}"
    return f"[{', '.join(map(str, given))}]" if isinstance(given, list) else str(given)


def missing(rules: Iterable[RuleCases], library: Library) -> list[str]:
    """What a rule can conclude and no example shows: every status and mode deserves one, and every verdict."""
    found = []
    for tested in rules:
        rule = tested.rule
        shown = {(key, value) for case in tested.cases for key, values in case.expect.items() for value in [values]
                 if isinstance(values, str)}  # fmt: skip
        if rule.kind == "recommend":
            wanted = _endings(tested, library)
            unseen = [repr(value) for key, value in wanted if (key, value) not in shown]
        elif rule.kind == "contradiction" and tested.cases:
            ends = [sorted(as_list(case.expect.get("is"))) for case in tested.cases]
            unseen = [repr(words) for words in (["yes"], ["no"], ["no", "yes"]) if words not in ends]
        else:
            unseen = []
        if unseen:
            found.append(f"{rule.place}: {rule.id}: no example ends in {', '.join(unseen)}; add one")
    return found


def _endings(tested: RuleCases, library: Library) -> list[tuple[str, str]]:
    (rule,) = tested.book.recommendations.values()
    program = program_of("recommend", tested.book, library)
    (table,) = (table for table in program.rule.outcomes if table.id == modes_of(rule.id))
    modes = dict.fromkeys(value for value, row in table.rows if row != NEVER)
    statuses = [Status.RECOMMENDED, Status.POSSIBLE, Status.IN_PLACE]
    if rule.fits != ALWAYS:
        statuses.append(Status.NOT_APPLICABLE)
    return [("mode", mode) for mode in modes] + [("status", str(status)) for status in statuses]
