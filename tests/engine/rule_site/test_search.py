"""The search over all pages: what it knows of each entry, and which spellings are the same word.

What its script does with that is tried in a browser, in tests/programs.
"""

import functools
import json
import re

import pytest

from wayhome.engine.brief.tree import Grid, Paragraph, Text
from wayhome.engine.library import load_library
from wayhome.engine.rule_graph import rule_graph
from wayhome.engine.rule_site.plan import plan_of
from wayhome.engine.rule_site.search import folded, index_of, search_script
from wayhome.engine.rule_site.site import site_of

from ..documents.page import parse

LIBRARY = load_library()


@functools.cache
def page():
    return site_of(LIBRARY, "html")


def held(name):
    return json.loads(re.search(rf"const {name} = (?:new Set\()?(\[.*\])\)?;", page()["all.html"]).group(1))


def said(*texts):
    return [Paragraph((Text(text),)) for text in texts]


def test_the_search_knows_every_entry_of_the_page_in_its_order():
    entries = parse(page()["all.html"]).one("main").all("li")
    ids, words, common = held("ids"), held("words"), held("common")
    assert len(ids) == len(words) == len(entries)
    places = [entry.all("a")[0].attributes["href"] for entry in entries]
    assert all(place.casefold().endswith(f"-{id_}") for place, id_ in zip(places, ids, strict=True))
    known = words[places.index("handbook-4.1.3-procedures-and-referral.html#recommendation-referral.why")].split()
    assert {"trafficking", "referral", "consent"} <= set(known)
    assert known == sorted(set(known))
    assert "ruled" in known  # only the name of an example has it
    assert not {*known} & {*common}


def test_every_id_is_known_whole_whatever_its_parts():
    ids = held("ids")
    plan = plan_of(LIBRARY, rule_graph(LIBRARY))
    for node in plan.homes:
        if node.kind not in ("role", "sector"):
            assert folded(node.id) in ids
    assert {"i5-no-split", "i6", "text-unsigned-and-adopted", "weights"} <= set(ids)


def test_words_that_nearly_every_entry_has_are_left_out_and_named():
    index = index_of([("a", said("The rule on it")), ("b", said("A rule, 4 of 10")), ("c", said("a rule of one"))])
    assert index.common == ("of", "rule")
    assert index.words == ("it on the", "10 4", "one")


def test_names_of_examples_are_known_and_other_cells_are_not():
    cells = (Text("Nobody asked"),), (Text("a cell"),)
    one, other = (Grid((), (cells,), folding) for folding in ((Text("1 example"),), ()))
    assert index_of([("a", [one]), ("b", [other]), ("c", ())]).words == ("asked nobody", "", "")


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Côte d’Ivoire", "cote d’ivoire"),
        ("Co\u0302te", "COTE"),
        ("Genève", "geneve"),
        ("ÉCOLE", "ecole"),
        ("Straße", "strasse"),
        ("Œuvre, Łódź, Ørsted, İzmir", "oeuvre, lodz, orsted, izmir"),
        ("أحمد إعادة آمن ٱلعودة", "احمد اعاده امن العوده"),
        ("مَدْرَسَة", "مدرسه"),
        ("عــودة", "عودة"),
        ("على", "علي"),
        ("مسؤول", "مسوول"),
        ("Αθήνας", "ΑΘΗΝΑΣ"),
    ],
)
def test_other_accents_capitals_and_forms_of_a_letter_are_the_same_word(written, searched):
    assert folded(written) == folded(searched)
    assert folded(folded(written)) == folded(written)


def test_different_words_stay_different():
    assert len({folded(word) for word in ("care", "core", "cure", "عودة", "عودي", "no", "know")}) == 7


def test_nothing_in_an_index_ends_the_script_or_is_taken_for_a_place_in_it():
    index = index_of([("</script>", said("WORDS LABEL")), ("IDS", said("COMMON </script>"))])
    script = search_script(index, "FOUND </script>", "LABEL {count}")
    assert "</script>" not in script
    assert 'label.textContent = "FOUND \\u003c/script>";' in script
    assert 'said.textContent = wanted.length ? "LABEL {count}".replace(' in script
