"""Files people edit are read to the letter, with positions, and written whole or not at all."""

import contextlib
import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.errors import MOST_PROBLEMS, InputError, Place
from wayhome.engine.profile import SourceEntry
from wayhome.engine.sources import (
    DEEPEST,
    LARGEST_FILE,
    Source,
    Strict,
    entries,
    entry_text,
    parse_yaml,
    read_bytes,
    read_text,
    shape,
    write_atomically,
)


def value(text):
    return parse_yaml(text, "a.yaml").value


def refused(text):
    with pytest.raises(InputError) as error:
        parse_yaml(text, "a.yaml")
    return str(error.value)


@pytest.mark.parametrize("word", ["NO", "no", "yes", "Yes", "on", "OFF", "y", "n", "2021-11", "2021-11-05", "0x1F", "0o17"])
def test_a_word_stays_a_word(word):
    assert value(f"a: {word}") == {"a": word}


@pytest.mark.parametrize(
    "word", ["1_000", "12:30", "1:2:3", ".inf", "-.INF", ".nan", "=", "1e", "+", "1.2.3", "tRue", "nULL"]
)
def test_what_only_older_yaml_takes_for_a_value_is_a_word(word):
    assert value(f"a: {word}") == {"a": word}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("012", 12),
        ("-3", -3),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("2.", 2.0),
        ('"12"', "12"),
        ("'null'", "null"),
        ("'true'", "true"),
        ("9" * 19, "9" * 19),
    ],
)
def test_a_scalar_means_what_yaml_1_2_says(written, meant):
    found = value(f"a: {written}")["a"]
    assert found == meant
    assert type(found) is type(meant)


def test_keys_are_words_whatever_they_look_like():
    assert value("1: a\nno: b\n2021-11: c\n'': d\n<<: e") == {"1": "a", "no": "b", "2021-11": "c", "": "d", "<<": "e"}


def test_every_value_knows_its_place():
    source = parse_yaml("a: 1\nb:\n  - c: 2\n    d: [x,\n        y]\n", "a.yaml")
    assert source.place("b", 0, "d", 1) == Place("a.yaml", 5, 9)
    assert source.place("b", 0, "c") == Place("a.yaml", 3, 5)
    assert source.place("b", 7, "no", "such") == source.place("b"), "the nearest known ancestor"


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_system_count_alike(tmp_path, ends):
    path = tmp_path / "a.yaml"
    path.write_bytes(ends.join(["a: 1", "b: 2", "b: 3"]).encode())
    with pytest.raises(InputError, match=r"a\.yaml:3:1: the key 'b' stands twice; the first is on line 2"):
        parse_yaml(read_text(path), str(path))


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1")
    assert value(read_text(path)) == {"a": 1}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: 1\na: 2", "a.yaml:2:1: the key 'a' stands twice"),
        ("a: {b: 1, b: 2}", "a.yaml:1:11: the key 'b' stands twice"),
        ("a: &x 1\nb: *x", "a.yaml:1:4: anchors and aliases"),
        ("a: *x", "a.yaml:1:4: anchors and aliases"),
        ("&k a: 1", "a.yaml:1:1: anchors and aliases"),
        ("a: !!str yes", "a.yaml:1:4: the tag"),
        ("a: !!python/object/apply:os.system ['true']", "a.yaml:1:4: the tag"),
        ("a: !!binary aGk=", "a.yaml:1:4: the tag"),
        ("a: !mine {b: 1}", "a.yaml:1:4: the tag"),
        ('a: !!int "3"', "a.yaml:1:4: the tag"),
        ("a: ! x", "a.yaml:1:4: the tag"),
        ("!!set {a}", "a.yaml:1:1: the tag"),
        ("? [a, b]\n: 1", "a.yaml:1:3: a key must be a word"),
        ("{a: 1}: 2", "a.yaml:1:1: a key must be a word"),
        ("a: 1\n---\nb: 2", "not valid YAML"),
        ("a: [1, 2", "not valid YAML"),
        ("a:\n\tb: 1", "a.yaml:2:1: not valid YAML"),
        ("a: \x00", "not valid YAML"),
        ("a: \x1b[31m", "not valid YAML"),
        ('a: "\\ud800"', "not valid YAML"),
        ("a: b: c", "a.yaml:1:5: not valid YAML"),
        ("[" * 100_000, f"nested deeper than {DEEPEST}"),
        ("{a: " * 1000, f"nested deeper than {DEEPEST}"),
        ("- " * 1000, f"nested deeper than {DEEPEST}"),
        ("? " * 1000, f"nested deeper than {DEEPEST}"),
    ],
)
def test_what_we_do_not_read_is_refused_at_its_place(text, what):
    assert what in refused(text)


def test_a_billion_laughs_end_at_the_first():
    laughs = "\n".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}' if i else 'ha'] * 9)}]" for i in range(9))
    assert refused(laughs).startswith("a.yaml:1:5: anchors and aliases")


def test_an_error_is_one_printable_line_however_long_or_hostile_the_input():
    message = refused('"\\e[31m\\u202e' + "x" * 5000 + '": 1\n"\\e[31m\\u202e' + "x" * 5000 + '": 2')
    assert message.isprintable()
    assert len(message) < 1000


@pytest.mark.parametrize(("text", "meant"), [("", None), ("# only a comment\n", None), ("---\n", None), ("x", "x")])
def test_a_file_without_a_map_is_what_it_is(text, meant):
    assert value(text) == meant


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(InputError):
        assert parse_yaml(text, "a.yaml").file == "a.yaml"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufeff"))
NUMBERS = st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False)
TREES = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=15,
)


@given(TREES)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_json_is_read_as_it_was_written(tree):
    assert value(json.dumps(tree, ensure_ascii=False)) == tree


# files


def cannot_read(path):
    with pytest.raises(InputError) as error:
        read_text(path)
    assert error.value.problems[0].place.file == str(path)
    return str(error.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    assert "No such file" in cannot_read(tmp_path / "none.yaml")
    assert "Is a directory" in cannot_read(tmp_path)
    assert "not a file name" in cannot_read(Path("a\0b"))
    assert "cannot be read" in cannot_read(tmp_path / ("x" * 300))


def test_a_file_we_may_not_read_is_named(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a").write_text("a")
    monkeypatch.setattr(os, "open", refuse)
    assert "cannot be read: Permission denied" in cannot_read(tmp_path / "a")


def test_what_is_not_utf_8_is_refused_at_the_byte(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("a: 1\nb: Côte".encode("latin-1"))
    assert cannot_read(path) == f"{path}:2:5: not UTF-8 text; save the file as UTF-8"
    path.write_bytes("a: é".encode("utf-16"))
    assert "not UTF-8 text" in cannot_read(path)
    path.write_bytes(bytes(range(256)))
    assert "not UTF-8 text" in cannot_read(path)


def test_fifty_megabytes_are_refused_without_reading_them(tmp_path):
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert f"larger than {LARGEST_FILE:,} bytes" in cannot_read(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a Unix")
def test_a_device_without_end_is_refused():
    assert "larger than" in cannot_read(Path("/dev/zero"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a Unix")
def test_a_named_pipe_is_read_and_one_without_a_writer_does_not_hang(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found = []
    reader = threading.Thread(target=lambda: found.append(read_bytes(pipe)), daemon=True)
    reader.start()
    reader.join(10)
    assert found == [b""]
    ready, written = os.pipe()  # a pipe as the shell makes it for <(...)
    os.write(written, b"a: 1")
    os.close(written)
    assert read_bytes(Path(f"/dev/fd/{ready}")) == b"a: 1"
    os.close(ready)


def test_an_entry_is_shown_up_to_the_next(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("# one\n- a: 1\n\n  b: 2\n\n- a: 3\n# two\n")
    assert entry_text(Place(str(path), 2, 3)) == "- a: 1\n\n  b: 2"
    assert entry_text(Place(str(path), 6, 3)) == "- a: 3"


# shapes


class Inner(Strict):
    word: str
    number: int = 0


class Outer(Strict):
    name: str
    either: str | tuple[Inner, ...] = ""
    several: dict[str, Inner] = {}


def faults(text, model=Outer):
    with pytest.raises(InputError) as error:
        shape(model, parse_yaml(text, "a.yaml"))
    return str(error.value).splitlines()


def test_an_unknown_key_comes_with_the_one_that_was_meant():
    assert faults("name: x\nsevral: {}") == ["a.yaml:2:1: unknown key 'sevral'; did you mean 'several'?"]


def test_a_comma_that_cut_a_text_in_two_is_pointed_out():
    assert faults("{name: one, two}") == ["a.yaml:1:13: unknown key 'two'; put text that holds a comma into quotes"]


def test_a_key_cannot_write_to_the_terminal():
    (line,) = faults('name: x\nseveral: {"\\e[31m": {word: 1}}')
    assert line == "a.yaml:2:22: several.\\x1b[31m.word is 1; expected a text; as a text it stands in quotes: '1'"


def test_a_missing_key_is_named_at_what_lacks_it():
    assert faults("several:\n  a: {number: 1}\nname: x") == ["a.yaml:2:3: the key 'word' is missing"]


def test_every_fault_is_reported_once():
    assert faults("name: 1\nseveral: {a: {word: x, number: many}, b: 3}") == [
        "a.yaml:1:1: name is 1; expected a text; as a text it stands in quotes: '1'",
        "a.yaml:2:24: several.a.number is 'many'; expected a whole number",
        "a.yaml:2:39: several.b is 3; expected a map such as {key: value}",
    ]


def test_a_value_that_may_have_several_shapes_is_one_fault():
    assert faults("name: x\neither: 3") == [
        "a.yaml:2:1: either is 3; expected a text or a list; as a text it stands in quotes: '3'"
    ]


def test_the_shape_that_was_meant_is_the_one_that_came_closest():
    assert faults("name: x\neither: [{word: x}, {word: x, numbr: 1}]") == [
        "a.yaml:2:31: unknown key 'numbr'; did you mean 'number'?"
    ]


def test_nobody_reads_more_problems_than_can_be_mended_in_one_go():
    lines = faults("name: x\n" + "".join(f"key{i}: 1\n" for i in range(5000)))
    assert len(lines) == MOST_PROBLEMS + 1
    assert lines[-1] == "... and more; mend these first"


@pytest.mark.parametrize("text", ["", "a: 1", "word", "- word", "- [a]"])
def test_a_list_of_entries_is_asked_for_by_its_first_key(text):
    with pytest.raises(InputError, match="`- rule:`"):
        list(entries(parse_yaml(text, "a.yaml"), "rule"))


# writing


def others(path):
    return [file for file in path.parent.iterdir() if file != path]


def cannot_write(path, **options):
    with pytest.raises(InputError) as error:
        write_atomically(path, "new", **options)
    return str(error.value)


def test_a_file_is_written_as_utf_8_with_plain_line_ends(tmp_path):
    path = tmp_path / ("n" * 250)
    write_atomically(path, "é\n")
    assert path.read_bytes() == b"\xc3\xa9\n"
    assert not others(path)


def test_a_file_keeps_its_permissions_and_a_new_one_has_ordinary_ones(tmp_path):
    path = tmp_path / "a"
    write_atomically(path, "x")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask
    path.chmod(0o640)
    write_atomically(path, "y")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "folder").mkdir()
    path, link = tmp_path / "folder" / "a", tmp_path / "link"
    path.write_text("old")
    link.symlink_to(path)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert path.read_text() == "new"


def test_what_cannot_be_written_is_named(tmp_path):
    (tmp_path / "round").symlink_to("round")
    (tmp_path / "file").write_text("old")
    assert "Is a directory" in cannot_write(tmp_path)
    assert "No such file" in cannot_write(tmp_path / "none" / "a")
    assert "Not a directory" in cannot_write(tmp_path / "file" / "a")
    assert "symbolic links" in cannot_write(tmp_path / "round")
    assert "too long" in cannot_write(tmp_path / ("x" * 300))
    assert (tmp_path / "file").read_text() == "old"


def test_a_file_that_must_not_be_written_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "Permission denied" in cannot_write(path)
    assert path.read_text() == "old"


@pytest.mark.parametrize("fails", ["replace", "chmod"])
def test_a_failure_on_the_way_leaves_the_old_text_and_nothing_else(tmp_path, monkeypatch, fails):
    def fail(*_):
        raise OSError(28, "No space left on device")

    path = tmp_path / "a"
    path.write_text("old")
    monkeypatch.setattr(Path, fails, fail)
    assert cannot_write(path) == f"{path}: cannot be written: No space left on device"
    assert path.read_text() == "old"
    assert not others(path)


@pytest.mark.parametrize("links", [True, False])
def test_a_name_that_is_taken_is_left_alone_if_asked(tmp_path, monkeypatch, links):
    def no_links(*_):
        raise OSError(1, "Operation not permitted")

    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    path = tmp_path / "a"
    write_atomically(path, "first", replace=False)
    assert "the file exists" in cannot_write(path, replace=False)
    assert path.read_text() == "first"
    assert not others(path)
    assert path.stat().st_nlink == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a Unix")
def test_a_pipe_is_written_to_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_text()), daemon=True)
    reader.start()
    write_atomically(pipe, "text")
    reader.join(10)
    assert found == ["text"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


ALTERNATING = """
import itertools, sys
from pathlib import Path
from wayhome.engine.sources import write_atomically
for text in itertools.cycle(sys.argv[2:]):
    write_atomically(Path(sys.argv[1]), text * 20_000)
"""


def test_a_reader_never_sees_a_part_though_two_write_and_are_killed(tmp_path):
    path = tmp_path / "a"
    write_atomically(path, "first" * 20_000)
    pairs = ({"one", "two"}, {"three", "four"})
    whole = {text * 20_000: text for text in ("first", *set.union(*pairs))}
    for _ in range(3):
        writers = [subprocess.Popen([sys.executable, "-c", ALTERNATING, str(path), *texts]) for texts in pairs]
        seen = set()
        try:
            while not all(texts & seen for texts in pairs):
                seen.add(whole[path.read_text()])
        finally:
            for writer in writers:
                writer.kill()
                writer.wait()
        assert path.read_text() in whole


def test_an_unknown_key_is_named_in_values_that_come_from_no_text():
    with pytest.raises(InputError, match="unknown key 'titel'; did you mean 'title'"):
        shape(SourceEntry, Source("cells", {"title": "A report", "titel": "x"}, {}))


def test_an_empty_file_is_told_of_at_its_beginning():
    assert faults("") == ["a.yaml:1:1: the file has no value; expected a map such as {key: value}"]
