"""Every picture by name, and for whom it is.

In: `Phrases`. Out: the picture, or none. Who may see it is decided here and nowhere else. What draws a picture is imported
when it is drawn: a brief in Markdown has none.
"""

from __future__ import annotations

import importlib

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.tree import Picture
from wayhome.engine.errors import InputError, did_you_mean, listing
from wayhome.engine.rulebook import Audience

PICTURES: dict[str, tuple[Audience, str]] = {
    "preconditions": ("adviser", "wayhome.engine.brief.pictures.preconditions:preconditions"),
    "timeline": ("brief", "wayhome.engine.brief.pictures.timeline:timeline"),
    "intervals": ("brief", "wayhome.engine.brief.pictures.intervals:intervals"),
    "firmness": ("brief", "wayhome.engine.brief.pictures.firmness:firmness"),
    "stakeholders": ("adviser", "wayhome.engine.brief.pictures.stakeholders:stakeholders"),
    "sectors": ("adviser", "wayhome.engine.brief.pictures.sectors:sectors"),
}
"""In the order of a brief; `module:function` is what draws each."""


def pictured(p: Phrases, name: str) -> list[Picture]:
    """The picture, to be set among the blocks of its section; nothing if it is not for these readers, or would be empty.

    Nothing either if the brief is to have no pictures.
    """
    audience, drawer = PICTURES[name]
    if not p.is_drawn or not p.advice.options.edition.sees(audience):
        return []
    module, function = drawer.split(":")
    picture: Picture | None = getattr(importlib.import_module(module), function)(p)
    return [picture] if picture else []


def drawn(p: Phrases, name: str) -> Picture:
    """One picture by itself; raises InputError if there is none of this name, for these readers, or of this profile."""
    if name not in PICTURES:
        hint = did_you_mean(name, PICTURES)
        raise InputError.at("picture", f"there is no picture {name!r}", listing(PICTURES), hint)
    audience, _ = PICTURES[name]
    edition = p.advice.options.edition
    if not edition.sees(audience):
        what = f"the picture {name!r} is not for the readers of the edition {str(edition)!r}"
        raise InputError.at("picture", what, mend=f"--edition {audience}")
    found = pictured(p, name)
    if not found:
        raise InputError.at(p.advice.profile.file, f"there is nothing to draw in the picture {name!r}")
    return found[0]
