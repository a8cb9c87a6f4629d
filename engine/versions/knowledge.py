"""What changed in the knowledge: questions that are asked otherwise, and words that are printed.

In: `VersionWords`. Out: `Entry`s. A question decides if it is new, gone, or asked with other answers or in other cases;
words decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.changes.renamed import told
from wayhome.engine.questionnaire import Question
from wayhome.engine.truth import ALWAYS
from wayhome.engine.version_file import Step
from wayhome.engine.versions.entries import Entry, How, Said, changed
from wayhome.engine.versions.words import VersionWords

_OTHER_WORDS = "Its words changed."


def knowledge_entries(w: VersionWords) -> Iterator[Entry]:
    """Questions, passages, and the words of measures."""
    old, new = w.meaning.old, w.meaning.new
    if old.knowledge_digest == new.knowledge_digest and old.rulebook.relevance == new.rulebook.relevance:
        return
    asked = old.questionnaire.questions, new.questionnaire.questions
    for id_, question in {**asked[0], **asked[1]}.items():
        if id_ not in asked[0]:
            yield Entry("question", id_, question.name, How.NEW, Step.MINOR)
        elif id_ not in asked[1]:
            yield Entry("question", id_, question.name, How.REMOVED, Step.MAJOR)
        else:
            said = tuple(_question(w, asked[0][id_], question))
            if said:
                yield changed("question", id_, question.name, said)
    passages = old.passages, new.passages
    names = w.meaning.names.of("passage")
    for id_, passage in {**passages[0], **passages[1]}.items():
        if id_ in names:
            said = (Said("id", f"It is now called {names[id_]}.", Step.PATCH),)
            yield Entry("passage", id_, passage.title, How.RENAMED, Step.PATCH, said, names[id_])
        elif id_ in names.values():
            continue
        elif id_ not in passages[0] or id_ not in passages[1]:
            how = How.NEW if id_ in passages[1] else How.REMOVED
            yield Entry("passage", id_, passage.title, how, Step.PATCH)
        elif told(passages[0][id_]) != told(passage):
            yield changed("passage", id_, passage.title, (Said("text", _OTHER_WORDS, Step.PATCH),))
    before = {now: was for was, now in w.meaning.names.of("measure").items()}
    for id_, words in new.wording.measures.items():
        was = old.wording.measures.get(before.get(id_, id_))
        if was is not None and told(was) != told(words):
            yield changed("measure's words", id_, words.title, (Said("text", _OTHER_WORDS, Step.PATCH),))


def _question(w: VersionWords, old: Question, new: Question) -> Iterator[Said]:
    """The answers there are, when it is asked, and its words."""
    facts = [{spec.id: spec.domain.values for spec in side.questionnaire.facts_of(new.question)} for side in (w.old, w.new)]
    for fact in {**facts[0], **facts[1]}:
        values = [side.get(fact, ()) for side in facts]
        yield from w.field("answers", f"Answers ({fact})", values[0], values[1])
    relevance = [side.rulebook.relevance.get(new.question, ALWAYS) for side in (w.meaning.old, w.meaning.new)]
    yield from w.condition("relevant", "It is asked", relevance[0], relevance[1])
    yield from w.field("when_skipped", "Taken as, where it is not asked", old.when_skipped, new.when_skipped)
    if old.text != new.text or old.name != new.name:
        yield Said("text", _OTHER_WORDS, Step.PATCH)
