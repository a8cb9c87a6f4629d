"""Does a brief still stand? Make it again from the profile and the options in its front matter, and compare.

In: the text of a brief and a loaded profile. Out: what differs; nothing if it stands.
"""

from __future__ import annotations

import difflib
import json

from wayhome.engine.advise import Edition
from wayhome.engine.api import LoadedProfile, advise
from wayhome.engine.errors import InputError, listing
from wayhome.engine.sources import Plain, Source, parse_yaml
from wayhome.engine.weights import read_weights

_NOT_OURS = "is it a brief written by `wayhome advise`?"


def differences(brief: str, file: str, loaded: LoadedProfile) -> list[str]:
    """What has changed since the brief was made, in sentences; raises InputError if it is not a brief of ours."""
    front = _front_matter(brief, file)
    again = _made_again(front, loaded)
    if brief in _either_inference(again, loaded):
        return []
    made = _front_matter(again, file)
    found = [
        f"{name} is not the one the brief was made from"
        for key, name in (
            ("profile-sha256", "the profile"),
            ("rulebook-sha256", "the rulebook"),
            ("knowledge-sha256", "the knowledge"),
            ("wayhome", "the version of wayhome"),
        )
        if _value(front, key) != _value(made, key)
    ]
    found = found or ["the text of the brief was changed after it was made"]
    lines = difflib.unified_diff(brief.split("\n"), again.split("\n"), "the brief", "made again", n=0, lineterm="")
    changed = [line for line in lines if line[:1] in "+-" and not line.startswith(("+++", "---"))]
    return [*found, f"{len(changed)} lines differ, the first: {changed[0]}"] if changed else found


def _front_matter(brief: str, file: str) -> Source:
    before, _, rest = brief.partition("---\n")
    front, end, _ = rest.partition("\n---\n")
    if before or not end:
        raise InputError.at(file, "there is no front matter", mend=_NOT_OURS)
    return parse_yaml(f"\n{front}", file)  # the first line is the one of the dashes


def _value(front: Source, *path: str) -> Plain:
    value = front.value
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _made_again(front: Source, loaded: LoadedProfile) -> str:
    """The brief that the same options give today."""
    if not isinstance(_value(front, "options"), dict):
        raise InputError.at(front.place(), "the front matter has no options", mend=_NOT_OURS)
    edition, date = _value(front, "options", "edition"), _value(front, "options", "date")
    if edition not in tuple(Edition):
        raise InputError.at(front.place("options", "edition"), f"there is no edition {edition!r}", listing(Edition))
    place = front.place("options", "weights")
    weights = read_weights(Source(place.file, _value(front, "options", "weights"), {(): (place.line, place.column)}))
    mermaid = _value(front, "options", "mermaid")
    if mermaid is not None and not isinstance(mermaid, bool):
        raise InputError.at(front.place("options", "mermaid"), f"mermaid: {mermaid!r}", "true or false")
    advised = advise(loaded, edition=str(edition), date=None if date is None else str(date), weights=weights)
    return advised.to_markdown(mermaid=mermaid is True)


def _either_inference(again: str, loaded: LoadedProfile) -> set[str]:
    """Double or single entry depends on the machine, not on the conclusions: both are the same brief."""
    sentences = loaded.library.wording.sentences
    lines = [f"\ninference: {json.dumps(sentences[key], ensure_ascii=False)}\n" for key in ("entry.double", "entry.single")]
    return {again, *(again.replace(ours, other, 1) for ours in lines for other in lines)}
