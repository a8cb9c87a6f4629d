"""Write the golden briefs anew (`make golden`); read the difference as a minister would before committing it."""

from pathlib import Path

from wayhome import advise, load_profile

FOLDER = Path(__file__).parent
EXAMPLES = ("civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north")
SUMMARIES = ("gha-2021", "xx")
BODIES = (("gha-2021", "ministry-social"), ("xx", "ministry-labour"))
NAMES = (*EXAMPLES, *(f"{name}-summary" for name in SUMMARIES), *(f"{name}-for-{role}" for name, role in BODIES))
"""Of the files, without their ending."""


def golden_brief(name: str) -> str:
    """The brief, summary or brief for one body in a file, without what changes with every edit of a rule file."""
    profile, _, role = name.removesuffix("-summary").partition("-for-")
    advised = advise(load_profile(f"example:{profile}"))
    brief = advised.to_markdown(summary=name.endswith("-summary"), body=role or None)
    volatile = ("profile-sha256: ", "rulebook-sha256: ", "knowledge-sha256: ", "wayhome: ", "inference: ")
    return "".join(line for line in brief.splitlines(keepends=True) if not line.startswith(volatile))


if __name__ == "__main__":
    for name in NAMES:
        (FOLDER / f"{name}.md").write_text(golden_brief(name), encoding="utf-8")
        print(f"written: {name}.md")
