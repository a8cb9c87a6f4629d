"""The list of sources: those that say too little of themselves, stand twice, or carry no answer."""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.brief.tree import plain
from wayhome.engine.check_warnings.finder import CheckWarning, Finder
from wayhome.engine.profile import SourceEntry


def in_the_list(finder: Finder) -> Iterator[CheckWarning]:
    """One warning at most for each source, the gravest."""
    cited = {key for answer in finder.profile.answers.values() for key in answer.sources}
    titled: dict[str, str] = {}
    for key, source in finder.profile.sources.items():
        first = titled.setdefault(" ".join(source.title.casefold().split()), key)
        fault = _fault(source, is_cited=key in cited, is_twin=first != key)
        if fault:
            slots = {"source": plain(key).text, **({"other": plain(first).text} if fault == "twin" else {})}
            yield finder.at(finder.profile.source_places.get(key), f"sources.{fault}", None, **slots)


def _fault(source: SourceEntry, *, is_cited: bool, is_twin: bool) -> str:
    if is_twin:
        return "twin"
    if not is_cited:
        return "unused"
    if source.date is None:
        return "undated" if source.address.strip() else "bare"
    return ""
