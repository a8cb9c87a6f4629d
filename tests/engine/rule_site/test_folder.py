"""The folder of pages: new pages take the place of old ones all together, and nobody's file is lost."""

import errno
import shutil
from pathlib import Path

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.rule_site.folder import write_site
from wayhome.engine.rule_site.site import site_of

from ..lint.small_rulebook import copy_small


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = copy_small(tmp_path_factory.mktemp("small"))
    return {form: site_of(load_library(folder / "rules", folder / "knowledge"), form) for form in ("html", "md")}


def held(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


@pytest.mark.parametrize("form", ["html", "md"])
def test_pages_are_written_anew_and_those_no_longer_made_go_away(tmp_path, pages, form):
    folder = tmp_path / "deep" / "pages"
    write_site(folder, pages[form])
    assert held(folder) == pages[form]
    mine = {"notes.txt": "mine", f"mine.{form}": "mine"}
    for name, text in mine.items():
        (folder / name).write_text(text)
    fewer = {name: f"{text}\n" for name, text in pages[form].items() if name != f"care.{form}"}
    write_site(folder, fewer)
    assert held(folder) == fewer | mine


def test_somebody_elses_file_is_never_written_over(tmp_path, pages):
    (tmp_path / "README.md").write_text("# Mine\n")
    with pytest.raises(InputError, match=r"README\.md: no page of the rulebook; it stays as it is; choose another folder"):
        write_site(tmp_path, pages["md"])
    assert held(tmp_path) == {"README.md": "# Mine\n"}
    with pytest.raises(InputError, match="not a folder"):
        write_site(tmp_path / "README.md", pages["md"])


@pytest.mark.parametrize("form", ["html", "md"])
def test_what_is_in_the_way_is_said_before_the_first_page_is_written(tmp_path, pages, form):
    write_site(tmp_path, pages[form])
    newer = {name: f"{text}\n" for name, text in pages[form].items()}
    (tmp_path / f"care.{form}").unlink()
    (tmp_path / f"care.{form}").mkdir()
    (tmp_path / f"steps.{form}").unlink()
    (tmp_path / f"steps.{form}").symlink_to("nowhere")
    with pytest.raises(InputError) as refused:
        write_site(tmp_path, newer)
    assert str(refused.value).splitlines() == [
        f"{tmp_path}/care.{form}: a folder that has the name of a page; choose another folder",
        f"{tmp_path}/steps.{form}: no page of the rulebook; it stays as it is; choose another folder",
    ]
    assert (tmp_path / f"all.{form}").read_text(encoding="utf-8") == pages[form][f"all.{form}"]
    assert not list(tmp_path.glob(".wayhome-*"))


def test_a_disk_that_is_full_leaves_the_old_pages_as_they_were(tmp_path, pages, monkeypatch):
    write_site(tmp_path, pages["md"])
    newer = {name: f"{text}\n" for name, text in pages["md"].items()}
    write_text, left = Path.write_text, iter(range(5))

    def full(path, *args, **options):
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_text(path, *args, **options)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        write_site(tmp_path, newer)
    assert held(tmp_path) == pages["md"]


def test_drafts_of_ours_that_a_run_left_go_away_and_nobody_elses(tmp_path, pages):
    write_site(tmp_path, pages["html"])
    left = tmp_path / ".wayhome-pages-left"
    left.mkdir()
    (left / "all.html").write_text("half a pa")
    shutil.copy(tmp_path / "all.html", tmp_path / ".wayhome-abcd1234")
    (tmp_path / ".wayhome-profile1").write_text("wayhome: 1\n")
    (tmp_path / ".wayhome-mine").mkdir()
    write_site(tmp_path, pages["html"])
    assert sorted(path.name for path in tmp_path.glob(".*")) == [".wayhome-mine", ".wayhome-profile1"]


def test_a_file_that_is_no_text_is_left_alone(tmp_path, pages):
    (tmp_path / "old.html").write_bytes(b"<html>caf\xe9\xff")
    write_site(tmp_path, pages["html"])
    assert (tmp_path / "old.html").read_bytes() == b"<html>caf\xe9\xff"
