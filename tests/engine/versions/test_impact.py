"""Which stored profiles another rulebook changes, how, and because of which rule."""

import json
import shutil

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.versions.impact import impact, profile_files
from wayhome.engine.versions.impact_document import to_json, to_markdown, to_plain

RULES = "4-opportunities/labour.yaml"
SKILLS = "opportunity.labour.use-skills"


@pytest.fixture
def profiles(tmp_path, shipped_library):
    """A folder with two example profiles."""
    folder = tmp_path / "profiles"
    folder.mkdir()
    for name in ("xx", "gha-2021"):
        shutil.copy(shipped_library.examples / f"{name}.yaml", folder)
    return folder


def test_under_the_same_rules_nothing_changes(shipped_library, profiles):
    found = impact(shipped_library, shipped_library, profile_files(profiles))
    assert [one.file for one in found.profiles] == ["gha-2021.yaml", "xx.yaml"]
    assert (found.changed, found.by_rule, found.unread) == ((), {}, ())
    assert "Nothing changes for gha-2021.yaml, xx.yaml." in to_plain(found)


def test_a_profile_that_changes_is_told_with_the_rule_it_is_due_to(shipped_library, fork, profiles):
    fork.edit("1-context/scale.yaml", "returns.trend: surge}", "returns.trend: [rising, surge]}")
    found = impact(shipped_library, fork.library(), profile_files(profiles))
    assert [one.file for one in found.changed] == ["xx.yaml"]
    ((unit, files),) = found.by_rule.items()
    assert (unit.kind, unit.id, files) == ("finding", "context.volume-high", ["xx.yaml"])
    text = to_markdown(found)
    assert "By the rules of before: no. By the rules now: yes." in text
    assert 'Due to the rule "many people return"' in text


def test_a_retired_rule_is_the_one_cause_of_what_is_gone_with_it(shipped_library, fork, profiles):
    fork.edit(RULES, f"- recommend: {SKILLS}\n", f"- recommend: {SKILLS}\n  status: retired\n")
    found = impact(shipped_library, fork.library(), profile_files(profiles))
    result = json.loads(to_json(found))
    (change,) = [one for one in result["profiles"][1]["recommendations"] if one["id"] == SKILLS]
    assert change["after"] is None
    assert [(one["kind"], one["id"]) for one in change["causes"]["of"]] == [("recommendation", SKILLS)]
    assert {(rule["kind"], rule["id"]) for rule in result["rules"]} == {("recommendation", SKILLS)}
    assert "the rule was retired" in to_markdown(found)


def test_places_that_other_weights_move_are_led_back_to_them(shipped_library, fork, profiles):
    fork.edit("5-priorities/weights.yaml", "stakes: 3", "stakes: 0")
    found = impact(shipped_library, fork.library(), profile_files(profiles))
    assert found.changed
    assert {unit.kind for unit in found.by_rule} == {"weights"}
    assert "Due to the weights of the criteria." in to_plain(found)


def test_a_profile_that_cannot_be_read_stops_no_other(shipped_library, profiles):
    (profiles / "a-broken.yaml").write_text("wayhome: 1\ncountry: GHA\nanswers: {returns.trent: rising}\n")
    (profiles / "no-profile.txt").write_text("nothing")
    found = impact(shipped_library, shipped_library, profile_files(profiles))
    assert [one.file for one in found.unread] == ["a-broken.yaml"]
    assert len(found.profiles) == 2
    assert "returns.trent" in to_plain(found)


def test_a_folder_without_profiles_is_an_error(tmp_path):
    with pytest.raises(InputError, match="there is no profile in this folder"):
        profile_files(tmp_path)
    with pytest.raises(InputError, match="there is no such folder"):
        profile_files(tmp_path / "none")


def test_what_is_withheld_stays_silent(shipped_library, fork, profiles):
    path = profiles / "xx.yaml"
    text = path.read_text(encoding="utf-8")
    assert "returns.trend:" in text
    for other in profiles.glob("gha*"):
        other.unlink()
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("  returns.trend:"))
    end = next(i for i, line in enumerate(lines[start + 1 :], start + 1) if line.startswith("  ") and line[2] != " ")
    path.write_text("\n".join([*lines[:start], "  returns.trend: withheld", *lines[end:]]) + "\n", encoding="utf-8")
    fork.edit("1-context/scale.yaml", "returns.trend: surge}", "returns.trend: [rising, surge]}")
    assert impact(shipped_library, fork.library(), profile_files(profiles)).changed == ()


MEASURES = "5-priorities/measures/structures.yaml"


@pytest.mark.parametrize(
    ("was", "is_", "told"),
    [
        ("any: agreement signed by all who take part", "any: decree",
         'Instrument (ours): by the rules of before "agreement signed by all who take part", by the rules now "decree".'),
        ("cost: {any: small, operate: none, secure: budget line}", "cost: {any: investment}",
         'New money (ours): by the rules of before "small", by the rules now "investment".'),
        ("made_of: [referral.why]\n  lead: migration-lead", "made_of: [referral.why]\n  lead: ministry-health",
         "Lead: by the rules of before the body in charge of migration, by the rules now the ministry of health."),
        ("months: [3, 12]\n  after: [coordination.mechanism]", "months: [3, 20]\n  after: [coordination.mechanism]",
         "By the rules now: step 5, months 3–23, lead: the body in charge of migration."),
    ],
)  # fmt: skip
def test_another_instrument_cost_lead_or_months_in_the_main_part_is_a_change(
    shipped_library, fork, profiles, was, is_, told
):
    fork.edit(MEASURES, was, is_)
    found = impact(shipped_library, fork.library(), profile_files(profiles))
    assert "gha-2021.yaml" in [one.file for one in found.changed]
    assert {(unit.kind, unit.id) for unit in found.by_rule} == {("measure", "referral")}
    assert told in to_markdown(found)
    (profile,) = [one for one in json.loads(to_json(found))["profiles"] if one["file"] == "gha-2021.yaml"]
    assert [one["id"] for one in (*profile["measures"], *profile["tasks"])][:1] == ["referral"]


def test_an_instrument_of_a_way_that_is_not_left_changes_nothing(shipped_library, fork, profiles):
    fork.edit(MEASURES, "renew: policy, or a chapter of the next one, with a costed plan", "renew: decree")
    found = impact(shipped_library, fork.library(), profile_files(profiles))
    assert found.changed == ()
    assert not any(one.is_otherwise_touched for one in found.profiles)
