"""Does a brief still stand? Make it again from the profile and the options in its front matter, and compare.

In: the text of a brief, a loaded profile, the log of its review and the earlier profile if it shows them. Out: what differs;
nothing if it stands.
"""

from __future__ import annotations

import difflib
import json
import re

from wayhome.engine.advise import Edition
from wayhome.engine.api import LoadedProfile, advise
from wayhome.engine.errors import InputError, listing
from wayhome.engine.library import Library
from wayhome.engine.library_history import became
from wayhome.engine.review.briefed import reviewed
from wayhome.engine.review.log import Log
from wayhome.engine.rule_graph import base_id, rule_graph
from wayhome.engine.sources import Plain, Source, parse_yaml
from wayhome.engine.text_forms import IMPLICATION_ID
from wayhome.engine.weights import read_weights

_NOT_OURS = "is it a brief written by `wayhome advise`?"


def differences(
    brief: str, file: str, loaded: LoadedProfile, log: Log | None = None, previous: LoadedProfile | None = None
) -> list[str]:
    """What has changed since the brief was made, in sentences.

    Raises InputError if it is not a brief of ours, or was made with a review whose `log`, or held against an earlier profile
    which, is not given.
    """
    front = _front_matter(brief, file)
    held = _log_then(front, log)
    if held is None:
        return ["the log of the review is not the one the brief was made from: entries were taken away or changed"]
    then = _value(front, "options", "previous", "sha256")
    if then is not None and previous is None:
        what = "the brief is held against an earlier profile"
        raise InputError.at(front.place("options"), what, mend="give that profile with --previous")
    if then is not None and previous is not None and then != previous.profile.digest:
        return ["the earlier profile is not the one the brief was held against"]
    again = _made_again(front, loaded, held[0], previous if then is not None else None)
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


def ids_gone(brief: str, file: str, library: Library) -> list[str]:
    """What became of everything a brief names that these rules and this knowledge do not have, in sentences.

    Nothing of a brief made from the same, in which no id can be missing. Raises InputError if it is not a brief of ours.
    """
    front = _front_matter(brief, file)
    digests = library.rulebook_digest, library.knowledge_digest
    if (_value(front, "rulebook-sha256"), _value(front, "knowledge-sha256")) == digests:
        return []
    rules = {node.id for node in rule_graph(library).titles}
    text = "\n".join(line for line in brief.split("\n") if not line.startswith("[^"))  # addresses of sources
    named = (id_ for id_ in dict.fromkeys(re.findall(r"`([^`\s]+)`", text)) if re.match(IMPLICATION_ID, base_id(id_)))
    found = ((id_, _became(id_, library)) for id_ in named if base_id(id_) not in rules)
    return [f"{id_}, which the brief names, {said}" for id_, said in found if said]


def _became(id_: str, library: Library) -> str:
    """What became of an id that no rule has; nothing of a passage or an answer that is there, if no rule had its id."""
    gone = library.rulebook.what_became_of(id_)
    if gone is not None:
        return f"is {gone.said}"
    since = became(library, id_)
    if since is not None:
        return since.said
    is_there = id_ in library.passages or id_ in library.questionnaire.facts
    return "" if is_there else "is nothing that these rules or this knowledge have"


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


def _log_then(front: Source, log: Log | None) -> tuple[Log | None] | None:
    """The log as it was when the brief was made, or that there was none; None if it cannot be had from this log."""
    head = _value(front, "options", "reviews", "head")
    if head is None:
        return (None,)
    if log is None:
        what = "the brief shows a review"
        raise InputError.at(front.place("options"), what, mend="give the log it was made from with --reviews")
    then = log.up_to(str(head))
    return None if then is None else (then,)


def _made_again(front: Source, loaded: LoadedProfile, log: Log | None, previous: LoadedProfile | None) -> str:
    """The brief that the same options give today."""
    if not isinstance(_value(front, "options"), dict):
        raise InputError.at(front.place(), "the front matter has no options", mend=_NOT_OURS)
    edition, date = _value(front, "options", "edition"), _value(front, "options", "date")
    if edition not in tuple(Edition):
        raise InputError.at(front.place("options", "edition"), f"there is no edition {edition!r}", listing(Edition))
    place = front.place("options", "weights")
    weights = read_weights(Source(place.file, _value(front, "options", "weights"), {(): (place.line, place.column)}))
    mermaid, summary = (_is_set(front, name) for name in ("mermaid", "summary"))
    body = _value(front, "options", "for")
    if body is not None and not isinstance(body, str):
        raise InputError.at(front.place("options", "for"), f"for: {body!r}", "a role, such as ministry-labour")
    if sum((mermaid, summary, body is not None)) > 1:
        raise InputError.at(front.place("options"), "mermaid, summary and for exclude each other", "at most one", _NOT_OURS)
    day = None if date is None else str(date)
    advised = advise(loaded, edition=str(edition), date=day, weights=weights, previous=previous)
    advised = advised if log is None else reviewed(advised, log)
    return advised.to_markdown(mermaid=mermaid, summary=summary, body=body)


def _is_set(front: Source, name: str) -> bool:
    """A yes or no among the options; left out means no."""
    value = _value(front, "options", name)
    if value is not None and not isinstance(value, bool):
        raise InputError.at(front.place("options", name), f"{name}: {value!r}", "true or false")
    return value is True


def _either_inference(again: str, loaded: LoadedProfile) -> set[str]:
    """Double or single entry depends on the machine, not on the conclusions: both are the same brief."""
    sentences = loaded.library.wording.sentences
    said = [sentences[key] for key in ("entry.double", "entry.single") if key in sentences]
    lines = [f"\ninference: {json.dumps(text, ensure_ascii=False)}\n" for text in said]
    return {again, *(again.replace(ours, other, 1) for ours in lines for other in lines)}
