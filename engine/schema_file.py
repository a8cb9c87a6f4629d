"""The schema that lies beside a profile, so that an editor completes and checks the profile while it is written.

In: the path of a profile, and the questionnaire. Out: a file of a fixed name in the same folder, written atomically. What
somebody else keeps under that name stays as it is.
"""

from __future__ import annotations

import json
from pathlib import Path

from wayhome.engine.blank import SCHEMA_FILE
from wayhome.engine.errors import InputError
from wayhome.engine.profile_schema import TITLE, profile_schema
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.sources import read_bytes, write_atomically


def write_schema_beside(profile: Path, questionnaire: Questionnaire) -> Path:
    """Write the schema into the folder of a profile, or bring it up to date; its path.

    Raises InputError if it cannot be written, or if a file of that name is not ours.
    """
    path = profile.parent / SCHEMA_FILE
    text = json.dumps(profile_schema(questionnaire), ensure_ascii=False, separators=(",", ":")) + "\n"
    if path.exists():
        held = read_bytes(path)
        if held == text.encode():
            return path
        if not _is_ours(held):
            raise InputError.at(str(path), "there is another file of this name, which stays as it is")
    write_atomically(path, text)
    return path


def _is_ours(held: bytes) -> bool:
    try:
        schema = json.loads(held)
    except (ValueError, RecursionError):
        return False
    return isinstance(schema, dict) and schema.get("title") == TITLE and "definitions" in schema
