"""Does a brief still stand? Make it again from the profile and the options in its front matter, and compare.

In: the text of a brief and a loaded profile. Out: what differs; nothing if it stands.
"""

from __future__ import annotations

import difflib

from wayhome.engine.api import LoadedProfile, advise
from wayhome.engine.errors import InputError
from wayhome.engine.rulebook_reader import read_weights
from wayhome.engine.sources import Source, parse_yaml

_INFERENCE = "inference: "
"""Double or single entry depends on the machine, not on the conclusions: it does not count."""


def differences(brief: str, file: str, loaded: LoadedProfile) -> list[str]:
    """What has changed since the brief was made, in sentences; raises InputError if it is not a brief of ours."""
    front = _front_matter(brief, file)
    options = front.value["options"] if isinstance(front.value, dict) else None
    if not isinstance(options, dict):
        raise InputError.at(file, "the front matter has no options", mend="is it a brief written by `wayhome advise`?")
    weights = read_weights(Source(file, options.get("weights"), {}))
    date = options.get("date")
    again = advise(
        loaded,
        edition=str(options.get("edition")),
        date=str(date) if date is not None else None,
        weights=weights,
    ).to_markdown()
    if _without_inference(again) == _without_inference(brief):
        return []
    made = parse_yaml(again.split("---\n", 2)[1], file)
    found = []
    for key, name in (
        ("profile-sha256", "the profile"),
        ("rulebook-sha256", "the rulebook"),
        ("knowledge-sha256", "the knowledge"),
        ("wayhome", "the version of wayhome"),
    ):
        if isinstance(front.value, dict) and isinstance(made.value, dict) and front.value.get(key) != made.value.get(key):
            found.append(f"{name} is not the one the brief was made from")
    if not found:
        found.append("the text of the brief was changed after it was made")
    lines = difflib.unified_diff(brief.splitlines(), again.splitlines(), "the brief", "made again", n=0, lineterm="")
    changed = [line for line in lines if line[:1] in "+-" and not line.startswith(("+++", "---"))]
    return [*found, f"{len(changed)} lines differ, the first: {changed[0][:200]}"] if changed else found


def _front_matter(brief: str, file: str) -> Source:
    parts = brief.split("---\n", 2)
    if len(parts) < 3 or parts[0]:
        raise InputError.at(file, "there is no front matter", mend="is it a brief written by `wayhome advise`?")
    front = parse_yaml(parts[1], file)
    if not isinstance(front.value, dict) or "options" not in front.value:
        raise InputError.at(file, "the front matter has no options", mend="is it a brief written by `wayhome advise`?")
    return front


def _without_inference(brief: str) -> list[str]:
    return [line for line in brief.splitlines() if not line.startswith(_INFERENCE)]
