"""What became of an id, as the histories beside rules and knowledge tell it."""

from dataclasses import replace

import pytest

from wayhome.engine.history_file import parse_history
from wayhome.engine.library import load_library
from wayhome.engine.library_history import Histories, became
from wayhome.engine.sources import parse_yaml

RULES = """\
0.4.0:
  removed: {finding: {context.b: Something}}
  renamed: {guard: {round: and-round}}
0.3.0:
  renamed: {measure: {second: third}, finding: {context.a: context.b}, guard: {and-round: round}}
0.2.0:
  renamed: {measure: {first: second}}
  retired: {measure: [old]}
  replaced: {recommendation: {papers.old: papers.desk}}
"""
KNOWLEDGE = "0.2.0: {renamed: {passage: {text.a: text.b}}}\n"


@pytest.mark.parametrize(
    ("id_", "now", "said"),
    [
        ("first", "third", "is called third since version 0.3.0"),
        ("second", "third", "is called third since version 0.3.0"),
        ("context.a", "", "was called context.b from version 0.3.0 on, and was taken out in version 0.4.0"),
        ("context.b", "", "was taken out in version 0.4.0"),
        ("old", "", "was retired in version 0.2.0"),
        ("papers.old", "", "was retired in version 0.2.0, replaced by papers.desk"),
        ("text.a", "text.b", "is called text.b since version 0.2.0"),
    ],
)
def test_what_became_of_an_id_is_told_however_often_it_changed(id_, now, said):
    histories = Histories(
        parse_history(parse_yaml(RULES, "h.yaml"), "rulebook"), parse_history(parse_yaml(KNOWLEDGE, "k.yaml"), "knowledge")
    )
    found = histories.became(id_)
    assert (found.now, found.said) == (now, said)


@pytest.mark.parametrize("id_", ["third", "round", "never"])
def test_of_an_id_that_no_history_gave_up_or_that_goes_in_a_circle_nothing_is_told(id_):
    history = parse_history(parse_yaml(RULES, "h.yaml"), "rulebook")
    assert Histories(history, history).became(id_) is None


def test_a_history_that_cannot_be_read_tells_nothing(tmp_path):
    (tmp_path / "history.yaml").write_text("0.2.0: [", encoding="utf-8")
    assert became(replace(load_library(), rules=tmp_path), "first") is None
