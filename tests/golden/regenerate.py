"""Write the golden briefs anew (`make golden`); read the difference as a minister would before committing it."""

import re
from pathlib import Path

from wayhome import advise, compare, load_profile

FOLDER = Path(__file__).parent
EXAMPLES = ("civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north")
SUMMARIES = ("gha-2021", "xx")
BODIES = (("gha-2021", "ministry-social"), ("xx", "ministry-labour"))
COMPARED = ("gha-2021", "gha-2023")
SINCE, COMPARISON = "gha-2023-since-2021", "gha-2021-to-2023"
NAMES = (
    *EXAMPLES,
    *(f"{name}-summary" for name in SUMMARIES),
    *(f"{name}-for-{role}" for name, role in BODIES),
    SINCE,
    COMPARISON,
)
"""Of the files, without their ending."""


def golden_brief(name: str) -> str:
    """The brief, summary, brief for one body or comparison in a file, without what changes with each edit of a rule."""
    text = _written(name)
    volatile = (
        "profile-sha256: ",
        "rulebook-sha256: ",
        "knowledge-sha256: ",
        "wayhome: ",
        "inference: ",
        "before: ",
        "now: ",
    )
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(volatile))
    return re.sub("[0-9a-f]{64}", "(hash)", text)


def _written(name: str) -> str:
    if name in (SINCE, COMPARISON):
        before, after = (load_profile(f"example:{profile}") for profile in COMPARED)
        return (advise(after, previous=before) if name == SINCE else compare(before, after)).to_markdown()
    profile, _, role = name.removesuffix("-summary").partition("-for-")
    advised = advise(load_profile(f"example:{profile}"))
    return advised.to_markdown(summary=name.endswith("-summary"), body=role or None)


if __name__ == "__main__":
    for name in NAMES:
        (FOLDER / f"{name}.md").write_text(golden_brief(name), encoding="utf-8")
        print(f"written: {name}.md")
