"""The JSON Schema of a rule file, which knows the ids and values of one rulebook: what an editor completes and checks by.

In: a `Library`. Out: a schema (draft 2020-12). It is stricter than what loads in one respect only: an id that another rule
file has gained since is unknown to it until it is made again.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter

from wayhome.engine.errors import InputError
from wayhome.engine.field_docs import describe
from wayhome.engine.library import Library
from wayhome.engine.questionnaire import MODES, YES_NO, FactSpec
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
    QuestionCaseShape,
    RecommendShape,
    SomeActorShape,
    StepShape,
)
from wayhome.engine.rulebook import CRITERIA, POINTS, Audience, Cost, Level, Safe
from wayhome.engine.sources import CASES, read_text, write_atomically
from wayhome.engine.truth import MOST_COUNTED

SCHEMA_FILE = "wayhome-rules.schema.json"
"""What the rule files name in their first line, at the top of the rules folder."""
CASES_SCHEMA_FILE = "wayhome-cases.schema.json"
"""The same for the files of examples beside them, and at the top of the knowledge folder for those of questions."""
TITLE = "RuleFile"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
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
Schema = dict[str, Any]

_CONDITIONS = ("when", "need", "fits", "done", "national_when", "unless", "main_when", "means")
_IDS = {
    **dict.fromkeys(("recommend", "actor", "passage", "cites"), "passages"),
    **dict.fromkeys(("lead", "partners", "lead_by_mode"), "roles"),
    **dict.fromkeys(("after", "after_to_create", "together_with", "contradicts", "unless_in_place"), "measures"),
    "made_of": "recommendations",
    "rests_on": "preconditions",
    "guards": "guards",
    "sector": "sectors",
    "gate": "questions",
    "headline": "findings",
    **dict.fromkeys(("for_each", "opening", "carriers"), "facts"),
}
"""Key to the ids that may stand there, by themselves or in a list."""
_EXPECTED = {
    "status": ("recommended", "possible", "in-place", "not-applicable"),
    "mode": MODES,
    "modes": MODES,
    "cost": get_args(Cost),
    "safe": get_args(Safe),
    "audience": get_args(Audience),
    "level": get_args(Level),
    **dict.fromkeys(("main", "prints", "national"), YES_NO),
}
"""Key to the words an example may expect there."""
_EACH: Schema = {r"^it(\..+)?$": True}
"""`it` is each of several facts."""
WAY_GIVEN = "In an example of a measure: the ways of doing it that are left; `any`, if several are."


def shape_schema() -> Schema:
    """The schema of any rule file, whatever the ids."""
    schema = {"title": TITLE, **TypeAdapter(list[RuleEntry]).json_schema()}
    describe(schema)
    return {"$schema": DIALECT, **schema}


def rule_schema(library: Library) -> Schema:
    """The schema of the rule files of one rulebook."""
    schema = shape_schema()
    shapes = schema["$defs"]
    definitions = _ids(library) | _conditions(library) | {"expect": _expect()}
    for shape in shapes.values():
        for key, given in shape.get("properties", {}).items():
            if key in _CONDITIONS:
                shape["properties"][key] = _narrowed(given, _ref("condition"))
            elif key in _IDS:
                shape["properties"][key] = _narrowed(given, _ref(_IDS[key]))
    _narrow_example(shapes["Example"])
    for name, keys in _expected_by_shape(library).items():
        shapes[f"{name}Example"] = _example_of(shapes["Example"], keys)
        shapes[name]["properties"]["examples"]["items"] = _ref(f"{name}Example")
    _narrow_tables(shapes, library)
    shapes |= definitions
    return schema


def _narrow_tables(shapes: Schema, library: Library) -> None:
    """Ways of doing are words of the engine, points are 0 to 3, and what stands instead of rows is a question on a scale."""
    for name, words in (("ModeRow", list(MODES)), ("PointRow", [int(points) for points in POINTS.values])):
        row = copy.deepcopy(shapes["RowShape"])
        row["properties"]["is"] = {"title": "Is", "enum": words}
        shapes[name] = row
    scales = {"enum": [id_ for id_ in library.questionnaire.facts if library.questionnaire.scale_of(id_)]}
    of_rule, of_measure = shapes["RecommendShape"]["properties"], shapes["CriteriaShape"]["properties"]
    for given, row_name in (
        (of_rule["mode"], "ModeRow"),
        *((one, "PointRow") for one in (of_rule["gap"], *of_measure.values())),
    ):
        for i, one in enumerate(given["anyOf"]):
            if one["type"] == "array":
                one["items"] = _ref(row_name)
            elif one["type"] == "string":
                given["anyOf"][i] = scales


def _expected_by_shape(library: Library) -> dict[str, Schema]:
    """What an example may expect of each kind of rule: keys, or what they look like."""
    known = _expect()["properties"]
    yes_no = _one_or_several({"enum": [*YES_NO, True, False]})
    passages = dict.fromkeys(("open", "missing", "done", "guidance", "cases"), True)
    of_rule = ("status", "mode", "modes", "gap", "national", "lead", "sector", "level")
    stated = ("months", "lead", "step", "instrument", "cost", "after", "rests_on", "guards", "safe", "audience")
    facts = (*library.questionnaire.facts, *library.questionnaire.actor_facts)
    tasks = {task.id: yes_no for step in library.rulebook.steps for task in step.tasks}
    of_task = {r".\.(months|lead|step)$": True}
    return {
        **{f"{name}Shape": {"properties": {"is": yes_no}} for name in ("Contradiction", "ActorRule", "SomeActor", "Means")},
        "ImplicationShape": {"properties": dict.fromkeys(facts, True), "patternProperties": _EACH},
        "FindingShape": {"properties": {"is": True}, "patternProperties": of_task},
        "RecommendShape": {"properties": {**{key: known[key] for key in of_rule}, **passages}},
        "MeasureShape": {"properties": {key: known[key] for key in (*CRITERIA, "main", *stated)}},
        "GuardShape": {"properties": {"prints": yes_no, "always": yes_no, "audience": known["audience"]}},
        "StepShape": {"properties": {**tasks, "months": known["months"]}, "patternProperties": of_task},
    }


def _example_of(example: Schema, keys: Schema) -> Schema:
    """An example that may expect these keys and no other."""
    found = copy.deepcopy(example)
    said = {
        key: found["properties"]["expect"][key] for key in ("title", "description") if key in found["properties"]["expect"]
    }
    found["properties"]["expect"] = {**said, "type": "object", **keys, "additionalProperties": False}
    return found


def cases_schema(library: Library) -> Schema:
    """The schema of the files of examples beside the rule files of one rulebook, and beside its questionnaire."""
    schema = {"title": "CasesFile", **TypeAdapter(list[CaseShape] | list[QuestionCaseShape]).json_schema()}
    describe(schema)
    known = {"rule": _rule_ids(library), "question": library.rulebook.relevance}
    for key, name in (("rule", "CaseShape"), ("question", "QuestionCaseShape")):
        shape = schema["$defs"][name]
        _narrow_example(shape)
        shape["properties"][key] = {"enum": sorted(known[key])}
    schema["$defs"] |= _ids(library) | _conditions(library) | {"expect": _expect()}
    return {"$schema": DIALECT, **schema}


def _rule_ids(library: Library) -> set[str]:
    """The ids an example may name, as rule files write them."""
    book = library.rulebook
    several = {rule.id.partition("@")[0] for rules in (book.implications, book.contradictions) for rule in rules}
    kinds = (book.findings, book.recommendations, book.actor_rules, book.some_actor, book.measures, book.guards)
    return {"means", *several, *(id_ for kind in kinds for id_ in kind), *(step.id for step in book.steps)}


def _narrow_example(shape: Schema) -> None:
    """Only facts there are may be given, with the values they have; what may be expected of most rules is completed."""
    shape["properties"]["given"] = {"title": "Given", **_ref("given")}
    shape["properties"]["each"] |= {"items": _ref("given")}
    shape["properties"]["expect"] |= _ref("expect")


def _expect() -> Schema:
    """What an example may expect of a recommendation or a measure; other rules have keys of their own."""
    number: Schema = {"type": "integer", "minimum": 0}
    known: Schema = {key: _one_or_several({"enum": list(words)}) for key, words in _EXPECTED.items()}
    known |= {criterion: _one_or_several({"enum": [0, 1, 2, 3]}) for criterion in CRITERIA}
    known |= {key: _ref(_IDS[key]) for key in ("lead", "sector")}
    known |= {key: {"type": "array", "items": _ref(_IDS[key])} for key in ("after", "rests_on", "guards")}
    months = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
    known |= {"months": {"description": "The month it may start, and how many it takes.", **months}}
    known |= {"step": {"type": "integer", "minimum": 1, "maximum": 6}, "instrument": {"type": "string"}}
    return {"type": "object", "properties": known}


def _one_or_several(value: Schema) -> Schema:
    return {"anyOf": [value, {"type": "array", "items": value}]}


def write_rule_schema(rules: Path, library: Library) -> Path:
    """Write the schema to the top of a rules folder, or bring it up to date; its path.

    Raises:
        InputError: if it cannot be written, or if a file of that name is not ours.
    """
    path = rules / SCHEMA_FILE
    if path.exists() and not read_text(path).startswith(f'{{"$schema":"{DIALECT}","title":"{TITLE}"'):
        raise InputError.at(str(path), "there is another file of this name, which stays as it is")
    write_atomically(path, rule_schema_text(library))
    return path


def rule_schema_text(library: Library) -> str:
    """The schema as it stands in its file."""
    return json.dumps(rule_schema(library), ensure_ascii=False, separators=(",", ":")) + "\n"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _narrowed(given: Schema, to: Schema) -> Schema:
    """A field that takes `to` in every place where it took a word or a map."""
    if "anyOf" in given:
        return {**given, "anyOf": [one if one.get("type") == "null" else to for one in given["anyOf"]]}
    beside: Schema = {key: given[key] for key in ("title", "description", "default", "minItems") if key in given}
    if given.get("type") == "array":
        return {**beside, "type": "array", "items": to}
    if given.get("type") == "object" and "additionalProperties" in given and given["additionalProperties"] is not True:
        return {**beside, "type": "object", "additionalProperties": to}
    return {**beside, **to}


def _ids(library: Library) -> Schema:
    """The ids there are, each with what it is."""
    book, questionnaire = library.rulebook, library.questionnaire
    facts = {id_: spec.label for id_, spec in questionnaire.facts.items()}
    known: dict[str, Mapping[str, str]] = {
        "passages": {id_: passage.title for id_, passage in library.passages.items()},
        "roles": {id_: role.title for id_, role in questionnaire.roles.items()},
        "sectors": {id_: sector.title for id_, sector in questionnaire.sectors.items()},
        "measures": {id_: library.wording.measures[id_].title for id_ in book.measures},
        # What is retired stays a part of its measure.
        "recommendations": {id_: rule.title for id_, rule in book.recommendations.items()}
        | {one.id: f"{one.title} (retired)" for one in book.set_aside if one.kind == "recommend"},
        "preconditions": {finding.id: finding.title for finding in book.preconditions},
        "findings": {id_: finding.title for id_, finding in book.findings.items()},
        "guards": {id_: library.wording.guards[id_].title for id_ in book.guards},
        "questions": {id_: question.name for id_, question in questionnaire.questions.items()},
        "facts": facts,
    }
    return {name: {"enum": list(ids), "enumDescriptions": list(ids.values())} for name, ids in known.items()}


def _conditions(library: Library) -> Schema:
    """What may be asked of facts, findings and bodies (`it` is each of several facts), and what an example may give."""
    questionnaire = library.questionnaire
    values: Schema = {}
    asked = {id_: _test(values, spec) for id_, spec in (questionnaire.facts | questionnaire.actor_facts).items()}
    for id_, found in library.rulebook.findings.items():
        asked[id_] = _test(values, FactSpec(id_, found.domain, "", found.title, {}))
    given: Schema = {id_: {"$ref": test["$ref"]} for id_, test in asked.items()}  # a finding to rules on bodies only
    given.setdefault("mode", {"description": WAY_GIVEN, **_one_or_several({"enum": [*MODES, "any"]})})
    known = {"type": "object", "properties": given, "patternProperties": _EACH, "additionalProperties": False}
    return {**values, "condition": _condition(asked), "given": known}


def _test(values: Schema, spec: FactSpec) -> Schema:
    """What may be asked of one fact: a value, several, or a limit; facts with the same values share it."""
    words = [spec.clauses.get(value, "") or value for value in spec.domain.values]
    value: Schema = {"enum": list(spec.domain.values), "enumDescriptions": words}
    asked: list[Schema] = [value, {"type": "array", "items": value, "minItems": 1}]
    if spec.domain.order:
        limits = {key: {"enum": list(spec.domain.order)} for key in ("below", "at_least")}
        one = {"minProperties": 1, "maxProperties": 1, "additionalProperties": False}
        asked.append({"type": "object", "properties": limits, **one})
    found = {"anyOf": asked}
    name = next((name for name, known in values.items() if known == found), f"values-{len(values) + 1}")
    values[name] = found
    return {"description": spec.label, **_ref(name)}


def _condition(facts: Mapping[str, Schema]) -> Schema:
    """A condition on these facts."""
    several: Schema = {"type": "array", "items": _ref("condition"), "minItems": 1}
    count = {
        "type": "object",
        "properties": {"at_least": {"type": "integer", "minimum": 1}, "of": {**several, "maxItems": MOST_COUNTED}},
        "required": ["at_least", "of"],
        "additionalProperties": False,
    }
    joined: Schema = {"all": several, "any": several, "not": _ref("condition"), "count": count}
    return {
        "type": "object",
        "properties": {**joined, **facts},
        "patternProperties": _EACH,
        "minProperties": 1,
        "additionalProperties": False,
    }


def modeline(path: Path, top: Path) -> str:
    """The first line of a rule file or a file of examples, by which an editor finds the schema at the top of its folder."""
    up = "../" * (len(path.relative_to(top).parts) - 1)
    return f"# yaml-language-server: $schema={up}{CASES_SCHEMA_FILE if path.name.endswith(CASES) else SCHEMA_FILE}"
