"""The schema of rule files knows the ids and values of the rulebook: what loads fits, what names something else does not."""

import copy
import json
import shutil

import pytest
from jsonschema import Draft202012Validator

from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library, shipped
from wayhome.engine.rule_schema import CASES_SCHEMA_FILE, SCHEMA_FILE, cases_schema, modeline, rule_schema, write_rule_schema
from wayhome.engine.rulebook_reader.files import rule_files
from wayhome.engine.sources import read_yaml

RULES = shipped("rules")
FILES = [path for _, path in rule_files(RULES)]
LIBRARY = load_library()
SCHEMA = rule_schema(LIBRARY)
VALIDATOR = Draft202012Validator(SCHEMA)
RULE = {
    "recommend": "referral.why",
    "title": "A rule",
    "cites": ["referral.definition"],
    "sector": "structure",
    "need": {"any": [{"referral.use": {"below": "working"}}, {"context.volume-high": "yes"}]},
    "mode": [{"is": "create"}],
    "lead": "migration-lead",
    "examples": [{"name": "one", "given": {"referral.use": ["none", "informal"]}, "expect": {"status": "possible"}}],
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_rule_file_fits_and_names_the_schema_in_its_first_line(path):
    VALIDATOR.validate(read_yaml(path).value)
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == modeline(path, RULES)
    named = first.partition("$schema=")[2]
    assert (path.parent / named).resolve() == (RULES / SCHEMA_FILE).resolve()


def test_it_is_a_schema_and_a_whole_rule_fits():
    Draft202012Validator.check_schema(json.loads(json.dumps(SCHEMA)))
    VALIDATOR.validate([RULE])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("recommend",), "referral.wy"),
        (("cites", 0), "referral.definitio"),
        (("sector",), "structures"),
        (("lead",), "ministry"),
        (("need",), {}),
        (("need", "any"), []),
        (("need", "any", 0), {"referral.us": "none"}),
        (("need", "any", 0), {"referral.use": "nothing"}),
        (("need", "any", 0), {"referral.use": []}),
        (("need", "any", 0), {"referral.use": {"below": "lapsed-somehow"}}),
        (("need", "any", 0), {"referral.use": {"above": "none"}}),
        (("need", "any", 1), {"context.volume-high": "maybe"}),
        (("need", "any", 1), {"not": [{"context.volume-high": "yes"}]}),
        (("need", "any", 1), {"count": {"at_least": 0, "of": [{"context.volume-high": "yes"}]}}),
        (("need", "any", 1), {"count": {"at_least": 1, "of": [{"context.volume-high": "yes"}] * 9}}),
        (("examples", 0, "given"), {"referral.use": "nothing"}),
        (("examples", 0, "given"), {"referral.us": "none"}),
        (("examples", 0, "expect"), {"stauts": "possible"}),
        (("examples", 0, "expect"), {"is": "yes"}),
        (("mode", 0, "is"), "opn"),
        (("mode",), "referral.us"),
        (("gap",), [{"is": 4}]),
    ],
    ids=str,
)
def test_what_the_rulebook_does_not_know_is_marked(path, value):
    rule = copy.deepcopy(RULE)
    *way, last = path
    inside = rule
    for step in way:
        inside = inside[step]
    inside[last] = value
    assert not VALIDATOR.is_valid([rule])


def test_every_value_comes_with_the_words_an_author_picks_it_by():
    name = SCHEMA["$defs"]["condition"]["properties"]["service.welfare"]["$ref"].rpartition("/")[2]
    value = SCHEMA["$defs"][name]["anyOf"][0]
    words = dict(zip(value["enum"], value["enumDescriptions"], strict=True))
    assert words == LIBRARY.questionnaire.facts["service.welfare"].clauses
    assert SCHEMA["$defs"]["passages"]["enumDescriptions"][0] == next(iter(LIBRARY.passages.values())).title


def test_it_is_written_to_the_top_of_the_rules_and_never_over_somebody_elses_file(tmp_path):
    path = write_rule_schema(tmp_path, LIBRARY)
    assert path == tmp_path / SCHEMA_FILE
    assert json.loads(path.read_text(encoding="utf-8")) == SCHEMA
    assert write_rule_schema(tmp_path, LIBRARY) == path
    path.write_text("{}")
    with pytest.raises(InputError, match="there is another file of this name"):
        write_rule_schema(tmp_path, LIBRARY)
    assert path.read_text() == "{}"


def test_a_fork_has_a_schema_of_its_own(tmp_path):
    shutil.copytree(RULES, tmp_path / "r", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for path in (tmp_path / "r").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("context.model-places", "context.model-towns")
        path.write_text(text, encoding="utf-8")
    known = rule_schema(load_library(tmp_path / "r"))["$defs"]["condition"]["properties"]
    assert ("context.model-towns" in known, "context.model-places" in known) == (True, False)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("ImplicationShape", "service.nothing"),
        ("FindingShape", "status"),
        ("MeasureShape", "prints"),
        ("GuardShape", "is"),
        ("StepShape", "prints"),
        ("ActorRuleShape", "status"),
    ],
)
def test_an_example_expects_only_what_a_rule_of_its_kind_can_say(kind, key):
    given = {"$defs": SCHEMA["$defs"], **SCHEMA["$defs"][f"{kind}Example"]}
    whole = {"name": "one", "given": {}, "expect": {key: "yes"}}
    assert not Draft202012Validator(given).is_valid(whole)
    assert Draft202012Validator(given).is_valid({**whole, "expect": {}})


@pytest.mark.parametrize("top", [RULES, shipped("knowledge")], ids=lambda top: top.name)
def test_a_file_of_examples_fits_and_names_its_schema_in_its_first_line(top):
    validator = Draft202012Validator(cases_schema(LIBRARY))
    paths = sorted(top.rglob("*.cases.yaml"))
    assert paths
    for path in paths:
        validator.validate(read_yaml(path).value)
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == modeline(path, top)
        assert (path.parent / first.partition("$schema=")[2]).resolve() == (top / CASES_SCHEMA_FILE).resolve()
