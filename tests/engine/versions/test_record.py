"""A version is put down beside the rules: told anew as often as need be, while what people wrote stays as it is."""

import os
import shutil
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine import sources
from wayhome.engine.errors import InputError
from wayhome.engine.history_file import KINDS, read_history
from wayhome.engine.library import load_library, releases, shipped
from wayhome.engine.library_history import histories_of
from wayhome.engine.lint.run import lint_rulebook
from wayhome.engine.rule_graph import Kind, Node
from wayhome.engine.sources import parse_yaml
from wayhome.engine.versions.history_text import HistoryText
from wayhome.engine.versions.record import Reasons, record

from ..lint.small_rulebook import copy_small

WRITTEN = (
    "# Ours. Ask before you change it.\n\n# the day of the agreement\n1.0.0:  # signed\n"
    "  because: All bodies agreed.\n  new: {measure: [coordination, care]}\n"
)


@pytest.fixture
def folders(tmp_path):
    """A small rulebook of version 1.0.0, and a copy of it."""
    for name in ("old", "new"):
        copy_small(tmp_path / name)
    return tmp_path


def edit(folder, file, before, after):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def say(folder, version):
    (folder / "rules" / "rulebook.yaml").write_text(f"version: {version}\n", encoding="utf-8")


def put_down(folders, **reasons):
    new = folders / "new"
    (one,) = record(new / "rules", new / "knowledge", folders / "old" / "rules", None, Reasons(**reasons))
    return one


def changed_months(folders):
    edit(folders / "new", "rules/5-priorities/measures/care.yaml", "months: [3, 9]", "months: [2, 9]")


def history_of(folders):
    return read_history(folders / "new" / "rules" / "history.yaml", "rulebook")


def told(folders, kind, id_):
    return [(version.version, change.group) for version, change in history_of(folders).told_of(kind, id_)]


def test_in_the_first_version_everything_is_new_in_rules_and_knowledge(folders):
    new = folders / "new"
    before = releases(new / "rules", new / "knowledge")
    found = record(new / "rules", new / "knowledge", None, None, Reasons())
    assert [(one.path.parent.name, one.version, one.is_changed) for one in found] == [
        ("rules", "1.0.0", True),
        ("knowledge", "1.0.0", True),
    ]
    assert lint_rulebook(new / "rules", new / "knowledge").findings == ()
    assert releases(new / "rules", new / "knowledge") == before, "a history does not count in the hash"
    again = record(new / "rules", new / "knowledge", None, None, Reasons())
    assert [(one.is_changed, one.text) for one in again] == [(False, one.text) for one in found]


def test_what_changed_since_the_version_before_stands_above_it_with_its_reasons(folders):
    changed_months(folders)
    say(folders / "new", "2.0.0")
    one = put_down(folders, because="They are ready.", by_id={"care": "نعم | <b>"}, date="2026-05-01")
    assert one.text.splitlines()[3:10] == [
        "2.0.0:",
        "  date: 2026-05-01",
        "  because: They are ready.",
        "  changed:",
        '    measure: {care: ["Months: was from month 3, for 9, is now from month 2, for 9."]}',
        "  reasons: {care: نعم | <b>}",
        "",
    ]
    assert told(folders, "measure", "care") == [("2.0.0", "changed"), ("1.0.0", "new")]
    assert told(folders, "guard", "women") == [("1.0.0", "new")], "the history begins with the version before"


def test_a_version_in_preparation_is_told_anew_and_what_people_wrote_stays(folders):
    changed_months(folders)
    say(folders / "new", "2.0.0")
    put_down(folders, because="They are ready.", by_id={"care": "Offices are open."})
    path = folders / "new" / "rules" / "history.yaml"
    edit(folders / "new", "rules/history.yaml", "  because: They", "  # asked for by mail\n  because: They")
    edit(folders / "new", "rules/5-priorities/measures/coordination.yaml", "step: 4", "step: 3")
    one = put_down(folders)
    assert not one.lost
    assert "  # asked for by mail\n  because: They are ready.\n" in one.text == path.read_text(encoding="utf-8")
    changes = {change.id: change for change in history_of(folders).versions[0].changes}
    assert set(changes) == {"care", "coordination"}
    assert changes["care"].because == "Offices are open."
    edit(folders / "new", "rules/5-priorities/measures/care.yaml", "months: [2, 9]", "months: [3, 9]")
    again = put_down(folders)
    assert again.lost == {"care": "Offices are open."}, "its change was taken back: the reason is told and not lost"
    assert "care" not in {change.id for change in history_of(folders).versions[0].changes}


def test_comments_and_older_versions_stay_as_they_are(folders):
    (folders / "new" / "rules" / "history.yaml").write_text(WRITTEN, encoding="utf-8")
    changed_months(folders)
    say(folders / "new", "2.0.0")
    text = put_down(folders).text
    top, newest = WRITTEN[: WRITTEN.index("# the day")], WRITTEN[WRITTEN.index("# the day") :]
    assert text.startswith(f"{top}2.0.0:\n")
    assert text.endswith(f"\n\n{newest}")


def test_a_version_that_says_too_little_is_refused_and_nothing_is_written(folders):
    changed_months(folders)
    for version in ("1.0.0", "1.1.0"):
        say(folders / "new", version)
        with pytest.raises(InputError, match=r"rulebook\.yaml: the rulebook says .* write `version: 2\.0\.0`, or later"):
            put_down(folders)
    assert not (folders / "new" / "rules" / "history.yaml").exists()


@pytest.mark.parametrize(
    ("history", "version", "said"),
    [
        (
            "1.0.0: {}\n",
            "2.0.0",
            r"the rulebook has 1\.0\.0 before 2\.0\.0; give the rulebook of 1\.0\.0 with --since",
        ),
        ("2.0.0: {}\n", "1.0.0", r"the rulebook says 1\.0\.0, and its history knows 2\.0\.0 already"),
        ("2.0.0: {}\n1.0.0: {}\n", "1.0.0", r"its history knows 2\.0\.0 already"),
        ("1.0: {}\n", "1.0.0", r"'1\.0' is no version"),
    ],
)
def test_a_first_version_is_refused_where_the_history_says_otherwise(folders, history, version, said):
    path = folders / "new" / "rules" / "history.yaml"
    path.write_text(history, encoding="utf-8")
    say(folders / "new", version)
    with pytest.raises(InputError, match=said):
        record(folders / "new" / "rules", folders / "new" / "knowledge", None, None, Reasons())
    assert path.read_text(encoding="utf-8") == history


def test_rules_of_another_version_than_the_last_one_told_are_refused(folders):
    (folders / "new" / "rules" / "history.yaml").write_text("1.5.0: {}\n", encoding="utf-8")
    changed_months(folders)
    say(folders / "new", "2.0.0")
    with pytest.raises(
        InputError, match=r"has 1\.5\.0 before 2\.0\.0, and .*old/rules says 1\.0\.0; give the rulebook of 1\.5\.0"
    ):
        put_down(folders)


def test_rules_without_a_version_are_refused(folders):
    for side in ("new", "old"):
        (folders / side / "rules" / "rulebook.yaml").unlink()
        with pytest.raises(InputError, match=rf"{side}/rules/rulebook\.yaml: nothing says which version this rulebook is"):
            put_down(folders)
        say(folders / side, "1.0.0")


def test_an_older_version_than_the_one_before_is_refused(folders):
    say(folders / "new", "0.9.0")
    with pytest.raises(InputError, match=r"the rulebook says 0\.9\.0, and .*old/rules says 1\.0\.0, a later one"):
        put_down(folders)


def test_of_the_same_version_only_the_reasons_are_written(folders):
    put_down(folders)
    one = put_down(folders, because="All bodies agreed.", by_id={"women": "They asked."})
    assert told(folders, "guard", "women") == [("1.0.0", "new")]
    assert history_of(folders).versions[0].because == "All bodies agreed."
    assert one.is_changed
    assert not put_down(folders).is_changed


def test_of_the_same_version_nothing_is_put_above_an_older_one(folders):
    (folders / "new" / "rules" / "history.yaml").write_text("0.9.0: {}\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"has 0\.9\.0 before 1\.0\.0, and .*old/rules says 1\.0\.0; give the rulebook of 0\.9"
    ):
        put_down(folders)


def test_a_first_version_that_was_none_gets_the_one_before_below_it(folders):
    changed_months(folders)
    say(folders / "new", "2.0.0")
    record(folders / "new" / "rules", folders / "new" / "knowledge", None, None, Reasons(because="All is new."))
    assert told(folders, "guard", "women") == [("2.0.0", "new")]
    put_down(folders)
    assert told(folders, "guard", "women") == [("1.0.0", "new")]
    assert told(folders, "measure", "care") == [("2.0.0", "changed"), ("1.0.0", "new")]
    assert history_of(folders).versions[0].because == "All is new."


def test_a_history_of_the_version_before_is_taken_over_where_there_is_none(folders):
    (folders / "old" / "rules" / "history.yaml").write_text(WRITTEN + "0.9.0: {}\n", encoding="utf-8")
    changed_months(folders)
    say(folders / "new", "2.0.0")
    put_down(folders)
    assert [one.version for one in history_of(folders).versions] == ["2.0.0", "1.0.0", "0.9.0"]
    assert history_of(folders).versions[1].because == "All bodies agreed."


def test_a_reason_for_what_did_not_change_is_refused_with_the_nearest_id(folders):
    changed_months(folders)
    say(folders / "new", "2.0.0")
    with pytest.raises(InputError, match="--reason: 'caer' is not among what changed; did you mean 'care'"):
        put_down(folders, by_id={"caer": "x"})
    with pytest.raises(InputError, match="--date: 'soon' is no day"):
        put_down(folders, date="soon")
    assert not (folders / "new" / "rules" / "history.yaml").exists()


def test_a_rule_that_is_retired_is_told_with_what_stands_in_its_place(folders):
    head = "- implication: care-needs-a-table\n"
    retired = f"{head}  status: retired\n  replaced_by: care-needs-one-table\n"
    edit(folders / "new", "rules/0-implications/small.yaml", head, retired)
    text = (folders / "old" / "rules/0-implications/small.yaml").read_text(encoding="utf-8")
    path = folders / "new" / "rules/0-implications/more.yaml"
    path.write_text(text.replace("care-needs-a-table", "care-needs-one-table"), encoding="utf-8")
    say(folders / "new", "2.0.0")
    put_down(folders)
    (change,) = [one for one in history_of(folders).versions[0].changes if one.id == "care-needs-a-table"]
    assert (change.group, change.other) == ("replaced", "care-needs-one-table")
    assert told(folders, "implication", "care-needs-one-table") == [("2.0.0", "new")]


def test_a_file_in_brackets_or_cut_short_by_others_is_refused_and_stays(folders):
    path = folders / "new" / "rules" / "history.yaml"
    path.write_text("{1.0.0: {because: x}}\n", encoding="utf-8")
    changed_months(folders)
    say(folders / "new", "2.0.0")
    with pytest.raises(InputError, match="laid out in a way that cannot be changed in place; write each version"):
        put_down(folders)
    assert path.read_text(encoding="utf-8") == "{1.0.0: {because: x}}\n"


def test_a_text_that_is_no_unicode_is_refused(folders):
    with pytest.raises(InputError, match="cannot be written"):
        put_down(folders, because="\udcff")
    assert not (folders / "new" / "rules" / "history.yaml").exists()


def test_a_write_that_is_killed_leaves_the_old_history(folders, monkeypatch):
    put_down(folders)
    path = folders / "new" / "rules" / "history.yaml"
    before = path.read_bytes()

    def killed(descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(sources.os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        put_down(folders, because="All bodies agreed.")
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir() if one.name.startswith(".")) == []


def test_a_folder_that_cannot_be_written_is_named(folders, monkeypatch):
    def refused(*args, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refused)
    with pytest.raises(InputError, match=r"history\.yaml: cannot be written: Permission denied"):
        put_down(folders)


def test_what_is_no_file_is_named(folders):
    path = folders / "new" / "rules" / "history.yaml"
    for make, take_away in ((path.mkdir, path.rmdir), (lambda: os.mkfifo(path), path.unlink)):
        make()
        with pytest.raises(InputError, match=r"history\.yaml: not a file"):
            put_down(folders)
        take_away()


def test_the_history_that_came_with_the_rules_is_up_to_date(tmp_path):
    for name in ("rules", "knowledge"):
        shutil.copytree(shipped(name), tmp_path / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    library = load_library()
    for part, version in (("rulebook", library.rulebook_version), ("knowledge", library.knowledge_version)):
        folder = shipped("rules" if part == "rulebook" else "knowledge")
        history = read_history(folder / "history.yaml", part)
        assert history.versions[0].version == version
    if len(history.versions) == 1:
        found = record(tmp_path / "rules", tmp_path / "knowledge", None, None, Reasons())
        assert not any(one.is_changed for one in found), "wayhome rules record rules --knowledge knowledge"


def both(folders, version=""):
    """Put down rules and knowledge; the knowledge in this version, if one is given."""
    if version:
        (folders / "new" / "knowledge" / "knowledge.yaml").write_text(f"version: {version}\n", encoding="utf-8")
    sides = [(folders / side / part) for side in ("new", "old") for part in ("rules", "knowledge")]
    return record(sides[0], sides[1], sides[2], sides[3], Reasons())


def test_a_scale_that_changes_rules_asks_for_a_higher_version_of_the_knowledge_alone(folders):
    edit(folders / "new", "knowledge/questionnaire/scales.yaml", "gap: 2, mode: strengthen", "gap: 1, mode: create")
    with pytest.raises(InputError, match=r"knowledge\.yaml: the knowledge says 1\.0\.0, and a major change") as refused:
        both(folders)
    assert "rulebook" not in str(refused.value)
    rules, knowledge = both(folders, "2.0.0")
    assert (rules.version, knowledge.version) == ("1.0.0", "2.0.0")
    assert "  changed:" not in rules.text, "the rules are written as they were"
    (change,) = read_history(knowledge.path, "knowledge").versions[0].changes
    assert (change.kind, change.id, change.group) == ("knowledge", "scale.service", "changed")
    assert change.sentences == (
        "Points for the gap (“patchy”): was 2, is now 1.",
        "Way of doing it (“patchy”): was “strengthen”, is now “create”.",
    )
    assert lint_rulebook(folders / "new" / "rules", folders / "new" / "knowledge").findings == ()


def test_words_of_care_stand_in_the_history_of_what_they_are_said_of(folders):
    edit(folders / "new", "knowledge/wording/guards.yaml", "text: ", "text: Always ")
    both(folders, "1.0.1")
    library = load_library(folders / "new" / "rules", folders / "new" / "knowledge")
    told_of = histories_of(library).told_of(Node(Kind.GUARD, "women"))
    assert [(of, version.version, change.group) for of, version, change in told_of] == [
        ("rulebook", "1.0.0", "new"),
        ("knowledge", "1.0.1", "changed"),
    ]


def test_a_measure_that_falls_with_its_part_is_not_told_as_gone(folders):
    part = "opportunity.social-welfare.vulnerable-services"
    head = f"- recommend: {part}\n"
    edit(folders / "new", "rules/3-structures/care.yaml", head, f"{head}  status: draft\n")
    say(folders / "new", "2.0.0")
    put_down(folders)
    change = next(one for one in history_of(folders).versions[0].changes if one.kind == "measure")
    assert (change.group, change.id) == ("changed", "care")
    assert change.sentences == ("It falls, since its only part “Care for people harmed” is a draft.",)


IDS = st.from_regex(r"[a-z]{1,8}([.-][a-z]{1,8}){0,3}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200) | st.sampled_from(
    ["a: b", "a #b", "- x", "'", '"', "{x}", "x | y", "2026", "null", "`x`", "قررت", "\u202ex", "a\nb", "0.1.0:"]
)
NEW = st.lists(IDS.map("n{}".format), min_size=1, max_size=9, unique=True)
CHANGED = st.dictionaries(IDS.map("c{}".format), st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=3)
ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "because": TEXTS,
        "new": st.dictionaries(st.just("measure"), NEW, min_size=1),
        "changed": st.dictionaries(st.sampled_from(KINDS["rulebook"][:-1]), CHANGED, min_size=1, max_size=3),
        "renamed": st.dictionaries(st.just("guard"), st.dictionaries(IDS, IDS, min_size=1, max_size=3), min_size=1),
    },
)


@settings(max_examples=40, deadline=None)
@given(ENTRIES, ENTRIES, TEXTS)
def test_whatever_is_said_of_a_version_is_what_is_read_again_and_other_versions_stay(
    tmp_path_factory, entry, other, because
):
    path = tmp_path_factory.getbasetemp() / "history.yaml"
    path.write_bytes(WRITTEN.encode())
    first = HistoryText.read(path, "rulebook").with_version("2.0.0", entry, {})
    assert parse_yaml(first, "h").value == {"2.0.0": entry, "1.0.0": parse_yaml(WRITTEN, "h").value["1.0.0"]}
    path.write_bytes(first.encode())
    again = HistoryText.read(path, "rulebook").with_version("2.0.0", {**other, "because": because}, {})
    assert list(parse_yaml(again, "h").value) == ["2.0.0", "1.0.0"]
    assert parse_yaml(again, "h").value["2.0.0"] == {**other, "because": because}
    for text in (first, again):
        assert text.startswith(WRITTEN[: WRITTEN.index("# the day")])
        assert text.endswith(WRITTEN[WRITTEN.index("# the day") :])
