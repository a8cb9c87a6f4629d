"""Short keys that people chose apart, brought together: sources and listed bodies of several profiles.

In: a contribution and those before it. Out: the same contribution, in which one key means one thing throughout.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wayhome.engine.answer_fields import SOURCE, Said
from wayhome.engine.contribution import Contribution
from wayhome.engine.draft import new_key
from wayhome.engine.sources import Plain


def with_shared_keys(one: Contribution, before: Sequence[Contribution]) -> Contribution:
    """The contribution with equal sources under the key they have already, and bodies of one name too; others renamed."""
    taken = {key: source for other in reversed(before) for key, source in other.sources.items()}
    keys: dict[str, str] = {}
    sources: dict[str, Plain] = {}
    for key, source in one.sources.items():
        same = next((known for known, entry in taken.items() if entry == source), None)
        keys[key] = same or (key if key not in taken else new_key(key, {**taken, **one.sources, **sources}))
        sources[keys[key]] = source
    answers = {id_: _renamed(said, keys, _bodies(before, id_)) for id_, said in one.answers.items()}
    return replace(one, sources=sources, answers=answers)


def names_of_bodies(said: Said) -> dict[str, str]:
    """Key of each body in the answer to a question on bodies, to its name."""
    return {path[1]: str(value) for path, value in said.items() if len(path) == 3 and path[2] == "name"}


def _bodies(before: Sequence[Contribution], question: str) -> dict[str, str]:
    """Name of a body to the key that the contributions before give it."""
    found: dict[str, str] = {}
    for one in before:
        for key, name in names_of_bodies(one.answers.get(question, {})).items():
            found.setdefault(name.casefold(), key)
    return found


def _renamed(said: Said, sources: Mapping[str, str], bodies: Mapping[str, str]) -> Said:
    own = names_of_bodies(said)
    keys = {key: bodies[name.casefold()] for key, name in own.items() if name.casefold() in bodies}
    taken = dict.fromkeys(bodies.values())
    for key in own:
        if key in taken and key not in keys:  # another body under a key of theirs
            keys[key] = new_key(key, {**taken, **own}, "body")
    found: Said = {}
    for path, value in said.items():
        if path == SOURCE:
            cited = [sources.get(str(key), str(key)) for key in (value if isinstance(value, list) else [value])]
            found[path] = cited[0] if len(cited) == 1 else list(cited)
        elif len(path) == 3 and path[1] in keys:
            found[(path[0], keys[path[1]], path[2])] = value
        else:
            found[path] = value
    return found
