"""Where a line turns round, and what a page is made of."""

from itertools import pairwise

import pytest
from hypothesis import given

from wayhome import advise, load_profile
from wayhome.engine.brief.pictures.lettering import width_of
from wayhome.engine.brief.tree import Break, Document, Grid, Heading, Paragraph, Strong, Text, words_of
from wayhome.engine.documents.columns import WHOLE, column_shares, lines_of_rows
from wayhome.engine.documents.parts import direction_of, first_section, parts_of, running_title, stretches

from .random_documents import TYPED, documents


@given(TYPED)
def test_stretches_put_together_are_the_text_and_take_turns(text):
    for direction in ("ltr", "rtl"):
        found = list(stretches(text, direction))
        assert "".join(piece for piece, _ in found) == text
        ways = [way for _, way in found]
        assert all(one != other for one, other in pairwise(ways))
        assert all(piece for piece, _ in found)


@pytest.mark.parametrize(
    ("text", "direction", "pieces"),
    [
        ("plain", "ltr", ["plain"]),
        ("Asked of وزارة الداخلية, then.", "ltr", ["Asked of ", "وزارة الداخلية", ", then."]),
        ("وزارة (٢٠٢١).", "ltr", ["وزارة (٢٠٢١)", "."]),
        ("وزارة (ANETI) ثم", "rtl", ["وزارة (", "ANETI", ") ثم"]),
        ("2021", "rtl", ["2021"]),
        ("", "ltr", []),
    ],
)
def test_signs_go_with_the_line_and_a_bracket_with_the_one_it_closes(text, direction, pieces):
    assert [piece for piece, _ in stretches(text, direction)] == pieces


def test_a_foreign_name_turns_no_sentence_round():
    assert direction_of("Asked of وزارة الشؤون الاجتماعية", "ltr") == "ltr"
    assert direction_of("وزارة الداخلية (ANETI)", "ltr") == "rtl"
    assert direction_of("2026", "rtl") == "rtl"
    assert direction_of("Ministry", "rtl") == "ltr"


def test_a_document_falls_into_title_opening_main_part_and_annexes():
    def heading(level, words):
        return Heading(level, (Text(words),))

    say = Paragraph((Text("x"),))
    blocks = (
        heading(1, "T"),
        say,
        heading(2, "A"),
        say,
        heading(4, "B"),
        heading(2, "C"),
        Break(),
        heading(3, "D"),
        Break(),
    )
    parts = parts_of(Document({}, blocks, ()), "untitled")
    assert parts.title == (Text("T"),)
    assert parts.opening == (say,)
    assert parts.main == (heading(2, "A"), say, heading(3, "B"), heading(2, "C"))
    assert parts.annexes == (heading(3, "D"), Break())
    assert first_section(parts.main) == (parts.main[:3], parts.main[3:])


def test_a_title_stands_in_the_margin_as_far_as_there_is_room():
    assert running_title("Ghana: joining up what exists") == "Ghana: joining up what exists"
    assert running_title("a" * 2000) == "a" * 120 + "…"


def test_a_heading_without_words_heads_nothing():
    parts = parts_of(Document({}, (Heading(1, ()), Heading(2, (Text(" "),)), Heading(3, (Text("a"),))), ()), "untitled")
    assert parts.title == (Text("untitled "),)
    assert parts.main == (Paragraph((Text(" "),)), Heading(2, (Text("a"),)))


@given(documents())
def test_the_columns_of_a_table_share_its_whole_width(document):
    for block in document.blocks:
        if hasattr(block, "rows"):
            shares = column_shares(block)
            assert len(shares) == len(block.head)
            assert sum(shares) == WHOLE
            assert all(share > 0 for share in shares)


WIDTH, SIZE, EDGES = 481.9, 9, 8
"""Points: a table from edge to edge, its type and the edges of a cell in Word, where type is larger than in PDF."""
NARROWER = 0.87
"""Of Word's font, to the widths that are reckoned with."""


@pytest.mark.parametrize("name", ["xx", "gha-2021"])
def test_no_plain_word_of_a_brief_is_wider_than_its_column(name):
    grids = [
        b for b in advise(load_profile(f"example:{name}"), edition="adviser").to_document().blocks if isinstance(b, Grid)
    ]
    assert len(grids) > 10
    for grid in grids:
        for share, *cells in zip(column_shares(grid), grid.head, *grid.rows, strict=True):
            words = {
                word for cell in cells for part in cell if isinstance(part, Text | Strong) for word in part.text.split()
            }
            for word in words:
                if word.isalpha() and len(word) < 16:
                    assert width_of(word, SIZE) * NARROWER <= WIDTH * share / WHOLE - EDGES, (word, words_of(grid.head[0]))


def test_the_lines_a_row_takes_are_reckoned_from_its_tallest_cell():
    few, many = (Text("few words"),), (Text("many words " * 200),)
    grid = Grid((few, few), ((few, few), (few, many)))
    low, tall = lines_of_rows(grid, [500, 500])
    assert low == 1
    assert lines_of_rows(grid, [800, 200])[1] > tall > 20
