"""Everything that is proved of a rulebook, in order; what `lint.yaml` beside it accepts is passed over.

In: a library. Out: a `Proved`, which prints as text or as JSON; `profiles` writes the profile that shows each fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from wayhome.engine.errors import InputError, Place, printable
from wayhome.engine.library import Library
from wayhome.engine.lint.codes import codes
from wayhome.engine.lint.finding import LintFinding, Severity
from wayhome.engine.lint.settings import Settings
from wayhome.engine.proofs.conditions import conditions
from wayhome.engine.proofs.grounds import Fault, Grounds, Proof, base
from wayhome.engine.proofs.reachable import modes, rows, statuses, values
from wayhome.engine.proofs.together import advice_against_advice, criteria, duplicates, implications, ways_against_ways
from wayhome.engine.proofs.witness import OURS, profile_of
from wayhome.engine.sources import Strict, make_folder, read_text, write_atomically

PROOFS: tuple[Callable[[Grounds], Proof], ...] = (
    values,
    statuses,
    modes,
    rows,
    conditions,
    duplicates,
    advice_against_advice,
    ways_against_ways,
    criteria,
    implications,
)


class FaultResult(Strict):
    """One fault, as JSON has it."""

    file: str
    line: int
    column: int
    code: str
    severity: str
    rules: list[str]
    part: str
    """Which part of the first of these rules."""
    message: str
    mend: str
    shows: str
    """What to look for in the profile."""
    profile: str
    """The name of its file in the folder of profiles; empty for an entry of `lint.yaml`, which no profile shows."""


class ProofResult(Strict):
    """What was decided of one kind of thing."""

    proved: bool
    what: str
    number: int
    accepted: int
    """Faults that `lint.yaml` accepts, with a reason."""
    faults: list[FaultResult]


class Proved(Strict):
    """What was proved, and of what."""

    is_proved: bool
    """No fault is an error."""
    facts: int
    implications: int
    contradictions: int
    proofs: list[ProofResult]
    in_vain: list[FaultResult]
    """What `lint.yaml` accepts and is not so."""


class Prover:
    """Proves a rulebook, once."""

    def __init__(self, library: Library, rules: Path) -> None:
        """Decide everything; `rules` is the folder whose `lint.yaml` is heeded. Raises InputError if that cannot be read."""
        settings = Settings(rules)
        self._grounds = Grounds(library)
        self._proofs = [possible(self._grounds)]
        looked_for: list[str] = []
        if not self._proofs[0].faults:
            self._proofs += [proof(self._grounds) for proof in PROOFS]
            looked_for = [code.code for code in codes().values() if code.found_by == "prove"]
        by_finding = {_key(fault.finding): fault for proof in self._proofs for fault in proof.faults}
        told = settings.applied((fault.finding for fault in by_finding.values()), looked_for, {})
        self._in_vain = [one for one in told if _key(one) not in by_finding]
        self._told = {_key(one): one for one in told if _key(one) in by_finding}
        self._named = {
            key: f"{i:02}-{one.code}-{_file_name(one.about)}.yaml" for i, (key, one) in enumerate(self._told.items(), 1)
        }
        self._faults = by_finding

    def profiles(self, folder: Path) -> Iterator[tuple[Path, str]]:
        """For each fault a file in the folder and the profile that shows it."""
        for key, name in self._named.items():
            yield folder / name, profile_of(self._faults[key], self._grounds, folder / name)

    def write_profiles(self, folder: Path) -> list[Path]:
        """Write the profiles; what was written there before of faults that are mended is taken away.

        Returns: what was taken away.

        Raises:
            InputError: if the folder or a file cannot be written.
        """
        make_folder(folder)
        for path, text in self.profiles(folder):
            write_atomically(path, text)
        gone = [path for path in sorted(folder.glob("*.yaml")) if path.name not in self._named.values() and _is_ours(path)]
        for path in gone:
            path.unlink()
        return gone

    def result(self) -> Proved:
        """What was found, as JSON has it."""
        program = self._grounds.library.program
        every = [*self._told.values(), *self._in_vain]
        return Proved(
            is_proved=not any(one.severity is Severity.ERROR for one in every),
            facts=len(program.asked),
            implications=len(program.implications),
            contradictions=len(self._grounds.library.rulebook.contradictions),
            proofs=[self._proof_result(proof) for proof in self._proofs],
            in_vain=[_result(one, None, "") for one in self._in_vain],
        )

    def _proof_result(self, proof: Proof) -> ProofResult:
        told = [fault for fault in proof.faults if _key(fault.finding) in self._told]
        return ProofResult(
            proved=not told,
            what=proof.proved,
            number=proof.number,
            accepted=len(proof.faults) - len(told),
            faults=[_result(self._told[key], fault, self._named[key]) for fault in told for key in [_key(fault.finding)]],
        )


_Key = tuple[Place, str, str]


def _key(finding: LintFinding) -> _Key:
    """What tells one finding from another, whatever it weighs."""
    return (finding.place, finding.code, finding.message)


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


def _result(finding: LintFinding, fault: Fault | None, name: str) -> FaultResult:
    return FaultResult(
        file=finding.place.file,
        line=finding.place.line,
        column=finding.place.column,
        code=finding.code,
        severity=finding.severity,
        rules=list(fault.rules) if fault else [finding.about],
        part=fault.about if fault else "",
        message=finding.message,
        mend=finding.mend,
        shows=fault.shows if fault else "",
        profile=name,
    )


def _is_ours(path: Path) -> bool:
    try:
        return read_text(path).split("\n", 1)[0] == OURS
    except InputError:  # no text, or a folder: not ours
        return False


def report(proved: Proved, folder: Path | None = None) -> str:
    """What was found, for a terminal; `folder` is where the profiles were written, if they were."""
    lines = []
    for proof in proved.proofs:
        accepted = f"; {proof.accepted} accepted otherwise in lint.yaml" if proof.accepted else ""
        lines.append(f"{'proved' if proof.proved else 'not so'}: {proof.what}{accepted}")
        for fault in proof.faults:
            lines += [f"  {_line(fault)}", f"    {_shown(fault, folder)}"]
    lines += [_line(fault) for fault in proved.in_vain]
    count = sum(len(proof.faults) for proof in proved.proofs) + len(proved.in_vain)
    lines += [
        "",
        f"Decided exactly, over every complete profile: {proved.facts} facts, {proved.implications} implications and"
        f" {proved.contradictions} contradictions between answers kept.",
        {0: "No fault.", 1: "1 fault."}.get(count, f"{count} faults."),
    ]
    return "\n".join(map(printable, lines)) + "\n"


def _shown(fault: FaultResult, folder: Path | None) -> str:
    if folder is None:
        return f"to see it, write a profile with -o DIR: {fault.shows}"
    return f"shown by {folder / fault.profile}: {fault.shows}"


def _line(fault: FaultResult) -> str:
    place = Place(fault.file, fault.line, fault.column)
    return str(LintFinding(place, fault.code, fault.message, fault.mend, Severity(fault.severity)))
