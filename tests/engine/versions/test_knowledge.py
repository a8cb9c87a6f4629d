"""What a changelog says of edits of the knowledge: nothing that differs is passed over, and whose version grows."""

import json
import random
from contextlib import suppress
from dataclasses import replace

import pytest

from wayhome.engine.compile import facts_over_lists
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.questionnaire_reader import load_questionnaire
from wayhome.engine.sources import parse_yaml
from wayhome.engine.version_file import Step
from wayhome.engine.versions.changelog import changelog
from wayhome.engine.versions.document import to_plain
from wayhome.engine.versions.entries import Behind, How
from wayhome.engine.versions.recorded import recorded
from wayhome.engine.wording import load_wording

RETURNS, TOGETHER, SCALES = (f"questionnaire/{name}.yaml" for name in ("02-returns", "05-together", "scales"))


def log_of(shipped_library, told):
    return changelog(shipped_library, load_library(None, told.folder))


@pytest.mark.parametrize(
    ("file", "before", "after", "kind", "step", "sentence"),
    [
        (
            RETURNS,
            "below: 10000}",
            "below: 5000}",
            "question",
            Step.MAJOR,
            "Upper limit (“medium”): was 10,000, is now 5,000.",
        ),
        (
            TOGETHER,
            "ask: [migration-lead, organisations]",
            "ask: [organisations, migration-lead]",
            "question",
            Step.MAJOR,
            "Who is asked: was ",
        ),
        (TOGETHER, "core: yes", "core: no", "question", Step.MAJOR, "One of the questions of the core: was yes, is now no."),
        (TOGETHER, "    help: ", "    help: Please. ", "question", Step.PATCH, "Its words changed: the help."),
        (TOGETHER, "policy: yes", "policy: no", "question", Step.MINOR, "A government can change it: was yes, is now no."),
        (SCALES, "clause: not on offer", "clause: not there", "scale", Step.PATCH, "Its words changed: a level (“none”)."),
        (
            SCALES,
            "anchor: Nobody where",
            "anchor: No one where",
            "scale",
            Step.PATCH,
            "Its words changed: a level (“none”).",
        ),
        (SCALES, "      gap: 3\n", "      gap: 2\n", "scale", Step.MAJOR, "Points for the gap (“none”): was 3, is now 2."),
        (SCALES, "exists: yes", "exists: no", "scale", Step.MAJOR, "Something is there to credit (“drafted”): was yes"),
        (
            SCALES,
            "patchy, mostly, reaching]",
            "patchy, reaching, mostly]",
            "scale",
            Step.MAJOR,
            "Levels from the lowest to the highest: was “none”",
        ),
        ("questionnaire/roles.yaml", "title: the ", "title: that ", "role", Step.PATCH, "Its words changed: its title."),
        (
            "questionnaire/sectors.yaml",
            "lead: ministry-labour",
            "lead: ministry-social",
            "sector",
            Step.MAJOR,
            "Led by: was ",
        ),
        ("wording/guards.yaml", "text: ", "text: Always ", "guard's words", Step.PATCH, "Its words changed."),
        ("wording/steps.yaml", 'text: "', 'text: "Now: ', "step's words", Step.PATCH, "Its words changed."),
        ("wording/brief.yaml", "\n  ", "\n  more.of.it: Words\n  ", "sentence", Step.PATCH, ""),
        (
            "handbook/4.1-engagement-and-capacity.md",
            "Strength: should",
            "Strength: must",
            "passage",
            Step.MAJOR,
            "Force of the wording",
        ),
        ("handbook/set-aside.yaml", 'why: "', 'why: "Yes. ', "inventory row", Step.PATCH, "What the inventory"),
    ],
)
def test_whatever_changes_is_told_and_weighed(shipped_library, told, file, before, after, kind, step, sentence):
    told.edit(file, before, after)
    log = changelog(shipped_library, told.beside(shipped_library))
    assert log.entries == ()
    entry = log.knowledge[0]
    assert (entry.kind, entry.step) == (kind, step)
    assert any(said.sentence.startswith(sentence) for said in entry.said) or not sentence
    assert log.grown[1].step >= step
    assert recorded(log.knowledge)["changed"]


def test_rules_that_change_through_a_scale_are_told_and_only_the_knowledge_has_to_grow(shipped_library, told):
    told.edit(
        SCALES,
        "mode: strengthen\n      exists: yes\n    - level: working",
        "mode: operate\n      exists: yes\n    - level: working",
    )
    log = log_of(shipped_library, told)
    assert [(entry.kind, entry.id) for entry in log.knowledge] == [("scale", "mechanism")]
    assert {entry.behind for entry in log.entries} == {Behind.KNOWLEDGE}
    assert [(grown.of, grown.step) for grown in log.grown] == [("rulebook", Step.NONE), ("knowledge", Step.MAJOR)]
    assert "through the knowledge: these rules are written as they were" in " ".join(to_plain(log).split())


def test_a_rule_that_is_edited_beside_the_knowledge_counts_for_the_rules(shipped_library, fork, told):
    told.edit(SCALES, "patchy, mostly, reaching]", "patchy, reaching, mostly]")
    file, id_ = "4-opportunities/labour.yaml", "opportunity.labour.use-skills"
    fork.edit(
        file, "service.skills: {below: reaching}}, {service.skills.ends", "service.skills: none}, {service.skills.ends"
    )
    log = changelog(shipped_library, load_library(fork.folder, told.folder))
    assert [entry.id for entry in log.of_rules] == [id_]
    assert len(log.entries) > 10
    assert [grown.step for grown in log.grown] == [Step.MAJOR, Step.MAJOR]


def test_levels_and_answers_in_another_order_change_no_rule(shipped_library, told):
    path = told.folder / SCALES
    text = path.read_text(encoding="utf-8")
    start = text.index("- scale: service\n")
    first, second, third = (text.index(f"    - level: {level}\n", start) for level in ("none", "closed", "on-paper"))
    path.write_text(text[:first] + text[second:third] + text[first:second] + text[third:], encoding="utf-8")
    log = log_of(shipped_library, told)
    assert (log.entries, log.knowledge) == ((), ())


def test_answers_that_are_more_and_less_than_others_in_another_order_are_told(shipped_library, told):
    path = told.folder / "questionnaire/03-direction.yaml"
    text = path.read_text(encoding="utf-8")
    first, second = text.index("      partner:\n"), text.index("      jointly:\n")
    third = text.index("      government:\n", second)
    path.write_text(text[:first] + text[second:third] + text[first:second] + text[third:], encoding="utf-8")
    (entry,) = changelog(shipped_library, told.beside(shipped_library)).knowledge
    (said,) = entry.said
    assert (entry.id, entry.step) == ("government.drives", Step.MAJOR)
    assert said.sentence.startswith("Its answers from the lowest to the highest: was “partner”, “jointly” and “government”")


def test_comments_in_every_file_are_said_to_be_comments(shipped_library, fork, told):
    for folder in (fork.folder, told.folder):
        for path in folder.rglob("*.yaml"):
            path.write_text(f"# A remark.\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    for path in told.folder.rglob("handbook/*.md"):
        path.write_text(f"\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    log = changelog(shipped_library, load_library(fork.folder, told.folder))
    assert (log.entries, log.knowledge) == ((), ())
    said = "Nothing changed in meaning or in words. The files differ, in comments, layout or order alone."
    assert said in " ".join(to_plain(log).split())
    fork.edit("4-opportunities/labour.yaml", "    - name: nobody asked", "    - name: somebody asked")
    fork.edit("rulebook.yaml", shipped_library.rulebook_version, "9.0.0")
    log = changelog(shipped_library, load_library(fork.folder, told.folder))
    said = "The files differ, in the versions they say, examples, comments, layout or order alone."
    assert said in " ".join(to_plain(log).split())


def test_a_passage_that_has_another_id_weighs_as_one_that_is_gone(shipped_library, fork, told, rename):
    rename("opportunity.labour.use-skills", "opportunity.labour.skills-at-work", fork, told)
    log = changelog(shipped_library, load_library(fork.folder, told.folder))
    assert [(entry.kind, entry.how, entry.step) for entry in log.knowledge] == [("passage", How.RENAMED, Step.MAJOR)]


def test_a_question_that_has_another_id_changes_no_rule_that_reads_it(shipped_library, fork, told, rename):
    rename("returns.trend", "returns.direction", fork, told)
    log = changelog(shipped_library, load_library(fork.folder, told.folder))
    assert log.entries == ()
    (entry,) = log.knowledge
    assert (entry.id, entry.other, entry.how, entry.step) == ("returns.trend", "returns.direction", How.RENAMED, Step.MAJOR)
    fork.edit("1-context/scale.yaml", "returns.direction: surge}", "returns.direction: [rising, surge]}")
    log = changelog(shipped_library, load_library(fork.folder, told.folder))
    (said,) = log.entries[0].said
    assert log.entries[0].id == "context.volume-high"
    assert said.sentence.count("the trend in returns") == 1, "the old question is not asked beside the new one"


def values_in(value, path=()):
    """Every plain value in a file, with its path."""
    if isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from values_in(part, (*path, key))
    else:
        yield path, value


def with_value(value, path, new):
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = with_value(value[path[0]], path[1:], new)
    return copy


def others(value):
    """Values that may stand in the place of one; most are refused."""
    if isinstance(value, int):
        return [value + 1]
    return [
        f"{value} more",
        *(one for one in ("yes", "no", "create", "house", "ministry-labour", "desk", "2") if one != value),
    ]


@pytest.mark.parametrize(
    ("files", "number"),
    [
        ("questionnaire/[0-9]*[a-z].yaml", 12),
        ("questionnaire/roles.yaml", 4),
        ("questionnaire/scales.yaml", 6),
        ("questionnaire/sectors.yaml", 4),
        ("wording/*.yaml", 6),
    ],
)
def test_no_value_changes_without_an_entry(shipped_library, told, files, number):
    found = [
        (path, value)
        for path in sorted(told.folder.glob(files))
        if not path.name.endswith(".cases.yaml")
        for value in values_in(parse_yaml(path.read_text(encoding="utf-8"), "").value)
        if "relevant" not in value[0]  # a condition, and compared as one
    ]
    chosen = random.Random(files)
    tried = 0
    while tried < number:
        path, (where, value) = chosen.choice(found)
        if where[-1] in ("question", "role", "scale", "sector", "level", "qualifier"):
            continue  # an id cannot change without the rules that name it
        other = chosen.choice(others(value))
        text = path.read_text(encoding="utf-8")
        path.write_text(json.dumps(with_value(parse_yaml(text, "").value, where, other)), encoding="utf-8")
        with suppress(InputError):  # not everything may stand everywhere
            new = edited(shipped_library, told, path)
            assert changelog(shipped_library, new).knowledge, (path.name, where, value, other)
            tried += 1
        path.write_text(text, encoding="utf-8")


def edited(library, told, path):
    """The library with what is written in one file of the knowledge."""
    new = replace(library, knowledge_digest="another")
    if path.parent.name == "wording":
        return replace(new, wording=load_wording(told.folder))
    asked = load_questionnaire(told.folder / "questionnaire")
    asked.facts.update(facts_over_lists(library.rulebook, asked))
    return replace(new, questionnaire=asked)
