"""A rulebook so small that it is read in no time: five questions, two recommendations, every file there is."""

import shutil
from pathlib import Path

from wayhome.engine.library import shipped
from wayhome.engine.wording import SENTENCES

SMALL = Path(__file__).with_name("small")


def copy_small(folder):
    """Put the small rulebook into a folder, as `rules` and `knowledge`; the sentences of the program are those shipped."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    for name in (*SENTENCES, "page.yaml"):
        shutil.copy(shipped("knowledge") / "wording" / name, folder / "knowledge" / "wording" / name)
    return folder
