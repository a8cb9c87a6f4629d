"""JSON Schemas (draft 2020-12) of rule files and results, made from the models that read and write them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, TypeAdapter

from wayhome.engine.asking_words import AskingResult
from wayhome.engine.compare_text.result import CompareResult
from wayhome.engine.explain_text.compose import ExplanationResult
from wayhome.engine.field_docs import describe
from wayhome.engine.history_file import VersionShape
from wayhome.engine.priorities.result import PrioritiesResult
from wayhome.engine.result import AdviceResult
from wayhome.engine.review.export import DecisionsResult
from wayhome.engine.robustness_words import RobustnessResult
from wayhome.engine.rule_schema import DIALECT, shape_schema
from wayhome.engine.text_forms import VERSION
from wayhome.engine.version_file import VersionFile
from wayhome.engine.versions.document import ChangelogResult
from wayhome.engine.versions.impact_document import ImpactResult
from wayhome.engine.what_if.results import WhatIfResult

_RESULTS: dict[str, type[BaseModel]] = {
    "advice": AdviceResult,
    "decisions": DecisionsResult,
    "explain": ExplanationResult,
    "what-if": WhatIfResult,
    "ask": AskingResult,
    "robustness": RobustnessResult,
    "priorities": PrioritiesResult,
    "compare": CompareResult,
    "changelog": ChangelogResult,
    "impact": ImpactResult,
}


def schema_of(what: str) -> dict[str, Any]:
    """The schema of a `rulebook` (any rule file), of `version` and `history` beside it, or of what a command writes.

    Commands write `advice`, `decisions` (those of a review), and what has their name. That of a profile is made from the
    questionnaire.
    """
    if what == "rulebook":
        return shape_schema()
    if what == "version":
        schema = VersionFile.model_json_schema()
    elif what == "history":
        schema = {**TypeAdapter(dict[str, VersionShape | None]).json_schema(), "propertyNames": {"pattern": VERSION}}
    else:
        schema = _RESULTS[what].model_json_schema(mode="serialization")
    describe(schema)
    return {"$schema": DIALECT, **schema}
