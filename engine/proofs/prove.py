"""Everything that is proved of a rulebook, in order, with what its authors say is so by design.

In: a library. Out: a `Proved`, which prints as text or as JSON; `profiles` writes the profile that shows each fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from wayhome.engine.errors import Place, did_you_mean, printable
from wayhome.engine.library import Library
from wayhome.engine.proofs.conditions import conditions
from wayhome.engine.proofs.grounds import Fault, Grounds, Proof, base
from wayhome.engine.proofs.reachable import modes, rows, statuses, values
from wayhome.engine.proofs.together import advice_against_advice, criteria, duplicates, implications
from wayhome.engine.proofs.witness import profile_of
from wayhome.engine.rulebook import ByDesign
from wayhome.engine.sources import Strict

PROOFS: tuple[Callable[[Grounds], Proof], ...] = (
    values,
    statuses,
    modes,
    rows,
    conditions,
    duplicates,
    advice_against_advice,
    criteria,
    implications,
)
CODES = (
    "no-profile",
    "unreachable-value",
    "unreachable-status",
    "unreachable-mode",
    "shadowed-row",
    "never-true",
    "always-true",
    "duplicate-rule",
    "contradicting-advice",
    "idle-criterion",
    "implications-conflict",
    "needless-by-design",
)
"""The kinds of fault, in the order in which they are looked for."""


class FaultResult(Strict):
    """One fault, as JSON has it."""

    file: str
    line: int
    column: int
    code: str
    rules: list[str]
    about: str
    message: str
    mend: str
    shows: str
    """What to look for in the profile."""
    profile: str
    """The name of the file in the folder of profiles."""


class ProofResult(Strict):
    """What was decided of one kind of thing."""

    proved: bool
    what: str
    number: int
    by_design: int
    """Faults the rulebook explains, which do not count."""
    faults: list[FaultResult]


class Proved(Strict):
    """What was proved, and of what."""

    is_proved: bool
    facts: int
    implications: int
    contradictions: int
    proofs: list[ProofResult]


@dataclass(frozen=True)
class _Judged:
    """A proof, its faults split into those that count and those the rulebook explains."""

    proof: Proof
    faults: tuple[Fault, ...]
    explained: int


class Prover:
    """Proves a rulebook, once."""

    def __init__(self, library: Library) -> None:
        self._grounds = Grounds(library)
        self._needed: set[ByDesign] = set()
        self._judged = [self._judge(possible(self._grounds))]
        if not self.faults:
            self._judged += [self._judge(proof(self._grounds)) for proof in PROOFS]
            self._judged.append(self._judge(_needless(library.rulebook.by_design, self._needed)))

    def _judge(self, proof: Proof) -> _Judged:
        excuses = self._grounds.library.rulebook.by_design
        kept = []
        for fault in proof.faults:
            explained = [one for one in excuses if _explains(one, fault)]
            self._needed.update(explained)
            if not explained:
                kept.append(fault)
        return _Judged(proof, tuple(kept), len(proof.faults) - len(kept))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What the rulebook does not explain."""
        return tuple(fault for judged in self._judged for fault in judged.faults)

    def profiles(self) -> Iterator[tuple[str, str]]:
        """For each fault a file name and the profile that shows it."""
        for name, fault in self._named().items():
            yield name, profile_of(fault, self._grounds, name)

    def result(self) -> Proved:
        """What was found, as JSON has it."""
        program = self._grounds.library.program
        names = {id(fault): name for name, fault in self._named().items()}
        return Proved(
            is_proved=not self.faults,
            facts=len(program.asked),
            implications=len(program.implications),
            contradictions=len(self._grounds.library.rulebook.contradictions),
            proofs=[
                ProofResult(
                    proved=not judged.faults,
                    what=judged.proof.proved,
                    number=judged.proof.number,
                    by_design=judged.explained,
                    faults=[_result(fault, names[id(fault)]) for fault in judged.faults],
                )
                for judged in self._judged
            ],
        )

    def _named(self) -> dict[str, Fault]:
        """The faults by the name of their file: its place in the list, the code and the rule."""
        return {f"{i:02}-{fault.code}-{_file_name(fault.rules[0])}.yaml": fault for i, fault in enumerate(self.faults, 1)}


def _file_name(rule: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", rule.lower())[:60].strip("-")


def possible(grounds: Grounds) -> Proof:
    """There is a complete profile; without one, nothing could come out and everything would be a fault."""
    if grounds.space.find() is not None:
        return Proof("there is a profile in which no two answers contradict each other", 1)
    nearly = grounds.nearly([])
    rules = dict.fromkeys(base(id_) for id_ in nearly.laws)
    book = grounds.library.rulebook
    places = {base(one.id): one.place for one in book.implications} | {one.id: one.place for one in book.contradictions}
    first = next(iter(rules), "")
    message = f"no complete profile agrees with {' and '.join(rules) or 'what decides which questions arise'}"
    fault = Fault(
        "no-profile",
        places.get(first, Place("rules")),
        tuple(rules) or ("rulebook",),
        "",
        message,
        "narrow what one of them says",
        None,
        "no answers can be given to every question",
    )
    return Proof("there is a profile in which no two answers contradict each other", 1, (fault,))


def _explains(excuse: ByDesign, fault: Fault) -> bool:
    is_about = not excuse.about or excuse.about == fault.about
    return excuse.code == fault.code and excuse.rule in fault.rules and is_about


def _needless(excuses: Iterable[ByDesign], needed: set[ByDesign]) -> Proof:
    """What is said to be so by design is so."""
    excuses = tuple(excuses)
    faults = []
    for excuse in excuses:
        if excuse in needed:
            continue
        is_known = excuse.code in CODES
        what = "is not so" if is_known else f"names no code {excuse.code!r}"
        mend = "take it away" if is_known else did_you_mean(excuse.code, CODES) or "one of the codes of `rules prove`"
        about = f" ({excuse.about})" if excuse.about else ""
        message = f"what is said to be so by design of {excuse.rule}{about} {what}"
        shows = f"nothing: a profile without answers stands for there being no {excuse.code}"
        faults.append(Fault("needless-by-design", excuse.place, (excuse.rule,), excuse.code, message, mend, None, shows))
    return Proof(f"each of {len(excuses)} things said to be so by design is so", len(excuses), tuple(faults))


def _result(fault: Fault, name: str) -> FaultResult:
    return FaultResult(
        file=fault.place.file,
        line=fault.place.line,
        column=fault.place.column,
        code=fault.code,
        rules=list(fault.rules),
        about=fault.about,
        message=fault.message,
        mend=fault.mend,
        shows=fault.shows,
        profile=name,
    )


def report(proved: Proved) -> str:
    """What was found, for a terminal."""
    lines = []
    for proof in proved.proofs:
        by_design = f"; {proof.by_design} otherwise, by design" if proof.by_design else ""
        if proof.proved:
            lines.append(f"proved: {proof.what}{by_design}")
            continue
        lines.append(f"not so: {proof.what}{by_design}")
        for fault in proof.faults:
            where = f"{fault.file}:{fault.line}:{fault.column}" if fault.line else fault.file
            lines.append(f"  {where}: {fault.code} {fault.message}; {fault.mend}")
            lines.append(f"    shown by {fault.profile}: {fault.shows}")
    count = sum(len(proof.faults) for proof in proved.proofs)
    over = (
        f"every complete profile: {proved.facts} facts, {proved.implications} implications and"
        f" {proved.contradictions} contradictions between answers kept"
    )
    lines.append("")
    lines.append(f"Decided exactly, over {over}.")
    lines.append({0: "No fault.", 1: "1 fault."}.get(count, f"{count} faults."))
    return "\n".join(map(printable, lines)) + "\n"
