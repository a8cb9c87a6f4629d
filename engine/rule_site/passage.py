"""A passage of the handbook on its page: what it says, where, how strongly, and what rests on it.

In: `RuleWords`, the id of a passage, and who cites it. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.engine.brief.tree import Block, Items, Line, Paragraph, Text
from wayhome.engine.handbook import Passage
from wayhome.engine.rule_graph import Kind, Node
from wayhome.engine.rule_pages.history import history
from wayhome.engine.rule_pages.rule_words import RuleWords


def passage(w: RuleWords, id_: str, cited_by: Sequence[Node]) -> list[Block]:
    """Everything about a passage but the rules that stand with it."""
    found = w.library.passages[id_]
    place = w.say("passage.place", locator=found.locator, strength=found.strength)
    blocks = [*w.head(Node(Kind.PASSAGE, id_), place), Paragraph((Text(found.text),))]
    blocks += [Paragraph((Text(" ".join(text for _, text in callout.lines)),)) for callout in found.callouts]
    lines = [*_ways(w, found), *_about(w, found)]
    rules = [node for node in cited_by if node.kind is not Kind.QUESTION]
    questions = [node for node in cited_by if node.kind is Kind.QUESTION]
    for key, nodes in (("rules", rules), ("questions", questions)):
        lines += [w.say(f"passage.{key}", names=w.named(nodes))] if nodes else []
    return [*blocks, *([Items(tuple(lines))] if lines else []), *history(w, Node(Kind.PASSAGE, id_))]


def _ways(w: RuleWords, found: Passage) -> list[Line]:
    """How to do it in each way; those of a recommendation stand in its table."""
    if found.id in w.library.rulebook.recommendations:
        return []
    ways = {mode: w.words("way.any") if mode == "any" else w.way(mode) for mode in found.modes}
    return [w.say("passage.way", way=ways[mode], text=text) for mode, text in found.modes.items()]


def _about(w: RuleWords, found: Passage) -> list[Line]:
    """Who benefits, what shows it, and the codes it goes by."""
    texts = {"beneficiaries": found.beneficiaries, "indicator": found.indicator, "verification": found.verification}
    lines = [w.say(f"passage.{key}", text=text) for key, text in texts.items() if text]
    if found.sdg or found.gcm or found.crs:
        sdg, gcm, crs = (", ".join(codes) for codes in (found.sdg, found.gcm, found.crs))
        lines.append(w.say("passage.codes", sdg=sdg, gcm=gcm, crs=crs))
    return lines
