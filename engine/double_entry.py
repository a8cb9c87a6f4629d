"""Every conclusion drawn twice: by the rule engine and by the reference evaluator, with the same result or none.

In: a `Compiled` program and the masks of the facts it is asked about. Out: the `Evaluation` and every firing. Raises
EngineError, naming what differs, unless the two are identical.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Mapping

from wayhome.engine.errors import EngineError
from wayhome.engine.evaluate import evaluate
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.inference import Firing, Inference, is_available
from wayhome.engine.library import Compiled


def infer(compiled: Compiled, masks: Mapping[str, int]) -> tuple[Evaluation, tuple[Firing, ...] | None]:
    """Both evaluations of the same facts; raises EngineError, naming what differs, unless they are identical.

    Where the rule engine is not installed the reference evaluator runs alone and the firings are None.
    """
    reference = evaluate(compiled.program, masks)
    if not is_available():
        return reference, None
    concluded, firings = _engine_of(compiled).run(masks)
    if concluded != reference:
        raise EngineError(f"the two evaluations differ, so no brief is written: {difference(concluded, reference)}")
    return reference, firings


_engines: dict[int, Inference] = {}
_loading = threading.Lock()


def _engine_of(compiled: Compiled) -> Inference:
    """The loaded engine of a program, freed with it."""
    with _loading:
        key = id(compiled)
        if key not in _engines:
            _engines[key] = Inference(compiled.program, compiled.rulesets)
            weakref.finalize(compiled, _free_engine, key).atexit = False
        return _engines[key]


def _free_engine(key: int) -> None:
    _engines.pop(key).close()


def difference(left: Evaluation, right: Evaluation) -> str:
    """The first few names on which two evaluations disagree."""
    found = []
    for part in ("asked", "facts", "verdicts", "outcomes"):
        ours, theirs = getattr(left, part), getattr(right, part)
        names = [*ours, *(name for name in theirs if name not in ours)]
        found += [name for name in names if ours.get(name) != theirs.get(name)]
    found += [part for part in ("applied", "conflicts", "irrelevant") if getattr(left, part) != getattr(right, part)]
    return ", ".join(dict.fromkeys(found[:5]))
