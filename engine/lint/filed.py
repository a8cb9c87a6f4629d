"""Rules put where nobody looks for them: in a folder of other rules, or in a cluster that a slip of the pen has made.

In: a `Reading`. Out: faults at rules. How near a name comes to another is ours.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.reading import Reading
from wayhome.engine.rulebook_reader.files import kind_of
from wayhome.engine.sources import entries

NEAR = 0.8
"""The share of letters that a misspelt name has in common with the one that was meant (ours)."""
_FOLDERS = {
    **dict.fromkeys(("implication", "contradiction"), ("0-implications",)),
    "precondition": ("2-preconditions",),
    "recommend": ("3-structures", "4-opportunities"),
    **dict.fromkeys(("measure", "guard", "gate", "means"), ("5-priorities",)),
    **dict.fromkeys(("step", "headline"), ("6-roadmap",)),
}
"""Where rules of a kind stand; those of other kinds are concluded where they are needed."""


def misfiled_rules(reading: Reading) -> Iterator[LintFinding]:
    """Rules in a numbered folder that is for rules of other kinds."""
    for source in reading.rule_files:
        if not isinstance(source.value, list):
            continue  # weights
        folder = Path(source.file).relative_to(reading.rules).parts[0]
        for i, entry in entries(source, "recommend"):
            kind = kind_of(entry, source.place(i))
            wanted = _FOLDERS.get(kind, (folder,))
            if folder not in wanted:
                id_ = str(entry[kind]) if isinstance(entry[kind], str) else kind
                what = f"{id_}: a {kind} in {folder}"
                yield fault("misfiled", source.place(i), what, f"move it to {' or '.join(wanted)}", id_)


def misspelt_clusters(reading: Reading) -> Iterator[LintFinding]:
    """Clusters of one measure whose name comes near that of another: a brief holds three of a cluster at most."""
    measures = reading.library.rulebook.measures.values()
    sizes = Counter(measure.cluster for measure in measures)
    for measure in measures:
        if sizes[measure.cluster] == 1:
            others = [name for name, size in sizes.items() if name != measure.cluster and size > 1]
            near = difflib.get_close_matches(measure.cluster, others, 1, NEAR)
            if near:
                what = f"{measure.id}: no other measure is of the cluster {measure.cluster!r}"
                place = reading.at(measure.place, "cluster")
                yield fault("unknown-id", place, what, f"did you mean {near[0]!r}?", measure.id)
