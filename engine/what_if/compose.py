"""What if some answers were otherwise, and what would bring a thing about: concluded anew, compared, said.

In: an `Advice`, answers supposed, targets. Out: a `WhatIf`, as text, Markdown or JSON. What is supposed goes through the
same pipeline as every advice, both evaluators and all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wayhome.engine.advise import Advice, Options, advise, conclude
from wayhome.engine.brief.markdown import to_markdown
from wayhome.engine.brief.tree import Block, Document, Heading
from wayhome.engine.explain_text.words import Words
from wayhome.engine.library import Library
from wayhome.engine.plain_text import to_text
from wayhome.engine.profile import Profile
from wayhome.engine.reach.reach import Reach, reach
from wayhome.engine.reach.search import Tell
from wayhome.engine.reach.targets import read_target
from wayhome.engine.what_if.changes import changes_between
from wayhome.engine.what_if.reach_words import reach_blocks
from wayhome.engine.what_if.results import WhatIfResult, result_of_change, result_of_reach
from wayhome.engine.what_if.suppose import suppose
from wayhome.engine.what_if.words import ChangeWords


class WhatIf:
    """How things stand, how they would, and what would bring something about."""

    def __init__(self, before: Advice, after: Advice, reached: Sequence[Reach]) -> None:
        self.before, self.after = before, after
        self.supposed = tuple(fact for fact, found in after.given.items() if found != before.given[fact])
        """The facts that are otherwise by what is supposed."""
        self.changes = changes_between(before, after)
        self.reached = tuple(reached)
        self._words = ChangeWords(before, after, self.supposed)

    def to_text(self) -> str:
        """For a terminal."""
        return to_text(self._blocks())

    def to_markdown(self) -> str:
        """The same as Markdown; the front matter says what it was made from."""
        front: dict[str, object] = {
            "country": self._words.p.place,
            "edition": str(self.after.options.edition),
            "profile-sha256": self.before.profile.digest,
            "rulebook-sha256": self.after.library.rulebook_digest,
            "knowledge-sha256": self.after.library.knowledge_digest,
        }
        return to_markdown(Document(front, self._blocks(), ()))

    def _blocks(self) -> tuple[Block, ...]:
        blocks: list[Block] = [Heading(1, self._words.p.say("what-if.title", place=self._words.p.place))]
        if self.supposed or not self.reached:
            blocks += [*self._words.lead(), *self._words.table(self.changes)]
        return (*blocks, *(block for found in self.reached for block in reach_blocks(found)))

    def to_result(self) -> WhatIfResult:
        """The same as plain values."""
        evaluation, words = self.after.evaluation, Words(self._words.p)
        seen = [fact for fact in self.supposed if not words.is_hidden(fact)]
        questions = dict.fromkeys(words.p.question_of(fact).question for fact in seen)
        new = self._words.conflicts()
        return WhatIfResult(
            country=self._words.p.place,
            edition=str(self.after.options.edition),
            profile_sha256=self.before.profile.digest,
            rulebook_sha256=self.after.library.rulebook_digest,
            knowledge_sha256=self.after.library.knowledge_digest,
            supposed={fact: words.program.domains[fact].names(self.after.given[fact].mask) for fact in seen},
            ignored=tuple(question for question in questions if question in evaluation.irrelevant),
            contradicted={
                fact: tuple(one.implication for one in new if one.fact == fact)
                for fact in dict.fromkeys(c.fact for c in new)
            },
            changes=[result_of_change(change, self._words.title(change)) for change in self.changes],
            reach=[result_of_reach(found, words.title(found.target.id)) for found in self.reached],
        )

    def to_json(self) -> str:
        """The same as JSON."""
        return self.to_result().model_dump_json(indent=2) + "\n"


def what_if(
    profile: Profile,
    library: Library,
    options: Options,
    answers: Mapping[str, str | Sequence[str]],
    targets: Sequence[str] = (),
    tell: Tell = lambda done, of: None,
) -> WhatIf:
    """Suppose answers, and look for what would bring targets about from there.

    Args:
        profile: as it is, with what its adviser withholds.
        library: rules and knowledge.
        options: of the advice.
        answers: by question, field or fact: a value, several, `unknown` or `nobody-knows`.
        targets: each `ID=STATUS`.
        tell: is told how far a search is.

    Raises:
        InputError: for an answer or a target there is not, or of which this edition says nothing; else as `advise`.
        EngineError: if two evaluations differ.
    """
    before = after = advise(profile, library, options)
    if answers:
        supposed = suppose(before, profile, answers)
        after = conclude(supposed.profile, library, options, supposed.facts)
    return WhatIf(before, after, [reach(after, read_target(after, target), tell) for target in targets])
