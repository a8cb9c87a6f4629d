"""Which stored profiles another rulebook changes, how, and because of which rule."""

import json
import re
import shutil
from dataclasses import replace

import pytest

from wayhome.engine.compile import compile_rulebook
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.rulesets import rulesets_of
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


ALIKE = re.compile(r"By the rules of before: ([^.]*)\. By the rules now: \1\.")


def text_of(found):
    """The impact as running text, in which no line tells two sides alike."""
    text = " ".join(to_plain(found).split())
    assert not ALIKE.search(text), ALIKE.search(text).group()
    return text


@pytest.mark.parametrize(
    ("file", "was", "is_", "cause", "told"),
    [
        ("5-priorities/guards.yaml", "{service.women: reaching}", "{returns.trend: rising}", ("guard", "women"),
         'Women [women]. By the rules of before: told in full. By the rules now: not told. Due to the rule "women"'),
        ("3-structures/procedures-and-referral.yaml",
         "    - {passage: referral.service-mapping, done: {services.map: current}}\n", "",
         ("recommendation", "referral.why"),
         "By the rules of before: A list of services first (still missing). By the rules now: A list of services first (not"
         " among its pieces). Due to"),
        ("6-roadmap/steps.yaml",
         "    - {task: public-line, passage: step.1-sensitization, months: [0, 2], lead: migration-lead,"
         " partners: [local-government]}\n", "",
         ("step", "sensitization"), "By the rules now: not in the roadmap. Due to"),
    ],
)  # fmt: skip
def test_care_a_piece_and_a_standing_task_that_go_are_told(shipped_library, fork, profiles, file, was, is_, cause, told):
    fork.edit(file, was, is_)
    found = impact(shipped_library, fork.library(), profile_files(profiles))
    assert "xx.yaml" in [one.file for one in found.changed]
    assert {(unit.kind, unit.id) for unit in found.by_rule} == {cause}
    assert told in text_of(found)
    (result,) = [one for one in json.loads(to_json(found))["profiles"] if one["file"] == "xx.yaml"]
    assert [bool(result[part]) for part in ("care", "pieces", "tasks")].count(True) == 1


def test_nothing_changes_is_said_of_the_same_text_alone(shipped_library, told, profiles):
    told.edit("measures/structures.md", "## Procedures that are used", "## Procedures that all use")
    found = impact(shipped_library, load_library(None, told.folder), profile_files(profiles))
    text = text_of(found)
    assert "Nothing changes" not in text
    assert "only words or annexes of the brief differ (" in text
    assert "due to the knowledge" in text
    result = json.loads(to_json(found))["profiles"][0]
    assert result["otherwise"]
    assert any(part.startswith("Annex") for part in result["parts"])


SCALES, RETURNS = "questionnaire/scales.yaml", "questionnaire/02-returns.yaml"


@pytest.mark.parametrize(
    ("file", "was", "is_", "cause", "due"),
    [
        (SCALES, "[none, closed, on-paper, patchy, mostly, reaching]", "[none, closed, on-paper, mostly, reaching, patchy]",
         ("scale", "service"), 'Due to the scale "a service, as a returnee meets it" [service]'),
        (SCALES, "still missing in part\n      gap: 1\n      mode: strengthen", "still missing in part\n      gap: 2",
         ("scale", "mechanism"), "Due to the scale"),
        (RETURNS, "{band: medium, below: 10000}", "{band: medium, below: 5000}",
         ("question", "returns.number"), 'Due to the question on "how many people return" [returns.number]'),
    ],
)  # fmt: skip
def test_what_another_questionnaire_changes_is_led_back_to_it(shipped_library, told, profiles, file, was, is_, cause, due):
    told.edit(file, was, is_)
    found = impact(shipped_library, load_library(None, told.folder), profile_files(profiles))
    assert found.changed
    assert {(unit.kind, unit.id) for unit in found.by_rule} == {cause}
    assert due in text_of(found)


def test_a_measure_that_loses_its_place_by_its_own_rule_did_not_move_since_others_did(shipped_library, fork, profiles):
    shutil.copy(shipped_library.examples / "gha-2023.yaml", profiles)
    fork.edit(MEASURES, "  keeps_place: yes", "  keeps_place: no")
    found = impact(shipped_library, fork.library(), profile_files(profiles))
    assert {(unit.kind, unit.id) for unit in found.by_rule} == {("measure", "care")}
    text = text_of(found)
    assert "not in the main part. Due to the rule" in text
    assert "moved since" not in text


FIRST, SECOND = (
    f"- implication: {id_}\n  title: {id_}\n  when: {{returns.trend: rising}}\n  then: {{service.papers: [{values}]}}\n"
    "  examples: [{name: nobody asked, given: {}, expect: {service.papers: open}}]\n"
    for id_, values in (("Z1", "none, closed"), ("Z2", "patchy, mostly"))
)
"""Two that cannot both apply: the first to come does."""


def test_another_order_of_implications_is_a_cause(fork, tmp_path):
    profiles = tmp_path / "profiles"
    profiles.mkdir()
    (profiles / "x.yaml").write_text("wayhome: 1\ncountry: XX\nanswers:\n  returns.trend: rising\n", encoding="utf-8")
    path = fork.folder / "0-implications/together.yaml"
    text = path.read_text(encoding="utf-8")
    sides = []
    for added in (FIRST + SECOND, SECOND + FIRST):
        path.write_text(f"{text}\n{added}", encoding="utf-8")
        sides.append(fork.library())
    found = impact(*sides, profile_files(profiles))
    assert [(unit.kind, unit.id) for unit in found.by_rule] == [("order", "implication")]
    assert "Due to the order of the implications." in text_of(found)


def rename(fork, told, old, new):
    """Give a measure another id, in the rules and in its words."""
    for path in (*fork.folder.rglob("*.yaml"), *told.folder.glob("measures/*.md")):
        text = path.read_text(encoding="utf-8")
        found = re.sub(rf"(?<=measure: ){old}$|(?<=^`){old}(?=`$)", new, text, flags=re.MULTILINE)
        links = r"^  (after|after_to_create|together_with|contradicts): \[.*"
        found = re.sub(links, lambda line: re.sub(rf"\b{old}\b", new, line.group()), found, flags=re.MULTILINE)
        if path.name != "history.yaml" and found != text:
            path.write_text(found, encoding="utf-8")


def test_a_measure_that_was_only_renamed_changes_nothing(shipped_library, fork, told, profiles):
    rename(fork, told, "procedures", "common-procedures")
    found = impact(shipped_library, load_library(fork.folder, told.folder), profile_files(profiles))
    assert (found.changed, found.by_rule) == ((), {})
    text = text_of(found)
    assert "Nothing changes for gha-2021.yaml, xx.yaml." in text
    assert "[procedures] is [common-procedures] now." in text
    assert json.loads(to_json(found))["renamed"] == [
        {
            "kind": "measure",
            "title": "Procedures that are used",
            "before": "procedures",
            "after": "common-procedures",
        }
    ]


def test_of_a_rule_that_its_history_calls_renamed_only_what_it_decides_otherwise_is_told(shipped_library, fork, profiles):
    for path in fork.folder.glob("[0-9]*/*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("context.volume-high", "context.many"), encoding="utf-8")
    fork.edit("1-context/scale.yaml", "returns.trend: surge}", "returns.trend: [rising, surge]}")
    fork.edit("history.yaml", "0.1.0:\n", "0.2.0:\n  renamed: {finding: {context.volume-high: context.many}}\n0.1.0:\n")
    found = impact(shipped_library, fork.library(), profile_files(profiles))
    assert [one.file for one in found.changed] == ["xx.yaml"]
    assert [(unit.kind, unit.id) for unit in found.by_rule] == [("finding", "context.many")]
    assert "Many people return [context.many]. By the rules of before: no. By the rules now: yes." in text_of(found)


def test_a_rule_retired_for_the_same_under_another_id_changes_nothing(shipped_library, fork, profiles):
    path = fork.folder / "0-implications/obstacles.yaml"
    text = path.read_text(encoding="utf-8")
    begin, end = text.index("- implication: I4-income"), text.index("- implication: I4-papers")
    again = text[begin:end].replace("I4-income", "I4-earning")
    retired = text[begin:end].replace("I4-income\n", "I4-income\n  status: retired\n  replaced_by: I4-earning\n")
    path.write_text(text[:begin] + retired + again + text[end:], encoding="utf-8")
    found = impact(shipped_library, fork.library(), profile_files(profiles))
    assert found.changed == ()
    assert "[I4-income] is [I4-earning] now." in text_of(found)


def test_what_became_a_matter_of_the_adviser_alone_is_not_told_in_this_edition(shipped_library, fork, profiles):
    start = (fork.folder / MEASURES).read_text(encoding="utf-8").index("- measure: procedures")
    text = (fork.folder / MEASURES).read_text(encoding="utf-8")
    (fork.folder / MEASURES).write_text(text[:start] + text[start:].replace("audience: brief", "audience: adviser", 1))
    sides = shipped_library, fork.library()
    for before, now in (sides, sides[::-1]):
        found = impact(before, now, profile_files(profiles))
        assert {(unit.kind, unit.id) for unit in found.by_rule} == {("measure", "procedures")}
        told = text_of(found)
        assert "not told in this edition" in told
        assert "there is no such rule" not in told


def test_a_measure_that_was_not_there_before_was_not_left_out(shipped_library, profiles):
    book = shipped_library.rulebook
    gone = book.measures["procedures"]
    fewer = replace(
        book,
        measures={id_: one for id_, one in book.measures.items() if id_ != gone.id},
        recommendations={id_: one for id_, one in book.recommendations.items() if id_ not in gone.made_of},
    )
    country = replace(shipped_library.country, program=compile_rulebook(fewer, shipped_library.questionnaire))
    country = replace(country, rulesets=rulesets_of(country.program))
    before = replace(shipped_library, rulebook=fewer, country=country, rulebook_digest="0" * 64)
    text = text_of(impact(before, shipped_library, profile_files(profiles)))
    assert "Procedures that are used [procedures]. By the rules of before: there is no such rule." in text
    assert "left out" not in text
    (profiles / "history.yaml").write_text("0.2.0: {removed: {measure: {procedures: Procedures}}}\n", encoding="utf-8")
    gone = replace(before, rules=profiles)
    text = text_of(impact(shipped_library, gone, [profiles / "gha-2021.yaml"]))
    assert "By the rules now: the rule was taken out in version 0.2.0." in text
