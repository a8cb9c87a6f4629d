"""The docstrings under the fields of our models, as the descriptions of a JSON Schema made from them.

pydantic can do so itself, but then reads our source at every start.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import textwrap
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel


def describe(schema: dict[str, Any]) -> None:
    """Add a description to every field of ours in a schema, from the model of the same title."""
    models = {model.__name__: model for model in _models(BaseModel)}
    for name, part in [(schema.get("title"), schema), *schema.get("$defs", {}).items()]:
        if name in models:
            for field, text in docstrings(models[name]).items():
                info = models[name].model_fields[field]
                key = info.serialization_alias or info.alias or field
                part["properties"][key].setdefault("description", text)


def docstrings(model: type[BaseModel]) -> dict[str, str]:
    """The name of each field of a model with the string that stands under it in the source."""
    (body,) = (
        node.body for node in ast.parse(textwrap.dedent(inspect.getsource(model))).body if isinstance(node, ast.ClassDef)
    )
    found = {}
    for field, text in itertools.pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
            value = text.value.value if isinstance(text.value, ast.Constant) else None
            if isinstance(value, str):
                found[field.target.id] = inspect.cleandoc(value)
    return found


def _models(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        if model.__module__.startswith("wayhome."):
            yield model
        yield from _models(model)
