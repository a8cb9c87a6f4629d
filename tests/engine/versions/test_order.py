"""Rules that stand in another order are told of where the order decides, and only there."""

import re

from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine.compile import Program
from wayhome.engine.errors import Place
from wayhome.engine.evaluate import evaluate
from wayhome.engine.rulebook import Implication
from wayhome.engine.truth import ALWAYS, Domain
from wayhome.engine.version_file import Step
from wayhome.engine.versions.changelog import changelog
from wayhome.engine.versions.document import to_plain
from wayhome.engine.versions.order import order_decides
from wayhome.engine.versions.recorded import recorded

MEANS, TOGETHER, TEXTS = (f"0-implications/{name}.yaml" for name in ("means", "together", "texts"))
RUN_OUT = "“What has run out, or is paid up to a day that is past, does not last through the plan”"


def entries_of(text):
    """The top of a rule file, and its entries."""
    return re.split(r"(?m)^(?=- )", text)


def moved(fork, id_, file, to):
    """Take a rule out of its file, and put it at the end of another."""
    path, other = fork.folder / file, fork.folder / to
    block = next(one for one in entries_of(path.read_text(encoding="utf-8")) if one.startswith(f"- implication: {id_}\n"))
    fork.edit(file, block, "")
    other.write_text(f"{other.read_text(encoding='utf-8').rstrip()}\n\n{block.rstrip()}\n", encoding="utf-8")


def reversed_(fork, file):
    path = fork.folder / file
    head, *entries = entries_of(path.read_text(encoding="utf-8"))
    path.write_text(head + "\n".join(f"{one.rstrip()}\n" for one in reversed(entries)), encoding="utf-8")


def test_an_implication_that_is_read_after_another_on_the_same_facts_is_told_with_both(shipped_library, fork):
    moved(fork, "I13", MEANS, TOGETHER)
    log = changelog(shipped_library, fork.library())
    (entry,) = log.entries
    assert (entry.kind, entry.id, entry.step) == ("implication", "I12", Step.MAJOR)
    (said,) = entry.said
    assert said.sentence.startswith(f"It is read before {RUN_OUT} now. Where they leave nothing of “public employment")
    assert "and 22 more in common, this one counts now and the other does not" in said.sentence
    assert "the yearly budget" in said.examples[0]
    assert "its period is over" in said.examples[0]
    assert recorded(log.of_rules) == {"changed": {"implication": {"I12": [said.sentence]}}}


def test_a_file_in_reverse_is_told_by_the_pairs_of_which_the_order_decides(shipped_library, fork):
    reversed_(fork, MEANS)
    found = changelog(shipped_library, fork.library()).entries
    assert [(entry.id, entry.step) for entry in found] == [("I12", Step.MAJOR), ("I9", Step.PATCH)]
    assert "the same follows; which of the two is named can differ" in found[1].said[0].sentence


def test_implications_that_never_meet_may_stand_in_any_order(shipped_library, fork):
    moved(fork, "I6", MEANS, TEXTS)
    log = changelog(shipped_library, fork.library())
    assert log.entries == ()
    assert "Nothing changed in meaning or in words. The files differ, in comments, layout or order alone." in " ".join(
        to_plain(log).split()
    )


def test_of_two_measures_on_one_line_of_the_handbook_the_first_comes_first_where_all_else_is_equal(shipped_library, fork):
    files = fork.folder / "5-priorities/measures"
    (files / "partners.yaml").rename(files / "zz-partners.yaml")
    (entry,) = changelog(shipped_library, fork.library()).entries
    title = shipped_library.wording.measures["partners"].title
    assert (entry.kind, entry.id, entry.step) == ("measure", "local", Step.MAJOR)
    said = f"It stands before “{title}” now, and comes first where all else is equal."
    assert [one.sentence for one in entry.said] == [said]


MASKS = st.integers(1, 15)


@given(MASKS, MASKS)
def test_the_order_of_two_narrowings_decides_just_where_some_answers_end_otherwise(one, other):
    domain = Domain(("a", "b", "c", "d"))
    rules = [Implication(str(i), "", ALWAYS, (("f", mask),), Place("")) for i, mask in enumerate((one, other))]

    def left(order, known):
        found = evaluate(Program({"f": domain}, ("f",), (), tuple(order), (), {}, ()), {"f": known})
        return found.facts["f"], {conflict.implication for conflict in found.conflicts}

    differs = any(left(rules, known) != left(rules[::-1], known) for known in range(1, 16))
    assert order_decides(one, other) is differs
