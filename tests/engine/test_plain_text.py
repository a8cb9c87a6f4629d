"""A document tree as text for a terminal."""

from wayhome.engine.brief.tree import Grid, Text
from wayhome.engine.plain_text import WIDTH, to_text


def test_a_table_that_fits_has_a_line_for_each_row():
    assert to_text([Grid(((Text("a"),), (Text("b"),)), (((Text("long"),), (Text("c"),)),))]) == "a     b\nlong  c\n"


def test_a_table_too_wide_for_a_terminal_is_wrapped_and_loses_no_word():
    head, words = ((Text("a"),), (Text("b"),), (Text("c"),)), [f"word{i}" for i in range(60)]
    cells = ((Text("short"),), (Text(" ".join(words)),), (Text(" ".join(reversed(words))),))
    text = to_text([Grid(head, (cells,))])
    assert all(len(line) <= WIDTH for line in text.splitlines())
    assert sorted(text.split()) == sorted(["a", "b", "c", "short", *words, *words])
    assert max(line.index("word") for line in text.splitlines() if line.startswith("short")) == len("short  ")
