"""JSON Schemas (draft 2020-12) of profiles, rule files and results, made from the models that read and write them."""

from __future__ import annotations

import ast
import inspect
import itertools
import textwrap
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, TypeAdapter

from wayhome.engine.profile import ProfileFile
from wayhome.engine.result import AdviceResult
from wayhome.engine.review.export import DecisionsResult
from wayhome.engine.rule_shapes import (
    ActorRuleShape,
    FindingShape,
    GateShape,
    GuardShape,
    HeadlineShape,
    ImplicationShape,
    MeansShape,
    MeasureShape,
    RecommendShape,
    SomeActorShape,
    StepShape,
)

RuleEntry = (
    ImplicationShape
    | FindingShape
    | RecommendShape
    | ActorRuleShape
    | SomeActorShape
    | MeasureShape
    | GuardShape
    | MeansShape
    | GateShape
    | HeadlineShape
    | StepShape
)
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(what: str) -> dict[str, Any]:
    """The schema of `profile`, `rulebook` (one rule file), `advice`, or `decisions` (those of a review)."""
    if what == "rulebook":
        schema = {"title": "RuleFile", **TypeAdapter(list[RuleEntry]).json_schema()}
    elif what == "advice":
        schema = AdviceResult.model_json_schema(mode="serialization")
    elif what == "decisions":
        schema = DecisionsResult.model_json_schema(mode="serialization")
    else:
        schema = ProfileFile.model_json_schema()
    _describe(schema)
    return {"$schema": _DIALECT, **schema}


def _describe(schema: dict[str, Any]) -> None:
    """Take descriptions from the docstrings under the fields.

    pydantic can do so itself, but then reads our source at every start.
    """
    models = {model.__name__: model for model in _models(BaseModel)}
    for name, part in [(schema.get("title"), schema), *schema.get("$defs", {}).items()]:
        if name in models:
            for field, text in _docstrings(models[name]).items():
                info = models[name].model_fields[field]
                key = info.serialization_alias or info.alias or field
                part["properties"][key].setdefault("description", text)


def _models(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        if model.__module__.startswith("wayhome."):
            yield model
        yield from _models(model)


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """Field to the string that stands under it in the source."""
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
