"""The JSON Schemas of rule files and of an advice fit what is read and written, and refuse what is not."""

import copy
import json

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from wayhome.cli.main import main
from wayhome.engine.api import LoadedProfile, advise, load_profile
from wayhome.engine.library import load_library, shipped
from wayhome.engine.profile_reader import check_profile, example_names
from wayhome.engine.rule_schema import cases_schema
from wayhome.engine.schemas import schema_of
from wayhome.engine.sources import read_yaml

LIBRARY = load_library()
CASES = sorted(path for part in ("rules", "knowledge") for path in shipped(part).rglob("*.cases.yaml"))
NO_RULES = ("weights.yaml", "lint.yaml", "rulebook.yaml", "history.yaml")
RULES = [path for path in sorted(shipped("rules").rglob("*.yaml")) if path.name not in NO_RULES and path not in CASES]


@pytest.fixture(scope="module")
def validators():
    schemas = {what: schema_of(what) for what in ("rulebook", "advice")} | {"cases": cases_schema(LIBRARY)}
    return {what: Draft202012Validator(schema) for what, schema in schemas.items()}


QUESTIONED = ("explain", "what-if", "ask", "robustness", "priorities", "compare")


@pytest.mark.parametrize("what", ["rulebook", "advice", *QUESTIONED])
def test_a_schema_is_one_and_describes_every_field_it_names(what):
    schema = json.loads(json.dumps(schema_of(what)))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for part in (schema, *schema["$defs"].values()):
        assert part.get("description") or "properties" not in part


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_the_rule_files_fit(validators, path):
    validators["rulebook"].validate(read_yaml(path).value)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_the_files_of_examples_fit(validators, path):
    cases = read_yaml(path).value
    validators["cases"].validate(cases)
    for key, other in (("rule", "no.such-rule"), ("given", {"lead.body": "x"}), ("each", [{"lead.body": "x"}])):
        assert not validators["cases"].is_valid([{**cases[0], key: other}])


@pytest.mark.parametrize("edition", ["draft", "adviser", "confidential"])
@pytest.mark.parametrize("name", example_names(LIBRARY.examples))
def test_the_advice_fits(validators, name, edition):
    validators["advice"].validate(json.loads(advise(load_profile(f"example:{name}"), edition=edition).to_json()))


@pytest.mark.parametrize(
    "args",
    [
        ("explain", "example:gha-2021", "referral"),
        ("what-if", "example:gha-2021", "--set", "referral.use=working", "--reach", "lead.body=recommended"),
        ("ask", "example:gha-2021"),
        ("robustness", "example:gha-2021", "--scenarios", "200"),
        ("compare", "example:gha-2021", "example:gha-2023"),
    ],
    ids=lambda args: args[0],
)
def test_what_a_command_prints_as_json_fits(args):
    printed = CliRunner().invoke(main, [*args, "--format", "json"], catch_exceptions=False)
    Draft202012Validator(schema_of(args[0])).validate(json.loads(printed.output))


@pytest.mark.parametrize("path", [path for path in RULES if "example" not in path.name], ids=lambda path: path.name)
def test_a_rule_that_lacks_or_misspells_a_key_is_refused(validators, path):
    rules = read_yaml(path).value
    refused = 0
    for key in rules[0]:
        without, misspelt = copy.deepcopy(rules), copy.deepcopy(rules)
        del without[0][key]
        misspelt[0][f"{key}x"] = misspelt[0].pop(key)
        refused += not validators["rulebook"].is_valid(without)
        assert not validators["rulebook"].is_valid(misspelt)
    assert refused


@pytest.mark.parametrize(
    "broken", [{}, "x", [3], [{}], [{"measure": "a"}], [{"finding": "A b"}], [{"guard": "a", "audience": "all"}]]
)
def test_a_broken_rule_file_is_refused(validators, broken):
    assert not validators["rulebook"].is_valid(broken)


def test_an_advice_that_lacks_a_part_is_refused(validators):
    whole = json.loads(
        advise(LoadedProfile(check_profile("wayhome: 1\ncountry: GHA\n", "p", LIBRARY.questionnaire), LIBRARY)).to_json()
    )
    validators["advice"].validate(whole)
    for key in whole:
        assert not validators["advice"].is_valid({name: value for name, value in whole.items() if name != key})
        assert not validators["advice"].is_valid({**whole, key: 3.5})
    assert not validators["advice"].is_valid({**whole, "other": 1})
