"""JSON Schemas (draft 2020-12) of rule files and results, made from the models that read and write them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, TypeAdapter

from wayhome.engine.compare_text.result import CompareResult
from wayhome.engine.field_docs import describe
from wayhome.engine.priorities.result import PrioritiesResult
from wayhome.engine.result import AdviceResult
from wayhome.engine.review.export import DecisionsResult
from wayhome.engine.rule_shapes import (
    ActorRuleShape,
    CaseShape,
    ContradictionShape,
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
    | ContradictionShape
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
_RESULTS: dict[str, type[BaseModel]] = {
    "advice": AdviceResult,
    "decisions": DecisionsResult,
    "compare": CompareResult,
    "priorities": PrioritiesResult,
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(what: str) -> dict[str, Any]:
    """The schema of a `rulebook` (one rule file), of `cases` (examples beside it), or of a result of `_RESULTS`.

    That of a profile is made from the questionnaire.
    """
    if what == "rulebook":
        schema = {"title": "RuleFile", **TypeAdapter(list[RuleEntry]).json_schema()}
    elif what == "cases":
        schema = {"title": "CasesFile", **TypeAdapter(list[CaseShape]).json_schema()}
    else:
        schema = _RESULTS[what].model_json_schema(mode="serialization")
    describe(schema)
    return {"$schema": _DIALECT, **schema}
