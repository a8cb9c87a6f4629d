"""Which faults of a rule its examples would notice.

In: a rule with its examples. Out: for each `Mutant` whether an example kills it; if none does, either the proof that it
says the same as the rule, or a condition under which it says something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from wayhome.engine.compile import Program
from wayhome.engine.errors import InputError
from wayhome.engine.evaluate import evaluate
from wayhome.engine.library import Library
from wayhome.engine.rule_tests.cases import Case, RuleCases, book_of
from wayhome.engine.rule_tests.meaning import Same, apart, meaning_of
from wayhome.engine.rule_tests.mutants import Mutant, mutants_of
from wayhome.engine.rule_tests.running import domains_of, masks_of, tested_program
from wayhome.engine.rule_tests.said import holds, said_by
from wayhome.engine.rule_tests.search import Masks, Search
from wayhome.engine.rule_tests.stated import Said
from wayhome.engine.rule_tests.stated_faults import BY_WAY, why_nobody_hears
from wayhome.engine.rulebook import Rulebook
from wayhome.engine.truth import Condition


@dataclass(frozen=True)
class Version:
    """A rule, as it is or with a fault, ready to be asked."""

    book: Rulebook
    program: Program


@dataclass(frozen=True)
class Tried:
    """A fault, and what became of it."""

    mutant: Mutant
    killed_by: str = ""
    """The name of the first example that notices it."""
    same: str = ""
    """Why it is none: the faulty rule says the same."""
    survivor: Version | None = None
    """Of one that no example notices: the faulty rule ..."""
    apart: Condition | None = None
    """... and a condition under which it says something else."""


@dataclass(frozen=True)
class Example:
    """An example with the facts that follow from it."""

    case: Case
    facts: Masks


class RuleTest:
    """A rule, its examples, and what it takes to see what the rule or a faulty one would say of them."""

    def __init__(self, found: RuleCases, library: Library) -> None:
        """Prepare a rule of a library."""
        self.found = found
        self.library = library
        self.kind = found.rule.kind
        self.program = tested_program(found, library)
        self.domains = domains_of(self.kind, library) | self.program.facts.domains
        self.version = Version(found.book, self.program.rule)
        # Where a contradiction holds is what its own faults are about.
        contradictions = () if self.kind == "contradiction" else library.rulebook.contradictions
        self.search = Search(self.program.facts, {rule.id: rule.when for rule in contradictions})
        self.examples = [Example(case, self.facts_from(masks_of(case, self.domains))) for case in found.cases]

    def facts_from(self, given: Mapping[str, int]) -> Masks:
        """The facts that follow from answers."""
        return self.program.facts_from(given).facts

    def said(self, version: Version, facts: Masks, named: Mapping[str, object]) -> Said:
        """What the rule, or a faulty one, says of facts; `named` holds those that were given."""
        asked = {fact: facts[fact] for fact in version.program.asked}
        return said_by(self.kind, version.book, version.program, evaluate(version.program, asked), named)

    def tried(self) -> Iterator[Tried]:
        """Every fault of the rule, each once."""
        seen = [self.found.book]
        meaning = meaning_of(self.kind, self.found.book, self.program.rule)
        for mutant in mutants_of(self.found.rule, self.domains, self.library.questionnaire):
            faulty = self.faulty(mutant)
            if faulty is None or faulty.book in seen:
                continue
            seen.append(faulty.book)
            killer = self._killer(faulty)
            if killer:
                yield Tried(mutant, killed_by=killer)
                continue
            found = apart(meaning, meaning_of(self.kind, faulty.book, faulty.program), self.search)
            if isinstance(found, Same):
                yield Tried(mutant, same=_why_same(mutant, found))
            else:
                yield Tried(mutant, survivor=faulty, apart=found)

    def faulty(self, mutant: Mutant) -> Version | None:
        """The rule with a fault; None if the reader of rules would find it."""
        source = replace(self.found.rule.source, value=[mutant.entry])
        try:
            book = book_of(replace(self.found.rule, source=source, index=0, within=()), self.library)
        except InputError:
            return None
        return Version(book, self.program.changed(self.kind, book).rule)

    def _killer(self, faulty: Version) -> str:
        for example in self.examples:
            if not holds(example.case, faulty.book, self.said(faulty, example.facts, example.case.given)):
                return example.case.name
        return ""


def _why_same(mutant: Mutant, same: Same) -> str:
    """Why a fault is none; that it is none was decided over all complete profiles."""
    if same.ruled_out:
        return f"only answers that {' and '.join(same.ruled_out)} rules out would tell"
    if mutant.path[0] in BY_WAY:
        return why_nobody_hears(mutant.entry, str(mutant.path[0]), str(mutant.path[1]))
    if mutant.path[-1] == "is":
        return "no profile in which the rule has a say reaches this row"
    if isinstance(mutant.path[-1], int) and "row" in mutant.what:
        return "whatever reaches this row, the rows after it say the same"
    return "wherever it would tell, the rest of the rule has decided already"
