"""Read the list of bodies and groups in a profile.

In: the answer to a question of the kind `repeat`. Out: `Actor`s, and for each kind of body whether one is named. Problems
go to whoever reads the profile.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from wayhome.engine.errors import did_you_mean, listing
from wayhome.engine.profile import LONGEST_TEXT, Actor, Part
from wayhome.engine.questionnaire import CATEGORY, NotKnown, Question
from wayhome.engine.text_forms import ID

MOST_ACTORS = 200
OneOf = Callable[[object, tuple[str, ...], tuple[str | int, ...]], Part]
Tell = Callable[..., None]


def read_actors(
    question: Question, given: object, path: tuple[str | int, ...], one_of: OneOf, tell: Tell
) -> tuple[Actor, ...]:
    """The bodies in the list; `one_of` reads a value, `tell` takes a problem."""
    assert question.repeat is not None
    if not isinstance(given, dict):
        tell(path, f"{question.name}: not a map", "a short key for each body, with its name and what is asked of it")
        return ()
    if len(given) > MOST_ACTORS:
        tell(path, f"{len(given)} bodies are listed", f"at most {MOST_ACTORS}", "name those that matter most")
        return ()
    known = ("name", *question.repeat.fields)
    found = []
    for key, entry in given.items():
        at = (*path, key)
        if not re.match(ID, str(key)):
            tell(at, f"{key!r} is not a key", "small letters, digits and hyphens, such as chamber-of-commerce")
        elif entry is None or (isinstance(entry, dict) and all(value is None for value in entry.values())):
            continue  # a line left open says nothing yet
        elif not isinstance(entry, dict):
            tell(at, "not a map", f"a value for each of {listing(known)}")
        else:
            found.append(_actor(question, str(key), entry, at, one_of, tell))
    return tuple(found)


def _actor(
    question: Question, key: str, entry: dict[str, object], at: tuple[str | int, ...], one_of: OneOf, tell: Tell
) -> Actor:
    assert question.repeat is not None
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_TEXT:
        tell((*at, "name"), f"{key!r} has no name", "name: the name of the body")
        name = key
    parts = {}
    for asked, value in entry.items():
        field = question.repeat.fields.get(asked)
        if field is not None:
            parts[asked] = one_of(value, tuple(field.values), (*at, asked))
            if parts[asked].state is NotKnown.CONTESTED:
                tell((*at, asked), "`contested` is for questions with one answer", mend="list the values said instead")
        elif asked != "name":
            fields = ("name", *question.repeat.fields)
            tell((*at, asked), f"{key!r} has no {asked!r}", listing(fields), did_you_mean(asked, fields))
    return Actor(key, name, parts)


def named_kinds(question: Question, actors: tuple[Actor, ...], is_complete: bool) -> dict[str, Part]:
    """For each kind of body: named, or, where the list is complete, not named; else nothing is said of it."""
    assert question.repeat is not None
    found = {}
    for kind in question.repeat.fields[CATEGORY].values:
        parts = [actor.parts.get(CATEGORY, Part()) for actor in actors]
        may_be = [part for part in parts if not part.values or kind in part.values]
        if any(part.values == (kind,) for part in may_be):
            found[kind] = Part(("yes",))
        elif is_complete and not may_be:
            found[kind] = Part(("no",))
    return found
