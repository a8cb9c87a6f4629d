"""Which rules of before have another id now, and the library of before under the ids of now.

In: two libraries. Out: `Renamed`, from what is the same in everything but the id and from the histories beside the rules;
and the earlier library, in which each of these has the id of now, so that the same verdict under another id is no change.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from wayhome.engine.changes.renamed import Renamed, renamed, rules_by_kind
from wayhome.engine.compile import compile_actor_rules, compile_rulebook, compile_some_actor
from wayhome.engine.errors import InputError
from wayhome.engine.library import Compiled, Library
from wayhome.engine.library_history import histories_of
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.rulebook import Rulebook
from wayhome.engine.rulesets import rulesets_of
from wayhome.engine.wording import Wording


def renames(old: Library, new: Library) -> Renamed:
    """The rules and passages of the old library that have another id in the new one.

    Whichever of the two histories is there is believed; one that cannot be read says nothing.
    """
    if (old.rulebook_digest, old.knowledge_digest) == (new.rulebook_digest, new.knowledge_digest):
        return Renamed()
    ids = _ids_by_kind(old), _ids_by_kind(new)
    known: dict[str, dict[str, str]] = {}
    for kind, was, is_ in (*_told(new), *((kind, is_, was) for kind, was, is_ in _told(old))):
        told = [kind, "passage"] if kind == "recommendation" else [kind]  # it has the id of its passage
        for one in told:
            befores, afters = (side.get(one, ()) for side in ids)
            for id_ in befores:
                base, at, fact = id_.partition("@")
                now = f"{is_}{at}{fact}"
                if base == was and id_ not in afters and now in afters and now not in befores:
                    known.setdefault(one, {})[id_] = now
    for kind, was, is_ in _replaced(old, new):
        known.setdefault(kind, {})[was] = is_
    return renamed(old, new, known)


def _replaced(old: Library, new: Library) -> Iterator[tuple[str, str, str]]:
    """Rules that were retired for one that is the same in everything but the id, so that old briefs still lead somewhere."""
    befores, afters = rules_by_kind(old), rules_by_kind(new)
    for one in new.rulebook.set_aside:
        kind = "recommendation" if one.kind == "recommend" else one.kind
        was, is_ = befores[kind].get(one.id), afters[kind].get(one.replaced_by)
        if was is not None and was == is_ and one.replaced_by not in befores[kind]:
            yield kind, one.id, one.replaced_by


def _told(library: Library) -> Iterator[tuple[str, str, str]]:
    """What the histories of a library call renamed: kind, the id of before, and the last one."""
    with contextlib.suppress(InputError):
        for history in histories_of(library):
            for (kind, was), now in history.renamed.items():
                yield "finding" if kind == "precondition" else kind, was, now


def _ids_by_kind(library: Library) -> dict[str, Iterable[str]]:
    book = library.rulebook
    return {
        "finding": {**book.findings, **book.some_actor},
        "recommendation": book.recommendations,
        "guard": book.guards,
        "implication": [rule.id for rule in book.implications],
        "contradiction": [rule.id for rule in book.contradictions],
        "actor": book.actor_rules,
        "measure": book.measures,
        "passage": library.passages,
    }


def under_new_ids(library: Library, names: Renamed) -> Library:
    """The library of before, in which whatever was renamed has the id of now; versions and hashes stay its own."""
    if not names.ids:
        return library
    book, questionnaire = book_under_new_ids(library.rulebook, names), _questionnaire(library.questionnaire, names)
    program = compile_rulebook(book, questionnaire)
    per_body = compile_some_actor(book, questionnaire), compile_actor_rules(book, questionnaire, program)
    country, bodies, functions = (Compiled(part, rulesets_of(part)) for part in (program, *per_body))
    return replace(
        library,
        questionnaire=questionnaire,
        passages=_under(library.passages, names.of("passage")),
        wording=_wording(library.wording, names),
        rulebook=book,
        country=country,
        some_actor=bodies,
        actor_rules=functions,
    )


def book_under_new_ids(book: Rulebook, names: Renamed) -> Rulebook:
    """The rulebook of before with the ids of now, in the names of its rules and wherever they name each other."""
    book = names.linked(book)
    recommendations = _under(book.recommendations, names.of("recommendation"))
    return replace(
        book,
        implications=tuple(replace(rule, id=names.now("implication", rule.id)) for rule in book.implications),
        contradictions=tuple(replace(rule, id=names.now("contradiction", rule.id)) for rule in book.contradictions),
        findings=_under(book.findings, names.of("finding")),
        some_actor=_under(book.some_actor, names.of("finding")),
        recommendations=recommendations,
        measures=_under(book.measures, names.of("measure")),
        guards=_under(book.guards, names.of("guard")),
        actor_rules=_under(book.actor_rules, names.of("actor")),
    )


def _under(known: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Things by their ids, and with their ids, as they are called now."""
    return {names.get(id_, id_): replace(one, id=names[id_]) if id_ in names else one for id_, one in known.items()}


def _questionnaire(questionnaire: Questionnaire, names: Renamed) -> Questionnaire:
    passages = names.of("passage")
    questions = {
        id_: question.model_copy(update={"passages": tuple(passages.get(one, one) for one in question.passages)})
        for id_, question in questionnaire.questions.items()
    }
    return replace(questionnaire, questions=questions, facts=_under(questionnaire.facts, names.of("finding")))


def _wording(wording: Wording, names: Renamed) -> Wording:
    guards, findings = names.of("guard"), names.of("finding")
    return replace(
        wording,
        measures=_under(wording.measures, names.of("measure")),
        guards={guards.get(id_, id_): words for id_, words in wording.guards.items()},
        preconditions={findings.get(id_, id_): words for id_, words in wording.preconditions.items()},
    )
