"""How changed pieces of the knowledge are said: words by name, everything else as it was and as it is.

In: two versions of a question, a scale, a text. Out: `Said`s. What is not known here to be words, or to serve the asking
alone, counts as a piece that advice hangs on, so that a new kind of piece is rather told too loud than not at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.brief.phrases import listed
from wayhome.engine.version_file import Step
from wayhome.engine.versions.entries import Said
from wayhome.engine.versions.parts import NAMES, Path, differing, parts_of
from wayhome.engine.versions.words import Name, VersionWords

_NOTHING_BUT_WORDS = (
    "section",
    "measure's words",
    "guard's words",
    "step's words",
    "precondition's words",
    "sentence",
    "page's words",
)
"""Kinds of which every piece is printed and decides nothing."""
_WORDS = {"name", "title", "short", "text", "help", "matters", "anchor", "clause", "unit", "label"}
_WORDS_OF_PASSAGE = {"title", "text", "modes", "callouts", "beneficiaries", "indicator", "verification"}
_WORDS_OF = {
    "name": "its name",
    "title": "its title",
    "short": "its short title",
    "text": "the text",
    "help": "the help",
    "matters": "why it matters",
    "anchor": "an answer",
    "values": "an answer",
    "options": "a line",
    "rows": "a line",
    "levels": "a level",
    "counted": "what is counted",
    "grid": "the table",
    "number": "the number",
    "dates": "the dates",
    "fields": "a field",
    "repeat": "the list",
}
"""Words by what they stand under."""
_LABELLED = {"options", "rows", "values", "counted"}
"""Mappings that hold a label behind each name."""
_STEPS = {
    ("question", "documents"): Step.MINOR,
    ("question", "sensitive"): Step.MINOR,
    ("question", "policy"): Step.MINOR,
    ("question", "plausible"): Step.MINOR,
    ("question", "passages"): Step.PATCH,
    ("passage", "actors"): Step.MINOR,
    ("passage", "partners"): Step.MINOR,
    ("passage", "sdg"): Step.MINOR,
    ("passage", "gcm"): Step.MINOR,
    ("passage", "crs"): Step.MINOR,
}
"""How far pieces weigh on which no advice hangs: they serve the asking, or are printed beside it (ours)."""
_NOT_HERE = {("question", "question"), ("question", "relevant")}
"""Pieces that are told otherwise."""
_SAYS = {
    "ask": "Who is asked",
    "effort": "Effort of asking",
    "documents": "Documents help to answer it",
    "core": "One of the questions of the core",
    "policy": "A government can change it",
    "sensitive": "Marked as sensitive",
    "opt_in": "Asked on request only",
    "should_know": "A State should know it",
    "passages": "Passages it goes back to",
    "when_skipped": "Taken as, where it is not asked",
    "stale_after": "Months after which an answer is old",
    "qualifiers": "What is asked beside it",
    "ordered": "Its answers stand in an order",
    "below": "Upper limit",
    "exists": "Something is there to credit",
    "partial": "Counts a part only",
    "mode": "Way of doing it",
    "gap": "Points for the gap",
    "order": "Levels from the lowest to the highest",
    "actor": "Its real name is asked",
    "lead": "Led by",
    "aliases": "Other words for it",
    "dates": "What follows from the date",
    "levels": "Levels",
    "values": "Answers",
    "options": "Lines",
    "rows": "Lines",
    "bands": "Bands",
    "counted": "What can be counted",
    "fields": "What is asked of each",
    "strength": "Force of the wording (must, should or could)",
    "locator": "Place in the handbook",
    "country": "Country it tells of",
    "least": "Least that is likely",
    "most": "Most that is likely",
    "since": "First year that still says something",
    "sdg": "Codes of the SDGs",
    "gcm": "Objectives of the GCM",
    "crs": "Purpose codes",
}
"""Pieces by their last step, as the beginning of a sentence."""
_NUMBERS = ("below", "stale_after", "least", "most", "since", "gap")


def said_of_pieces(w: VersionWords, kind: str, old: object, new: object) -> Iterator[Said]:
    """What differs between two versions of a thing, words last and together."""
    words: dict[str, None] = {}
    sides = parts_of(old), parts_of(new)
    told: set[str] = set()
    for path, was, now in differing(*sides):
        if (kind, path[0]) in _NOT_HERE:
            continue
        if _is_words(kind, path):
            words[_piece(path)] = None
        elif path in sides[0] and path in sides[1]:
            yield from _said(w, kind, path, was, now)
        elif path[0] not in told:  # the one holds a mapping where the other holds none
            told.add(path[0])
            yield Said(path[0], f"{_SAYS.get(path[0], _plain(path[0]))}: of another kind than before.", Step.MAJOR)
    if words:
        which = f": {listed(words)}" if [*words] != ["text"] else ""
        yield Said("text", f"Its words changed{which}.", Step.PATCH)


def _is_words(kind: str, path: Path) -> bool:
    if kind in _NOTHING_BUT_WORDS:
        return True
    if kind == "passage":
        return path[0] in _WORDS_OF_PASSAGE
    is_label = len(path) > 1 and path[-2] in _LABELLED and path[-1] != NAMES
    is_ready = path[0] == "levels" and path[-1] == "text"  # whether a text stands ready at this level
    return is_label or (path[-1] in _WORDS and not is_ready)


def _said(w: VersionWords, kind: str, path: Path, was: object, now: object) -> Iterator[Said]:
    """A piece that both versions have: as it was, and as it is."""
    step = _STEPS.get((kind, path[0]), Step.MAJOR)
    if path[-1] == NAMES and isinstance(was, frozenset) and isinstance(now, frozenset):
        was, now, path = tuple(sorted(was)), tuple(sorted(now)), path[:-1]
    above = [f"“{_plain(one)}”" for one in path[1:-1] if one not in _SAYS]
    of = _SAYS.get(path[-1], _plain(path[-1]).capitalize()) + (f" ({', '.join(above)})" if above else "")
    yield from w.field(path[0], of, _shown(path, was), _shown(path, now), _name(w, path), step)


def _name(w: VersionWords, path: Path) -> Name:
    """How the values of a piece are called."""
    roles = {**w.meaning.old.questionnaire.roles, **w.meaning.new.questionnaire.roles}
    if path[-1] in ("ask", "lead"):
        return lambda id_: roles[id_].title if id_ in roles else id_
    if path[-1] == "passages":
        passages = {**w.meaning.old.passages, **w.meaning.new.passages}
        return lambda id_: f"“{passages[id_].title}”" if id_ in passages else id_
    return str if path[-1] in _NUMBERS else "“{}”".format


def _shown(path: Path, value: object) -> object:
    """A value; a number with its thousands apart, but for a year."""
    is_year = path[-1] == "since"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) and not is_year else value


def _piece(path: Path) -> str:
    """Words by what they are words of."""
    steps = [_WORDS_OF.get(one, _plain(one)) for one in path if one not in (NAMES, "anchor", "clause", "label")]
    kept = [one for i, one in enumerate(steps) if one not in steps[:i]]
    return kept[0] if len(kept) == 1 else f"{kept[0]} ({', '.join(f'“{one}”' for one in kept[1:])})"


def _plain(name: str) -> str:
    return name.replace("_", " ")
