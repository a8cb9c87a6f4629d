"""Copies of rules and knowledge to edit, as the tests of versions have them."""

from ..versions.conftest import fork, shipped_library, told

__all__ = ["fork", "shipped_library", "told"]
