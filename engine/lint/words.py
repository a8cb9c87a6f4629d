"""Texts: those that are missing, not translated, or too long to be read aloud.

In: a `Reading`. Out: faults at texts. What the program itself says is measured against the knowledge it is shipped with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from wayhome.engine.draft_texts import DRAFT
from wayhome.engine.errors import Place
from wayhome.engine.library import load_library, shipped
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.reading import Reading
from wayhome.engine.lint.texts import EXAMPLE, SENTENCE, Said, sentences_in, texts_in_rules, texts_of
from wayhome.engine.sources import read_text

LONGEST_SENTENCE = 40
"""Words of one sentence that a listener still follows (ours)."""
LONGEST_QUESTION = 45
"""Words of a whole question (ours): it is read aloud at one go."""
LONGEST_NAME = 200
"""Letters of a title, or of the name of a question or an example (ours)."""
LONGEST_TEXT = 1_500
"""Letters of any other text (ours): some 250 words, two minutes of reading aloud."""
_NAMES = ("title", "name", EXAMPLE)
_LEFT = re.compile(rf"\b{DRAFT}\b")
_END_OF_SENTENCE = re.compile(r"(?<=[.?!])\s+")
OURS = "en"
"""The language of the knowledge the program is shipped with."""


def faults_in_words(reading: Reading) -> Iterator[LintFinding]:
    """Every fault in what is said."""
    said = tuple(texts_of(reading))
    yield from _missing(said, reading)
    yield from _untranslated(said, reading)
    yield from _too_long(said, reading)
    yield from _left_as_drafts(reading)


@cache
def _shipped_sentences() -> dict[str, Said]:
    return {said.about: said for said in sentences_in(shipped("knowledge"))}


def _missing(texts: Iterable[Said], reading: Reading) -> Iterator[LintFinding]:
    """Texts that are empty, and sentences the program says and this knowledge lacks."""
    ours, here = _shipped_sentences(), reading.library.wording.sentences
    nothing_said = {key for key, said in ours.items() if not said.text.strip()}  # some sentences say nothing, on purpose
    for said in texts:
        if not said.text.strip() and not (said.part == SENTENCE and said.about in nothing_said):
            yield fault("missing-text", said.place, f"{said.about}: the {said.part} is empty", about=said.about)
    for said in ours.values():
        if said.about not in here:
            place = Place(str(reading.knowledge / "wording" / Path(said.place.file).name))
            what = f"there is no sentence {said.about!r}"
            yield fault("missing-text", place, what, f"where it is shipped: {said.text!r}", said.about)
    book = reading.library.rulebook
    place = Place(str(reading.knowledge / "wording" / "brief.yaml"))
    wanted = [f"headline.{value}" for value in book.findings[book.headline].domain.values]
    for key in (*wanted, *(f"step.name.{step.id}" for step in book.steps)):
        if key not in here and key not in ours:
            yield fault("missing-text", place, f"there is no sentence {key!r}, which the rules call for", about=key)


def _untranslated(texts: Iterable[Said], reading: Reading) -> Iterator[LintFinding]:
    """In a knowledge of another language: texts that stand there as they are shipped, in English."""
    language = reading.library.wording.page.language
    if language.partition("-")[0].lower() == OURS:
        return
    as_shipped = Reading(load_library(), shipped("rules"), shipped("knowledge"))
    ours = {(said.about, said.part): said.text for said in texts_of(as_shipped)}
    for said in texts:
        if " " in said.text.strip() and ours.get((said.about, said.part)) == said.text:
            what = f"{said.about}: the {said.part} is in English, and the knowledge in {language!r}"
            yield fault("untranslated", said.place, what, about=said.about)


def _too_long(texts: Iterable[Said], reading: Reading) -> Iterator[LintFinding]:
    """Texts too long to be read aloud: as a whole, or a sentence or a question in them."""
    for said in (*texts, *texts_in_rules(reading)):
        most = LONGEST_NAME if said.part in _NAMES else LONGEST_TEXT
        longest = max((len(sentence.split()) for sentence in _END_OF_SENTENCE.split(said.text)), default=0)
        words = len(said.text.split())
        mend = "make two of it"
        if len(said.text) > most:
            how, mend = f"has {len(said.text):,} letters, more than {most:,}", "say it shorter"
        elif longest > LONGEST_SENTENCE:
            how = f"has a sentence of {longest} words, more than {LONGEST_SENTENCE}"
        elif words > LONGEST_QUESTION and said.part == "text" and said.about in reading.library.questionnaire.questions:
            how = f"has {words} words, more than {LONGEST_QUESTION}"
        else:
            continue
        yield fault("too-long", said.place, f"{said.about}: the {said.part} {how}", mend, said.about)


def _left_as_drafts(reading: Reading) -> Iterator[LintFinding]:
    """Lines on which a text begun by `wayhome rules new` is still what it began with, in whatever kind of file."""
    for folder in (reading.rules, reading.knowledge):
        for path in sorted(path for kind in ("*.yaml", "*.md", "*.csv") for path in folder.rglob(kind)):
            for number, line in enumerate(read_text(path).split("\n"), 1):
                left = _LEFT.search(line)
                if left:
                    place = Place(str(path), number, left.start() + 1)
                    yield fault("draft-text", place, f"a text is still a {DRAFT}", "replace it, and the word with it")
