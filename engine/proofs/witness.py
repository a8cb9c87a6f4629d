"""A world written as a profile that `wayhome advise` accepts, every question of it answered, and what it shows said above.

In: a world of a `Space`. Out: YAML. Before it is handed over it is read back: should it not leave exactly the facts of its
world, that is an error of ours.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from wayhome.engine.actors import some_actor
from wayhome.engine.answer_fields import ANSWER, NONE, FieldPath, Said
from wayhome.engine.errors import EngineError
from wayhome.engine.evaluate import evaluate
from wayhome.engine.facts import State, facts_of_profile
from wayhome.engine.library import Library, shipped
from wayhome.engine.profile_reader import check_profile
from wayhome.engine.proofs.answers import PLANS, START, Group, answer_lines, plan_of, plan_said
from wayhome.engine.proofs.bodies import asked_of_bodies, listed
from wayhome.engine.proofs.grounds import Fault, Grounds, base
from wayhome.engine.questionnaire import Question
from wayhome.engine.rulebook import conditions_of
from wayhome.engine.sources import Plain
from wayhome.engine.truth import facts_read, truth

_COUNTRY, _AREA = "country: XX", "country: GHA\narea: GH-AA\ninvented: yes"


OURS = "# Written by `wayhome rules prove`, which writes it anew and takes it away when the fault is mended."
"""The first line of every such profile."""


def profile_of(fault: Fault, grounds: Grounds, file: Path) -> str:
    """The profile that shows a fault, to be kept in `file`, which is named as the command that writes it names it."""
    library = grounds.library
    read = _facts_behind(fault, library)
    on_request = {
        fact for fact in read if library.questionnaire.questions[library.questionnaire.facts[fact].question].opt_in
    }
    edition = " --edition confidential" if on_request else ""
    command = f"wayhome advise {shlex.quote(str(file))}{edition}{_folders(library)}"
    notes = [str(fault.finding), f"What to see: {fault.shows}.", f"Try: {command}"]
    if fault.world is None:
        return _text(notes, fault, [])
    masks = grounds.space.masks(fault.world)
    answers = answers_of(masks, grounds)
    first = {library.questionnaire.facts[fact].question for fact in read}
    wanted = {id_: said for id_, said in answers.items() if id_ in first}
    others = {id_: said for id_, said in answers.items() if id_ not in first}
    lines = ["  # what the rules at fault read", *answer_lines(wanted, library.questionnaire)] if wanted else []
    lines += ["  # everything else, so that nothing is open", *answer_lines(others, library.questionnaire)]
    text = _text(notes, fault, lines)
    check(text, masks, library)
    return text


def _folders(library: Library) -> str:
    """The options that name the rulebook at fault; without them the shipped one would be asked, and show nothing."""
    found = ""
    for option, folder, ours in (
        ("--rulebook", library.rules, shipped("rules")),
        ("--knowledge", library.examples.parent, shipped("knowledge")),
    ):
        if folder.resolve() != ours.resolve():
            found += f" {option} {shlex.quote(str(folder))}"
    return found


def _text(notes: list[str], fault: Fault, lines: list[str]) -> str:
    head = [OURS, *(f"# {note}" for note in notes), "wayhome: 1", _AREA if fault.is_in_area else _COUNTRY]
    head += [f"title: A country that shows {fault.code}", f"date: {START}", "answers:" if lines else "answers: {}"]
    return "\n".join([*head, *lines]) + "\n"


def answers_of(masks: Mapping[str, int], grounds: Grounds) -> dict[str, Said]:
    """What is said in answer to every question that arises in a world; `masks` are the values it leaves of each fact."""
    library = grounds.library
    questionnaire = library.questionnaire
    plan = masks.get(plan_of(questionnaire), 1 << len(PLANS) - 1).bit_length() - 1
    found: dict[str, Said] = plan_said(questionnaire, PLANS[plan])
    skipped = {skip.question for level in library.program.skips for skip in level if truth(skip.relevant, masks) is not True}
    for id_, question in questionnaire.questions.items():
        if id_ in skipped or question.period:
            continue
        said = dict(_said(question, grounds.groups[id_], masks, library))
        if said:
            found[id_] = said
    bodies = asked_of_bodies(questionnaire)
    if bodies is not None:
        found[bodies.question] = listed(masks, questionnaire, tuple(library.rulebook.some_actor.values()))
    return {id_: found[id_] for id_ in questionnaire.questions if id_ in found}


def _said(
    question: Question, groups: tuple[Group, ...], masks: Mapping[str, int], library: Library
) -> Iterator[tuple[FieldPath, Plain]]:
    for group in groups:
        way = next(way for way in group if all(masks[fact] in left for fact, left in way.leaves.items()))
        yield from way.said.items()
        if way.said:
            continue
        for fact in way.leaves:
            path = _path(question, fact, library)
            if path is not None and masks[fact].bit_count() == 1:
                (value,) = library.questionnaire.facts[fact].domain.names(masks[fact])
                if question.names:
                    role = fact.removeprefix(f"{question.question}.")
                    value = library.questionnaire.roles[role].title if value == "yes" else NONE
                yield path, value


def _path(question: Question, fact: str, library: Library) -> FieldPath | None:
    """Where the value of a fact is written, if it is written as it is."""
    if fact == question.question:
        return ANSWER
    name = fact.removeprefix(f"{question.question}.")
    lines = (*question.options, *(question.grid.rows if question.grid else ()))
    if name in lines or (question.names and name in library.questionnaire.actor_roles):
        return ("answer", name)
    beside = {one.qualifier for one in library.questionnaire.qualifiers_of(question) if not one.dates}
    return (name,) if name in beside else None


def check(text: str, masks: Mapping[str, int], library: Library) -> None:
    """Read a profile back; raises EngineError if it does not leave the facts of the world it was made from."""
    profile = check_profile(text, "witness", library.questionnaire)
    given = facts_of_profile(profile, library.questionnaire, None)
    given |= some_actor(profile.listed, profile.lists_are_complete, library, State.NOT_ASKED)
    asked = evaluate(library.program, {fact: found.mask for fact, found in given.items()}).asked
    wrong = [fact for fact, mask in asked.items() if masks[fact] != mask]
    if wrong:
        raise EngineError(f"a profile written as a proof says something else of {', '.join(wrong[:3])}")


def _facts_behind(fault: Fault, library: Library) -> set[str]:
    """The facts of answers that the rules at fault read, also through findings."""
    book = library.rulebook
    conditions = {base(id_): those for id_, _, those in conditions_of(book)}
    reading = {id_: {fact for condition in those for fact in facts_read(condition)} for id_, those in conditions.items()}
    found: set[str] = set()
    waiting = {fact for rule in fault.rules for fact in reading.get(rule, ())}
    while waiting:
        fact = waiting.pop()
        if fact in book.findings:
            waiting |= reading[fact]
        elif fact in library.questionnaire.facts:
            found.add(fact)
    return found
