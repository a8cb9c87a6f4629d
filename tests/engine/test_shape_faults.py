"""Whatever value stands in whatever key of a file that people edit, what is said of it is plain and says where it is."""

import copy
import json
import re

import pytest

from wayhome.engine import inventory, profile, questionnaire, questionnaire_reader, rule_shapes, version_file, wording
from wayhome.engine.errors import InputError
from wayhome.engine.lint import codes, settings
from wayhome.engine.sources import Strict, parse_yaml, shape

MODULES = (rule_shapes, questionnaire, questionnaire_reader, profile, settings, codes, inventory, version_file, wording)
MODELS = [
    model
    for module in MODULES
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Strict) and model.__module__ == module.__name__
]
LONG = "x" * 3000
BROKEN = (None, [], {}, 3, -1, 4.5, True, "", "x y|", LONG, "maybe", [[1]], {"zz": [1]}, ["x y"], [1, 2, 3], {"x y": "a"})
OF_ANOTHER = re.compile(
    r"(?i:input should|valid |should (match|have|be)|instance of|unable to|required|tuple|dictionary|string|boolean|integer)"
    r"|(?i:pattern)|\b(None|True|False)\b"
)
"""Words of the program that checks, and of the one that reads."""


def full(schema, known):
    """A value with every key a schema has, of the first shape that each may have."""
    if "$ref" in schema:
        return full(known[schema["$ref"].rpartition("/")[2]], known)
    if "anyOf" in schema:
        return full(next(one for one in schema["anyOf"] if one.get("type") != "null"), known)
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    match schema.get("type"):
        case "object" if "properties" in schema:
            return {name: full(one, known) for name, one in schema["properties"].items()}
        case "object":
            more = schema.get("additionalProperties") or next(iter(schema.get("patternProperties", {}).values()), {})
            return {
                f"a{i}": full(more if isinstance(more, dict) else {}, known) for i in range(schema.get("minProperties", 1))
            }
        case "array":
            items = schema.get("prefixItems") or [schema.get("items", {})] * max(1, schema.get("minItems", 1))
            return [full(one, known) for one in items]
        case "integer":
            return schema.get("minimum", 1)
        case "boolean":
            return True
    return "1.0.0" if "[0-9]{0,8}" in schema.get("pattern", "") else "a"


def full_of(model):
    schema = model.model_json_schema(by_alias=True)
    return full(schema, schema.get("$defs", {}))


def paths_in(value, path=()):
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from paths_in(inner, (*path, key))


def broken_values(model):
    """Every value with one thing amiss, with the path of what was changed."""
    value = full_of(model)
    for path in paths_in(value):
        *above, last = path
        for wrong in (*BROKEN, "missing", "misspelt"):
            changed = copy.deepcopy(value)
            holder = changed
            for step in above:
                holder = holder[step]
            if wrong == "missing":
                del holder[last]
            elif wrong == "misspelt":
                if isinstance(last, int):
                    continue
                holder[f"{last}x y"] = holder.pop(last)
            else:
                holder[last] = wrong
            yield path, wrong, changed


def problems_of(model, value):
    source = parse_yaml(json.dumps(value, ensure_ascii=False, indent=1), "a.yaml")
    try:
        shape(model, source)
    except InputError as error:
        return source, error.problems
    return source, ()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_value_with_every_key_has_its_shape(model):
    assert not problems_of(model, full_of(model))[1]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_fault_of_shape_is_told_in_plain_words_at_its_key(model):
    refused = 0
    for path, wrong, value in broken_values(model):
        source, problems = problems_of(model, value)
        for problem in problems:
            refused += 1
            said = str(problem)
            assert not OF_ANOTHER.search(said), said
            assert problem.place.line, said
            assert problem.place.column, said
            assert problem.expected or problem.what.startswith("unknown key") or problem.what.endswith("is missing"), said
            if wrong not in ("missing", "misspelt"):
                assert problem.place >= source.place(*path), said
    assert refused > 5
