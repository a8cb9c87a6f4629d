"""Pages are set with our own fonts, whatever the machine has; a fault of ours is no reason to write half a page."""

from importlib.resources import files

import pytest
import typst

from wayhome.engine.typesetting import typeset

FONTS = files("wayhome.engine") / "fonts"


def test_data_is_data():
    with pytest.raises(typst.TypstError, match="unknown variable"):
        typeset("#nothing", {}, "pdf")
    hostile = '#panic("no") $ `` ] } \\'
    assert typeset("#text(sys.inputs.said)", {"said": hostile}, "pdf", standard=None).startswith(b"%PDF")


def test_every_font_that_is_shipped_can_be_used_and_its_licence_stands_beside_it():
    names = sorted(path.name for path in FONTS.iterdir())
    fonts = [name for name in names if name.endswith(".ttf")]
    assert fonts
    assert names == sorted([*fonts, "OFL.txt"])
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert all(name in licence for name in fonts)
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    assert len(found.fonts()) == len(fonts)


@pytest.mark.parametrize(
    "word", ["Côte d’Ivoire", "Ţară", "Црна Гора", "საქართველო", "Հայաստան", "ኢትዮጵያ", "বাংলাদেশ", "تونس", "→ ▶ ●"]
)
def test_the_scripts_we_ship_have_every_sign(word):
    made = typeset(f'#set document(title: "x")\n#text(font: "Noto Sans", "{word}")', {}, "pdf", standard="ua-1")
    assert b"pdfuaid" in made
