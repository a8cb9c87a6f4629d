"""Who may see which picture is one rule, and a picture asked for by name comes or says why it does not."""

import pytest

from wayhome.cli.picture import NAMES
from wayhome.engine.api import Advised
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures import png
from wayhome.engine.brief.pictures.gallery import PICTURES, drawn
from wayhome.engine.brief.tree import Picture
from wayhome.engine.errors import InputError

from .svg_reading import advice_of


def test_the_command_names_every_picture_there_is():
    assert tuple(PICTURES) == NAMES


def refused(name, example="xx", edition="draft"):
    with pytest.raises(InputError) as error:
        drawn(Phrases(advice_of(example, edition)), name)
    return str(error.value)


def test_a_picture_comes_by_its_name():
    assert drawn(Phrases(advice_of("xx", "draft")), "timeline").name == "timeline"


def test_a_name_that_is_none_comes_with_the_one_that_was_meant():
    assert "there is no picture 'timelin'; expected preconditions, " in refused("timelin")
    assert "did you mean 'timeline'?" in refused("timelin")


@pytest.mark.parametrize("edition", ["draft", "ministerial"])
@pytest.mark.parametrize("name", ["preconditions", "stakeholders", "sectors"])
def test_a_picture_for_the_adviser_is_refused_to_others(name, edition):
    assert refused(name, edition=edition) == (
        f"picture: the picture '{name}' is not for the readers of the edition '{edition}'; --edition adviser"
    )


def test_an_empty_picture_is_refused():
    assert refused("stakeholders", "civ", "adviser").endswith("there is nothing to draw in the picture 'stakeholders'")


def test_without_typst_a_png_is_refused_with_the_way_to_install_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(InputError) as error:
        png.to_png("<svg/>")
    assert str(error.value) == (
        "wayhome: this needs the package typst; install it: python -m pip install 'wayhome[documents]'"
    )


def drawn_for_nobody(p):
    raise AssertionError("drawn for nobody to see")


def test_nothing_is_drawn_for_a_format_that_shows_no_picture(monkeypatch):
    advised = Advised(advice_of("xx", "adviser"))
    text = advised.to_markdown()
    pictures = [block for block in advised.to_document().blocks if isinstance(block, Picture)]
    assert len(pictures) == len(PICTURES)

    for name, (audience, _) in PICTURES.items():
        monkeypatch.setitem(PICTURES, name, (audience, f"{__name__}:{drawn_for_nobody.__name__}"))
    assert advised.to_markdown() == text
    assert not [block for block in advised.to_document(pictures=False).blocks if isinstance(block, Picture)]
    with pytest.raises(AssertionError, match="drawn"):
        advised.to_markdown(mermaid=True)
