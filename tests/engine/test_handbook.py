"""Passages: one heading a piece of guidance, with where it stands and how strongly it is said."""

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.handbook import load_handbook

PASSAGE = """\
## Open what exists
`work.open`

- Locator: Table 1; L3
- Strength: could
- Actors: ministry-labour, employers,
- Beneficiaries: people who look for work
- Means of verification: the yearly report
- SDG: 8.5, 4.4

Text in our own words.

And more of it.

**open:** Do this.
"""


def load(tmp_path, **pages):
    for name, text in pages.items():
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    return load_handbook(tmp_path)


def faults(tmp_path, text, **pages):
    with pytest.raises(InputError) as error:
        load(tmp_path, page=text, **pages)
    return str(error.value)


def test_a_passage_holds_its_fields_text_and_modes(tmp_path):
    passage = load(tmp_path, page=PASSAGE)["work.open"]
    assert (passage.locator, passage.strength) == ("Table 1; L3", "could")
    assert passage.text == "Text in our own words. And more of it."
    assert passage.modes == {"open": "Do this."}
    assert passage.actors == ("ministry-labour", "employers")
    assert passage.verification == "the yearly report"
    assert passage.sdg == ("8.5", "4.4")
    assert (passage.indicator, passage.gcm) == ("", ())


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("- Locator: Table 1; L3\n", "", 1, "has no Locator"),
        ("could", "might", 5, "has the Strength 'might'; expected must, should or could"),
        ("- Strength: could\n", "", 1, "has no Strength; expected must, should or could"),
        ("SDG", "SGD", 9, "unknown field 'sgd'; did you mean 'sdg'?"),
        ("**open:**", "**opening:**", 15, "unknown mode 'opening'"),
        ("Text in our own words.\n\nAnd more of it.\n", "", 1, "has no text"),
    ],
)
def test_a_fault_is_named_at_its_passage(tmp_path, old, new, line, what):
    found = faults(tmp_path, PASSAGE.replace(old, new))
    assert found.startswith(f"{tmp_path / 'page.md'}:{line}:1: ")
    assert what in found


def test_faults_of_all_pages_are_reported_together(tmp_path):
    found = faults(
        tmp_path, PASSAGE.replace("could", "x"), second=PASSAGE.replace("work.open", "other").replace("SDG", "SGD")
    )
    assert len(found.splitlines()) == 2


def test_a_passage_stands_once(tmp_path):
    found = faults(tmp_path, PASSAGE, second=PASSAGE)
    assert "the passage work.open stands twice; the first is at" in found


def test_a_folder_without_passages_is_refused(tmp_path):
    with pytest.raises(InputError, match="no passages"):
        load_handbook(tmp_path / "none")
