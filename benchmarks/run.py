"""Measure the budgets, as ratios of things run side by side: `make bench`.

Nothing here passes or fails; a machine that is busy changes the times, much less the ratios.
"""

from __future__ import annotations

import itertools
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import planes

import wayhome
from wayhome import advise, load_profile
from wayhome.engine.evaluate import evaluate
from wayhome.engine.facts import facts_of_profile
from wayhome.engine.inference import Inference, is_available

PROFILE = "example:xx"  # every core question answered
LITTLE_KNOWN = "example:gha-2021"  # most questions open
COMMAND_RUNS = 15
ASSESSMENT_RUNS = 100
WARM_UP = 200
ASSESSMENTS = 2000

IMPORTS = ["click", "pydantic", "markdown_it", *(["durable_rules_engine"] if is_available() else []), "yaml"]
BARE = [sys.executable, "-c", f"import {', '.join(IMPORTS)}"]
ADVISE = [sys.executable, "-c", "from wayhome.cli.main import run; run()", "advise", PROFILE]


def main() -> None:
    """Measure and print, one line a budget."""
    print(f"Wayhome {wayhome.__version__} on Python {platform.python_version()}, profile {PROFILE}")
    if not is_available():
        print("The durable-rules engine is not available for this Python: its import and its line are left out.")
    print(f"Imports: {', '.join(IMPORTS)}")
    print(f"\n{'':<58}{'median':>14}{'ratio':>12}   budget")
    commands()
    assessment()
    program = load_profile(PROFILE).library.program
    planes.truth_beside_peers(program, row)
    planes.scenarios(LITTLE_KNOWN, row)
    planes.agreement(program, row)
    memory()


def commands() -> None:
    """The command from start to finish, against a Python that only imports what it needs."""
    with tempfile.TemporaryDirectory() as folder:
        warm, bytecode = Path(folder, "warm"), Path(folder, "bytecode")
        cold = (Path(folder, f"cold-{i}") for i in itertools.count())
        bare_ms, warm_ms, cold_ms = side_by_side(
            COMMAND_RUNS,
            lambda: _run(BARE, warm, bytecode),
            lambda: _run(ADVISE, warm, bytecode),
            lambda: _run(ADVISE, next(cold), bytecode),
        )
    row("a bare Python that imports these", f"{bare_ms:.0f} ms")
    row(
        "wayhome advise, warm cache",
        f"{warm_ms:.0f} ms",
        warm_ms / bare_ms,
        "at most 3 times the imports",
        warm_ms <= 3 * bare_ms,
    )
    row(
        "wayhome advise, cold cache",
        f"{cold_ms:.0f} ms",
        cold_ms / bare_ms,
        "at most 8 times the imports",
        cold_ms <= 8 * bare_ms,
    )


def assessment() -> None:
    """One assessment, everything loaded: every conclusion and its trace, by each evaluator."""
    loaded = load_profile(PROFILE)
    program = loaded.library.program
    masks = {
        fact: given.mask for fact, given in facts_of_profile(loaded.profile, loaded.library.questionnaire, None).items()
    }
    if not is_available():
        (reference_ms,) = side_by_side(ASSESSMENT_RUNS, lambda: evaluate(program, masks))
        row("one assessment by the reference evaluator, single entry", f"{reference_ms:.1f} ms")
        return
    inference = Inference(program)
    reference_ms, engine_ms = side_by_side(ASSESSMENT_RUNS, lambda: evaluate(program, masks), lambda: inference.run(masks))
    inference.close()
    both_ms = reference_ms + engine_ms
    row("one assessment by the reference evaluator", f"{reference_ms:.1f} ms")
    row("one assessment by the rule engine, with its trace", f"{engine_ms:.1f} ms", engine_ms / reference_ms)
    row("one assessment, double entry", f"{both_ms:.1f} ms", both_ms / reference_ms, "under 60 ms", both_ms < 60)


def memory() -> None:
    """What a process that assesses all day keeps: growth after a warm-up."""
    loaded = load_profile(PROFILE)
    name = f"memory kept by {ASSESSMENTS:,} assessments in one process"
    if not Path("/proc/self/statm").exists():
        row(name, "not measured on this system")
        return
    for _ in range(WARM_UP):
        advise(loaded)
    before = _resident()
    for _ in range(ASSESSMENTS):
        advise(loaded)
    grown = (_resident() - before) / 1e6
    row(name, f"{grown:+.1f} MB", None, "flat: within 2 MB", grown < 2)


def side_by_side(runs: int, *works: Callable[[], object]) -> tuple[float, ...]:
    """The median milliseconds of each, run in turn so that a slow moment hits all of them alike."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(runs + 1):
        for work, times in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            times.append((time.perf_counter() - start) * 1000)
    return tuple(statistics.median(times[1:]) for times in taken)  # the first round counts for nobody


def row(what: str, measured: str, ratio: float | None = None, budget: str = "", within: bool | None = None) -> None:
    """One line of the table."""
    times = "" if ratio is None else f"{ratio:.1f} ×"
    verdict = "" if within is None else f"{budget}: {'kept' if within else 'MISSED'}"
    print(f"{what:<58}{measured:>14}{times:>12}   {verdict}".rstrip(), flush=True)


def _run(command: list[str], cache: Path, bytecode: Path) -> None:
    """Run a command as an installed one runs: with its modules compiled, whatever the environment says of that."""
    settings = {"XDG_CACHE_HOME": str(cache), "PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONDONTWRITEBYTECODE": ""}
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **settings})
    if run.returncode:
        sys.exit(run.stderr)


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
