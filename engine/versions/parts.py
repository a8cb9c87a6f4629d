"""Any part of the knowledge taken to pieces, so that no difference between two versions of it is passed over.

In: a question, a scale, a text. Out: its pieces by their paths: plain values, and of each mapping or list of named things
which names stand in it, without their order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from pydantic import BaseModel

Path = tuple[str, ...]
NAMES = "*"
"""The last step of the path to the names that stand in a mapping."""
_ID_KEYS = ("level", "band")
"""The keys by which the entries of lists are known."""
_NOT_TOLD = ("place", "id")


def parts_of(value: object) -> dict[Path, object]:
    """The pieces of a value."""
    return dict(_parts(value, ()))


def differing(old: dict[Path, object], new: dict[Path, object]) -> Iterator[tuple[Path, object, object]]:
    """The pieces that differ; what stands under a name that only one of them has is told by the name."""
    for path in {**old, **new}:
        if path in old and path in new and old[path] != new[path]:
            yield path, old[path], new[path]
        elif (path in old) is not (path in new) and not _is_under_one_name(path, old, new):
            yield path, old.get(path), new.get(path)


def _is_under_one_name(path: Path, old: dict[Path, object], new: dict[Path, object]) -> bool:
    """Whether some mapping above holds the name on this path in one version only."""
    for i, step in enumerate(path):
        names = [side.get((*path[:i], NAMES)) for side in (old, new)]
        if all(isinstance(one, frozenset) for one in names) and any(step not in one for one in names):  # type: ignore[operator]
            return step != NAMES
    return False


def _parts(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    held = _held(value)
    if held is None:
        yield path, value
        return
    if isinstance(value, (dict, tuple)):
        yield (*path, NAMES), frozenset(held)
    for key, part in held.items():
        yield from _parts(part, (*path, key))


def _held(value: object) -> dict[str, object] | None:
    """What a value holds, by name; None for a plain one."""
    if isinstance(value, BaseModel):
        return {name: getattr(value, name) for name in type(value).model_fields}
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: getattr(value, one.name) for one in fields(value) if one.name not in _NOT_TOLD}
    if isinstance(value, dict):
        return {_name(key): part for key, part in value.items()}
    if isinstance(value, tuple) and value:
        by = next((key for key in _ID_KEYS if all(hasattr(one, key) for one in value)), "")
        if by:
            return {getattr(one, by): one for one in value}
    return None


def _name(key: object) -> str:
    """A key in words; of what is said way by way, with the way if it is a special one."""
    return " ".join(part for part in key if part != "any") if isinstance(key, tuple) else str(key)
