"""What a rule says, in the words of its examples: key to values.

In: a rulebook of one entry and the `Evaluation` of its program. Out: the values under every key that an example may
expect, as far as the rule says anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wayhome.engine.compile import (
    Program,
    done_of,
    fits_of,
    main_of,
    modes_of,
    national_of,
    need_of,
    points_of,
    told_of,
    unless_of,
    when_of,
)
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.questionnaire import MODES
from wayhome.engine.recommend import Piece, Status, piece_of, status_of
from wayhome.engine.rule_tests.cases import ALL, ASKED, CASES_TOLD, OPEN, Case, as_list
from wayhome.engine.rule_tests.stated import MODE, Said, is_months, months_word, stated_by, ways_left
from wayhome.engine.rule_tests.written import QUESTION
from wayhome.engine.rulebook import POINTS, Contradiction, Implication, Recommendation, Rulebook
from wayhome.engine.truth import Truth, facts_read

TRUTHS: Mapping[Truth, tuple[str, ...]] = {True: ("yes",), False: ("no",), None: ("no", "yes")}


def said_by(kind: str, book: Rulebook, program: Program, evaluation: Evaluation, named: Iterable[str] = ()) -> Said:
    """What a rule says of these facts; `named` are the facts an example names, of a rule about several."""
    match kind:
        case "finding" | "precondition":
            (finding,) = book.findings
            return {"is": program.domains[finding].names(evaluation.facts[finding]), **stated_by(book)}
        case "recommend":
            (rule,) = book.recommendations.values()
            return {**_of_recommendation(rule, program, evaluation), **stated_by(book)}
        case "implication":
            return {
                fact: (OPEN,) if mask == program.domains[fact].full else program.domains[fact].names(mask)
                for fact, mask in evaluation.facts.items()
            }
        case "contradiction":
            return {"is": TRUTHS[_of_contradiction(book, evaluation, named)]}
        case "measure":
            (measure,) = book.measures.values()
            points = {name: POINTS.names(evaluation.outcomes[points_of(measure.id, name)]) for name in measure.criteria}
            stated = stated_by(book, ways_left(program.domains[MODE], evaluation.facts[MODE]))
            return {**points, "main": TRUTHS[evaluation.verdicts.get(main_of(measure.id), True)], **stated}
        case "guard":
            (guard,) = book.guards
            return {"prints": ("no",) if evaluation.verdicts[unless_of(guard)] else ("yes",), **stated_by(book)}
        case "step":
            tasks = {task.id: TRUTHS[evaluation.verdicts[when_of(task.id)]] for step in book.steps for task in step.tasks}
            return {**tasks, **stated_by(book)}
    (verdict,) = evaluation.verdicts.values()
    return {ASKED if kind == QUESTION else "is": TRUTHS[verdict]}


def _of_contradiction(book: Rulebook, evaluation: Evaluation, named: Iterable[str]) -> Truth:
    """Whether the answers contradict each other as far as the example speaks of them."""
    truths = {evaluation.verdicts[id_] for id_ in concerned(book, named)}
    return True if True in truths else None if None in truths else False


def concerned(book: Rulebook, named: Iterable[str]) -> list[str]:
    """Of a rule about several facts in turn, the ids of those that an example speaks of; the first, if of none."""
    rules: list[Implication | Contradiction] = [*book.implications, *book.contradictions]
    about = set(named)
    found = [rule.id for rule in rules if about & {rule.id.partition("@")[2], *_named_by(rule.id, facts_read(rule.when))}]
    return found or [rule.id for rule in rules[:1]]


def _named_by(id_: str, read: Iterable[str]) -> set[str]:
    """The facts a rule reads that are its own: those of the fact it is about, or all, if it is about none."""
    about = id_.partition("@")[2]
    return {fact for fact in read if not about or fact == about or fact.startswith(f"{about}.")}


def _of_recommendation(rule: Recommendation, program: Program, evaluation: Evaluation) -> Said:
    verdicts, outcomes = evaluation.verdicts, evaluation.outcomes
    status = status_of(verdicts[need_of(rule.id)], verdicts[fits_of(rule.id)])
    said: Said = {"status": (str(status),), "national": TRUTHS[verdicts.get(national_of(rule.id), False)]}
    is_open = status in (Status.RECOMMENDED, Status.POSSIBLE)
    table = next(table for table in program.outcomes if table.id == modes_of(rule.id))
    modes = table.domain.names(outcomes[table.id]) if is_open else ()
    said["mode"] = said["modes"] = tuple(sorted(modes, key=MODES.index))
    said["gap"] = POINTS.names(outcomes[points_of(rule.id, "gap")]) if is_open else ()
    pieces: dict[str, list[str]] = {str(piece): [] for piece in Piece}
    for part in rule.components if is_open else ():
        comes_in = verdicts.get(told_of(rule.id, part.passage), True)
        if comes_in is not False:
            piece = piece_of(part, comes_in, verdicts.get(done_of(rule.id, part.passage)))
            pieces[piece].append(part.passage)
    said.update({piece: tuple(passages) for piece, passages in pieces.items()})
    told = [case.passage for case in rule.illustrations if verdicts.get(told_of(rule.id, case.passage), True) is not False]
    said[CASES_TOLD] = tuple(told) if is_open else ()
    return said


def expected(case: Case, book: Rulebook) -> dict[str, frozenset[str]]:
    """What an example expects, key by key."""
    components = [part.passage for rule in book.recommendations.values() for part in rule.components]

    def values(key: str, value: object) -> list[str]:
        if value == ALL:
            return components
        return [months_word(as_list(value))] if is_months(key, book) else as_list(value)

    return {key: frozenset(values(key, value)) for key, value in case.expect.items()}


def holds(case: Case, book: Rulebook, said: Said) -> bool:
    """Whether a rule says what an example expects."""
    return all(frozenset(said.get(key, ())) == values for key, values in expected(case, book).items())
