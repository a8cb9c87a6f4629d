"""JSON Schemas (draft 2020-12) of rule files and results, made from the models that read and write them."""

from __future__ import annotations

from typing import Any

from wayhome.engine.field_docs import describe
from wayhome.engine.result import AdviceResult
from wayhome.engine.review.export import DecisionsResult
from wayhome.engine.rule_schema import DIALECT, shape_schema


def schema_of(what: str) -> dict[str, Any]:
    """The schema of a `rulebook` (any rule file), an `advice`, or `decisions` (those of a review).

    That of a profile is made from the questionnaire.
    """
    if what == "rulebook":
        return shape_schema()
    model = DecisionsResult if what == "decisions" else AdviceResult
    schema = model.model_json_schema(mode="serialization")
    describe(schema)
    return {"$schema": DIALECT, **schema}
