"""JSON Schemas (draft 2020-12) of profiles, rule files and results, made from the models that read and write them."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from wayhome.engine.profile import ProfileFile
from wayhome.engine.result import AdviceResult
from wayhome.engine.rule_shapes import (
    FindingShape,
    GateShape,
    GuardShape,
    HeadlineShape,
    ImplicationShape,
    MeansShape,
    MeasureShape,
    RecommendShape,
    StepShape,
)

RuleFile = list[ImplicationShape | MeansShape | HeadlineShape | FindingShape | RecommendShape | MeasureShape | GuardShape | GateShape | StepShape]
_DIALECT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}


def schema_of(what: str) -> dict[str, Any]:
    """The schema of `profile`, `rulebook` (one rule file) or `advice`."""
    if what == "rulebook":
        return {**_DIALECT, "title": "RuleFile", **TypeAdapter(RuleFile).json_schema()}
    if what == "advice":
        return {**_DIALECT, **AdviceResult.model_json_schema(mode="serialization")}
    return {**_DIALECT, **ProfileFile.model_json_schema()}
