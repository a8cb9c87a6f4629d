"""In which parts the briefs of two advices differ by a word.

In: two advices. Out: titles of parts. The front matter is left aside: it names the versions themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.engine.advise import Advice
from wayhome.engine.brief.compose import compose
from wayhome.engine.brief.tree import Block, Heading, words_of


def differing_parts(before: Advice, after: Advice) -> tuple[str, ...]:
    """The parts that are not the same, by their titles of now, and then those that are gone."""
    ours, theirs = after.library, before.library
    if (ours.rulebook_digest, ours.knowledge_digest) == (theirs.rulebook_digest, theirs.knowledge_digest):
        return ()
    was, is_ = _parts(before), _parts(after)
    return tuple(title for title in {**is_, **was} if was.get(title) != is_.get(title))


def _parts(advice: Advice) -> Mapping[str, list[Block]]:
    """What stands under each title of the brief and of its annexes; before the first of them stands its own title."""
    from wayhome.engine.explain_text.measure import reasons  # brings NumPy with it

    found: dict[str, list[Block]] = {}
    title = ""
    for block in compose(advice, "", reasons, pictures=False).blocks:
        if isinstance(block, Heading) and block.level <= 2:
            title = words_of(block.line)
        found.setdefault(title, []).append(block)
    return found
