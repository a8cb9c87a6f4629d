"""Wayhome: from what is known about a country to a roadmap for reintegrating the people who come back to it.

>>> from wayhome import advise, load_profile
>>> advice = advise(load_profile("example:civ"))
>>> print(advice.to_markdown())  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wayhome.engine.api import Advised, advise, compare, load_profile, priorities, reach, what_if

__version__ = "0.1.0"
__all__ = ["Advised", "__version__", "advise", "compare", "load_profile", "priorities", "reach", "what_if"]


def __getattr__(name: str) -> object:
    # The API is loaded when it is first used, so that `wayhome --version` and completion answer at once.
    if name in __all__:
        return getattr(import_module("wayhome.engine.api"), name)
    raise AttributeError(f"module 'wayhome' has no attribute {name!r}")
