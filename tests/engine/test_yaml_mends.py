"""The commonest slips in YAML are told with the line to blame and how to mend them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine.errors import InputError
from wayhome.engine.sources import parse_yaml

ENTRY = """\
- finding: context.few
  title: Few return
  cites: [scale.sizing]
  table:
    - {is: yes, when: {returns.number: low}}
    - {is: no}
"""
INDENT = "begin the line as far in as the keys beside it"
QUOTES = "quotes enclose a whole text, and one with an apostrophe stands in double quotes"


@pytest.mark.parametrize(
    ("old", "new", "place", "mend"),
    [
        ("Few return", "Return: few", "2:16", "a text with a colon stands in quotes"),
        ("{is: no}", "{is: no: more}", "6:14", "a text with a colon stands in quotes"),
        ("  cites", "   cites", "3:9", INDENT),
        ("  cites", " cites", "3:2", INDENT),
        ("    - {is: no}", "   - {is: no}", "6:4", INDENT),
        ("- finding", "finding", "2:8", INDENT),
        ("low}}", "low}}}", "5:45", "take the } out"),
        ("sizing]", "sizing]]", "3:24", "take the ] out"),
        ("low}}", "low}", "5:7", "close the { that begins here"),
        ("sizing]", "sizing", "3:10", "close the [ that begins here"),
        ("Few return", "'The country's return'", "2:23", QUOTES),
        ("Few return", '"Few" return', "2:16", QUOTES),
        ("Few return", "'Few return", "2:10", "close the quote that begins here"),
        ("  cites", "\tcites", "3:1", "indent with spaces, not with tabs"),
        ("    - {is: no}", "\t- {is: no}", "6:1", "indent with spaces, not with tabs"),
        ("- finding", "```yaml\n- finding", "1:1", "take the line with ``` out"),
        ("{is: no}\n", "{is: no}\n```\n", "7:1", "take the line with ``` out"),
        ("  title", "<<<<<<< HEAD\n  title", "2:1", "a merge is not finished"),
        ("- finding", "<<<<<<< HEAD\n- finding", "1:1", "a merge is not finished"),
        ("title:", "title", "2:3", "a key ends with a colon and a space"),
        ("table:", "table", "4:3", "a key ends with a colon and a space"),
        ("title: ", "title:", "2:3", "a space follows the colon"),
        ("Few", "@Few", "2:10", "a text that begins with @ stands in quotes"),
        ("Few return", '"Few \\d"', "2:15", "put the text into single quotes"),
        ("{is: no}\n", "{is: no}\n---\n", "7:1", "take the line --- out"),
    ],
)
def test_a_slip_is_told_at_its_line_with_its_mend(old, new, place, mend):
    with pytest.raises(InputError) as error:
        parse_yaml(ENTRY.replace(old, new, 1), "a.yaml")
    (problem,) = error.value.problems
    assert (str(problem.place), problem.mend[: len(mend)]) == (f"a.yaml:{place}", mend)


@given(st.text(alphabet="ab:'\"{}[]-,`<>=\n\t \\@#|&*!é", max_size=40))
def test_whatever_is_written_it_is_read_or_refused_within_the_file(text):
    try:
        parse_yaml(text, "a.yaml")
    except InputError as error:
        for problem in error.problems:
            assert 0 <= problem.place.line <= text.count("\n") + 2
